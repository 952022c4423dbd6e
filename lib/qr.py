"""QR codes as inline SVG: black on white, with a margin of four modules."""

from functools import lru_cache

import segno
from django.utils.html import format_html
from django.utils.safestring import mark_safe

CLEAR = 4
#: Twice the side, the label, twice the side, and the path.
DRAWING = (
    '<svg class="h-qr__code" role="img" viewBox="0 0 {} {}"><title>{}</title><rect width="{}" '
    'height="{}" fill="#ffffff"/>'
    '<path d="{}" fill="#000000"/></svg>'
)


@lru_cache(maxsize=256)
def qr_svg(address, *, label):
    """The <svg> of a QR code for this URL. label: the alternative text;
    PDFs take it from <title>.
    """
    code = segno.make(address, error="m", micro=False)
    side = code.symbol_size(border=CLEAR)[0]
    path = mark_safe(dark_runs(code))  # only digits and path letters
    return format_html(DRAWING, side, side, label, side, side, path)


def dark_runs(code):
    """SVG path data: one rectangle for each run of dark modules in a row."""
    path = []
    for y, row in enumerate(code.matrix_iter(border=CLEAR)):
        x, cells = 0, list(row)
        while x < len(cells):
            width = 1
            while x + width < len(cells) and cells[x + width] == cells[x]:
                width += 1
            if cells[x]:
                path.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(path)
