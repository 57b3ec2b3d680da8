//! Exercises: IPv4, the whole header: drawn in its figure, sent on by a router; claims.

use super::super::ethernet::SOURCE_FIRST;
use super::IHL_IN_OCTETS;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{Ipv4, checksum, dump, ethernet, hex, host, mac};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Text, text, write};

/// The blank figure of the header, to be filled in.
pub static FIGURE: Exercise = Exercise::new(
    "ipv4-figure",
    Kind::Build,
    2,
    text("Draw the header in its blank figure", "在空白图中填写首部"),
    &[&HALVES, &IHL_IN_OCTETS, &LITTLE_ENDIAN, &WRONG_FLAG, &TTL_AFTER_PROTOCOL],
    figure,
);

static HALVES: Misconception = Misconception::new(
    "version-is-the-low-half",
    text(
        "Version and IHL changed places: the version is the left half of the octet",
        "版本与首部长度写反了：版本是该字节的左半",
    ),
);

static LITTLE_ENDIAN: Misconception = Misconception::new(
    "low-octet-first",
    text(
        "the low octet was written first; on the network the high octet goes first",
        "先写了低位字节；网络上高位字节在先",
    ),
);

static WRONG_FLAG: Misconception = Misconception::new(
    "flags-df-and-mf-swapped",
    text(
        "DF and MF were taken for each other: the three flags are 0, DF, MF from the left",
        "把 DF 和 MF 弄反了：三个标志从左到右是 0、DF、MF",
    ),
);

static TTL_AFTER_PROTOCOL: Misconception = Misconception::new(
    "protocol-before-ttl",
    text("Protocol was put before Time to Live", "把协议字段放在了生存时间之前"),
);

