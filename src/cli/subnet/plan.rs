//! `--plan`: subnets of different sizes out of one prefix.

use super::bar;
use super::fields::{Field, Subject, members};
use super::json;
use super::modes::{Output, percent};
use super::table::{self, Column};
use crate::address::Count;
use crate::address::given::net;
use crate::address::plan::{Full, Plan, Wish};
use crate::address::range::Range;
use crate::address::split::{no_hosts, too_many_hosts};
use crate::draw::{Ink, pointed, safe};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use ipnet::IpNet;
use std::io::{self, Write};

/// Reads `sales=500,lab=200,2`: names, which may be left out, and hosts.
///
/// # Errors
/// What is not so, underlined.
pub fn wishes(words: &str, plus_router: bool, p2p: bool) -> Result<Vec<Wish>, Trouble> {
    let mut wishes = Vec::new();
    let mut start = 0;
    // the comma of a Chinese keyboard is one too
    for piece in words.split([',', '，']) {
        let at = start..start + piece.len();
        let comma = words[at.end..].chars().next().map_or(0, char::len_utf8);
        start = at.end + comma;
        let (name, hosts) = piece.rsplit_once(['=', '＝']).unwrap_or(("", piece));
        let number = hosts.trim();
        let from = at.end - hosts.len() + (hosts.len() - hosts.trim_start().len());
        let place = if number.is_empty() { at.clone() } else { from..from + number.len() };
        if number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit()) {
            let what = match number {
                "" => say!(en: "a number of hosts is missing", zh: "缺少主机数"),
                _ => {
                    say!(en: "`{number}` is not a number of hosts", zh: "`{number}` 不是主机数", number = safe(number))
                }
            };
            return Err(wrong(words, &place, &what));
        }
        let hosts: Option<u128> = number.parse().ok();
        let Some(hosts) = hosts else {
            let what = say!(en: "{number} hosts are more than there are addresses", zh: "{number} 台主机多于全部地址", number = number);
            return Err(wrong(words, &place, &what));
        };
        if hosts == 0 {
            return Err(wrong(words, &place, &no_hosts().what));
        }
        // the two ends of a link are routers, or behind none
        let more = plus_router && !(p2p && hosts <= 2);
        let hosts = Count::of(hosts) + Count::of(more.into());
        wishes.push(Wish { name: name.trim().into(), hosts });
    }
    Ok(wishes)
}

fn wrong(words: &str, at: &std::ops::Range<usize>, what: &Said) -> Trouble {
    let lines = pointed(words, at);
    let what = Said { en: format!("{}\n{lines}", what.en), zh: format!("{}\n{lines}", what.zh) };
    Trouble::new(what).hint(say!(
        en: "`--plan 'sales=500,lab=200,p2p=2'`", zh: "`--plan 'sales=500,lab=200,p2p=2'`"
    ))
}

/// What would fit instead of what does not.
pub fn trouble(full: &Full, parent: IpNet, wishes: &[Wish]) -> Trouble {
    let named = |at: usize| wishes.get(at).map(called).unwrap_or_default();
    match full {
        Full::Wish(at, len) => {
            let hosts = wishes.get(*at).map_or(Count::ZERO, |wish| wish.hosts);
            let trouble = too_many_hosts(parent, hosts, *len);
            match wishes.get(*at).filter(|wish| !wish.name.is_empty()) {
                None => trouble,
                Some(wish) => {
                    let (name, what) = (safe(&wish.name), &trouble.what);
                    let what =
                        Said { en: format!("{name}: {}", what.en), zh: format!("{name}：{}", what.zh) };
                    Trouble { what, ..trouble }
                }
            }
        }
        Full::All { needed, len, left } => {
            let left: Vec<String> = left.iter().map(|at| named(*at)).collect();
            let left = left.join(", ");
            let size = Range::of(parent).size();
            let what = say!(
                en: "the plan needs {needed} addresses, and {parent} has {size}: no room for {left}",
                zh: "该规划需要 {needed} 个地址，而 {parent} 只有 {size} 个：放不下 {left}",
                needed = needed, parent = parent, size = size, left = left
            );
            let hint = match len {
                Some(len) => say!(
                    en: "a /{len} has room for all of it, such as {around}; or leave out {left}",
                    zh: "/{len} 放得下全部，例如 {around}；或去掉 {left}",
                    len = len, around = net(parent.addr(), *len).trunc(), left = left
                ),
                None => say!(en: "leave out {left}", zh: "去掉 {left}", left = left),
            };
            Trouble::new(what).hint(hint)
        }
    }
}

/// A wish as it was typed.
fn called(wish: &Wish) -> String {
    let hosts = wish.hosts;
    if wish.name.is_empty() { hosts.to_string() } else { format!("{}={hosts}", safe(&wish.name)) }
}

/// Writes a plan in the form that was asked for.
pub fn write(plan: &Plan, wishes: &[Wish], output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(form) = &output.form {
        let mut text = form.head();
        for (place, wish) in plan.places.iter().zip(wishes) {
            form.line(&Subject { name: &wish.name, ..Subject::of(place.net) }, &mut text);
        }
        return out.write_all(text.as_bytes());
    }
    if output.json {
        return object(plan, wishes, out);
    }
    let mut page = output.page(out);
    let lang = page.lang();
    let said = say!(
        en: "{parent}, {size} addresses, divided by need: the largest subnet first",
        zh: "按需划分 {parent}（{size} 个地址）：先划分最大的子网",
        parent = plan.parent, size = Range::of(plan.parent).size()
    );
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    page.line("")?;
    bar::draw(Range::of(plan.parent), &parts(plan, wishes, lang.pick("free", "空闲")), &mut page)?;
    page.line("")?;
    table(plan, wishes, &mut page)?;
    page.line("")?;
    sums(plan, wishes, output, &mut page)
}

