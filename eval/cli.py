"""`puentes eval …`. Everything heavy is imported inside the commands, as in app/cli.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.report_cli import LanguageOption, reading_app

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
app.add_typer(reading_app)  # without a name: its commands are our own


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


@fixtures_app.command("list")
def fixtures_list(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of fixtures, or one file; otherwise the shipped ones.")
    ] = None,
) -> None:
    """List the fixtures: id, channel, and what each is there for."""
    from eval.fixture_commands import list_all

    list_all(folder)


@prompts_app.command("copy")
def prompts_copy(target: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Copy the shipped prompts to a new folder, to be edited and evaluated there."""
    from puentes.datafiles import copy_pack

    copy_pack(target)
    typer.echo(f"Copied. Edit {target}, then: puentes eval run --prompts {target}")


@app.command()
def run(
    engine: Annotated[str, typer.Option("--engine", "-e", help="auto, openai, local, phrasebank, simulated.")] = "",
    prompts: Annotated[Path | None, typer.Option(help="A prompt pack; otherwise the shipped one.")] = None,
    repeats: Annotated[int, typer.Option(min=1, help="How often each situation is drafted.")] = 1,
    concurrency: Annotated[
        int | None, typer.Option(min=1, help="Drafts at once; otherwise as the engine likes.")
    ] = None,
    fixtures: Annotated[Path | None, typer.Option(help="A folder of fixtures, or one file.")] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="An id, or how ids begin (cancel-es). May be repeated.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; otherwise a new one in eval-runs/.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew where an earlier run was not finished.")] = False,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Use and keep the engine's answers.")] = True,
    grammar: Annotated[bool, typer.Option("--grammar/--no-grammar", help="Check grammar with LanguageTool.")] = True,
    budget_calls: Annotated[int | None, typer.Option(min=0, help="Stop after this many new calls.")] = None,
    budget_cost: Annotated[float | None, typer.Option(min=0, help="Stop at this cost; needs --prices.")] = None,
    prices: Annotated[str | None, typer.Option(help="Per million tokens in and out, such as 0.4,1.6.")] = None,
    judge: Annotated[
        str | None, typer.Option(help="An engine that judges too: openai or local. It decides nothing.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Draft every situation and judge what comes out.

    A run that was killed or stopped goes on with the same command. Answers are kept: what was asked once costs
    nothing again. Exit code: 0 complete, 1 the budget stopped it, 2 it cannot run.
    """
    from eval.needs import need_pydantic_evals

    need_pydantic_evals()
    from eval.run_commands import Options
    from eval.run_commands import run as run_plan

    options = Options(
        engine, prompts, fixtures, only or [], repeats, concurrency, out, fresh, cache, grammar, budget_calls,
        budget_cost, prices, judge, language,
    )  # fmt: skip
    raise typer.Exit(run_plan(options))
