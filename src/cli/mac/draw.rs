//! An address drawn: its bits, their order on the wire, whose it is, what is made of it.

use super::facts::{Facts, Ipv6, Sort};
use super::json::prefix;
use super::ruler::{Piece, ruler};
use crate::address::known::{KNOWN, Known, Use};
use crate::address::oui::{self, Registry};
use crate::address::{Quadrant, is_group};
use crate::draw::{Ink, clip, pad, width, wrap};
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Said, Text, same, text};
use crate::view::Page;
use std::io;

/// Columns of the names of rows.
const NAMES: usize = 7;
/// Columns of six octets of bits.
const SIX: usize = 53;

/// Draws an address and says what it shows; what holds for all addresses, with the first.
pub fn address(facts: &Facts, is_first: bool, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    page.line(&page.ink(Ink::Strong, &shown_mac(&facts.address)))?;
    page.prose(2, None, &sort(facts).show(lang))?;
    owner(facts, page)?;
    page.line("")?;
    bits(facts, page)?;
    if is_first {
        page.line("")?;
        paragraph(0, ORDER, page)?;
    }
    if facts.is_local && facts.sort == Sort::Unicast && facts.known.is_none() && facts.assigned.is_none() {
        page.line("")?;
        paragraph(0, RANDOM, page)?;
    }
    if !facts.ipv4_groups.is_empty() {
        ipv4_groups(facts, page)?;
    }
    if let Some(low) = facts.ipv6_groups {
        ipv6_groups(low, page)?;
    }
    met(facts, page)?;
    if let Some(ipv6) = &facts.ipv6 {
        interface(facts, ipv6, page)?;
    }
    page.line("")?;
    let [a, b, c, d, e, f] = facts.address;
    let windows = facts.address.map(|octet| format!("{octet:02X}")).join("-");
    let cisco = format!("{a:02x}{b:02x}.{c:02x}{d:02x}.{e:02x}{f:02x}");
    let huawei = cisco.replace('.', "-");
    let said = say!(
        en: "written elsewhere: {windows} (IEEE, Windows), {cisco} (Cisco), {huawei} (Huawei, H3C)",
        zh: "其他写法：{windows}（IEEE、Windows）、{cisco}（思科）、{huawei}（华为、H3C）",
        windows = windows, cisco = cisco, huawei = huawei
    );
    page.prose(0, Some(Ink::Faint), &said.show(lang))
}

const ORDER: Text = text(
    "Each octet is sent least significant bit first (IEEE 802.3 §3.2.3): I/G and U/L stand last in the first octet and are \
     the first two bits on the wire. So a receiver knows from the first bit whether one interface or a group is meant. \
     Hexadecimal shows the canonical form of IEEE 802: the octets in the order in which they are sent, in each the most \
     significant bit on the left.",
    "每个字节先发送最低位（IEEE 802.3 §3.2.3）：I/G 和 U/L 写在第一个字节的最后，却是线路上最先出现的两个比特，\
     接收方从第一个比特就知道目的是单个接口还是一个组。十六进制写的是 IEEE 802 的规范形式：字节按发送次序排列，\
     每个字节的最高位写在左边。",
);

const RANDOM: Text = text(
    "Nobody keeps a list of such addresses. Phones and laptops choose them at random for each network, so that nobody \
     can follow them (RFC 9724); hypervisors, containers and tunnels make them for interfaces that are not real.",
    "这类地址没有登记处。手机和电脑为每个网络随机选用，以防被跟踪（RFC 9724）；虚拟机管理程序、容器和隧道也用它们作\
     虚拟接口的地址。",
);

fn paragraph(indent: usize, what: Text, page: &mut Page<'_>) -> io::Result<()> {
    let what = what.show(page.lang());
    page.prose(indent, None, &what)
}

