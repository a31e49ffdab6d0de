"""What an LLM judge said of a run, with its agreement with people beside it: read from the record, for the reports."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from eval.records import Run

# Below this agreement with people a judge's score is shown as one that is not to be trusted (eval/judge.py).
TRUSTED = 0.41


@dataclass(frozen=True, slots=True)
class JudgeScore:
    """A criterion: the share of `answers` that the judge let pass, and its kappa with `labels` human labels (None:
    not known)."""

    name: str
    share: float
    answers: int
    kappa: float | None
    labels: int


def judge_scores(run: Run) -> tuple[JudgeScore, ...]:
    """The judge's scores by criterion; none where no judge was asked."""
    verdicts: dict[str, list[bool]] = defaultdict(list)
    for answer in run.answers:
        for name, value in (answer.judge).items():
            verdicts[name].append(bool(value))
    noted = (run.header.model_extra or {}).get("judge") or {}
    agreement, labels = noted.get("agreement") or {}, int(noted.get("labels") or 0)
    return tuple(
        JudgeScore(name, sum(said) / len(said), len(said), agreement.get(name), labels)
        for name, said in verdicts.items()
    )
