"""Writes a capture of many mixed frames: `python3 benches/frames.py FILE [COUNT]`, a million when none is named.

The same call writes the same octets on every machine. Half of the frames carry TCP, the others UDP, DNS answers (names
compressed, several records), DHCP, ICMP, ARP, IPv6 and 802.1Q tags. Seven of twelve frames are 64 octets long, four 594
and one 1518, counted with the FCS that a capture has not. Where a message cannot be so short, its frame is as long as it
must be. All lengths and checksums are right. Standard library only.
"""

import random
import struct
import sys

SIZES = [60] * 7 + [590] * 4 + [1514]
START = 1767225600  # 2026-01-01 00:00:00 UTC
ARP, IPV4, IPV6, VLAN = 0x0806, 0x0800, 0x86DD, 0x8100
ICMP, TCP, UDP, ICMPV6 = 1, 6, 17, 58
ACK, PSH_ACK = 0x10, 0x18

chance = random.Random(791)
NOISE = chance.randbytes(1 << 16)
WORDS = ["www", "mail", "news", "files", "time", "shop", "library", "registry"]


def checksum(octets):
    """The Internet checksum (RFC 1071). A 16-bit one's complement sum is a remainder modulo 65535."""
    if len(octets) % 2:
        octets += b"\0"
    return (int.from_bytes(octets, "big") % 0xFFFF or 0xFFFF) ^ 0xFFFF


def noise(octets):
    start = chance.randrange(len(NOISE) - 1500)
    return NOISE[start : start + octets]


def mac(number):
    return b"\x02\0\0" + number.to_bytes(3, "big")


# As many stations and connections as a small network has: tcpdump keeps every address and connection it has seen in
# lists, and gets slower with each.
HOSTS = [struct.pack("!BBH", 172, (16, 16, 17)[i % 3], chance.randrange(1, 0xFFFF)) for i in range(60)]
SERVERS = [bytes((203, 0, 113, i + 1)) for i in range(30)]
HOSTS6 = [bytes.fromhex("20010db8001000100000000000") + chance.randbytes(3) for _ in range(60)]


def host():
    return chance.choice(HOSTS)


def server():
    return chance.choice(SERVERS)


def host6():
    return chance.choice(HOSTS6)


def ethernet(source, destination, ethertype, payload):
    return (mac(destination) + mac(source) + ethertype.to_bytes(2, "big") + payload).ljust(60, b"\0")


def ipv4(source, destination, protocol, payload):
    ident = chance.randrange(0x10000)
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), ident, 0x4000, 64, protocol, 0, source, destination)
    return header[:10] + checksum(header).to_bytes(2, "big") + header[12:] + payload


def ipv6(source, destination, next_header, payload):
    return struct.pack("!IHBB16s16s", 6 << 28, len(payload), next_header, 64, source, destination) + payload


def summed(source, destination, protocol, message, at):
    """A message with the checksum over it and its pseudo-header (RFC 768, RFC 9293, RFC 8200 8.1) at offset `at`."""
    before = source + destination + struct.pack("!II", len(message), protocol)
    value = checksum(before + message) or (0xFFFF if protocol == UDP else 0)
    return message[:at] + value.to_bytes(2, "big") + message[at + 2 :]


def tcp(source, destination, ports, numbers, flags, data):
    segment = struct.pack("!HHIIBBHHH", *ports, *numbers, 0x50, flags, 502, 0, 0) + data
    return summed(source, destination, TCP, segment, 16)


def udp(source, destination, ports, data):
    return summed(source, destination, UDP, struct.pack("!HHHH", *ports, 8 + len(data), 0) + data, 6)


def application(port, room):
    """What a segment to or from a port carries, in `room` octets: HTTP, or a record of TLS with application data."""
    if room == 0:
        return b""
    if port == 443:
        return struct.pack("!BHH", 23, 0x0303, room - 5) + noise(room - 5)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
    size = room - len(head) - 1
    return (head % size + noise(size))[:room]


class Connection:
    """A TCP connection between a client and a web server, in the midst of its life."""

    def __init__(self):
        self.ends = host(), server()
        self.ports = chance.randrange(32768, 61000), chance.choice((80, 80, 443))
        self.next = [chance.getrandbits(32), chance.getrandbits(32)]

    def frame(self, size):
        """The server sends data; segments without any come from both."""
        data = application(self.ports[1], size - 54 if size > 60 else 0)
        side = 1 if data or chance.random() < 0.5 else 0
        source, destination = self.ends[side], self.ends[1 - side]
        ports = self.ports[side], self.ports[1 - side]
        flags = PSH_ACK if data else ACK
        segment = tcp(source, destination, ports, (self.next[side], self.next[1 - side]), flags, data)
        self.next[side] = (self.next[side] + len(data)) % 2**32
        return ethernet(2 - side, 1 + side, IPV4, ipv4(source, destination, TCP, segment))


CONNECTIONS = [Connection() for _ in range(300)]


def tcp_frame(size):
    return chance.choice(CONNECTIONS).frame(size)