fn figure(chance: &mut Chance) -> Task {
    let total = 20 + 8 * chance.between(31, 60) as u16;
    let dont = chance.coin();
    let protocol = chance.pick([(1u8, "ICMP"), (6, "TCP"), (17, "UDP")]);
    let ip = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: if dont { 0x4000 } else { 0x2000 },
        ttl: chance.between(30, 128) as u8,
        protocol: protocol.0,
        source: host(chance, 24),
        destination: host(chance, 24),
    };
    let datagram = ip.with(&vec![0; usize::from(total) - 20]);
    let octet = |i: usize| Value::Octets(datagram.iter().skip(i).take(1).copied().collect());
    let one = |octet: u8| Value::Octets(vec![octet]);
    let part = |key, label: Text, i: usize| Part::new(key, label, Form::Octets, octet(i));
    let parts = vec![
        part("o0", text("octet 0", "第 0 字节"), 0),
        part("o2", text("octet 2", "第 2 字节"), 2),
        part("o3", text("octet 3", "第 3 字节"), 3),
        part("o6", text("octet 6", "第 6 字节"), 6),
        part("o8", text("octet 8", "第 8 字节"), 8),
        part("o9", text("octet 9", "第 9 字节"), 9),
        part("o12", text("octet 12", "第 12 字节"), 12),
    ];
    let flag = if dont { "DF" } else { "MF" };
    let asks = say!(
        en: "A datagram without options, {total} octets long, has {flag} set and the offset 0, TTL {ttl}, carries {name} (protocol {protocol}) and comes from {source}. Fill in the octets that are missing in its header, in hexadecimal.",
        zh: "一个不带选项的数据报总长 {total} 字节，{flag} 为 1，片偏移为 0，TTL 为 {ttl}，载有 {name}（协议号 {protocol}），来自 {source}。用十六进制填写首部中空缺的字节。",
        total = total, flag = flag, ttl = ip.ttl, name = protocol.1, protocol = protocol.0, source = ip.source
    );
    let hints = [
        say!(
            en: "RFC 791 §3.1 draws four octets a row: `netlab explain ipv4`. The high octet of a number goes first.",
            zh: "RFC 791 §3.1 的图每行四个字节，见 `netlab explain ipv4`。数的高位字节在先。"
        ),
        say!(
            en: "A header without options has 5 words of 4 octets. Flags are the three highest bits of octet 6: 0, DF, MF.",
            zh: "不带选项的首部是 5 个 4 字节的字。标志是第 6 字节最高的三位：0、DF、MF。"
        ),
        say!(
            en: "45; {total} is {total:04x}; {flag} makes octet 6 {flags:02x}; TTL {ttl:02x}, protocol {protocol:02x}; the source begins {first:02x}.",
            zh: "45；{total} 即 {total:04x}；{flag} 使第 6 字节为 {flags:02x}；TTL {ttl:02x}，协议 {protocol:02x}；源地址以 {first:02x} 开头。",
            total = total, flag = flag, flags = ip.flags_and_offset >> 8, ttl = ip.ttl, protocol = protocol.0,
            first = ip.source.octets()[0]
        ),
    ];
    let cell = |i: usize| match i {
        0 => Cell::Asked("o0"),
        2 => Cell::Asked("o2"),
        3 => Cell::Asked("o3"),
        6 => Cell::Asked("o6"),
        8 => Cell::Asked("o8"),
        9 => Cell::Asked("o9"),
        12 => Cell::Asked("o12"),
        _ => Cell::same(&hex(&datagram[i..=i])),
    };
    let rows = (0..5).map(|row| (0..4).map(|i| cell(row * 4 + i)).collect()).collect();
    let head = vec![
        text("bits 0-7", "位 0-7").into(),
        text("bits 8-15", "位 8-15").into(),
        text("bits 16-23", "位 16-23").into(),
        text("bits 24-31", "位 24-31").into(),
    ];
    let frame = ethernet([2, 0, 0, 0, 0, 1], [2, 0, 0, 0, 0, 2], 0x0800, &ip.with(&[]));
    let see = format!("netlab frame --figure {}", hex(&frame));
    Task::new(asks, parts, hints, &see)
        .given("total", &total)
        .given("flag", flag)
        .given("ttl", &ip.ttl)
        .given("protocol", &protocol.0)
        .given("source", &ip.source)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&HALVES, vec![("o0", one(0x54))], &see)
        .mistaken_in(
            &LITTLE_ENDIAN,
            vec![("o2", octet(3)), ("o3", octet(2)), ("o12", one(ip.source.octets()[3]))],
            &see,
        )
        .mistaken_in(&WRONG_FLAG, vec![("o6", one(if dont { 0x20 } else { 0x40 }))], &see)
        .mistaken_in(&TTL_AFTER_PROTOCOL, vec![("o8", octet(9)), ("o9", octet(8))], &see)
        .mistaken_in(&IHL_IN_OCTETS, vec![("o0", one(0x14))], &see)
}

/// What a router sends on.
pub static FORWARD: Exercise = Exercise::new(
    "ipv4-forward",
    Kind::Build,
    3,
    text("Be the router: send the datagram on", "你是路由器：转发数据报"),
    &[&STALE_CHECKSUM, &SAME_MACS, &OWN_SOURCE, &SOURCE_FIRST],
    forward,
);

static STALE_CHECKSUM: Misconception = Misconception::new(
    "checksum-kept-after-ttl",
    text(
        "the TTL was changed and the checksum was not: it covers the TTL",
        "改了 TTL 而没有改检验和：它也检验 TTL",
    ),
);

pub(in crate::exercise::topic) static SAME_MACS: Misconception = Misconception::new(
    "mac-addresses-stay",
    text(
        "the MAC addresses were kept; each link has a frame of its own",
        "保留了原来的 MAC 地址；每条链路上的帧都是新的",
    ),
);

pub(in crate::exercise::topic) static OWN_SOURCE: Misconception = Misconception::new(
    "router-puts-its-own-address",
    text(
        "the router was taken to put its own IP address as source; the IP addresses stay from end to end",
        "以为路由器把源 IP 地址换成自己的；IP 地址从头到尾不变",
    ),
);

