//! One address: the AND worked, the network by two other ways, and everything that follows from it.

use super::and::{self, Layout, MASK, NETWORK, Row};
use super::facts::{self, Facts};
use super::words;
use crate::address::range::Family;
use crate::address::reverse::{self, Zones};
use crate::address::subnet::{by_and, by_block_size, by_powers, class, deciding, number};
use crate::address::{Count, Given, Subnet, inside, of_ipv4_group, of_ipv6_group, special};
use crate::draw::Ink;
use crate::say;
use crate::spec::{Said, same, text, write};
use crate::view::Page;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Draws the page of one address.
pub fn draw(given: &Given, mac: Option<[u8; 6]>, steps: bool, page: &mut Page<'_>) -> io::Result<()> {
    let subnet = Subnet::of(given.net());
    let place = words::place(subnet.place(given.addr), &subnet);
    let title = format!("{}{}{}", given.net(), page.lang().pick(": ", "："), place.show(page.lang()));
    page.prose(0, Some(Ink::Strong), &title)?;
    page.line("")?;
    worked(given, steps, page)?;
    let mut all = vec![network(given, &subnet, page), mask(given, page), address(given, page)];
    all.push(kind(given, page));
    if let IpAddr::V6(addr) = given.addr {
        all.push(interface(given, addr, mac, page));
    }
    all.push(names(given, page));
    facts::draw(&all, page)
}

/// The AND, and the same network by block size and by powers of two.
fn worked(given: &Given, steps: bool, page: &mut Page<'_>) -> io::Result<()> {
    let (addr, len) = (given.addr, given.prefix_len());
    let lang = page.lang();
    let layout = Layout::new(addr, len, page.columns());
    let row = |mark, addr, what: crate::spec::Text, result| Row {
        mark,
        addr,
        what: lang.pick(what.en, what.zh).to_string(),
        result,
    };
    let result = by_and(addr, len);
    layout.heads(page)?;
    layout.rows(
        &[
            row("", addr, and::ADDRESS, false),
            row("AND", and::mask(Family::of(addr), len), MASK, false),
            row("", result, NETWORK, true),
        ],
        page,
    )?;
    layout.shortcuts(page)?;
    layout.deciding(addr, page)?;
    layout.parts(page)?;
    page.line("")?;
    let unit = unit_words(given);
    page.prose(0, None, &unit.show(lang))?;
    if steps {
        every_part(given, page)?;
    } else {
        and::decided(addr, len, page)?;
    }
    page.line("")?;
    other_ways(given, page)
}

/// Which octet, or group of IPv6, decides.
fn unit_words(given: &Given) -> Said {
    let (addr, len) = (given.addr, given.prefix_len());
    let part = deciding(addr, len);
    let n = part.index + 1;
    match (addr.is_ipv4(), part.split) {
        (true, true) => say!(
            en: "255 keeps an octet, 0 clears it. Octet {n} decides: the prefix ends inside it.",
            zh: "255 保留整个字节，0 把它清零。由第 {n} 个字节决定：前缀在其中结束。", n = n
        ),
        (true, false) if len == 0 => say!(
            en: "0 clears an octet: nothing of the address is left.", zh: "0 把字节清零：地址什么也没有留下。"
        ),
        (true, false) => say!(
            en: "255 keeps an octet, 0 clears it. Octet {n} decides: it is the last one that is kept.",
            zh: "255 保留整个字节，0 把它清零。由第 {n} 个字节决定：它是最后一个被保留的字节。", n = n
        ),
        (false, true) => say!(
            en: "ffff keeps a group, 0 clears it. Group {n} decides: the prefix ends inside it.",
            zh: "ffff 保留整个一组，0 把它清零。由第 {n} 组决定：前缀在其中结束。", n = n
        ),
        (false, false) if len == 0 => {
            say!(en: "0 clears a group: nothing of the address is left.", zh: "0 把一组清零：地址什么也没有留下。")
        }
        (false, false) => say!(
            en: "ffff keeps a group, 0 clears it. Group {n} decides: it is the last one that is kept.",
            zh: "ffff 保留整个一组，0 把它清零。由第 {n} 组决定：它是最后一个被保留的组。", n = n
        ),
    }
}

