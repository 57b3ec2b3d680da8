"""Reads a workbook with openpyxl and prints its rows, a line of JSON each.

The parts of the package are held against what ISO/IEC 29500 asks of them where openpyxl is lenient: cells are where their row says,
nothing is a formula, and the frozen row is the head.
"""
import json
import sys
import zipfile
import xml.etree.ElementTree as etree

import openpyxl

with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for name in archive.namelist():
        etree.fromstring(archive.read(name))
    sheet = etree.fromstring(archive.read('xl/worksheets/sheet1.xml'))
    space = sheet.tag.rpartition('}')[0] + '}'
    assert not list(sheet.iter(space + 'f')), 'a formula'
    order = [child.tag.removeprefix(space) for child in sheet]
    assert order == ['dimension', 'sheetViews', 'cols', 'sheetData', 'autoFilter'], order

book = openpyxl.load_workbook(sys.argv[1])
[sheet] = book.worksheets
assert sheet.freeze_panes == 'A2' and sheet.auto_filter.ref == sheet.dimensions
rows = sheet.iter_rows()
head = [cell.value for cell in next(rows)]
assert len(head) == 20 and all(head)
for row in rows:
    assert all(cell.value is None or cell.data_type == 's' and cell.number_format == '@' for cell in row)
    print(json.dumps([cell.value for cell in row], ensure_ascii=False))
