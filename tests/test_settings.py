"""Settings: arguments, then the environment, then the file, then defaults; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from puentes import settings as settings_module
from puentes.engines import auto_engine, engine_names, open_engine
from puentes.errors import EngineUnavailable, SettingsError
from puentes.settings import load_settings

NAMES = ("OPENAI_API_KEY", "OPENAI_BASE_URL", *(f"PUENTES_{n}" for n in ("ENGINE", "MODEL", "MODEL_PATH", "TIMEOUT")))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PUENTES_HOME", str(tmp_path))
    monkeypatch.setattr(settings_module, "config_file", lambda: tmp_path / "puentes.toml")


def test_the_environment_comes_before_the_file_and_arguments_before_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_settings().model == "gpt-4.1-mini"
    (tmp_path / "puentes.toml").write_text('model = "from-file"\nengine = "phrasebank"\n')
    assert load_settings().model == "from-file"
    monkeypatch.setenv("PUENTES_MODEL", "from-environment")
    assert (load_settings().model, load_settings().engine) == ("from-environment", "phrasebank")
    assert load_settings(model="given").model == "given"


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    monkeypatch.setenv("OPENAI_BASE_URL", " ")
    assert load_settings().openai_api_key is None
    assert auto_engine(load_settings()) == "phrasebank"


def test_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert "very-secret" not in repr(load_settings())
    assert "very-secret" not in load_settings().model_dump_json()


@pytest.mark.parametrize(
    ("name", "value"), [("OPENAI_BASE_URL", "localhost:11434"), ("PUENTES_TIMEOUT", "soon"), ("PUENTES_TIMEOUT", "0")]
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"(?i){name.removeprefix('PUENTES_')}"):
        load_settings()


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "puentes.toml").write_text("model = ")
    with pytest.raises(SettingsError, match=r"puentes\.toml"):
        load_settings()


@pytest.mark.parametrize("given", [{"openai_api_key": "k"}, {"openai_base_url": "http://127.0.0.1:1/v1"}])
def test_auto_takes_the_endpoint_when_a_key_or_an_address_is_set(given: dict[str, str]) -> None:
    assert auto_engine(load_settings(**given)) == "openai"


def test_auto_takes_the_model_when_its_file_is_there(tmp_path: Path) -> None:
    assert auto_engine(load_settings()) == "phrasebank"
    model = tmp_path / "own.gguf"
    model.touch()
    assert auto_engine(load_settings(model_path=model)) == "local"


def test_all_engines_come_in_by_the_same_door() -> None:
    assert set(engine_names()) >= {"openai", "local", "phrasebank", "scripted"}
    assert open_engine("auto", load_settings()).name == "phrasebank"


def test_an_engine_that_is_not_known_or_not_there_is_a_clear_error() -> None:
    with pytest.raises(SettingsError, match="Did you mean phrasebank"):
        open_engine("frasebank", load_settings())
    with pytest.raises(EngineUnavailable, match="OPENAI_API_KEY"):
        open_engine("openai", load_settings())
    with pytest.raises(EngineUnavailable, match="puentes setup"):
        open_engine("local", load_settings())
