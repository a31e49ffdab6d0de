"""What the extra `eval` brings, asked for before it is used."""

from __future__ import annotations

from importlib.util import find_spec

from eval.errors import NotInstalled


def need_pydantic_evals() -> None:
    """Raises NotInstalled when pydantic-evals is not there."""
    if find_spec("pydantic_evals") is None:
        raise NotInstalled("the packages of the evaluation are missing. Install them: pip install 'puentes[eval]'")
