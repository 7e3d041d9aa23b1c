"""A copy is the store itself, whichever way it goes; and it is never laid over something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from api.service import Service
from graph.records import Change, ChangeSet, Record, Revision
from graph.store import ChangeRefused, Store, StoreConflict, StoreUnavailable, open_store
from graph.store.copy import Copied, CopyRefused, copy
from tests.neo4j_server.servers import Server
from tests.store_copy.compare import everything, graph, tables
from tests.store_copy.histories import write_history

Make = Callable[[str], Store]

# A history of few revisions in which everything happens.
RICH = 17


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """An empty (or the same) file store by name."""
    with ExitStack() as opened:
        def made(name: str) -> Store:
            store = open_store(f"sqlite:///{tmp_path}/{name}.db")
            opened.callback(store.close)
            return store
        yield made


@pytest.fixture
def shared(neo4j_store_url: str) -> Iterator[Store]:
    """An empty Neo4j store."""
    store = open_store(neo4j_store_url)
    yield store
    store.close()


def history(store: Store, seed: int, revisions: int = 25) -> Store:
    write_history(store, seed, revisions)
    return store


def shape(store: Store) -> dict[str, int]:
    """How often a history does what a copy could get wrong."""
    changes = list(store.changes(0))
    ended = {(one.dataset, one.kind, one.id) for one in changes if one.after is None}
    return {
        "changed": sum(one.before is not None and one.after is not None for one in changes),
        "taken over": sum(one.dataset != one.revision.dataset for one in changes),
        "declared again": sum(one.before is None and (one.dataset, one.kind, one.id) in ended for one in changes),
        "shared": sum(len(one.datasets) > 1 for number in range(len(store.revisions())) for one in records(store, number)),
        "differing": sum(len(one.differences) for number in range(len(store.revisions())) for one in records(store, number)),
    }


def records(store: Store, number: int) -> list:
    with store.stream(number) as snapshot:
        return list(snapshot.records)


@pytest.mark.parametrize("seed", range(6))
def test_a_file_copied_to_a_file_is_the_same_row_by_row(seed: int, make: Make) -> None:
    source = history(make("source"), seed)
    assert min(shape(source).values()) > 0, "a poor history"
    assert copy(source, make("target")) == Copied(0, 25)
    assert everything(make("target")) == everything(source)
    assert tables(make("target")) == tables(source)


def test_there_and_back(make: Make, shared: Store, neo4j_server: Server) -> None:
    source = history(make("source"), RICH, 10)
    assert min(shape(source).values()) > 0, "a poor history"
    copy(source, shared)
    assert everything(shared) == everything(source)
    copy(shared, make("back"))
    assert tables(make("back")) == tables(source)

    copied = graph(neo4j_server)
    shared.rebuild()
    assert graph(neo4j_server) == copied


def test_what_comes_after_a_copy_is_the_same_too(make: Make, shared: Store) -> None:
    """The order in which datasets declared a record came along."""
    history(shared, RICH, 6)
    target = make("target")
    copy(shared, target)
    for store in (shared, target):
        history(store, 100, 6)
    for number in range(13):
        assert records(target, number) == records(shared, number)


def test_a_copy_that_broke_off_goes_on(make: Make) -> None:
    source, target = history(make("source"), 1), make("target")

    class Breaks(Exception):
        pass

    def breaks(what: str, done: int, total: int) -> None:
        assert total == 25
        if (what, done) == ("Kopiëren", 7):
            raise Breaks

    with pytest.raises(Breaks):
        copy(source, target, breaks)
    assert target.revision().number == 7
    assert copy(source, target) == Copied(7, 18)
    assert tables(target) == tables(source)
    assert copy(source, target) == Copied(25, 0)
    history(source, 2, 3)
    assert copy(source, target) == Copied(25, 3)
    assert tables(target) == tables(source)


class Falters:
    """A store of which the change log breaks off halfway a revision."""

    def __init__(self, store: Store, after: int) -> None:
        self._store, self._after = store, after
        self.url = store.url

    def revisions(self) -> list[Revision]:
        return self._store.revisions()

    def changes(self, since: int, until: int | None = None) -> Iterator[Change]:
        for number, change in enumerate(self._store.changes(since, until)):
            if number == self._after:
                raise StoreUnavailable("weg")
            yield change


def test_a_revision_comes_whole_or_not_at_all(make: Make, shared: Store) -> None:
    source = make("source")
    source.write(ChangeSet("a", [Record("area", f"gm{number}", {"naam": "Fictief", "soort": "GEMEENTE"}) for number in range(10)]))
    for target in (make("target"), shared):
        with pytest.raises(StoreUnavailable):
            copy(Falters(source, 5), target)
        assert target.revision().number == 0
        assert list(target.changes(0)) == []
        assert copy(source, target) == Copied(0, 1)


def other_history(make: Make) -> Store:
    """The same revisions by the second, with other changes in the last of them."""
    source, other = make("source"), make("other")
    changes = list(source.changes(0))
    *earlier, last = source.revisions()
    for revision in earlier:
        other.replay(revision, [one for one in changes if one.revision == revision])
    other.replay(last, [one for one in changes if one.revision == last][:-1])
    assert other.revisions() == source.revisions()
    return other


def test_another_history_is_refused_and_stays_as_it_is(make: Make) -> None:
    source = history(make("source"), 1)
    for name, target in (("another", history(make("another"), 2, 3)), ("same revisions", other_history(make))):
        before = tables(target)
        with pytest.raises(CopyRefused, match="staat al iets anders"):
            copy(source, target)
        assert tables(target) == before, name
    further = make("further")
    copy(source, further)
    history(further, 9, 1)
    with pytest.raises(CopyRefused, match="staat al iets anders"):
        copy(source, further)


def test_an_empty_source_is_refused(make: Make) -> None:
    with pytest.raises(CopyRefused, match="is leeg"):
        copy(make("source"), make("target"))


def change(revision: Revision, before: dict | None, after: dict | None, dataset: str = "a", kind: str = "area") -> Change:
    return Change(revision, dataset, kind, "gm1", before, after)


FIRST = Revision(1, "2026-01-01T00:00:00+00:00", "iemand", "a", "")
SECOND = Revision(2, "2026-01-02T00:00:00+00:00", "iemand", "a", "")
ONE, TWO = {"naam": "Een"}, {"naam": "Twee"}

WRONG: list[tuple[str, Revision, Callable[[Revision], Iterable[Change]]]] = [
    ("not the next", FIRST, lambda revision: [change(revision, None, TWO)]),
    ("too far", Revision(3, SECOND.time, "", "a"), lambda revision: [change(revision, ONE, TWO)]),
    ("of another revision", SECOND, lambda revision: [change(FIRST, ONE, TWO)]),
    ("begins what is there", SECOND, lambda revision: [change(revision, None, TWO)]),
    ("changes something else", SECOND, lambda revision: [change(revision, TWO, ONE)]),
    ("ends what is not there", SECOND, lambda revision: [change(revision, ONE, None, dataset="b")]),
    ("begins for another dataset", SECOND, lambda revision: [change(revision, None, ONE, dataset="b")]),
    ("no kind", SECOND, lambda revision: [change(revision, None, ONE, kind="dorp")]),
    ("nothing", SECOND, lambda revision: [change(revision, None, None)]),
]


@pytest.mark.parametrize(("what", "revision", "changes"), WRONG, ids=[one[0] for one in WRONG])
def test_a_log_that_does_not_follow_is_refused(what: str, revision: Revision, changes: Callable, make: Make) -> None:
    store = make("store")
    store.replay(FIRST, [change(FIRST, None, ONE)])
    before = tables(store)
    with pytest.raises(StoreConflict if what in ("not the next", "too far") else ValueError):
        store.replay(revision, changes(revision))
    assert tables(store) == before
    store.replay(SECOND, [change(SECOND, ONE, TWO)])
    assert store.fetch([("area", "gm1")])["area", "gm1"].values == TWO


def test_a_log_that_does_not_follow_is_refused_by_neo4j_too(shared: Store) -> None:
    shared.replay(FIRST, [change(FIRST, None, ONE)])
    before = everything(shared)
    for what, revision, changes in WRONG:
        with pytest.raises(StoreConflict if what in ("not the next", "too far") else ValueError):
            shared.replay(revision, changes(revision))
    assert everything(shared) == before


def test_a_copy_goes_on_living(make: Make) -> None:
    """The copy refuses what the original refuses."""
    source = make("source")
    source.write(ChangeSet("a", [Record("organisation", "org-1", {"naam": "Fictief"})]))
    source.write(ChangeSet("b", [Record("arrangement", "oza-1", {"naam": "Fictief", "aanbieder": "org-1"})]))
    copy(source, make("target"))
    with pytest.raises(ChangeRefused, match="kan niet weg"):
        make("target").write(ChangeSet("a", []))


def test_a_service_on_the_target_sees_the_copy(make: Make) -> None:
    source, target = history(make("source"), 1), make("target")
    service = Service(target.url)
    try:
        service.refresh()
        assert service.projection().revision.number == 0
        copy(source, target)
        service.refresh()
        assert service.projection().revision == source.revision()
        assert service.projection()["area"].ids == [one.id for one in records(source, 25) if one.kind == "area"]
    finally:
        service.close()
