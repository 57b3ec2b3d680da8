//! A key and a value put where they belong in a layer.

use super::place::{Place, Step, find, keys_of};
use crate::build::value::is_number;
use crate::build::{Given, Node, Sheet};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Field, Fill, Item, Origin, Part, Trouble, Width};

/// What options are called besides their names in the registry: the layer, the word, the key.
const ALSO: [(&str, &str, &str); 10] = [
    ("dhcp", "mask", "subnet_mask"),
    ("dhcp", "dns", "domain_server"),
    ("dhcp", "domain", "domain_name"),
    ("dhcp", "requested_ip", "requested_address"),
    ("dhcp", "param_list", "parameter_list"),
    ("dhcp", "lease", "lease_time"),
    ("dhcp", "server", "server_id"),
    ("dhcp", "gateway", "router"),
    ("tcp", "wscale", "window_scale"),
    ("tcp", "sack_ok", "sack_permitted"),
];

/// Says `key=value` of a layer, or `key` alone of a flag or an option without a value.
///
/// # Errors
/// Where the layer has no such key, or has several.
pub fn put(sheet: &mut Sheet, key: &str, value: Option<&str>, origin: Origin) -> Result<(), Trouble> {
    let layer = sheet.protocol.key;
    let is_also = |word: &str, (of, short, _): &(&str, &str, &str)| *of == layer && *short == word;
    let also = |word: &str| ALSO.iter().find(|row| is_also(word, row)).map(|(.., long)| *long);
    // where a number and a flag have one name, the name alone is the flag's: TCP's ack
    let flag = format!("{key}_flag");
    let is_flag = value.is_none() && !find(sheet, &flag).is_empty();
    let name = if is_flag { &flag } else { also(key).unwrap_or(key) };
    let places = find(sheet, name);
    let place = match &places[..] {
        [one] => one,
        [] => return Err(unknown(sheet, key)),
        several => return Err(ambiguous(sheet, key, several)),
    };
    let value = value.map(|value| {
        // a list of option codes is written in names
        let short = |word: &str| also(word).map_or_else(|| word.to_string(), str::to_string);
        if name.ends_with("parameter_list") {
            value.split(',').map(short).collect::<Vec<_>>().join(",")
        } else {
            value.to_string()
        }
    });
    let path = format!("{}.{}", sheet.protocol.key, place.key());
    insert(&mut sheet.fields, &place.steps, value.as_deref(), origin, &path)
}

fn insert(
    nodes: &mut Vec<Node>,
    steps: &[Step],
    value: Option<&str>,
    origin: Origin,
    path: &str,
) -> Result<(), Trouble> {
    let Some((step, rest)) = steps.split_first() else { return Ok(()) };
    match *step {
        Step::Field(field) => {
            let node = leaf(field, value, origin, path)?;
            nodes.retain(|other| other.key != node.key);
            nodes.push(node);
            Ok(())
        }
        Step::Group(label) => insert(inside(nodes, label.key), rest, value, origin, path),
        Step::Item(items, item) => {
            let list = inside(nodes, items.label.key);
            if rest.is_empty() {
                let node = Node::group(item.label.key, values(item, value, origin, path)?).by(origin);
                // what a recipe had said of it is said anew
                let said =
                    list.iter_mut().find(|other| other.key == node.key && other.origin != Origin::Given);
                match said {
                    Some(other) => *other = node,
                    None => list.push(node),
                }
                return Ok(());
            }
            let of_it = list.last().is_some_and(|last| last.key == item.label.key && !says(last, rest));
            if !of_it {
                list.push(Node::group(item.label.key, Vec::new()).by(origin));
            }
            list.last_mut().map_or(Ok(()), |last| insert(&mut last.inside, rest, value, origin, path))
        }
        Step::Repeat(repeat) => {
            let list = inside(nodes, repeat.label.key);
            if let ([Part::Field(field)], true) = (repeat.parts, rest.is_empty()) {
                *list = elements(field, value.unwrap_or(""), origin);
                return Ok(());
            }
            if list.last().is_none_or(|last| says(last, rest)) {
                list.push(Node::group(repeat.each.key, Vec::new()).by(origin));
            }
            list.last_mut().map_or(Ok(()), |last| insert(&mut last.inside, rest, value, origin, path))
        }
    }
}

/// What stands in the node of that key, which is made where there is none.
fn inside<'a>(nodes: &'a mut Vec<Node>, key: &str) -> &'a mut Vec<Node> {
    let place = nodes.iter().position(|node| node.key == key).unwrap_or(nodes.len());
    if place == nodes.len() {
        nodes.push(Node::group(key, Vec::new()));
    }
    &mut nodes[place].inside
}

/// Whether an element says already what these steps lead to, so that they are about the next.
fn says(node: &Node, steps: &[Step]) -> bool {
    match steps.first() {
        Some(Step::Field(field)) => node.inside.iter().any(|inside| inside.key == field.label.key),
        _ => false,
    }
}

