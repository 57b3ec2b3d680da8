//! `explain ipv4`: a protocol.

use super::article::{Article, Cell, Column, Row, Section, below, column, fact, row};
use super::tables::{is_hex, registries, users};
use super::walk::{Met, Node, walk};
use super::words::{condition, fill, layer, octets, width};
use crate::proto::DATA;
use crate::say;
use crate::spec::{
    Around, Field, Fill, Item, Kind, Method, On, Part, Protocol, Registry, Said, Source, Text, Width,
    fixed_octets, text,
};

/// The article of a protocol.
pub fn article(protocol: &'static Protocol) -> Article {
    let title = if protocol.name == protocol.title.en {
        Said::from(protocol.title)
    } else {
        let Text { en, zh } = protocol.title;
        let name = protocol.name;
        Said { en: format!("{name}: {en}"), zh: format!("{name}：{zh}") }
    };
    let mut article = Article::new(protocol.key, "protocol", title);
    let (number, name) = layer(protocol.layer);
    article.facts([
        fact("unit", text("one of it is a", "数据单元"), protocol.unit),
        fact("layer", text("layer", "层"), say_layer(number, name)),
        fact("header", text("header", "首部"), header(protocol)),
        fact("source", text("source", "出处"), protocol.source),
    ]);
    article.sections.push(Section::Figure(protocol));
    article.table("fields", text("Fields", "字段"), FIELDS, rows(protocol));
    options(protocol, &mut article);
    article.table("wire", text("Around it on the wire", "线路上帧前后的内容"), WIRE, around(protocol));
    article.table(
        "carried_by",
        text("What may carry it, by the registries", "由谁承载（按登记表）"),
        CARRIED,
        carried_by(protocol),
    );
    article.table(
        "carries",
        text("What may follow, by the registries", "其后可以是（按登记表）"),
        CARRIES,
        carries(protocol),
    );
    let sums = protocol.sums.iter().map(|sum| {
        row([
            Cell::word(format!("{}.{}", protocol.key, sum.field)),
            method(sum.method).into(),
            sum.source.into(),
        ])
    });
    article.table("checksums", text("Checksums", "检验和"), SUMS, sums.collect());
    let rules = protocol
        .rules
        .iter()
        .map(|rule| row([rule.id.into(), rule.severity.key().into(), rule.means.into(), rule.source.into()]));
    article.table("rules", text("Rules", "规则"), RULES, rules.collect());
    let mut see = Vec::new();
    walk(protocol.parts, &mut |met| {
        if see.is_empty()
            && let Node::Field(_) = met.node
        {
            see.push(format!("{}.{}", protocol.key, met.path.join(".")));
        }
        true
    });
    article.see(see);
    article
}

