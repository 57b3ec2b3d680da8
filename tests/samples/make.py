"""Writes netlab's sample frames: `python3 tests/samples/make.py [directory]`, src/sample when none is named.

Every octet comes from this file and wire.py; running it again gives the same files.

The world of the samples: the LAN 172.16.10.0/24 and 2001:db8:10:10::/64 with hosts A and B, a gateway that is also
the DHCP server, and a DNS server. The gateway's outer address is 198.51.100.2; it translates addresses, and what
comes in has been translated back. Everything outside has an address from the documentation ranges (RFC 5737,
RFC 3849, RFC 6676) and a name under example.com or example.net (RFC 2606).

A frame is as a station receives it: without the FCS, and never shorter than 60 octets, the rest being zeros.
Frames that a host captures as it sends them are not padded yet; no Ethernet sample is such a one.
"""

import hashlib
import pathlib
import sys

sys.dont_write_bytecode = True
from wire import *  # noqa: E402,F403

A = Host("02:00:00:00:10:10", "172.16.10.10", 64, "2001:db8:10:10::10", "fe80::ff:fe00:1010")
B = Host("02:00:00:00:10:11", "172.16.10.11", 64, "2001:db8:10:10::11", "fe80::ff:fe00:1011")
GATEWAY = Host("02:00:00:00:10:01", "172.16.10.1", 64, "2001:db8:10:10::1", "fe80::ff:fe00:1001")
DNS = Host("02:00:00:00:10:53", "172.16.10.53", 64, "2001:db8:10:10::53")
ROUTER = Host(GATEWAY.mac, "198.51.100.1", 63)  # the provider's, between the gateway and the web server
WWW = Host(GATEWAY.mac, "203.0.113.10", 62, "2001:db8:113::10")
REMOTE = Host(GATEWAY.mac, "192.0.2.7", 57)  # a host further off
BRIDGE = "02:00:00:00:10:f2"
BROADCAST, UNKNOWN = "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"
START = 1767225600  # 2026-01-01 00:00:00 UTC, where a time of day is inside a message

SAMPLES = {}


def sample(name, about, *frames):
    """Adds a sample. A frame: (what it is, microseconds since the first, octets[, length on the wire])."""
    lines = [f"# {name}: {about}"]
    for what, micros, octets, *original in frames:
        lines += ["", f"# {what}", f"@ {micros // 1000000}.{micros % 1000000:06}{''.join(f' {n}' for n in original)}"]
        lines += [octets[i : i + 16].hex(" ") for i in range(0, len(octets), 16)]
    assert name not in SAMPLES
    SAMPLES[name] = "\n".join(lines) + "\n"


def packet(source, destination, protocol, payload, **fields):
    """An IPv4 datagram in an Ethernet frame."""
    fields.setdefault("ttl", source.ttl)
    return ethernet(source.mac, destination.mac, IPV4, ipv4(source.ip, destination.ip, protocol, payload, **fields))


def datagram(source, destination, source_port, destination_port, data, **fields):
    """A UDP datagram in an Ethernet frame."""
    return packet(source, destination, UDP, udp(source.ip, destination.ip, source_port, destination_port, data), **fields)


def echo(kind, ident):
    """An ICMP echo message (8 request, 0 reply) with the 56 octets of data that ping sends: its time, then a count."""
    clock = START.to_bytes(8, "little") + (417023).to_bytes(8, "little")
    return icmp(kind, 0, u16(ident, 1), clock + bytes(range(0x10, 0x38)))


def traceroute(probe, ttl):
    """The IPv4 datagram of traceroute's nth probe (three for each router), with the TTL that the quoting router saw."""
    data = udp(A.ip, WWW.ip, 45001, 33434 + probe, bytes(range(0x40, 0x60)))
    return ipv4(A.ip, WWW.ip, UDP, data, 0x5A00 + probe, ttl)


# ARP


