"""What is wrong with the facts, said at the field and in the language of the interface."""

from __future__ import annotations

from pydantic import ValidationError

from app.gathering import Gathered
from app.texts import Texts
from puentes.situation import Situation

Problems = dict[str, str]


def situation_or_problems(gathered: Gathered, texts: Texts) -> tuple[Situation | None, Problems]:
    """The situation, or a sentence for each field of the form that is wrong.

    The model's own errors are read here, not those of `situation_from`: they carry the kind of the mistake, from
    which the sentence is made in the interface's language.
    """
    problems = {field: texts(f"problem.{key}") for field, key in gathered.problems.items()}
    try:
        situation = Situation.model_validate(gathered.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            context = dict(one.get("ctx") or {})
            path = str(context.get("where") or ".".join(str(part) for part in one["loc"]))
            field = gathered.fields.get(path, path)
            if one["type"] == "honorific_gender":
                field = "recipient.honorific"
            problems.setdefault(field, sentence(one["type"], context, texts))
        return None, problems
    return (None, problems) if problems else (situation, {})


def sentence(kind: str, context: dict[str, object], texts: Texts) -> str:
    """The sentence for a kind of mistake, in the interface's language."""
    words = texts.get(f"problem.{kind}", texts("problem.one"))
    if "{max_length}" in words or "{expected}" in words:
        return words.format_map({"max_length": "", "expected": "", **context})
    return words
