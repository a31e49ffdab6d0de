"""Trying a prompt edit: a copy of the prompts is edited and saved, and a few fixtures are written with both.

The shipped prompts are never written to: copies lie in a folder of their own (`eval.packs`).
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from app import guarding
from app.evaluating import running
from app.evaluating.letters import STYLE, letter, side
from app.texts import Texts
from app.warming import grammar_choice
from eval.answers import Answer, ViewName
from eval.background import MOST_TRIED, Work, side_by_side
from eval.fixture import Fixture
from eval.fixture_files import load_fixtures
from eval.packs import PACKS, editable, edited, new_pack, pack_folder, packs, read_file, save_file
from puentes.errors import PuentesError

_PACK, _FILE, _FIXTURES, _DRAFTS = "try_pack", "try_file", "try_fixtures", "try_drafts"
_FIRST_FILE = "templates/user.j2"


def show(texts: Texts) -> None:
    """Draws the part."""
    if not running.may_run(texts):
        return
    _new(texts)
    names = packs()
    if not names:
        st.html(f'<p class="pz-small">{escape(texts("evaluate.try.none", folder=PACKS))}</p>')
        return
    if st.session_state.get(_PACK) not in names:
        st.session_state[_PACK] = names[-1]
    name = st.selectbox(texts("evaluate.try.pack"), names, key=_PACK) or names[0]
    pack = pack_folder(name)
    _edit(name, pack, texts)
    _try(name, pack, texts)


def _new(texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            texts("evaluate.try.new"), key="try_new", max_chars=40, help=texts("evaluate.try.new_help")
        )
        if st.button(texts("evaluate.try.copy"), key="try_copy", icon=":material/content_copy:"):
            try:
                new_pack((name or "").strip())
            except PuentesError as error:
                guarding.show_error(error, texts, "evaluate.try.not_copied")
            else:
                st.session_state[_PACK] = (name or "").strip()
                st.rerun()


def _edit(name: str, pack: Path, texts: Texts) -> None:
    files = editable(pack)
    changed = set(edited(pack))
    if st.session_state.get(_FILE) not in files:
        st.session_state[_FILE] = _FIRST_FILE if _FIRST_FILE in files else files[0]
    file = st.selectbox(
        texts("evaluate.try.file"), files, key=_FILE,
        format_func=lambda one: f"{one} {texts('evaluate.try.edited')}" if one in changed else one,
    ) or files[0]  # fmt: skip
    # What is being written outlives the choice of another file or page: Streamlit forgets a widget that is not shown.
    drafts: dict[tuple[str, str], str] = st.session_state.setdefault(_DRAFTS, {})
    key = f"try_text|{name}|{file}"
    if key not in st.session_state:
        st.session_state[key] = drafts.get((name, file)) or read_file(pack, file)
    st.text_area(texts("evaluate.try.text", file=file), key=key, height=320, on_change=_keep, args=(name, file, key))
    if (name, file) in drafts:
        st.html(f'<p class="pz-stale">{escape(texts("evaluate.try.unsaved"))}</p>')
    if st.button(texts("evaluate.try.save"), key="try_save", icon=":material/save:"):
        try:
            save_file(pack, file, st.session_state[key])
        except PuentesError as error:
            guarding.show_error(error, texts, "evaluate.try.not_saved")
        else:
            drafts.pop((name, file), None)
            st.rerun()


def _keep(name: str, file: str, key: str) -> None:
    st.session_state[_DRAFTS][name, file] = st.session_state[key]


def _try(name: str, pack: Path, texts: Texts) -> None:
    st.subheader(texts("evaluate.try.title"), anchor=False)
    fixtures = load_fixtures()
    by_id = {fixture.id: fixture for fixture in fixtures}
    if _FIXTURES not in st.session_state:
        st.session_state[_FIXTURES] = spread(list(by_id))
    ids = st.multiselect(
        texts("evaluate.try.fixtures", most=MOST_TRIED), list(by_id), key=_FIXTURES, max_selections=MOST_TRIED,
        format_func=lambda one: f"{one} · {texts('intent.' + by_id[one].situation.intent)}",
    )  # fmt: skip
    engine = running.engine_choice(texts, "try_engine")
    work = running.current("try")
    if work is not None and work.alive:
        running.progress(work, texts)
        return
    with st.container(horizontal=True, gap="small"):
        if st.button(
            texts("evaluate.try.start"), key="try_start", type="primary", disabled=not ids or running.is_busy()
        ):
            running.begin("try", _start(engine, pack, ids))
            st.rerun()
        st.button(texts("evaluate.try.whole"), key="try_whole", on_click=_to_run, args=(name,))
    if work is not None:
        _result(work, by_id, texts)


def _start(engine: str, pack: Path, ids: list[str]) -> Work:
    from eval.run_commands import Options

    grammar = grammar_choice() is not None
    shipped, own = (Options(engine=engine, prompts=p, only=ids, grammar=grammar) for p in (None, pack))
    return side_by_side(shipped, own)


def _to_run(name: str) -> None:
    st.session_state[running.GO_TO] = "run"
    st.session_state[running.PACK] = name


def _result(work: Work, fixtures: dict[str, Fixture], texts: Texts) -> None:
    if work.error or work.failure:
        guarding.show_error(work.error or RuntimeError(work.failure), texts, "evaluate.run.failed")
    if len(work.runs) < 2:
        return
    old, new = ({answer.fixture: answer for answer in run.answers} for run in work.runs)
    st.html(STYLE)
    for fixture in (one for one in old if one in new):
        view: ViewName = "raw" if old[fixture].raw and new[fixture].raw else "delivered"
        st.html(f"<h4>{escape(fixture)}</h4>")
        if fixture in fixtures:
            st.html(f'<p class="pz-small">{escape(fixtures[fixture].why)}</p>')
        st.html(_pair(old[fixture], new[fixture], view, texts))
        if view == "raw":
            with st.expander(texts("evaluate.try.delivered")):
                st.html(_pair(old[fixture], new[fixture], "delivered", texts))


def _pair(old: Answer, new: Answer, view: ViewName, texts: Texts) -> str:
    shown = texts(f"evaluate.view.{view}")
    titles = (texts("evaluate.try.before", view=shown), texts("evaluate.try.after", view=shown))
    if _text(old, view) == _text(new, view):
        return letter(new, view, texts("evaluate.try.same", view=shown), texts)
    return side([letter(one, view, title, texts) for one, title in zip((old, new), titles, strict=True)])


def _text(answer: Answer, view: ViewName) -> tuple[str, str] | None:
    text = answer.view(view)
    return (text.subject, text.body) if text else None


def spread(ids: list[str], most: int = MOST_TRIED) -> list[str]:
    """A few fixtures from all over the list, so that they are not all of one kind."""
    if len(ids) <= most:
        return ids
    return [ids[round(number * (len(ids) - 1) / (most - 1))] for number in range(most)]
