//! Exercises: IPv6.

mod made;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv6Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&EXPAND, &CLAIMS, &COMPRESS, &SORTS, &made::EUI64, &made::SUBNETS, &made::SOLICITED];

static ZEROS_BEHIND: Misconception = Misconception::new(
    "zeros-behind-are-dropped",
    text(
        "zeros at the end of a group were dropped; only those at its front may be",
        "省略了组末尾的 0；只能省略组开头的 0",
    ),
);

static SHORTER_RUN: Misconception = Misconception::new(
    "first-run-is-compressed",
    text(
        "another run of zeros was compressed; the longest is, and of equal ones the first (RFC 5952 §4.2.3)",
        "压缩了别的一段 0；应压缩最长的，等长取第一段（RFC 5952 §4.2.3）",
    ),
);

static TWO_COLONS_TWICE: Misconception = Misconception::new(
    "double-colon-twice",
    text(
        "`::` was written twice; then nobody can tell how many zeros each stands for",
        "写了两个 `::`；这样就不知道各代表多少个 0",
    ),
);

static NOTHING_COMPRESSED: Misconception = Misconception::new(
    "only-leading-zeros-dropped",
    text(
        "leading zeros were dropped, but the longest run of zero groups was not compressed",
        "省略了各组开头的 0，但没有压缩最长的一段全 0 组",
    ),
);

/// Groups with two runs of zeros of different lengths: those and the places of both runs, the longer first.
fn groups(chance: &mut Chance) -> ([u16; 8], [std::ops::Range<usize>; 2]) {
    let group = |chance: &mut Chance| match chance.below(4) {
        0 => chance.between(1, 0xf) as u16,
        1 => chance.between(1, 0xff) as u16 * 16,
        _ => chance.between(0x100, 0xffff) as u16,
    };
    let mut groups =
        [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0].map(|fixed| if fixed > 0 { fixed } else { group(chance) });
    let longer_first = chance.coin();
    let runs = if longer_first {
        [2..5, 6..7 + chance.below(2) as usize]
    } else {
        [4 + chance.below(2) as usize..8, 2..3]
    };
    let [longer, shorter] = runs;
    for run in [longer.clone(), shorter.clone()] {
        groups.iter_mut().take(run.end).skip(run.start).for_each(|group| *group = 0);
    }
    (groups, [longer, shorter])
}

fn full(groups: &[u16; 8]) -> String {
    groups.map(|group| format!("{group:04x}")).join(":")
}

/// The groups with `::` in place of a run.
fn with(groups: &[u16; 8], run: &std::ops::Range<usize>) -> String {
    let part = |from: usize, to: usize| {
        groups.iter().take(to).skip(from).map(|group| format!("{group:x}")).collect::<Vec<_>>().join(":")
    };
    format!("{}::{}", part(0, run.start), part(run.end, 8))
}

/// The short notation.
pub static COMPRESS: Exercise = Exercise::new(
    "ipv6-compress",
    Kind::Compute,
    2,
    text("Write it short", "写成最简形式"),
    &[&ZEROS_BEHIND, &SHORTER_RUN, &TWO_COLONS_TWICE, &NOTHING_COMPRESSED],
    compress,
);

fn compress(chance: &mut Chance) -> Task {
    let (groups, [longer, shorter]) = groups(chance);
    let shown = full(&groups);
    // what the standard library writes is RFC 5952 too
    let right = with(&groups, &longer);
    let exact = |text: String| Value::Text(text);
    let parts = vec![Part::new(
        "short",
        text("in the one notation of RFC 5952", "RFC 5952 规定的唯一写法"),
        Form::Exact,
        exact(right.clone()),
    )];
    let asks = say!(
        en: "Write {shown} as short as RFC 5952 has it, in lower case.",
        zh: "把 {shown} 写成 RFC 5952 规定的最简形式，用小写字母。",
        shown = shown
    );
    let hints = [
        say!(
            en: "Zeros at the front of each group go; then one run of zero groups becomes `::`, the longest (RFC 5952 §4).",
            zh: "去掉每组开头的 0；再把最长的一段全 0 组写成 `::`（RFC 5952 §4）。"
        ),
        say!(
            en: "There are two runs of zero groups, of {a} and {b}. Which one becomes `::`? A zero group that stays is written 0.",
            zh: "全 0 的组有两段，一段 {a} 组，一段 {b} 组。哪一段写成 `::`？留下的全 0 组写作 0。",
            a = longer.len(), b = shorter.len()
        ),
        say!(en: "the short form is {right}", zh: "最简形式是 {right}", right = right),
    ];
    let mut cut = groups;
    cut.iter_mut().filter(|group| **group != 0).for_each(|group| {
        while *group & 0xf == 0 {
            *group >>= 4;
        }
    });
    let (first, second) =
        if longer.start < shorter.start { (&longer, &shorter) } else { (&shorter, &longer) };
    let piece = |from: usize, to: usize| {
        groups.iter().take(to).skip(from).map(|group| format!("{group:x}")).collect::<Vec<_>>().join(":")
    };
    let twice =
        format!("{}::{}::{}", piece(0, first.start), piece(first.end, second.start), piece(second.end, 8));
    let plain = groups.map(|group| format!("{group:x}")).join(":");
    let see = format!("netlab subnet {shown}/64");
    Task::new(asks, parts, hints, &see)
        .given("full", &shown)
        .mistaken(&SHORTER_RUN, exact(with(&groups, &shorter)), &see)
        .mistaken(&ZEROS_BEHIND, exact(with(&cut, &longer)), &see)
        .mistaken(&TWO_COLONS_TWICE, exact(twice), &see)
        .mistaken(&NOTHING_COMPRESSED, exact(plain), &see)
}

