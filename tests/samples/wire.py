"""The headers from which make.py puts its frames together. Standard library only.

Every function takes what a header carries and returns its octets, lengths and checksums computed here. Nothing is
measured on a network and nothing is random: the same call gives the same octets on every machine.
"""

import ipaddress
from typing import NamedTuple

ETHERNET, NULL, RAW, SLL, SLL2 = 1, 0, 101, 113, 276  # LINKTYPE numbers
ARP, IPV4, IPV6, VLAN, SVLAN = 0x0806, 0x0800, 0x86DD, 0x8100, 0x88A8  # EtherTypes
ICMP, IGMP, IPIP, TCP, UDP, SIT, ICMPV6 = 1, 2, 4, 6, 17, 41, 58  # IP protocol numbers
HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION = 0, 43, 44, 60  # IPv6 extension headers


class Host(NamedTuple):
    """A station as the LAN sees it: a host outside has the gateway's MAC address and a used-up TTL."""

    mac: str
    ip: str
    ttl: int = 64
    ip6: str = "::"
    link_local: str = "::"


def u8(*values):
    return bytes(values)


def u16(*values):
    return b"".join(value.to_bytes(2, "big") for value in values)


def u32(*values):
    return b"".join(value.to_bytes(4, "big") for value in values)


def mac(address):
    return bytes.fromhex(address.replace(":", ""))


def ip(address):
    """An IPv4 or IPv6 address, 4 or 16 octets."""
    return ipaddress.ip_address(address).packed


def checksum(octets):
    """The Internet checksum (RFC 1071): complement of the one's complement sum of the 16-bit words."""
    if len(octets) % 2:
        octets += b"\0"
    total = sum(octets[i] << 8 | octets[i + 1] for i in range(0, len(octets), 2))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def with_checksum(message, at):
    """Fills in the checksum of a message whose checksum field, at offset `at`, is zero."""
    return message[:at] + u16(checksum(message)) + message[at + 2 :]


