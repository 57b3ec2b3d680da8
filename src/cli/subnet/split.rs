//! `--split`, `--into`, `--hosts`: a prefix in equal parts.

use super::bar;
use super::fields::{Form, Subject, members};
use super::json;
use super::modes::{Output, addresses, counted, percent};
use super::table::{self, Column};
use crate::address::Count;
use crate::address::plan::room;
use crate::address::range::{Family, Range};
use crate::address::split::Split;
use crate::draw::Ink;
use crate::say;
use crate::spec::{Said, text};
use crate::view::Page;
use ipnet::IpNet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The most parts that are listed without `--all`.
const MOST: u128 = 64;
/// How many of more are shown before the last.
const FIRST: u128 = 4;
/// The most parts that a bar has room for.
const DRAWN: u128 = 32;

/// What was asked for.
pub enum Asked {
    /// This prefix length.
    Len,
    /// So many parts.
    Parts(Count),
    /// Room for so many hosts.
    Hosts(Count),
}

/// Writes the parts, in the form that was asked for.
pub fn write(split: &Split, asked: &Asked, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let is_listed = output.all || split.count() <= Count::of(MOST);
    if let Some(form) = &output.form {
        return list(split, form, out);
    }
    if output.json {
        return object(split, asked, is_listed, out);
    }
    let mut page = output.page(out);
    heading(split, asked, &mut page)?;
    page.line("")?;
    bar::draw(Range::of(split.parent), &drawn(split, asked), &mut page)?;
    page.line("")?;
    let count = split.count().small().unwrap_or(u128::MAX);
    if count <= MOST {
        return table(split, (0..count).collect(), &mut page);
    }
    if output.all {
        drop(page);
        return stream(split, output, out);
    }
    let mut shown: Vec<Option<u128>> = (0..FIRST).map(Some).collect();
    // of all addresses of IPv6 the last one's number is the highest there is
    shown.extend([None, Some(split.count().less(Count::of(1)).small().unwrap_or(u128::MAX))]);
    rows(split, &shown, &mut page)?;
    page.line("")?;
    let said = say!(
        en: "the first {first} of {count} and the last are shown; `--all` lists all",
        zh: "共 {count} 个子网，只列出前 {first} 个和最后一个；`--all` 全部列出", count = split.count(), first = FIRST
    );
    page.remark(0, "!", None, &said)
}

fn heading(split: &Split, asked: &Asked, page: &mut Page<'_>) -> io::Result<()> {
    let (parent, len, count) = (split.parent, split.len, split.count());
    let lang = page.lang();
    let said = Said {
        en: format!("{parent} in parts of /{len}: {}", counted(count, "subnet", "subnets")),
        zh: format!("把 {parent} 分成 /{len}：共 {count} 个子网"),
    };
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    let borrowed = len - parent.prefix_len();
    let family = Family::of(parent.addr());
    let host_bits = family.bits() - len;
    let (size, hosts) = (Count::power(host_bits), room(split.last()));
    let bits = |n: u8| counted(Count::of(n.into()), "bit", "bits");
    let said = Said {
        en: format!(
            "{} borrowed from the host part: 2^{borrowed} = {}; {} left for hosts: 2^{host_bits} = {} each, {hosts} usable",
            bits(borrowed),
            counted(count, "subnet", "subnets"),
            bits(host_bits),
            addresses(size)
        ),
        zh: format!(
            "从主机号借 {borrowed} 位：2^{borrowed} = {count} 个子网；主机号剩 {host_bits} 位：每个子网 2^{host_bits} = {size} 个地址，\
             主机可用 {hosts} 个"
        ),
    };
    page.prose(2, None, &said.show(lang))?;
    match asked {
        Asked::Parts(parts) if *parts < count => {
            let spare = count.less(*parts);
            let said = say!(
                en: "equal parts are a power of two: {parts} were asked for, {spare} stay free",
                zh: "等分的份数必须是 2 的幂：要求 {parts} 份，余下 {spare} 份空闲", parts = parts, spare = spare
            );
            page.prose(2, None, &said.show(lang))?;
        }
        Asked::Hosts(asked) => {
            let wasted = percent(hosts.less(*asked), hosts);
            let said = say!(
                en: "{asked} hosts asked for, room for {hosts}: {wasted} of each subnet is not used",
                zh: "要求 {asked} 台主机，可容纳 {hosts} 台：每个子网闲置 {wasted}", asked = asked, hosts = hosts, wasted = wasted
            );
            page.prose(2, None, &said.show(lang))?;
        }
        Asked::Len | Asked::Parts(_) => (),
    }
    if family == Family::V6 && len > 64 {
        let said = text(
            "a subnet with hosts is a /64 in IPv6, for interface identifiers have 64 bits (RFC 4291 §2.5.1); longer ones are \
             for links without autoconfiguration",
            "IPv6 中有主机的子网应为 /64，因为接口标识符为 64 位（RFC 4291 §2.5.1）；更长的前缀只用于不做自动配置的链路",
        );
        page.remark(2, "!", Some(Ink::Warn), &said.into())?;
    }
    Ok(())
}