def arp_samples():
    def frame(destination, *fields):
        return ethernet(fields[1], destination, ARP, arp(*fields))

    sample("arp-request", "42 octets, then 18 of padding",
           ("A asks everyone for the MAC address of B", 0, frame(BROADCAST, 1, A.mac, A.ip, UNKNOWN, B.ip)))
    sample("arp-reply", "the answer goes to the asker alone",
           ("B answers A", 0, frame(A.mac, 2, B.mac, B.ip, A.mac, A.ip)))
    sample("arp-probe", "the sender address is 0.0.0.0, so that no cache learns it (RFC 5227, 2.1.1)",
           ("A asks whether anyone uses 172.16.10.10", 0, frame(BROADCAST, 1, A.mac, "0.0.0.0", UNKNOWN, A.ip)))
    sample("arp-announcement", "sender and target address are the same (RFC 5227, 2.3)",
           ("A claims 172.16.10.10", 0, frame(BROADCAST, 1, A.mac, A.ip, UNKNOWN, A.ip)))
    reply = frame(A.mac, 2, B.mac, B.ip, A.mac, A.ip)
    sample("fcs", "the ARP reply with its frame check sequence: 64 octets, the shortest Ethernet frame",
           ("B answers A, FCS included", 0, with_fcs(reply)))
    sample("bad-padding", "broken on purpose: the padding must be zeros, here it leaks what the memory held before",
           ("B answers A", 0, reply[:42] + b"password=secret123"))
    sample("vlan", "802.1Q: the tag stands between the source address and the EtherType",
           ("A asks everyone in VLAN 7 for B, priority 3", 0,
            ethernet(A.mac, BROADCAST, ARP, arp(1, A.mac, A.ip, UNKNOWN, B.ip), [(VLAN, 3, 0, 7)])))


# DHCP


def dhcp_samples():
    def message(op, xid, your, *pairs):
        fixed = u8(op, 1, 6, 0) + u32(xid) + u16(0, 0) + ip("0.0.0.0") + ip(your) + ip("0.0.0.0") + ip("0.0.0.0")
        fixed += mac(A.mac).ljust(16, b"\0") + bytes(64 + 128)
        # at least 300 octets: BOOTP's fixed size (RFC 951; RFC 1542, 2.1)
        return (fixed + u32(0x63825363) + options(*pairs) + u8(255)).ljust(300, b"\0")

    def from_client(*pairs, ident):
        data = message(1, 0x2F1E10AA, "0.0.0.0", *pairs)
        octets = udp("0.0.0.0", "255.255.255.255", 68, 67, data)
        return ethernet(A.mac, BROADCAST, IPV4, ipv4("0.0.0.0", "255.255.255.255", UDP, octets, ident))

    def from_server(*pairs, ident):
        return datagram(GATEWAY, A, 67, 68, message(2, 0x2F1E10AA, A.ip, *pairs), ident=ident)

    client = [(61, u8(1) + mac(A.mac))]
    asking = [(50, ip(A.ip)), (12, b"host-a"), (55, u8(1, 3, 6, 15, 28, 51, 58, 59))]
    server = [(54, ip(GATEWAY.ip))]
    lease = [(51, u32(86400)), (58, u32(43200)), (59, u32(75600)), (1, ip("255.255.255.0")), (28, ip("172.16.10.255")),
             (3, ip(GATEWAY.ip)), (6, ip(DNS.ip)), (15, b"lan.example.net")]
    discover = from_client((53, u8(1)), *client, *asking, ident=0)
    offer = from_server((53, u8(2)), *server, *lease, ident=0x3A01)
    request = from_client((53, u8(3)), *client, *server, *asking, ident=0)
    ack = from_server((53, u8(5)), *server, *lease, ident=0x3A02)
    frames = [("Discover: A, still without address, asks for any server", 0, discover),
              ("Offer: the gateway offers 172.16.10.10 for one day", 1204, offer),
              ("Request: A takes this server's offer and tells everyone so", 2377, request),
              ("Ack: the gateway confirms the lease", 6120, ack)]
    sample("dhcp", "the four messages that give host A its address", *frames)
    for name, (what, _, octets) in zip(["discover", "offer", "request", "ack"], frames):
        sample(f"dhcp-{name}", "one of the four messages of the sample dhcp", (what, 0, octets))


# DNS


