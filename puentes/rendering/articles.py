"""The article that a Spanish institution's name takes within a sentence: «en el Hospital San Rafael»."""

from __future__ import annotations

from typing import Any

from puentes.datafiles import once_per_pack, read_yaml


def with_article(before: str, company: str) -> str:
    """The words before a company's name, with the article where the name begins with a noun that wants one.

    `before` is the sentence up to the name, in Spanish. «de» and «a» contract with «el». A text that brings its own
    article, or that puts the name after something else than a preposition, stays as it is.
    """
    article = _articles().get(company.split(maxsplit=1)[0].lower()) if company.strip() else None
    if article is None:
        return before
    for preposition in ("en", "de", "a", "con", "para", "por"):
        if before.lower().endswith((f" {preposition} ", f"\n{preposition} ")) or before.lower() == f"{preposition} ":
            contracts = article == "el" and preposition in {"de", "a"}
            return f"{before[:-1]}l " if contracts else f"{before}{article} "
    return before


@once_per_pack
def _articles() -> dict[str, str]:
    data: Any = read_yaml("spanish_articles.yaml")
    return {noun: article for article in ("el", "la") for noun in str(data[article]).split()}
