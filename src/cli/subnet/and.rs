//! The AND, drawn: address, mask and network bit below bit, and the octet that decides under its weights.

use crate::address::range::Family;
use crate::address::subnet::{Deciding, deciding, number};
use crate::draw::{Ink, pad, width};
use crate::spec::{Lang, Text, text};
use crate::view::Page;
use std::fmt::Write;
use std::io;
use std::net::IpAddr;

pub const ADDRESS: Text = text("address", "地址");
pub const MASK: Text = text("mask", "掩码");
pub const NETWORK: Text = text("network", "网络地址");

/// One row of a drawing.
pub struct Row<'a> {
    /// What stands in front: nothing, `AND`, a letter.
    pub mark: &'a str,
    /// The bits.
    pub addr: IpAddr,
    /// What stands behind.
    pub what: String,
    /// Whether it is a result: a line is drawn above it.
    pub result: bool,
}

/// The mask of `len` bits as an address.
pub fn mask(family: Family, len: u8) -> IpAddr {
    let ones = u128::MAX.checked_shl(u32::from(family.bits() - len)).unwrap_or(0);
    let all = u128::MAX >> (128 - u32::from(family.bits()));
    family.address(ones & all)
}

/// Where the columns of a drawing are.
pub struct Layout {
    /// Columns in front of the bits.
    left: usize,
    /// Between octets: `.` or ` . `.
    wide: bool,
    len: u8,
    v4: bool,
}

/// Columns of a mark: `AND `.
const MARK: usize = 4;
/// Columns of an address in dots.
const DOTTED: usize = 15;

impl Layout {
    pub fn new(addr: IpAddr, len: u8, columns: usize) -> Layout {
        let v4 = addr.is_ipv4();
        // 15 of an address, 42 of bits, 8 of what it is
        let wide = columns >= 2 + MARK + DOTTED + 2 + 42 + 2 + 8;
        let left = if !v4 {
            2 + MARK
        } else if wide {
            2 + MARK + DOTTED + 2
        } else {
            MARK + DOTTED + 1
        };
        Layout { left, wide, len, v4 }
    }

    /// The column of a bit, from 0, behind what stands on the left.
    fn column(&self, bit: u8) -> usize {
        let bit = usize::from(bit);
        let len = usize::from(self.len);
        if self.v4 {
            let between = if self.wide { 3 } else { 1 };
            bit + bit / 8 * between + usize::from(bit >= len && !len.is_multiple_of(8))
        } else {
            // a digit is four bits
            let inside = bit / 4 * 4 >= len && !len.is_multiple_of(16);
            bit / 4 + bit / 16 + usize::from(inside)
        }
    }

    fn end(&self) -> usize {
        self.column(if self.v4 { 31 } else { 127 }) + 1
    }

    /// The bits of an address, in octets or groups, with a bar where the prefix ends.
    fn bits(&self, addr: IpAddr) -> String {
        let (all, step, unit) = if self.v4 { (32, 1, 8) } else { (128, 4, 16) };
        let mut out = String::new();
        for bit in (0..all).step_by(step) {
            let at_end = bit > 0 && bit <= self.len && self.len < bit + step as u8 && self.len < all;
            let ends =
                if step == 1 { at_end } else { bit > 0 && self.len.div_ceil(4) * 4 == bit && self.len < all };
            let border = bit > 0 && bit % unit == 0;
            match (border, ends) {
                (true, true) if self.wide && self.v4 => out.push_str(" | "),
                (true, true) => out.push('|'),
                (true, false) if self.wide && self.v4 => out.push_str(" . "),
                (true, false) => out.push(if self.v4 { '.' } else { ':' }),
                (false, true) => out.push('|'),
                (false, false) => {}
            }
            let shift = all - bit - step as u8;
            let digit = number(addr) >> shift & ((1 << step) - 1);
            out.extend(char::from_digit(digit as u32, 16));
        }
        out
    }

