//! Exercises: subnets by need (VLSM).

use super::subnet::NO_ENDS;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::{host, listed, mask};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Point, Task, Value};
use crate::say;
use crate::spec::{Said, text};
use std::net::Ipv4Addr;

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&FITS, &PLAN, &FAULTS, &CLAIMS, &SAVED, &OWN];

static AS_ASKED: Misconception = Misconception::new(
    "subnets-in-the-order-asked",
    text(
        "the subnets were put one behind the other as they were asked for; the largest goes first, so that each begins at a multiple of its size",
        "按提出的顺序一个接一个地排；应先排最大的，使每个都从自身大小的倍数处开始",
    ),
);

static EQUAL_PARTS: Misconception = Misconception::new(
    "all-subnets-equal",
    text(
        "all subnets were made as large as the largest; with VLSM each has the length it needs",
        "所有子网都与最大的一样大；VLSM 让每个子网按需取长度",
    ),
);

static HOSTS_SUMMED: Misconception = Misconception::new(
    "hosts-are-summed",
    text(
        "the hosts were added up; what counts are the blocks, each a power of two",
        "把主机数直接相加；要加的是地址块，每个都是 2 的幂",
    ),
);

/// The addresses of the smallest block that has room for so many hosts.
fn block_for(hosts: u32) -> u32 {
    (hosts + 2).next_power_of_two()
}

/// The prefix length of a block of so many addresses.
fn len_of(size: u32) -> u8 {
    32 - size.trailing_zeros() as u8
}

fn net(start: u32, size: u32) -> Value {
    Value::Network(Ipv4Addr::from_bits(start), len_of(size))
}

/// Hosts that need a block of just this size.
fn need(chance: &mut Chance, size: u32) -> u32 {
    chance.between(u64::from(size / 2) - 1, u64::from(size) - 2) as u32
}

/// A private block of this prefix length.
fn parent(chance: &mut Chance, len: u8) -> u32 {
    host(chance, len).to_bits() & mask(len)
}

/// Needs of different sizes in an order of chance, which together fit into the block.
fn needs(chance: &mut Chance, len: u8) -> Vec<u32> {
    let whole = 1u32 << (32 - len);
    let sizes = [whole / 2, whole / 4, whole / 8];
    let needs = sizes.into_iter().map(|size| need(chance, size)).collect();
    chance.shuffled(needs)
}

/// Where subnets of these sizes begin if the largest goes first; in the order of the sizes.
fn largest_first(start: u32, sizes: &[u32]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let size = |i: usize| sizes.get(i).copied().unwrap_or(0);
    order.sort_by_key(|i| std::cmp::Reverse(size(*i)));
    let (mut starts, mut next) = (vec![start; sizes.len()], start);
    for i in order {
        if let Some(place) = starts.get_mut(i) {
            *place = next;
        }
        next += size(i);
    }
    starts
}

/// Where they begin if each follows the one before, as asked.
fn as_asked(start: u32, sizes: &[u32]) -> Vec<u32> {
    let before = sizes.iter().scan(start, |next, size| {
        let here = *next;
        *next += size;
        Some(here)
    });
    before.collect()
}

const NAMES: [&str; 3] = ["A", "B", "C"];
const KEYS: [&str; 3] = ["a", "b", "c"];

