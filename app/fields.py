"""One widget per field: labelled from the catalogue, its value kept, what is wrong with it said right below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from app import kept
from app.problems import Problems
from app.texts import Texts

UNSET = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Draws fields. `problems` maps a field to what is wrong with it; `date_format` is how days are written; `labels`
    holds what each field that was drawn is called."""

    texts: Texts
    problems: Problems
    date_format: str = "DD/MM/YYYY"
    labels: dict[str, str] = field(default_factory=dict)

    def text(self, field: str, label: str, *, help_: str | None = None, hint: str | None = None) -> None:
        """One line of text."""
        st.text_input(label, help=help_, placeholder=hint, **kept.widget(field, self.texts.language, ""))
        self._say(field, label)

    def area(self, field: str, label: str, *, hint: str | None = None, height: int = 100) -> None:
        """Several lines of text. No length is enforced here: a text that is cut at pasting is lost without a word."""
        st.text_area(label, placeholder=hint, height=height, **kept.widget(field, self.texts.language, ""))
        self._say(field, label)

    def choice(
        self, field: str, label: str, options: Sequence[str], named: str = "", *,
        optional: bool = False, flat: bool = False, help_: str | None = None,
        name: Callable[[str], str] | None = None,
    ) -> str:  # fmt: skip
        """One of some options; `named` is the catalogue's section of their names, `name` gives them otherwise.
        `flat` shows all of them, without a list to open."""
        known = ([UNSET, *options] if optional else [*options]) or [UNSET]
        if kept.values().get(field) not in known:
            kept.values()[field] = known[0]

        def shown(option: str) -> str:
            if option == UNSET:
                return self.texts("form.unset")
            return name(option) if name else self.texts(f"{named}.{option}")

        arguments = kept.widget(field, self.texts.language, known[0])
        first = arguments.pop("value")
        arguments["index"] = known.index(first) if first in known else 0
        if flat:
            chosen = st.radio(label, known, format_func=shown, horizontal=True, help=help_, **arguments)
        else:
            chosen = st.selectbox(label, known, format_func=shown, help=help_, **arguments)
        self._say(field, label)
        return str(chosen)

    def moment(self, field: str, day: str, hour: str, *, remove: Callable[[], None] | None = None) -> None:
        """A date and a time side by side; with `remove`, a button that takes the pair away."""
        language = self.texts.language
        with st.container(key=f"moment-{field.replace('.', '-')}"):
            columns = st.columns([4, 3, 2] if remove else [4, 3], vertical_alignment="bottom")
            with columns[0]:
                st.date_input(day, format=self.date_format, **kept.widget(f"{field}.date", language))
            with columns[1]:
                st.time_input(hour, **kept.widget(f"{field}.time", language))
            if remove:
                with columns[2]:
                    self._remove(field, day, remove)
        self._say(f"{field}.date", day)
        self._say(f"{field}.time", hour)

    def _remove(self, field: str, day: str, remove: Callable[[], None]) -> None:
        tip = self.texts("form.remove_help", number=day.rsplit(" ", 1)[-1])
        key = kept.widget_key(f"{field}.remove", self.texts.language)
        icon = ":material/close:"
        st.button(self.texts("form.remove"), key=key, help=tip, on_click=remove, type="tertiary", icon=icon)

    def wrong(self, *fields: str) -> bool:
        """True when something is wrong with one of these fields."""
        return any(field in self.problems for field in fields)

    def _say(self, field: str, label: str) -> None:
        self.labels[field] = label
        if field in self.problems:
            words = escape(self.problems[field])
            st.html(f'<p class="pz-problem" role="alert"><span aria-hidden="true">▲ </span>{words}</p>')
