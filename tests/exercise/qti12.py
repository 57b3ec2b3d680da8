"""Compares a package of QTI 1.2 with the one that text2qti writes for questions of the same kinds.

For each kind of question: the elements and attributes that stand in an item, and where. What netlab writes has to be there in
text2qti's shape, or in what Canvas documents beside it (feedback).
"""
import re
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as etree
from pathlib import Path

QUESTIONS = """Quiz title: shape

1. True?
... general
*a) True
b) False

2. One?
... general
*a) this
b) that

3. Several?
... general
[*] this
[ ] that
[*] both

4. A word?
... general
*   word
*   another

5. A number?
... general
=   30

6. Near?
... general
=   30 +- 2

7. Free?
... general
___
"""


def local(tag):
    return tag.rpartition('}')[2]


def shape(element, path=''):
    """The paths of the elements below, with the attributes that each has."""
    here = f'{path}/{local(element.tag)}'
    yield here + ' ' + ' '.join(sorted(element.keys()))
    for child in element:
        yield from shape(child, here)


def items(package):
    """The shapes of the items of a package, by the kind of question."""
    found = {}
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith('.xml'):
                etree.fromstring(archive.read(name))
                for shown in re.findall(r'IMS-CC-FILEBASE\$/([^&"]*)', archive.read(name).decode()):
                    assert shown in archive.namelist(), f'a question shows what is not there: {shown}'
        for name in archive.namelist():
            if not name.endswith('.xml') or 'meta' in name or 'manifest' in name:
                continue
            for item in etree.fromstring(archive.read(name)).iter():
                if local(item.tag) != 'item':
                    continue
                fields = [entry.text for entry in item.iter() if local(entry.tag) == 'fieldentry']
                found.setdefault(fields[0], set()).update(shape(item))
        root = etree.fromstring(archive.read('imsmanifest.xml'))
        types = sorted({element.get('type') for element in root.iter() if local(element.tag) == 'resource'} - {'webcontent'})
        hrefs = {element.get('href') for element in root.iter() if local(element.tag) == 'file'}
        missing = hrefs - set(archive.namelist())
        assert not missing, f'the manifest names what is not there: {missing}'
    return found, types


text2qti, ours = sys.argv[1:3]
with tempfile.TemporaryDirectory() as place:
    source = Path(place) / 'shape.txt'
    source.write_text(QUESTIONS, encoding='utf-8')
    subprocess.run([text2qti, str(source)], check=True, cwd=place, stdout=subprocess.DEVNULL)
    theirs, their_types = items(source.with_suffix('.zip'))
mine, my_types = items(ours)
assert their_types == my_types, (their_types, my_types)
assert len(mine) >= 4, sorted(mine)
wrong = []
for kind, shapes in sorted(mine.items()):
    assert kind in theirs, kind
    strange = shapes - theirs[kind]
    if strange:
        wrong.append(f'{kind}: text2qti writes no {sorted(strange)}, but {sorted(theirs[kind] - shapes)}')
if wrong:
    sys.exit('\n'.join(wrong))
print(' '.join(sorted(mine)))
