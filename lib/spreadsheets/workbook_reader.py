"""Reads one workbook, in a child process as reader.py does. It is a program of its own because
openpyxl takes longer to load than most tables of text to read.
"""

from .reader import main
from .workbooks import read_workbook


def read(content, **job):
    return read_workbook(content)


if __name__ == "__main__":
    main(read)
