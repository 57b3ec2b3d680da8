//! Exercises: IPv6 addresses made of others: identifiers, subnets, groups.

use crate::address::{modified_eui64, of_ipv6_group, solicited_node};
use crate::chance::Chance;
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{text, write};
use std::net::Ipv6Addr;

static BIT_NOT_TURNED: Misconception = Misconception::new(
    "universal-bit-not-turned",
    text(
        "the U/L bit was left as it is; in an interface identifier it is turned over",
        "没有翻转 U/L 位；在接口标识符中要取反",
    ),
);

static FFFE_BEHIND: Misconception = Misconception::new(
    "fffe-at-the-end",
    text(
        "ff:fe was put at the end; it stands in the middle of the MAC address",
        "把 ff:fe 放在了末尾；应插在 MAC 地址正中",
    ),
);

static FFFE_MISSING: Misconception = Misconception::new(
    "mac-put-in-as-it-is",
    text(
        "the MAC address was put in as it is; it has 48 bits and the identifier 64",
        "原样放入了 MAC 地址；它只有 48 位，接口标识符有 64 位",
    ),
);

fn link_local(identifier: u64) -> Ipv6Addr {
    Ipv6Addr::from(0xfe80u128 << 112 | u128::from(identifier))
}

/// The link-local address of a MAC address.
pub static EUI64: Exercise = Exercise::new(
    "ipv6-eui64",
    Kind::Compute,
    2,
    text("An address of the MAC address", "由 MAC 地址生成的地址"),
    &[&BIT_NOT_TURNED, &FFFE_BEHIND, &FFFE_MISSING],
    eui64,
);

fn eui64(chance: &mut Chance) -> Task {
    let [_, _, mut mac @ ..] = chance.below(1 << 48).to_be_bytes();
    mac[0] &= !1;
    let identifier = u64::from_be_bytes(modified_eui64(mac));
    let [a, b, c, d, e, f] = mac;
    let plain = u64::from_be_bytes([a, b, c, 0xff, 0xfe, d, e, f]);
    let behind = u64::from_be_bytes([a ^ 2, b, c, d, e, f, 0xff, 0xfe]);
    let bare = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    let right = link_local(identifier);
    let parts = vec![Part::new(
        "address",
        text("link-local address", "链路本地地址"),
        Form::Ipv6,
        Value::Ipv6(right),
    )];
    let shown = write::shown_mac(&mac);
    let asks = say!(
        en: "Which link-local address does an interface with {mac} have, if its identifier is the Modified EUI-64?",
        zh: "接口的 MAC 地址是 {mac}，若接口标识符取修改的 EUI-64，它的链路本地地址是什么？",
        mac = shown
    );
    let hints = [
        say!(en: "64 bits are made of 48: two octets go in between, and a bit is turned (RFC 4291 appendix A).", zh: "由 48 位得到 64 位：中间插入两个字节，再翻转一位（RFC 4291 附录 A）。"),
        say!(en: "Cut the MAC address in two halves, put ff:fe between them, and turn the second lowest bit of the first octet; fe80::/64 goes before.", zh: "把 MAC 地址从中间分开，插入 ff:fe，翻转第一个字节的次低位；前面是 fe80::/64。"),
        say!(
            en: "{a:02x} becomes {turned:02x}: {right}",
            zh: "{a:02x} 变为 {turned:02x}：{right}",
            a = a, turned = a ^ 2, right = right
        ),
    ];
    let value = |identifier: u64| Value::Ipv6(link_local(identifier));
    let see = format!("netlab mac {shown}");
    Task::new(asks, parts, hints, &see)
        .given("mac", &shown)
        .mistaken(&BIT_NOT_TURNED, value(plain), &see)
        .mistaken(&FFFE_BEHIND, value(behind), &see)
        .mistaken(&FFFE_MISSING, value(bare), &see)
}

static HEX_DIGITS_AS_DECIMAL: Misconception = Misconception::new(
    "subnets-counted-in-decimal",
    text(
        "the subnet was numbered in decimal digits; groups are hexadecimal",
        "用十进制写了子网号；各组是十六进制数",
    ),
);

static IPV4_HABITS: Misconception = Misconception::new(
    "no-room-in-a-prefix",
    text(
        "two subnets were taken off, as old habit has it; all of them can be used",
        "按旧习惯减去了两个子网；其实都可以用",
    ),
);

/// Subnets of a site.
pub static SUBNETS: Exercise = Exercise::new(
    "ipv6-subnets",
    Kind::Compute,
    2,
    text("The subnets of a site", "站点的各个子网"),
    &[&HEX_DIGITS_AS_DECIMAL, &IPV4_HABITS],
    subnets,
);

