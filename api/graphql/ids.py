"""Global ids and cursors: opaque to a client, checked when they come back."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

import orjson

from api.graphql.errors import Code, Refused, bad_input
from graph.projection.table import Table
from graph.records import StoredRecord
from schema.kinds import KINDS
from schema.values import nearest

_LONGEST = 4000


def _packed(text: bytes) -> str:
    return urlsafe_b64encode(text).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes | None:
    if len(text) > _LONGEST:
        return None
    try:
        found = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, Error):
        return None
    # The decoder skips strange signs; one thing should have one name.
    return found if _packed(found) == text else None


def global_id(kind: str, id: str) -> str:
    """The id of a record that no other record of any kind has."""
    return _packed(f"{kind}:{id}".encode())


def read_global_id(text: str) -> tuple[str, str] | None:
    """(kind, id) of a global id, or None when it is none."""
    found = _unpacked(text)
    try:
        kind, colon, id = (found or b"").decode().partition(":")
    except UnicodeDecodeError:
        return None
    return (kind, id) if colon and kind in KINDS else None


def local_id(table: Table, text: str) -> str:
    """The id of a record of that table, from a global id or the id in the workbook; whether it exists is not checked."""
    if text not in table and (found := read_global_id(text)) and found[0] == table.kind.name:
        return found[1]
    return text


def record_of(table: Table, text: str) -> StoredRecord:
    """The record that an argument names, by global id or by the id in the workbook. Refused when there is none."""
    record = table.get(local_id(table, text))
    if record is None:
        raise Refused(Code.NOT_FOUND, f"Er is geen {table.kind.singular} met id {text[:80]}.{nearest(text[:80], table.ids)}")
    return record


def cursor(listing: str, *key: str | int) -> str:
    """A cursor: the list that it belongs to and the place in it."""
    return _packed(orjson.dumps([listing, *key]))


def read_cursor(listing: str, text: str, *types: type) -> list[str | int]:
    """The place that a cursor of that list stands for; Refused when it is not such a cursor."""
    found = _unpacked(text)
    try:
        parts = orjson.loads(found or b"")
    except orjson.JSONDecodeError:
        parts = None
    if (not isinstance(parts, list) or parts[:1] != [listing]
            or [type(part) for part in parts[1:]] != list(types)):
        raise Refused(Code.BAD_CURSOR, "Dit is geen cursor van deze lijst. Gebruik de endCursor van de vorige bladzijde.")
    return parts[1:]


def checked_first(first: int, most: int = 200) -> int:
    """The asked page size, when it is within bounds."""
    if not 1 <= first <= most:
        raise bad_input(f"Bij first hoort een getal van 1 tot en met {most}, niet {first}.")
    return first