def dns_samples():
    address, alias = 1, 5
    opt = ("", 41, 1232, 0, b"")  # EDNS(0): the class is the UDP size the sender can take
    question = [("www.example.com", address, 1)]
    answers = [("www.example.com", alias, 1, 300, ["web.example.com"]),
               ("web.example.com", address, 1, 300, ip("203.0.113.10")),
               ("web.example.com", address, 1, 300, ip("203.0.113.11"))]
    authority = [("example.com", 2, 1, 86400, ["ns1.example.com"]), ("example.com", 2, 1, 86400, ["ns2.example.net"])]
    additional = [("ns1.example.com", address, 1, 86400, ip("198.51.100.53")),
                  ("ns1.example.com", 28, 1, 86400, ip("2001:db8:100::53")), opt]
    query = dns(0x4E6C, 0x0100, question, additional=[opt])
    response = dns(0x4E6C, 0x8180, question, answers, authority, additional)
    sample("dns-query", "a question, and EDNS(0) in the additional section (RFC 6891)",
           ("A asks the DNS server for the address of www.example.com", 0, datagram(A, DNS, 49153, 53, query, ident=0x1A01)))
    sample("dns-response", "names are compressed: octets c0 and up point back to an earlier name (RFC 1035, 4.1.4)",
           ("The DNS server answers A", 0, datagram(DNS, A, 53, 49153, response, ident=0x2B01)))

    tcp = Conversation(A, DNS, 49154, 53, (0x1C3A0F20, 0x77D2418E), (0x1A40, 0x2B40), (1803221, 52211907))
    query = dns(0x4E6D, 0x0100, question)
    response = dns(0x4E6D, 0x8180, question, answers, authority, additional[:2])
    sample("dns-tcp", "over TCP two octets in front of each message tell its length (RFC 1035, 4.2.2)",
           ("The query", 0, tcp.segment(0, 0, PSH | ACK, vector(2, query))),
           ("The response", 811, tcp.segment(1, 811, PSH | ACK, vector(2, response))))

    service, printer, target = "_ipp._tcp.local", "printer._ipp._tcp.local", "host-b.local"
    group = Host("01:00:5e:00:00:fb", "224.0.0.251")
    query = dns(0, 0, [(service, 12, 1)])
    flush = 0x8001  # class IN with the cache-flush bit (RFC 6762, 10.2)
    response = dns(0, 0x8400, [], [(service, 12, 1, 4500, [printer])], [],
                   [(printer, 33, flush, 120, [u16(0, 0, 631), target]),
                    (printer, 16, flush, 4500, strings("txtvers=1", "rp=ipp/print")),
                    (target, address, flush, 120, ip(B.ip))])
    sample("mdns", "DNS without a server: everyone in 224.0.0.251 hears the question (RFC 6762)",
           ("A asks for printers", 0, datagram(A, group, 5353, 5353, query, ident=0x1A02, ttl=255)),
           ("B has one, and adds its port, its text and its address", 48310,
            datagram(B, group, 5353, 5353, response, ident=0x2C01, ttl=255)))

    zone = "example.com"
    records = [(zone, 28, 1, 300, ip("2001:db8:113::10")),
               (zone, 2, 1, 86400, ["ns1.example.com"]),
               (zone, 6, 1, 3600, ["ns1.example.com", "hostmaster.example.com", u32(2026010100, 7200, 900, 1209600, 300)]),
               ("10.113.0.203.in-addr.arpa", 12, 1, 3600, ["www.example.com"]),
               (zone, 15, 1, 3600, [u16(10), "mail.example.com"]),
               (zone, 15, 1, 3600, [u16(20), "mail.example.net"]),
               (zone, 16, 1, 3600, strings("v=spf1 mx -all")),
               (zone, 16, 1, 3600, strings("one record may hold", "several strings")),
               # names in SRV, SVCB and HTTPS data are not compressed (RFC 2782, RFC 9460)
               ("_sip._tcp.example.com", 33, 1, 3600, u16(10, 60, 5060) + name("sip.example.com")),
               (zone, 257, 1, 3600, u8(0) + strings("issue") + b"ca.example.net"),
               (zone, 65, 1, 300, u16(1) + name(".") + extension(1, strings("h3", "h2"))
                + extension(4, ip("203.0.113.10") + ip("203.0.113.11")) + extension(6, ip("2001:db8:113::10"))),
               ("_dns.example.com", 64, 1, 300, u16(1) + name("dns.example.net") + extension(1, strings("dot"))
                + extension(3, u16(853))),
               (zone, 65280, 1, 300, bytes.fromhex("6e65746c6162"))]
    response = dns(0x4E6E, 0x8580, [(zone, 255, 1)], records, [], [opt])
    sample("dns-records", "one response with many types of record; a server would not put all of these in one answer",
           ("The DNS server answers A", 0, datagram(DNS, A, 53, 49155, response, ident=0x2B02)))


# ICMP


