//! Two hosts or more: each asks its own mask whether the others are neighbours, and what it does next.

use super::and::{self, Layout, Row};
use super::{report, words};
use crate::address::neighbour::{Verdict, first_difference, sees, verdict};
use crate::address::range::Family;
use crate::address::subnet::by_and;
use crate::address::{Given, Place, Subnet, inside};
use crate::draw::Ink;
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use std::io;
use std::net::IpAddr;

/// Hosts of one family, each with its prefix, and what had to be assumed.
pub struct Hosts {
    pub all: Vec<Given>,
    pub notes: Vec<Said>,
}

/// Gives those without a prefix that of the first which has one.
///
/// # Errors
/// Where none has a prefix, for nobody can tell then, and where the families are mixed.
pub fn together(mut all: Vec<Given>) -> Result<Hosts, Trouble> {
    let mixed = all.iter().find(|other| all.first().is_some_and(|first| first.bits() != other.bits()));
    if let (Some(first), Some(other)) = (all.first(), mixed) {
        let what = say!(
            en: "{a} and {b} are of two families, IPv4 and IPv6: no mask can put both into one subnet",
            zh: "{a} 和 {b} 分属 IPv4 和 IPv6 两个地址族：没有掩码能把它们放进同一个子网", a = first.addr, b = other.addr
        );
        let hint = say!(
            en: "on one link they live side by side (dual stack): ask about each family by itself",
            zh: "同一链路上两者可以并存（双栈）：请分别询问每个地址族"
        );
        return Err(Trouble::new(what).hint(hint));
    }
    let Some(prefix) = all.iter().find_map(|given| given.prefix) else {
        let list: Vec<String> = all.iter().map(|given| given.addr.to_string()).collect();
        let what = say!(
            en: "without a mask nobody can tell whether {list} are in one subnet",
            zh: "没有掩码，就无法知道 {list} 是否在同一个子网", list = list.join(", ")
        );
        let len = if all.first().is_some_and(|given| given.addr.is_ipv6()) { 64 } else { 24 };
        let typed: Vec<String> = all.iter().map(|given| format!("{}/{len}", given.addr)).collect();
        let hint = say!(
            en: "for instance: netlab subnet {typed}", zh: "例如：netlab subnet {typed}", typed = typed.join(" ")
        );
        return Err(Trouble::new(what).hint(hint));
    };
    let mut notes: Vec<Said> =
        all.iter().filter(|given| given.prefix.is_some()).filter_map(Given::assumed).collect();
    for given in all.iter_mut().filter(|given| given.prefix.is_none()) {
        given.prefix = Some(prefix);
        notes.push(say!(
            en: "{addr} was given without a prefix and takes that of the first host that has one, /{len}",
            zh: "{addr} 没有给出前缀，采用第一个给出前缀的主机的 /{len}", addr = given.addr, len = prefix.len
        ));
    }
    Ok(Hosts { all, notes })
}

impl Hosts {
    /// Whether each has every other in its subnet.
    pub fn are_neighbours(&self) -> bool {
        self.pairs().all(|(a, b)| verdict(a, b) == Verdict::Same)
    }

    fn pairs(&self) -> impl Iterator<Item = (&Given, &Given)> {
        self.all.iter().enumerate().flat_map(|(i, a)| self.all.iter().skip(i + 1).map(move |b| (a, b)))
    }
}

/// `A`, `B`, … `Z`, then `H27`.
pub fn letter(index: usize) -> String {
    match u8::try_from(index) {
        Ok(index @ 0..26) => char::from(b'A' + index).to_string(),
        _ => format!("H{}", index + 1),
    }
}