static PADDED_BEHIND: Misconception = Misconception::new(
    "groups-filled-up-behind",
    text(
        "short groups were filled up behind; zeros that were left out stood in front",
        "在短组后面补了 0；省略的 0 在前面",
    ),
);

static ONE_GROUP: Misconception = Misconception::new(
    "double-colon-is-one-group",
    text(
        "`::` was taken for one group; it is as many as make eight together",
        "把 `::` 当成一组；它代表补足八组所需的组数",
    ),
);

/// The long notation.
pub static EXPAND: Exercise = Exercise::new(
    "ipv6-expand",
    Kind::Compute,
    1,
    text("Write it in full", "写出完整形式"),
    &[&PADDED_BEHIND, &ONE_GROUP],
    expand,
);

fn expand(chance: &mut Chance) -> Task {
    let mut groups = [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0];
    let head = chance.between(2, 4) as usize;
    let tail = chance.between(1, 3).min(8 - 2 - head as u64) as usize;
    for i in (2..head).chain(8 - tail..8) {
        let most = chance.pick([0xff, 0xffff]);
        groups[i] = chance.between(1, most) as u16;
    }
    let right = full(&groups);
    let short = Ipv6Addr::from(groups).to_string();
    let parts = vec![Part::new(
        "full",
        text("eight groups of four digits", "八组，每组四位"),
        Form::Exact,
        Value::Text(right.clone()),
    )];
    let asks = say!(
        en: "Write {short} in full: eight groups of four digits, in lower case, with colons between.",
        zh: "把 {short} 写成完整形式：八组，每组四位，小写字母，用冒号隔开。",
        short = short
    );
    let there = head + tail;
    let hints = [
        say!(en: "An address has eight groups of 16 bits; `::` stands for all groups that are missing, zeros.", zh: "地址有八组，每组 16 位；`::` 代表缺少的全部组，均为 0。"),
        say!(
            en: "{there} groups are written, so `::` is {missing}. Fill up each group to four digits in front.",
            zh: "写出了 {there} 组，所以 `::` 代表 {missing} 组。每组在前面补足四位。",
            there = there, missing = 8 - there
        ),
        say!(en: "in full: {right}", zh: "完整形式：{right}", right = right),
    ];
    let behind = groups.map(|group| format!("{:0<4}", format!("{group:x}"))).join(":");
    let part = |from: usize, to: usize| -> Vec<String> {
        groups.iter().take(to).skip(from).map(|group| format!("{group:04x}")).collect()
    };
    let one = [part(0, head), vec!["0000".to_string()], part(8 - tail, 8)].concat().join(":");
    let see = format!("netlab subnet {short}/64");
    Task::new(asks, parts, hints, &see)
        .given("short", &short)
        .mistaken(&PADDED_BEHIND, Value::Text(behind), &see)
        .mistaken(&ONE_GROUP, Value::Text(one), &see)
}

static SITE_LOCAL: Misconception = Misconception::new(
    "fe80-is-private",
    text(
        "link-local was taken for the private addresses of a site; those begin with fc or fd (RFC 4193)",
        "把链路本地地址当成了站点的专用地址；后者以 fc 或 fd 开头（RFC 4193）",
    ),
);

static ALL_GLOBAL: Misconception = Misconception::new(
    "two-thousand-is-always-global",
    text(
        "2001:db8:: was taken for a real address; it is for documentation (RFC 3849)",
        "把 2001:db8:: 当成实际可用的地址；它只供文档举例（RFC 3849）",
    ),
);

