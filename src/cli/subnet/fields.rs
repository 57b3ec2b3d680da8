//! What is known of a prefix, field by field: the columns of `--csv`, the names in `--format`.

use super::json;
use crate::address::Given;
use crate::address::range::{Family, Range, number};
use crate::address::split::usable;
use crate::draw::pointed;
use crate::say;
use crate::spec::{Said, Trouble, write};
use std::io;

/// A prefix, the address that it was given with, and what it was asked for.
pub struct Subject<'a> {
    /// What was typed; empty where it was not typed but worked out.
    pub input: &'a str,
    /// The name that it has in a plan.
    pub name: &'a str,
    /// The family.
    pub family: Family,
    /// The address.
    pub address: u128,
    /// The prefix length.
    pub len: u8,
    /// All addresses of the prefix.
    pub range: Range,
}

impl<'a> Subject<'a> {
    /// What was typed as `input`.
    pub fn given(input: &'a str, given: &Given) -> Subject<'a> {
        Subject { input, ..Subject::of(given.net()) }
    }

    /// A prefix.
    pub fn of(net: ipnet::IpNet) -> Subject<'a> {
        let range = Range::of(net);
        let (family, address) = (range.family, number(net.addr()));
        Subject { input: "", name: "", family, address, len: net.prefix_len(), range }
    }

    fn host_bits(&self) -> u8 {
        self.family.bits() - self.len
    }
}

macro_rules! fields {
    ($($field:ident $key:literal)*) => {
        /// Something that is known of a prefix.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $(
                #[doc = $key]
                $field,
            )*
        }

        /// All of them, in the order of the columns.
        pub const FIELDS: &[(&str, Field)] = &[$(($key, Field::$field),)*];
    };
}

fields! {
    Input "input"
    Name "name"
    Family "family"
    Address "address"
    Prefix "prefix"
    Cidr "cidr"
    Network "network"
    Mask "mask"
    Wildcard "wildcard"
    Broadcast "broadcast"
    First "first"
    Last "last"
    Usable "usable"
    Total "total"
}

impl Field {
    /// Whether its value is a number.
    fn is_number(self) -> bool {
        matches!(self, Field::Prefix | Field::Usable | Field::Total)
    }

    /// Writes it; nothing where there is none, as an IPv6 prefix has no broadcast address.
    pub fn write(self, of: &Subject<'_>, out: &mut String) {
        let Range { first, last, .. } = of.range;
        // the first and last address of a prefix are no host's, but for the shortest: see `usable`
        let is_long = of.host_bits() > 1;
        let is_v4 = of.family == Family::V4;
        match self {
            Field::Input => out.push_str(of.input),
            Field::Name => out.push_str(of.name),
            Field::Family => out.push_str(if is_v4 { "ipv4" } else { "ipv6" }),
            Field::Address => address(out, of.family, of.address),
            Field::Prefix => write::number(out, of.len.into()),
            Field::Cidr => {
                address(out, of.family, first);
                out.push('/');
                write::number(out, of.len.into());
            }
            Field::Network => address(out, of.family, first),
            Field::Mask => address(out, of.family, of.family.last() ^ (last - first)),
            Field::Wildcard if is_v4 => address(out, of.family, last - first),
            Field::Broadcast if is_v4 && is_long => address(out, of.family, last),
            Field::Wildcard | Field::Broadcast => (),
            Field::First => address(out, of.family, first + u128::from(is_long)),
            Field::Last => address(out, of.family, last - u128::from(is_long && is_v4)),
            Field::Usable => json::count(out, usable(of.family, of.host_bits())),
            Field::Total => json::count(out, of.range.size()),
        }
    }
}

/// Writes the members of an object: all fields but the name and what was typed.
pub fn members(of: &Subject<'_>, out: &mut String) {
    for (key, field) in FIELDS.iter().filter(|(_, field)| !matches!(field, Field::Input | Field::Name)) {
        json::key(out, key);
        let before = out.len();
        if !field.is_number() {
            out.push('"');
        }
        let start = out.len();
        field.write(of, out);
        if out.len() == start {
            out.truncate(before);
            out.push_str(json::NULL);
        } else if !field.is_number() {
            out.push('"');
        }
    }
}

fn address(out: &mut String, family: Family, number: u128) {
    match family {
        Family::V4 => write::ipv4(out, (number as u32).to_be_bytes()),
        Family::V6 => write::ipv6(out, number.to_be_bytes()),
    }
}

/// How prefixes are written for programs: as lines of CSV or after a pattern.
pub enum Form {
    /// RFC 4180: these fields, divided by commas, below a line of their names.
    Csv(Vec<Field>),
    /// Text, with fields in it.
    Pattern(Vec<Piece>),
}