/// `--steps`: every octet, or group, under its weights.
pub fn every_part(given: &Given, page: &mut Page<'_>) -> io::Result<()> {
    let (unit, all) = if given.addr.is_ipv4() { (8, 4) } else { (16, 8) };
    for index in 0..all {
        // each by itself: an address whose prefix ends in this octet, or at its end
        let len = given.prefix_len().clamp(index * unit, (index + 1) * unit);
        let mut part = deciding(given.addr, (index * unit + unit).min(given.bits()));
        let ones = len - index * unit;
        part.block = 1 << (unit - ones);
        part.mask = (1 << unit) - part.block;
        if index > 0 {
            page.line("")?;
        }
        and::under_weights(given.addr, &part, page)?;
    }
    Ok(())
}

/// Block size, and powers of two.
fn other_ways(given: &Given, page: &mut Page<'_>) -> io::Result<()> {
    let (addr, len, bits) = (given.addr, given.prefix_len(), given.bits());
    let part = deciding(addr, len);
    let lang = page.lang();
    let v4 = addr.is_ipv4();
    let whole = 1u32 << part.bits;
    let shown = |value: u32| if v4 { value.to_string() } else { format!("{value:#x}") };
    let (low, network) = (part.value / part.block * part.block, by_block_size(addr, len));
    let next = low + part.block;
    let said = say!(
        en: "Block size: {whole} - {mask} = {block}. The multiple of {block} at or below {value} is {low} \
             (the next is {next}): {network}",
        zh: "块大小：{whole} - {mask} = {block}。不大于 {value} 的 {block} 的倍数是 {low}（下一个是 {next}）：{network}",
        whole = shown(whole), mask = shown(part.mask), block = shown(part.block), value = shown(part.value),
        low = shown(low), next = shown(next), network = network
    );
    hanging(&said.show(lang), page)?;
    let host_bits = bits - len;
    let total = Count::power(host_bits);
    let result = by_powers(addr, len);
    let rest = number(addr) - number(result);
    let said = if v4 {
        say!(
            en: "Powers of 2: host bits {bits} - {len} = {host}, and 2^{host} = {total}. {number} is \
                 {quotient} x {total} + {rest}; less {rest} it is {base} = {result}",
            zh: "2 的幂：主机号 {bits} - {len} = {host} 位，2^{host} = {total} 个地址。{number} = {quotient} × {total} + {rest}，\
                 减去 {rest} 得 {base} = {result}",
            bits = bits, len = len, host = host_bits, total = total, number = number(addr), rest = rest,
            quotient = total.small().map_or(0, |total| number(addr) / total), base = number(result), result = result
        )
    } else {
        say!(
            en: "Powers of 2: host bits {bits} - {len} = {host}, and 2^{host} = {total}. The remainder of the \
                 address divided by 2^{host} is {rest:#x}; less that it is {result}",
            zh: "2 的幂：主机号 {bits} - {len} = {host} 位，2^{host} = {total} 个地址。地址除以 2^{host} 的余数为 {rest:#x}，减去它得 \
                 {result}",
            bits = bits, len = len, host = host_bits, total = total, rest = rest, result = result
        )
    };
    hanging(&said.show(lang), page)
}

/// A paragraph whose later lines stand further in.
pub fn hanging(text: &str, page: &mut Page<'_>) -> io::Result<()> {
    let mut lines = crate::draw::wrap(text, page.columns().min(100).saturating_sub(2)).into_iter();
    if let Some(first) = lines.next() {
        page.line(first)?;
    }
    lines.try_for_each(|line| page.line(&format!("  {line}")))
}

