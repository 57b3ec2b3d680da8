//! JSON put together as text: lists can be longer than memory.

use crate::address::Count;
use crate::address::reverse::Zone;
use crate::spec::{Source, write};
use ipnet::IpNet;
use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// JSON's word for nothing.
pub const NULL: &str = "null";

/// A comma, unless this is the first in its object or list.
#[inline(always)]
pub fn comma(out: &mut String) {
    if !matches!(out.as_bytes().last(), None | Some(b'{' | b'[')) {
        out.push(',');
    }
}

// These are inlined where they are called, for the length of a key is known there: to copy it is then a store or two and no
// call. It makes the object of an address a third faster.

/// The key of the next member.
#[inline(always)]
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

/// What is written as a text. Addresses, of which an object has twenty, go the short way: nothing is allocated for them, and
/// nothing in them can need an escape.
pub trait Shown {
    /// Writes it between quotes.
    fn quoted(&self, out: &mut String);
}

impl<T: Shown + ?Sized> Shown for &T {
    fn quoted(&self, out: &mut String) {
        (**self).quoted(out);
    }
}

impl Shown for str {
    fn quoted(&self, out: &mut String) {
        string(out, self);
    }
}

impl Shown for String {
    fn quoted(&self, out: &mut String) {
        string(out, self);
    }
}

impl Shown for IpAddr {
    fn quoted(&self, out: &mut String) {
        out.push('"');
        address(out, *self);
        out.push('"');
    }
}

impl Shown for Ipv4Addr {
    fn quoted(&self, out: &mut String) {
        IpAddr::V4(*self).quoted(out);
    }
}

impl Shown for Ipv6Addr {
    fn quoted(&self, out: &mut String) {
        IpAddr::V6(*self).quoted(out);
    }
}

impl Shown for IpNet {
    fn quoted(&self, out: &mut String) {
        out.push('"');
        address(out, self.addr());
        out.push('/');
        write::number(out, self.prefix_len().into());
        out.push('"');
    }
}

impl Shown for Zone {
    fn quoted(&self, out: &mut String) {
        out.push('"');
        self.write(out);
        out.push('"');
    }
}

impl Shown for Source {
    fn quoted(&self, out: &mut String) {
        match *self {
            // nearly all of them: as they are displayed, without the machinery for it
            Source::Rfc(number, section) if section.starts_with(|c: char| c.is_ascii_digit()) => {
                out.push_str("\"RFC ");
                write::number(out, number.into());
                out.push_str(" §");
                out.push_str(section);
                out.push('"');
            }
            source => string(out, &source.to_string()),
        }
    }
}

fn address(out: &mut String, addr: IpAddr) {
    match addr {
        IpAddr::V4(addr) => write::ipv4(out, addr.octets()),
        IpAddr::V6(addr) => write::ipv6(out, addr.octets()),
    }
}

/// A member that is a number, with all its digits.
#[inline(always)]
pub fn number(out: &mut String, name: &str, value: Count) {
    key(out, name);
    count(out, value);
}

/// A number, with all its digits.
pub fn count(out: &mut String, value: Count) {
    match value.small().map(u64::try_from) {
        Some(Ok(small)) => write::number(out, small),
        // writing to a String cannot fail
        _ => {
            let _ = write!(out, "{value}");
        }
    }
}

/// A member that is a small number.
#[inline(always)]
pub fn small(out: &mut String, name: &str, value: u64) {
    key(out, name);
    write::number(out, value);
}

/// A member that is a text.
#[inline(always)]
pub fn text(out: &mut String, name: &str, value: impl Shown) {
    key(out, name);
    value.quoted(out);
}

/// A member that is a word of a fixed list, which needs no escapes.
#[inline(always)]
pub fn word(out: &mut String, name: &str, value: &'static str) {
    key(out, name);
    out.push('"');
    out.push_str(value);
    out.push('"');
}

/// A member that is true or false.
#[inline(always)]
pub fn flag(out: &mut String, name: &str, value: bool) {
    key(out, name);
    out.push_str(if value { "true" } else { "false" });
}

/// A member that is a list of texts.
pub fn texts(out: &mut String, name: &str, values: impl IntoIterator<Item = impl Shown>) {
    key(out, name);
    out.push('[');
    for value in values {
        comma(out);
        value.quoted(out);
    }
    out.push(']');
}
