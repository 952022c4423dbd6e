"""How large Hallway can grow: see README.md in this folder."""
