from .page_count import PageCount

__all__ = ["PageCount"]