/// Draws the page of two hosts or more.
pub fn draw(hosts: &Hosts, steps: bool, page: &mut Page<'_>) -> io::Result<()> {
    match hosts.all.as_slice() {
        [a, b] => two(a, b, steps, page)?,
        _ => many(hosts, page)?,
    }
    let warnings = warnings(hosts);
    if !warnings.is_empty() {
        page.line("")?;
    }
    for said in warnings {
        let word = page.lang().pick("warning: ", "警告：");
        page.prose(0, Some(Ink::Warn), &format!("{word}{}", said.show(page.lang())))?;
    }
    Ok(())
}

fn two(a: &Given, b: &Given, steps: bool, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    page.prose(0, Some(Ink::Strong), &headline(a, b).show(lang))?;
    page.line("")?;
    let one_mask = a.prefix_len() == b.prefix_len();
    view(["A", "B"], a, b, one_mask, page)?;
    page.line("")?;
    if !one_mask {
        view(["B", "A"], b, a, one_mask, page)?;
        page.line("")?;
    }
    if steps {
        for (name, given) in [("A", a), ("B", b)] {
            page.line(&format!("{name}  {}", given.net()))?;
            report::every_part(given, page)?;
            page.line("")?;
        }
    }
    for (names, from, to) in [(["A", "B"], a, b), (["B", "A"], b, a)] {
        let text = next(names, from, to).show(lang);
        report::hanging(&text, page)?;
    }
    if let Some(said) = consequence(a, b) {
        page.line("")?;
        page.prose(0, None, &said.show(lang))?;
    }
    Ok(())
}

/// The verdict in a line.
fn headline(a: &Given, b: &Given) -> Said {
    let (net, other) = (a.net().trunc(), b.net().trunc());
    let same = verdict(a, b);
    match same {
        Verdict::Same if net == other && net.addr().is_ipv6() => say!(
            en: "{a} and {b} have one prefix, {net}: neighbours, if the prefix is on-link (RFC 5942 §4)",
            zh: "{a} 和 {b} 前缀相同，都是 {net}：若该前缀是 on-link 的，则互为邻站（RFC 5942 §4）",
            a = a.addr, b = b.addr, net = net
        ),
        Verdict::Same if net == other => say!(
            en: "{a} and {b} are in one subnet, {net}", zh: "{a} 和 {b} 在同一个子网 {net}",
            a = a.addr, b = b.addr, net = net
        ),
        Verdict::Same => say!(
            en: "{a} and {b} are neighbours, but their masks differ: {net} and {other}",
            zh: "{a} 和 {b} 互为邻站，但掩码不同：{net} 和 {other}", a = a.addr, b = b.addr, net = net, other = other
        ),
        Verdict::Different => say!(
            en: "{a} and {b} are in different subnets, {net} and {other}", zh: "{a} 和 {b} 在不同的子网：{net} 和 {other}",
            a = a.addr, b = b.addr, net = net, other = other
        ),
        Verdict::FirstOnly | Verdict::SecondOnly => {
            let (near, far) = if same == Verdict::FirstOnly { (a, b) } else { (b, a) };
            say!(
                en: "{near} takes {far} for a neighbour, but not the other way round: their masks disagree",
                zh: "{near} 认为 {far} 是邻站，反过来却不是：两者的掩码不一致", near = near.addr, far = far.addr
            )
        }
    }
}

