"""Settings: the environment, then a TOML file in the user's configuration folder, then defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from puentes.errors import SettingsError

_TOP = SettingsConfigDict(extra="ignore", env_file=None, populate_by_name=True)


def config_file() -> Path:
    """Where the user's settings file is looked for."""
    return user_config_path("puentes", appauthor=False) / "puentes.toml"


class Settings(BaseSettings):
    """What can be set. Names in the environment are those of the aliases; in the TOML file those of the fields.

    `openai_api_key` and `openai_base_url` are read as the openai package reads them. `timeout` is seconds for one
    whole answer, None for the engine's own. `prompts` is a folder in the form of prompts/, used in its place.
    """

    model_config = _TOP

    openai_api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("openai_api_key", "OPENAI_API_KEY"))
    openai_base_url: str | None = Field(None, validation_alias=AliasChoices("openai_base_url", "OPENAI_BASE_URL"))
    engine: str = Field("auto", validation_alias=AliasChoices("engine", "PUENTES_ENGINE"))
    model: str = Field("gpt-4.1-mini", validation_alias=AliasChoices("model", "PUENTES_MODEL"))
    model_path: Path | None = Field(None, validation_alias=AliasChoices("model_path", "PUENTES_MODEL_PATH"))
    prompts: Path | None = Field(None, validation_alias=AliasChoices("prompts", "PUENTES_PROMPTS"))
    timeout: float | None = Field(None, gt=0, le=900, validation_alias=AliasChoices("timeout", "PUENTES_TIMEOUT"))

    @field_validator("openai_api_key", "openai_base_url", "model_path", "prompts", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("openai_base_url")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic-settings' own
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        file = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return (init_settings, env_settings, file)


def load_settings(**given: Any) -> Settings:
    """The settings in force; `given` comes first. Raises SettingsError naming what is wrong and where it is set."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        raise SettingsError(
            f"setting {name}: {first['msg']}. It is set in the environment or in {config_file()}"
        ) from None
    except ValueError as error:  # the file is no TOML
        raise SettingsError(f"{config_file()}: {error}. Mend it or remove it") from None
