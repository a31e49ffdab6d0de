"""JUnit XML: one test case per fixture, for the test view of a CI system.

A fixture fails when most of its repeats do not hold their whole contract; against an earlier run, when they did hold
there. The gate decides on the whole; this shows where to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean
from xml.etree import ElementTree as Xml

from eval.answers import Answer, ViewName
from eval.comparing import Comparison
from eval.records import Run
from eval.reporting.words import plain
from eval.summary import summarise, what_fails


def junit(run: Run, comparison: Comparison | None = None) -> str:
    """The report of a run as XML."""
    view = comparison.view if comparison else summarise(run).main
    broken = {flip.fixture for flip in comparison.flips if flip.worse} if comparison else None
    suites: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in run.answers:
        if answer.counts_in(view):
            suites[f"{answer.intent} {answer.language}"][answer.fixture].append(answer)
    root = Xml.Element("testsuites", name=plain(f"puentes eval {run.name}"))
    for name, fixtures in sorted(suites.items()):
        suite = Xml.SubElement(root, "testsuite", name=plain(name))
        for fixture, answers in fixtures.items():
            _case(suite, plain(name), fixture, answers, view, broken)
        _count(suite)
    _count(root, "./testsuite/testcase")
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(
    suite: Xml.Element, classname: str, fixture: str, answers: Sequence[Answer], view: ViewName,
    broken: set[str] | None,
) -> None:  # fmt: skip
    seconds = fmean(answer.seconds for answer in answers)
    case = Xml.SubElement(suite, "testcase", classname=classname, name=plain(fixture), time=f"{seconds:.3f}")
    held = sum(answer.keeps_all(view) for answer in answers)
    told = f"{held} of {len(answers)} repeats hold the whole contract ({view})"
    if all(answer.crashed(view) for answer in answers):
        why = answers[0].error or answers[0].engine_error or ""
        Xml.SubElement(case, "error", message=plain(why)[:500]).text = told
    elif fixture in broken if broken is not None else 2 * held <= len(answers):
        bad = next((a for a in answers if not a.keeps_all(view) and a.view(view)), answers[0])
        text = bad.view(view)
        reasons = (
            [f"{name}: {reason}" for name, reason in what_fails(text).items()]
            if text
            else [str(bad.error or bad.engine_error)]
        )
        failure = Xml.SubElement(case, "failure", message=plain(f"{told}: {'; '.join(reasons)}")[:500])
        failure.text = plain("\n".join([told, *reasons, "", text.subject if text else "", text.body if text else ""]))
    else:
        Xml.SubElement(case, "system-out").text = told


def _count(element: Xml.Element, cases: str = "./testcase") -> None:
    element.set("tests", str(len(element.findall(cases))))
    element.set("failures", str(len(element.findall(f"{cases}/failure"))))
    element.set("errors", str(len(element.findall(f"{cases}/error"))))
