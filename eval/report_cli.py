"""The commands of `puentes eval` that read runs: compare, gate, report, baseline, history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

reading_app = typer.Typer(rich_markup_mode=None)

RUN_HELP = "A run: its folder, its run.jsonl, its name in eval-runs/, or @last (@last2 the one before)."
RunArgument = Annotated[str, typer.Argument(help=RUN_HELP, show_default=False)]
LastArgument = Annotated[str, typer.Argument(help=RUN_HELP)]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view", help="raw (the engine's own answers) or delivered (after repair); otherwise raw where both have it."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ThresholdsOption = Annotated[
    Path | None, typer.Option("--thresholds", help="A TOML file in place of the shipped eval/data/thresholds.toml.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="es or en; otherwise the language of the terminal's locale.")
]
AnywayOption = Annotated[
    bool, typer.Option("--anyway", help="Compare what they share when the fixtures are not the same.")
]


@reading_app.command()
def compare(
    before: RunArgument,
    after: RunArgument,
    view: ViewOption = None,
    as_json: JsonOption = False,
    anyway: AnywayOption = False,
    texts: Annotated[int, typer.Option(help="How many flipped fixtures are shown with both texts.")] = 5,
    language: LanguageOption = None,
) -> None:
    """Say what got better and what got worse between two runs.

    Exit code: 0 compared, 2 they cannot be compared.
    """
    from eval import comparing_commands

    raise typer.Exit(
        comparing_commands.compare(before, after, view, language, json_=as_json, anyway=anyway, texts=texts)
    )


@reading_app.command()
def gate(
    baseline: Annotated[str, typer.Option("--baseline", help="The run it is held against.", show_default=False)],
    run: LastArgument = "@last",
    view: ViewOption = None,
    thresholds: ThresholdsOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Stop a regression: fewer repeats hold their whole contract than in the baseline.

    Exit code: 0 no regression, 1 regression, 2 could not tell or could not run.
    """
    from eval import comparing_commands

    raise typer.Exit(comparing_commands.gate(run, baseline, view, thresholds, language, json_=as_json))


@reading_app.command()
def report(
    run: LastArgument = "@last",
    against: Annotated[
        str | None, typer.Option("--against", help="An earlier run: its comparison and the gate come along.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a self-contained page.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML for CI.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write JSON.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write a summary for a pull request.")] = None,
    worst: Annotated[int, typer.Option(help="How many of the worst messages the table shows.")] = 0,
    view: ViewOption = None,
    thresholds: ThresholdsOption = None,
    anyway: AnywayOption = False,
    language: LanguageOption = None,
) -> None:
    """Report a run, alone or against an earlier one; without a file to write, as a table."""
    from eval import comparing_commands

    targets = {"html": html, "junit": junit, "json": json, "markdown": markdown}
    raise typer.Exit(
        comparing_commands.report(run, against, view, thresholds, targets, language, anyway=anyway, worst=worst)
    )


@reading_app.command()
def baseline(
    run: RunArgument,
    target: Annotated[Path, typer.Argument(help="The file to write, such as baseline.jsonl.")],
) -> None:
    """Keep a run's verdicts without its texts, small enough to be committed beside the code."""
    from eval import comparing_commands

    raise typer.Exit(comparing_commands.baseline(run, target))


@reading_app.command()
def history(
    folder: Annotated[Path | None, typer.Argument(help="A folder with runs in it; otherwise eval-runs/.")] = None,
    as_json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """List the runs in a folder, the newest last, with the trend of each engine and its prompts."""
    from eval import history_commands

    raise typer.Exit(history_commands.history(folder, language, json_=as_json))
