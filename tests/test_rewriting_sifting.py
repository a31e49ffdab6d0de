"""Caution after an offence, in English: what no list foresees goes, what the message is for stays or is said again."""

from __future__ import annotations

from datetime import datetime

import pytest

import puentes
from guardrails.acts import find_acts
from guardrails.text import Text
from puentes.rewriting.heat import MOODS, score, sure_of, words_of
from puentes.rewriting.options import options_from
from puentes.rewriting.result import Rewrite
from puentes.rewriting.running_on import english_breaks
from puentes.rewriting.understanding import read_draft
from puentes.rewriting.verbs import has_verb

NOW = datetime.fromisoformat("2026-11-25T10:00:00+00:00")


def rewritten(draft: str, **options: object) -> Rewrite:
    chosen = options_from({"now": NOW, **options}, "test")
    return puentes.rewrite(draft, engine="phrasebank", grammar=None, options=chosen)


@pytest.mark.parametrize(
    ("draft", "stays", "goes"),
    [
        (
            "Hi Bo, I've got another job so I withdraw. Your office is a circus and the whole thing is a shambles. "
            "I bought a shirt. A WHOLE SHIRT. Kim",
            "so I withdraw.",
            "shirt",
        ),
        (
            "Hi Bo, I can do Friday at 4, but that's it, I'm not burning another day on you clowns. Kim",
            "I can do Friday at 4.",
            "burning",
        ),
        (
            "Hi Bo, I accept the decision. Good luck with whoever you hired, hope he's worth it. Kim",
            "I accept the decision.",
            "worth",
        ),
        (
            "Hi Bo, I can't come on Monday. My boyfriend moved out and took the dog. I look like death. Could we do "
            "Tuesday? Kim",
            "Could we do Tuesday?",
            "death",
        ),
    ],
)
def test_beside_an_offence_only_what_the_message_is_for_stays(draft: str, stays: str, goes: str) -> None:
    """An aside that no list knows goes with the anger or the confidence beside it; the offer and the decision stay."""
    text = rewritten(draft).text
    assert stays in text
    assert goes not in text.lower()
    assert text.startswith("Hi Bo,")
    assert text.rstrip().endswith("Kim")


def test_a_reproach_without_a_known_word_is_told_by_all_of_it() -> None:
    """Bare exclamations, words in scorn, blame as the weights see it, and nowhere a courtesy."""
    draft = (
        'Dear Marcus,\n\nSeven weeks. SEVEN. That is how long I have waited since your "urgent" interview. I turned '
        "down another job because of what you said.\n\nRegards\nHelen"
    )
    assert not sure_of(draft, "en")
    text = rewritten(draft).text
    assert "urgent" not in text
    assert "Seven" not in text
    assert "Is there any news about the process?" in text


def test_a_plain_reason_stays_in_a_draft_that_belittles_its_writer() -> None:
    text = rewritten(
        "Hi, I can't come on Friday. I had a family emergency. I'm such an idiot. Could we do Monday? Ben"
    ).text
    assert "I had a family emergency." in text
    assert "idiot" not in text


@pytest.mark.parametrize(
    "draft",
    [
        "Dear Ms Tran,\n\nI appreciate that you are busy. I never did get the email that you mentioned, so it may have "
        "gone astray. Has a decision been made about the interview? Thank you for your time.\n\nBest,\nAndre",
        "Dear Mr Hall,\n\nThank you for the honest feedback. I was nervous and it showed, and I will work on that. I "
        "am still interested in joining the team.\n\nKind regards,\nYuki",
        "Hi Dan,\n\nYou mentioned that the last manager left at short notice. I never mind covering nights. "
        "I would be glad to start early. Thank you for your time.\n\nBest,\nPriya",
    ],
)
def test_a_courteous_draft_that_speaks_of_trouble_has_no_mood(draft: str) -> None:
    """ "Never", "nobody", "left" are words of a reproach only where there is one."""
    result = rewritten(draft)
    assert not {key for edit in result.edits for key in edit.keys} & {"heated", "confiding"}
    assert result.kept == 1.0


@pytest.mark.parametrize("mood", MOODS)
def test_an_ordinary_sentence_scores_far_below_an_offence(mood: str) -> None:
    """The bound between them is not reached by what everybody writes."""
    assert score("Would Friday at 4 suit you?", "en", mood) < -5  # type: ignore[arg-type] # the moods are literals
    assert words_of("en", mood).sure  # type: ignore[arg-type] # the moods are literals


def test_a_relative_clause_is_not_cut_from_what_it_tells() -> None:
    """ "I've taken a job with people" says something else than "with people who managed to decide in a week"."""
    text = rewritten("Hi Craig,\n\nI'm out. I've taken a job with people who managed to decide in a week.\n\nTom").text
    assert "with people" not in text
    assert "I have decided to withdraw my application." in text


