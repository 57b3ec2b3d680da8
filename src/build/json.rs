//! What `netlab frame --json` prints, read again.

use super::draft::{Draft, Given, Node, Sheet};
use crate::proto::ALL;
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Protocol, Trouble};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value that keeps the order of its keys.
enum Json {
    Null,
    Flag(bool),
    Number(u64),
    Negative(i64),
    /// A number that is none of ours: a fraction, or beyond 64 bits.
    Other,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Reads one object of `netlab frame --json`, or one written by hand in its form: of a field only the value counts, and
/// of a layer its protocol, its fields and which layer carries it.
///
/// # Errors
/// Where it is no JSON, or not of that form: what was needed and where.
pub fn from_json(line: &str) -> Result<Draft, Trouble> {
    let frame: Json = serde_json::from_str(line).map_err(|error| {
        let (column, why) = (error.column(), plain(&error.to_string()).to_string());
        Trouble::new(say!(
            en: "this is no JSON: {why}, at character {column}", zh: "这不是 JSON：第 {column} 个字符处，{why}",
            why = why, column = column
        ))
    })?;
    let mut draft = Draft { link: 1, original: None, sheets: Vec::new() };
    if let Some(link) = frame.get("link_type") {
        draft.link =
            link.number().and_then(|link| u32::try_from(link).ok()).ok_or_else(|| odd("link_type"))?;
    }
    if let Some(length) = frame.get("length") {
        draft.original = Some(length.size().ok_or_else(|| odd("length"))?);
    }
    let Some(Json::List(layers)) = frame.get("layers") else {
        let what = say!(en: "the JSON object has no list `layers`", zh: "JSON 对象中没有列表 `layers`");
        let hint = say!(
            en: "one object a line, as `netlab frame --json` prints it", zh: "每行一个对象，形式同 `netlab frame --json`"
        );
        return Err(Trouble::new(what).hint(hint));
    };
    for (i, layer) in layers.iter().enumerate() {
        draft.sheets.push(sheet(layer, i)?);
    }
    Ok(draft)
}

/// serde_json's own words without the place, which is told apart.
fn plain(error: &str) -> &str {
    error.split(" at line ").next().unwrap_or(error)
}

/// The error for a member that is not of its form.
fn odd(path: &str) -> Trouble {
    Trouble::new(say!(
        en: "`{path}` is not what `netlab frame --json` writes there", zh: "`{path}` 的内容不符合 `netlab frame --json` 的形式",
        path = path
    ))
}

fn sheet(layer: &Json, i: usize) -> Result<Sheet, Trouble> {
    let place = |member: &str| format!("layers[{i}].{member}");
    let Some(Json::Text(key)) = layer.get("protocol") else { return Err(odd(&place("protocol"))) };
    // a layer without a parent is carried by the one before it
    let mut sheet = Sheet::new(protocol(key)?, i.saturating_sub(1));
    if let Some(parent) = layer.get("parent") {
        sheet.parent = parent.size().filter(|parent| *parent < i).ok_or_else(|| odd(&place("parent")))?;
    }
    sheet.quoted = matches!(layer.get("quoted"), Some(Json::Flag(true)));
    if let Some(Json::List(missing)) = layer.get("missing") {
        sheet.missing = missing.iter().filter_map(Json::text).map(str::to_string).collect();
    }
    sheet.at = layer.get("octets").and_then(Json::range).map(|(start, _)| start);
    if let Some(fields) = layer.get("fields") {
        sheet.fields = nodes(fields, key)?;
    }
    Ok(sheet)
}

/// The protocol of that key.
///
/// # Errors
/// Where there is none.
pub fn protocol(key: &str) -> Result<&'static Protocol, Trouble> {
    ALL.iter().copied().find(|protocol| protocol.key == key).ok_or_else(|| {
        let what = say!(en: "there is no protocol `{key}`", zh: "没有协议 `{key}`", key = key);
        let trouble = Trouble::new(what);
        match nearest(key, ALL.iter().map(|protocol| protocol.key)) {
            Some(near) => {
                trouble.hint(say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near))
            }
            None => trouble,
        }
    })
}

/// The members of `fields`, or the elements of `items`; `whole` is what holds them.
fn nodes(json: &Json, whole: &str) -> Result<Vec<Node>, Trouble> {
    let mut nodes = Vec::new();
    match json {
        Json::Object(members) => {
            for (key, member) in members {
                nodes.extend(node(key, member, whole)?);
            }
        }
        Json::List(elements) => {
            for element in elements {
                let Some(key) = element.get("key").and_then(Json::text) else {
                    return Err(odd(&format!("{whole}.items")));
                };
                nodes.extend(node(key, element, whole)?);
            }
        }
        _ => return Err(odd(&format!("{whole}.fields"))),
    }
    Ok(nodes)
}

/// One field, group or option; `None` for a value that owns no octets.
fn node(key: &str, json: &Json, whole: &str) -> Result<Option<Node>, Trouble> {
    let path = format!("{whole}.{key}");
    if !matches!(json, Json::Object(_)) {
        return Err(odd(&path));
    }
    if json.get("from").is_some() {
        return Ok(None);
    }
    let mut node = Node { key: key.to_string(), ..Node::default() };
    node.cut = json.get("missing_bits").is_some();
    node.bits = json.get("bits").and_then(Json::range);
    for member in ["fields", "items"] {
        if let Some(inside) = json.get(member) {
            node.inside = nodes(inside, &path)?;
        }
    }
    node.value = match (json.get("value"), json.get("octets"), json.get("partial")) {
        (Some(value), _, _) => Some(given(value).ok_or_else(|| odd(&path))?),
        (_, Some(octets), _) => {
            let octets = octets.text().and_then(octets_of).ok_or_else(|| odd(&format!("{path}.octets")))?;
            Some(Given::Octets(octets))
        }
        (_, _, Some(bits)) => {
            let bits = bits.text().and_then(bits_of).ok_or_else(|| odd(&format!("{path}.partial")))?;
            Some(Given::Bits(bits))
        }
        _ => None,
    };
    Ok(Some(node))
}

fn given(json: &Json) -> Option<Given> {
    Some(match json {
        Json::Flag(set) => Given::Flag(*set),
        Json::Number(number) => Given::Number(*number),
        Json::Negative(number) => Given::Negative(*number),
        Json::Text(word) => Given::Word(word.clone()),
        Json::Null | Json::Other | Json::List(_) | Json::Object(_) => return None,
    })
}

/// Octets in base 16, two digits each.
pub fn octets_of(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    let nibble = |digit: u8| char::from(digit).to_digit(16).map(|nibble| nibble as u8);
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks(2).map(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?)).collect()
}

fn bits_of(digits: &str) -> Option<Vec<bool>> {
    let bit = |digit| match digit {
        '0' => Some(false),
        '1' => Some(true),
        _ => None,
    };
    digits.chars().map(bit).collect()
}

impl Json {
    fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members.iter().find(|(other, _)| other == key).map(|(_, json)| json),
            _ => None,
        }
    }

    fn number(&self) -> Option<u64> {
        match self {
            Json::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn size(&self) -> Option<usize> {
        self.number().and_then(|number| usize::try_from(number).ok())
    }

    fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    fn range(&self) -> Option<(usize, usize)> {
        match self {
            Json::List(two) => Some((two.first()?.size()?, two.get(1)?.size()?)),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, set: bool) -> Result<Json, E> {
        Ok(Json::Flag(set))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(u64::try_from(number).map_or(Json::Negative(number), Json::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Json::Object(object))
    }
}
