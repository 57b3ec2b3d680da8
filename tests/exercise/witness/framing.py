"""The exercises of the topic framing."""
import codecs
import io
import struct

from .shared import solves


@solves('framing-lines')
def framing_lines(given, frames):
    *messages, rest = ''.join(given['pieces'].split()).replace('\\n', '\n').split('\n')
    return {'messages': str(len(messages)), 'left': str(len(rest))}


@solves('framing-lengths')
def framing_lengths(given, frames):
    stream, messages = io.BytesIO(bytes.fromhex(given['octets'])), []
    while True:
        at = stream.tell()
        head = stream.read(2)
        text = stream.read(int.from_bytes(head, 'big')) if len(head) == 2 else b''
        if len(head) < 2 or len(text) < int.from_bytes(head, 'big'):
            break
        messages.append(text.decode())
    return {'messages': str(len(messages)), 'second': messages[1], 'left': str(len(stream.getvalue()) - at)}


@solves('framing-build')
def framing_build(given, frames):
    texts = [given[key].encode() for key in ('first', 'second')]
    return {'octets': b''.join(struct.pack(f'!H{len(text)}s', len(text), text) for text in texts).hex(' ')}


@solves('framing-exit')
def framing_exit(given, frames):
    reads = [text.encode().decode('unicode_escape') for text in given['inputs'].split(' ')]
    return {'ends': ' '.join('abcde'[i] for i, text in enumerate(reads) if text[:-1] == given['word'])}


@solves('framing-characters')
def framing_characters(given, frames):
    text = ('a' * int(given['letters']) + '网' * int(given['chinese'])).encode()
    decoder = codecs.getincrementaldecoder('utf-8')()
    whole = decoder.decode(text[:int(given['size'])])
    return {'total': str(len(text)), 'whole': str(len(whole)), 'left': str(len(decoder.getstate()[0]))}
