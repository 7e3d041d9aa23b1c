"""Where the benchmarks keep their files: each set is generated once, each store is loaded once."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from . import engine, generate
from .measure import timed
from .national import Size

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Workspace:
    """Sets and stores under one folder, by scale."""

    root: Path
    scale: float
    rows: dict[float, int] = field(default_factory=dict)
    load_seconds: dict[float, float] = field(default_factory=dict)
    raw_seconds: dict[float, float] = field(default_factory=dict)

    def folder(self, scale: float) -> Path:
        """The folder of CSV files of a scale."""
        path = self.root / f"csv-{scale:g}"
        if scale not in self.rows:
            self.rows[scale] = sum(generate.write(path, Size.national(scale)).values())
        return path

    def store(self, scale: float) -> str:
        """The URL of a store into which the engine has loaded the set."""
        path = self.root / f"store-{scale:g}.db"
        url = f"sqlite:///{path}"
        if scale not in self.load_seconds:
            folder = self.folder(scale)
            for old in self.root.glob(f"{path.name}*"):
                old.unlink()
            self.load_seconds[scale], _ = timed(engine.load, folder, url)
        return url

    def raw(self, scale: float) -> Path:
        """A bare SQLite file with the same rows in one table, as text, unchecked."""
        path = self.root / f"raw-{scale:g}.db"
        if scale not in self.raw_seconds:
            folder = self.folder(scale)
            path.unlink(missing_ok=True)
            self.raw_seconds[scale], _ = timed(write_raw, folder, path)
        return path


def write_raw(folder: Path, path: Path) -> None:
    """Reads every CSV file with csv.reader and writes its rows with executemany; nothing is looked at."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE raw (sheet TEXT, number INTEGER, cells TEXT)")
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as lines:
                rows = enumerate(csv.reader(lines, delimiter=";"), start=1)
                connection.executemany("INSERT INTO raw VALUES (?, ?, ?)", ((file.stem, i, "\t".join(row)) for i, row in rows))
    connection.close()


def fresh_python(*arguments: str) -> str:
    """Standard output of `python -m tests.performance.<arguments>` in a process of its own."""
    module, *rest = arguments
    command = [sys.executable, "-m", f"tests.performance.{module}", *rest]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout
