"""Whether two runs can be compared, and what weakens the comparison."""

from __future__ import annotations

from eval.answers import ViewName
from eval.errors import NotComparable
from eval.records import Run
from eval.tally import has_view


def check_comparable(
    before: Run, after: Run, view: ViewName | None, *, anyway: bool = False
) -> tuple[ViewName, list[str]]:
    """The view to compare in, and warnings. Raises NotComparable saying why and what to do."""
    warnings = [*_whole(before), *_whole(after)]
    if before.header.fixtures_digest != after.header.fixtures_digest:
        common = _fixtures(before) & _fixtures(after)
        told = (
            f"{before.name} and {after.name} were not made from the same fixtures "
            f"({len(common)} have the same id, and those may have changed)"
        )
        if not anyway:
            raise NotComparable(f"{told}. Run one of them again, or compare what they share with --anyway")
        warnings.append(f"{told}: only fixtures with the same id are compared")
    chosen = view or ("raw" if has_view(before, "raw") and has_view(after, "raw") else "delivered")
    for run in (before, after):
        if not has_view(run, chosen):
            why = "it has no answer at all" if chosen == "delivered" else "no engine was asked in it"
            raise NotComparable(f"{run.name} has nothing to compare in the {chosen} view: {why}")
    if not _fixtures(before) & _fixtures(after):
        raise NotComparable(f"{before.name} and {after.name} have no fixture in common")
    return chosen, [*warnings, *_what_changed(before, after)]


def missing_answers(run: Run) -> int:
    """How many answers a run lacks, going by its repeats."""
    return max(0, len(_fixtures(run)) * run.header.repeats - len(run.answers))


def _whole(run: Run) -> list[str]:
    if run.header.complete:
        return []
    return [f"{run.name} is not complete ({len(run.answers)} answers so far): what is missing may not be like the rest"]


def _fixtures(run: Run) -> set[str]:
    return {answer.fixture for answer in run.answers}


def _what_changed(before: Run, after: Run) -> list[str]:
    """Names what differs when it is more than one thing, or nothing: then a difference cannot be laid to a change."""
    a, b = before.header, after.header
    pairs = {
        "engine": (a.engine, b.engine),
        "model": (a.model, b.model),
        "parameters": (a.parameters, b.parameters),
        "prompts": (a.prompts_digest, b.prompts_digest),
        "version of Puentes": (a.puentes, b.puentes),
    }
    changed = [name for name, (old, new) in pairs.items() if old != new]
    if len(changed) > 1:
        return [f"more than one thing differs ({', '.join(changed)}): the comparison cannot say which one did it"]
    if before.path == after.path:
        return ["this is one and the same run"]
    return []
