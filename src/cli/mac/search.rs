//! `netlab mac --search`: prefixes by the name of an organisation, or by how they begin.

use super::super::screen::Screen;
use super::super::{Exit, Failure};
use super::json;
use crate::address::known::{KNOWN, Known};
use crate::address::oui::{self, Assigned, Registry};
use crate::draw::{Ink, pad, safe, width, wrap};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::Page;
use serde_json::json;
use std::io::Write;

/// The name and version of the schema, in every object.
const SCHEMA: &str = "netlab.mac.search/1";

/// What is looked for.
struct Wanted {
    /// The word in lower case.
    name: String,
    /// Its hexadecimal digits, where it can be the beginning of an address.
    digits: Option<String>,
}

/// The fewest digits without separators that can be meant as a prefix: `cafe` and `dec` are names.
const FEWEST: usize = 6;

impl Wanted {
    fn new(word: &str) -> Wanted {
        let is_between = |c: char| matches!(c, ':' | '-' | '.');
        let digits: String = word.chars().filter(|c| !is_between(*c)).collect();
        let is_hex = digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_hexdigit());
        let is_prefix = is_hex && digits.len() <= 12 && (word.contains(is_between) || digits.len() >= FEWEST);
        Wanted { name: word.to_lowercase(), digits: is_prefix.then(|| digits.to_ascii_lowercase()) }
    }

    /// Whether the name holds the word, or the prefix begins so. What is typed beyond the prefix does no harm.
    fn is(&self, name: &str, prefix: [u8; 6], bits: usize) -> bool {
        if name.to_lowercase().contains(&self.name) {
            return true;
        }
        let Some(digits) = &self.digits else { return false };
        let prefix: String = prefix.iter().map(|octet| format!("{octet:02x}")).collect();
        let known = prefix.get(..bits / 4).unwrap_or_default();
        known.starts_with(digits.as_str()) || digits.starts_with(known)
    }
}

/// Shows what is found as it is found.
pub fn search(word: &str, json: bool, screen: &Screen, out: &mut dyn Write) -> Result<Exit, Failure> {
    if word.trim().is_empty() {
        let what = say!(en: "there is nothing to search for", zh: "没有要查找的内容");
        return Err(Trouble::new(what).hint(say!(en: "`--search apple`", zh: "`--search apple`")).into());
    }
    let wanted = Wanted::new(word.trim());
    let mut counts = [0usize; 5];
    for each in oui::all() {
        if !wanted.is(each.name, each.prefix, each.registry.bits()) {
            continue;
        }
        if let Some(count) = Registry::ALL.iter().position(|one| *one == each.registry) {
            counts[count] += 1;
        }
        if json {
            writeln!(out, "{}", registered(&each))?;
        } else {
            let bits = each.registry.bits();
            let page = &mut page(out, screen);
            row(&json::prefix(each.prefix, bits), bits, each.registry.name(), each.name, page)?;
        }
    }
    let mut others = 0;
    for known in KNOWN.iter().filter(|known| wanted.is(known.name, known.prefix, known.bits)) {
        others += 1;
        if json {
            writeln!(out, "{}", known_for(known))?;
        } else {
            let means = known.means.show(screen.lang);
            let name = format!("{}: {means}  {}", known.name, known.source);
            row(&json::prefix(known.prefix, known.bits), known.bits, "*", &name, &mut page(out, screen))?;
        }
    }
    let all: usize = counts.iter().sum();
    if all + others == 0 {
        let (word, date) = (word.trim(), oui::date());
        screen.note(&say!(
            en: "`{word}` is in no name and begins no prefix of the registries of {date}",
            zh: "{date} 的登记表中，没有名称含 `{word}`，也没有前缀以它开头",
            word = word, date = date
        ));
        return Ok(Exit::No);
    }
    if !json {
        let mut page = page(out, screen);
        page.line("")?;
        page.prose(0, Some(Ink::Faint), &count(all, counts, others).show(screen.lang))?;
    }
    Ok(Exit::Done)
}

fn page<'a>(out: &'a mut dyn Write, screen: &Screen) -> Page<'a> {
    Page::new(out, screen.lang, screen.paint, screen.columns)
}

fn row(prefix: &str, bits: usize, registry: &str, name: &str, page: &mut Page<'_>) -> std::io::Result<()> {
    let head = format!("{}  {}  ", pad(&format!("{prefix}/{bits}"), 20), pad(registry, 4));
    let indent = width(&head);
    let name = safe(name);
    for (i, line) in wrap(&name, page.columns().saturating_sub(indent)).iter().enumerate() {
        let head = if i == 0 { head.clone() } else { " ".repeat(indent) };
        page.line(&format!("{head}{line}"))?;
    }
    Ok(())
}

fn registered(each: &Assigned) -> String {
    let mut object = json::vendor(each);
    object["schema"] = SCHEMA.into();
    object.to_string()
}

fn known_for(known: &Known) -> String {
    json!({
        "schema": SCHEMA,
        "prefix": json::prefix(known.prefix, known.bits),
        "bits": known.bits,
        "registry": null,
        "name": known.name,
    })
    .to_string()
}

/// How many were found where.
fn count(all: usize, counts: [usize; 5], others: usize) -> Said {
    let parts: Vec<String> = Registry::ALL
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(registry, count)| format!("{} {count}", registry.name()))
        .collect();
    let (parts, date) = (parts.join(", "), oui::date());
    let parts = if parts.is_empty() { String::new() } else { format!(" ({parts})") };
    let mut said = say!(
        en: "blocks found: {all}{parts}, IEEE registries of {date}", zh: "找到地址块 {all} 个{parts}，IEEE 登记表 {date}",
        all = all, parts = parts, date = date
    );
    if others > 0 {
        said.en.push_str(&format!("; {others} that programs and protocols made known (*)"));
        said.zh.push_str(&format!("；因程序或协议而为人所知的 {others} 个（*）"));
    }
    said
}
