"""Finite verbs of Spanish, as far as a lexicon of forms tells them."""

from __future__ import annotations

import re
from functools import lru_cache

_INFINITE = re.compile(r"\w*(?:[aeií]r(?:[mts]e|[nl][oae]s?|los)?|ando|iendo|yendo|[aí]d[oa]s?|id[oa]s?|ad[oa]s?)\Z")


def has_finite(text: str, language: str) -> bool:
    """True when a Spanish text holds a finite verb, as far as a lexicon of forms tells; other languages: always."""
    if language != "es":
        return True
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