/// What the first two bits say.
fn sort(facts: &Facts) -> Text {
    match (facts.sort, facts.is_local) {
        (Sort::Broadcast, _) => {
            text("of all interfaces of the link (broadcast)", "链路上所有接口的地址（广播）")
        }
        (Sort::Zero, _) => text(
            "all zeros: no interface has it; it stands where an address is not known yet, as in an ARP request",
            "全零：没有接口用它；用在地址尚不知道的地方，例如 ARP 请求分组",
        ),
        (Sort::Multicast, false) => text(
            "of a group (multicast), universal: IEEE assigns its block",
            "一个组的地址（多播），全局管理：地址块由 IEEE 分配",
        ),
        (Sort::Multicast, true) => text(
            "of a group (multicast), local: out of no block of IEEE",
            "一个组的地址（多播），本地管理：不出自 IEEE 的地址块",
        ),
        (Sort::Unicast, false) => text(
            "of one interface (unicast), universal: IEEE assigns its block",
            "一个接口的地址（单播），全局管理：地址块由 IEEE 分配",
        ),
        (Sort::Unicast, true) => text(
            "of one interface (unicast), local: set by software or by hand, unique on its link at best",
            "一个接口的地址（单播），本地管理：由软件或手工设置，至多在其链路上唯一",
        ),
    }
}

/// A name and what it says, the name in a column of its own.
fn item(name: Option<Text>, what: &str, ink: Option<Ink>, page: &mut Page<'_>) -> io::Result<()> {
    let name = name.map_or("", |name| page.lang().pick(name.en, name.zh));
    let indent = 2 + width(name).max(8) + 2;
    for (i, line) in wrap(what, page.columns().saturating_sub(indent)).iter().enumerate() {
        let head = if i == 0 { page.ink(Ink::Faint, name) } else { String::new() };
        let gap = if i == 0 { indent - 2 - width(name) } else { indent - 2 };
        let line = ink.map_or_else(|| line.to_string(), |ink| page.ink(ink, line));
        page.line(&format!("  {head}{:gap$}{line}", ""))?;
    }
    Ok(())
}

/// Whose the address is, and what it is known for.
fn owner(facts: &Facts, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let plain = matches!(facts.sort, Sort::Unicast | Sort::Multicast);
    match &facts.assigned {
        Some(assigned) => {
            let (registry, bits) = (assigned.registry.name(), assigned.registry.bits());
            let (block, date) = (prefix(assigned.prefix, bits), oui::date());
            let said = say!(
                en: "{name}  {registry} {block}/{bits}, IEEE {date}",
                zh: "{name}  {registry} {block}/{bits}，IEEE {date}",
                name = assigned.name, registry = registry, block = block, bits = bits, date = date
            );
            item(Some(text("vendor", "厂商")), lang.pick(&said.en, &said.zh), None, page)?;
            if let Some(remark) = remark(facts, assigned) {
                item(None, &remark.show(lang), Some(Ink::Faint), page)?;
            }
        }
        None if plain && !facts.is_local => {
            let date = oui::date();
            let said = say!(
                en: "none: no registry of IEEE of {date} has this prefix; it was assigned later, or made up",
                zh: "无：{date} 的 IEEE 登记表中没有这个前缀；它是此后分配的，或是编造的",
                date = date
            );
            item(Some(text("vendor", "厂商")), lang.pick(&said.en, &said.zh), None, page)?;
        }
        None => (),
    }
    if let Some(known) = facts.known {
        item(Some(text("known as", "用途")), &known_as(known, page), None, page)?;
        if known.is_custom() {
            item(None, &CUSTOM.show(lang), Some(Ink::Faint), page)?;
        }
    }
    if let Some(address) = facts.carried {
        let said = say!(
            en: "{address}, if the last four octets are one", zh: "{address}（如果后四字节是 IPv4 地址）", address = address
        );
        item(Some(same("IPv4")), lang.pick(&said.en, &said.zh), None, page)?;
    }
    if let Some(quadrant) = facts.quadrant {
        let said = format!("{}  IEEE 802c, RFC 8948", slap(quadrant).show(lang));
        item(Some(text("quadrant", "象限")), &said, None, page)?;
    }
    Ok(())
}