def test_what_shares_its_subject_gets_it_back() -> None:
    draft = (
        "Dear Jen, I forgot our interview this morning. I've been married for 19 years. I can't stop crying and only "
        "saw your missed call at noon. Could we meet on Friday? Paul"
    )
    assert "Only saw" not in rewritten(draft).text


def test_a_name_that_signs_stays_when_its_sentence_goes() -> None:
    """ "Sorry again, Gemma" repeats an apology, and signs."""
    text = rewritten("Hi Tom, I'm sorry, I can't make our call today. Could we do Friday? Sorry again, Gemma").text
    assert text.endswith("Gemma")
    assert "again" not in text


def test_sorry_again_alone_is_no_apology() -> None:
    text = rewritten("Hi Tom, I can't come to the interview tomorrow. Could we do Friday? Sorry again. Gemma").text
    assert "again" not in text
    assert len(find_acts(Text(text), "en")["apology"]) == 1


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "i was meant to be in with you at half nine this morning and um well i got the wrong building i was in the "
            "one on mill street",
            ["i was meant to be in with you at half nine this morning", "i got the wrong building", "i was in the one"],
        ),
        ("hello am raj i missed the interview yesterday i was in hospital with my daughter", ["i missed", "i was in"]),
        ("i'm really sorry could you ring me back on monday", ["i'm really sorry", "could you ring me back"]),
        ("no worries if not just want to know either way", ["no worries if not", "just want"]),
    ],
)
def test_a_new_subject_begins_a_sentence(said: str, parts: list[str]) -> None:
    found, last = [], 0
    for one in english_breaks(said, 0, len(said)):
        found.append(said[last : one.parted].strip())
        last = one.at
    found.append(said[last:])
    assert all(any(piece.startswith(part) for piece in found) for part in parts)


@pytest.mark.parametrize(
    "said",
    [
        "this is to let you know that i have accepted another offer",
        "is this the number i was given by the lady i spoke to",
        "if you could tell me when you are free i can come any day",
        "i think i know what you mean",
        "by the time i'd figured it out it was gone ten",
    ],
)
def test_a_subject_that_hangs_on_what_stands_before_begins_none(said: str) -> None:
    assert english_breaks(said, 0, len(said)) == []


@pytest.mark.parametrize(
    ("said", "whole"), [("A DAY.", False), ("For 26 grand?", False), ("The train broke down.", True)]
)
def test_what_has_no_verb_is_no_sentence(said: str, whole: bool) -> None:
    assert has_verb(said, "en") is whole


@pytest.mark.parametrize(
    ("draft", "intent"),
    [
        ("I can't sleep for thinking about it. Thank you for the interview yesterday.", "thank_you"),
        ("Tuesday at 2 works. If I'm five minutes late, please bear with me!", None),
        (
            "I've had an offer from a warehouse. Could we speak in the evening about my interview on Thursday?",
            "reschedule",
        ),
        ("Your two-line rejection came today. I'd like feedback.", "accept_refusal"),
        ("I was sitting on this Zoom link for forty minutes. I can do tomorrow, same time.", "reschedule"),
        ("I'm going to have to say no to the job. I had a rethink.", "withdraw"),
    ],
)
def test_what_is_meant_is_read_beside_what_is_only_said(draft: str, intent: str | None) -> None:
    assert read_draft(draft, NOW).intent == intent


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("I was told on Monday, so I write you because I would like to confirm. Ana", "I am writing to you because"),
        ("I can not assist to the interview of the next Tuesday. Ana", "attend the interview next Tuesday"),
        ("Till now I am not getting any response. Kindly revert back to me. Anil", "I have not yet had any response"),
        ("The interview is on tomorrow at 9. I will be there. Anil", "The interview is tomorrow at 9."),
        ("Hope ur well! Can I come at 11? Mo", "Hope you're well!"),
        ("My cousin he was supposed to drive me and his truck it broke down. Luis", "My cousin was supposed"),
    ],
)
def test_what_is_carried_over_from_another_language_is_put_right(draft: str, said: str) -> None:
    """Only set turns whose right form is sure; the rest of the writer's English stays."""
    assert said in rewritten(draft).text


def test_begging_is_no_second_apology() -> None:
    """ "I'm begging you" beside an apology goes, or becomes a plain request; one apology stands."""
    draft = (
        "Dear Ms Lee, I missed my interview on Monday and I am very sorry. I'm begging you, give me another chance. Ann"
    )
    text = rewritten(draft).text
    assert "begging" not in text
    assert "I would be grateful for another chance to speak." in text
    assert len(find_acts(Text(text), "en")["apology"]) == 1


def test_nobody_apologises_for_what_the_other_side_called_off() -> None:
    text = rewritten(
        "Hello, your colleague rang to say that the interview has been postponed. Is there a new date yet? Thanks. Bo"
    ).text
    assert "sorry" not in text.lower()
    assert "apolog" not in text.lower()
