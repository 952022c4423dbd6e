"""Loading the middleware takes as long as a small page: browsers of the tests share it.

Other settings have middleware of their own, so `override_settings` begins anew.
"""

import pytest
from django.core.handlers.base import BaseHandler
from django.core.signals import setting_changed
from django.test.client import ClientHandler

LOADED = [
    "_view_middleware",
    "_template_response_middleware",
    "_exception_middleware",
    "_middleware_chain",
]


@pytest.fixture(scope="session", autouse=True)
def middleware_is_loaded_once():
    loaded = {}

    def load_middleware(handler, is_async=False):
        if not loaded:
            BaseHandler.load_middleware(handler, is_async)
            loaded.update({name: getattr(handler, name) for name in LOADED})
        vars(handler).update(loaded)

    def forget(**_):
        loaded.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "load_middleware", load_middleware)
        yield
    setting_changed.disconnect(forget)
