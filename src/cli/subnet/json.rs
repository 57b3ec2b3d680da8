//! JSON put together as text: lists can be longer than memory.

use crate::address::Count;
use crate::spec::write;
use std::fmt::{Display, Write};

/// JSON's word for nothing.
pub const NULL: &str = "null";

/// A comma, unless this is the first in its object or list.
pub fn comma(out: &mut String) {
    if !out.is_empty() && !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

/// The key of the next member.
pub fn key(out: &mut String, key: &str) {
    comma(out);
    out.push('"');
    out.push_str(key);
    out.push_str("\":");
}

/// A text.
pub fn string(out: &mut String, value: &str) {
    let is_plain = value.bytes().all(|octet| octet >= b' ' && !matches!(octet, b'"' | b'\\'));
    if is_plain {
        out.push('"');
        out.push_str(value);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(value).to_string());
    }
}

/// A member that is a number, with all its digits.
pub fn number(out: &mut String, name: &str, value: Count) {
    key(out, name);
    shown(out, value);
}

/// A member that is a small number.
pub fn small(out: &mut String, name: &str, value: u64) {
    key(out, name);
    write::number(out, value);
}

/// A member that is written as a text.
pub fn text(out: &mut String, name: &str, value: impl Display) {
    key(out, name);
    string(out, &value.to_string());
}

/// A member that is true or false.
pub fn flag(out: &mut String, name: &str, value: bool) {
    key(out, name);
    shown(out, value);
}

/// A member that is a list of texts.
pub fn texts(out: &mut String, name: &str, values: impl IntoIterator<Item = impl Display>) {
    key(out, name);
    out.push('[');
    for value in values {
        comma(out);
        string(out, &value.to_string());
    }
    out.push(']');
}

fn shown(out: &mut String, value: impl Display) {
    // writing to a String cannot fail
    let _ = write!(out, "{value}");
}
