//! Exercises: subnets.

use crate::chance::Chance;
use crate::exercise::draws::{host, mask};
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::text;
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&RANGE];

static CLASSFUL: Misconception = Misconception {
    id: "classful-mask",
    name: text(
        "the mask was taken from the class of the address and not from its prefix",
        "掩码取自地址的类别，而不是取自前缀",
    ),
};

static OCTET: Misconception = Misconception {
    id: "whole-octets",
    name: text(
        "the prefix was cut to whole octets: the octet that it ends in was cleared",
        "前缀被截成整字节：前缀所止的那个字节被清零",
    ),
};

static NO_ENDS: Misconception = Misconception {
    id: "ends-are-usable",
    name: text(
        "network and broadcast address were counted as hosts' addresses",
        "把网络地址和广播地址也算成了主机地址",
    ),
};

static BLOCK_NEXT: Misconception = Misconception {
    id: "broadcast-is-next-network",
    name: text(
        "the broadcast address is the last of this block, not the first of the next",
        "广播地址是本块的最后一个地址，不是下一块的第一个",
    ),
};

/// The block that a host is in: its ends, and how many hosts it has room for.
pub static RANGE: Exercise = Exercise::new(
    "subnet-range",
    Kind::Compute,
    1,
    text("Network, broadcast and hosts of a subnet", "子网的网络地址、广播地址和主机数"),
    &[&CLASSFUL, &OCTET, &NO_ENDS, &BLOCK_NEXT],
    range,
);

fn range(chance: &mut Chance) -> Task {
    // prefixes that end inside an octet, so that there is something to work out
    let len = chance.pick([17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30]);
    let address = host(chance, len);
    let (network, broadcast, usable) = solve(address, len);
    let parts = vec![
        Part::new("network", text("network address", "网络地址"), Form::Address, network),
        Part::new("broadcast", text("broadcast address", "广播地址"), Form::Address, broadcast),
        Part::new(
            "usable",
            text("addresses for hosts", "可分配给主机的地址数"),
            Form::Number,
            Value::Number(usable),
        ),
    ];
    let asks = say!(
        en: "A host has the address {address}/{len}. Which network is it in, what is the broadcast address there, and how many addresses can hosts have?",
        zh: "一台主机的地址是 {address}/{len}。它所在网络的网络地址和广播地址各是什么？可分配给主机的地址有多少个？",
        address = address, len = len
    );
    let (octet, block) = (len / 8 + 1, 1u32 << (8 - len % 8));
    let hints = [
        say!(
            en: "The first {len} bits are the network's; the others are the host's. All zeros is the network itself, all ones is everybody.",
            zh: "前 {len} 位属于网络，其余属于主机。主机位全 0 是网络本身，全 1 是所有主机。",
            len = len
        ),
        say!(
            en: "Octet {octet} decides: networks begin there at the multiples of {block}.",
            zh: "由第 {octet} 个字节决定：网络从其中 {block} 的倍数处开始。",
            octet = octet, block = block
        ),
        say!(
            en: "The multiple of {block} at or below octet {octet} gives {network}; one before the next begins is {broadcast}; 2^{bits} - 2 = {usable}.",
            zh: "第 {octet} 个字节以内最大的 {block} 的倍数给出 {network}；下一个网络之前的地址是 {broadcast}；2^{bits} - 2 = {usable}。",
            block = block, octet = octet, network = network, broadcast = broadcast, bits = 32 - len, usable = usable
        ),
    ];
    let see = format!("netlab subnet {address}/{len}");
    // what a mask of another length says
    let other = |len: u8| {
        let (network, broadcast, usable) = solve(address, len);
        vec![("network", network.into()), ("broadcast", broadcast.into()), ("usable", Value::Number(usable))]
    };
    Task::new(asks, parts, hints, &see)
        .given("address", &address)
        .given("prefix", &len)
        .mistaken_in(&CLASSFUL, other(class(address)), &see)
        .mistaken_in(&OCTET, other(len / 8 * 8), &see)
        .mistaken_in(&NO_ENDS, vec![("usable", Value::Number(usable + 2))], &see)
        .mistaken_in(
            &BLOCK_NEXT,
            vec![("broadcast", Ipv4Addr::from_bits(broadcast.to_bits().wrapping_add(1)).into())],
            &see,
        )
}

/// Network, broadcast and usable addresses, by the AND and the OR.
fn solve(address: Ipv4Addr, len: u8) -> (Ipv4Addr, Ipv4Addr, i128) {
    let (bits, mask) = (address.to_bits(), mask(len));
    let usable = (1i128 << (32 - len)) - 2;
    (Ipv4Addr::from_bits(bits & mask), Ipv4Addr::from_bits(bits | !mask), usable)
}

/// The prefix length that the class of an address had before CIDR (RFC 791 §3.2).
fn class(address: Ipv4Addr) -> u8 {
    match address.octets()[0] {
        ..128 => 8,
        128..192 => 16,
        _ => 24,
    }
}
