"""A model hub for tests, under the name of its client: the first download grows without coming to an end, each later
one is refused. No byte of it goes over a network, and none is really written: the file is sparse."""

from __future__ import annotations

import time
from pathlib import Path

_asked: list[str] = []


def hf_hub_url(repository: str, file: str) -> str:
    return f"{repository}/{file}"


def get_hf_file_metadata(url: str, timeout: float) -> None:
    """It can be reached."""


def hf_hub_download(repository: str, file: str, local_dir: Path) -> str:
    _asked.append(repository)
    if len(_asked) > 1:
        raise OSError("refused")
    local_dir.mkdir(parents=True, exist_ok=True)
    for megabytes in range(10, 900):
        with (local_dir / file).open("ab") as growing:
            growing.truncate(megabytes * 1_000_000)
        time.sleep(0.1)
    raise OSError("never complete")