/// The parts of the bar: subnets from below, and what is free.
fn parts(plan: &Plan, wishes: &[Wish], free: &str) -> Vec<bar::Part> {
    let place = |(n, (place, wish)): (usize, (&crate::address::plan::Place, &Wish))| {
        let number = (n + 1).to_string();
        bar::Part {
            range: Range::of(place.net),
            name: if wish.name.is_empty() { wish.hosts.to_string() } else { safe(&wish.name).into_owned() },
            short: number,
            below: format!("/{}", place.net.prefix_len()),
            is_free: false,
        }
    };
    let mut parts: Vec<bar::Part> = plan.places.iter().zip(wishes).enumerate().map(place).collect();
    parts.sort_by_key(|part| part.range);
    parts.extend(plan.free.map(|range| bar::Part {
        range,
        name: free.into(),
        short: String::new(),
        below: String::new(),
        is_free: true,
    }));
    parts
}

fn table(plan: &Plan, wishes: &[Wish], page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let head = |en, zh| lang.pick(en, zh);
    let columns = [
        Column::number(head("no.", "序号")),
        Column::text(head("name", "名称")),
        Column::number(head("asked", "要求")),
        Column::text(head("subnet", "子网")),
        Column::text(head("mask", "子网掩码")).may_go(2),
        Column::text(head("hosts", "主机地址")).may_go(1),
        Column::number(head("usable", "可用")),
        Column::number(head("waste", "闲置")),
    ];
    let row = |(n, (place, wish)): (usize, (&crate::address::plan::Place, &Wish))| {
        let subject = Subject::of(place.net);
        let field = |field: Field| {
            let mut text = String::new();
            field.write(&subject, &mut text);
            text
        };
        vec![
            (n + 1).to_string(),
            safe(&wish.name).into_owned(),
            wish.hosts.to_string(),
            place.net.to_string(),
            if place.net.addr().is_ipv4() { field(Field::Mask) } else { String::new() },
            format!("{} - {}", field(Field::First), field(Field::Last)),
            place.usable.to_string(),
            percent(place.usable.less(wish.hosts), place.usable),
        ]
    };
    let rows: Vec<Vec<String>> = plan.places.iter().zip(wishes).enumerate().map(row).collect();
    table::draw(&columns, &rows, page)
}

/// What all subnets come to, and what is free.
fn sums(plan: &Plan, wishes: &[Wish], output: &Output<'_>, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let asked = wishes.iter().fold(Count::ZERO, |sum, wish| sum + wish.hosts);
    let usable = plan.places.iter().fold(Count::ZERO, |sum, place| sum + place.usable);
    let whole = Range::of(plan.parent).size();
    let free = plan.free.map_or(Count::ZERO, |range| range.size());
    let wasted = percent(usable.less(asked), usable);
    let said = say!(
        en: "asked for {asked} hosts, usable {usable}: {wasted} of that wasted",
        zh: "共要求 {asked} 台主机，可用 {usable} 个地址：闲置 {wasted}",
        asked = asked, usable = usable, wasted = wasted
    );
    page.prose(0, None, &said.show(lang))?;
    let counted = if output.plus_router {
        say!(en: "the router's own address was added to each: --plus-router", zh: "每个子网的主机数已加上路由器自己的地址：--plus-router")
    } else {
        say!(
            en: "the router's own address is one of the hosts asked for; --plus-router adds it to each",
            zh: "路由器自己的地址算在所要求的主机数之内；--plus-router 则另加一个"
        )
    };
    page.prose(0, None, &counted.show(lang))?;
    if plan.parent.addr().is_ipv6() && plan.places.iter().any(|place| place.net.prefix_len() > 64) {
        let said = say!(
            en: "in IPv6 every subnet with hosts is a /64, however few they are, for an interface identifier has 64 bits (RFC 4291 §2.5.1): `netlab subnet {parent} --split /64`",
            zh: "IPv6 中有主机的子网，主机再少也是 /64，因为接口标识符有 64 位（RFC 4291 §2.5.1）：`netlab subnet {parent} --split /64`",
            parent = plan.parent
        );
        page.prose(0, None, &said.show(lang))?;
    }
    if free.is_zero() {
        return page.line(&say!(en: "nothing is left free", zh: "没有空闲的地址").show(lang));
    }
    let nets: Vec<String> = plan.free_prefixes().map(|net| net.to_string()).collect();
    let said = say!(
        en: "free: {free} addresses, {part} of {parent}, as prefixes: {nets}",
        zh: "空闲：{free} 个地址，占 {parent} 的 {part}，写成前缀：{nets}",
        free = free, part = percent(free, whole), parent = plan.parent, nets = nets.join(" ")
    );
    page.prose(0, None, &said.show(lang))
}

fn object(plan: &Plan, wishes: &[Wish], out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::from("{");
    json::text(&mut text, "schema", "netlab.subnet.plan/1");
    json::text(&mut text, "parent", plan.parent);
    json::key(&mut text, "subnets");
    text.push('[');
    for (place, wish) in plan.places.iter().zip(wishes) {
        json::comma(&mut text);
        text.push('{');
        json::text(&mut text, "name", &wish.name);
        json::number(&mut text, "asked", wish.hosts);
        members(&Subject::of(place.net), &mut text);
        json::number(&mut text, "wasted", place.usable.less(wish.hosts));
        text.push('}');
    }
    text.push(']');
    json::texts(&mut text, "free", plan.free_prefixes());
    json::number(&mut text, "free_addresses", plan.free.map_or(Count::ZERO, |range| range.size()));
    text.push_str("}\n");
    out.write_all(text.as_bytes())
}
