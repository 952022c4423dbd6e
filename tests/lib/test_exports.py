"""Lists as CSV and XLSX: what a column of each kind becomes in the file."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import mean
from unittest import mock

import pytest
from django.http import Http404
from openpyxl import load_workbook

from lib.export_formats import Kind
from lib.exports import Column, ExportResource, export_response, file_name


class BookResource(ExportResource):
    title = "Books"

    name = Column("Name")
    pages = Column("Pages", kind=Kind.NUMBER)
    bought = Column("Bought on", "bought", kind=Kind.DATE)
    price = Column("Price", "price", kind=Kind.MONEY)
    lent = Column("Lent", display=lambda lent: lent)


ATLAS = {
    "Name": "Atlas",
    "Pages": "310",
    "bought": date(2026, 3, 5),
    "price": Decimal("1234.50"),
    "Lent": True,
}
EMPTY = dict.fromkeys(ATLAS)


def download(rows, ending, resource=BookResource):
    return export_response(
        resource(), rows, ending=ending, slug="region-8", scope="Region 8 cohort"
    )


def csv_of(rows):
    return download(rows, "csv").getvalue().decode("utf-8-sig")


def book_of(rows):
    return load_workbook(io.BytesIO(download(rows, "xlsx").getvalue()))


def values(sheet):
    return [[cell.value for cell in row] for row in sheet]


def test_csv_has_a_mark_for_excel_and_plain_values():
    content = download([ATLAS, EMPTY], "csv").getvalue()
    assert content == (
        b"\xef\xbb\xbfName,Pages,Bought on,Price,Lent\r\n"
        b"Atlas,310,2026-03-05,1234.50,yes\r\n"
        b",,,,\r\n"
    )


def test_xlsx_has_numbers_dates_money_and_empty_cells():
    sheet = book_of([ATLAS, EMPTY]).active
    assert values(sheet) == [
        ["Name", "Pages", "Bought on", "Price", "Lent"],
        ["Atlas", 310, datetime(2026, 3, 5), 1234.5, "yes"],
    ], "the empty row has no cells at all"
    assert [(cell.data_type, cell.number_format) for cell in sheet[2]] == [
        ("s", "@"),
        ("n", "General"),
        ("d", "yyyy-mm-dd"),
        ("n", "$#,##0.00"),
        ("s", "@"),
    ]


def test_empty_cells_between_full_ones_are_empty():
    [_head, row] = book_of([EMPTY | {"Lent": False}]).active
    assert [(cell.value, cell.data_type) for cell in row] == [(None, "n")] * 4 + [("no", "s")]


def test_numbers_that_are_stored_as_text_can_be_averaged():
    sheet = book_of([ATLAS | {"Pages": pages} for pages in ["3", "10", 8, None]]).active
    column = [cell.value for cell in sheet["B"][1:]]
    assert column == [3, 10, 8, None]
    assert mean(number for number in column if number is not None) == 7


@pytest.mark.parametrize("text", ["about 10", "-1", "1e9", "٣", "9" * 16, "=1", ""])
def test_text_in_a_column_of_numbers_stays_text(text):
    [_head, row] = book_of([ATLAS | {"Pages": text}]).active
    assert (row[1].value, row[1].data_type) == ((text, "s") if text else (None, "n"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"]
)
def test_text_is_never_a_formula(text):
    assert csv_of([EMPTY | {"Name": text}]).split("\r\n", 1)[1] in [
        f"'{text},,,,\r\n",
        f'"\'{text}",,,,\r\n',  # csv quotes what holds a line break
    ]
    [_head, row] = book_of([EMPTY | {"Name": text, "Lent": "x"}]).active
    assert (row[0].value, row[0].data_type, row[0].number_format) == (
        text.replace("\r", "_x000D_"),  # as the format writes it; Excel reads it back
        "s",
        "@",
    )


def test_lines_of_a_text_are_lines_of_its_cell():
    rows = [EMPTY | {"Name": "One\r\nTwo\nThree"}]
    assert values(book_of(rows).active)[1][0] == "One\nTwo\nThree"
    assert csv_of(rows).split("\r\n", 1)[1] == '"One\r\nTwo\nThree",,,,\r\n'


def test_characters_that_no_cell_holds_are_removed():
    rows = [EMPTY | {"Name": "Bell\x0b\x07 tower"}, EMPTY | {"Name": "x" * 40_000}]
    assert csv_of(rows).splitlines()[1:] == ["Bell tower,,,,", "x" * 32_000 + ",,,,"]
    assert values(book_of(rows).active)[1][0] == "Bell tower"


def test_a_sheet_can_be_read_filtered_and_printed_as_it_opens():
    book = book_of([ATLAS, ATLAS | {"Name": "A much longer name\nand a second line", "Pages": 7}])
    [sheet] = book.worksheets
    assert sheet.title == "Books"
    assert [cell.font.bold for row in sheet for cell in row] == [True] * 5 + [False] * 10
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E3")
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABCDE"] == [
        20,  # "A much longer name", its longest line
        10,  # the heading and its button
        14,
        11,  # $1,234.50
        9,
    ]
    assert sheet["A3"].alignment.wrap_text is True
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 1)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"


def test_no_column_is_wider_than_a_page_or_narrower_than_a_word():
    sheet = book_of([ATLAS | {"Name": "x" * 300}]).active
    assert round(sheet.column_dimensions["A"].width) == 41


def test_a_sheet_without_rows_has_its_headings():
    sheet = book_of([]).active
    assert values(sheet) == [["Name", "Pages", "Bought on", "Price", "Lent"]]
    assert sheet.auto_filter.ref == "A1:E1"


def test_a_workbook_says_what_it_is_and_when_it_was_made():
    moment = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        answer = download([ATLAS], "xlsx")
        assert answer["Content-Disposition"] == (
            'attachment; filename="region-8-books-2026-03-04.xlsx"'
        ), "the day where the cohort is"
    about = load_workbook(io.BytesIO(answer.getvalue())).properties
    assert (about.title, about.created) == ("Books, Region 8 cohort", datetime(2026, 3, 5, 7, 30))


@pytest.mark.parametrize(
    "slug, title, name",
    [
        ("region-8", "Members", "region-8-members-2026-03-05.csv"),
        ("", "Program sites", "program-sites-2026-03-05.csv"),
        ('../"x"\r\nSet-Cookie: a', "Año", "x-set-cookie-a-a-o-2026-03-05.csv"),
        ("x" * 99, "Members", "x" * 99 + "-2026-03-05.csv"),
        ("", "", "hallway-2026-03-05.csv"),
    ],
)
def test_file_names(slug, title, name):
    with mock.patch("django.utils.timezone.localdate", return_value=date(2026, 3, 5)):
        assert file_name(slug, title, ending="csv") == name


def test_other_endings_are_not_found():
    with pytest.raises(Http404):
        download([], "exe")


def test_columns_stand_in_the_order_of_their_declaration_and_a_subclass_may_put_its_own_first():
    class ShelfResource(BookResource):
        shelf = Column("Shelf")

        class Meta:
            export_order = ["shelf"]

    own = ["Name", "Pages", "Bought on", "Price", "Lent"]
    assert BookResource().export([]).headings == own
    assert ShelfResource().export([]).headings == ["Shelf", *own]


def test_rows_are_written_as_they_are_read():
    """The second row is asked for after the first one has left: no file is held in memory."""
    asked = []

    class EndlessResource(BookResource):
        def values(self, rows, names):
            for number in rows:
                asked.append(number)
                yield [tuple({**ATLAS, "Pages": number}[name] for name in names)]

    chunks = iter(download(range(3), "csv", EndlessResource).streaming_content)
    assert asked == []
    assert next(chunks).decode("utf-8-sig").startswith("Name,") and asked == []
    assert next(chunks).startswith(b"Atlas,0,") and asked == [0]
