import logging


class UrlNameOnlyFilter(logging.Filter):
    """Replace the message of a request by its status and URL name:
    a path can hold a secret or tell who did what.
    """

    def filter(self, record):
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            name = match.view_name if match else "no such page"
            if name == "health":  # asked every few seconds; its answer tells what is wrong
                return False
            record.msg, record.args = "%s at %s", (getattr(record, "status_code", "?"), name)
        return True
