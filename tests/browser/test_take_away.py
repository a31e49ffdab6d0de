"""Taking a message away, in a real browser: what arrives in the clipboard, the mail program, files and a new page."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from app.texts import Texts

pytestmark = [pytest.mark.browser, pytest.mark.grammar]


def _take_example(page: Page, name: str) -> None:
    page.locator(f".st-key-example-{name} button").click()
    _delivered(page)


def _delivered(page: Page) -> None:
    page.locator("[data-part=body]").first.wait_for()
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def _copied(page: Page, texts: Texts, part: str) -> str:
    page.get_by_role("button", name=texts(f"copy.{part}"), exact=True).click()
    expect(page.get_by_text(f"✓ {texts('copy.done')}").first).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def _mail(page: Page, texts: Texts) -> tuple[str, dict[str, str]]:
    href = page.get_by_role("link", name=texts("take_away.mail")).get_attribute("href") or ""
    parts = urlsplit(href)
    return unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()}


def _downloaded(page: Page, ending: str, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as waited:
        page.locator(f".st-key-download-{ending} button").click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    return path.name, path.read_bytes()


def test_an_email_is_copied_opened_in_the_mail_program_and_saved(
    open_page: Any, phrasebank_server: str, tmp_path: Path
) -> None:
    """Clipboard, link and files all hold the same subject and body; the calendar holds the times offered."""
    page = open_page(phrasebank_server, "es-ES", "phone")
    texts = Texts("es")
    _take_example(page, "reschedule")
    subject, body = _copied(page, texts, "subject"), _copied(page, texts, "body")
    assert _copied(page, texts, "all") == f"Asunto: {subject}\n\n{body}"
    assert "María José Núñez" in body
    assert _mail(page, texts) == ("", {"subject": subject, "body": body.replace("\n", "\r\n")})

    page.get_by_text(texts("take_away.files")).click()
    address = page.get_by_role("textbox", name=texts("take_away.address"))
    address.fill("rrhh")
    address.press("Tab")
    expect(page.get_by_role("alert").filter(has_text=texts("take_away.address_wrong"))).to_be_visible()
    address.fill("Selección <rrhh@hospital.example>")
    address.press("Tab")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("link", name=texts("take_away.mail"))).to_have_attribute(
        "href", re.compile("^mailto:rrhh@hospital")
    )

    assert _downloaded(page, "txt", tmp_path) == ("mensaje.txt", f"Asunto: {subject}\n\n{body}\n".encode())
    name, raw = _downloaded(page, "eml", tmp_path)
    draft = message_from_bytes(raw, policy=default)
    assert (name, draft["Subject"], draft["To"].addresses[0].addr_spec) == (
        "mensaje.eml", subject, "rrhh@hospital.example",
    )  # fmt: skip
    assert draft.get_content().replace("\r\n", "\n") == f"{body}\n"
    name, raw = _downloaded(page, "ics", tmp_path)
    assert name == "fechas.ics"
    assert [event["STATUS"] for event in Calendar.from_ical(raw).events] == ["TENTATIVE"] * 3


def test_the_same_facts_go_by_voicemail_and_by_chat_in_one_click(open_page: Any, phrasebank_server: str) -> None:
    """A voicemail asks for the number that it has to leave, and opens as a sheet to read from."""
    page = open_page(phrasebank_server, "es-ES", "desktop", "dark")
    texts = Texts("es")
    _take_example(page, "reschedule")
    page.locator(".st-key-channel-voicemail button").click()
    box = page.get_by_test_id("stPopoverBody")
    box.get_by_label(texts("form.sender.phone")).fill("600 123 456")
    box.get_by_role("button", name=texts("take_away.write")).click()
    sheet_link = page.get_by_role("link", name=texts("take_away.sheet"))
    sheet_link.wait_for()
    _delivered(page)
    body = _copied(page, texts, "body")
    assert body.count("600 123 456") == 2

    with page.context.expect_page() as opened:
        sheet_link.click()
    sheet = opened.value
    sheet.wait_for_load_state()
    assert sheet.url.startswith("blob:")
    expect(sheet.locator("h1")).to_have_text("Mensaje de voz: Sra. Carmen Ruiz Ortega")
    assert sheet.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)") >= 28
    sheet.evaluate("window.print = () => { window.printed = true; }")
    sheet.get_by_role("button", name=texts("sheet.print")).click()
    assert sheet.evaluate("window.printed")
    assert sheet.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sheet.close()

    page.locator(".st-key-channel-chat button").click()
    expect(page.get_by_role("link", name=texts("take_away.sheet"))).to_have_count(0)
    _delivered(page)
    chat = _copied(page, texts, "body")
    assert len(chat.split()) < len(body.split())
    assert chat != body


def test_a_message_too_long_for_a_link_is_copied_and_that_is_said(open_page: Any, phrasebank_server: str) -> None:
    """The mail opens with its subject; the body waits in the clipboard."""
    page = open_page(phrasebank_server, "es-ES")
    texts = Texts("es")
    _take_example(page, "reschedule")
    place = page.get_by_label(texts("form.position"), exact=True)
    place.fill("Ñ" * 119)  # six characters each in a link
    place.press("Tab")
    page.locator(".st-key-write button").click()
    expect(page.locator("[data-part=body]").first).to_contain_text("Ñ" * 119)
    _delivered(page)
    body = _copied(page, texts, "body")
    to, fields = _mail(page, texts)
    assert (to, set(fields)) == ("", {"subject"})
    page.evaluate("navigator.clipboard.writeText('')")
    # The link itself would ask the system for a mail program.
    page.get_by_role("link", name=texts("take_away.mail")).evaluate(
        "a => { a.addEventListener('click', e => e.preventDefault()); a.click(); }"
    )
    expect(page.get_by_text(texts("take_away.mail_long"))).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == body