/// What sort of address is it?
pub static SORTS: Exercise = Exercise::new(
    "ipv6-sorts",
    Kind::Read,
    2,
    text("What sort of address is it?", "是哪类地址？"),
    &[&SITE_LOCAL, &ALL_GLOBAL],
    sorts,
);

fn sorts(chance: &mut Chance) -> Task {
    const KEYS: [&str; 4] = ["first", "second", "third", "fourth"];
    let options = || -> Vec<Said> {
        vec![
            text("link-local", "链路本地").into(),
            text("unique local (a site's own)", "唯一本地（站点专用）").into(),
            text("multicast", "多播").into(),
            text("global unicast", "全球单播").into(),
            text("for documentation", "供文档举例").into(),
        ]
    };
    let kinds = chance.some(4, 5);
    let (mut parts, mut rows, mut given, mut site, mut global) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut letters = Vec::new();
    for (key, kind) in KEYS.into_iter().zip(kinds) {
        let low = u128::from(chance.below(1 << 32));
        let bits = match kind {
            0 => 0xfe80u128 << 112,
            1 => 0xfd00u128 << 112 | u128::from(chance.below(1 << 40)) << 80,
            2 => 0xff00u128 << 112 | u128::from(chance.pick([0x02u8, 0x05, 0x0e])) << 112,
            // blocks that registries have given out
            3 => {
                u128::from(chance.pick([0x2400u16, 0x2600, 0x2a00, 0x2c00])) << 112
                    | u128::from(chance.below(1 << 20)) << 90
            }
            _ => 0x2001_0db8u128 << 96 | u128::from(chance.below(1 << 16)) << 80,
        };
        let address = Ipv6Addr::from(bits | low);
        let label = say!(en: "{address} is", zh: "{address} 是", address = address);
        parts.push(Part::choice(key, label, options(), kind));
        rows.push(vec![Cell::same(&address), Cell::Asked(key)]);
        site.push((
            key,
            Value::Choice(match kind {
                0 => 1,
                1 => 0,
                other => other,
            }),
        ));
        global.push((key, Value::Choice(if kind == 4 { 3 } else { kind })));
        letters.push(crate::exercise::answer::letter(kind).to_string());
        given.push(address.to_string());
    }
    let asks = say!(en: "What sort of address is each of these?", zh: "下列各是哪类 IPv6 地址？");
    let hints = [
        say!(en: "The first bits tell: `netlab subnet ADDRESS/64` names the block.", zh: "看开头的几位：`netlab subnet 地址/64` 会说出所属的块。"),
        say!(en: "fe80::/10, fc00::/7, ff00::/8, 2000::/3; and 2001:db8::/32 out of the last (RFC 4291 §2.4).", zh: "fe80::/10、fc00::/7、ff00::/8、2000::/3，以及其中的 2001:db8::/32（RFC 4291 §2.4）。"),
        say!(en: "in order: {letters}", zh: "依次为：{letters}", letters = letters.join(" ")),
    ];
    let see = format!("netlab subnet {}/64", given.first().cloned().unwrap_or_default());
    let head = vec![text("address", "地址").into(), text("sort", "类别").into()];
    Task::new(asks, parts, hints, &see)
        .given("addresses", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&SITE_LOCAL, site, "netlab subnet fe80::1/64")
        .mistaken_in(&ALL_GLOBAL, global, "netlab subnet 2001:db8::1/64")
}

static HAS_BROADCAST: Misconception = Misconception::new(
    "ipv6-has-broadcast",
    text("IPv6 was taken to have broadcast; it has groups only", "以为 IPv6 有广播；它只有多播"),
);

static ONE_EACH: Misconception = Misconception::new(
    "one-address-an-interface",
    text(
        "an interface was taken to have one address; in IPv6 it has several",
        "以为一个接口只有一个地址；IPv6 接口有多个",
    ),
);

static HAS_CHECKSUM: Misconception = Misconception::new(
    "ipv6-header-has-a-checksum",
    text(
        "the IPv6 header was taken to have a checksum; UDP, TCP and ICMPv6 have theirs",
        "以为 IPv6 首部有检验和；检验和在 UDP、TCP 和 ICMPv6 中",
    ),
);

static ARP_FOR_IPV6: Misconception = Misconception::new(
    "arp-for-ipv6",
    text(
        "ARP was taken to serve IPv6; neighbour discovery does, within ICMPv6",
        "以为 IPv6 也用 ARP；它用 ICMPv6 中的邻站发现",
    ),
);

