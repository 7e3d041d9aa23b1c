"""Settings from the environment (`DEKKEND_…`) with defaults that suit one user on one machine."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.store import Credentials, StoreMisconfigured


def _default_store() -> str:
    return f"sqlite:///{user_data_path('dekkend', appauthor=False) / 'dekkend.db'}"


class Settings(BaseSettings):
    """All settings. `store` is the address of the store, `poll_seconds` how often another writer is looked for."""

    model_config = SettingsConfigDict(env_prefix="DEKKEND_", extra="ignore")

    store: str = Field(
        default_factory=_default_store, description="Adres van de opslag, bijvoorbeeld sqlite:///regio.db of neo4j://localhost:7687/neo4j")
    store_user: str = Field("", description="Naam waarmee Dekkend zich bij Neo4j meldt; leeg is zonder naam")
    store_password: SecretStr = Field(SecretStr(""), description="Wachtwoord voor Neo4j")
    store_password_file: Path | None = Field(None, description="Bestand waarin alleen het wachtwoord voor Neo4j staat")
    store_ca: Path | None = Field(None, description="Bestand (PEM) met de certificaten die Dekkend bij Neo4j vertrouwt")
    host: str = Field("127.0.0.1", description="Adres waarop de dienst luistert")
    access_guarded: bool = Field(
        False, description="Iets anders dan Dekkend bepaalt wie erbij kan, zoals een container die alleen op 127.0.0.1 openstaat. "
                           "Alleen dan mag Dekkend op een ander adres dan 127.0.0.1 luisteren.")
    port: int = Field(8420, ge=0, le=65535, description="Poort waarop de dienst luistert")
    poll_seconds: float = Field(2.0, gt=0, le=86_400, description="Om de hoeveel seconden naar nieuwe gegevens wordt gekeken")
    write_back: bool = Field(
        False, description="De dienst houdt de lacunes bij in de graaf van Neo4j, als (:Gap), zodat u ze ziet in Browser en Bloom")
    max_upload_bytes: int = Field(25_000_000, gt=0, description="Grootste werkboek dat kan worden geüpload, in bytes")

    @property
    def credentials(self) -> Credentials:
        """Who we are for the store. Raises StoreMisconfigured, without the password in its text."""
        password = self.store_password.get_secret_value()
        if self.store_password_file is not None:
            if password:
                raise StoreMisconfigured("Kies tussen DEKKEND_STORE_PASSWORD en DEKKEND_STORE_PASSWORD_FILE: nu zijn ze allebei gevuld.")
            try:
                password = self.store_password_file.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                raise StoreMisconfigured(f"Het bestand {self.store_password_file} uit DEKKEND_STORE_PASSWORD_FILE kan niet worden "
                                         "gelezen.") from None
        if password and not self.store_user:
            raise StoreMisconfigured("Er is een wachtwoord voor de opslag, maar geen naam. Zet de naam in DEKKEND_STORE_USER, of laat "
                                     "DEKKEND_STORE_PASSWORD en DEKKEND_STORE_PASSWORD_FILE weg.")
        return Credentials(self.store_user, password, self.store_ca)


# By the type of pydantic's error; its own sentences are English.
_MUST = {
    "bool_parsing": "true of false zijn",
    "int_parsing": "een geheel getal zijn",
    "int_parsing_size": "een kleiner getal zijn",
    "float_parsing": "een getal zijn, met een punt voor de decimalen",
    "greater_than": "groter zijn dan {gt}",
    "greater_than_equal": "ten minste {ge} zijn",
    "less_than_equal": "hoogstens {le} zijn",
}


def read_settings() -> Settings:
    """The settings of the environment. Raises StoreMisconfigured, a Dutch sentence for each variable that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        raise StoreMisconfigured(" ".join(_told(item) for item in wrong.errors())) from None


def _told(wrong: Any) -> str:
    name = str(wrong["loc"][0])
    must = _MUST.get(wrong["type"], "een andere waarde hebben").format(**wrong.get("ctx", {}))
    # A password may not come on a screen or in a log.
    shown = "" if Settings.model_fields[name].annotation is SecretStr else f" Er staat nu: {wrong['input']}."
    return f"DEKKEND_{name.upper()} moet {must}.{shown}"


def examples_folder() -> Path:
    """The folder with the example regions: beside the packages in a checkout, inside `api` when installed."""
    here = Path(__file__).parent
    inside = here / "examples"
    return inside if inside.is_dir() else here.parent / "examples"


def today() -> date:
    """The default peildatum: the day on the clock of the machine, as its user sees it."""
    return datetime.now().astimezone().date()