def icmp_samples():
    sample("icmp-echo", "what ping sends and gets back",
           ("Echo request, A to B", 0, packet(A, B, ICMP, echo(8, 0x1F2E), ident=0x4C21, df=True)),
           ("Echo reply, B to A: same identifier, sequence number and data", 214,
            packet(B, A, ICMP, echo(0, 0x1F2E), ident=0x9E07)))
    lost = ipv4(A.ip, B.ip, UDP, udp(A.ip, B.ip, 45000, 9998, b"Is anybody there?\n"), 0x4C30, df=True)
    sample("icmp-unreachable", "the error quotes the datagram that caused it",
           ("B to A: no process has UDP port 9998", 0, packet(B, A, ICMP, icmp(3, 3, bytes(4), lost), ident=0x9E10, tos=0xC0)))
    segment = tcp(A.ip, WWW.ip, 49170, 80, 0x31B70C55, 0x6A11D0E2, ACK, 502, u8(1, 1, 8, 10) + u32(1900331, 88120442),
                  bytes(1448))
    big = ipv4(A.ip, WWW.ip, TCP, segment, 0x4C40, 63, df=True)
    sample("icmp-frag-needed", "path MTU discovery (RFC 1191): 1500 octets with DF set do not fit; quotes header + 8 octets",
           ("A router to A: the next link takes 1400 octets", 0,
            packet(ROUTER, A, ICMP, icmp(3, 4, u16(0, 1400), big[:28]), ident=0x7001, tos=0xC0)))
    sample("icmp-time-exceeded", "how traceroute learns the first router",
           ("The gateway to A: the TTL, 1 on arrival, is used up", 0,
            packet(GATEWAY, A, ICMP, icmp(11, 0, bytes(4), traceroute(0, 1)), ident=0x7010, tos=0xC0)))
    # RFC 4884: the quoted datagram padded to 128 octets, its length in 32-bit words in the sixth octet of the message,
    # then the extension structure; its object here the MPLS label stack of RFC 4950: label 16004, bottom, TTL 1
    stack = u32(16004 << 12 | 1 << 8 | 1)
    structure = with_checksum(u8(2 << 4, 0) + u16(0) + u16(4 + len(stack)) + u8(1, 1) + stack, 2)
    body = traceroute(3, 1).ljust(128, b"\0") + structure
    sample("icmp-extensions", "RFC 4884: after the quoted datagram the router tells the MPLS label it came with",
           ("A router to A: TTL used up, inside an MPLS network", 0,
            packet(ROUTER, A, ICMP, icmp(11, 0, u8(0, 128 // 4, 0, 0), body), ident=0x7002, tos=0xC0)))


# UDP, TCP and above


def transport_samples():
    sample("udp", "8 octets of header, then the data",
           ("A to port 9999 of B", 0, datagram(A, B, 45002, 9999, b"Hello, network!\n", ident=0x4C50)))

    syn = Conversation(A, WWW, 49160, 80, (0x5D3B2A10, 0), (0x6101, 0), (2104477, 0), opened=False)
    sample("tcp-syn", "its options: MSS, SACK permitted, timestamps, no operation, window scale",
           ("A asks the web server for a connection", 0, syn.segment(0, 0, SYN)))

    tcp = Conversation(A, WWW, 49161, 80, (0x5D4C7F31, 0xA0E61B07), (0x6201, 0), (2110003, 771920455), opened=False)
    sample("tcp-handshake", "three segments open the connection",
           ("SYN: A tells its initial sequence number", 0, tcp.segment(0, 0, SYN)),
           ("SYN, ACK: the server tells its own and confirms A's", 18231, tcp.segment(1, 18231, SYN | ACK)),
           ("ACK: A confirms the server's", 18260, tcp.segment(0, 18260, ACK)))

    tcp = Conversation(A, B, 49162, 9999, (0x0B10C4E5, 0xD2237A90), (0x6301, 0x9F01), (2120117, 40120881))
    sample("tcp-data", "the acknowledgment number is the next octet expected",
           ("A sends 16 octets to B", 0, tcp.segment(0, 0, PSH | ACK, b"Hello, network!\n")),
           ("B has them", 173, tcp.segment(1, 173, ACK)))

    tcp = Conversation(A, B, 49163, 9999, (0x13A9F008, 0x8BD05E64), (0x6401, 0x9F11), (2130940, 40131704))
    sample("tcp-close", "each direction is closed with a FIN of its own",
           ("FIN, ACK: A has nothing more to send", 0, tcp.segment(0, 0, FIN | ACK)),
           ("ACK: B has heard it, and could go on sending", 155, tcp.segment(1, 155, ACK)),
           ("FIN, ACK: now B has nothing more to send either", 20480, tcp.segment(1, 20480, FIN | ACK)),
           ("ACK: the last one, A waits in TIME-WAIT", 20502, tcp.segment(0, 20502, ACK)))

    request = (b"GET / HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: netlab\r\nAccept: text/html\r\n"
               b"Connection: close\r\n\r\n")
    page = b"<!doctype html>\n<title>Example</title>\n<p>Hello, network!</p>\n"
    response = (b"HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nContent-Type: text/html; charset=utf-8\r\n"
                b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(page)) + page
    tcp = Conversation(A, WWW, 49164, 80, (0x2E5D9A40, 0xC7710B52), (0x6501, 0x3301), (2140660, 771951112), opened=False)
    steps = [(0, 0, SYN, b"", "SYN"), (1, 18120, SYN | ACK, b"", "SYN, ACK"), (0, 18149, ACK, b"", "ACK"),
             (0, 18302, PSH | ACK, request, "The request"), (1, 36577, ACK, b"", "The server has it"),
             (1, 37190, PSH | ACK, response, "The response"), (0, 37221, ACK, b"", "A has it"),
             (1, 37243, FIN | ACK, b"", "The server closes its direction"), (0, 37262, ACK, b"", "A has heard it"),
             (0, 37688, FIN | ACK, b"", "A closes its direction"), (1, 55804, ACK, b"", "The server has heard it")]
    sample("tcp-session", "one web page over one connection, from the handshake to the close",
           *[(what, micros, tcp.segment(side, micros, flags, data)) for side, micros, flags, data, what in steps])
    tcp = Conversation(A, WWW, 49165, 80, (0x3F0011AA, 0x1D2C3B4A), (0x6601, 0x3401), (2150000, 771960452))
    sample("http-request", "lines of text, the last one empty",
           ("A to the web server", 0, tcp.segment(0, 0, PSH | ACK, request)))
    sample("http-response", "a status line, header fields, an empty line, the content",
           ("The web server to A", 0, tcp.segment(1, 18888, PSH | ACK, response)))

    def secret(label):
        return hashlib.sha256(b"netlab sample " + label).digest()

    key = secret(b"key share")
    key = key[:31] + u8(key[31] & 0x7F)
    extensions = b"".join([
        extension(0, vector(2, u8(0) + vector(2, b"www.example.com"))),  # server_name
        extension(23, b""),  # extended_master_secret
        extension(0xFF01, vector(1, b"")),  # renegotiation_info
        extension(10, vector(2, u16(0x001D, 0x0017, 0x0018))),  # supported_groups: x25519, secp256r1, secp384r1
        extension(11, vector(1, u8(0))),  # ec_point_formats: uncompressed
        extension(35, b""),  # session_ticket
        extension(16, vector(2, strings("h2", "http/1.1"))),  # application_layer_protocol_negotiation
        extension(5, u8(1) + u16(0, 0)),  # status_request: ocsp
        extension(13, vector(2, u16(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601))),  # signature_algorithms
        extension(51, vector(2, extension(0x001D, key))),  # key_share: x25519
        extension(45, vector(1, u8(1))),  # psk_key_exchange_modes: psk_dhe_ke
        extension(43, vector(1, u16(0x0304, 0x0303))),  # supported_versions: TLS 1.3, TLS 1.2
    ])
    ciphers = u16(0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8)
    hello = (u16(0x0303) + secret(b"random") + vector(1, secret(b"session id")) + vector(2, ciphers) + vector(1, u8(0))
             + vector(2, extensions))
    record = u8(22) + u16(0x0301) + vector(2, u8(1) + vector(3, hello))
    tls = Conversation(A, WWW, 49166, 443, (0x41F70D13, 0xE2A9550C), (0x6701, 0x3501), (2160480, 771970932))
    sample("tls-client-hello", "TLS 1.3 (RFC 8446); the server's name still goes in clear text",
           ("A to the web server", 0, tls.segment(0, 0, PSH | ACK, record)))


# VLAN, LLC and other links


def link_samples():
    def tagged(source, destination, message, ident):
        return ethernet(source.mac, destination.mac, IPV4, ipv4(source.ip, destination.ip, ICMP, message, ident),
                        [(SVLAN, 0, 0, 100), (VLAN, 0, 0, 7)])

    sample("qinq", "802.1ad: the provider's tag (88a8) in front of the customer's (8100)",
           ("Echo request, A to B", 0, tagged(A, B, echo(8, 0x1F30), 0x4C60)),
           ("Echo reply, B to A", 340, tagged(B, A, echo(0, 0x1F30), 0x9E60)))

    # root and bridge identifiers: priority 32768, then the MAC address; times in 1/256 s
    times = u16(1 << 8, 20 << 8, 2 << 8, 15 << 8)
    bridge = u16(0x8000) + mac("02:00:00:00:10:f1") + u32(4) + u16(0x8000) + mac(BRIDGE) + u16(0x8002) + times
    llc = u8(0x42, 0x42, 0x03)
    sample("llc-stp", "the field after the addresses, 0026 (38), is a length: LLC follows, then padding",
           ("A bridge tells its neighbours who the root is", 0,
            ieee8023(BRIDGE, "01:80:c2:00:00:00", llc + u16(0) + u8(0, 0, 0) + bridge)))
    sample("rstp", "flags 3c: designated port, learning, forwarding",
           ("A bridge tells its neighbours who the root is, by the rapid protocol", 0,
            ieee8023(BRIDGE, "01:80:c2:00:00:00", llc + u16(0) + u8(2, 2, 0x3C) + bridge + u8(0))))
    data = udp(A.ip, B.ip, 45003, 9999, b"IPv4 in 802.3\n")
    sample("llc-snap", "IPv4 in an 802.3 frame (RFC 1042): LLC aa aa 03, then OUI and EtherType",
           ("A to port 9999 of B", 0,
            ieee8023(A.mac, B.mac, u8(0xAA, 0xAA, 3, 0, 0, 0) + u16(IPV4) + ipv4(A.ip, B.ip, UDP, data, 0x4C61))))

    data = udp(A.ip, WWW.ip, 45004, 9999, b"no link layer at all\n")
    sample("raw-ipv4", "the capture begins with the IPv4 header, as on a tunnel interface",
           ("A to port 9999 of the web server", 0, ipv4(A.ip, WWW.ip, UDP, data, 0x4C62)))
    data = udp("127.0.0.1", "127.0.0.1", 45005, 9999, b"from myself to myself\n")
    sample("null-loopback", "four octets of address family in the byte order of the capturing machine, here 2 little-endian",
           ("127.0.0.1 to itself", 0, (2).to_bytes(4, "little") + ipv4("127.0.0.1", "127.0.0.1", UDP, data, 0x4C63)))
    for kind, header, ident in ("sll", sll, 0x1F31), ("sll2", sll2, 0x1F32):
        sample(kind, "what Linux writes when it captures on all interfaces: one address only, and the direction",
               ("Echo request, sent by A", 0, header(4, A.mac, IPV4, ipv4(A.ip, B.ip, ICMP, echo(8, ident), ident, df=True))),
               ("Echo reply, received by A", 190, header(0, B.mac, IPV4, ipv4(B.ip, A.ip, ICMP, echo(0, ident), ident + 64))))


# IPv4


def ipv4_samples():
    # Route and timestamps are filled in by the stations on the way. Three hops fit in the route, two in the timestamps;
    # the three stations left over are counted (RFC 791, 3.1). The options end with one octet of end-of-list.
    def options4(route, stamps, overflow):
        recorded = b"".join(ip(hop) for hop in route)
        stamped = b"".join(ip(hop) + u32(time) for hop, time in stamps)
        return (u8(7, 15, 4 + len(recorded)) + recorded.ljust(12, b"\0") + u8(0x94, 4, 0, 0)
                + u8(0x44, 20, 5 + len(stamped), overflow << 4 | 1) + stamped.ljust(16, b"\0") + u8(0))

    route = ["198.51.100.2", "203.0.113.1", WWW.ip]
    stamps = [("198.51.100.2", 417032), ("203.0.113.1", 417041)]  # ms since midnight UT
    sample("ipv4-options", "record route, router alert, timestamp: 40 octets, all that a header has room for",
           ("Echo request: route and timestamps still empty", 0,
            packet(A, WWW, ICMP, echo(8, 0x1F33), ident=0x4C70, options=options4([], [], 0))),
           ("Echo reply: filled in on the way, three stations found no room for their timestamp", 36712,
            packet(WWW, A, ICMP, echo(0, 0x1F33), ident=0x9E70, options=options4(route, stamps, 3))))

    text = b"".join(b"line %02d of 40: hello, network\n" % n for n in range(1, 41))
    whole = udp(REMOTE.ip, A.ip, 45006, 9999, text)
    room = (576 - 20) // 8 * 8
    frames = []
    for offset in range(0, len(whole), room):
        more = offset + room < len(whole)
        frames.append((f"Octets {offset} and on{'' if more else ', the last ones'}", offset * 2, packet(
            REMOTE, A, UDP, whole[offset : offset + room], ident=0xBEEF, mf=more, offset=offset)))
    sample("ipv4-fragments", f"a UDP datagram of {len(whole)} octets that came over a link with an MTU of 576", *frames)

    alert = u8(0x94, 4, 0, 0)
    query = with_checksum(u8(0x11, 100) + u16(0) + ip("0.0.0.0") + u8(2, 125) + u16(0), 2)
    sample("igmp-query", "IGMPv3 (RFC 9776), with the router alert option and TTL 1",
           ("The gateway asks all hosts which groups they listen to", 0,
            packet(GATEWAY, Host("01:00:5e:00:00:01", "224.0.0.1"), IGMP, query, tos=0xC0, ttl=1, df=True, options=alert)))
    records = (u8(2, 0) + u16(0) + ip("233.252.0.1")  # MODE_IS_EXCLUDE, no source: anyone may send
               + u8(1, 0) + u16(1) + ip("233.252.0.2") + ip(REMOTE.ip))  # MODE_IS_INCLUDE: this source only
    report = with_checksum(u8(0x22, 0) + u16(0, 0, 2) + records, 2)
    sample("igmpv3-report", "two group records, the second with a source",
           ("A tells the routers which groups it listens to", 0,
            packet(A, Host("01:00:5e:00:00:16", "224.0.0.22"), IGMP, report, tos=0xC0, ttl=1, df=True, options=alert)))

    inner = ("10.0.1.10", "10.0.2.20")
    tunnel = [ipv4(*inner, ICMP, echo(8, 0x1F34), 0x11A0, 63, df=True), ipv4(*inner[::-1], ICMP, echo(0, 0x1F34), 0x22A0, 63)]
    sample("ipip", "IPv4 in IPv4 (RFC 2003): protocol 4",
           ("Echo request inside, A to the far end of the tunnel outside", 0, packet(A, REMOTE, IPIP, tunnel[0], ident=0x4C71)),
           ("Echo reply inside", 20117, packet(REMOTE, A, IPIP, tunnel[1], ident=0x7003)))
    near, far = "2001:db8:20::10", "2001:db8:113::10"
    ping = [ipv6(near, far, ICMPV6, echo6(near, far, 128, 0x1F35)), ipv6(far, near, ICMPV6, echo6(far, near, 129, 0x1F35), 57)]
    sample("6in4", "IPv6 in IPv4 (RFC 4213): protocol 41",
           ("Echo request inside, A to the far end of the tunnel outside", 0, packet(A, REMOTE, SIT, ping[0], ident=0x4C72)),
           ("Echo reply inside", 21408, packet(REMOTE, A, SIT, ping[1], ident=0x7004)))


# IPv6


def echo6(source, destination, kind, ident):
    return icmp6(source, destination, kind, 0, u16(ident, 1) + bytes(range(0x10, 0x48)))


def ipv6_samples():
    def frame(source, destination_mac, source_ip, destination_ip, next_header, payload, hop_limit=64):
        octets = ipv6(source_ip, destination_ip, next_header, payload, hop_limit)
        return ethernet(source.mac, destination_mac, IPV6, octets)

    def discovery(source, destination_mac, source_ip, destination_ip, kind, body):
        message = icmp6(source_ip, destination_ip, kind, 0, body)
        return frame(source, destination_mac, source_ip, destination_ip, ICMPV6, message, 255)

    node = "ff02::1:ff00:11"
    sample("ipv6-nd", "what ARP is to IPv4 (RFC 4861)",
           ("Neighbour solicitation: A asks B's solicited-node group", 0, discovery(
               A, "33:33:ff:00:00:11", A.ip6, node, 135, bytes(4) + ip(B.ip6) + u8(1, 1) + mac(A.mac))),
           ("Neighbour advertisement, solicited and override: B answers", 188, discovery(
               B, A.mac, B.ip6, A.ip6, 136, u32(0x60000000) + ip(B.ip6) + u8(2, 1) + mac(B.mac))))
    prefix = u8(3, 4, 64, 0xC0) + u32(2592000, 604800, 0) + ip("2001:db8:10:10::")
    router = (u8(64, 0) + u16(1800) + u32(0, 0) + u8(1, 1) + mac(GATEWAY.mac) + u8(5, 1) + u16(0) + u32(1500) + prefix
              + u8(25, 3) + u16(0) + u32(1800) + ip(DNS.ip6))
    sample("ipv6-ra", "how hosts learn router, prefix, MTU and DNS server (RFC 4861, RFC 8106)",
           ("Router solicitation: A asks all routers", 0, discovery(
               A, "33:33:00:00:00:02", A.link_local, "ff02::2", 133, bytes(4) + u8(1, 1) + mac(A.mac))),
           ("Router advertisement: the gateway tells all nodes", 2210, discovery(
               GATEWAY, "33:33:00:00:00:01", GATEWAY.link_local, "ff02::1", 134, router)))
    sample("ipv6-echo", "ping over IPv6",
           ("Echo request, A to B", 0, frame(A, B.mac, A.ip6, B.ip6, ICMPV6, echo6(A.ip6, B.ip6, 128, 0x1F36))),
           ("Echo reply, B to A", 231, frame(B, A.mac, B.ip6, A.ip6, ICMPV6, echo6(B.ip6, A.ip6, 129, 0x1F36))))

    # In the order of RFC 8200, 4.1. Router alert value 65503 is one of those for experiments (RFC 5350).
    # Routing type 4 (RFC 8754): the segments last to first; the destination is the active one, list[segments left],
    # and the UDP checksum is over the last one. The fragment header of an unfragmented packet: RFC 6946.
    # Destination option 0f: performance and diagnostic metrics (RFC 8250).
    last, via = "2001:db8:113::10", "2001:db8:100::1"
    metrics = u8(15, 10, 0, 0) + u16(25, 24, 0, 0) + u8(1, 0)
    segments = u8(FRAGMENT, 4, 4, 1, 1, 0) + u16(0) + ip(last) + ip(via)
    chain = (options6(ROUTING, u8(5, 2) + u16(65503) + u8(1, 0)) + segments + u8(DESTINATION, 0) + u16(0) + u32(0x6E6C0001)
             + options6(UDP, metrics) + udp(A.ip6, last, 45007, 9999, b"via 2001:db8:100::1\n"))
    sample("ipv6-extensions", "hop-by-hop options, routing, fragment, destination options; then UDP",
           ("A to the web server, by way of a router", 0, frame(A, GATEWAY.mac, A.ip6, via, HOP_BY_HOP, chain)))

    group = "ff02::16"
    records = u8(4, 0) + u16(0) + ip("ff02::1:ff00:10") + u8(4, 0) + u16(0) + ip("ff02::fb")  # CHANGE_TO_EXCLUDE_MODE
    report = icmp6(A.link_local, group, 143, 0, u16(0, 2) + records)
    sample("mld", "MLDv2 report (RFC 9777): hop limit 1 and a router alert, so that routers look",
           ("A joins its solicited-node group and that of mDNS", 0, frame(
               A, "33:33:00:00:00:16", A.link_local, group, HOP_BY_HOP,
               options6(ICMPV6, u8(5, 2, 0, 0, 1, 0)) + report, 1)))


# Broken on purpose


def broken_samples():
    sent = datagram(REMOTE, A, 45008, 9999, b"one hop too many?\n", ident=0x3601, ttl=58)
    sample("bad-checksum", "broken on purpose: the IPv4 header checksum is that of TTL 58",
           ("The gateway took 1 from the TTL and left the checksum as it was", 0, sent[:22] + u8(57) + sent[23:]))
    sent = datagram(REMOTE, A, 45009, 9999, b"The bit is out there.\n", ident=0x3602)
    at = sent.index(b"out")
    sample("bad-udp-checksum", "broken on purpose: on the way one bit of the data changed, 'out' became 'nut'",
           ("From outside to port 9999 of A", 0, sent[:at] + u8(sent[at] ^ 1) + sent[at + 1 :]))
    sample("truncated", "captured with a snap length of 64: the last 34 octets of each frame are not in the file",
           ("Echo request, A to B", 0, packet(A, B, ICMP, echo(8, 0x1F37), ident=0x4C80, df=True)[:64], 98),
           ("Echo reply, B to A", 207, packet(B, A, ICMP, echo(0, 0x1F37), ident=0x9E80)[:64], 98))
    sample("bad-length", "broken on purpose: the IPv4 header says 100 octets, the frame has room for 46",
           ("From outside to port 9999 of A", 0,
            datagram(REMOTE, A, 45010, 9999, b"where is the rest\n", ident=0x3603, total=100)))


def main():
    directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2] / "src/sample"
    for build in (arp_samples, dhcp_samples, dns_samples, icmp_samples, transport_samples, link_samples, ipv4_samples,
                  ipv6_samples, broken_samples):
        build()
    for name, text in SAMPLES.items():
        (directory / f"{name}.hex").write_text(text, encoding="ascii", newline="\n")


main()