/// The columns of a table of fields.
pub const FIELDS: &[Column] = &[
    column("key", text("key", "键")),
    column("name", text("name", "名称")),
    column("bits", text("bits", "比特")),
    column("value", text("value", "默认值")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
];

const OPTIONS: &[Column] = &[
    column("code", text("code", "代码")),
    column("key", text("key", "键")),
    column("name", text("name", "名称")),
    below("means", text("meaning", "含义")),
    column("source", text("source", "出处")),
];

const CARRIED: &[Column] = &[
    column("protocol", text("protocol", "协议")),
    column("field", text("field", "字段")),
    column("value", text("value", "值")),
];

const CARRIES: &[Column] = &[
    column("field", text("field", "字段")),
    column("value", text("value", "值")),
    column("protocol", text("protocol", "协议")),
    below("means", text("meaning", "含义")),
];

const WIRE: &[Column] = &[
    column("place", text("where", "位置")),
    column("name", text("name", "名称")),
    column("octets", text("octets", "字节")),
    column("source", text("source", "出处")),
];

const SUMS: &[Column] = &[
    column("field", text("field", "字段")),
    below("method", text("how it is reckoned", "计算方法")),
    column("source", text("source", "出处")),
];

const RULES: &[Column] = &[
    column("id", text("id", "标识")),
    column("severity", text("severity", "级别")),
    below("means", text("what it says", "内容")),
    column("source", text("source", "出处")),
];

fn say_layer(number: u64, name: Text) -> Said {
    let Text { en, zh } = name;
    Said { en: format!("{number}, {en}"), zh: format!("第 {number} 层，{zh}") }
}

/// How long the header is: its fixed fields, unless a value decides what stands behind them.
fn header(protocol: &Protocol) -> Option<Said> {
    let octets = fixed_octets(protocol.parts);
    let is_fixed = |part: &&Part| matches!(part, Part::Field(Field { width: Width::Bits(_), .. }));
    match protocol.parts.iter().find(|part| !is_fixed(part)) {
        _ if octets == 0 => None,
        Some(Part::Choice(_)) => None,
        None => Some(say!(en: "{octets} octets", zh: "{octets} 字节", octets = octets)),
        Some(_) => Some(say!(
            en: "{octets} octets, and what follows in the table", zh: "{octets} 字节，另加表中其后的部分",
            octets = octets
        )),
    }
}

fn method(method: Method) -> Text {
    match method {
        Method::Internet => text(
            "the one's complement of the one's complement sum of 16-bit words (RFC 1071)",
            "16 位字反码算术求和，再取反码 (RFC 1071)",
        ),
        Method::InternetNonZero => text(
            "the same sum as RFC 1071 has it; 0 is sent as all ones, for 0 says that there is none",
            "按 RFC 1071 求和并取反码；结果为 0 时发送全 1，因为 0 表示没有检验和",
        ),
        Method::Crc32 => text("CRC-32, the least significant octet first", "CRC-32，低位字节在前"),
    }
}

/// The rows of the table of fields: what options hold is not among them, and parts that several things share stand
/// in the first.
fn rows(protocol: &'static Protocol) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut registers: Vec<(&'static str, &'static Registry)> = Vec::new();
    let mut seen: Vec<(&'static [Part], String)> = Vec::new();
    walk(protocol.parts, &mut |met| {
        if let Node::Field(Field { label, kind, .. }) = met.node {
            registers.extend(kind.registry().map(|registry| (label.key, registry)));
        }
        rows.extend(part_row(met, protocol.source, &registers));
        let inside = match met.node {
            Node::Group(group) => group.parts,
            Node::Repeat(repeat) => repeat.parts,
            Node::Case(_, case) => case.parts,
            Node::Items(_) => return false,
            Node::Field(_) | Node::Item(..) => return true,
        };
        if let Some((_, path)) =
            seen.iter().find(|(parts, _)| std::ptr::eq(*parts, inside) && parts.len() > 1)
        {
            let said = say!(en: "as in {path}", zh: "同 {path}", path = path);
            rows.push(Row { depth: met.depth + 1, cells: vec![said.into()] });
            return false;
        }
        seen.push((inside, format!("{}.{}", protocol.key, met.path.join("."))));
        true
    });
    rows
}

/// The row of one part, for the table of the protocol or of the option that it stands in. `registers` are the
/// registries of the fields before it.
pub fn part_row(
    met: &Met<'_>,
    source: Source,
    registers: &[(&'static str, &'static Registry)],
) -> Option<Row> {
    let cells = match met.node {
        Node::Field(field) => {
            let hex = matches!(field.kind, Kind::Hex | Kind::NamedHex(_));
            vec![
                field.label.key.into(),
                Cell::Name(field.label.name),
                match field.width {
                    Width::Bits(bits) => Cell::Number(u64::from(bits)),
                    other => width(other).into(),
                },
                fill(field.fill, hex).into(),
                field.label.means.into(),
                field.label.source.unwrap_or(source).into(),
            ]
        }
        Node::Case(choice, case) => {
            let registry = match choice.on {
                On::Field(key) => registers.iter().rev().find(|(other, _)| *other == key),
                _ => None,
            };
            // a case without parts says that nothing stands there
            if case.parts.is_empty() {
                return None;
            }
            vec![condition(choice, &case.when, registry.map(|(_, registry)| *registry)).into()]
        }
        Node::Group(group) => {
            let bits = group.octets.map(octets);
            vec![
                group.label.key.into(),
                Cell::Name(group.label.name),
                bits.into(),
                Cell::Empty,
                group.label.means.into(),
                group.label.source.into(),
            ]
        }
        Node::Repeat(repeat) => {
            let count = match repeat.count {
                Some(amount) if amount.is_fixed() => {
                    say!(en: "{n} times", zh: "{n} 个", n = amount.from(0))
                }
                Some(amount) => {
                    let said = octets(amount);
                    let n = said.en.trim_end_matches(" octets").to_string();
                    say!(en: "{n} times", zh: "{n} 个", n = n)
                }
                None => text("repeated", "重复").into(),
            };
            vec![
                repeat.label.key.into(),
                Cell::Name(repeat.label.name),
                count.into(),
                Cell::Empty,
                repeat.label.means.into(),
                repeat.label.source.into(),
            ]
        }
        Node::Items(items) => vec![
            items.label.key.into(),
            Cell::Name(items.label.name),
            text("options", "选项").into(),
            Cell::Empty,
            items.label.means.into(),
            items.label.source.into(),
        ],
        Node::Item(..) => return None,
    };
    Some(Row { depth: met.depth, cells })
}

/// The options, each list of kinds once.
fn options(protocol: &'static Protocol, article: &mut Article) {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: Vec<&'static [Item]> = Vec::new();
    let mut outer: Vec<usize> = Vec::new();
    walk(protocol.parts, &mut |met| match met.node {
        Node::Items(items) => {
            let again = seen.iter().any(|kinds| std::ptr::eq(*kinds, items.kinds));
            seen.push(items.kinds);
            !again
        }
        Node::Item(_, item) => {
            outer.retain(|depth| *depth < met.depth);
            let cells = vec![
                Cell::Number(item.code),
                item.label.key.into(),
                Cell::Name(item.label.name),
                item.label.means.into(),
                item.label.source.unwrap_or(protocol.source).into(),
            ];
            // options within options stand below them
            rows.push(Row { depth: outer.len(), cells });
            outer.push(met.depth);
            true
        }
        _ => true,
    });
    article.table("options", text("Options", "选项"), OPTIONS, rows);
}

/// What the link sends before and behind a frame.
fn around(protocol: &'static Protocol) -> Vec<Row> {
    let Some(wire) = protocol.wire else { return Vec::new() };
    let rows = |place: Text, around: &'static [Around]| {
        around.iter().map(move |around| {
            row([place.into(), around.name.into(), Cell::Number(around.octets as u64), around.source.into()])
        })
    };
    let before = rows(text("before", "之前"), wire.before);
    before.chain(rows(text("behind", "之后"), wire.after)).collect()
}

/// Whether the field says what follows. One with a fixed default is about something else, as ARP's protocol type.
fn decides(field: &Field) -> bool {
    !matches!(field.fill, Fill::Value(_))
}

/// What leads here: the code points of other protocols.
fn carried_by(protocol: &'static Protocol) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for registry in registries() {
        let entries: Vec<_> =
            registry.entries.iter().filter(|entry| leads_to(entry.protocol, protocol)).collect();
        if entries.is_empty() {
            continue;
        }
        let mut by: Vec<(&'static str, Vec<String>)> = Vec::new();
        let (mut used, mut hex) = (false, false);
        users(registry, &mut |other, field, path| {
            used = true;
            hex |= matches!(field.kind, Kind::NamedHex(_));
            match by.iter_mut().find(|(name, _)| *name == other.name) {
                _ if !decides(field) => (),
                Some((_, paths)) if paths.contains(&path) => (),
                Some((_, paths)) => paths.push(path),
                None => by.push((other.name, vec![path])),
            }
        });
        for entry in entries {
            let value = if hex { Cell::Hex(entry.value) } else { Cell::Number(entry.value) };
            // no field holds it: the header of a capture file does
            if !used {
                rows.push(row([registry.title.into(), Cell::Empty, value.clone()]));
            }
            for (name, paths) in &by {
                rows.push(row([Cell::Name(name), Cell::List(paths.clone()), value.clone()]));
            }
        }
    }
    rows
}

fn leads_to(entry: Option<&'static Protocol>, protocol: &'static Protocol) -> bool {
    entry.is_some_and(|other| std::ptr::eq(other, protocol))
}

/// What the protocol's own code points lead to; ports that two fields share are told once.
fn carries(protocol: &'static Protocol) -> Vec<Row> {
    let mut used: Vec<(&'static Registry, Vec<String>)> = Vec::new();
    walk(protocol.parts, &mut |met| {
        if let Node::Field(field) = met.node
            && let Some(registry) = field.kind.registry()
            && decides(field)
        {
            let path = format!("{}.{}", protocol.key, met.path.join("."));
            match used.iter_mut().find(|(other, _)| std::ptr::eq(*other, registry)) {
                Some((_, paths)) if paths.contains(&path) => (),
                Some((_, paths)) => paths.push(path),
                None => used.push((registry, vec![path])),
            }
        }
        true
    });
    let mut rows = Vec::new();
    for (registry, paths) in used {
        let hex = is_hex(registry);
        for entry in registry.entries {
            let Some(next) = entry.protocol.filter(|next| !std::ptr::eq(*next, &DATA)) else { continue };
            rows.push(row([
                Cell::List(paths.clone()),
                if hex { Cell::Hex(entry.value) } else { Cell::Number(entry.value) },
                next.key.into(),
                entry.means.into(),
            ]));
        }
    }
    rows
}
