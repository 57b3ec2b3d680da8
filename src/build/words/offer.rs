//! What may be typed next, for the completion of a shell: layers, recipes, verbs, keys, values.

use super::place::{Step, find, keys_of};
use super::{PAYLOADS, SHORT, is_border, is_layers, protocol, put};
use crate::build::Sheet;
use crate::build::recipe::RECIPES;
use crate::build::value::is_number;
use crate::proto::{ALL, HTTP};
use crate::spec::{Field, Kind, Origin, Part, Text, Width, same};

/// A word that may be typed, and what it stands for.
pub type Offer = (String, Text);

/// What may stand in place of the last of `words`, which are those behind `netlab build`.
pub fn offer(words: &[String]) -> Vec<Offer> {
    let Some((last, before)) = words.split_last() else { return Vec::new() };
    let mut offers = all(before, last);
    offers.retain(|(word, _)| word.starts_with(last.as_str()));
    offers
}

fn all(before: &[String], last: &str) -> Vec<Offer> {
    let before: Vec<String> = operands(before);
    let first = before.iter().rposition(|word| is_border(word)).map_or(0, |border| border + 1);
    let (inside, is_first) = (&before[first..], first == 0);
    let Some(layer) = inside.first() else {
        let recipes =
            RECIPES.iter().filter(|_| is_first).map(|recipe| (recipe.name.to_string(), same(recipe.example)));
        return recipes.chain(layers(!is_first)).collect();
    };
    let recipe = RECIPES.iter().find(|recipe| is_first && recipe.name == layer);
    if let (Some(recipe), false) = (recipe, is_layers(&before))
        && inside.len() == 1
        && !recipe.verbs.is_empty()
    {
        return recipe.verbs.iter().map(|verb| (verb.to_string(), same(recipe.name))).collect();
    }
    let Ok(protocol) = protocol(layer) else { return Vec::new() };
    let mut sheet = Sheet::new(protocol, 0);
    // what was said decides what else there is; a word that is wrong decides nothing
    for word in inside.iter().skip(1) {
        if let Some((key, value)) = word.split_once('=') {
            let _ = put(&mut sheet, key, Some(value), Origin::Given);
        }
    }
    match last.split_once('=') {
        Some((key, _)) => values(&sheet, key),
        None => keys(&sheet),
    }
}

/// The words without options and their values.
fn operands(words: &[String]) -> Vec<String> {
    const WITH_VALUE: [&str; 9] =
        ["--from", "--to", "--gateway", "--mac", "--to-mac", "--seed", "--mtu", "--write", "--lang"];
    let mut out = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if WITH_VALUE.contains(&word.as_str()) {
            words.next();
        } else if !word.starts_with('-') {
            out.push(word.clone());
        }
    }
    out
}

fn layers(with_payloads: bool) -> Vec<Offer> {
    let mut offers: Vec<Offer> =
        ALL.iter().map(|protocol| (protocol.key.to_string(), protocol.title)).collect();
    for (short, long) in SHORT {
        let title = ALL.iter().find(|protocol| protocol.key == long).map(|protocol| protocol.title);
        offers.extend(title.map(|title| (short.to_string(), title)));
    }
    if with_payloads {
        offers.extend(PAYLOADS.iter().map(|key| (format!("{key}="), same("payload"))));
    }
    offers.sort_by(|a, b| a.0.cmp(&b.0));
    offers
}

fn keys(sheet: &Sheet) -> Vec<Offer> {
    if std::ptr::eq(sheet.protocol, &HTTP) {
        let names = ["method", "target", "version", "status_code", "reason", "host", "content_type"];
        return names.iter().map(|key| (format!("{key}="), same("HTTP"))).collect();
    }
    let said = |key: &str| sheet.fields.iter().any(|node| node.key == key);
    let mut offers = Vec::new();
    for (key, label) in keys_of(sheet) {
        if said(key) {
            continue;
        }
        let bare =
            find(sheet, key).first().and_then(|place| place.steps.last().copied()).is_some_and(is_bare);
        offers.push((if bare { key.to_string() } else { format!("{key}=") }, label.means));
    }
    offers
}

/// Whether the name alone says all: a flag, an option without a value.
fn is_bare(step: Step) -> bool {
    match step {
        Step::Field(field) => is_number(field) && matches!(field.width, Width::Bits(1)),
        Step::Item(_, item) => item.parts.is_empty(),
        _ => false,
    }
}

fn values(sheet: &Sheet, key: &str) -> Vec<Offer> {
    let field = match find(sheet, key).first().and_then(|place| place.steps.last().copied()) {
        Some(Step::Field(field)) => field,
        Some(Step::Item(_, item)) => match item.parts {
            [Part::Field(field)] => field,
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    named(field).into_iter().map(|(value, means)| (format!("{key}={value}"), means)).collect()
}

fn named(field: &Field) -> Vec<Offer> {
    match field.kind {
        Kind::Named(registry) | Kind::NamedHex(registry) => {
            registry.entries.iter().map(|entry| (entry.key.to_string(), entry.means)).collect()
        }
        Kind::Flag => ["0", "1"].map(|digit| (digit.to_string(), field.label.means)).to_vec(),
        Kind::Mac => vec![("broadcast".to_string(), field.label.means)],
        _ => Vec::new(),
    }
}