/// A piece of a pattern.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// A field, or `-` where there is none.
    Field(Field),
}

impl Form {
    /// CSV with all fields that prefixes have, or with `more` of them: what was typed, or names.
    pub fn csv(more: &[Field]) -> Form {
        let fields = FIELDS.iter().map(|(_, field)| *field);
        Form::Csv(
            fields
                .filter(|field| more.contains(field) || !matches!(field, Field::Input | Field::Name))
                .collect(),
        )
    }

    /// The pattern of `--format`: text with names of fields in braces; `{{` and `}}` are braces, `\t` and `\n` what they are
    /// elsewhere.
    ///
    /// # Errors
    /// A name that no field has, and a brace without its other.
    pub fn pattern(text: &str) -> Result<Form, Trouble> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let at = text.len() - rest.len();
            let two = |mark: &str| rest.starts_with(mark);
            if two("{{") || two("}}") {
                plain.push(c);
                rest = &rest[2..];
            } else if two("\\t") || two("\\n") || two("\\\\") {
                plain.push(if two("\\t") {
                    '\t'
                } else if two("\\n") {
                    '\n'
                } else {
                    '\\'
                });
                rest = &rest[2..];
            } else if c == '{' {
                let Some(end) = rest.find('}') else {
                    let what = say!(en: "this `{{` has no `}}`", zh: "这个 `{{` 没有对应的 `}}`");
                    return Err(wrong(text, at..text.len(), &what, &example()));
                };
                let name = &rest[1..end];
                let Some((_, field)) = FIELDS.iter().find(|(key, _)| *key == name) else {
                    let what = say!(en: "there is no field `{name}`", zh: "没有字段 `{name}`", name = name);
                    return Err(wrong(text, at..at + end + 1, &what, &names()));
                };
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Field(*field));
                rest = &rest[end + 1..];
            } else if c == '}' {
                let what = say!(en: "this `}}` has no `{{`", zh: "这个 `}}` 没有对应的 `{{`");
                return Err(wrong(text, at..at + 1, &what, &example()));
            } else {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Form::Pattern(pieces))
    }

    /// The line above all others, with its end; empty where there is none.
    pub fn head(&self) -> String {
        let Form::Csv(fields) = self else { return String::new() };
        let keys: Vec<&str> =
            FIELDS.iter().filter(|(_, field)| fields.contains(field)).map(|(key, _)| *key).collect();
        keys.join(",") + "\n"
    }

    /// Writes the line of a prefix, with its end.
    pub fn line(&self, of: &Subject<'_>, out: &mut String) {
        match self {
            Form::Csv(fields) => {
                for (i, field) in fields.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    match field {
                        Field::Input => quoted(of.input, out),
                        Field::Name => quoted(of.name, out),
                        field => field.write(of, out),
                    }
                }
                out.push('\n');
            }
            Form::Pattern(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => out.push_str(text),
                        Piece::Field(field) => {
                            let before = out.len();
                            field.write(of, out);
                            // what is divided by spaces keeps its columns
                            if out.len() == before {
                                out.push('-');
                            }
                        }
                    }
                }
                out.push('\n');
            }
        }
    }

    /// Writes a line for each of the prefixes, as many as there are, and the line above them.
    pub fn lines(&self, of: impl Iterator<Item = ipnet::IpNet>, out: &mut dyn io::Write) -> io::Result<()> {
        let mut text = self.head();
        for net in of {
            self.line(&Subject::of(net), &mut text);
            if text.len() >= 1 << 15 {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
        out.write_all(text.as_bytes())
    }
}

/// A value of CSV, in quotes where it needs them (RFC 4180 §2).
fn quoted(value: &str, out: &mut String) {
    if value.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&value.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(value);
    }
}

fn wrong(text: &str, at: std::ops::Range<usize>, what: &Said, hint: &Said) -> Trouble {
    let lines = pointed(text, &at);
    let what = Said { en: format!("{}\n{lines}", what.en), zh: format!("{}\n{lines}", what.zh) };
    Trouble::new(what).hint(hint.clone())
}

fn example() -> Said {
    say!(
        en: "`--format '{{cidr}} {{first}}'`; a brace itself is written twice",
        zh: "`--format '{{cidr}} {{first}}'`；花括号本身要写两次"
    )
}

fn names() -> Said {
    let keys: Vec<&str> = FIELDS.iter().map(|(key, _)| *key).collect();
    let keys = keys.join(", ");
    say!(en: "fields: {keys}", zh: "字段：{keys}", keys = keys)
}