fn leaf(field: &Field, value: Option<&str>, origin: Origin, path: &str) -> Result<Node, Trouble> {
    let is_flag = matches!(field.width, Width::Bits(1)) && is_number(field);
    match value {
        Some(value) => Ok(Node::leaf(field.label.key, value).by(origin)),
        None if is_flag => Ok(Node::leaf(field.label.key, Given::Flag(true)).by(origin)),
        // a field that can be worked out may be asked for by its name
        None if field.fill == Fill::Computed => Ok(Node::group(field.label.key, Vec::new()).by(origin)),
        None => {
            let what = say!(en: "{path} needs a value", zh: "{path} 需要一个值", path = path);
            let key = field.label.key;
            Err(Trouble::new(what).hint(say!(en: "write `{key}=...`", zh: "请写 `{key}=...`", key = key)))
        }
    }
}

/// The elements of a list of values, with commas between them.
fn elements(field: &'static Field, value: &str, origin: Origin) -> Vec<Node> {
    let words = value.split(',').filter(|word| !word.is_empty());
    words.map(|word| Node::leaf(field.label.key, word).by(origin)).collect()
}

/// What stands in an option that is given in one word: its only field, its list, or its fields with commas between them.
fn values(
    item: &'static Item,
    value: Option<&str>,
    origin: Origin,
    path: &str,
) -> Result<Vec<Node>, Trouble> {
    let Some(value) = value else {
        let fills: Vec<Fill> = fields(item.parts).iter().map(|field| field.fill).collect();
        // sent as a bare kind and length, or with what its fields are by default
        if fills.contains(&Fill::Author) {
            let (what, key) =
                (say!(en: "{path} needs a value", zh: "{path} 需要一个值", path = path), item.label.key);
            return Err(
                Trouble::new(what).hint(say!(en: "write `{key}=...`", zh: "请写 `{key}=...`", key = key))
            );
        }
        return Ok(Vec::new());
    };
    if let [Part::Repeat(repeat)] = item.parts
        && let [Part::Field(field)] = repeat.parts
    {
        let list = elements(field, value, origin);
        return Ok(vec![Node::group(repeat.label.key, list).by(origin)]);
    }
    let all = fields(item.parts);
    let open: Vec<&Field> = all.iter().copied().filter(|field| field.fill == Fill::Author).collect();
    let wanted = if open.is_empty() {
        all.iter().copied().filter(|field| field.fill != Fill::Computed).collect()
    } else {
        open
    };
    let words: Vec<&str> = if wanted.len() > 1 { value.split(',').collect() } else { vec![value] };
    let is_flat = item.parts.iter().all(|part| matches!(part, Part::Field(_)));
    if wanted.is_empty() || !is_flat || words.len() != wanted.len() {
        let keys: Vec<String> =
            all.iter().map(|field| format!("{}.{}", item.label.key, field.label.key)).collect();
        let keys = keys.join("=, ");
        let what = say!(en: "{path} is not one value", zh: "{path} 不是单个值", path = path);
        let trouble = Trouble::new(what);
        return Err(if keys.is_empty() {
            trouble.hint(say!(en: "it has no value: write its name alone", zh: "它没有值：只写名称即可"))
        } else {
            trouble.hint(say!(en: "say its fields: {keys}=", zh: "请逐个给出字段：{keys}=", keys = keys))
        });
    }
    Ok(wanted.iter().zip(words).map(|(field, word)| Node::leaf(field.label.key, word).by(origin)).collect())
}

/// The fields that stand side by side, in whatever case.
fn fields(parts: &'static [Part]) -> Vec<&'static Field> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Field(field) => found.push(field),
            Part::Within(_, parts) => found.extend(fields(parts)),
            Part::Choice(choice) => choice.cases.iter().for_each(|case| found.extend(fields(case.parts))),
            _ => (),
        }
    }
    found
}

fn unknown(sheet: &Sheet, key: &str) -> Trouble {
    let layer = sheet.protocol.key;
    let what =
        say!(en: "no field `{key}` in {layer}", zh: "{layer} 中没有字段 `{key}`", key = key, layer = layer);
    let keys = keys_of(sheet);
    let known = keys.iter().map(|(key, _)| *key);
    Trouble::new(what).hint(match nearest(key, known.clone()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
        None => {
            let some: Vec<&str> = known.take(12).collect();
            let list = some.join(", ");
            let more = if keys.len() > some.len() { " ..." } else { "" };
            say!(en: "it has {list}{more}", zh: "其字段有 {list}{more}", list = list, more = more)
        }
    })
}

fn ambiguous(sheet: &Sheet, key: &str, places: &[Place]) -> Trouble {
    let layer = sheet.protocol.key;
    let all: Vec<String> = places.iter().take(6).map(Place::key).collect();
    let all = all.join(", ");
    let what = say!(
        en: "`{key}` stands in several places of {layer}", zh: "`{key}` 在 {layer} 中有多处", key = key, layer = layer
    );
    Trouble::new(what).hint(say!(en: "one of {all}", zh: "请写其中之一：{all}", all = all))
}
