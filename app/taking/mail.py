"""A message for a mail program: as a mailto link (RFC 6068) and as an .eml file (RFC 5322) that opens as a draft."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

# Characters of a whole link. Gmail's page stops at some 1,600, Outlook on Windows and Chrome at some 2,000 (tried by
# others: https://superruub.wordpress.com/2013/05/30/mailto-protocol-character-limit/). A longer link is cut without a
# word, or does nothing.
LONGEST_LINK = 1600
_ADDRESS_LIMIT = 254  # RFC 5321, 4.5.3.1.3, with the angle brackets taken off
_LOCAL_LIMIT = 64  # RFC 5321, 4.5.3.1.1
# A name with a dot in it: mail to a bare "localhost" is a slip here.
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))+")


@dataclass(frozen=True, slots=True)
class MailLink:
    """A mailto link. `whole` is False when the body was too long for it and has to be pasted by hand."""

    href: str
    whole: bool


def address_of(text: str) -> str | None:
    """The one mail address that the text is, or None: "Ana <ana@example.org>" gives the address alone.

    A domain with letters beyond ASCII is given as the network knows it ("xn--…"), which every program reads.
    """
    bare = text.strip()
    named = re.fullmatch(r"[^<>]*<([^<>\s]+)>", bare)
    bare = named[1] if named else bare.removeprefix("mailto:")
    if len(bare) > _ADDRESS_LIMIT or any(unicodedata.category(c)[0] in "CZ" for c in bare):
        return None
    local, at, domain = bare.rpartition("@")
    domain = _ascii(domain)
    if not at or not local.isascii() or not 0 < len(local) <= _LOCAL_LIMIT or not _DOMAIN.fullmatch(domain):
        return None
    try:
        return Address(addr_spec=f"{local}@{domain}").addr_spec
    except (HeaderParseError, ValueError, IndexError):
        return None


def mail_link(subject: str, body: str, to: str | None = None) -> MailLink:
    """A link that opens a new mail with subject and body. `to` is an address as `address_of` gives it.

    Line ends are CRLF and everything but unreserved characters is percent-encoded, "+" too, which some programs
    would turn into a space (RFC 6068, 2 and 5).
    """
    start = "mailto:" + quote(to or "", safe="@")
    fields = [("subject", _line(subject))] if subject.strip() else []
    whole = _href(start, [*fields, ("body", _crlf(body))])
    if len(whole) <= LONGEST_LINK:
        return MailLink(whole, True)
    return MailLink(_href(start, fields), False)


def eml(subject: str, body: str, *, to: str | None = None, name: str | None = None) -> bytes:
    """The message as a file that mail programs open as a draft: UTF-8, CRLF, every line within 76 characters.

    `to` is an address as `address_of` gives it, `name` the recipient's. From, Date and Message-ID are left to the
    program that sends it (RFC 5322 wants them of a mail that is sent, which this is not yet). X-Unsent is how Outlook
    knows a draft from a mail that came in.
    """
    message = EmailMessage(policy=SMTP)
    if to:
        local, _, domain = to.rpartition("@")
        # A name without its address would be no recipient, so it only goes along with one.
        message["To"] = Address(_line(name or ""), local, domain)
    if subject.strip():
        message["Subject"] = _line(subject)
    message["X-Unsent"] = "1"
    message.set_content(_clean(body).strip("\n") + "\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def plain_text(text: str) -> bytes:
    """The message as a text file in UTF-8."""
    return (_clean(text).strip("\n") + "\n").encode()


def _href(start: str, fields: list[tuple[str, str]]) -> str:
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)
    return f"{start}?{asked}" if asked else start


def _line(text: str) -> str:
    """One line, for a header: a line end in a subject would begin a header of its own."""
    return " ".join(
        "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in _encodable(text)).split()
    )


def _crlf(text: str) -> str:
    return _clean(text).strip("\n").replace("\n", "\r\n")


def _clean(text: str) -> str:
    """The text with one kind of line end, without what no file can hold (lone surrogates) or no person can read."""
    lines = _encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc")


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _ascii(domain: str) -> str:
    """The domain as the network knows it: "españa.es" is "xn--espaa-rta.es"."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return ""
