//! Exercises: Ethernet.

use crate::chance::Chance;
use crate::exercise::draws::{Ipv4, arp, ethernet, hex, host, mac};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{text, write};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&READ];

static SOURCE_FIRST: Misconception = Misconception {
    id: "source-stands-first",
    name: text(
        "the source was taken to stand first; the destination does, so that a switch can decide early",
        "认为源地址在前；其实目的地址在前，交换机可以尽早决定",
    ),
};

static PREAMBLE: Misconception = Misconception {
    id: "preamble-is-captured",
    name: text(
        "the first 8 octets were taken for the preamble, which no capture has",
        "把前 8 个字节当成了前同步码，而抓包里没有它",
    ),
};

static LONG_TYPE: Misconception = Misconception {
    id: "type-has-six-octets",
    name: text(
        "the type was taken to be as long as an address; it has 2 octets",
        "认为类型字段和地址一样长；它只有 2 字节",
    ),
};

/// The three fields of an Ethernet header.
pub static READ: Exercise = Exercise::new(
    "ethernet-read",
    Kind::Read,
    1,
    text("The header of a frame", "帧的首部"),
    &[&SOURCE_FIRST, &PREAMBLE, &LONG_TYPE],
    read,
);

fn read(chance: &mut Chance) -> Task {
    let (from, to) = (mac(chance), mac(chance));
    let (sender, target) = (host(chance, 24), host(chance, 24));
    let (ethertype, payload) = if chance.coin() {
        (0x0806, arp(2, (from, sender), (to, target)))
    } else {
        let ip = Ipv4 {
            id: chance.below(1 << 16) as u16,
            flags_and_offset: 0x4000,
            ttl: 64,
            protocol: 17,
            source: sender,
            destination: target,
        };
        (0x0800, ip.with_udp([chance.between(49152, 65535) as u16, 53], b"netlab"))
    };
    let frame = ethernet(to, from, ethertype, &payload);
    let at = |start: usize, count: usize| frame.get(start..start + count).unwrap_or(&[]).to_vec();
    let mac_at = |start: usize| Value::Mac(at(start, 6).try_into().unwrap_or([0; 6]));
    let parts = vec![
        Part::new("dst", text("destination", "目的地址"), Form::Mac, Value::Mac(to)),
        Part::new("src", text("source", "源地址"), Form::Mac, Value::Mac(from)),
        Part::new(
            "ethertype",
            text("EtherType, in hexadecimal", "类型字段（十六进制）"),
            Form::Octets,
            Value::Octets(at(12, 2)),
        ),
    ];
    let asks = say!(
        en: "This frame was captured on an Ethernet link. Where is it going, where does it come from, and what does its type field say?",
        zh: "这是在以太网链路上抓到的一个帧。它发往哪里，来自哪里，类型字段是什么？"
    );
    let (shown_to, shown_from) = (write::shown_mac(&to), write::shown_mac(&from));
    let hints = [
        say!(
            en: "An Ethernet header has 14 octets: 6, 6 and 2 (IEEE 802.3 §3.1.1). A capture has no preamble.",
            zh: "以太网首部有 14 字节：6、6 和 2（IEEE 802.3 §3.1.1）。抓包里没有前同步码。"
        ),
        say!(
            en: "A frame begins with whom it is for: octets 0 to 5. `netlab explain ethernet` draws the header.",
            zh: "帧的开头是收件方：第 0 到 5 字节。`netlab explain ethernet` 画出首部。"
        ),
        say!(
            en: "Octets 0-5 are the destination {to}, 6-11 the source {from}, 12-13 the type {ethertype:04x}.",
            zh: "第 0-5 字节是目的地址 {to}，第 6-11 字节是源地址 {from}，第 12-13 字节是类型 {ethertype:04x}。",
            to = shown_to, from = shown_from, ethertype = ethertype
        ),
    ];
    let see = format!("netlab frame --dump {}", hex(&frame));
    Task::new(asks, parts, hints, &see)
        .mistaken_in(&SOURCE_FIRST, vec![("dst", Value::Mac(from)), ("src", Value::Mac(to))], &see)
        .mistaken_in(
            &PREAMBLE,
            vec![("dst", mac_at(8)), ("src", mac_at(14)), ("ethertype", Value::Octets(at(20, 2)))],
            &see,
        )
        .mistaken_in(&LONG_TYPE, vec![("ethertype", Value::Octets(at(12, 6)))], &see)
        .shows(Exhibit::Frames { link: 1, frames: vec![frame] })
}
