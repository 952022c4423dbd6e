"""The measurements, each with what it is compared with."""
