"""The benchmark; see README.md in this folder."""