fn forward(chance: &mut Chance) -> Task {
    let (host_mac, in_mac, out_mac, next_mac) = (mac(chance), mac(chance), mac(chance), mac(chance));
    let ip = Ipv4 {
        id: chance.below(1 << 16) as u16,
        flags_and_offset: 0x4000,
        ttl: chance.between(2, 64) as u8,
        protocol: 17,
        source: host(chance, 24),
        destination: host(chance, 24),
    };
    let before = ip.with_udp([chance.between(49152, 65535) as u16, 9], b"pass me on, 18 oct");
    let arrived = ethernet(in_mac, host_mac, 0x0800, &before);
    let after = Ipv4 { ttl: ip.ttl - 1, ..ip }.with(&before[20..]);
    let sent = ethernet(next_mac, out_mac, 0x0800, &after);
    let out_address = host(chance, 24);
    let payload = before[20..].to_vec();
    let (source, destination, ttl) = (ip.source, ip.destination, ip.ttl);
    let judge = move |value: &Value| {
        let Value::Octets(frame) = value else { return vec![Point::new(false, text("octets", "字节"))] };
        let is = |start: usize, octets: &[u8]| frame.get(start..start + octets.len()) == Some(octets);
        vec![
            Point::new(
                is(0, &next_mac),
                text("Ethernet destination: the next hop", "以太网目的地址：下一跳"),
            ),
            Point::new(
                is(6, &out_mac),
                text("Ethernet source: the interface that sends", "以太网源地址：发出的接口"),
            ),
            Point::new(is(12, &[8, 0]), text("EtherType: IPv4", "类型字段：IPv4")),
            Point::new(
                is(14, &before[..8]),
                text("header up to the TTL: as it came", "TTL 之前的首部：与到达时相同"),
            ),
            Point::new(is(22, &[ttl - 1]), text("TTL: this router counted", "TTL：计入了这台路由器")),
            Point::new(
                frame.get(14..34).is_some_and(|header| checksum(header) == 0),
                text("header checksum: fits the header", "首部检验和：与首部相符"),
            ),
            Point::new(
                is(26, &source.octets()) && is(30, &destination.octets()),
                text("IP addresses: from end to end", "IP 地址：从头到尾"),
            ),
            Point::new(is(34, &payload), text("data: untouched", "数据：未改动")),
            Point::new(
                frame.len() >= 60 && frame.iter().skip(14 + before.len()).all(|octet| *octet == 0),
                text(
                    "length: as long as a frame has to be, zeros behind the datagram",
                    "长度：不短于最短的帧，数据报之后为零",
                ),
            ),
        ]
    };
    let part = Part::by(
        "frame",
        text("the frame, in hexadecimal, without FCS", "该帧（十六进制，不含 FCS）"),
        Form::Octets,
        Value::Octets(sent.clone()),
        judge,
    );
    let [shown_in, shown_out, shown_next] = [in_mac, out_mac, next_mac].map(|mac| write::shown_mac(&mac));
    let asks = say!(
        en: "This frame reached a router at its interface {arrived}. The datagram leaves by the interface {out} ({address}) to the next hop, whose MAC address is {next}. Build the frame that leaves.",
        zh: "这个帧到达路由器的接口 {arrived}。数据报从接口 {out}（{address}）发往下一跳，其 MAC 地址是 {next}。构造发出的帧。",
        arrived = shown_in, out = shown_out, address = out_address, next = shown_next
    );
    let sum = u16::from_be_bytes([after[10], after[11]]);
    let hints = [
        say!(
            en: "A router takes the datagram out of its frame and puts it in a new one (RFC 1812 §5.2.1). What does it change inside?",
            zh: "路由器把数据报从帧中取出，装入新的帧（RFC 1812 §5.2.1）。它对数据报改动了什么？"
        ),
        say!(
            en: "New MAC addresses, TTL less one, and the checksum that follows from that; nothing else.",
            zh: "新的 MAC 地址，TTL 减一，以及随之改变的检验和；别的都不变。"
        ),
        say!(
            en: "{next} {out} 0800, TTL {ttl:02x}, checksum {sum:04x}: {frame}",
            zh: "{next} {out} 0800，TTL {ttl:02x}，检验和 {sum:04x}：{frame}",
            next = shown_next, out = shown_out, ttl = ttl - 1, sum = sum, frame = hex(&sent)
        ),
    ];
    let with = |at: usize, octets: &[u8]| {
        let mut frame = sent.clone();
        frame.iter_mut().skip(at).zip(octets).for_each(|(octet, new)| *octet = *new);
        Value::Octets(frame)
    };
    let own = Ipv4 { ttl: ttl - 1, source: out_address, ..ip }.with(&arrived[34..14 + after.len()]);
    let (stale, same) = (with(24, &arrived[24..26]), with(0, &arrived[..12]));
    let swapped = with(0, &[out_mac, next_mac].concat());
    let see = dump(&sent);
    Task::new(asks, vec![part], hints, &see)
        .given("out", &shown_out)
        .given("next", &shown_next)
        .shows(Exhibit::Frames { link: 1, frames: vec![arrived] })
        .mistaken(&STALE_CHECKSUM, stale, &see)
        .mistaken(&SAME_MACS, same, &see)
        .mistaken(&OWN_SOURCE, Value::Octets(ethernet(next_mac, out_mac, 0x0800, &own)), &see)
        .mistaken(&SOURCE_FIRST, swapped, &see)
}