fn subnets(chance: &mut Chance) -> Task {
    let len = chance.pick([48u8, 52, 56, 60]);
    let bits = 64 - len;
    let site = 0x2001_0db8u128 << 96 | u128::from(chance.below(1 << 32)) << 64;
    let site = site >> (128 - len) << (128 - len);
    let last = (1u64 << bits).min(1000) - 1;
    let number = chance.between(10.min(last - 1), last);
    let at = |number: u64| Value::Ipv6(Ipv6Addr::from(site | u128::from(number) << 64));
    let (of, right) = (Ipv6Addr::from(site), Ipv6Addr::from(site | u128::from(number) << 64));
    let parts = vec![
        Part::number("count", text("how many /64", "有多少个 /64"), 1i128 << bits),
        Part::new(
            "start",
            text("first address of the one asked for", "所求子网的首地址"),
            Form::Ipv6,
            at(number),
        ),
    ];
    let asks = say!(
        en: "A site has {of}/{len}. How many subnets of /64 are in it, and with which address does subnet {number} (decimal, counted from 0) begin?",
        zh: "一个站点分得 {of}/{len}。其中有多少个 /64 子网？第 {number} 个子网（十进制，从 0 数起）的首地址是什么？",
        of = of, len = len, number = number
    );
    let hints = [
        say!(en: "The bits between the site's prefix and 64 number the subnets.", zh: "站点前缀与第 64 位之间的各位就是子网号。"),
        say!(en: "That is {bits} bits. Write {number} in hexadecimal and put it at the end of the fourth group.", zh: "共 {bits} 位。把 {number} 写成十六进制，放在第四组的末尾。", bits = bits, number = number),
        say!(
            en: "2^{bits} = {count}; {number} is 0x{number:x}: {right}",
            zh: "2^{bits} = {count}；{number} 即 0x{number:x}：{right}",
            bits = bits, count = 1u64 << bits, number = number, right = right
        ),
    ];
    // the decimal digits put down as if they were hexadecimal, where they fit
    let digits = u64::from_str_radix(&number.to_string(), 16).unwrap_or(0);
    let see = format!("netlab subnet {right}/64");
    let task = Task::new(asks, parts, hints, &see)
        .given("site", &format!("{of}/{len}"))
        .given("number", &number)
        .mistaken_in(&IPV4_HABITS, vec![("count", Value::Number((1 << bits) - 2))], "netlab explain ipv6");
    match digits < 1 << 16 {
        true => task.mistaken_in(&HEX_DIGITS_AS_DECIMAL, vec![("start", at(digits))], &see),
        false => task,
    }
}

static WHOLE_IDENTIFIER: Misconception = Misconception::new(
    "group-of-32-bits",
    text(
        "32 bits of the address were taken; the solicited-node group has its last 24",
        "取了地址的 32 位；请求节点多播组只取最后 24 位",
    ),
);

static IPV4_BLOCK: Misconception = Misconception::new(
    "ipv6-group-in-the-ipv4-block",
    text(
        "the MAC block of IPv4 groups was taken; for IPv6 it is 33:33",
        "用了 IPv4 多播的 MAC 块；IPv6 的是 33:33",
    ),
);

static ALL_NODES: Misconception = Misconception::new(
    "neighbours-asked-by-all-nodes",
    text(
        "all nodes were asked, as ARP does; only those whose address ends alike listen to this group",
        "像 ARP 那样问了所有节点；其实只有地址末尾相同的才听这个组",
    ),
);

/// To whom does a neighbour solicitation go?
pub static SOLICITED: Exercise = Exercise::new(
    "ipv6-solicited",
    Kind::Compute,
    3,
    text("To whom does the question go?", "询问发给谁？"),
    &[&WHOLE_IDENTIFIER, &IPV4_BLOCK, &ALL_NODES],
    solicited,
);

fn solicited(chance: &mut Chance) -> Task {
    let address = Ipv6Addr::from(
        0x2001_0db8u128 << 96 | u128::from(chance.below(1 << 16)) << 64 | u128::from(chance.below(u64::MAX)),
    );
    let group = solicited_node(address.octets());
    let mac = of_ipv6_group(group);
    let [.., w, x, y, z] = address.octets();
    let right = Ipv6Addr::from(group);
    let parts = vec![
        Part::new("group", text("IPv6 destination", "目的 IPv6 地址"), Form::Ipv6, Value::Ipv6(right)),
        Part::new("mac", text("Ethernet destination", "以太网目的地址"), Form::Mac, Value::Mac(mac)),
    ];
    let asks = say!(
        en: "A host looks for the MAC address of its neighbour {address}. To which IPv6 address does its neighbour solicitation go, and to which MAC address the frame?",
        zh: "主机要找邻站 {address} 的 MAC 地址。它的邻站请求发往哪个 IPv6 地址？帧发往哪个 MAC 地址？",
        address = address
    );
    let shown = write::shown_mac(&mac);
    let hints = [
        say!(en: "To the solicited-node group of the address, so that hardly anybody else is disturbed (RFC 4291 §2.7.1).", zh: "发往该地址的请求节点多播组，几乎不打扰别人（RFC 4291 §2.7.1）。"),
        say!(en: "ff02::1:ff00:0 and the last 24 bits of the address; the MAC address is 33:33 and the last 32 bits of the group (RFC 2464 §7).", zh: "ff02::1:ff00:0 加上地址的最后 24 位；MAC 地址是 33:33 加上组地址的最后 32 位（RFC 2464 §7）。"),
        say!(
            en: "the last 24 bits are {x:02x} {y:02x} {z:02x}: {right}, {mac}",
            zh: "最后 24 位是 {x:02x} {y:02x} {z:02x}：{right}，{mac}",
            x = x, y = y, z = z, right = right, mac = shown
        ),
    ];
    let wide = Ipv6Addr::from(0xff02u128 << 112 | 1 << 32 | u128::from(u32::from_be_bytes([w, x, y, z])));
    let all = Ipv6Addr::from(0xff02u128 << 112 | 1);
    let see = format!("netlab subnet {address}/64");
    Task::new(asks, parts, hints, &see)
        .given("address", &address)
        .mistaken_in(
            &WHOLE_IDENTIFIER,
            vec![("group", Value::Ipv6(wide)), ("mac", Value::Mac([0x33, 0x33, w, x, y, z]))],
            &see,
        )
        .mistaken_in(&IPV4_BLOCK, vec![("mac", Value::Mac([0x01, 0x00, 0x5e, x & 0x7f, y, z]))], &see)
        .mistaken_in(
            &ALL_NODES,
            vec![("group", Value::Ipv6(all)), ("mac", Value::Mac([0x33, 0x33, 0, 0, 0, 1]))],
            &see,
        )
}
