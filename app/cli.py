"""The command line. Everything heavy is imported inside the commands, so that help and errors come at once."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from eval.cli import app as eval_app

app = typer.Typer(
    name="puentes",
    help="Writes the hard messages around a job interview, in Spanish and English, and keeps the bridge standing.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: rich would double the time that --help takes
    pretty_exceptions_enable=False,
)

app.add_typer(eval_app)

EngineOption = Annotated[
    str, typer.Option("--engine", "-e", help="auto, openai, local, phrasebank, or one that is installed.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BatchOption = Annotated[bool, typer.Option("--batch", help="Read JSON Lines, write JSON Lines.")]
GrammarOption = Annotated[bool, typer.Option("--grammar/--no-grammar", help="Check grammar with LanguageTool.")]


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(version_of("puentes"))
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


@app.command()
def draft(
    situation: Annotated[
        str, typer.Argument(metavar="FILE", help="A situation: .json, .yaml or .toml; - reads standard input.")
    ],
    engine: EngineOption = "",
    as_json: JsonOption = False,
    batch: BatchOption = False,
    show_prompt: Annotated[
        bool, typer.Option(help="Print what would be sent to the engine, and send nothing.")
    ] = False,
    seed: Annotated[int | None, typer.Option(help="Chooses among wordings; the same seed gives the same.")] = None,
    grammar: GrammarOption = True,
) -> None:
    """Write a message from a situation.

    The message goes to standard output, what was found and what happened to standard error.
    Exit code: 0 the message holds, 1 something fails, 2 it cannot run.
    """
    from app import drafting_commands

    if show_prompt:
        drafting_commands.show_prompt(situation, engine, as_json=as_json)
    elif batch:
        raise typer.Exit(drafting_commands.draft_batch(situation, engine, seed=seed, grammar=grammar))
    else:
        raise typer.Exit(drafting_commands.draft_one(situation, engine, as_json=as_json, seed=seed, grammar=grammar))


@app.command()
def check(
    message: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A text file, or messages with --batch; - reads standard input."),
    ],
    situation: Annotated[str | None, typer.Option("--situation", "-s", help="The situation it has to fit.")] = None,
    as_json: JsonOption = False,
    batch: BatchOption = False,
    language: Annotated[str | None, typer.Option(help="es or en; otherwise it is recognised.")] = None,
    channel: Annotated[str | None, typer.Option(help="email, phone, voicemail or chat.")] = None,
    grammar: GrammarOption = True,
) -> None:
    """Check a message, alone or against a situation.

    Exit code: 0 it holds, 1 something fails, 2 it cannot run.
    """
    from app import checking_commands

    if batch:
        raise typer.Exit(checking_commands.check_batch(message, grammar=grammar))
    raise typer.Exit(
        checking_commands.check_one(
            message, situation, as_json=as_json, language=language, channel=channel, grammar=grammar
        )
    )


@app.command()
def rewrite(
    draft: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A text file, or drafts with --batch; - reads standard input."),
    ],
    situation: Annotated[str | None, typer.Option("--situation", "-s", help="The facts, when they are known.")] = None,
    engine: EngineOption = "",
    as_json: JsonOption = False,
    batch: BatchOption = False,
    preset: Annotated[str | None, typer.Option(help="formal, warmer, shorter, firmer or correct.")] = None,
    to_channel: Annotated[
        str | None, typer.Option(help="Make it an email, or words for a phone, voicemail or chat.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="es or en; otherwise it is recognised.")] = None,
    channel: Annotated[str | None, typer.Option(help="email, phone, voicemail or chat.")] = None,
    intent: Annotated[str | None, typer.Option(help="cancel, reschedule, withdraw and so on.")] = None,
    register: Annotated[str | None, typer.Option(help="formal or informal.")] = None,
    sender: Annotated[str | None, typer.Option(help="Who signs.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Whom it is to.")] = None,
    position: Annotated[str | None, typer.Option(help="The position it is about.")] = None,
    company: Annotated[str | None, typer.Option(help="The company.")] = None,
    phone: Annotated[str | None, typer.Option(help="The phone number that is left.")] = None,
    read_as: Annotated[
        list[str] | None,
        typer.Option(help="What a date of the draft means: 'Friday at 10=2026-12-04T10:00'. May be given twice."),
    ] = None,
    now: Annotated[str | None, typer.Option(help="The moment that dates are read against, ISO 8601.")] = None,
    grammar: GrammarOption = True,
) -> None:
    """Make a person's own draft polite and complete, and keep it theirs.

    The result goes to standard output, each change with its reason, and what the draft was taken to be, to standard
    error. The options from --language to --read-as correct that.
    Exit code: 0 it holds, 1 something fails or nothing can be sent, 2 it cannot run.
    """
    from app import rewriting_commands

    options = {
        "preset": preset, "to_channel": to_channel, "language": language, "channel": channel, "intent": intent,
        "register": register, "sender": sender, "recipient": recipient, "position": position, "company": company,
        "phone": phone, "moments": rewriting_commands.read_as(read_as or ()), "now": now,
    }  # fmt: skip
    if batch:
        code = rewriting_commands.rewrite_batch(draft, situation, engine, grammar=grammar, options=options)
    else:
        code = rewriting_commands.rewrite_one(
            draft, situation, engine, as_json=as_json, grammar=grammar, options=options
        )
    raise typer.Exit(code)


@app.command()
def setup(
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Leave a part out: model or grammar. May be given twice.")
    ] = None,
) -> None:
    """Fetch what is missing: model, LanguageTool, Java."""
    from rich.console import Console

    from puentes.setup import run_setup

    raise typer.Exit(run_setup(frozenset(without or ()), Console(stderr=True)))


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Say what is there and what is missing.

    What each lack costs and how to mend it is said too. Exit code 1 when something lacks.
    """
    from rich.console import Console

    from puentes.setup.doctor import run_doctor

    raise typer.Exit(run_doctor(Console(), as_json=as_json))


@app.command(name="app")
def open_app(
    port: Annotated[int | None, typer.Option(help="The port; otherwise the first free one from 8501.")] = None,
    address: Annotated[
        str, typer.Option(help="The address to listen on; other machines reach only others.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Open the page in the browser."""
    from app.serve import serve

    raise typer.Exit(serve(port, address=address, open_browser=browser))


def main() -> None:
    """The entry point. Errors of ours end in one line and exit code 2, an interrupt in 130; never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a substitute; it must not cost the message.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("puentes: interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has gone. What is left in the buffer goes nowhere, without a second complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        from puentes.errors import PuentesError

        if isinstance(error, PuentesError):
            typer.echo(f"puentes: {error}", err=True)
            sys.exit(2)
        raise


if __name__ == "__main__":
    main()
