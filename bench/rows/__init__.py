"""The generator: a network of any size, in bulk, through the models and their constraints."""
