//! Exercises: MAC addresses.

use crate::address::of_ipv4_group;
use crate::address::oui::{DIVIDED as DIVIDED_BY, assigned};
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text, write};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&BITS, &NOTATION, &BLOCK, &CLAIMS, &VENDOR, &GROUP];

static LEFTMOST: Misconception = Misconception {
    id: "mac-flags-are-leftmost",
    name: text(
        "the two flags were looked for at the left of the first octet; they are its two lowest bits, which are sent first",
        "在第一个字节的左端找这两个标志；它们是最低的两位，最先发送",
    ),
};

static SWAPPED: Misconception = Misconception {
    id: "mac-flags-are-swapped",
    name: text(
        "the two flags were taken for each other: I/G is the lowest bit, U/L the next",
        "把两个标志弄反了：最低位是 I/G，次低位是 U/L",
    ),
};

/// What the first octet of an address says.
pub static BITS: Exercise = Exercise::new(
    "mac-bits",
    Kind::Read,
    1,
    text("The two flags of a MAC address", "MAC 地址的两个标志"),
    &[&LEFTMOST, &SWAPPED],
    bits,
);

fn bits(chance: &mut Chance) -> Task {
    let [_, _, address @ ..] = chance.below(1 << 48).to_be_bytes();
    let first = address[0];
    let flag = |bit: u8| Value::YesNo(first >> bit & 1 == 1);
    let parts = vec![
        Part::new("group", text("for a group?", "是组地址吗？"), Form::YesNo, flag(0)),
        Part::new("local", text("locally administered?", "是本地管理的吗？"), Form::YesNo, flag(1)),
    ];
    let shown = write::shown_mac(&address);
    let asks = say!(
        en: "Is {shown} the address of a group, and is it locally administered?",
        zh: "{shown} 是组地址吗？是本地管理的吗？",
        shown = shown
    );
    let hints = [
        say!(
            en: "Both are said by bits of the first octet: I/G and U/L (IEEE 802.3 §3.2.3).",
            zh: "两者都由第一个字节中的位说明：I/G 与 U/L（IEEE 802.3 §3.2.3）。"
        ),
        say!(
            en: "The first octet is {first:08b} in bits; the lowest, at the right, is I/G and the next U/L.",
            zh: "第一个字节写成二进制是 {first:08b}；最右边的最低位是 I/G，其左是 U/L。",
            first = first
        ),
        say!(
            en: "I/G is {group}: 1 is a group. U/L is {local}: 1 is locally administered.",
            zh: "I/G 为 {group}：1 表示组。U/L 为 {local}：1 表示本地管理。",
            group = first & 1, local = first >> 1 & 1
        ),
    ];
    let see = format!("netlab mac {shown}");
    Task::new(asks, parts, hints, &see)
        .given("address", &shown)
        .mistaken_in(&LEFTMOST, vec![("group", flag(7)), ("local", flag(6))], &see)
        .mistaken_in(&SWAPPED, vec![("group", flag(1)), ("local", flag(0))], &see)
}

static FIRST_SIX: Misconception = Misconception::new(
    "first-six-digits-are-the-vendor",
    text(
        "the first six digits were taken to be the vendor; blocks of 28 and 36 bits are divided further",
        "以为前六位十六进制数字就是厂商；28 位和 36 位的块分得更细",
    ),
);

static ONE_DIGIT_MORE: Misconception = Misconception::new(
    "nearest-prefix-is-the-vendor",
    text(
        "a prefix that is only like the address was taken; all of its bits have to agree",
        "选了只是相近的前缀；前缀的每一位都必须相同",
    ),
);

