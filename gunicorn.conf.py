"""The web server's settings; gunicorn reads this file when it starts in this folder.

GUNICORN_CMD_ARGS overrides.
"""

import os

from launcher.database import start_bundled_server

start_bundled_server()

wsgi_app = "cop_site.wsgi:application"
bind = "127.0.0.1:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", 2))
threads = 8
timeout = 60
graceful_timeout = 8
keepalive = 15
max_requests = 20_000  # a fresh process now and then
max_requests_jitter = 2_000
limit_request_line = 8190  # Django says in words what is longer than ADDRESS_MAX_LENGTH
loglevel = "warning"
control_socket_disable = True
