"""Whether two runs can be compared, and what weakens the comparison."""

from __future__ import annotations

from eval.answers import ViewName
from eval.errors import NotComparable
from eval.records import Run
from eval.tally import has_view
from eval.telling import Told, told


def check_comparable(
    before: Run, after: Run, view: ViewName | None, *, anyway: bool = False
) -> tuple[ViewName, list[Told]]:
    """The view to compare in, and warnings. Raises NotComparable saying why and what to do."""
    warnings = [*_whole(before), *_whole(after)]
    if before.header.fixtures_digest != after.header.fixtures_digest:
        common = _fixtures(before) & _fixtures(after)
        known = {"before": before.name, "after": after.name, "common": len(common)}
        if not anyway:
            raise NotComparable(told("refused", **known))
        warnings.append(told("other_fixtures", **known))
    chosen = view or ("raw" if has_view(before, "raw") and has_view(after, "raw") else "delivered")
    for run in (before, after):
        if not has_view(run, chosen):
            why = "no_answer" if chosen == "delivered" else "no_engine"
            raise NotComparable(told(why, run=run.name, view=chosen))
    if not _fixtures(before) & _fixtures(after):
        raise NotComparable(told("nothing_common", before=before.name, after=after.name))
    return chosen, [*warnings, *_what_changed(before, after)]


def missing_answers(run: Run) -> int:
    """How many answers a run lacks, going by its repeats."""
    return max(0, len(_fixtures(run)) * run.header.repeats - len(run.answers))


def _whole(run: Run) -> list[Told]:
    if run.header.complete:
        return []
    return [told("not_complete", run=run.name, answers=len(run.answers))]


def _fixtures(run: Run) -> set[str]:
    return {answer.fixture for answer in run.answers}


def _what_changed(before: Run, after: Run) -> list[Told]:
    """Names what differs when it is more than one thing, or nothing: then a difference cannot be laid to a change."""
    a, b = before.header, after.header
    pairs = {
        "engine": (a.engine, b.engine),
        "model": (a.model, b.model),
        "parameters": (a.parameters, b.parameters),
        "prompts": (a.prompts_digest, b.prompts_digest),
        "version": (a.puentes, b.puentes),
    }
    changed = [name for name, (old, new) in pairs.items() if old != new]
    if len(changed) > 1:
        return [told("several_differ", what=changed)]
    if before.path == after.path:
        return [told("same_run")]
    return []
