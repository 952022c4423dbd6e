"""The tests' reader of pages, tested: it hides line breaks of a template and nothing else."""

import pytest

from .shown import shown

SAME = {
    "<p>\n  Nobody\n  here.\n</p>\n": "<p>Nobody here.</p>",
    "<ul>\n  <li>\n    One\n  </li>\n</ul>": "<ul><li>One</li></ul>",
    "<p>\n <b>2</b>\n of 3,\n <i> or </i> more </p>": "<p><b>2</b> of 3, <i>or </i>more</p>",
    "<p>It <a\n  href='/a/'\n>ends </a>\n</p>": "<p>It <a href='/a/'>ends</a></p>",
    '<img\n  alt="a\n b"\n/> x': '<img alt="a\n b"/> x',
    '<li\n class="h-notice\n   is-stop\n">x': '<li class="h-notice is-stop">x',
    "one\n<br>\n  two": "one<br>two",
    "<button>\n Send\n</button> now": "<button>Send</button> now",
    "<p>a <input\n> b</p>": "<p>a <input> b</p>",
    "<textarea>\n a\n  b </textarea>": "<textarea>\n a\n  b </textarea>",
    "<p>9:00\u00a0 a.m.</p>": "<p>9:00\u00a0 a.m.</p>",
    "<p>1 < 2 <!-- x\n  y --> 3</p>": "<p>1 < 2 <!-- x\n  y -->3</p>",
}


@pytest.mark.parametrize("html", SAME)
def test_white_space_is_what_a_browser_shows(html):
    assert shown(html) == SAME[html] == shown(SAME[html])


def test_a_csrf_token_is_left_out():
    field = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    assert shown(field.format("zQ7" * 21)) == field.format("")


@pytest.mark.parametrize(
    "one, other",
    [
        ("<p>a<b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>not able</p>", "<p>notable</p>"),
        ("<p>a, b</p>", "<p>a , b</p>"),
        ('<p title="a b">', '<p title="a  b">'),
        ("<button>a</button> b", "<button>a</button>b"),
    ],
)
def test_what_a_reader_sees_differ_is_different(one, other):
    assert shown(one) != shown(other)