fn network(given: &Given, subnet: &Subnet, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("Subnet", "子网"));
    let none = Said::default();
    let v4 = given.addr.is_ipv4();
    let host_bits = given.bits() - given.prefix_len();
    facts.row(page, text("network", "网络"), &subnet.network.to_string(), &none);
    match (subnet.broadcast, host_bits) {
        (Some(broadcast), _) => facts.row(page, text("broadcast", "广播地址"), &broadcast.to_string(), &none),
        (None, 0) if v4 => facts.row(
            page,
            text("broadcast", "广播地址"),
            page.lang().pick("none", "无"),
            &say!(en: "a /32 is one address", zh: "/32 只有一个地址"),
        ),
        (None, _) if v4 => facts.row(
            page,
            text("broadcast", "广播地址"),
            page.lang().pick("none", "无"),
            &say!(en: "a /31 has neither network nor broadcast address (RFC 3021 §2.1)", zh: "/31 没有网络地址和广播地址（RFC 3021 §2.1）"),
        ),
        (None, _) => facts.row(
            page,
            text("broadcast", "广播地址"),
            page.lang().pick("none", "无"),
            &say!(en: "IPv6 has no broadcast, but groups (RFC 4291 §2)", zh: "IPv6 没有广播，只有多播（RFC 4291 §2）"),
        ),
    }
    facts.row(page, text("first host", "第一台主机"), &subnet.first.to_string(), &none);
    facts.row(page, text("last host", "最后一台主机"), &subnet.last.to_string(), &none);
    let why = match (v4, host_bits) {
        (_, 0) => say!(en: "one address, one host", zh: "一个地址，一台主机"),
        (true, 1) => say!(en: "both are hosts' (RFC 3021)", zh: "两个地址都可分配（RFC 3021）"),
        (false, 1) => say!(en: "both are routers' (RFC 6164)", zh: "两个地址都可分配（RFC 6164）"),
        (true, bits) => say!(
            en: "2^{bits} - 2: not the network's, not the broadcast address", zh: "2^{bits} - 2：除去网络地址和广播地址",
            bits = bits
        ),
        (false, bits) => say!(
            en: "2^{bits} - 1: not the subnet-router anycast address", zh: "2^{bits} - 1：除去子网路由器任播地址",
            bits = bits
        ),
    };
    facts.row(page, text("hosts", "可用主机数"), &subnet.usable.to_string(), &why);
    let total = say!(en: "2^{bits}", zh: "2^{bits}", bits = host_bits);
    facts.row(page, text("addresses", "地址总数"), &subnet.total.to_string(), &total);
    if !v4 && host_bits > 1 {
        let router = subnet.network.network().to_string();
        facts.row(
            page,
            text("router anycast", "路由器任播"),
            &router,
            &say!(en: "any router of the subnet (RFC 4291 §2.6.1)", zh: "子网中的任一路由器（RFC 4291 §2.6.1）"),
        );
    }
    if let Some([first, last]) = subnet.reserved() {
        facts.row(
            page,
            text("reserved", "保留的任播"),
            &first.to_string(),
            &say!(
                en: "to {last}: 128 identifiers kept for anycast, counted among the hosts above (RFC 2526 §2)",
                zh: "到 {last}：保留作任播的 128 个接口标识符，上面的主机数包括它们（RFC 2526 §2）", last = last
            ),
        );
    }
    facts
}

fn mask(given: &Given, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("Mask", "掩码"));
    let none = Said::default();
    let len = given.prefix_len();
    facts.row(page, text("prefix length", "前缀长度"), &format!("/{len}"), &none);
    let mask = and::mask(Family::of(given.addr), len);
    match mask {
        IpAddr::V4(mask) => {
            facts.row(page, text("netmask", "子网掩码"), &mask.to_string(), &none);
            facts.row(page, text("base 2", "二进制"), &binary(mask), &none);
            facts.row(page, text("base 16", "十六进制"), &format!("0x{:08X}", u32::from(mask)), &none);
            facts.row(
                page,
                text("wildcard mask", "通配符掩码"),
                &Ipv4Addr::from(!u32::from(mask)).to_string(),
                &say!(en: "the netmask inverted", zh: "子网掩码按位取反"),
            );
        }
        IpAddr::V6(_) => {
            let boundary = nibble(given);
            facts.row(page, text("digit boundary", "半字节边界"), "", &boundary);
        }
    }
    facts
}

/// Whether the prefix ends between two digits of base 16.
fn nibble(given: &Given) -> Said {
    let len = given.prefix_len();
    match len % 4 {
        0 => say!(
            en: "/{len} ends behind a digit ({digits} digits): easy to read, and one reverse zone",
            zh: "/{len} 正好在一个十六进制数字之后结束（{digits} 个数字）：易读，反向区只有一个", len = len, digits = len / 4
        ),
        over => say!(
            en: "/{len} ends inside a digit, behind bit {over} of its 4: the lengths beside it that do not are /{below} \
                 and /{above}",
            zh: "/{len} 在一个十六进制数字内第 {over} 位之后结束：相邻的半字节边界是 /{below} 和 /{above}",
            len = len, over = over, below = len - over, above = len - over + 4
        ),
    }
}

