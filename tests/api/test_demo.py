"""`dekkend demo` as a process of its own: it serves the example region, and leaves nothing behind when it stops."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_demo_serves_and_cleans_up(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "demo", "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path), "COLUMNS": "200"})
    try:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.findall(r"http://127\.0\.0\.1:\d+/", line)))
        assert list(tmp_path.glob("dekkend-demo-*/demo.db"))
        assert "voorbeelddata (fictief)" in httpx2.get(address + "lacunes", timeout=30).text
        process.send_signal(sign)
        assert process.wait(timeout=30) == code
        assert list(tmp_path.iterdir()) == []
    finally:
        process.kill()
        process.communicate()