def udp_frame(size):
    source, destination = host(), host()
    ports = chance.randrange(49152, 65536), chance.randrange(49152, 65536)
    return ethernet(2, 3, IPV4, ipv4(source, destination, UDP, udp(source, destination, ports, noise(size - 42))))


def label(word):
    return bytes([len(word)]) + word.encode()


def record(kind, data, name=0xC00C):
    """A resource record whose name is a pointer (RFC 1035 4.1.4), by itself to the name of the question."""
    return struct.pack("!HHHIH", name, kind, 1, 300, len(data)) + data


def dns_frame(size):
    """An answer: CNAME, A and AAAA records, authority, and an OPT record (RFC 6891), padded (RFC 7830) up to `size`."""
    resolver, client, port = host(), host(), chance.randrange(32768, 61000)
    question = label(chance.choice(WORDS)) + label("host%d" % chance.randrange(100)) + label("example") + label("com")
    zone = 0xC00C + len(question) - 12  # where example.com begins
    answers = [record(5, label("edge") + zone.to_bytes(2, "big"))]
    edge = 12 + len(question) + 5 + 12  # the name in the CNAME's data
    more = 2 if size == 60 else 8
    answers += [record(1, server(), 0xC000 | edge) for _ in range(more)]
    answers += [record(28, host6(), 0xC000 | edge) for _ in range(more // 2)]
    authority = record(2, label("ns") + zone.to_bytes(2, "big"), zone)
    head = struct.pack("!HHHHHH", chance.getrandbits(16), 0x8180, 1, len(answers), 1, 1)
    message = head + question + b"\0" + struct.pack("!HH", 1, 1) + b"".join(answers) + authority
    padding = max(0, min(size, 590) - 42 - len(message) - 11 - 4)
    options = struct.pack("!HH", 12, padding) + bytes(padding)
    message += struct.pack("!BHHIH", 0, 41, 1232, 0, len(options)) + options
    return ethernet(4, 2, IPV4, ipv4(resolver, client, UDP, udp(resolver, client, (53, port), message)))


def dhcp_frame(size):
    """A DHCPACK (RFC 2131, RFC 2132), padded behind the end option."""
    client, station = host(), 2
    gateway = b"\xac\x10\x00\x01"
    head = struct.pack("!BBBBIHH4s4s4s4s", 2, 1, 6, 0, chance.getrandbits(32), 0, 0, bytes(4), client, gateway, bytes(4))
    options = b"\x63\x82\x53\x63\x35\x01\x05\x36\x04" + gateway + b"\x33\x04\0\x01\x51\x80\x01\x04\xff\xff\0\0"
    options += b"\x03\x04" + gateway + b"\x06\x08\xac\x10\x00\x35\xac\x10\x00\x36\x0f\x0bexample.com\xff"
    message = head + mac(station) + bytes(10 + 64 + 128) + options
    message = message.ljust(max(300, min(size, 590) - 42), b"\0")
    return ethernet(1, station, IPV4, ipv4(gateway, client, UDP, udp(gateway, client, (67, 68), message)))


def icmp_frame(size):
    kind = chance.choice((8, 0))
    message = struct.pack("!BBHHH", kind, 0, 0, chance.getrandbits(16), 1) + noise(size - 42)
    message = message[:2] + checksum(message).to_bytes(2, "big") + message[4:]
    return ethernet(2, 3, IPV4, ipv4(host(), host(), ICMP, message))


def arp_frame(_):
    operation = chance.choice((1, 2))
    target = bytes(6) if operation == 1 else mac(3)
    payload = struct.pack("!HHBBH6s4s6s4s", 1, IPV4, 6, 4, operation, mac(2), host(), target, host())
    return ethernet(2, 0xFFFFFF if operation == 1 else 3, ARP, payload)


def ipv6_frame(size):
    source, destination = host6(), host6()
    if size > 60:
        message, protocol = udp(source, destination, (5004, 5004), noise(size - 62)), UDP
    else:
        message = struct.pack("!BBHHH", 128, 0, 0, chance.getrandbits(16), 1)
        message, protocol = summed(source, destination, ICMPV6, message, 2), ICMPV6
    return ethernet(2, 3, IPV6, ipv6(source, destination, protocol, message))


def vlan_frame(size):
    inner = udp_frame(size - 4 if size > 60 else 60)
    return inner[:12] + struct.pack("!HH", VLAN, chance.randrange(1, 4095)) + inner[12:]


SORTS = [tcp_frame] * 50 + [udp_frame] * 14 + [dns_frame] * 12 + [arp_frame] * 6
SORTS += [icmp_frame] * 6 + [ipv6_frame] * 6 + [vlan_frame] * 4 + [dhcp_frame] * 2


def main(name, count=1_000_000):
    with open(name, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for i in range(count):
            frame = chance.choice(SORTS)(chance.choice(SIZES))
            micros = i * 100 + i % 37
            file.write(struct.pack("<IIII", START + micros // 1000000, micros % 1000000, len(frame), len(frame)) + frame)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(count) for count in sys.argv[2:3]))