const CUSTOM: Text = text("a custom: nobody has registered this prefix", "这只是惯例：没有人登记过这个前缀");

fn known_as(known: &Known, page: &Page<'_>) -> String {
    let colon = page.lang().pick(": ", "：");
    format!("{}{colon}{}  {}", known.name, known.means.show(page.lang()), known.source)
}

/// What else has to be said of an assignment.
fn remark(facts: &Facts, assigned: &oui::Assigned) -> Option<Text> {
    if assigned.registry == Registry::Cid {
        return Some(text(
            "a Company ID: the company's local addresses may begin with it; chance may hit one too",
            "公司标识符：该公司的本地地址可以用它开头；随机地址也可能碰巧如此",
        ));
    }
    if assigned.prefix[0] & 3 != 0 {
        return Some(text(
            "assigned before the first two bits had their meaning",
            "在前两个比特有现在的含义之前分配的",
        ));
    }
    match assigned.name {
        "Private" => Some(text("the owner does not want to be named", "持有者不愿公开名称")),
        oui::DIVIDED => Some(text(
            "divided into smaller blocks (MA-M, MA-S), of which this one is not listed",
            "已划分为更小的地址块（MA-M、MA-S），其中这一块没有列出",
        )),
        _ if is_group(&facts.address) => {
            Some(text("who has the block has its group addresses too", "持有地址块者也持有其中的组地址"))
        }
        _ => None,
    }
}

/// A quarter of the local addresses, and the two bits that make it.
fn slap(quadrant: Quadrant) -> Text {
    match quadrant {
        Quadrant::Aai => text(
            "AAI, Administratively Assigned: whoever runs the network chooses (Z 0, Y 0)",
            "AAI（管理分配）：由网络管理者自选（Z 0，Y 0）",
        ),
        Quadrant::Eli => text(
            "ELI, Extended Local: meant for addresses that begin with a Company ID (Z 1, Y 0)",
            "ELI（扩展本地）：供以公司标识符开头的地址使用（Z 1，Y 0）",
        ),
        Quadrant::Sai => text(
            "SAI, Standard Assigned: meant for addresses that a protocol of IEEE 802 assigns (Z 1, Y 1)",
            "SAI（标准分配）：供 IEEE 802 协议分配的地址使用（Z 1，Y 1）",
        ),
        Quadrant::Reserved => text("reserved (Z 0, Y 1)", "保留（Z 0，Y 1）"),
    }
}

/// A row of the drawing behind its name.
fn row(name: Option<Text>, what: &str, ink: Option<Ink>, page: &mut Page<'_>) -> io::Result<()> {
    let name = page.ink(Ink::Faint, &pad(name.map_or("", |name| page.lang().pick(name.en, name.zh)), NAMES));
    let what = what.trim_end();
    let what = ink.map_or_else(|| what.to_string(), |ink| page.ink(ink, what));
    page.line(&format!("{name}{what}"))
}

