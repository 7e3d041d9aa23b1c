"""`python -m api.graphql` writes the schema to `schema.graphql`."""

from __future__ import annotations

from api.graphql.schema import SDL, sdl

SDL.write_text(sdl(), encoding="utf-8")
