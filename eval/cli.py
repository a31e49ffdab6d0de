"""`puentes eval …`. Everything heavy is imported inside the commands, as in app/cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="eval",
    help="Say whether a changed prompt, model or check is better or worse, over many situations.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
fixtures_app = typer.Typer(name="fixtures", help="The situations that are drafted.", no_args_is_help=True)
app.add_typer(fixtures_app)


@fixtures_app.command("check")
def fixtures_check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of fixtures, or one file; otherwise the shipped ones.")
    ] = None,
) -> None:
    """Check fixtures, and name file and line of every mistake.

    Exit code: 0 all can be used, 2 some cannot.
    """
    from eval.fixture_commands import check

    raise typer.Exit(check(folder))
