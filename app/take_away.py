"""Taking a message away: copies, a mail link, files, calendar events, a sheet to read from, another channel."""

from __future__ import annotations

from html import escape
from typing import get_args

import streamlit as st

from app import kept
from app.copying import Link, copy_buttons
from app.taking.events import calendar_file, has_events
from app.taking.mail import address_of, eml, mail_link, plain_text
from app.taking.sheet import call_sheet, has_sheet
from app.texts import Texts
from puentes.situation import Channel, Situation

_ADDRESS = "take_away.address"
_PHONE = "sender.phone"


def take_away(subject: str, body: str, situation: Situation, texts: Texts) -> None:
    """The ways out for a message as it stands now, edits included. `subject` is empty but for an email."""
    whole = f"{_subject_label(situation)}: {subject}\n\n{body}" if subject else body
    address = address_of(kept.values().get(_ADDRESS) or "") if situation.channel == "email" else None
    items = {"subject": subject, "body": body, "all": whole} if subject else {"body": body}
    copy_buttons(items, texts, _links(subject, body, address, situation, texts))
    with st.expander(texts("take_away.files")):
        if situation.channel == "email":
            _address(texts)
        with st.container(horizontal=True, gap="small", key="files"):
            _files(subject, body, whole, address, situation, texts)
        if has_events(situation):
            ending = "_confirmed" if situation.intent == "confirm" else ""
            st.html(f'<p class="pz-small">{escape(texts(f"take_away.ics_note{ending}"))}</p>')
    _other_channels(situation, texts)


def _links(subject: str, body: str, address: str | None, situation: Situation, texts: Texts) -> list[Link]:
    if situation.channel == "email":
        link = mail_link(subject, body, address)
        if link.whole:
            return [Link(texts("take_away.mail"), link.href)]
        return [Link(texts("take_away.mail"), link.href, copied=body, note=texts("take_away.mail_long"))]
    if has_sheet(situation):
        return [Link(texts("take_away.sheet"), page=call_sheet(body, situation, texts))]
    return []


def _address(texts: Texts) -> None:
    st.text_input(
        texts("take_away.address"), help=texts("take_away.address_help"), autocomplete="off",
        **kept.widget(_ADDRESS, texts.language, ""),
    )  # fmt: skip
    written = kept.values().get(_ADDRESS) or ""
    if written.strip() and address_of(written) is None:
        words = escape(texts("take_away.address_wrong"))
        st.html(f'<p class="pz-problem" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')


def _files(subject: str, body: str, whole: str, address: str | None, situation: Situation, texts: Texts) -> None:
    _download("txt", "message", plain_text(whole), "text/plain; charset=utf-8", texts)
    if situation.channel == "email":
        draft = eml(subject, body, to=address, name=situation.recipient.name)
        _download("eml", "message", draft, "message/rfc822", texts)
    if has_events(situation):
        certain = situation.intent == "confirm"
        label, name = ("ics_confirmed", "interview") if certain else ("ics", "dates")
        _download(label, name, calendar_file(situation, texts), "text/calendar; charset=utf-8", texts)
    if has_sheet(situation):
        page = call_sheet(body, situation, texts).encode()
        _download("html", "sheet", page, "text/html; charset=utf-8", texts)


def _download(label: str, name: str, content: bytes, mime: str, texts: Texts) -> None:
    ending = label.partition("_")[0]
    st.download_button(
        texts(f"take_away.{label}"), content, file_name=f"{texts(f'file.{name}')}.{ending}", mime=mime,
        on_click="ignore", key=f"download-{ending}", icon=":material/download:",
    )  # fmt: skip


def _other_channels(situation: Situation, texts: Texts) -> None:
    """The same facts, written for another channel, in one click. A voicemail that has no number to leave asks for it
    on the spot."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="channels"):
        st.html(f'<p class="pz-small">{escape(texts("take_away.other"))}</p>', width="content")
        for channel in get_args(Channel):
            if channel == situation.channel:
                continue
            label, key = texts(f"channel.{channel}"), f"channel-{channel}"
            if channel == "voicemail" and not (kept.values().get(_PHONE) or "").strip():
                with st.popover(label, key=key):
                    _ask_for_phone(texts)
            else:
                st.button(label, key=key, on_click=_write_for, args=(channel,))


def _ask_for_phone(texts: Texts) -> None:
    st.html(f'<p class="pz-small">{escape(texts("take_away.phone_needed"))}</p>')
    st.text_input(texts("form.sender.phone"), key="channel-number", autocomplete="tel")
    st.button(texts("take_away.write"), key="channel-write", type="primary", on_click=_write_voicemail)


def _write_voicemail() -> None:
    kept.values()[_PHONE] = st.session_state.get("channel-number", "").strip()
    _write_for("voicemail")


def _write_for(channel: str) -> None:
    kept.replace({**kept.values(), "channel": channel})
    st.session_state[kept.ASKED] = True


def _subject_label(situation: Situation) -> str:
    # In the message's language, as it would stand in it.
    return Texts(situation.language)("result.subject")