/// The parts as the bar has them: each by itself, or many in one.
fn drawn(split: &Split, asked: &Asked) -> Vec<bar::Part> {
    let count = split.count();
    let by_itself = count <= Count::of(DRAWN);
    // of more than can be drawn, four groups of equally many
    let shown = if by_itself { *split } else { Split { len: split.parent.prefix_len() + 2, ..*split } };
    let wanted = match asked {
        Asked::Parts(parts) => *parts,
        Asked::Len | Asked::Hosts(_) => count,
    };
    let group = Count::power(split.len - shown.len);
    let part = |(n, net): (usize, IpNet)| {
        let name = match group.exponent() {
            _ if by_itself => net.addr().to_string(),
            Some(bits) if bits > 16 => format!("2^{bits}"),
            _ => group.to_string(),
        };
        let is_free = by_itself && Count::of(n as u128) >= wanted;
        bar::Part {
            range: Range::of(net),
            name: if is_free { String::new() } else { name },
            short: if by_itself && !is_free { n.to_string() } else { String::new() },
            below: if by_itself { String::new() } else { format!("x /{}", split.len) },
            is_free,
        }
    };
    shown.parts().enumerate().map(part).collect()
}

fn table(split: &Split, numbers: Vec<u128>, page: &mut Page<'_>) -> io::Result<()> {
    rows(split, &numbers.into_iter().map(Some).collect::<Vec<_>>(), page)
}

/// The table of these parts; `None` stands for those that are left out.
fn rows(split: &Split, numbers: &[Option<u128>], page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let head = |en, zh| lang.pick(en, zh);
    let columns = [
        Column::number(head("no.", "序号")).may_go(1),
        Column::text(head("bits", "子网位")).may_go(3),
        Column::text(head("subnet", "子网")),
        Column::text(head("hosts", "主机地址")).may_go(2),
        Column::text(head("broadcast", "广播地址")).may_go(4),
    ];
    let row = |n: u128| split.part(n).map(|net| row(split, n, net)).unwrap_or_default();
    let dots = |cell: String| if cell.is_empty() { cell } else { "...".into() };
    let rows = numbers.iter().map(|n| match n {
        Some(n) => row(*n),
        None => row(0).into_iter().map(dots).collect(),
    });
    let rows: Vec<Vec<String>> = rows.collect();
    table::draw(&columns, &rows, page)
}

fn row(split: &Split, n: u128, net: IpNet) -> Vec<String> {
    let borrowed = usize::from(split.len - split.parent.prefix_len());
    let bits = if (1..=16).contains(&borrowed) { format!("{n:0borrowed$b}") } else { String::new() };
    let subject = Subject::of(net);
    let field = |field: super::fields::Field| {
        let mut text = String::new();
        field.write(&subject, &mut text);
        text
    };
    use super::fields::Field::{Broadcast, First, Last};
    let (first, last) = (field(First), field(Last));
    let hosts = if first == last { first } else { format!("{first} - {last}") };
    vec![n.to_string(), bits, net.to_string(), hosts, field(Broadcast)]
}

/// All parts, a line each; nothing is kept, however many there are.
fn stream(split: &Split, output: &Output<'_>, out: &mut dyn Write) -> io::Result<()> {
    let digits = split.count().less(Count::of(1)).to_string().len();
    let wide = split.last().to_string().len();
    let mut line = String::new();
    let to = output.screen.lang.pick("to", "至");
    let hosts = split.len < Family::of(split.parent.addr()).bits();
    for (n, net) in (0u128..).zip(split.parts()) {
        line.clear();
        // writing to a String cannot fail
        let _ = write!(line, "  {n:>digits$}  {:<wide$}", net.to_string());
        if hosts {
            use super::fields::Field::{First, Last};
            let subject = Subject::of(net);
            line.push_str("  ");
            First.write(&subject, &mut line);
            let _ = write!(line, " {to} ");
            Last.write(&subject, &mut line);
        }
        line.push('\n');
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The parts as CSV or after a pattern: all of them, for what comes behind a pipe can stop when it has enough.
fn list(split: &Split, form: &Form, out: &mut dyn Write) -> io::Result<()> {
    form.lines(split.parts(), out)
}

fn object(split: &Split, asked: &Asked, is_listed: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::from("{");
    json::text(&mut text, "schema", "netlab.subnet.split/1");
    json::text(&mut text, "parent", split.parent);
    json::small(&mut text, "prefix", split.len.into());
    match asked {
        Asked::Len => (),
        Asked::Parts(parts) => json::number(&mut text, "asked_parts", *parts),
        Asked::Hosts(hosts) => json::number(&mut text, "asked_hosts", *hosts),
    }
    json::number(&mut text, "count", split.count());
    json::number(&mut text, "usable", room(split.last()));
    json::flag(&mut text, "listed", is_listed);
    if !is_listed {
        for (key, net) in [("first_subnet", split.part(0)), ("last_subnet", Some(split.last()))] {
            json::key(&mut text, key);
            text.push('{');
            net.iter().for_each(|net| members(&Subject::of(*net), &mut text));
            text.push('}');
        }
        text.push_str("}\n");
        return out.write_all(text.as_bytes());
    }
    json::key(&mut text, "subnets");
    text.push('[');
    for net in split.parts() {
        json::comma(&mut text);
        // what follows begins with a brace, and so needs no comma of its own
        if text.len() >= 1 << 15 {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
        text.push('{');
        members(&Subject::of(net), &mut text);
        text.push('}');
    }
    text.push_str("]}\n");
    out.write_all(text.as_bytes())
}