/// What `from` works out with its own mask.
fn view(names: [&str; 2], from: &Given, to: &Given, shared: bool, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let [own, other] = names;
    let len = from.prefix_len();
    let said = if shared {
        say!(en: "Both hosts have the mask /{len}:", zh: "两台主机的掩码都是 /{len}：", len = len)
    } else {
        say!(
            en: "{own} asks its own mask, /{len}:", zh: "{own} 用自己的掩码 /{len} 计算：", own = own, len = len
        )
    };
    page.prose(0, None, &said.show(lang))?;
    let layout = Layout::new(from.addr, len, page.columns());
    let mask = and::mask(Family::of(from.addr), len);
    let [mine, theirs] = [from, to].map(|given| by_and(given.addr, len));
    let row = |mark, addr, what: &str, result| Row { mark, addr, what: what.into(), result };
    let [word_address, word, result] =
        [and::ADDRESS, and::MASK, and::NETWORK].map(|text| lang.pick(text.en, text.zh));
    layout.heads(page)?;
    layout.rows(
        &[
            row(own, from.addr, word_address, false),
            row("AND", mask, word, false),
            row("", mine, result, true),
        ],
        page,
    )?;
    page.line("")?;
    layout.rows(
        &[
            row(other, to.addr, word_address, false),
            row("AND", mask, word, false),
            row("", theirs, result, true),
        ],
        page,
    )?;
    difference(&layout, from, to, page)?;
    let said = match (mine == theirs, shared) {
        (true, true) => say!(
            en: "{mine} = {theirs}; each has the other in its subnet", zh: "{mine} = {theirs}；双方都在对方的子网内",
            mine = mine, theirs = theirs
        ),
        (true, false) => say!(
            en: "{mine} = {theirs}; for {own}, {other} is in its subnet", zh: "{mine} = {theirs}；{own} 认为 {other} 在自己的子网内",
            mine = mine, theirs = theirs, own = own, other = other
        ),
        (false, true) => say!(
            en: "{mine} \u{2260} {theirs}; neither has the other in its subnet", zh: "{mine} \u{2260} {theirs}；双方都不在对方的子网内",
            mine = mine, theirs = theirs
        ),
        (false, false) => say!(
            en: "{mine} \u{2260} {theirs}; for {own}, {other} is elsewhere",
            zh: "{mine} \u{2260} {theirs}；{own} 认为 {other} 不在自己的子网内",
            mine = mine, theirs = theirs, own = own, other = other
        ),
    };
    page.prose(2, Some(Ink::Strong), &said.show(lang))
}

/// Marks the first bit in which the two addresses differ.
fn difference(layout: &Layout, from: &Given, to: &Given, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let Some(bit) = first_difference(from.addr, to.addr) else { return Ok(()) };
    let len = from.prefix_len();
    let said = if bit <= len {
        say!(en: "bit {bit}: first difference, in the prefix", zh: "第 {bit} 位：第一个不同，在前缀之内", bit = bit)
    } else {
        say!(en: "bit {bit}: first difference, behind the prefix", zh: "第 {bit} 位：第一个不同，在前缀之后", bit = bit)
    };
    layout.marks(bit - 1..bit, &said.show(lang), page)
}

/// What a host does next.
fn next(names: [&str; 2], from: &Given, to: &Given) -> Said {
    let [own, other] = names;
    let (a, b) = (from.addr, to.addr);
    let near = sees(from, to);
    match (b, near) {
        _ if a == b => say!(
            en: "{own}: this is its own address; it asks nobody", zh: "{own}：这是它自己的地址，不询问任何人", own = own
        ),
        (IpAddr::V4(_), true) => say!(
            en: "{own} asks ARP: who-has {b} tell {a}; the frame goes to {other}'s MAC address",
            zh: "{own} 用 ARP 询问：who-has {b} tell {a}；帧发往 {other} 的 MAC 地址", own = own, other = other, a = a, b = b
        ),
        (IpAddr::V4(_), false) => say!(
            en: "{own} asks ARP for its gateway: the frame goes to the gateway's MAC address, the datagram to {b}",
            zh: "{own} 用 ARP 询问默认网关：帧发往网关的 MAC 地址，数据报发往 {b}", own = own, b = b
        ),
        (IpAddr::V6(v6), true) => say!(
            en: "{own} has no ARP in IPv6: it sends a Neighbor Solicitation for {b} to {group} (RFC 4861 §7.2.2)",
            zh: "IPv6 没有 ARP：{own} 向 {group} 发送关于 {b} 的邻站请求（RFC 4861 §7.2.2）",
            own = own, b = b, group = inside::solicited_node(v6)
        ),
        (IpAddr::V6(_), false) => say!(
            en: "{own} sends it to its default router: a Neighbor Solicitation asks for the router's MAC address, the packet \
                 goes to {b} (RFC 4861 §5.2)",
            zh: "{own} 交给默认路由器：用邻站请求询问路由器的 MAC 地址，分组发往 {b}（RFC 4861 §5.2）", own = own, b = b
        ),
    }
}