/// The 48 bits, six octets on a line or three.
fn bits(facts: &Facts, page: &mut Page<'_>) -> io::Result<()> {
    let octets = if page.columns() >= NAMES + SIX { 6 } else { 3 };
    let pieces = pieces(facts, page);
    for (n, part) in facts.address.chunks(octets).enumerate() {
        if n > 0 {
            page.line("")?;
        }
        let first = n * octets;
        let columns = |text: &dyn Fn(usize, u8) -> String| -> String {
            (first..).zip(part).map(|(i, octet)| pad(&text(i, *octet), 9)).collect()
        };
        row(Some(text("octet", "字节")), &columns(&|i, _| i.to_string()), Some(Ink::Faint), page)?;
        row(
            Some(text("hex", "十六")),
            &columns(&|_, octet| format!("{octet:02x}")),
            Some(Ink::Strong),
            page,
        )?;
        row(
            Some(text("bits", "比特")),
            &columns(&|_, octet| format!("{octet:08b}")),
            Some(Ink::Layer(0)),
            page,
        )?;
        if n == 0 {
            first_two(facts, page)?;
        }
        row(
            Some(text("block", "划分")),
            &ruler(&pieces, first * 8, (first + octets) * 8),
            Some(Ink::Layer(1)),
            page,
        )?;
        let sent = columns(&|_, octet| format!("{:08b}", octet.reverse_bits()));
        row(Some(text("wire", "线路")), &sent, Some(Ink::Layer(2)), page)?;
        if n == 0 {
            row(
                None,
                page.lang().pick("^^ sent first: I/G, then U/L", "^^ 最先发送：先 I/G，后 U/L"),
                None,
                page,
            )?;
        }
    }
    Ok(())
}

/// I/G and U/L below their places.
fn first_two(facts: &Facts, page: &mut Page<'_>) -> io::Result<()> {
    let (group, local) = (u8::from(is_group(&facts.address)), u8::from(facts.is_local));
    let individual = match group {
        0 => text("individual: one interface", "单个接口"),
        _ => text("group: all who listen to it", "组：所有监听它的接口"),
    };
    let universal = match local {
        0 => text("universal: IEEE assigns the block", "全局：地址块由 IEEE 分配"),
        _ => text("local: not out of a block of IEEE", "本地：不由 IEEE 分配"),
    };
    let lang = page.lang();
    let (individual, universal) =
        (lang.pick(individual.en, individual.zh), lang.pick(universal.en, universal.zh));
    row(None, &format!("      |'- I/G {group}  {individual}"), None, page)?;
    row(None, &format!("      '-- U/L {local}  {universal}"), None, page)
}

/// Which bits belong together.
fn pieces(facts: &Facts, page: &Page<'_>) -> Vec<Piece> {
    let lang = page.lang();
    let piece = |end: usize, label: Text| Piece { end, label: lang.pick(label.en, label.zh).into() };
    let plain = |end: usize, label: String| Piece { end, label };
    let rest = || match facts.sort {
        Sort::Multicast => piece(48, text("group", "组")),
        _ if facts.known.is_some_and(|known| known.used == Use::Protocol) => {
            piece(48, text("number", "编号"))
        }
        _ => piece(48, text("serial", "序号")),
    };
    match facts.sort {
        Sort::Broadcast => return vec![piece(48, text("all ones", "全 1"))],
        Sort::Zero => return vec![piece(48, text("all zeros", "全 0"))],
        _ if !facts.ipv4_groups.is_empty() => {
            return vec![
                plain(25, "01:00:5e, 0".into()),
                piece(48, text("low 23 bits of group", "IPv4 组的低 23 位")),
            ];
        }
        _ if facts.ipv6_groups.is_some() => {
            return vec![
                plain(16, "33:33".into()),
                piece(48, text("low 32 bits of the group", "IPv6 组的低 32 位")),
            ];
        }
        _ => (),
    }
    let mut pieces = Vec::new();
    if let Some(assigned) = &facts.assigned {
        let bits = assigned.registry.bits();
        let block = prefix(assigned.prefix, 24);
        let name = match assigned.registry {
            Registry::MaL => format!("OUI {block}"),
            Registry::Cid => format!("CID {block}"),
            _ => {
                let name = assigned.registry.name();
                lang.pick(&format!("{name}, {bits} bits"), &format!("{name}，{bits} 位")).to_string()
            }
        };
        pieces.push(plain(bits, name));
    }
    let from = pieces.last().map_or(0, |piece| piece.end);
    if let Some(known) = facts.known.filter(|known| known.bits > from && known.bits < 48) {
        pieces.push(plain(known.bits, known.name.into()));
        if let Some(address) = facts.carried {
            pieces.push(plain(48, address.to_string()));
        }
    }
    match pieces.last().map(|piece| piece.end) {
        None if facts.is_local => vec![piece(48, text("chosen locally", "自行选定"))],
        None => vec![piece(24, text("OUI, not listed", "OUI，未登记")), rest()],
        Some(48) => pieces,
        Some(_) => {
            pieces.push(rest());
            pieces
        }
    }
}

