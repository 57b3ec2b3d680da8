"""What several topics need, and the list of all witnesses."""
import fractions
import ipaddress
import struct

WITNESSES = {}


def solves(name):
    return lambda function: WITNESSES.setdefault(name, function)


def octets(frame, start, end, between=':'):
    return between.join(frame[i:i + 2] for i in range(start * 2, end * 2, 2))


def block(hosts):
    """The smallest block with room for so many hosts, two of its addresses being no host's: counted up."""
    size = 4
    while size - 2 < hosts:
        size *= 2
    return size


def sum16(words):
    """The one's complement sum of RFC 1071, by remainders: 2^16 counts as 1."""
    total = sum(words)
    return total if total == 0 else (total - 1) % 0xffff + 1


def yes(is_so):
    return 'yes' if is_so else 'no'


def segment(frame):
    """Ports, numbers, flags and data of the TCP segment in a frame, by the lengths in the headers."""
    frame = bytes.fromhex(frame)
    start = 14 + frame[14] % 16 * 4
    end = 14 + int.from_bytes(frame[16:18], 'big')
    source, destination, seq, ack, offset, flags = struct.unpack('!HHIIBB', frame[start:start + 14])
    return source, destination, seq, ack, flags, frame[start + (offset >> 4) * 4:end]


def addresses(frame):
    """Source and destination of the IPv4 datagram in a frame."""
    octets = bytes.fromhex(frame)
    return str(ipaddress.ip_address(octets[26:30])), str(ipaddress.ip_address(octets[30:34]))


def words(digits):
    return [int(digits[i:i + 4], 16) for i in range(0, len(digits), 4)]


def rate(text):
    number, unit = text.split()
    return fractions.Fraction(number) * {'bit/s': 1, 'kbit/s': 10 ** 3, 'Mbit/s': 10 ** 6, 'Gbit/s': 10 ** 9}[unit]


class Near:
    """A quantity: what is printed is it, but for less than a thousandth."""

    def __init__(self, read, value):
        self.read, self.value = read, value

    def __eq__(self, text):
        return abs(self.read(text) - self.value) * 1000 <= self.value

    def __repr__(self):
        return str(float(self.value))
