from . import networks, sites, standards

__all__ = ["networks", "sites", "standards"]
