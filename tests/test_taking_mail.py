"""A message for a mail program: what a program reads back is what was written, and nothing slips into its headers."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.taking.mail import LONGEST_LINK, address_of, eml, mail_link, plain_text

SUBJECT = "¿Podríamos mover la entrevista de Enfermería? & más=100 % #1"
BODY = (
    "Estimada Sra. Ruiz:\n\nLe escribo por la entrevista del día 3; ¿sería posible otro? A+B & C=D 👩‍⚕️\n\n"
    "Un saludo,\nÍñigo"
)


def _read(link: str) -> dict[str, str]:
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = {
        name: values[0] for name, values in parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True).items()
    }
    return {"to": unquote(parts.path), **fields}


def test_a_link_gives_back_address_subject_and_body() -> None:
    link = mail_link(SUBJECT, BODY, "rrhh+seleccion@example.org")
    assert link.whole
    assert _read(link.href) == {
        "to": "rrhh+seleccion@example.org", "subject": SUBJECT, "body": BODY.replace("\n", "\r\n"),
    }  # fmt: skip


def test_a_link_holds_only_characters_that_need_no_encoding() -> None:
    """A space is %20 and a plus %2B: RFC 6068 knows no "+" for a space, and mail programs disagree about it."""
    href = mail_link(SUBJECT, BODY).href
    assert href.startswith("mailto:?subject=")
    assert set(href[7:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%?&=")
    assert "%20" in href
    assert "%0D%0A%0D%0A" in href


def test_a_body_that_programs_would_cut_is_left_out_and_that_is_said() -> None:
    """Half a message is worse than none: the subject comes along, the body is to be pasted."""
    link = mail_link(SUBJECT, "Palabra " * 400, "ana@example.org")
    assert not link.whole
    assert _read(link.href) == {"to": "ana@example.org", "subject": SUBJECT}


def test_a_usual_spanish_email_fits_into_a_link() -> None:
    """125 words with their accents, the longest that etiquette advises."""
    sentence = "Le agradezco mucho su comprensión y la atención que ha prestado a mi candidatura. "
    link = mail_link("Entrevista para el puesto de Enfermera", sentence * 9)
    assert len((sentence * 9).split()) == 126
    assert link.whole
    assert len(link.href) <= LONGEST_LINK


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana Ruiz <ana.ruiz@example.org> ", "ana.ruiz@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("o'brien+jobs@sub.example.co.uk", "o'brien+jobs@sub.example.co.uk"),
        ("ana@españa.example", "ana@xn--espaa-rta.example"),
        ("", None),
        ("ana", None),
        ("ana@localhost", None),
        ("ana@@example.org", None),
        ("ana@example.org, eva@example.org", None),
        ("ana@example.org\nBcc: eva@example.org", None),
        ("ana ruiz@example.org", None),
        ("ana@-example.org", None),
        ("a..b@example.org", None),
        ("ana@example.org?bcc=eva@example.org", None),
        ("a" * 65 + "@example.org", None),
        ("ana@" + "a" * 300 + ".org", None),
    ],
)
def test_only_one_plain_address_is_taken(written: str, address: str | None) -> None:
    assert address_of(written) == address


def test_an_eml_file_opens_as_a_draft_with_the_right_letters() -> None:
    raw = eml(SUBJECT, BODY, to="ana@example.org", name="Inés Núñez, Ph.D.")
    read = message_from_bytes(raw, policy=default)
    assert read["Subject"] == SUBJECT
    assert read["X-Unsent"] == "1"
    assert read["To"].addresses[0].addr_spec == "ana@example.org"
    assert read["To"].addresses[0].display_name == "Inés Núñez, Ph.D."
    assert read.get_content_type() == "text/plain"
    assert read.get_content_charset() == "utf-8"
    assert read.get_content() == (BODY + "\n").replace("\n", "\r\n")
    assert read.defects == []


def test_an_eml_file_is_seven_bit_with_crlf_and_short_lines() -> None:
    """RFC 5322: every line ends in CRLF, headers are ASCII; long paragraphs are folded by quoted-printable."""
    raw = eml("Asunto muy largo con acentuación " * 8, "Una línea sin fin con eñes " * 60 + "\n.\n")
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("to", [None, "ana@example.org"])
def test_to_stands_there_only_when_an_address_is_known(to: str | None) -> None:
    read = message_from_bytes(eml("Entrevista", BODY, to=to, name="Ana Ruiz"), policy=default)
    assert read["To"] == (f"Ana Ruiz <{to}>" if to else None)
    assert {"From", "Date", "Message-ID", "Bcc"}.isdisjoint(read.keys())


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v", "\x00"])
def test_nothing_in_a_subject_or_a_name_becomes_a_header(break_: str) -> None:
    attack = f"Entrevista{break_}Bcc: eva@example.org{break_}{break_}otro cuerpo"
    read = message_from_bytes(eml(attack, BODY, to="ana@example.org", name=attack), policy=default)
    assert set(read.keys()) == {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert read["Subject"] == "Entrevista Bcc: eva@example.org otro cuerpo"
    assert read.get_content() == (BODY + "\n").replace("\n", "\r\n")
    assert "bcc=" not in mail_link(attack, BODY).href.lower()


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_makes_a_link_a_file_and_a_draft(subject: str, body: str) -> None:
    """Lone surrogates, control characters, every script: no error, and the draft can be read."""
    assert len(mail_link(subject[:40], body).href) <= LONGEST_LINK
    read = message_from_bytes(eml(subject, body), policy=default)
    assert read["X-Unsent"] == "1"
    plain_text(body).decode()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_any_subject_comes_back_as_it_was(subject: str) -> None:
    """Folding and encoding lose no letter; only white space is joined."""
    read = message_from_bytes(eml(subject, BODY), policy=default)
    assert (read["Subject"] or "").split() == subject.split()
