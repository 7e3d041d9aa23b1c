"""Uploaded files between the check and the load: in a private folder, under a token that cannot be guessed, for an hour."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock

from fastapi import UploadFile

KEPT_SECONDS = 3600
_MOST = 20
_FILES = 40


class WrongUpload(ValueError):
    """What was uploaded cannot be a workbook; the text is a Dutch sentence."""


@dataclass(frozen=True)
class Upload:
    """A workbook on disk: an Excel file or a folder with CSV files. `names` are the files as the user calls them."""

    path: Path
    names: tuple[str, ...]
    dataset: str | None
    added: float


class Uploads:
    """The uploads of one running application; safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._root = Path(mkdtemp(prefix="dekkend-upload-"))
        self._clock = clock
        self._kept: dict[str, Upload] = {}
        self._lock = Lock()

    def keep(self, files: Sequence[UploadFile], dataset: str | None) -> tuple[str, Upload]:
        """Store one Excel file or several CSV files; gives the token. Raises WrongUpload, with nothing kept."""
        names = _names(files)
        token = secrets.token_urlsafe(32)
        # The token is a key to the data, so it is no name on disk.
        folder = Path(mkdtemp(dir=self._root))
        excel = len(names) == 1 and not names[0].casefold().endswith(".csv")
        target = folder if excel else folder / "werkboek"
        target.mkdir(exist_ok=True)
        for name, file in zip(names, files, strict=True):
            with (target / name).open("wb") as written:
                shutil.copyfileobj(file.file, written)
        upload = Upload(target / names[0] if excel else target, tuple(sorted(names)), dataset, self._clock())
        with self._lock:
            self._kept[token] = upload
            self._tidy()
        return token, upload

    def get(self, token: str) -> Upload | None:
        """The upload with that token; None when it is unknown or older than an hour."""
        with self._lock:
            self._tidy()
            return self._kept.get(token)

    def drop(self, token: str) -> None:
        """Remove an upload."""
        with self._lock:
            upload = self._kept.pop(token, None)
        if upload:
            self._remove(upload)

    def close(self) -> None:
        """Remove everything."""
        with self._lock:
            self._kept.clear()
        shutil.rmtree(self._root, ignore_errors=True)

    def _tidy(self) -> None:
        old = [token for token, upload in self._kept.items() if self._clock() - upload.added > KEPT_SECONDS]
        old += [token for token in list(self._kept)[:-_MOST] if token not in old]
        for token in old:
            self._remove(self._kept.pop(token))

    def _remove(self, upload: Upload) -> None:
        folder = upload.path if upload.path.parent == self._root else upload.path.parent
        shutil.rmtree(folder, ignore_errors=True)


def _names(files: Sequence[UploadFile]) -> list[str]:
    """The names of the files, made harmless: no folders, no strange signs."""
    names = [re.sub(r"[^\w .()&+-]", "_", re.split(r"[/\\]", file.filename or "")[-1])[-120:].lstrip(". ") for file in files]
    names = [name for name in names if name]
    if not names or len(names) != len(files):
        raise WrongUpload("U hebt nog geen bestand gekozen.")
    if len(names) > _FILES:
        raise WrongUpload(f"Dit zijn {len(names)} bestanden. Een werkboek heeft er hoogstens {_FILES}.")
    folded = [name.casefold() for name in names]
    csv = [name.endswith(".csv") for name in folded]
    if not all(csv) and len(names) > 1:
        raise WrongUpload("Kies één Excel-bestand, of een of meer CSV-bestanden.")
    if not all(csv) and not folded[0].endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        raise WrongUpload(f"{names[0]} is geen werkboek. Kies een Excel-bestand (.xlsx) of CSV-bestanden (.csv).")
    if len(set(folded)) != len(folded):
        raise WrongUpload("Twee bestanden hebben dezelfde naam. Kies elk blad één keer.")
    return names
