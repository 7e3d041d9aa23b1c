"""`@atLeastRevision`: an answer that waits for a revision, and the error when it does not come."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.graphql.context import Context, context_of
from api.graphql.schema import schema
from api.service import Service
from graph.store import open_store
from loaders.load import load
from tests.api.graphql_site import Asker, asking, workbook

ASK = "query($n:Int!,$s:Int=20) @atLeastRevision(number:$n,seconds:$s) {revision{number} areas{totalCount}}"


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Asker]:
    """An endpoint on an empty store; its watcher looks when it is asked to."""
    with asking(tmp_path) as made:
        made.service.poll_seconds = 3600
        with made.service.watching():
            made.service.projection()
            yield made


def written(service: Service, folder: Path, count: int = 1) -> None:
    """A revision by somebody else, with this many areas."""
    rows = [{"id": f"gm000{number}", "naam": "Fictief", "soort": "GEMEENTE"} for number in range(count)]
    other = open_store(service.store_url)
    assert load(other, workbook(folder / "werkboek", "Fictief", gebieden=rows)).report
    other.close()


def test_a_revision_that_is_there_already_is_not_waited_for(asker: Asker) -> None:
    for number in (0, -0):
        assert asker.data(ASK, n=number, s=0)["revision"] == {"number": 0}


def test_the_answer_is_of_the_revision_of_another_writer(asker: Asker, tmp_path: Path) -> None:
    written(asker.service, tmp_path)
    assert asker.data("{revision{number}}") == {"revision": {"number": 0}}
    assert asker.data(ASK, n=1) == {"revision": {"number": 1}, "areas": {"totalCount": 1}}


def test_the_answer_waits_for_a_revision_that_is_still_to_come(asker: Asker, tmp_path: Path) -> None:
    asker.service.poll_seconds = 0.05
    asker.service.look()
    begun = time.monotonic()
    later = threading.Timer(0.5, written, (asker.service, tmp_path))
    later.start()
    assert asker.data(ASK, n=1)["revision"] == {"number": 1}
    assert 0.4 < time.monotonic() - begun < 15
    later.join()


@pytest.mark.parametrize("document", [ASK, "query($n:Int!,$s:Int!) @atLeastRevision(seconds:$s,number:$n) {a:areas{totalCount}}"])
def test_a_revision_that_does_not_come_is_told(asker: Asker, document: str) -> None:
    begun = time.monotonic()
    answer = asker.post(document, n=7, s=1)
    assert 0.9 < time.monotonic() - begun < 10
    [error] = answer["errors"]
    assert answer["data"] is None
    assert error["extensions"] == {"code": "REVISION_NOT_YET", "revision": 0}
    assert error["message"] == "Revisie 7 is er na 1 seconden nog niet; hier is het revisie 0. Vraag het later opnieuw."


@pytest.mark.parametrize(("text", "code"), [
    ("query @atLeastRevision(number:-1){rules{id}}", "BAD_INPUT"), ("query @atLeastRevision(number:0,seconds:31){rules{id}}", "BAD_INPUT"),
    ("query @atLeastRevision(number:0,seconds:-1){rules{id}}", "BAD_INPUT"), ("query @atLeastRevision{rules{id}}", "BAD_DOCUMENT"),
    ('query @atLeastRevision(number:"x"){rules{id}}', "BAD_DOCUMENT"), ("{rules @atLeastRevision(number:1) {id}}", "BAD_DOCUMENT"),
    ("query($n:Int!) @atLeastRevision(number:$n){rules{id}}", "BAD_DOCUMENT"), ("query @atLeast(number:1){rules{id}}", "BAD_DOCUMENT"),
])
def test_a_wrong_wish_is_refused(asker: Asker, text: str, code: str) -> None:
    assert asker.code(text) == code


def test_many_can_wait_while_others_are_answered(asker: Asker, tmp_path: Path) -> None:
    async def asked(document: str, **variables: Any) -> Any:
        context: Context = await context_of(asker.service)
        result = await schema.execute(document, variables, context)
        assert result.errors is None
        return result.data["revision"]["number"]

    async def crowd() -> None:
        waiting = [asyncio.create_task(asked(ASK, n=1, s=20)) for _ in range(50)]
        await asyncio.sleep(0.2)
        assert await asyncio.wait_for(asked("{revision{number}}"), 5) == 0
        await asyncio.to_thread(written, asker.service, tmp_path)
        asker.service.look()
        assert await asyncio.gather(*waiting) == [1] * 50

    asyncio.run(crowd())