/// Blocks that IEEE divides further: the prefixes of three makers in each, and their length in bits.
const DIVIDED: [(u8, [u64; 3]); 6] = [
    (36, [0x70b3_d500_2000, 0x70b3_d501_7000, 0x70b3_d501_c000]),
    (36, [0x70b3_d501_4000, 0x70b3_d501_9000, 0x70b3_d501_b000]),
    (36, [0x70b3_d500_4000, 0x70b3_d500_6000, 0x70b3_d500_e000]),
    (28, [0x0055_da00_0000, 0x0055_da30_0000, 0x0055_da50_0000]),
    (28, [0x0055_da10_0000, 0x0055_da40_0000, 0x0055_da80_0000]),
    (28, [0x0055_da20_0000, 0x0055_da40_0000, 0x0055_da50_0000]),
];

/// Whose vendor?
pub static VENDOR: Exercise = Exercise::new(
    "mac-vendor",
    Kind::Read,
    2,
    text("Whose address is it?", "是谁家的地址？"),
    &[&FIRST_SIX, &ONE_DIGIT_MORE],
    vendor,
);

fn vendor(chance: &mut Chance) -> Task {
    let (bits, prefixes) = chance.pick(DIVIDED);
    let which = chance.below(3) as usize;
    let rest = chance.below(1 << (48 - bits));
    let number = prefixes.get(which).copied().unwrap_or_default() | rest;
    let octets = |number: u64| -> [u8; 6] {
        let [_, _, address @ ..] = number.to_be_bytes();
        address
    };
    let parent = prefixes[0] >> 24 << 24;
    let mut listed: Vec<(u64, u8)> = prefixes.iter().map(|prefix| (*prefix, bits)).collect();
    listed.push((parent, 24));
    let listed = chance.shuffled(listed);
    let named = |prefix: u64, bits: u8| match bits {
        24 => DIVIDED_BY,
        _ => assigned(octets(prefix)).map_or(DIVIDED_BY, |found| found.name),
    };
    let place = |prefix: u64, bits: u8| listed.iter().position(|each| *each == (prefix, bits)).unwrap_or(0);
    let right = prefixes.get(which).copied().unwrap_or_default();
    let options = listed
        .iter()
        .map(|(prefix, bits)| named(*prefix, *bits))
        .map(|name| Said { en: name.to_string(), zh: name.to_string() })
        .collect();
    let parts = vec![
        Part::choice("vendor", text("assigned to", "分配给"), options, place(right, bits)),
        Part::number("bits", text("bits of the prefix that tells", "起作用的前缀的位数"), bits),
    ];
    let shown = write::shown_mac(&octets(number));
    let digits = |prefix: u64, bits: u8| {
        format!("{prefix:012x}").chars().take(usize::from(bits) / 4).collect::<String>()
    };
    let rows = listed
        .iter()
        .map(|(prefix, bits)| vec![Cell::same(&digits(*prefix, *bits)), Cell::same(named(*prefix, *bits))])
        .collect();
    let asks = say!(
        en: "Part of the registries of IEEE. To whom is the block of {shown} assigned, and how many bits has the prefix that tells?",
        zh: "下面是 IEEE 登记表的一部分。{shown} 所在的块分配给了谁？起作用的前缀有多少位？",
        shown = shown
    );
    let name = named(right, bits);
    let hints = [
        say!(
            en: "IEEE assigns blocks of three sizes, and divides some of the largest into smaller ones.",
            zh: "IEEE 分配三种大小的块，并把一些最大的块再分成小块。"
        ),
        say!(
            en: "Write the address without colons and compare digit by digit; the longest prefix that agrees tells. A digit is 4 bits.",
            zh: "去掉冒号逐位比较；以相符的最长前缀为准。一个数字是 4 位。"
        ),
        say!(
            en: "{digits} agrees, {count} digits, {bits} bits: {name}.",
            zh: "{digits} 相符，共 {count} 个数字、{bits} 位：{name}。",
            digits = digits(right, bits), count = bits / 4, bits = bits, name = name
        ),
    ];
    let other = prefixes.get((which + 1) % 3).copied().unwrap_or_default();
    let see = format!("netlab mac {shown}");
    let head = vec![text("prefix", "前缀").into(), text("assigned to", "分配给").into()];
    let given: Vec<String> = listed.iter().map(|(prefix, bits)| digits(*prefix, *bits)).collect();
    Task::new(asks, parts, hints, &see)
        .given("address", &shown)
        .given("prefixes", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(
            &FIRST_SIX,
            vec![("vendor", Value::Choice(place(parent, 24))), ("bits", Value::Number(24))],
            &see,
        )
        .mistaken_in(&ONE_DIGIT_MORE, vec![("vendor", Value::Choice(place(other, bits)))], &see)
}

static KEEPS_24_BITS: Misconception = Misconception::new(
    "group-keeps-24-bits",
    text(
        "24 bits of the group were kept; only 23 are, the highest of the three octets is 0",
        "保留了组地址的 24 位；只保留 23 位，三个字节的最高位为 0",
    ),
);

static GROUP_IS_BROADCAST: Misconception = Misconception::new(
    "multicast-goes-to-everybody",
    text(
        "the frame was sent to ff:ff:ff:ff:ff:ff; a group has a MAC address of its own",
        "把帧发往了 ff:ff:ff:ff:ff:ff；多播组有自己的 MAC 地址",
    ),
);

/// The MAC address of an IPv4 group.
pub static GROUP: Exercise = Exercise::new(
    "mac-group",
    Kind::Compute,
    2,
    text("The MAC address of an IPv4 group", "IPv4 多播组的 MAC 地址"),
    &[&KEEPS_24_BITS, &GROUP_IS_BROADCAST],
    group,
);

fn group(chance: &mut Chance) -> Task {
    let [a, b, c, d] = (chance.between(0xe000_0100, 0xefff_ffff) as u32).to_be_bytes();
    // another group: of the same MAC address, or with one bit of the last 23 turned
    let shared = chance.coin();
    let turned = if shared { 0x80u32 << 16 } else { 1 << chance.below(23) };
    let other = Ipv4Addr::from_bits(u32::from_be_bytes([a, b, c, d]) ^ turned);
    let right = of_ipv4_group([a, b, c, d]);
    let first = Ipv4Addr::new(a, b, c, d);
    let parts = vec![
        Part::new("mac", text("MAC address", "MAC 地址"), Form::Mac, Value::Mac(right)),
        Part::yes_no("same", text("the same for the other?", "另一个组与它相同吗？"), shared),
    ];
    let asks = say!(
        en: "A datagram goes to the group {first}. Which destination has its Ethernet frame, and do frames for {other} have the same?",
        zh: "一个数据报发往多播组 {first}。它的以太网帧的目的地址是什么？发往 {other} 的帧目的地址也相同吗？",
        first = first, other = other
    );
    let shown = write::shown_mac(&right);
    let low = b & 0x7f;
    let differs = if shared {
        text("only in a bit that is lost", "只在丢掉的位上")
    } else {
        text("in a bit that is kept", "在保留的位上")
    };
    let hints = [
        say!(
            en: "The block 01:00:5e has room for 23 bits of the group (RFC 1112 §6.4).",
            zh: "地址块 01:00:5e 之后只能放组地址的 23 位（RFC 1112 §6.4）。"
        ),
        say!(
            en: "Take the last three octets, {b} {c} {d}, and clear the highest bit of the first of them.",
            zh: "取后三个字节 {b} {c} {d}，把其中第一个的最高位清 0。",
            b = b, c = c, d = d
        ),
        Said {
            en: format!(
                "01:00:5e and {low:02x}:{c:02x}:{d:02x}: {shown}; the other group differs {}.",
                differs.en
            ),
            zh: format!("01:00:5e 加 {low:02x}:{c:02x}:{d:02x}：{shown}；另一个组的差别{}。", differs.zh),
        },
    ];
    let see = format!("netlab mac {shown}");
    Task::new(asks, parts, hints, &see)
        .given("group", &first)
        .given("other", &other)
        .mistaken_in(
            &KEEPS_24_BITS,
            vec![("mac", Value::Mac([0x01, 0x00, 0x5e, b, c, d])), ("same", false.into())],
            &see,
        )
        .mistaken_in(&GROUP_IS_BROADCAST, vec![("mac", Value::Mac([0xff; 6])), ("same", true.into())], &see)
}

static ENDS_RESERVED: Misconception = Misconception::new(
    "mac-blocks-lose-their-ends",
    text(
        "first and last address were taken off, as in an IPv4 subnet; a block of MAC addresses has no such ends",
        "像 IPv4 子网那样减去首尾两个；MAC 地址块没有这种规定",
    ),
);

static WHOLE_OCTETS: Misconception = Misconception::new(
    "mac-prefix-in-whole-octets",
    text(
        "only whole octets were counted; a prefix may end within an octet",
        "只按整字节计算；前缀可以在字节中间结束",
    ),
);

/// How large is a block of MAC addresses?
pub static BLOCK: Exercise = Exercise::new(
    "mac-block",
    Kind::Compute,
    1,
    text("How large is a block?", "地址块有多大？"),
    &[&ENDS_RESERVED, &WHOLE_OCTETS],
    block,
);

fn block(chance: &mut Chance) -> Task {
    let (name, bits) = chance.pick([("MA-L", 24u8), ("MA-M", 28), ("MA-M", 28), ("MA-S", 36), ("MA-S", 36)]);
    let free = 48 - bits;
    // neither a group's nor a local address
    let prefix = chance.below(1 << 48) & !(0x03 << 40) & !((1 << free) - 1);
    let mac = |number: u64| {
        let [_, _, address @ ..] = number.to_be_bytes();
        Value::Mac(address)
    };
    let last = prefix | ((1 << free) - 1);
    let count = 1i128 << free;
    let digits: String = format!("{prefix:012x}").chars().take(usize::from(bits) / 4).collect();
    let parts = vec![
        Part::number("count", text("addresses", "地址数"), count),
        Part::new("last", text("the last of them", "最后一个"), Form::Mac, mac(last)),
    ];
    let asks = say!(
        en: "A maker was assigned the {name} block {digits}, its prefix in hexadecimal. How many addresses may it give out, and which is the last?",
        zh: "某厂商获得了 {name} 地址块，其十六进制前缀为 {digits}。它可以分配多少个地址？最后一个是什么？",
        name = name, digits = digits
    );
    let shown = Form::Mac.show(&mac(last), crate::spec::Lang::En);
    let hints = [
        say!(
            en: "A MAC address has 48 bits; the prefix stays, the rest is the maker's.",
            zh: "MAC 地址有 48 位；前缀不变，其余由厂商分配。"
        ),
        say!(
            en: "The prefix has {count} digits of 4 bits. How many bits are left?",
            zh: "前缀有 {count} 个数字，每个 4 位。还剩多少位？",
            count = bits / 4
        ),
        say!(
            en: "48 - {bits} = {free}; 2^{free} = {count}; all of them ones: {shown}.",
            zh: "48 - {bits} = {free}；2^{free} = {count}；全为 1 时是 {shown}。",
            bits = bits, free = free, count = count, shown = shown
        ),
    ];
    let cut = 48 - bits.div_ceil(8) * 8;
    let see = format!("netlab mac {shown}");
    Task::new(asks, parts, hints, &see)
        .given("digits", &digits)
        .mistaken_in(&ENDS_RESERVED, vec![("count", Value::Number(count - 2)), ("last", mac(last - 1))], &see)
        .mistaken_in(
            &WHOLE_OCTETS,
            vec![("count", Value::Number(1 << cut)), ("last", mac(prefix | ((1 << cut) - 1)))],
            &see,
        )
}

static COLONS_ONLY: Misconception = Misconception::new(
    "only-one-notation",
    text(
        "only the notation with six pairs was accepted; three groups of four say the same",
        "只承认六组两位的写法；三组四位也是同一地址",
    ),
);

static WIRE_ORDER: Misconception = Misconception::new(
    "notation-follows-the-bits-on-the-wire",
    text(
        "an address with the bits of each octet turned round was accepted; notations show octets with the high bit at the left",
        "承认了每个字节内各位颠倒的写法；书写时高位在左",
    ),
);

static OCTETS_TURNED: Misconception = Misconception::new(
    "octets-turned-round",
    text("an address with its octets in reverse was accepted", "承认了字节顺序颠倒的写法"),
);

/// Which notations are one address?
pub static NOTATION: Exercise = Exercise::new(
    "mac-notation",
    Kind::Read,
    1,
    text("One address, many notations", "一个地址的多种写法"),
    &[&COLONS_ONLY, &WIRE_ORDER, &OCTETS_TURNED],
    notation,
);

fn notation(chance: &mut Chance) -> Task {
    let mac = crate::exercise::draws::mac(chance);
    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>();
    let pairs = hex(&mac);
    let backwards: Vec<u8> = mac.iter().rev().copied().collect();
    let mirrored: Vec<u8> = mac.iter().map(|octet| octet.reverse_bits()).collect();
    let three = |between: &str| pairs.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join(between);
    let all = chance.shuffled(vec![
        (0, pairs.join("-").to_uppercase()),
        (1, three(".")),
        (1, three("-")),
        (2, hex(&mirrored).join("-")),
        (3, hex(&backwards).join(":")),
    ]);
    let which = |wanted: &[u8]| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, (kind, _))| wanted.contains(kind)).map(|(i, _)| i).collect()
    };
    let options = all.iter().map(|(_, shown)| Said { en: shown.clone(), zh: shown.clone() }).collect();
    let right = which(&[0, 1]);
    let parts = vec![Part::ticks(
        "same",
        text("the same address, all letters", "同一地址（全部字母）"),
        options,
        right.clone(),
    )];
    let shown = write::shown_mac(&mac);
    let asks = say!(
        en: "Which of these are the address {shown}, as some system or other prints it?",
        zh: "下列哪些是地址 {shown} 在各种系统中的写法？",
        shown = shown
    );
    let letters: Vec<String> =
        right.iter().map(|i| crate::exercise::answer::letter(*i).to_string()).collect();
    let hints = [
        say!(
            en: "What stands between the digits, and how large they are, says nothing; their order does.",
            zh: "分隔符和大小写没有意义，数字的顺序才有。"
        ),
        say!(en: "Take out all colons, hyphens and dots, and compare.", zh: "去掉所有冒号、连字符和点，再比较。"),
        say!(en: "the same twelve digits: {letters}", zh: "十二个数字都相同的是：{letters}", letters = letters.join(" ")),
    ];
    let see = format!("netlab mac {shown}");
    let given: Vec<&str> = all.iter().map(|(_, shown)| shown.as_str()).collect();
    Task::new(asks, parts, hints, &see)
        .given("address", &shown)
        .given("all", &given.join(" "))
        .mistaken(&COLONS_ONLY, Value::Choices(which(&[0])), &see)
        .mistaken(&WIRE_ORDER, Value::Choices(which(&[0, 1, 2])), &see)
        .mistaken(&OCTETS_TURNED, Value::Choices(which(&[0, 1, 3])), &see)
}

