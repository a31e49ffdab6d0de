"""The changes of a draft: whatever is replaced in whatever order, they make the text from the draft."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from puentes.rewriting.kept import kept
from puentes.rewriting.tracked import Change, Tracked, Why, applied, trimmed

WHY = Why("slang", "tone")
STEP = st.tuples(st.integers(0, 30), st.integers(0, 8), st.sampled_from(["", "", "X", "YY Z", " "]))


@given(st.text("abc .", max_size=24), st.lists(STEP, max_size=6))
def test_changes_applied_to_the_draft_give_the_text(draft: str, steps: list[tuple[int, int, str]]) -> None:
    """Overlaps, insertions at one point and deletions beside each other included."""
    tracked, text = Tracked(draft), draft
    for at, length, after in steps:
        start = min(at, len(text))
        end = min(start + length, len(text))
        text = text[:start] + after + text[end:]
        tracked.replace(start, end, after, WHY)
    assert tracked.text == text == applied(draft, tracked.changes)
    assert all(one.end <= two.start for one, two in zip(tracked.changes, tracked.changes[1:], strict=False))


@given(st.text("ab c.", max_size=20), st.text("ab c.", max_size=20))
def test_a_trimmed_change_makes_the_same_text(before: str, after: str) -> None:
    """What stands alike at both ends of a change is not shown, and nothing else is lost by that."""
    draft = f"x {before} y"
    change = Change(2, 2 + len(before), after, (WHY,))
    assert applied(draft, [trimmed(draft, change)]) == applied(draft, [change])


def test_what_changed_back_is_no_change() -> None:
    """A word that was replaced and put back leaves no trace."""
    tracked = Tracked("Hola q tal")
    tracked.replace(5, 6, "que", WHY)
    tracked.replace(5, 8, "q", WHY)
    assert tracked.changes == ()


def test_kept_counts_the_words_that_stand_in_order() -> None:
    """Accents and capitals are no lost words; words that were left out are; words that came in count for nothing."""
    assert kept("hola, el dia uno", "Hola: el día uno") == 1.0
    assert kept("uno dos tres cuatro", "uno tres cuatro cinco") == 0.75
    assert kept("uno dos", "dos uno") == 0.5
    assert kept("…", "") == 1.0
    assert kept("uno", "") == 0.0
