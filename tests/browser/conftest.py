import pytest


@pytest.fixture
def browse_as(chromium, live_server, client_of):
    """`browse_as(person, java_script_enabled=False, …)`:
    a page of a browser in which this person is signed in; None: nobody.
    """
    contexts = []

    def opened(person, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if person:
            session = client_of(person).cookies["hallway"].value
            context.add_cookies([{"name": "hallway", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.live = live_server.url
        return page

    yield opened
    for context in contexts:
        context.close()