/// A heading and its source.
fn heading(title: Text, source: &str, page: &mut Page<'_>) -> io::Result<()> {
    page.line("")?;
    let title = page.ink(Ink::Strong, page.lang().pick(title.en, title.zh));
    let source = page.ink(Ink::Faint, source);
    page.line(&format!("{title}  {source}"))
}

/// The 32 groups of IPv4 behind an address.
fn ipv4_groups(facts: &Facts, page: &mut Page<'_>) -> io::Result<()> {
    heading(text("32 IPv4 groups go to this address", "32 个 IPv4 组对应这个地址"), "RFC 1112 §6.4", page)?;
    if let [first, second, third, .., last] = facts.ipv4_groups.as_slice() {
        page.prose(2, None, &format!("{first}, {second}, {third} ... {last}"))?;
    }
    let why = text(
        "A group is 1110 and 28 bits; only the low 23 are put behind 01:00:5e and a 0, so that 5 are lost: 2^5 = 32. \
         The interface takes in all of them, and the IP layer drops what nobody joined. `--json` lists all 32.",
        "IPv4 组地址是 1110 加 28 位，只有低 23 位放在 01:00:5e 和一个 0 之后，丢掉 5 位：2^5 = 32。接口把这些组都收下，\
         由 IP 层丢弃没有加入的组。`--json` 列出全部 32 个。",
    );
    paragraph(2, why, page)
}

/// The groups of IPv6 behind an address.
fn ipv6_groups(low: [u8; 4], page: &mut Page<'_>) -> io::Result<()> {
    heading(text("2^88 IPv6 groups go to this address", "2^88 个 IPv6 组对应这个地址"), "RFC 2464 §7", page)?;
    let [a, b, c, d] = low;
    page.prose(2, None, &format!("ff..:....:....:....:....:....:{a:02x}{b:02x}:{c:02x}{d:02x}"))?;
    let why = text(
        "A group is ff and 120 bits; only the low 32 are put behind 33:33, so that 88 are lost. 33:33 is out of no block: \
         it is a local group address that the RFC chose.",
        "IPv6 组地址是 ff 加 120 位，只有低 32 位放在 33:33 之后，丢掉 88 位。33:33 不出自任何地址块，是 RFC 选定的本地管理的组地址。",
    );
    paragraph(2, why, page)
}

/// Of the groups behind an address those that everyone meets.
fn met(facts: &Facts, page: &mut Page<'_>) -> io::Result<()> {
    if facts.met.is_empty() {
        return Ok(());
    }
    page.line("")?;
    page.line(page.lang().pick("Well known among them:", "其中常见的："))?;
    let wide = facts.met.iter().map(|(address, ..)| address.len()).max().unwrap_or(0);
    for (address, name, source) in &facts.met {
        let source = page.ink(Ink::Faint, &source.to_string());
        page.line(&format!("  {}  {name}  {source}", pad(address, wide)))?;
    }
    Ok(())
}