def crc32(octets):
    """The CRC of IEEE 802.3, clause 3.2.9, one bit at a time."""
    register = 0xFFFFFFFF
    for octet in octets:
        register ^= octet
        for _ in range(8):
            register = register >> 1 ^ (0xEDB88320 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


# Link layer


def ethernet(source, destination, ethertype, payload, tags=()):
    """An Ethernet II frame without FCS, padded with zeros to the 60 octets every receiver sees at least.

    tags: (tag protocol identifier, PCP, DEI, VID), outermost first.
    """
    tagged = b"".join(u16(tpid, pcp << 13 | dei << 12 | vid) for tpid, pcp, dei, vid in tags)
    frame = mac(destination) + mac(source) + tagged + u16(ethertype) + payload
    return frame.ljust(60, b"\0")


def ieee8023(source, destination, llc):
    """An 802.3 frame: the field after the addresses is the length of the LLC data, which padding does not count in."""
    return ethernet(source, destination, len(llc), llc)


def with_fcs(frame):
    """Appends the FCS, sent as the CRC's octets from the low one up."""
    return frame + crc32(frame).to_bytes(4, "little")


def arp(operation, sender_mac, sender_ip, target_mac, target_ip):
    return u16(1, IPV4) + u8(6, 4) + u16(operation) + mac(sender_mac) + ip(sender_ip) + mac(target_mac) + ip(target_ip)


def sll(packet_type, source_mac, ethertype, payload):
    """LINKTYPE_LINUX_SLL. packet_type: 0 to us, 4 sent by us."""
    return u16(packet_type, 1, 6) + mac(source_mac) + b"\0\0" + u16(ethertype) + payload


def sll2(packet_type, source_mac, ethertype, payload, interface=2):
    """LINKTYPE_LINUX_SLL2."""
    return u16(ethertype, 0) + u32(interface) + u16(1) + u8(packet_type, 6) + mac(source_mac) + b"\0\0" + payload


# Network layer


def ipv4(source, destination, protocol, payload, ident=0, ttl=64, df=False, mf=False, offset=0, tos=0, options=b"",
         total=None):
    """An IPv4 datagram. offset: in octets. total: a total length other than the true one."""
    assert len(options) % 4 == 0 and offset % 8 == 0
    length = 20 + len(options)
    header = (u8(4 << 4 | length // 4, tos) + u16(total or length + len(payload), ident)
              + u16(df << 14 | mf << 13 | offset // 8) + u8(ttl, protocol) + u16(0)
              + ip(source) + ip(destination) + options)
    return with_checksum(header, 10) + payload


def ipv6(source, destination, next_header, payload, hop_limit=64, flow=0):
    return u32(6 << 28 | flow) + u16(len(payload)) + u8(next_header, hop_limit) + ip(source) + ip(destination) + payload


def pseudo(source, destination, protocol, length):
    """The pseudo-header in front of TCP and UDP (RFC 9293, RFC 768) and, in IPv6, of ICMPv6 too (RFC 8200, 8.1)."""
    source, destination = ip(source), ip(destination)
    if len(source) == 4:
        return source + destination + u8(0, protocol) + u16(length)
    return source + destination + u32(length) + u8(0, 0, 0, protocol)


def options6(next_header, octets):
    """A hop-by-hop or destination options header; the options must fill it."""
    assert (len(octets) + 2) % 8 == 0
    return u8(next_header, (len(octets) + 2) // 8 - 1) + octets


def icmp(kind, code, rest, data=b""):
    """An ICMP message; rest: the four octets after the checksum."""
    return with_checksum(u8(kind, code) + u16(0) + rest + data, 2)


def icmp6(source, destination, kind, code, body):
    message = u8(kind, code) + u16(0) + body
    value = checksum(pseudo(source, destination, ICMPV6, len(message)) + message)
    return message[:2] + u16(value) + message[4:]


# Transport layer


def udp(source, destination, source_port, destination_port, data):
    header = u16(source_port, destination_port, 8 + len(data), 0)
    value = checksum(pseudo(source, destination, UDP, len(header) + len(data)) + header + data)
    return header[:6] + u16(value or 0xFFFF) + data  # zero means "no checksum" (RFC 768)


FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def tcp(source, destination, source_port, destination_port, seq, ack, flags, window, options=b"", data=b""):
    assert len(options) % 4 == 0
    segment = (u16(source_port, destination_port) + u32(seq % 2**32, ack % 2**32)
               + u8((20 + len(options)) // 4 << 4, flags) + u16(window, 0, 0) + options + data)
    value = checksum(pseudo(source, destination, TCP, len(segment)) + segment)
    return segment[:16] + u16(value) + segment[18:]


class Conversation:
    """A TCP connection between two hosts; keeps the numbers, so that every segment carries the right ones."""

    def __init__(self, client, server, client_port, server_port, isns, idents, clocks, opened=True):
        self.hosts = (client, server)
        self.ports = (client_port, server_port)
        self.next = [isns[0] + opened, isns[1] + opened]  # SYN takes one number
        self.idents = list(idents)
        self.clocks = clocks  # ms on each side's timestamp clock at time 0
        self.seen = [0, 0]  # the newest timestamp each side got from the other
        if opened:
            self.seen = [clocks[1], clocks[0]]

    def segment(self, side, micros, flags, data=b"", window=None):
        """The Ethernet frame of the next segment sent by `side` (0 client, 1 server) at `micros`."""
        other = 1 - side
        clock = self.clocks[side] + micros // 1000
        stamps = u8(8, 10) + u32(clock, self.seen[side])
        if flags & SYN:  # MSS, SACK permitted, timestamps, NOP, window scale
            options = u8(2, 4) + u16(1460) + u8(4, 2) + stamps + u8(1, 3, 3, 7)
            window = window or (64240, 65160)[side]
        else:
            options = u8(1, 1) + stamps
            window = window or (502, 509)[side]
        ack = self.next[other] if flags & ACK else 0
        source, destination = self.hosts[side], self.hosts[other]
        octets = tcp(source.ip, destination.ip, self.ports[side], self.ports[other], self.next[side], ack, flags,
                     window, options, data)
        self.next[side] += len(data) + bool(flags & SYN) + bool(flags & FIN)
        self.seen[other] = clock
        if flags & SYN and flags & ACK:
            ident = 0
        else:
            ident = self.idents[side]
            self.idents[side] += 1
        datagram = ipv4(source.ip, destination.ip, TCP, octets, ident, source.ttl, df=True)
        return ethernet(source.mac, destination.mac, IPV4, datagram)


# DNS


def name(text):
    """A domain name as uncompressed labels."""
    labels = [label.encode() for label in text.split(".") if label]
    return b"".join(u8(len(label)) + label for label in labels) + b"\0"


def dns(ident, flags, questions, answers=(), authority=(), additional=()):
    """A DNS message with every name compressed that may be (RFC 1035, 4.1.4).

    Questions: (name, type, class). Records: (owner, type, class, TTL, data), data being octets or a list of octets
    and of names to compress.
    """
    message = u16(ident, flags, len(questions), len(answers), len(authority), len(additional))
    places = {}

    def compressed(text):
        nonlocal message
        labels = [label for label in text.split(".") if label]
        while labels:
            suffix = ".".join(labels).lower()
            if suffix in places:
                message += u16(0xC000 | places[suffix])
                return
            places[suffix] = len(message)
            label = labels.pop(0).encode()
            message += u8(len(label)) + label
        message += b"\0"

    for owner, kind, kind_class in questions:
        compressed(owner)
        message += u16(kind, kind_class)
    for owner, kind, kind_class, ttl, data in (*answers, *authority, *additional):
        compressed(owner)
        message += u16(kind, kind_class) + u32(ttl) + u16(0)
        start = len(message)
        for part in [data] if isinstance(data, bytes) else data:
            if isinstance(part, str):
                compressed(part)
            else:
                message += part
        message = message[: start - 2] + u16(len(message) - start) + message[start:]
    return message


def strings(*texts):
    """DNS character-strings: each after its length."""
    return b"".join(u8(len(text)) + text.encode() for text in texts)


def options(*pairs):
    """DHCP options: code, length, value (RFC 2132, 2)."""
    return b"".join(u8(code, len(value)) + value for code, value in pairs)


def extension(kind, body):
    """A TLS extension, and anything else of a 16-bit type and a 16-bit length."""
    return u16(kind, len(body)) + body


def vector(size, body):
    """A TLS vector: its length in `size` octets, then its content."""
    return len(body).to_bytes(size, "big") + body