/// Claims about IPv4.
pub static CLAIMS: Exercise = Exercise::new(
    "ipv4-claims",
    Kind::Refute,
    2,
    text("Is it so? IPv4", "是这样吗？IPv4"),
    &[&ONE_MACHINE, &MASK_TRAVELS, &ANY_ADDRESS, &ORDERED],
    |chance| refute(chance, ABOUT),
);

static ONE_MACHINE: Misconception = Misconception::new(
    "address-is-the-machine",
    text(
        "an IP address was taken for the name of one machine in the world; it is an interface's, and private ones are everywhere",
        "以为 IP 地址唯一标识世界上的一台机器；它属于接口，而专用地址到处都有",
    ),
);

static MASK_TRAVELS: Misconception = Misconception::new(
    "mask-travels-in-the-datagram",
    text(
        "the mask was taken to be in the header; each host and router knows its own",
        "以为掩码写在首部里；其实各主机和路由器只用自己的",
    ),
);

static ANY_ADDRESS: Misconception = Misconception::new(
    "every-address-is-a-hosts",
    text(
        "all of 2^32 addresses were taken for hosts' addresses; some mean everybody, nobody or oneself",
        "以为 2^32 个地址都可作主机地址；其中有的表示所有主机、无地址或本机",
    ),
);

