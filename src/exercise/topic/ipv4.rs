//! Exercises: IPv4 and the AND.

use crate::chance::Chance;
use crate::exercise::draws::{host, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&NEIGHBOURS];

static LOOKS_ALIKE: Misconception = Misconception {
    id: "same-first-octets",
    name: text(
        "addresses that begin with the same three numbers were taken to be in one network, whatever the mask",
        "认为前三个数相同的地址就在同一网络，不看掩码",
    ),
};

static LOOKS_DIFFERENT: Misconception = Misconception {
    id: "other-octet-other-network",
    name: text(
        "addresses whose third numbers differ were taken to be in two networks, whatever the mask",
        "认为第三个数不同的地址就在不同网络，不看掩码",
    ),
};

/// Whether two hosts are in one network: each address AND the mask, then compared.
pub static NEIGHBOURS: Exercise = Exercise::new(
    "ipv4-neighbours",
    Kind::Compute,
    2,
    text("Are two hosts in one network?", "两台主机在同一网络吗？"),
    &[&LOOKS_ALIKE, &LOOKS_DIFFERENT],
    neighbours,
);

fn neighbours(chance: &mut Chance) -> Task {
    // either the last octet is split and looks alike, or the third is and looks different
    let len = chance.pick([20, 21, 22, 23, 25, 26, 27, 28]);
    let a = host(chance, len);
    let b = other(chance, a, len);
    let [of_a, of_b] = [a, b].map(|address| Ipv4Addr::from_bits(address.to_bits() & mask(len)));
    let alike = a.octets()[..3] == b.octets()[..3];
    let same = of_a == of_b;
    let parts = vec![
        Part::new("a", text("network of A", "A 的网络地址"), Form::Address, of_a),
        Part::new("b", text("network of B", "B 的网络地址"), Form::Address, of_b),
        Part::new("same", text("one network?", "同一网络？"), Form::YesNo, Value::YesNo(same)),
    ];
    let dotted = Ipv4Addr::from_bits(mask(len));
    let asks = say!(
        en: "Both hosts have the mask {dotted}. Work the AND of each address and the mask. Are they in one network?",
        zh: "两台主机的掩码都是 {dotted}。求每个地址与掩码的“与”。它们在同一网络吗？",
        dotted = dotted
    );
    let verdict = if same {
        text("equal, one network", "相同，同一网络")
    } else {
        text("different, two networks", "不同，两个网络")
    };
    let hints = [
        say!(
            en: "Only the bits where the mask has ones are compared, not the decimal numbers.",
            zh: "只比较掩码为 1 的那些位，而不是比较十进制数。"
        ),
        say!(
            en: "The mask {dotted} is /{len}: octet {octet} is split. Write it in bits for both.",
            zh: "掩码 {dotted} 即 /{len}：第 {octet} 个字节被分开。把两个地址的这个字节写成二进制。",
            dotted = dotted, len = len, octet = len / 8 + 1
        ),
        Said {
            en: format!("{a} AND {dotted} = {of_a}; {b} AND {dotted} = {of_b}: {}", verdict.en),
            zh: format!("{a} AND {dotted} = {of_a}；{b} AND {dotted} = {of_b}：{}", verdict.zh),
        },
    ];
    let see = format!("netlab subnet {a}/{len} {b}/{len}");
    let head =
        vec![text("host", "主机").into(), text("address", "地址").into(), text("network", "网络").into()];
    let rows = vec![
        vec![Cell::same("A"), Cell::same(&a), Cell::Asked("a")],
        vec![Cell::same("B"), Cell::same(&b), Cell::Asked("b")],
    ];
    let wrong = if alike { &LOOKS_ALIKE } else { &LOOKS_DIFFERENT };
    Task::new(asks, parts, hints, &see)
        .given("a", &a)
        .given("b", &b)
        .given("prefix", &len)
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(wrong, vec![("same", Value::YesNo(alike))], &see)
}

/// Another host: of the same network or of the next, as a coin falls, and never with the same address.
fn other(chance: &mut Chance, a: Ipv4Addr, len: u8) -> Ipv4Addr {
    let (bits, block) = (a.to_bits(), 1u32 << (32 - len));
    let far = chance.coin();
    // where the octets above would change, the network before is the next one
    let network = match (far, len) {
        (false, _) => bits & mask(len),
        (true, _) => (bits & mask(len)) ^ block,
    };
    let taken = bits & (block - 1);
    let mut number = chance.between(1, u64::from(block) - 3) as u32;
    if !far && number >= taken {
        number += 1;
    }
    Ipv4Addr::from_bits(network | number)
}