static GLOBAL_ROUTE: Misconception = Misconception::new(
    "mac-leads-through-the-internet",
    text(
        "the MAC address was taken to lead through the Internet; it counts on one link",
        "以为 MAC 地址能在整个互联网中寻址；它只在一条链路上有效",
    ),
);

static BURNED_IN: Misconception = Misconception::new(
    "mac-cannot-be-changed",
    text(
        "the address was taken to be burned in for ever; systems set others, with the U/L bit",
        "以为 MAC 地址固化后不能改；系统可以另设，用 U/L 位标明",
    ),
);

static BROADCAST_IS_NO_GROUP: Misconception = Misconception::new(
    "broadcast-is-no-group",
    text(
        "broadcast was taken for something else than a group; it is the group of everybody",
        "以为广播不是组地址；它是包含所有站的组",
    ),
);

/// Claims about MAC addresses.
pub static CLAIMS: Exercise = Exercise::new(
    "mac-claims",
    Kind::Refute,
    1,
    text("Is it so? MAC addresses", "是这样吗？MAC 地址"),
    &[&GLOBAL_ROUTE, &FIRST_SIX, &BURNED_IN, &BROADCAST_IS_NO_GROUP],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "A server on the Internet sees the MAC address of its client.",
            "互联网上的服务器能看到客户的 MAC 地址。",
        ),
        holds: false,
        misconception: &GLOBAL_ROUTE,
        idea: text("how far does a frame go?", "一个帧能走多远？"),
        because: text(
            "each router puts the datagram into a new frame with its own address as source",
            "每个路由器都把数据报装入新的帧，以自己的地址为源地址",
        ),
        shown_by: text(
            "the MAC addresses are in the header of the frame, not in the datagram",
            "MAC 地址在帧的首部，不在数据报中",
        ),
        not_by: &[
            text("a MAC address has 48 bits and an IP address 32", "MAC 地址 48 位，IP 地址 32 位"),
            text("the frame has a type field", "帧有类型字段"),
        ],
        see: "netlab frame --layers --sample udp",
    },
    Claim {
        says: text(
            "The first six digits of 70:b3:d5:00:10:01 tell who made the adapter.",
            "70:b3:d5:00:10:01 的前六位数字说明适配器由谁制造。",
        ),
        holds: false,
        misconception: &FIRST_SIX,
        idea: text(
            "who was assigned the block of 24 bits, and what did they do with it?",
            "24 位的块分配给了谁？又怎样使用？",
        ),
        because: text(
            "the block is IEEE's own and is divided into blocks of 36 bits (MA-S)",
            "该块由 IEEE 自留，再分成 36 位的小块（MA-S）",
        ),
        shown_by: text(
            "its vendor stands in MA-S, with a prefix of 36 bits",
            "它的厂商登记在 MA-S，前缀为 36 位",
        ),
        not_by: &[text("its U/L bit is 0", "它的 U/L 位为 0"), text("its I/G bit is 0", "它的 I/G 位为 0")],
        see: "netlab mac 70:b3:d5:00:10:01",
    },
    Claim {
        says: text(
            "An interface always has the address that its maker burned in.",
            "接口的地址总是厂商固化的那个。",
        ),
        holds: false,
        misconception: &BURNED_IN,
        idea: text("what does the second lowest bit of the first octet say?", "第一个字节的次低位说明什么？"),
        because: text(
            "systems set addresses of their own; the U/L bit says so (IEEE 802 §8.2)",
            "系统可以自设地址，并由 U/L 位标明（IEEE 802 §8.2）",
        ),
        shown_by: text(
            "02:00:00:00:10:10 is locally administered: no maker assigned it",
            "02:00:00:00:10:10 由本地管理：不是厂商分配的",
        ),
        not_by: &[
            text("an address has 6 octets", "地址有 6 字节"),
            text("02:00:00:00:10:10 is of one interface", "02:00:00:00:10:10 是单个接口的地址"),
        ],
        see: "netlab mac 02:00:00:00:10:10",
    },
    Claim {
        says: text(
            "ff:ff:ff:ff:ff:ff has the bit set that marks a group.",
            "ff:ff:ff:ff:ff:ff 中表示组地址的那一位为 1。",
        ),
        holds: true,
        misconception: &BROADCAST_IS_NO_GROUP,
        idea: text("write the first octet in bits", "把第一个字节写成二进制"),
        because: text(
            "broadcast is the group of all stations (IEEE 802.3 §3.2.3)",
            "广播就是由所有站组成的组（IEEE 802.3 §3.2.3）",
        ),
        shown_by: text("I/G, the lowest bit of ff, is 1", "ff 的最低位 I/G 为 1"),
        not_by: &[text("all 48 bits are the same", "48 位都相同"), text("U/L is 1", "U/L 为 1")],
        see: "netlab mac ff:ff:ff:ff:ff:ff",
    },
];