/// The Modified EUI-64 step by step, and the addresses made of it.
fn interface(facts: &Facts, ipv6: &Ipv6, page: &mut Page<'_>) -> io::Result<()> {
    let title = text("Modified EUI-64", "修改的 EUI-64");
    heading(title, "RFC 4291 §2.5.1, appendix A; RFC 2464 §4", page)?;
    let [a, b, c, d, e, f] = facts.address;
    let made = ipv6.identifier[0];
    let tail = format!("{b:02x}:{c:02x}:ff:fe:{d:02x}:{e:02x}:{f:02x}");
    let half = text("cut in two", "从中间分开");
    let filled = text("ff:fe in between", "中间插入 ff:fe");
    let turned = say!(
        en: "U/L turned over: {a:02x} becomes {made:02x}", zh: "U/L 取反：{a:02x} 变为 {made:02x}", a = a, made = made
    );
    let address = text("the link-local address of it", "由此生成的链路本地地址");
    let rows = [
        (format!("{a:02x}:{b:02x}:{c:02x}       {d:02x}:{e:02x}:{f:02x}"), said(half)),
        (format!("{a:02x}:{tail}"), said(filled)),
        (format!("{made:02x}:{tail}"), turned),
        (ipv6.link_local.to_string(), said(address)),
    ];
    let wide = rows.iter().map(|(value, _)| value.len()).max().unwrap_or(0);
    for (value, what) in &rows {
        let what = page.lang().pick(&what.en, &what.zh).to_string();
        let what = page.ink(Ink::Faint, &what);
        page.line(&format!("  {}  {what}", pad(value, wide)))?;
    }
    let (group, mac) = (ipv6.solicited, shown_mac(&ipv6.group));
    let solicited = say!(
        en: "Who looks for that address asks its solicited-node group {group}, at {mac} (RFC 4291 §2.7.1).",
        zh: "查找这个地址的邻站询问其被请求结点多播地址 {group}，MAC 地址为 {mac}（RFC 4291 §2.7.1）。",
        group = group, mac = mac
    );
    page.prose(2, None, &solicited.show(page.lang()))?;
    let today = text(
        "Most hosts of today do not make theirs so, for it would betray the interface wherever it goes: they choose \
         identifiers that are stable on each network (RFC 7217, asked for by RFC 8064) and temporary ones (RFC 8981).",
        "如今的主机大多不这样生成，因为接口走到哪里都会被认出：它们用每个网络上固定的标识符（RFC 7217，由 RFC 8064 推荐）\
         和临时标识符（RFC 8981）。",
    );
    paragraph(2, today, page)
}

fn said(text: Text) -> Said {
    Said { en: text.en.into(), zh: text.zh.into() }
}

/// The table of what is well known.
pub fn known(page: &mut Page<'_>) -> io::Result<()> {
    let sections = [
        (Use::Group, text("Groups", "组")),
        (Use::Protocol, text("Individual addresses of protocols", "协议规定的单播地址")),
        (Use::Machine, text("Virtual machines and containers", "虚拟机和容器")),
    ];
    let place = |known: &Known| match known.bits {
        48 => shown_mac(&known.prefix),
        bits => format!("{}/{bits}", prefix(known.prefix, bits)),
    };
    for (i, (used, title)) in sections.into_iter().enumerate() {
        if i > 0 {
            page.line("")?;
        }
        let title = page.ink(Ink::Strong, &title.show(page.lang()));
        page.line(&title)?;
        for known in KNOWN.iter().filter(|known| known.used == used) {
            let indent = 24;
            let custom = if known.is_custom() { page.lang().pick("; a custom", "；惯例") } else { "" };
            let what = format!("{}{custom}", known_as(known, page));
            for (i, line) in wrap(&what, page.columns().saturating_sub(indent)).iter().enumerate() {
                let head = if i == 0 { place(known) } else { String::new() };
                page.line(&format!("  {}{line}", pad(&clip(&head, indent - 3), indent - 2)))?;
            }
        }
    }
    page.line("")?;
    let rest = text(
        "Behind 01:00:5e (then a bit 0) are the groups of IPv4, behind 33:33 those of IPv6: give one to see which.",
        "01:00:5e（随后一位为 0）之后是 IPv4 组，33:33 之后是 IPv6 组：输入这样的地址即可查看是哪些组。",
    );
    paragraph(0, rest, page)
}