/// Claims about IPv6.
pub static CLAIMS: Exercise = Exercise::new(
    "ipv6-claims",
    Kind::Refute,
    1,
    text("Is it so? IPv6", "是这样吗？IPv6"),
    &[&HAS_BROADCAST, &ONE_EACH, &HAS_CHECKSUM, &ARP_FOR_IPV6, &SITE_LOCAL],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "The last address of an IPv6 subnet is its broadcast address.",
            "IPv6 子网的最后一个地址是广播地址。",
        ),
        holds: false,
        misconception: &HAS_BROADCAST,
        idea: text(
            "which addresses does `netlab subnet` name in a /64?",
            "`netlab subnet` 在 /64 中列出哪些特殊地址？",
        ),
        because: text("there is no broadcast, but groups (RFC 4291 §2)", "没有广播，只有多播（RFC 4291 §2）"),
        shown_by: text("the subnet has no broadcast address", "该子网没有广播地址"),
        not_by: &[
            text("it has 2^64 addresses", "它有 2^64 个地址"),
            text("its prefix ends at a group", "前缀正好止于一组"),
        ],
        see: "netlab subnet 2001:db8::1/64",
    },
    Claim {
        says: text(
            "An interface with a global IPv6 address has a link-local one besides.",
            "有全球单播地址的 IPv6 接口同时还有链路本地地址。",
        ),
        holds: true,
        misconception: &ONE_EACH,
        idea: text("from which address does a host ask for its routers?", "主机用哪个地址询问路由器？"),
        because: text(
            "each interface has at least a link-local address (RFC 4291 §2.1)",
            "每个接口至少有一个链路本地地址（RFC 4291 §2.1）",
        ),
        shown_by: text(
            "fe80::/10 is on every interface, and valid on its one link",
            "fe80::/10 在每个接口上都有，只在本链路有效",
        ),
        not_by: &[
            text("it can be made of the MAC address", "它可以由 MAC 地址生成"),
            text("it has 128 bits", "它有 128 位"),
        ],
        see: "netlab subnet fe80::1/64",
    },
    Claim {
        says: text(
            "Each router works out the checksum of the IPv6 header anew.",
            "每个路由器都要重新计算 IPv6 首部的检验和。",
        ),
        holds: false,
        misconception: &HAS_CHECKSUM,
        idea: text("look for the field in the figure of the header", "在首部的图中找一找这个字段"),
        because: text("the header has none (RFC 8200 §3)", "首部没有检验和（RFC 8200 §3）"),
        shown_by: text("none of the eight fields is a checksum", "八个字段中没有检验和"),
        not_by: &[
            text("the hop limit becomes one less", "跳数限制要减一"),
            text("the header has 40 octets", "首部有 40 字节"),
        ],
        see: "netlab explain ipv6",
    },
    Claim {
        says: text(
            "An IPv6 host finds its neighbour's MAC address by ARP.",
            "IPv6 主机用 ARP 得到邻站的 MAC 地址。",
        ),
        holds: false,
        misconception: &ARP_FOR_IPV6,
        idea: text(
            "which protocol carries the question in this capture?",
            "这次抓包中，询问装在什么协议里？",
        ),
        because: text(
            "it asks by a neighbour solicitation of ICMPv6 (RFC 4861 §7.2)",
            "它用 ICMPv6 的邻站请求询问（RFC 4861 §7.2）",
        ),
        shown_by: text(
            "question and answer are ICMPv6 in IPv6, type 135 and 136",
            "询问和回答是 IPv6 中的 ICMPv6，类型 135 和 136",
        ),
        not_by: &[
            text("the destination begins with 33:33", "目的 MAC 地址以 33:33 开头"),
            text("the type of the frame is 0x86dd", "帧的类型是 0x86dd"),
        ],
        see: "netlab frame --summary --sample ipv6-nd",
    },
    Claim {
        says: text(
            "fe80:: addresses are for a whole site, as 192.168 addresses are.",
            "fe80:: 地址像 192.168 地址一样供整个站点使用。",
        ),
        holds: false,
        misconception: &SITE_LOCAL,
        idea: text("does a router pass them on?", "路由器会转发它们吗？"),
        because: text(
            "link-local addresses are valid on one link (RFC 4291 §2.5.6); for sites there is fc00::/7",
            "链路本地地址只在一条链路上有效（RFC 4291 §2.5.6）；供站点用的是 fc00::/7",
        ),
        shown_by: text("the registry has them as not forwardable", "登记表写明它们不可转发"),
        not_by: &[
            text("they have a prefix of 64 bits", "它们的前缀有 64 位"),
            text("nobody has to ask for one", "不用申请就能使用"),
        ],
        see: "netlab subnet fe80::1/64",
    },
];
