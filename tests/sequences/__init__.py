"""Random sequences of what happens to a small network in two years, and what always holds."""
