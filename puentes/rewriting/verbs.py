"""Is it a sentence? What a cut left has to have a verb of its own, as far as a lexicon (Spanish) or a list (English)
tells."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.contract import Language
from guardrails.folding import fold

_INFINITE = re.compile(r"\w*(?:[aeií]r(?:[mts]e|[nl][oae]s?|los)?|ando|iendo|yendo|[aí]d[oa]s?|id[oa]s?|ad[oa]s?)\Z")


# English: verbs, and what stands for one in a message ("thanks", "sorry").
_ENGLISH = re.compile(
    r"(?<!\w)(?:am|is|are|was|were|be|been|have|has|had|do|does|did|can|could|will|would|shall|should|may|might|must"
    r"|cannot|won't|can't|let|let's|please|thanks?|looking|look|hope|sorry|apologies|best|good|kind|regards|happy|glad"
    r"|delighted|grateful|congratulations|i|we|you|they|he|she|it|there"
    r"|\w+'(?:m|re|s|ve|ll|d)|\w+n't|[a-z]{2,}ed|went|came|got|made|took|gave|found|told|said|thought|felt|left|kept"
    r"|met|saw|knew|meant|lost|put|ran|broke|fell|began|became|brought|sent|spent|wrote|heard|read|rang|call|ring"
    r"|confirm|wish|want|need|know|think|see|feel|appreciate|understand|accept|remain|work|live|ask|require)(?!\w)"
)


def has_verb(text: str, language: Language) -> bool:
    """False for what surely has no finite verb: "A day.", "Muchas ganas de seguir"."""
    if language == "en":
        return bool(_ENGLISH.search(fold(text)))
    return any(is_finite(said) for said in re.findall(r"[^\W\d_]+", text.lower()))


# Forms that the lexicon takes for nouns or does not know.
_FORMS = frozenset(
    "habla "
    "podés tenés querés sabés vino retiro retira lamento lamenta espero espera cuenta falta busca llama gana pasa toca "
    "queda supe supo son sois sos sea vale cambio trabajo paso firma contacto acepto confirma avisa quedo dudo canso "
    "uso apoyo consulta pregunta aprecio saludo ruego encargo acuerdo deseo intento ayudo viajo vivo "
    # Imperatives with their pronoun, as they are typed.
    "disculpame disculpeme disculpenme perdoname perdoneme avisame aviseme avisenme llamame llameme llamenme decime "
    "digame diganme escribime escribame contame mandame mandeme confirmame confirmeme pasame dime dame deme denme "
    "ponme poneme fijate fijese".split()
)


@lru_cache(maxsize=4096)
def is_finite(said: str) -> bool:
    if said in _FORMS:
        return True
    from simplemma import lemmatize  # late: its dictionaries take half a second to load

    if _INFINITE.match(said) and said not in {"pido", "mido", "impido", "cuando"}:
        return False
    return bool(re.search(r"[aeií]r\Z", str(lemmatize(said, lang="es"))))
