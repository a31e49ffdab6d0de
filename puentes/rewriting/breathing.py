"""Spanish without marks: where a clause begins that nothing joins to the one before, by its finite verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from puentes.rewriting.verbs import is_finite

_LEAST = 3  # words that a sentence has
_PARTED = re.compile(r"[.,;:!?…\n()]")
# After one of these a verb belongs to what stands before.
_JOINS = frozenset(
    "que qué porque pq pues y e o u ni pero aunque sino mientras como cómo cuando cuándo donde dónde quien quién "
    "quienes cual cuál cuáles cuanto cuánto cuántos si según".split()
)
_CONDITIONS = frozenset({"si", "cuando", "mientras"})
_ASKED = frozenset(
    "sé se saber ver pregunto preguntar preguntarle preguntarte confirmar decir decirme mirar como".split()
)
_LINKS = frozenset("y e o u ni pero pues".split())
_FORMULAS = frozenset("gracias muchas mil muchísimas saludos buenas".split())  # a sentence without a verb
_TIMES = frozenset("media cuarto pico cinco diez veinte veinticinco".split())
# What may stand before a verb in its clause.
_CLITICS = frozenset("me te se lo la le nos os los las les".split())
_PRONOUNS = frozenset("me te se le les nos os".split())
_ADVERBS = frozenset(
    "no ya también tampoco nunca siempre todavía aún solo igual ahora hoy mañana ayer luego después entonces ahí allí "
    "aquí acá mejor casi apenas recién justo capaz quizás quizá más mas adelante seguro lamentablemente "
    "desgraciadamente mirá mira oiga oye bueno además".split()
)
_SELVES = frozenset({"yo", "nosotros", "nosotras"})
_OTHERS = frozenset({"tú", "vos", "él", "ella", "usted", "ustedes", "ellos", "ellas", "eso", "esto", "vosotros"})
_PREPOSITIONS = frozenset("a al con de del desde en hasta para por sin sobre".split())
_DETERMINERS = frozenset("el la los las mi mis tu su un una este esta ese esa".split())
_MINE = re.compile(
    r"(?:\w+(?:mos|é|í)|\w{2,}[^aeou]o|\w+(?:igo|ago|ngo|zco|uyo)|voy|soy|doy|estoy|he|tuve|pude|hice|fui|vine|quise|dije)\Z"
)
_HAVE = re.compile(r"(?:he|has|ha|hemos|han|habéis|hab[ií]a\w*|haya\w*)\Z")
_PARTICIPLE = re.compile(r"(?:[ai]do|ído|to|cho|so)\Z")
# Nouns, names and adjectives that the lexicon takes for verbs as well.
_NO_VERB = frozenset(
    "abierta auriculares ciegas constanza consulta cuenta falta espera pregunta doctora paso cambio trabajo "
    "trabajos vivo laburo facilita lucía paula prevista vista escrita sinceras visto saludo saludos ruego "
    "tomás entre vino media medias cuarto contacto acuerdo apoyo encargo viaje viajes uso firma busca gana "
    "date marca toca sea vale salvo perdona perdone perdón disculpa disculpe marina era paro listo lista sobre "
    "seguro segura".split()
)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    said: str
    parted: bool  # by a mark from the word before


def breaths(text: str, start: int, end: int) -> list[int]:
    """Offsets in a stretch at which a sentence of its own begins."""
    words: list[_Word] = []
    at = start
    for match in re.finditer(r"[^\W_]+", text[start:end]):
        begin = start + match.start()
        words.append(_Word(begin, match.group().lower(), bool(_PARTED.search(text[at:begin]))))
        at = start + match.end()
    return [words[n].start for n in _onsets(words)]


def _onsets(words: list[_Word]) -> list[int]:
    found: list[int] = []
    first = 0  # the word that the sentence begins with
    verb = condition = -1
    owed = 0  # verbs that words which join clauses still wait for
    pending = False
    for n, word in enumerate(words):
        if word.parted:
            owed = max(owed, 1)
        if _joins(words, n):
            owed = max(owed, 1) if word.said in _LINKS else owed + 1
            if word.said in _CONDITIONS and not (n > 0 and words[n - 1].said in _ASKED):
                condition, pending = n, False
        elif _is_verb(words, n):
            if owed or (verb < first and words[first].said not in _FORMULAS):
                pending = condition >= first and condition > verb
            elif pending:  # the main clause of a condition, which begins the sentence where something stood before
                pending = False
                onset = condition - 1 if words[condition - 1].said in _LINKS else condition
                if onset - first >= _LEAST and any(_is_verb(words, k) for k in range(first, onset)):
                    found.append(onset)
                    first = onset
            else:
                onset = _onset(words, n, verb)
                if onset - first >= _LEAST:
                    found.append(onset)
                    first = onset
            verb, owed = _group_end(words, n), max(0, owed - 1)
    return found


def _group_end(words: list[_Word], n: int) -> int:
    """The last word of a verb: its participle, where it has one."""
    after = words[n + 1].said if n + 1 < len(words) else ""
    return n + 1 if _HAVE.match(words[n].said) and _PARTICIPLE.search(after) else n


def _agrees(determiner: str, verb: str) -> bool:
    """False where a subject is of one and its verb of several, or the other way round."""
    several = verb.endswith("n")
    return determiner.endswith("s") == several if verb not in {"es"} else not determiner.endswith("s")


def _joins(words: list[_Word], n: int) -> bool:
    said, after = words[n].said, words[n + 1].said if n + 1 < len(words) else ""
    if said == "qué" and after in {"pena", "vergüenza", "lástima"}:
        return False  # "qué pena con usted" is whole
    if said in _LINKS and after in _JOINS - _LINKS:
        return False  # "y que", "pero si": one word is waited for
    return said in _JOINS and not (said in _LINKS and (after in _TIMES | {"con", "sin"} or after.isdigit()))


def _is_verb(words: list[_Word], n: int) -> bool:
    said = words[n].said
    before = words[n - 1].said if n else ""
    if before in _PRONOUNS and said not in _CLITICS and said not in _NO_VERB:
        return True  # "me acomodo"
    if said in _NO_VERB or not is_finite(said):
        return False
    if before in _PREPOSITIONS:
        return False  # "del cole"
    return not (n and words[n - 1].said in _DETERMINERS - _CLITICS)  # "mi llamada", "un cambio"


def _onset(words: list[_Word], n: int, verb: int) -> int:
    """The first word of the clause of a verb: its pronouns, adverbs and, of another person's, its subject."""
    at = _back(words, n, verb, _CLITICS)
    at = _back(words, at, verb, _ADVERBS | _SELVES | _OTHERS)
    if at != n and words[at].said in _SELVES | _OTHERS:
        return _back(words, at, verb, _ADVERBS)
    if not _MINE.match(words[n].said):
        for length in (2, 3, 4):
            begins = at - length
            led = words[begins - 1].said in _PREPOSITIONS  # "en el mercado" is no subject
            if begins > verb + 1 and words[begins].said in _DETERMINERS and not (led or words[begins].parted):
                if not _agrees(words[begins].said, words[n].said):
                    continue
                plain = length == 2 or words[begins + 2].said in {"de", "del"}
                if plain:
                    return _back(words, begins, verb, _ADVERBS)
    return at


def _back(words: list[_Word], at: int, verb: int, over: frozenset[str]) -> int:
    while at - 1 > verb and words[at - 1].said in over and not words[at].parted:
        at -= 1
    return at