fn address(given: &Given, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("Address", "地址"));
    let none = Said::default();
    match given.addr {
        IpAddr::V4(addr) => {
            facts.row(page, text("dotted decimal", "点分十进制"), &addr.to_string(), &none);
            facts.row(page, text("base 2", "二进制"), &binary(addr), &none);
            facts.row(page, text("base 16", "十六进制"), &format!("0x{:08X}", u32::from(addr)), &none);
            facts.row(page, text("integer", "整数"), &u32::from(addr).to_string(), &none);
        }
        IpAddr::V6(addr) => {
            facts.row(
                page,
                text("shortest", "压缩写法"),
                &addr.to_string(),
                &say!(en: "RFC 5952", zh: "RFC 5952"),
            );
            facts.row(page, text("in full", "完整写法"), &full(addr), &none);
            facts.row(page, text("base 16", "十六进制"), &format!("0x{:032x}", u128::from(addr)), &none);
            facts.row(page, text("integer", "整数"), &u128::from(addr).to_string(), &none);
        }
    }
    facts
}

/// `10101100.00010000.00001010.00000001`.
pub fn binary(addr: Ipv4Addr) -> String {
    addr.octets().map(|octet| format!("{octet:08b}")).join(".")
}

/// All digits of all groups.
pub fn full(addr: Ipv6Addr) -> String {
    addr.segments().map(|group| format!("{group:04x}")).join(":")
}

fn kind(given: &Given, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("What it is", "它是什么"));
    let addr = given.addr;
    if let IpAddr::V4(v4) = addr {
        let (letter, len) = class(v4.octets()[0]);
        let said = match len {
            Some(len) => say!(
                en: "history (RFC 791 §3.2): mask /{len} then; without meaning since CIDR (RFC 4632)",
                zh: "历史概念（RFC 791 §3.2）：当时的掩码为 /{len}；有了 CIDR 之后类别不再有意义（RFC 4632）", len = len
            ),
            None => say!(en: "history (RFC 1112 §4): no hosts", zh: "历史概念（RFC 1112 §4）：不分配给主机"),
        };
        facts.row(page, text("class", "类别"), &letter.to_string(), &said);
    }
    let blocks = special::all_of(addr);
    if blocks.is_empty() {
        facts.row(page, text("special purpose", "特殊用途"), "", &words::ordinary(addr));
    }
    for (i, special) in blocks.iter().enumerate() {
        let label = if i == 0 { text("special purpose", "特殊用途") } else { text("inside", "位于") };
        let named = Said {
            en: format!("{}, {}: {}", special.name, special.source, special.means.en),
            zh: format!("{}，{}：{}", special.name, special.source, special.means.zh),
        };
        facts.row(page, label, &special.block().to_string(), &named);
        if i == 0 && special.columns.is_some() {
            facts.row(page, text("registry (IANA)", "登记（IANA）"), "", &words::columns(special));
        }
    }
    if let Some(said) = words::inside_block(addr) {
        facts.row(page, text("its bits", "各位含义"), "", &said);
    }
    let group = match addr {
        IpAddr::V4(v4) => of_ipv4_group(v4.octets()),
        IpAddr::V6(v6) => of_ipv6_group(v6.octets()),
    };
    if addr.is_multicast() {
        let source = if addr.is_ipv4() { "RFC 1112 §6.4" } else { "RFC 2464 §7" };
        let said = say!(en: "frames to this group go there ({source})", zh: "发给该组的帧使用此 MAC 地址（{source}）", source = source);
        facts.row(page, text("MAC address", "MAC 地址"), &write::shown_mac(&group), &said);
    }
    facts
}

