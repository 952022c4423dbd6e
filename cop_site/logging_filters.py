import logging


class UrlNameOnlyFilter(logging.Filter):
    """Log the name of the URL, never the path: a path can hold a secret or tell who did what."""

    def filter(self, record):
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            name = match.view_name if match else "no such page"
            if name == "health":  # its answer is the message; it is asked again and again
                return False
            record.msg, record.args = "%s at %s", (getattr(record, "status_code", "?"), name)
        return True
