//! Exercises: subnets.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{host, listed, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&MASKS, &RANGE, &HOSTS, &PLACES, &SPLIT, &CLAIMS, &COVER];

pub(super) static CLASSFUL: Misconception = Misconception {
    id: "classful-mask",
    name: text(
        "the mask was taken from the class of the address and not from its prefix",
        "掩码取自地址的类别，而不是取自前缀",
    ),
};

pub(super) static OCTET: Misconception = Misconception {
    id: "whole-octets",
    name: text(
        "the prefix was cut to whole octets: the octet that it ends in was cleared",
        "前缀被截成整字节：前缀所止的那个字节被清零",
    ),
};

pub(super) static NO_ENDS: Misconception = Misconception {
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

/// The prefix that a number of hosts needs.
pub static HOSTS: Exercise = Exercise::new(
    "subnet-hosts",
    Kind::Compute,
    1,
    text("A prefix for so many hosts", "容纳若干主机的前缀"),
    &[&NO_ENDS, &TOO_SMALL, &HOST_BITS],
    hosts,
);

static TOO_SMALL: Misconception = Misconception::new(
    "block-is-rounded-down",
    text(
        "the power of two below the number was taken; the block has to be as large or larger",
        "取了比主机数小的 2 的幂；地址块必须不小于所需",
    ),
);

static HOST_BITS: Misconception = Misconception::new(
    "host-bits-as-prefix",
    text(
        "the number of host bits was written as the prefix; the prefix is 32 less that",
        "把主机号的位数写成了前缀长度；前缀长度是 32 减去它",
    ),
);

fn hosts(chance: &mut Chance) -> Task {
    let bits = chance.between(3, 11) as u32;
    // every third time a number that just does not fit because of the two ends
    let need = match chance.below(3) {
        0 => (1u64 << bits) - chance.below(2),
        _ => chance.between((1 << (bits - 1)) - 1, (1 << bits) - 2),
    };
    let host_bits = (1..32u8).find(|bits| (1u64 << bits) >= need + 2).unwrap_or(32);
    let usable = (1i128 << host_bits) - 2;
    let parts = vec![
        Part::new(
            "prefix",
            text("prefix length or mask", "前缀长度或掩码"),
            Form::Prefix,
            Value::Prefix(32 - host_bits),
        ),
        Part::number("usable", text("addresses for hosts", "可分配给主机的地址数"), usable),
    ];
    let asks = say!(
        en: "A subnet has to have room for {need} hosts, the router among them. Which is its longest prefix, and how many hosts have room in it?",
        zh: "一个子网要容纳 {need} 台主机（含路由器）。最长的前缀是多少？它可以分配多少个主机地址？",
        need = need
    );
    let hints = [
        say!(
            en: "With n host bits there are 2^n addresses; network and broadcast address are no host's.",
            zh: "主机号有 n 位时共有 2^n 个地址；网络地址和广播地址不能分配给主机。"
        ),
        say!(
            en: "Look for the least n with 2^n at least {all}.",
            zh: "求满足 2^n 不小于 {all} 的最小的 n。",
            all = need + 2
        ),
        say!(
            en: "2^{bits} - 2 = {usable} is enough for {need}, half of it is not; the prefix is 32 - {bits} = /{len}.",
            zh: "2^{bits} - 2 = {usable} 够 {need} 台用，减半则不够；前缀长度为 32 - {bits} = /{len}。",
            bits = host_bits, usable = usable, need = need, len = 32 - host_bits
        ),
    ];
    let without_ends = (1..32u8).find(|bits| (1u64 << bits) >= need).unwrap_or(32);
    let see = format!("netlab subnet 10.0.0.0/16 --hosts {need}");
    Task::new(asks, parts, hints, &see)
        .given("hosts", &need)
        .mistaken_in(
            &NO_ENDS,
            vec![("prefix", Value::Prefix(32 - without_ends)), ("usable", Value::Number(usable + 2))],
            &see,
        )
        .mistaken_in(
            &TOO_SMALL,
            vec![("prefix", Value::Prefix(33 - host_bits)), ("usable", Value::Number(usable / 2 - 1))],
            &see,
        )
        .mistaken_in(&HOST_BITS, vec![("prefix", Value::Prefix(host_bits))], &see)
}

/// Prefix, mask and wildcard mask of one another.
pub static MASKS: Exercise = Exercise::new(
    "subnet-masks",
    Kind::Compute,
    1,
    text("Prefix length, mask and wildcard mask", "前缀长度、掩码与通配符掩码"),
    &[&COUNTED_BITS, &LOW_ONES, &ZEROS],
    masks,
);

static COUNTED_BITS: Misconception = Misconception::new(
    "mask-octet-counts-bits",
    text(
        "the number of ones was written as the octet; the ones stand for 128, 64, 32 ...",
        "把 1 的个数当成了字节的值；各个 1 代表 128、64、32……",
    ),
);

static LOW_ONES: Misconception = Misconception::new(
    "mask-ones-at-the-right",
    text(
        "the ones of the split octet were put at its right end; they begin at the left",
        "把分界字节中的 1 放在了右端；它们从左边开始",
    ),
);

static ZEROS: Misconception = Misconception::new(
    "mask-and-wildcard-swapped",
    text(
        "mask and wildcard mask were taken for each other: the mask has ones where the network is",
        "把掩码和通配符掩码弄反了：掩码在网络部分为 1",
    ),
);

fn masks(chance: &mut Chance) -> Task {
    let inside = [9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29, 30];
    let (len, other) = (chance.pick(inside), chance.pick(inside));
    let (dotted, wild) = (Ipv4Addr::from_bits(mask(len)), Ipv4Addr::from_bits(!mask(len)));
    let shown = Ipv4Addr::from_bits(mask(other));
    let parts = vec![
        Part::address("mask", text("mask of the first", "前者的掩码"), dotted),
        Part::address("wildcard", text("wildcard mask of the first", "前者的通配符掩码"), wild),
        Part::number("len", text("prefix length of the second", "后者的前缀长度"), other),
    ];
    let asks = say!(
        en: "Write /{len} as a mask and as a wildcard mask, in dotted decimal; and {shown} as a prefix length.",
        zh: "把 /{len} 写成点分十进制的掩码和通配符掩码，把 {shown} 写成前缀长度。",
        len = len, shown = shown
    );
    let (octet, ones) = (len / 8 + 1, len % 8);
    let hints = [
        say!(
            en: "A mask has ones for the network and zeros for the host, from left to right; a wildcard mask the other way round.",
            zh: "掩码从左到右网络部分为 1、主机部分为 0；通配符掩码正好相反。"
        ),
        say!(
            en: "In octet {octet} the mask of the first has as many ones as {len} leaves over after whole octets, from the left: 128, 64, 32 ...",
            zh: "前者的掩码在第 {octet} 个字节中，从左边起有 {len} 除以 8 的余数那么多个 1：128、64、32……",
            octet = octet, len = len
        ),
        say!(
            en: "{ones} ones in octet {octet}: {dotted}; 255 less each octet is {wild}; {shown} has {other} ones.",
            zh: "第 {octet} 个字节有 {ones} 个 1：{dotted}；用 255 减去每个字节得 {wild}；{shown} 有 {other} 个 1。",
            ones = ones, octet = octet, dotted = dotted, wild = wild, shown = shown, other = other
        ),
    ];
    // a mask whose split octet is this
    let split = |value: u8| {
        let shift = 24 - u32::from(len / 8) * 8;
        Ipv4Addr::from_bits(mask(len / 8 * 8) | u32::from(value) << shift)
    };
    let see = format!("netlab subnet 10.0.0.0/{len}");
    Task::new(asks, parts, hints, &see)
        .given("len", &len)
        .given("shown", &shown)
        .mistaken_in(&COUNTED_BITS, vec![("mask", split(ones).into())], &see)
        .mistaken_in(&LOW_ONES, vec![("mask", split((1u8 << ones) - 1).into())], &see)
        .mistaken_in(
            &ZEROS,
            vec![
                ("mask", wild.into()),
                ("wildcard", dotted.into()),
                ("len", Value::Number(32 - i128::from(other))),
            ],
            &see,
        )
}

/// What addresses are in a subnet: network, broadcast, a host's, or none of it.
pub static PLACES: Exercise = Exercise::new(
    "subnet-places",
    Kind::Read,
    2,
    text("Who is who in a subnet?", "子网中的地址各是什么？"),
    &[&LAST_OCTET, &FIRST_THREE],
    places,
);

static LAST_OCTET: Misconception = Misconception::new(
    "last-octet-tells",
    text(
        "an address that ends in 0 was taken for the network's, one in 255 for the broadcast; the host bits tell",
        "以为末尾是 0 的就是网络地址、255 的就是广播地址；要看主机位",
    ),
);

static FIRST_THREE: Misconception = Misconception::new(
    "first-three-octets-tell",
    text("the first three numbers were compared, whatever the mask", "只比较前三个数，不看掩码"),
);

fn places(chance: &mut Chance) -> Task {
    let len = chance.pick([21, 22, 23, 25, 26, 27]);
    let any = host(chance, len).to_bits();
    let (network, broadcast) = (any & mask(len), any | !mask(len));
    let beyond = if chance.coin() { broadcast.wrapping_add(1) } else { network.wrapping_sub(1) };
    let tricky = if len < 24 { network + 255 + chance.below(2) as u32 } else { network + 1 };
    let all = [network, broadcast, beyond, tricky, any];
    let shown: Vec<u32> = chance.some(4, all.len()).into_iter().filter_map(|i| all.get(i).copied()).collect();
    let place = |bits: u32, len: u8, of: u32| match bits {
        bits if bits & mask(len) != of & mask(len) => 3,
        bits if bits == of & mask(len) => 0,
        bits if bits == of | !mask(len) => 1,
        _ => 2,
    };
    let by_last = |bits: u32| match bits & 255 {
        0 => 0,
        255 => 1,
        _ => 2,
    };
    let options = || -> Vec<Said> {
        vec![
            text("the network address", "网络地址").into(),
            text("the broadcast address", "广播地址").into(),
            text("an address for a host", "主机地址").into(),
            text("not in this subnet", "不在该子网").into(),
        ]
    };
    const KEYS: [&str; 4] = ["first", "second", "third", "fourth"];
    let of = Ipv4Addr::from_bits(network);
    let (mut parts, mut rows, mut last, mut three) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, bits) in KEYS.into_iter().zip(&shown) {
        let address = Ipv4Addr::from_bits(*bits);
        let label = say!(en: "{address} is", zh: "{address} 是", address = address);
        parts.push(Part::choice(key, label, options(), place(*bits, len, network)));
        rows.push(vec![Cell::same(&address), Cell::Asked(key)]);
        last.push((key, Value::Choice(by_last(*bits))));
        three.push((key, Value::Choice(place(*bits, 24, network))));
    }
    let asks = say!(
        en: "What are these addresses in the subnet {of}/{len}?",
        zh: "在子网 {of}/{len} 中，这些地址各是什么？",
        of = of, len = len
    );
    let end = Ipv4Addr::from_bits(broadcast);
    let hints = [
        say!(
            en: "All host bits 0 is the network, all 1 the broadcast address; another prefix is another subnet.",
            zh: "主机位全 0 是网络地址，全 1 是广播地址；前缀不同就是另一个子网。"
        ),
        say!(
            en: "There are {bits} host bits, so {size} addresses: where does the subnet end?",
            zh: "主机号有 {bits} 位，共 {size} 个地址：子网到哪里为止？",
            bits = 32 - len, size = 1u64 << (32 - len)
        ),
        say!(
            en: "It goes from {of} (network) to {end} (broadcast); between them are hosts.",
            zh: "从 {of}（网络地址）到 {end}（广播地址）；两者之间是主机地址。",
            of = of, end = end
        ),
    ];
    let addresses: Vec<Ipv4Addr> = shown.iter().map(|bits| Ipv4Addr::from_bits(*bits)).collect();
    let see = format!("netlab subnet {of}/{len}");
    let head = vec![text("address", "地址").into(), text("what it is", "是什么").into()];
    Task::new(asks, parts, hints, &see)
        .given("network", &of)
        .given("prefix", &len)
        .given("addresses", &listed(&addresses, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&LAST_OCTET, last, &see)
        .mistaken_in(&FIRST_THREE, three, &see)
}

/// A block in equal parts.
pub static SPLIT: Exercise = Exercise::new(
    "subnet-split",
    Kind::Compute,
    2,
    text("Divide a block into equal subnets", "把地址块等分成子网"),
    &[&SUBNET_ZERO, &PARTS_AS_BITS],
    split,
);

static SUBNET_ZERO: Misconception = Misconception::new(
    "subnet-zero-is-left-out",
    text(
        "the first subnet, or first and last, were left out; since CIDR they are as good as the others (RFC 1878)",
        "略去了第一个（或首尾两个）子网；自 CIDR 起它们同样可用（RFC 1878）",
    ),
);

static PARTS_AS_BITS: Misconception = Misconception::new(
    "number-of-parts-as-bits",
    text(
        "the prefix was made longer by the number of parts; n bits give 2^n parts",
        "把份数直接加到前缀长度上；n 位可分 2^n 份",
    ),
);

fn split(chance: &mut Chance) -> Task {
    let len = chance.pick([16, 20, 22, 23, 24]);
    let block = host(chance, len).to_bits() & mask(len);
    let parts_wanted = chance.between(3, 15);
    let bits = (1..8u8).find(|bits| (1u64 << bits) >= parts_wanted).unwrap_or(8);
    let which = chance.between(2, parts_wanted);
    let size = 1u32 << (32 - len - bits);
    let start = |number: u64| Ipv4Addr::from_bits(block + number as u32 * size);
    let parts = vec![
        Part::new(
            "prefix",
            text("prefix length or mask of each", "每个子网的前缀长度或掩码"),
            Form::Prefix,
            Value::Prefix(len + bits),
        ),
        Part::address("network", text("network address asked for", "所求子网的网络地址"), start(which - 1)),
    ];
    let of = Ipv4Addr::from_bits(block);
    let asks = say!(
        en: "{of}/{len} is divided into equal subnets, as large as possible: at least {wanted}. Which prefix does each have, and where does number {which} begin, the first being number 1?",
        zh: "把 {of}/{len} 等分成至少 {wanted} 个尽可能大的子网。每个子网的前缀是多少？第 {which} 个子网（从 1 数起）的网络地址是什么？",
        of = of, len = len, wanted = parts_wanted, which = which
    );
    let hints = [
        say!(
            en: "Each bit that the prefix gets doubles the number of subnets.",
            zh: "前缀每增加一位，子网数就加倍。"
        ),
        say!(
            en: "Find the least n with 2^n at least {wanted}; the prefix grows by n. Subnets lie one behind the other, each as large as the block divided by 2^n.",
            zh: "求满足 2^n 不小于 {wanted} 的最小的 n，前缀增加 n 位。子网一个接一个，每个的大小是地址块除以 2^n。",
            wanted = parts_wanted
        ),
        say!(
            en: "2^{bits} >= {wanted}: /{len} and {bits} bits is /{new}, {size} addresses each; number {which} begins {before} x {size} behind {of}: {start}.",
            zh: "2^{bits} >= {wanted}：/{len} 加 {bits} 位为 /{new}，每个 {size} 个地址；第 {which} 个从 {of} 之后 {before} x {size} 处开始：{start}。",
            bits = bits, wanted = parts_wanted, len = len, new = len + bits, size = size, which = which,
            before = which - 1, of = of, start = start(which - 1)
        ),
    ];
    let spare = (1..9u8).find(|bits| (1u64 << bits) - 2 >= parts_wanted).unwrap_or(8);
    let see = format!("netlab subnet {of}/{len} --into {parts_wanted}");
    Task::new(asks, parts, hints, &see)
        .given("block", &of)
        .given("prefix", &len)
        .given("parts", &parts_wanted)
        .given("which", &which)
        .mistaken_in(
            &SUBNET_ZERO,
            vec![("prefix", Value::Prefix(len + spare)), ("network", start(which).into())],
            &see,
        )
        .mistaken_in(
            &PARTS_AS_BITS,
            vec![("prefix", Value::Prefix((len + parts_wanted as u8).min(32)))],
            &see,
        )
}

/// The one prefix that has several networks.
pub static COVER: Exercise = Exercise::new(
    "subnet-cover",
    Kind::Compute,
    3,
    text("One prefix for several networks", "把几个网络聚合成一个前缀"),
    &[&UNALIGNED, &OCTET_COVER],
    cover,
);

static UNALIGNED: Misconception = Misconception::new(
    "prefix-begins-anywhere",
    text(
        "only the number of networks was looked at; a prefix begins at a multiple of its own size",
        "只看了网络的个数；前缀必须从自身大小的整数倍处开始",
    ),
);

static OCTET_COVER: Misconception = Misconception::new(
    "cover-by-whole-octets",
    text(
        "the prefix was cut at a whole octet; a longer one has them all",
        "把前缀截到了整字节处；更长的前缀也能包含它们",
    ),
);

fn cover(chance: &mut Chance) -> Task {
    let len = chance.pick([22, 23, 24]);
    // they lie in one /16, and not all in the same half of the third octet's range by the first bit alone
    let base = host(chance, 16).to_bits() & mask(16);
    let (count, step) = (chance.between(3, 5) as u32, 1u32 << (32 - len));
    let places = 1u64 << (len - 16);
    let first = chance.between(1, places - u64::from(count) - 1) as u32;
    let networks: Vec<u32> = (0..count).map(|i| base + (first + i) * step).collect();
    let (start, last) = (base + first * step, base + (first + count - 1) * step);
    let cover_len = (start ^ last).leading_zeros() as u8;
    let covered = start & mask(cover_len);
    let foreign = (1i128 << (32 - cover_len)) - i128::from(count * step);
    let net = |bits: u32, len: u8| Value::Network(Ipv4Addr::from_bits(bits), len);
    let shown: Vec<String> =
        networks.iter().map(|bits| format!("{}/{len}", Ipv4Addr::from_bits(*bits))).collect();
    let parts = vec![
        Part::new(
            "cover",
            text("prefix, as a.b.c.d/n", "前缀（写成 a.b.c.d/n）"),
            Form::Network,
            net(covered, cover_len),
        ),
        Part::number("foreign", text("addresses in it of none of them", "其中不属于它们的地址数"), foreign),
    ];
    let (en, zh) = (shown.join(", "), shown.join("、"));
    let asks = Said {
        en: format!(
            "A router has one route for all of {en}. Which is the longest prefix that has them all, and how many addresses has it that belong to none of them?"
        ),
        zh: format!("路由器用一条路由代表 {zh}。包含它们的最长前缀是什么？其中有多少个地址不属于它们？"),
    };
    let (first_shown, last_shown) = (Ipv4Addr::from_bits(start), Ipv4Addr::from_bits(last));
    let whole = Ipv4Addr::from_bits(covered);
    let hints = [
        say!(
            en: "The prefix is what the first and the last of them have in common, bit by bit from the left.",
            zh: "前缀就是第一个与最后一个网络从左起逐位相同的部分。"
        ),
        say!(
            en: "Write {first} and {last} in bits and count how many agree before the first that differs.",
            zh: "把 {first} 和 {last} 写成二进制，数一数第一个不同位之前有多少位相同。",
            first = first_shown, last = last_shown
        ),
        say!(
            en: "{len} bits agree: {whole}/{len}. It has 2^{bits} addresses, the networks have {count} x {step}: {foreign} are others'.",
            zh: "有 {len} 位相同：{whole}/{len}。它有 2^{bits} 个地址，这些网络共有 {count} x {step} 个：其余 {foreign} 个属于别人。",
            len = cover_len, whole = whole, bits = 32 - cover_len, count = count, step = step, foreign = foreign
        ),
    ];
    let by_count = len - (count.next_power_of_two().trailing_zeros() as u8);
    let see = format!("netlab subnet --cover {}", shown.join(" "));
    Task::new(asks, parts, hints, &see)
        .given("networks", &shown.join(" "))
        .mistaken_in(
            &UNALIGNED,
            vec![
                ("cover", net(start, by_count)),
                ("foreign", Value::Number((1i128 << (32 - by_count)) - i128::from(count * step))),
            ],
            &see,
        )
        .mistaken_in(
            &OCTET_COVER,
            vec![("cover", net(base, 16)), ("foreign", Value::Number(65536 - i128::from(count * step)))],
            &see,
        )
}

/// Claims about subnets.
pub static CLAIMS: Exercise = Exercise::new(
    "subnet-claims",
    Kind::Refute,
    2,
    text("Is it so? Subnets", "是这样吗？子网"),
    &[&CLASSFUL, &ALWAYS_TWO, &UNALIGNED, &SUBNET_IS_DOMAIN],
    |chance| refute(chance, ABOUT),
);

static ALWAYS_TWO: Misconception = Misconception::new(
    "always-less-two",
    text(
        "two addresses were taken off whatever the prefix; a /31 and a /32 have no network and broadcast address",
        "不论前缀一律减 2；而 /31 和 /32 没有网络地址和广播地址",
    ),
);

static SUBNET_IS_DOMAIN: Misconception = Misconception::new(
    "subnet-is-broadcast-domain",
    text(
        "subnet and broadcast domain were taken for one thing; one is addresses, the other a link",
        "把子网和广播域当成一回事；前者是地址，后者是链路",
    ),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "192.168.10.0 begins with 192, so its mask is 255.255.255.0.",
            "192.168.10.0 以 192 开头，所以它的掩码是 255.255.255.0。",
        ),
        holds: false,
        misconception: &CLASSFUL,
        idea: text(
            "can one address be written with several prefixes, and what changes then?",
            "同一个地址可以配不同的前缀吗？那样会改变什么？",
        ),
        because: text(
            "classes went with CIDR in 1993; the prefix is given beside the address (RFC 4632)",
            "1993 年有了 CIDR 就不再按类别；前缀要与地址一起给出（RFC 4632）",
        ),
        shown_by: text(
            "with /20 the same address is a host's in 192.168.0.0/20",
            "配上 /20，同一地址是 192.168.0.0/20 中的主机地址",
        ),
        not_by: &[
            text("192.168.0.0/16 is for private networks", "192.168.0.0/16 供专用网使用"),
            text("192 is 11000000 in bits", "192 写成二进制是 11000000"),
        ],
        see: "netlab subnet 192.168.10.0/20",
    },
    Claim {
        says: text(
            "A subnet always has two addresses less for hosts than it has addresses.",
            "任何子网可分配给主机的地址都比地址总数少两个。",
        ),
        holds: false,
        misconception: &ALWAYS_TWO,
        idea: text("what is left of a subnet of two addresses?", "只有两个地址的子网还剩什么？"),
        because: text(
            "on a link between two routers both addresses of a /31 are hosts' (RFC 3021)",
            "在两台路由器之间的链路上，/31 的两个地址都可分配（RFC 3021）",
        ),
        shown_by: text("10.0.0.0/31 has 2 addresses and 2 hosts", "10.0.0.0/31 有 2 个地址，可容纳 2 台主机"),
        not_by: &[
            text("10.0.0.0/30 has 4 addresses and 2 hosts", "10.0.0.0/30 有 4 个地址，可容纳 2 台主机"),
            text(
                "10.0.0.0/24 has 256 addresses and 254 hosts",
                "10.0.0.0/24 有 256 个地址，可容纳 254 台主机",
            ),
        ],
        see: "netlab subnet 10.0.0.0/31",
    },
    Claim {
        says: text(
            "10.0.0.32/26 is a subnet: it begins at .32 and has 64 addresses.",
            "10.0.0.32/26 是一个子网：从 .32 开始，有 64 个地址。",
        ),
        holds: false,
        misconception: &UNALIGNED,
        idea: text("work the AND of .32 and the mask of /26", "求 .32 与 /26 掩码的“与”"),
        because: text(
            "the host bits of a network address are 0, so a /26 begins at a multiple of 64",
            "网络地址的主机位为 0，所以 /26 从 64 的倍数处开始",
        ),
        shown_by: text(
            "the AND gives 10.0.0.0: .32 is a host's address in there",
            "“与”的结果是 10.0.0.0：.32 是其中的主机地址",
        ),
        not_by: &[
            text("64 addresses need 6 host bits", "64 个地址需要 6 位主机号"),
            text("32 is a power of two", "32 是 2 的幂"),
        ],
        see: "netlab subnet 10.0.0.32/26",
    },
    Claim {
        says: text(
            "Two hosts on one switch that are in two subnets cannot hear each other's broadcasts.",
            "同一交换机上分属两个子网的两台主机，收不到对方的广播帧。",
        ),
        holds: false,
        misconception: &SUBNET_IS_DOMAIN,
        idea: text("which address does a switch look at?", "交换机看的是哪个地址？"),
        because: text(
            "a broadcast frame reaches all of the link; subnets are a matter of IP addresses",
            "广播帧到达整个链路；子网只是 IP 地址的划分",
        ),
        shown_by: text(
            "the frame is addressed to ff:ff:ff:ff:ff:ff, whatever addresses are in it",
            "帧的目的地址是 ff:ff:ff:ff:ff:ff，与其中的 IP 地址无关",
        ),
        not_by: &[
            text("a router does not forward broadcasts", "路由器不转发广播"),
            text("the AND of the two addresses differs", "两个地址的“与”不同"),
        ],
        see: "netlab frame --dump --sample arp-request",
    },
];