    /// The rows, and nothing else.
    pub fn rows(&self, rows: &[Row<'_>], page: &mut Page<'_>) -> io::Result<()> {
        for row in rows {
            if row.result {
                page.line(&format!("{:left$}{}", "", "-".repeat(self.end()), left = self.left))?;
            }
            let bits = self.bits(row.addr);
            let mark = pad(row.mark, MARK);
            let front = match (self.v4, self.wide) {
                (true, true) => format!("  {mark}{:DOTTED$}  ", row.addr.to_string()),
                (true, false) => format!("{mark}{:DOTTED$} ", row.addr.to_string()),
                (false, _) => format!("  {mark}"),
            };
            let bits = if row.result { page.ink(Ink::Strong, &bits) } else { bits };
            let fits = self.left + self.end() + 2 + width(&row.what) <= page.columns();
            let what = if fits { format!("  {}", row.what) } else { String::new() };
            page.line(&format!("{front}{bits}{what}"))?;
        }
        Ok(())
    }

    /// Words that stand at bits.
    pub fn words(&self, words: &[(u8, String)], page: &mut Page<'_>) -> io::Result<()> {
        let mut line = String::new();
        let mut used = 0;
        for (bit, word) in words {
            let column = self.left + self.column(*bit);
            let gap = column.saturating_sub(used).max(usize::from(used > 0));
            line.push_str(&" ".repeat(gap));
            used += gap + width(word);
            line.push_str(word);
        }
        page.line(&line)
    }

    /// `^` below some bits, and what they are.
    pub fn marks(&self, bits: std::ops::Range<u8>, what: &str, page: &mut Page<'_>) -> io::Result<()> {
        let start = self.column(bits.start);
        let end = self.column(bits.end.saturating_sub(1)) + 1;
        let marks = page.ink(Ink::Strong, &"^".repeat(end - start));
        let behind = self.left + end + 1 + width(what);
        if behind <= page.columns() {
            return page.line(&format!("{:1$}{marks} {what}", "", self.left + start));
        }
        let in_front = (self.left + start).checked_sub(width(what) + 1);
        match in_front {
            Some(room) => page.line(&format!("{:room$}{what} {marks}", "")),
            None => {
                page.line(&format!("{:1$}{marks}", "", self.left + start))?;
                page.prose(2, None, what)
            }
        }
    }

    /// The bits that belong to network and host.
    pub fn parts(&self, page: &mut Page<'_>) -> io::Result<()> {
        let all = if self.v4 { 32 } else { 128 };
        let lang = page.lang();
        let host = all - self.len;
        let network = (0, format!("{}{}", lang.pick("network: ", "网络前缀："), bits(lang, self.len)));
        let host = (self.len, format!("{}{}", lang.pick("host: ", "主机号："), bits(lang, host)));
        let words: Vec<_> = match self.len {
            0 => vec![host],
            len if len == all => vec![network],
            _ => vec![network, host],
        };
        let last = words.last().map_or(0, |(bit, word)| self.left + self.column(*bit) + width(word));
        if last > page.columns() || words.len() == 2 && self.column(self.len) <= width(&words[0].1) {
            let line: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
            return page.line(&format!("{:1$}{2}", "", self.left, line.join("   ")));
        }
        self.words(&words, page)
    }

    /// Above the bits: what the octets are called.
    pub fn heads(&self, page: &mut Page<'_>) -> io::Result<()> {
        let lang = page.lang();
        let word = |n: u8| (n * 8, format!("{} {}", lang.pick("octet", "字节"), n + 1));
        if self.v4 { self.words(&[word(0), word(1), word(2), word(3)], page) } else { Ok(()) }
    }

    /// Marks the octet, or group, that decides.
    pub fn deciding(&self, addr: IpAddr, page: &mut Page<'_>) -> io::Result<()> {
        let part = deciding(addr, self.len);
        let lang = page.lang();
        let n = part.index + 1;
        let what = match (self.len, lang, self.v4) {
            (0, ..) => return Ok(()),
            (_, Lang::En, true) => format!("octet {n} decides"),
            (_, Lang::En, false) => format!("group {n} decides"),
            (_, _, true) => format!("第 {n} 个字节决定结果"),
            (_, _, false) => format!("第 {n} 组决定结果"),
        };
        let start = part.index as u8 * part.bits;
        self.marks(start..start + part.bits, &what, page)
    }

    /// What the mask does with each octet: 255 keeps, 0 clears.
    pub fn shortcuts(&self, page: &mut Page<'_>) -> io::Result<()> {
        if !self.v4 {
            return Ok(());
        }
        let lang = page.lang();
        let bytes = number(mask(Family::V4, self.len)).to_be_bytes();
        let words: Vec<(u8, String)> = bytes[12..]
            .iter()
            .zip(0u8..)
            .map(|(octet, n)| {
                let word = match (octet, self.wide) {
                    (255, true) => lang.pick("255 keeps", "255 保留").into(),
                    (0, true) => lang.pick("0 clears", "0 清零").into(),
                    (255, false) => lang.pick("keeps", "保留").into(),
                    (0, false) => lang.pick("clears", "清零").into(),
                    (octet, true) => format!("{octet} {}", lang.pick("splits", "分开")),
                    (_, false) => lang.pick("splits", "分开").into(),
                };
                (n * 8, word)
            })
            .collect();
        self.words(&words, page)
    }
}

fn bits(lang: Lang, count: u8) -> String {
    match lang {
        Lang::En if count == 1 => "1 bit".into(),
        Lang::En => format!("{count} bits"),
        _ => format!("{count} 位"),
    }
}

/// The deciding octet or group: bits under their weights, and what they add up to.
pub fn decided(addr: IpAddr, len: u8, page: &mut Page<'_>) -> io::Result<()> {
    under_weights(addr, &deciding(addr, len), page)
}

/// An octet, or a group of IPv6, under its weights: address, mask, AND.
pub fn under_weights(addr: IpAddr, part: &Deciding, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let v4 = addr.is_ipv4();
    let ones = part.bits - (part.block.trailing_zeros() as u8).min(part.bits);
    let ones = if part.mask == 0 { 0 } else { ones };
    let labels = [ADDRESS, MASK, text("AND", "“与”")].map(|label| lang.pick(label.en, label.zh));
    let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let value = |value: u32| if v4 { value.to_string() } else { format!("{value:04x}") };
    // the weights of an octet, or of each of the four digits of a group
    let weight = |i: u8| if v4 { 128u32 >> i } else { 8 >> (i % 4) };
    let cell = if v4 { 4 } else { 2 };
    let cells = |number: &dyn Fn(u8) -> u32| -> String {
        let mut out = String::new();
        for i in 0..part.bits {
            if i == ones && i > 0 {
                out.push_str(" |");
            } else if !v4 && i > 0 && i % 4 == 0 {
                out.push_str("  ");
            }
            // a string takes all that is written
            let _ = write!(out, "{:>cell$}", number(i));
        }
        out
    };
    let name = if v4 { text("octet", "第 {n} 字节") } else { text("group", "第 {n} 组") };
    let n = (part.index + 1).to_string();
    let name = match lang {
        Lang::En => format!("{} {n}", name.en),
        _ => name.zh.replace("{n}", &n),
    };
    let front = (2 + widest + 2 + 4).max(width(&name) + 3);
    let heads = cells(&weight);
    page.line(&format!("{}{heads}", pad(&format!("  {name}"), front)))?;
    let rows = [part.value, part.mask, part.value & part.mask];
    for (i, (label, row)) in labels.iter().zip(rows).enumerate() {
        let bits = cells(&|bit| row >> (part.bits - 1 - bit) & 1);
        let bits = if i == 2 { page.ink(Ink::Strong, &bits) } else { bits };
        let sum: Vec<String> = (0..part.bits)
            .filter(|bit| row >> (part.bits - 1 - bit) & 1 == 1)
            .map(|bit| weight(bit).to_string())
            .collect();
        let sum = if sum.is_empty() { "0".into() } else { sum.join("+") };
        let used = front + usize::from(part.bits) * cell + 2;
        let sum =
            if v4 && used + 4 + sum.len() <= page.columns() { format!("  = {sum}") } else { String::new() };
        let left = pad(&format!("  {}", pad(label, widest)), front - 4);
        page.line(&format!("{left}{:>4}{bits}{sum}", value(row)))?;
    }
    Ok(())
}
