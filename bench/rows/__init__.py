"""Generates a network of any size, in bulk, by the models and with all constraints."""
