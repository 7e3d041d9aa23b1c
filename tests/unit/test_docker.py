"""The Dockerfile and docker-compose.yml, read and held against the settings. Nothing here needs Docker."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from docker.utils.build import exclude_paths

from api.settings import Settings
from graph.store import Credentials

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "docker.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")
GIB = 2**30

Stage = list[tuple[str, str]]


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile: (instruction, its text on one line), the first of each being FROM."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found: list[Stage] = []
    for line in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        if line.strip():
            instruction, value = line.split(maxsplit=1)
            if instruction == "FROM":
                found.append([])
            found[-1].append((instruction, value.strip()))
    return found


def values(stage: Stage, instruction: str) -> list[str]:
    return [value for name, value in stage if name == instruction]


def pairs(stage: Stage, instruction: str) -> dict[str, str]:
    """NAME=value of every ENV or LABEL."""
    return dict(word.split("=", 1) for value in values(stage, instruction) for word in shlex.split(value))


def size(text: str) -> int:
    """Bytes of `4g` or `512m`."""
    return int(text[:-1]) * {"m": 2**20, "g": GIB}[text[-1]]


BUILD, FINAL = stages(DOCKERFILE)
PLAIN: dict[str, Any] = yaml.safe_load(VARIABLE.sub(lambda found: found[2] or "", COMPOSE))
SERVICES: dict[str, dict[str, Any]] = PLAIN["services"]
OWN, NEO4J = SERVICES["dekkend"], SERVICES["neo4j"]
ENVIRONMENT = {**pairs(FINAL, "ENV"), **OWN["environment"]}
KNOWN = {f"DEKKEND_{name.upper()}" for name in Settings.model_fields}


def health_check() -> list[str]:
    """The command of the HEALTHCHECK of the image."""
    (check,) = values(FINAL, "HEALTHCHECK")
    return json.loads(check.split("CMD", 1)[1])


def test_the_reader_of_dockerfiles_itself() -> None:
    text = "FROM a AS b\n# no\nRUN one \\\n  # neither\n  && two\n\nFROM c\nUSER 1\n"
    assert stages(text) == [[("FROM", "a AS b"), ("RUN", "one && two")], [("FROM", "c"), ("USER", "1")]]


def test_every_variable_is_a_setting_and_is_explained() -> None:
    for text in (DOCKERFILE, COMPOSE, PAGE):
        assert set(re.findall(r"\bDEKKEND_\w+", text)) <= KNOWN
    explained = set(re.findall(r"\bDEKKEND_\w+", PAGE))
    assert set(OWN["environment"]) <= explained
    # A password in the environment shows in `docker inspect`: the page names the file only.
    assert {name for name in KNOWN if name.startswith("DEKKEND_STORE")} - explained == {"DEKKEND_STORE_PASSWORD"}
    asked = {name for name, _ in VARIABLE.findall(COMPOSE)}
    assert asked == set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))


def test_the_environment_of_the_container_makes_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("DEKKEND_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        if name.startswith("DEKKEND_"):
            monkeypatch.setenv(name, value)
    assert Path(ENVIRONMENT["DEKKEND_STORE_PASSWORD_FILE"]) == Path("/run/secrets/neo4j_password")
    (tmp_path / "neo4j_password").write_text("fictief-wachtwoord", encoding="utf-8")
    monkeypatch.setenv("DEKKEND_STORE_PASSWORD_FILE", str(tmp_path / "neo4j_password"))
    settings = Settings()
    assert re.fullmatch(r"neo4j://neo4j:7687/\w+", settings.store)
    assert settings.credentials == Credentials("neo4j", "fictief-wachtwoord", None)
    assert (settings.host, settings.access_guarded, settings.write_back) == ("0.0.0.0", True, True)


def test_the_image_alone_does_not_say_that_access_is_guarded() -> None:
    assert "DEKKEND_ACCESS_GUARDED" not in pairs(FINAL, "ENV")


def test_no_password_is_written_anywhere() -> None:
    assert set(PLAIN["secrets"]) == {secret for service in SERVICES.values() for secret in service["secrets"]}
    for secret in PLAIN["secrets"].values():
        assert set(secret) == {"file"}
        assert secret["file"].startswith("./geheim/")
        assert secret["file"].removeprefix("./") in PAGE
    for service in SERVICES.values():
        given = service["environment"]
        secret_names = {name for name in given if re.search("PASSWORD|AUTH|SECRET|TOKEN", name)}
        assert secret_names
        for name in secret_names:
            assert name.endswith("_FILE")
            assert given[name].removeprefix("/run/secrets/") in service["secrets"]
        assert not any("@" in value for value in given.values())
        assert not {"command", "entrypoint", "env_file"} & set(service)
    assert not re.search("PASSWORD|AUTH=|SECRET|TOKEN", DOCKERFILE)


def test_git_leaves_the_passwords_out() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/geheim/", "/.env"} <= set(ignored)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert all(re.fullmatch(r"127\.0\.0\.1:(\d+):\1", port) for port in service["ports"])
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["read_only"] is True
    assert any(mount.startswith("/tmp:") for mount in service["tmpfs"])
    assert all("size=" in mount for mount in service["tmpfs"])
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "ipc", "devices"} & set(service)
    assert service["restart"] == "unless-stopped"
    assert size(service["mem_limit"]) >= 2 * GIB


def test_dekkend_waits_for_a_healthy_neo4j() -> None:
    assert OWN["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert NEO4J["healthcheck"]["test"][:2] == ["CMD", "wget"]
    assert NEO4J["healthcheck"]["test"][-1] == "http://127.0.0.1:7474/"
    assert OWN["build"] == "."


def test_neo4j_is_the_pinned_line_and_keeps_what_it_must() -> None:
    assert re.fullmatch(r"neo4j:5\.26(\.\d+)?-community", NEO4J["image"])
    kept = dict(volume.split(":") for volume in NEO4J["volumes"])
    assert set(kept) == set(PLAIN["volumes"])
    # A tmpfs on conf would hide the configuration that the image brings; a volume is filled from it.
    assert set(kept.values()) == {"/data", "/logs", "/var/lib/neo4j/conf"}
    assert not set(kept.values()) & {mount.split(":")[0] for mount in NEO4J["tmpfs"]}


def memory_rows() -> Iterator[tuple[str, str, str]]:
    """Heap, page cache and limit: the defaults of the file, then each column of the page."""
    defaults = dict(VARIABLE.findall(COMPOSE))
    names = ("NEO4J_HEAP", "NEO4J_PAGECACHE", "NEO4J_MEMORY")
    yield tuple(defaults[name] for name in names)
    rows = {row[1]: (row[2], row[3]) for row in re.finditer(r"^\| `(\w+)` \|[^|]*\| (\w+) \| (\w+) \|$", PAGE, re.MULTILINE)}
    yield from zip(*(rows[name] for name in names), strict=True)


def test_heap_and_page_cache_fit_in_the_limit() -> None:
    default, national, regional = memory_rows()
    assert default == national
    given = NEO4J["environment"]
    assert (given["NEO4J_server_memory_heap_max__size"], given["NEO4J_server_memory_pagecache_size"], NEO4J["mem_limit"]) == default
    assert size(default[0]) >= 4 * GIB
    for heap, cache, limit in (national, regional):
        assert size(heap) + size(cache) + GIB <= size(limit)


def test_both_stages_start_from_one_pinned_python() -> None:
    (build,), (final,) = values(BUILD, "FROM"), values(FINAL, "FROM")
    assert build.split() == [final, "AS", "build"]
    version = re.fullmatch(r"python:3\.(\d+)-slim", final)
    assert version is not None
    assert int(version[1]) >= int(PROJECT["requires-python"].removeprefix(">=3."))


def test_the_final_stage_is_small_and_not_root() -> None:
    assert values(FINAL, "COPY") == ["--from=build /opt/dekkend /opt/dekkend"]
    assert values(FINAL, "USER") == [OWN["user"]]
    uid = OWN["user"].split(":")[0]
    (run,) = values(FINAL, "RUN")
    assert f"useradd --uid {uid} " in run
    assert not re.search(r"\b(pip|apt-get|curl|wget)\b", run)
    assert json.loads(values(FINAL, "ENTRYPOINT")[0]) + json.loads(values(FINAL, "CMD")[0]) == ["dekkend", "serve"]
    labels = pairs(FINAL, "LABEL")
    assert labels["org.opencontainers.image.licenses"] == PROJECT["license"]
    assert labels["org.opencontainers.image.title"].lower() == PROJECT["name"]
    assert labels["org.opencontainers.image.description"] == PROJECT["description"]


def test_packages_come_from_the_locks_with_their_hashes() -> None:
    installs = [command for run in values(BUILD, "RUN") for command in run.split("&&") if re.search(r"pip\b.*\binstall\b", command)]
    locked = [found[1] for command in installs if (found := re.search(r"--only-binary :all: --require-hashes -r (\S+)$", command.strip()))]
    assert locked == ["requirements/build.txt", "requirements/runtime.txt"]
    (ours,) = (command.strip() for command in installs if "--require-hashes" not in command)
    assert ours.endswith("install --no-deps /dist/dekkend-*.whl")
    assert not [instruction for stage in (BUILD, FINAL) for instruction, _ in stage if instruction == "ADD"]


def copied() -> Iterator[tuple[str, str]]:
    """Source and target of every COPY from the tree, without slashes at the end."""
    for value in values(BUILD, "COPY"):
        *sources, target = value.split()
        for source in sources:
            yield source.rstrip("/"), target.rstrip("/") if source.endswith("/") else f"{target.rstrip('/')}/{Path(source).name}"


def context() -> set[str]:
    """The files that Docker gets to see, by .dockerignore."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    found = {path for path in exclude_paths(str(ROOT), patterns) if (ROOT / path).is_file()}
    return found - {"Dockerfile", ".dockerignore"}  # always sent