/// What is inside an IPv6 address, and who listens for it.
fn interface(given: &Given, addr: Ipv6Addr, mac: Option<[u8; 6]>, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("Interface", "接口"));
    if let Some(found) = inside::embedded(addr) {
        let (value, said) = words::embedded(found);
        facts.row(page, text("IPv4 inside", "内含的 IPv4"), &value, &said);
    }
    if inside::is_asked_for(addr) {
        let group = inside::solicited_node(addr);
        let group_mac = write::shown_mac(&of_ipv6_group(group.octets()));
        let said = say!(
            en: "neighbours ask here who has the address: ff02::1:ff and its last 24 bits (RFC 4291 §2.7.1)",
            zh: "邻站向这里询问谁有该地址：ff02::1:ff 加上地址的最后 24 位（RFC 4291 §2.7.1）"
        );
        facts.row(page, text("solicited-node", "被请求节点"), &group.to_string(), &said);
        facts.row(
            page,
            text("and its MAC", "其 MAC 地址"),
            &group_mac,
            &say!(en: "33:33 and its last 32 bits (RFC 2464 §7)", zh: "33:33 加上最后 32 位（RFC 2464 §7）"),
        );
    }
    if let Some(own) = inside::mac_of(addr).filter(|_| given.prefix_len() <= 64) {
        let said = say!(
            en: "ff:fe stands in the middle: the identifier is a MAC address's Modified EUI-64 (RFC 4291 appendix A)",
            zh: "中间是 ff:fe：接口标识符是由 MAC 地址构成的修改版 EUI-64（RFC 4291 附录 A）"
        );
        facts.row(page, text("made of MAC", "由 MAC 构成"), &write::shown_mac(&own), &said);
    }
    if let Some(mac) = mac {
        let made = inside::eui64(addr, mac);
        let said = say!(
            en: "{mac} cut in two, ff:fe between, U/L bit turned (RFC 4291 appendix A)",
            zh: "把 {mac} 从中间分开，插入 ff:fe，并把 U/L 位取反（RFC 4291 附录 A）", mac = write::shown_mac(&mac)
        );
        facts.row(page, same("EUI-64"), &made.to_string(), &said);
        let own = inside::eui64(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), mac);
        let said = say!(
            en: "what its link-local address would be; your own differs, for systems now make stable random identifiers (RFC \
                 7217) and temporary ones (RFC 8981), so that nobody is followed by the MAC address",
            zh: "按此方法得到的链路本地地址；你自己的 fe80:: 往往不同，因为现在的系统使用稳定的随机标识符（RFC 7217）和临时标识符（RFC \
                 8981），以免被人通过 MAC 地址跟踪"
        );
        facts.row(page, text("link-local", "链路本地"), &own.to_string(), &said);
    }
    facts
}

fn names(given: &Given, page: &Page<'_>) -> Facts {
    let mut facts = Facts::new(text("DNS", "域名系统（DNS）"));
    let none = Said::default();
    facts.row(page, text("PTR name", "PTR 名称"), &reverse::name(given.addr).to_string(), &none);
    let Zones { count, first, last, len, classless } = reverse::zones(given.net());
    let one = count == Count::of(1);
    let own = given.prefix_len() == len;
    let said = match (&classless, one) {
        (Some(_), _) => say!(en: "the /24 that it is part of", zh: "它所在的 /24"),
        (None, true) if own => none.clone(),
        (None, true) => say!(en: "the /{len} that it is part of", zh: "它所在的 /{len}", len = len),
        (None, false) => say!(
            en: "the first of {count} zones of a /{len} each; the last is {last}",
            zh: "{count} 个 /{len} 区中的第一个；最后一个是 {last}", count = count, len = len, last = last
        ),
    };
    facts.row(page, text("reverse zone", "反向区"), &first.to_string(), &said);
    if let Some(zone) = classless {
        let said = say!(
            en: "smaller than 256 addresses: the owner of the /24 delegates it by CNAME (RFC 2317 §4)",
            zh: "少于 256 个地址：由该 /24 的所有者用 CNAME 授权（RFC 2317 §4）"
        );
        facts.row(page, text("its own zone", "自己的区"), &zone.to_string(), &said);
    }
    facts
}

/// Whether a MAC address can be put behind the prefix.
pub fn takes_mac(given: &Given) -> bool {
    given.addr.is_ipv6() && given.prefix_len() == 64
}