fn rows(needs: &[u32], asked: bool) -> Vec<Vec<Cell>> {
    let row = |((name, key), need): ((&str, &'static str), &u32)| {
        let mut row = vec![Cell::same(name), Cell::same(need)];
        if asked {
            row.push(Cell::Asked(key));
        }
        row
    };
    NAMES.into_iter().zip(KEYS).zip(needs).map(row).collect()
}

fn wished(needs: &[u32]) -> String {
    let wish: Vec<String> = KEYS.iter().zip(needs).map(|(key, need)| format!("{key}={need}")).collect();
    wish.join(",")
}

/// A plan: three subnets, the largest first.
pub static PLAN: Exercise = Exercise::new(
    "vlsm-plan",
    Kind::Compute,
    2,
    text("Plan subnets by need", "按需规划子网"),
    &[&AS_ASKED, &NO_ENDS, &EQUAL_PARTS],
    plan,
);

fn plan(chance: &mut Chance) -> Task {
    let len = chance.pick([22, 23, 24, 25]);
    let start = parent(chance, len);
    let needs = needs(chance, len);
    let sizes: Vec<u32> = needs.iter().map(|need| block_for(*need)).collect();
    let answers = |starts: &[u32], sizes: &[u32]| -> Vec<(&'static str, Value)> {
        KEYS.into_iter()
            .zip(starts.iter().zip(sizes))
            .map(|(key, (start, size))| (key, net(*start, *size)))
            .collect()
    };
    let right = answers(&largest_first(start, &sizes), &sizes);
    let label = |key: &str| say!(en: "subnet {name}", zh: "子网 {name}", name = key.to_uppercase());
    let parts =
        right.iter().map(|(key, value)| Part::new(key, label(key), Form::Network, value.clone())).collect();
    let of = Ipv4Addr::from_bits(start);
    let asks = say!(
        en: "Divide {of}/{len} into three subnets by need: each as small as it can be, the largest first, without gaps from the start of the block. Write each as a.b.c.d/n.",
        zh: "把 {of}/{len} 按需分成三个子网：每个尽可能小，从地址块开头起先排最大的，中间不留空。每个写成 a.b.c.d/n。",
        of = of, len = len
    );
    let shown: Vec<String> =
        right.iter().map(|(_, value)| Form::Network.show(value, crate::spec::Lang::En)).collect();
    let hints = [
        say!(
            en: "Each subnet is a power of two: hosts, network and broadcast address have room in it.",
            zh: "每个子网的大小是 2 的幂，要容得下主机、网络地址和广播地址。"
        ),
        say!(
            en: "A, B and C need {sizes} addresses. Put them in from the largest to the smallest.",
            zh: "A、B、C 分别要 {sizes} 个地址。从大到小依次排入。",
            sizes = listed(&sizes, ", ")
        ),
        say!(en: "the subnets of A, B, C: {shown}", zh: "A、B、C 的子网：{shown}", shown = shown.join(", ")),
    ];
    let tight: Vec<u32> = needs.iter().map(|need| need.next_power_of_two()).collect();
    let most = sizes.iter().copied().max().unwrap_or(4);
    let equal = vec![most; 3];
    let see = format!("netlab subnet {of}/{len} --plan {}", wished(&needs));
    let head =
        vec![text("name", "名称").into(), text("hosts", "主机数").into(), text("subnet", "子网").into()];
    Task::new(asks, parts, hints, &see)
        .given("block", &of)
        .given("prefix", &len)
        .given("needs", &listed(&needs, " "))
        .shows(Exhibit::Table { head, rows: rows(&needs, true) })
        .mistaken_in(&NO_ENDS, answers(&largest_first(start, &tight), &tight), &see)
        .mistaken_in(&AS_ASKED, answers(&as_asked(start, &sizes), &sizes), &see)
        .mistaken_in(&EQUAL_PARTS, answers(&as_asked(start, &equal), &equal), &see)
}

/// Whether a plan can be made at all.
pub static FITS: Exercise = Exercise::new(
    "vlsm-fits",
    Kind::Compute,
    1,
    text("Is there room for all?", "地址够分吗？"),
    &[&HOSTS_SUMMED, &NO_ENDS],
    fits,
);

fn fits(chance: &mut Chance) -> Task {
    let len = chance.pick([22, 23, 24, 25, 26]);
    let (start, whole) = (parent(chance, len), 1u32 << (32 - len));
    let sizes = match chance.below(4) {
        0 => [whole / 2, whole / 4, whole / 4],
        1 => [whole / 2, whole / 4, whole / 8],
        2 => [whole / 2, whole / 2, whole / 8],
        _ => [whole / 2, whole / 2, whole / 4],
    };
    // near the lower end, so that the hosts themselves are fewer than the addresses
    let needs: Vec<u32> =
        sizes.into_iter().map(|size| size / 2 - 1 + chance.below(u64::from(size / 6)) as u32).collect();
    let needs = chance.shuffled(needs);
    let taken: u32 = needs.iter().map(|need| block_for(*need)).sum();
    let hosts: u32 = needs.iter().sum();
    let tight: u32 = needs.iter().map(|need| need.next_power_of_two()).sum();
    let parts = vec![
        Part::number("taken", text("addresses of their blocks together", "各块地址数之和"), taken),
        Part::yes_no("fits", text("do they fit?", "排得下吗？"), taken <= whole),
    ];
    let of = Ipv4Addr::from_bits(start);
    let asks = say!(
        en: "Three subnets in {of}/{len} should have room for these hosts, each the smallest block that does. How many addresses do the blocks have together, and do they fit?",
        zh: "要在 {of}/{len} 中划出三个子网，各取够用的最小地址块。三块共有多少个地址？排得下吗？",
        of = of, len = len
    );
    let hints = [
        say!(
            en: "A block is a power of two, and two of its addresses are no host's.",
            zh: "地址块的大小是 2 的幂，其中有两个地址不能分配给主机。"
        ),
        say!(
            en: "Round each number of hosts plus 2 up to a power of two; compare the sum with the 2^{bits} of the block.",
            zh: "把每个主机数加 2 后向上取为 2 的幂；再把总和与整块的 2^{bits} 比较。",
            bits = 32 - len
        ),
        say!(
            en: "{sizes}: {taken} together, of {whole}.",
            zh: "{sizes}：共 {taken} 个，整块有 {whole} 个。",
            sizes = listed(&needs.iter().map(|need| block_for(*need)).collect::<Vec<_>>(), " + "), taken = taken, whole = whole
        ),
    ];
    // where they do not fit, the command shows the blocks in twice the room
    let see = match taken <= whole {
        true => format!("netlab subnet {of}/{len} --plan {}", wished(&needs)),
        false => format!(
            "netlab subnet {}/{} --plan {}",
            Ipv4Addr::from_bits(start & mask(len - 1)),
            len - 1,
            wished(&needs)
        ),
    };
    let head = vec![text("name", "名称").into(), text("hosts", "主机数").into()];
    Task::new(asks, parts, hints, &see)
        .given("prefix", &len)
        .given("needs", &listed(&needs, " "))
        .shows(Exhibit::Table { head, rows: rows(&needs, false) })
        .mistaken_in(
            &HOSTS_SUMMED,
            vec![("taken", Value::Number(hosts.into())), ("fits", (hosts <= whole).into())],
            &see,
        )
        .mistaken_in(
            &NO_ENDS,
            vec![("taken", Value::Number(tight.into())), ("fits", (tight <= whole).into())],
            &see,
        )
}

/// A plan with two faults.
pub static FAULTS: Exercise = Exercise::new(
    "vlsm-faults",
    Kind::Read,
    2,
    text("Find the faults of a plan", "找出方案中的错误"),
    &[&TOUCHING, &POWER_OF_TWO],
    faults,
);

static TOUCHING: Misconception = Misconception::new(
    "neighbours-overlap",
    text(
        "two blocks that touch were taken to overlap; one ends where the next begins",
        "把相邻的两块当成了重叠；一块结束处正是下一块开始处",
    ),
);

static POWER_OF_TWO: Misconception = Misconception::new(
    "starts-are-powers-of-two",
    text(
        "a start was refused because it is no power of two; it has to be a multiple of the block's size",
        "因为起点不是 2 的幂就认为不对；它只要是块大小的倍数",
    ),
);

fn faults(chance: &mut Chance) -> Task {
    // in units: 256 in the block, scaled to a /24, /23 or /22
    let scale = 1u32 << chance.below(3);
    let start = parent(chance, 22);
    let (inside, with) = chance.pick([((32, 32), 0), ((80, 16), 1), ((160, 32), 2), ((144, 16), 2)]);
    let blocks = [(0, 64), (64, 32), (128, 64), (192, 16), (216, 16), inside];
    let order = chance.some(6, 6);
    let row_of = |block: usize| order.iter().position(|each| *each == block).unwrap_or(0);
    let shown: Vec<String> = order
        .iter()
        .filter_map(|i| blocks.get(*i))
        .map(|(at, size)| format!("{}/{}", Ipv4Addr::from_bits(start + at * scale), len_of(size * scale)))
        .collect();
    let options = || -> Vec<Said> {
        shown.iter().map(|block| say!(en: "{block}", zh: "{block}", block = block)).collect()
    };
    let pair = |a: usize, b: usize| {
        let mut pair = vec![row_of(a), row_of(b)];
        pair.sort_unstable();
        Value::Choices(pair)
    };
    let parts = vec![
        Part::choice("misaligned", text("no subnet begins there", "起点不对的是"), options(), row_of(4)),
        Part::new(
            "overlap",
            text("the two that overlap", "相互重叠的两个是"),
            Form::Ticks(options()),
            pair(with, 5),
        ),
    ];
    let asks = say!(
        en: "Somebody planned these subnets. One of them cannot begin where it does, and two overlap. Which? Answer with letters.",
        zh: "有人规划了这些子网。其中一个的起点不对，另有两个相互重叠。各是哪些？用字母作答。"
    );
    let bad = shown.get(row_of(4)).cloned().unwrap_or_default();
    let hints = [
        say!(
            en: "A subnet begins at a multiple of its size: its host bits are 0. It ends size less one behind that.",
            zh: "子网从自身大小的倍数处开始：主机位为 0；到起点加大小减一处结束。"
        ),
        say!(
            en: "Work out for each: size = 2^(32 - prefix), first and last address. Then sort them.",
            zh: "对每个子网求：大小 = 2^(32 - 前缀长度)、首地址和末地址，再排序。"
        ),
        say!(
            en: "{bad} has host bits that are not 0; {a} and {b} have addresses in common.",
            zh: "{bad} 的主机位不为 0；{a} 和 {b} 有公共的地址。",
            bad = bad, a = shown.get(row_of(with)).cloned().unwrap_or_default(), b = shown.get(row_of(5)).cloned().unwrap_or_default()
        ),
    ];
    let overlap = format!("netlab subnet --overlap {}", shown.join(" "));
    // the block that touches the one which has another inside, and a good start that is no power of two
    let touching = if with == 2 { (2, 3) } else { (0, 1) };
    Task::new(asks, parts, hints, format!("netlab subnet {bad}"))
        .given("blocks", &shown.join(" "))
        .mistaken_in(&TOUCHING, vec![("overlap", pair(touching.0, touching.1))], &overlap)
        .mistaken_in(
            &POWER_OF_TWO,
            vec![("misaligned", Value::Choice(row_of(3)))],
            &format!("netlab subnet {}", shown.get(row_of(3)).cloned().unwrap_or_default()),
        )
}

/// What VLSM saves against equal subnets.
pub static SAVED: Exercise = Exercise::new(
    "vlsm-saved",
    Kind::Compute,
    3,
    text("What does VLSM save?", "VLSM 省下多少？"),
    &[&NO_ENDS, &HOSTS_SUMMED],
    saved,
);

fn saved(chance: &mut Chance) -> Task {
    let least = chance.pick([8u32, 16, 32]);
    let sizes = [least, least * chance.pick([2, 4]), least * 8];
    let needs = sizes.into_iter().map(|size| need(chance, size)).collect();
    let needs: Vec<u32> = chance.shuffled(needs);
    let own: u32 = needs.iter().map(|need| block_for(*need)).sum();
    let most = needs.iter().map(|need| block_for(*need)).max().unwrap_or(0);
    let tight: Vec<u32> = needs.iter().map(|need| need.next_power_of_two()).collect();
    let (tight_own, tight_most) = (tight.iter().sum::<u32>(), tight.iter().max().copied().unwrap_or(0));
    let hosts: u32 = needs.iter().sum();
    let most_hosts = needs.iter().max().copied().unwrap_or(0);
    let parts = vec![
        Part::number("equal", text("addresses with one mask for all", "统一掩码时占用的地址数"), most * 3),
        Part::number("vlsm", text("addresses with VLSM", "用 VLSM 时占用的地址数"), own),
    ];
    let asks = say!(
        en: "Three subnets are needed, for these hosts. How many addresses do they take up if all have the same mask, and how many if each has its own (VLSM)? All as small as they can be.",
        zh: "需要三个子网，主机数如下。若统一用一个掩码，共占用多少个地址？若各用各的掩码（VLSM），又占用多少？都取尽可能小的。"
    );
    let hints = [
        say!(
            en: "One mask for all has to be right for the largest of them.",
            zh: "统一的掩码必须满足其中最大的子网。"
        ),
        say!(
            en: "Round each number of hosts plus 2 up to a power of two.",
            zh: "把每个主机数加 2 后向上取为 2 的幂。"
        ),
        say!(
            en: "one mask: 3 x {most} = {equal}; VLSM: {blocks} = {own}.",
            zh: "统一掩码：3 x {most} = {equal}；VLSM：{blocks} = {own}。",
            most = most, equal = most * 3, own = own,
            blocks = listed(&needs.iter().map(|need| block_for(*need)).collect::<Vec<_>>(), " + ")
        ),
    ];
    let see = format!("netlab subnet 10.0.0.0/20 --plan {}", wished(&needs));
    let head = vec![text("name", "名称").into(), text("hosts", "主机数").into()];
    let number = |number: u32| Value::Number(number.into());
    Task::new(asks, parts, hints, &see)
        .given("needs", &listed(&needs, " "))
        .shows(Exhibit::Table { head, rows: rows(&needs, false) })
        .mistaken_in(&NO_ENDS, vec![("equal", number(tight_most * 3)), ("vlsm", number(tight_own))], &see)
        .mistaken_in(&HOSTS_SUMMED, vec![("equal", number(most_hosts * 3)), ("vlsm", number(hosts))], &see)
}

/// A plan of one's own, judged by what it has to keep.
pub static OWN: Exercise = Exercise::new(
    "vlsm-own",
    Kind::Build,
    3,
    text("A plan of your own", "自己做一个方案"),
    &[&AS_ASKED, &NO_ENDS],
    own,
);

fn own(chance: &mut Chance) -> Task {
    let len = chance.pick([23, 24, 25]);
    let start = parent(chance, len);
    let needs = needs(chance, len);
    let sizes: Vec<u32> = needs.iter().map(|need| block_for(*need)).collect();
    let list = |starts: &[u32], sizes: &[u32]| {
        Value::List(starts.iter().zip(sizes).map(|(start, size)| net(*start, *size)).collect())
    };
    let model = list(&largest_first(start, &sizes), &sizes);
    let wanted = needs.clone();
    let judge = move |value: &Value| judge_plan(value, start, len, &wanted);
    let part = Part::by(
        "plan",
        text("the subnets of A, B and C", "A、B、C 的子网"),
        Form::List(Box::new(Form::Network)),
        model.clone(),
        judge,
    );
    let of = Ipv4Addr::from_bits(start);
    let asks = say!(
        en: "Put three subnets into {of}/{len}, wherever you like: each with room for its hosts, and none over another. Write a.b.c.d/n for A, B and C, with commas between.",
        zh: "在 {of}/{len} 中任意安排三个子网：各容得下自己的主机，互不重叠。依次写出 A、B、C 的 a.b.c.d/n，用逗号隔开。",
        of = of, len = len
    );
    let shown = Form::List(Box::new(Form::Network)).show(&model, crate::spec::Lang::En);
    let hints = [
        say!(
            en: "A subnet has 2^n addresses and begins at a multiple of that; two of them are no host's.",
            zh: "子网有 2^n 个地址，从该数的倍数处开始；其中两个不能分配给主机。"
        ),
        say!(
            en: "Place the largest first: what is left over has then borders where the smaller ones may begin.",
            zh: "先放最大的：剩下部分的边界正好可以放较小的。"
        ),
        say!(en: "one way of many: {shown}", zh: "多种方案之一：{shown}", shown = shown),
    ];
    let tight: Vec<u32> = needs.iter().map(|need| need.next_power_of_two()).collect();
    let see = format!("netlab subnet {of}/{len} --plan {}", wished(&needs));
    let head = vec![text("name", "名称").into(), text("hosts", "主机数").into()];
    Task::new(asks, vec![part], hints, &see)
        .given("block", &of)
        .given("prefix", &len)
        .given("needs", &listed(&needs, " "))
        .shows(Exhibit::Table { head, rows: rows(&needs, false) })
        .mistaken(&AS_ASKED, list(&as_asked(start, &sizes), &sizes), &see)
        .mistaken(&NO_ENDS, list(&largest_first(start, &tight), &tight), &see)
}

/// What a plan has to keep.
fn judge_plan(value: &Value, start: u32, len: u8, needs: &[u32]) -> Vec<Point> {
    let Value::List(nets) = value else { return vec![Point::new(false, text("a list", "列表"))] };
    // first address, addresses behind it
    let blocks: Vec<(u32, u32)> = nets
        .iter()
        .filter_map(|net| match net {
            Value::Network(address, len) => Some((address.to_bits(), !mask(*len))),
            _ => None,
        })
        .collect();
    let mut points = vec![Point::new(blocks.len() == needs.len(), text("three subnets", "三个子网"))];
    for ((name, need), (at, rest)) in NAMES.into_iter().zip(needs).zip(&blocks) {
        points.push(Point::new(
            at & rest == 0,
            say!(en: "{name} begins where its host bits are 0", zh: "{name} 的起点主机位为 0", name = name),
        ));
        points.push(Point::new(
            rest.saturating_sub(1) >= *need,
            say!(en: "{name} has room for its hosts", zh: "{name} 容得下它的主机", name = name),
        ));
        points.push(Point::new(
            at & mask(len) == start && *rest <= !mask(len),
            say!(en: "{name} is inside the block", zh: "{name} 在地址块之内", name = name),
        ));
    }
    let mut sorted: Vec<(u32, u32)> = blocks.iter().map(|(at, rest)| (at & !rest, at | rest)).collect();
    sorted.sort_unstable();
    let apart = sorted.windows(2).all(|pair| pair.first().map(|a| a.1) < pair.last().map(|b| b.0));
    points.push(Point::new(apart, text("none lies over another", "互不重叠")));
    points
}

/// Claims about VLSM.
pub static CLAIMS: Exercise = Exercise::new(
    "vlsm-claims",
    Kind::Refute,
    2,
    text("Is it so? Subnets by need", "是这样吗？按需划分子网"),
    &[&AS_ASKED, &EQUAL_PARTS, &HOSTS_SUMMED],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "Behind 10.0.0.0/28 the next subnet, a /26, begins at 10.0.0.16.",
            "10.0.0.0/28 之后的下一个子网若是 /26，就从 10.0.0.16 开始。",
        ),
        holds: false,
        misconception: &AS_ASKED,
        idea: text("at which addresses can a block of 64 begin?", "64 个地址的块可以从哪些地址开始？"),
        because: text("a /26 begins at a multiple of 64, so at .64", "/26 从 64 的倍数处开始，所以从 .64 起"),
        shown_by: text(
            "10.0.0.16 AND the mask of /26 is 10.0.0.0: it lies over the first",
            "10.0.0.16 与 /26 掩码的“与”是 10.0.0.0：与第一个重叠",
        ),
        not_by: &[
            text("10.0.0.0/28 ends at 10.0.0.15", "10.0.0.0/28 到 10.0.0.15 为止"),
            text("a /26 has room for 62 hosts", "/26 可容纳 62 台主机"),
        ],
        see: "netlab subnet 10.0.0.16/26",
    },
    Claim {
        says: text(
            "All subnets of one block have to have the same mask.",
            "同一地址块中的各个子网必须用相同的掩码。",
        ),
        holds: false,
        misconception: &EQUAL_PARTS,
        idea: text("can a /25 and two /26 stand beside each other?", "一个 /25 和两个 /26 能并列吗？"),
        because: text(
            "a router matches the longest prefix, so that lengths may differ (RFC 4632 §5.1)",
            "路由器按最长前缀匹配，因此长度可以不同（RFC 4632 §5.1）",
        ),
        shown_by: text(
            "a /25 and two /26 fill 10.0.0.0/24, and none overlaps another",
            "一个 /25 和两个 /26 正好占满 10.0.0.0/24，互不重叠",
        ),
        not_by: &[
            text("256 divided by 4 is 64", "256 除以 4 是 64"),
            text("a /24 can be divided into four /26", "/24 可以分成四个 /26"),
        ],
        see: "netlab subnet 10.0.0.0/24 --plan a=100,b=50,c=60",
    },
    Claim {
        says: text(
            "70 + 70 + 70 hosts are 210, so a /24 has room for the three subnets.",
            "70 + 70 + 70 台主机共 210 台，所以一个 /24 放得下这三个子网。",
        ),
        holds: false,
        misconception: &HOSTS_SUMMED,
        idea: text("how large is the block for 70 hosts?", "70 台主机要多大的块？"),
        because: text(
            "each needs a /25 of 128 addresses, and a /24 has two of them",
            "每个要 128 个地址的 /25，而 /24 只有两个",
        ),
        shown_by: text(
            "subnets of a /24 for 70 hosts each are /25, and there are 2",
            "在 /24 中划分各容 70 台主机的子网，得到 2 个 /25",
        ),
        not_by: &[
            text("a /24 has 254 addresses for hosts", "/24 有 254 个地址可分配给主机"),
            text("210 is less than 256", "210 小于 256"),
        ],
        see: "netlab subnet 10.0.0.0/24 --hosts 70",
    },
];