/// What comes of it where it is not plain.
fn consequence(a: &Given, b: &Given) -> Option<Said> {
    let v6 = a.addr.is_ipv6();
    let same = verdict(a, b);
    let (near, far) = if same == Verdict::SecondOnly { ("B", "A") } else { ("A", "B") };
    match same {
        Verdict::FirstOnly | Verdict::SecondOnly if v6 => Some(say!(
            en: "If {near} has its prefix as on-link, it asks for {far} directly and {far} answers by way of its router, or not at \
                 all. An address's own prefix does not make a neighbour: Router Advertisements say what is on-link (RFC 5942 §4).",
            zh: "若 {near} 把自己的前缀当作 on-link，它会直接询问 {far}，而 {far} 经路由器回答，或根本不回答。地址自带的前缀并不使对方成为邻站：\
                 哪些前缀是 on-link 由路由器通告给出（RFC 5942 §4）。", near = near, far = far
        )),
        Verdict::FirstOnly | Verdict::SecondOnly => Some(say!(
            en: "What is seen: on one wire {near} asks ARP for {far} and sends; {far} answers through its gateway, or not at all if it \
                 has none, so that ping works one way, by a detour, or times out. On two wires nobody answers {near}'s ARP \
                 request (\"host unreachable\"), unless a router does for {far} (proxy ARP, RFC 1027). Give both one mask.",
            zh: "现象：若在同一条线路上，{near} 用 ARP 询问 {far} 并直接发送；{far} 却经默认网关回答，没有网关就根本不回答，于是 ping 绕路、\
                 单向通或超时。若在两条线路上，没有人回答 {near} 的 ARP 请求（主机不可达），除非路由器代 {far} 回答（代理 ARP，RFC \
                 1027）。应给两台主机设同样的掩码。", near = near, far = far
        )),
        Verdict::Same if v6 => Some(say!(
            en: "An address's own prefix does not make a neighbour: only a prefix that is on-link does, as a Router Advertisement with \
                 the L flag or an administrator says (RFC 5942 §4). Otherwise each sends by way of its router.",
            zh: "地址自带的前缀并不使对方成为邻站：只有 on-link 的前缀才算，由带 L 标志的路由器通告或管理员给出（RFC 5942 §4）；否则各自经\
                 路由器发送。"
        )),
        Verdict::Same if a.prefix_len() != b.prefix_len() => Some(say!(
            en: "They reach each other directly, but their broadcast addresses differ, and other addresses are near for one and far \
                 for the other: give both one mask.",
            zh: "两者可以直接通信，但广播地址不同，且别的地址对一台是邻站、对另一台却不是：应给两台主机设同样的掩码。"
        )),
        Verdict::Different if v6 => None,
        Verdict::Different => Some(say!(
            en: "Without a gateway neither can send to the other, even on one wire (\"network is unreachable\").",
            zh: "没有默认网关时，即使接在同一条线路上，两者也无法互发（网络不可达）。"
        )),
        Verdict::Same => None,
    }
}

