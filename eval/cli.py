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
prompts_app = typer.Typer(name="prompts", help="Prompt packs, to be edited and compared.", no_args_is_help=True)
app.add_typer(fixtures_app)
app.add_typer(prompts_app)


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


@prompts_app.command("copy")
def prompts_copy(target: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Copy the shipped prompts to a new folder, to be edited and evaluated there."""
    from puentes.datafiles import copy_pack

    copy_pack(target)
    typer.echo(f"Copied. Edit {target}, then: puentes eval run --prompts {target}")
