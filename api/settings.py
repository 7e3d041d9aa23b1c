"""Settings from the environment (`DEKKEND_…`) with defaults that suit one user on one machine."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_store() -> str:
    return f"sqlite:///{user_data_path('dekkend', appauthor=False) / 'dekkend.db'}"


class Settings(BaseSettings):
    """All settings. `store` is the address of the store, `poll_seconds` how often another writer is looked for."""

    model_config = SettingsConfigDict(env_prefix="DEKKEND_", extra="ignore")

    store: str = Field(default_factory=_default_store, description="Adres van de opslag, bijvoorbeeld sqlite:///regio.db")
    host: str = Field("127.0.0.1", description="Adres waarop de dienst luistert")
    port: int = Field(8420, ge=0, le=65535, description="Poort waarop de dienst luistert")
    poll_seconds: float = Field(2.0, gt=0, description="Om de hoeveel seconden naar nieuwe gegevens wordt gekeken")
    max_upload_bytes: int = Field(25_000_000, gt=0, description="Grootste werkboek dat kan worden geüpload, in bytes")


def examples_folder() -> Path:
    """The folder with the example regions: beside the packages in a checkout, inside `api` when installed."""
    here = Path(__file__).parent
    inside = here / "examples"
    return inside if inside.is_dir() else here.parent / "examples"


def today() -> date:
    """The default peildatum: the day on the clock of the machine, as its user sees it."""
    return datetime.now().astimezone().date()
