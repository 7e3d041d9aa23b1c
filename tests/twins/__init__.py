"""The Cypher twins of the rules say what the engine says, on a real server."""
