"""Real Neo4j servers for tests, without Docker when need be; `docs/development.md` says how they come."""