static ORDERED: Misconception = Misconception::new(
    "datagrams-are-numbered-in-order",
    text(
        "datagrams were taken to be numbered and kept in order; the Identification only tells fragments apart",
        "以为数据报有编号并按序交付；标识字段只用来区分数据报片",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "An IP address identifies one machine in the whole world.",
            "一个 IP 地址在全世界唯一标识一台机器。",
        ),
        holds: false,
        misconception: &ONE_MACHINE,
        idea: text("who else uses 192.168.1.1?", "还有谁在用 192.168.1.1？"),
        because: text(
            "private addresses are used again in every network, and an address is an interface's (RFC 1918, RFC 791 §2.3)",
            "每个网络都重复使用专用地址，而且地址属于接口（RFC 1918、RFC 791 §2.3）",
        ),
        shown_by: text(
            "192.168.1.1 is Private-Use: no router of the Internet carries it",
            "192.168.1.1 是专用地址：互联网上的路由器不转发它",
        ),
        not_by: &[
            text("an address has 32 bits", "地址有 32 位"),
            text(
                "the network part of 192.168.1.1/24 is 192.168.1.0",
                "192.168.1.1/24 的网络地址是 192.168.1.0",
            ),
        ],
        see: "netlab subnet 192.168.1.1/24",
    },
    Claim {
        says: text(
            "A datagram carries the mask of its source, so that routers know the network.",
            "数据报带着源主机的掩码，路由器由此知道网络地址。",
        ),
        holds: false,
        misconception: &MASK_TRAVELS,
        idea: text("look for the mask among the fields of the header", "在首部各字段中找一找掩码"),
        because: text(
            "the header has no field for it; a router matches the destination with the prefixes of its own table",
            "首部没有这个字段；路由器用自己路由表中的前缀去匹配目的地址",
        ),
        shown_by: text("none of the fields of the IPv4 header is a mask", "IPv4 首部的字段中没有掩码"),
        not_by: &[
            text("source and destination address have 4 octets each", "源地址和目的地址各 4 字节"),
            text("the header can have options", "首部可以带选项"),
        ],
        see: "netlab explain ipv4",
    },
    Claim {
        says: text(
            "A host may be given the address 255.255.255.255 like any other.",
            "255.255.255.255 和别的地址一样可以分配给主机。",
        ),
        holds: false,
        misconception: &ANY_ADDRESS,
        idea: text("to whom does a datagram to this address go?", "发往这个地址的数据报会到谁那里？"),
        because: text(
            "it is the limited broadcast: all hosts of the link (RFC 919 §7)",
            "它是受限广播地址：本链路上的所有主机（RFC 919 §7）",
        ),
        shown_by: text(
            "the registry has it as Limited Broadcast, never a source",
            "登记表写明它是受限广播地址，不能作源地址",
        ),
        not_by: &[
            text("it is 32 ones in bits", "它的二进制是 32 个 1"),
            text("it begins with 255, so it is class E", "它以 255 开头，属于 E 类"),
        ],
        see: "netlab subnet 255.255.255.255/32",
    },
    Claim {
        says: text(
            "127.5.6.7 is this host itself, as 127.0.0.1 is.",
            "127.5.6.7 和 127.0.0.1 一样表示本机。",
        ),
        holds: true,
        misconception: &ANY_ADDRESS,
        idea: text("how large is the block that is kept for loopback?", "留给环回的地址块有多大？"),
        because: text(
            "all of 127.0.0.0/8 is loopback (RFC 1122 §3.2.1.3)",
            "整个 127.0.0.0/8 都是环回地址（RFC 1122 §3.2.1.3）",
        ),
        shown_by: text("it is in 127.0.0.0/8, Loopback", "它属于环回地址块 127.0.0.0/8"),
        not_by: &[
            text(
                "it is a host's address in 127.0.0.0/8 and not the network's",
                "它是 127.0.0.0/8 中的主机地址，不是网络地址",
            ),
            text("it begins with a number less than 128", "它的第一个数小于 128"),
        ],
        see: "netlab subnet 127.5.6.7/8",
    },
    Claim {
        says: text(
            "IP numbers its datagrams by the Identification and delivers them in that order.",
            "IP 用标识字段给数据报编号，并按这个顺序交付。",
        ),
        holds: false,
        misconception: &ORDERED,
        idea: text("which datagrams need an Identification at all?", "哪些数据报才用得着标识字段？"),
        because: text(
            "it tells which fragments belong together (RFC 791 §3.1); order is TCP's work",
            "它只说明哪些片属于同一数据报（RFC 791 §3.1）；按序是 TCP 的事",
        ),
        shown_by: text(
            "the three fragments have one Identification and three offsets",
            "三个数据报片的标识相同，片偏移不同",
        ),
        not_by: &[
            text("the Identification has 16 bits", "标识字段有 16 位"),
            text("the first fragment has the offset 0", "第一个片的片偏移是 0"),
        ],
        see: "netlab frame --summary --sample ipv4-fragments",
    },
];
