"""Asking an engine: for the moves that it is good for, for the person's note, and once more for what failed."""

from __future__ import annotations

from collections.abc import Mapping

from puentes.answers import moves_so_far, objections, read_moves
from puentes.assembling import Assembly
from puentes.engines.base import Answer, Engine, Request
from puentes.errors import EngineError
from puentes.masks import Masked
from puentes.message import OnProgress, Progress
from puentes.own_note import Prepared, faithful, fitting, masked, polished, restore
from puentes.prompting import message_request, note_request
from puentes.rendering.filling import fill


class Asking:
    """The conversation of one draft with its engine. What comes back goes into the assembly, or an event says why
    not."""

    def __init__(self, work: Assembly, engine: Engine, on_progress: OnProgress | None = None) -> None:
        self.work = work
        self.engine = engine
        self._on_progress = on_progress
        self._masks: dict[str, str] = {}

    async def write(self) -> None:
        """The first writing. Never raises an EngineError: the phrase bank stands in."""
        profile, work = self.engine.profile, self.work
        moves = work.moves_for(profile)
        inline = profile.note == "inline"
        try:
            if moves:
                await self._moves(moves, note=work.note if inline else None, detail=work.detail)
            if profile.note == "alone":
                await self._note("personal", work.note)
                await self._note("reason", work.detail)
        except EngineError as error:
            work.event("engine_failed", engine=self.engine.name, why=str(error))
        if not moves and profile.note == "none":
            work.event("bank_only")
        elif not moves and not work.note and not work.detail:
            work.event("nothing_to_write")
        work.fill_from_bank()

    async def repair(self, moves: list[str]) -> None:
        """One more request for the failing moves only. Raises EngineError when there is no usable answer."""
        self.work.repaired += moves
        self.work.event("repaired", moves=", ".join(moves))
        note = self.work.note if "personal" in moves else None
        detail = self.work.detail if "reason" in moves else None
        await self._moves(moves, note=note, detail=detail, failed=self.work.complaints(moves))
        self.work.use_bank([move for move in moves if self.work.source(move) != "llm"])

    async def again(self, move: str, unlike: str) -> None:
        """One move in other words than `unlike`, which holds no fact (slots instead). Raises EngineError."""
        note = self.work.note if move == "personal" else None
        detail = self.work.detail if move == "reason" else None
        failed = (f"{move}: say it in other words than: {unlike}",) if unlike else ()
        await self._moves([move], note=note, detail=detail, failed=failed)

    async def _moves(
        self, moves: list[str], *, note: Prepared | None, detail: Prepared | None, failed: tuple[str, ...] = ()
    ) -> None:
        work = self.work
        request, note_facts = self.request(moves, note=note, detail=detail, failed=failed)
        work.asked += [] if failed else moves
        answer = await self._ask(request, moves)
        found, whole = read_moves(answer.text, moves)
        if not failed:
            filled = work.slots.with_values(self._masks)
            work.raw |= {move: fill(template, filled) for move, template in found.items()}
        if not found:
            work.event("answer_not_json")
        elif not whole:
            work.event("answer_cut")
        for move in moves:
            template = found.get(move)
            if template is None:
                work.reject(move, "move_missing")
                continue
            against = objections(move, template, {**work.slots.values, **self._masks}, work.due(move))
            if move == "personal" and note_facts is not None and not against:
                loose = self.engine.profile.translates
                if not faithful(note_facts, template, work.situation.language, loose=loose):
                    against = [("unfaithful", "")]
            if against:
                work.reject(move, "move_rejected", against)
            else:
                work.accept(move, template, self._masks)

    def request(
        self, moves: list[str], *, note: Prepared | None, detail: Prepared | None, failed: tuple[str, ...] = ()
    ) -> tuple[Request, Masked | None]:
        """The request for these moves as it is sent, and the masked note within it."""
        work = self.work
        note_facts = detail_facts = None
        if note and note.sentences:
            note_facts = masked(" ".join(own.given for own in note.sentences), work.situation)
        if detail and detail.sentences:
            detail_facts = masked(" ".join(own.given for own in detail.sentences), work.situation, start=100)
        for facts in (note_facts, detail_facts):
            self._masks.update(facts.values if facts else {})
        request = message_request(
            work.situation,
            work.contract,
            moves,
            {**work.slots.values, **self._masks},
            note=note_facts.text if note_facts else None,
            detail=detail_facts.text if detail_facts else None,
            failed=failed,
            seed=work.seed % 2**31,
        )
        return request, note_facts

    def planned(self) -> list[Request]:
        """The requests of a first writing, as they would be sent."""
        profile, work = self.engine.profile, self.work
        requests = []
        if moves := work.moves_for(profile):
            inline = work.note if profile.note == "inline" else None
            requests.append(self.request(moves, note=inline, detail=work.detail)[0])
        if profile.note == "alone":
            asked = (self._note_request(m, p) for m, p in (("personal", work.note), ("reason", work.detail)))
            requests += [request for found in asked if found for request in (found[0],)]
        return requests

    def _note_request(self, move: str, prepared: Prepared | None) -> tuple[Request, Prepared, Masked] | None:
        if prepared is None:
            return None
        ready = fitting(prepared, self.work.situation, limit=self.work.room(move))
        if not ready.sentences:
            return None
        facts = masked(" ".join(own.text for own in ready.sentences), self.work.situation)
        return note_request(facts.text, self.work.situation), ready, facts

    async def _note(self, move: str, prepared: Prepared | None) -> None:
        """A note polished by itself. Sentences whose sense the engine changed keep the person's own words."""
        work = self.work
        planned = self._note_request(move, prepared)
        if planned is None:
            return
        request, ready, facts = planned
        work.asked.append(move)
        answer = await self._ask(request, [move])
        work.raw[move] = restore(facts.values, " ".join(answer.text.split()))
        accepted, twisted = polished(answer.text, ready.sentences, facts, work.situation.language)
        for index in twisted:
            work.event("note_own_words", text=ready.sentences[index].given)
        if twisted:
            work.rejected.append(move)
        wordings = {i: restore(facts.values, text) for i, text in accepted.items()}
        work.polish(move, ready, wordings)

    async def _ask(self, request: Request, moves: list[str]) -> Answer:
        work = self.work
        work.llm_calls += 1
        work.sent.append(request)
        shown: Mapping[str, str] = {}

        def on_text(text: str) -> None:
            nonlocal shown
            if self._on_progress is None:
                return
            now = moves_so_far(text, moves) if request.schema else {moves[0]: text}
            for move, so_far in now.items():
                if shown.get(move) != so_far:
                    self._on_progress(Progress("move", move, so_far))
            shown = now

        if self._on_progress:
            self._on_progress(Progress("engine"))
        answer = await self.engine.complete(request, on_text)
        for key, values in answer.events:
            work.event(key, **values)
        work.tokens_in += answer.tokens_in
        work.tokens_out += answer.tokens_out
        return answer