def test_docker_sees_what_is_copied_and_nothing_else() -> None:
    sources = {source for source, _ in copied()}
    seen = context()
    for source in sources:
        assert any(path == source or path.startswith(f"{source}/") for path in seen), source
    assert [path for path in seen if not any(path == source or path.startswith(f"{source}/") for source in sources)] == []


def wheel_of(tree: Path, target: Path) -> set[str]:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(build, cwd=tree, check=True, capture_output=True)
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_in_the_image_is_the_wheel_of_the_tree(tmp_path: Path) -> None:
    for source, target in copied():
        for path in context():
            if path == source or path.startswith(f"{source}/"):
                to = tmp_path / "build" / f"{target}{path.removeprefix(source)}"
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, to)
    assert wheel_of(tmp_path / "build", tmp_path / "a") == wheel_of(ROOT, tmp_path / "b")


def test_one_port_everywhere() -> None:
    port = str(Settings.model_fields["port"].default)
    assert values(FINAL, "EXPOSE") == [port]
    assert OWN["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f"'127.0.0.1', {port}," in health_check()[-1]
    assert "DEKKEND_PORT" not in ENVIRONMENT


def test_the_service_listens_as_in_the_container_and_the_health_check_sees_it(tmp_path: Path) -> None:
    environment = {**os.environ, **{name: ENVIRONMENT[name] for name in ("DEKKEND_HOST", "DEKKEND_ACCESS_GUARDED")},
                   "DEKKEND_PORT": "0", "DEKKEND_STORE": f"sqlite:///{tmp_path / 'leeg.db'}", "COLUMNS": "200"}
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=environment)
    try:
        assert process.stdout is not None
        port = next(found[0] for line in process.stdout if (found := re.findall(r"http://0\.0\.0\.0:(\d+)/", line)))
        _, *check = health_check()
        check[-1] = check[-1].replace("8420", port)
        assert subprocess.run([sys.executable, *check], timeout=30).returncode == 0
        gone = check[-1].replace("/readyz", "/is-er-niet")
        assert subprocess.run([sys.executable, "-c", gone], timeout=30).returncode == 1
    finally:
        process.kill()
        process.communicate()
    assert subprocess.run([sys.executable, *check], timeout=30, stderr=subprocess.DEVNULL).returncode == 1
