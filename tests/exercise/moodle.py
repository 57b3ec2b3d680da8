"""Reads Moodle XML as Moodle's importer does (question/format/xml/format.php), and prints, a line of JSON for each question, its
idnumber and what answers it.

Moodle itself takes only these fractions, and an idnumber once in a category.
"""
import json
import sys
import xml.etree.ElementTree as etree
from base64 import b64decode

FRACTIONS = [0, 5, 10, 11.11111, 12.5, 14.28571, 16.66667, 20, 25, 30, 33.33333, 40, 50, 60, 66.66667, 70, 75, 80, 83.33333, 90, 100]
FORMATS = {'html', 'moodle_auto_format', 'plain_text', 'markdown'}

quiz = etree.parse(sys.argv[1]).getroot()
assert quiz.tag == 'quiz'
seen = set()
for question in quiz:
    assert question.tag == 'question', question.tag
    kind = question.get('type')
    if kind == 'category':
        assert question.findtext('category/text').startswith('$course$/top/')
        continue
    name, ident = question.findtext('name/text'), question.findtext('idnumber')
    assert name and ident and len(ident) <= 100 and ident not in seen, ident
    seen.add(ident)
    assert question.find('questiontext').get('format') in FORMATS and question.findtext('questiontext/text')
    for file in question.findall('questiontext/file'):
        assert file.get('encoding') == 'base64' and f"@@PLUGINFILE@@/{file.get('name')}" in question.findtext('questiontext/text')
        octets = b64decode(file.text)
        if file.get('name').endswith('.svg'):
            drawing = etree.fromstring(octets)
            assert drawing.tag == '{http://www.w3.org/2000/svg}svg' and len(''.join(drawing.itertext())) > 100
            assert f'<img src="@@PLUGINFILE@@/{file.get("name")}"' in question.findtext('questiontext/text')
        else:
            assert octets[:4] in (b'\x4d\x3c\xb2\xa1', b'\xa1\xb2\x3c\x4d'), 'no pcap'
    answers = question.findall('answer')
    fractions = [float(answer.get('fraction')) for answer in answers]
    assert all(any(abs(abs(fraction) - known) < 0.001 for known in FRACTIONS) for fraction in fractions), fractions
    if kind in ('shortanswer', 'numerical', 'truefalse') or question.findtext('single') == 'true':
        assert max(fractions) == 100, ident
    if kind == 'numerical':
        assert all(answer.findtext('tolerance') is not None for answer in answers)
        [float(answer.findtext('text')) for answer in answers]
    if kind == 'truefalse':
        assert sorted(answer.findtext('text') for answer in answers) == ['false', 'true']
    right = [answer.findtext('text') or '' for answer, fraction in zip(answers, fractions) if fraction > 0]
    if kind == 'multichoice':
        # the text of an option is HTML
        right = [etree.fromstring(f'<p>{text}</p>').text for text in right]
    files = sorted(file.get('name') for file in question.findall('questiontext/file'))
    text = ''.join(etree.fromstring(f"<p>{question.findtext('questiontext/text')}</p>").itertext())
    print(json.dumps({'title': ident, 'type': kind, 'right': sorted(right), 'files': files, 'text': text}))