fn many(hosts: &Hosts, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let count = hosts.all.len();
    let said = if hosts.are_neighbours() {
        say!(en: "all {count} hosts are in one subnet", zh: "{count} 台主机都在同一个子网", count = count)
    } else {
        say!(en: "the {count} hosts are not in one subnet", zh: "{count} 台主机不在同一个子网", count = count)
    };
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    for (i, given) in hosts.all.iter().enumerate() {
        page.line("")?;
        let len = given.prefix_len();
        let own = letter(i);
        let layout = Layout::new(given.addr, len, page.columns());
        let row = |addr, what: &str, result| Row { mark: "", addr, what: what.into(), result };
        page.line(&format!("{own}  {}", given.net()))?;
        layout.rows(
            &[
                row(given.addr, lang.pick("address", "地址"), false),
                Row {
                    mark: "AND",
                    ..row(and::mask(Family::of(given.addr), len), lang.pick("mask", "掩码"), false)
                },
                row(by_and(given.addr, len), lang.pick("network", "网络地址"), true),
            ],
            page,
        )?;
        let (mut near, mut far) = (Vec::new(), Vec::new());
        for (j, other) in hosts.all.iter().enumerate().filter(|(j, _)| *j != i) {
            if sees(given, other) { near.push(letter(j)) } else { far.push(letter(j)) }
        }
        let v6 = given.addr.is_ipv6();
        let [near, far] = [near.join(" "), far.join(" ")];
        if !near.is_empty() {
            let how = if v6 { "NS" } else { "ARP" };
            let said = say!(en: "in its subnet, asked by {how}: {near}", zh: "在自己的子网内，用 {how} 询问：{near}", how = how, near = near);
            page.prose(2, None, &said.show(lang))?;
        }
        if !far.is_empty() {
            let said = say!(en: "elsewhere, by way of its gateway: {far}", zh: "不在子网内，经默认网关：{far}", far = far);
            page.prose(2, None, &said.show(lang))?;
        }
    }
    let crossed: Vec<_> = hosts
        .all
        .iter()
        .enumerate()
        .flat_map(|(i, a)| hosts.all.iter().enumerate().skip(i + 1).map(move |(j, b)| (i, a, j, b)))
        .filter_map(|(i, a, j, b)| match verdict(a, b) {
            Verdict::FirstOnly => Some(format!("{} \u{2192} {}", letter(i), letter(j))),
            Verdict::SecondOnly => Some(format!("{} \u{2192} {}", letter(j), letter(i))),
            Verdict::Same | Verdict::Different => None,
        })
        .collect();
    if !crossed.is_empty() {
        page.line("")?;
        let said = say!(
            en: "asymmetric, because the masks disagree (the first takes the second for a neighbour, and is none for it): {list}",
            zh: "不对称，因为掩码不一致（前者认为后者是邻站，反过来却不是）：{list}", list = crossed.join(", ")
        );
        page.prose(0, None, &said.show(lang))?;
    }
    Ok(())
}

/// What is no host's address, or two hosts'.
pub fn warnings(hosts: &Hosts) -> Vec<Said> {
    let mut out = Vec::new();
    for (i, given) in hosts.all.iter().enumerate() {
        let subnet = Subnet::of(given.net());
        let place = subnet.place(given.addr);
        let net = given.net();
        if matches!(
            place,
            Place::Network | Place::Broadcast | Place::SubnetRouter | Place::Group | Place::Reserved(_)
        ) {
            let Said { en, zh } = words::place(place, &subnet);
            out.push(Said { en: format!("{net} is {en}"), zh: format!("{net} 是{zh}") });
        } else if given.addr.is_loopback() || given.addr.is_unspecified() {
            out.push(say!(
                en: "{net} is never sent on a wire: it means this host itself or no address yet",
                zh: "{net} 不会出现在线路上：它表示本机自己，或还没有地址", net = net
            ));
        }
        if let Some(j) = hosts.all.iter().take(i).position(|other| other.addr == given.addr) {
            out.push(say!(
                en: "{a} and {b} have one address, {addr}: two hosts on a link may not (duplicate address)",
                zh: "{a} 和 {b} 的地址相同，都是 {addr}：同一链路上的两台主机不能这样（地址冲突）",
                a = letter(j), b = letter(i), addr = given.addr
            ));
        }
    }
    out
}
