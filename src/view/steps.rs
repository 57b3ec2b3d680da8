//! Checksums worked as on a blackboard: what is added, the running sum, the carries, the complement, and what the
//! frame carries.

use super::blank::{Unit, strokes};
use super::dump::heading;
use super::{Frame, Page};
use crate::draw::Ink;
use crate::packet::{State, Verdict, complement, folded, word};
use crate::say;
use crate::spec::{Coverage, Method, Piece, Said, Text, text, write};
use std::io;
use std::ops::Range;

/// Words in a row of the blackboard.
const ROW: usize = 8;
/// Rows shown of one piece before some are left out.
const MOST: usize = 16;
/// Of those left, how many stand at the beginning and at the end.
const FIRST: usize = 6;
const LAST: usize = 2;

const NONE: Text = text("No layer of this frame carries a checksum.", "这一帧的各层都没有检验和。");
const ADD: Text = text(
    "Add the words of 16 bits one after another; the checksum's own place counts as 0000 (RFC 1071).",
    "把各个 16 位的字逐个相加；检验和本身的位置按 0000 计算 (RFC 1071)。",
);
const DIVIDE: Text = text(
    "Every octet goes through the CRC-32 register, least significant bit first; the polynomial is 0x04c11db7 (IEEE 802.3 §3.2.9).",
    "每个字节从最低位开始进入 CRC-32 寄存器，生成多项式为 0x04c11db7 (IEEE 802.3 §3.2.9)。",
);
const NOT_SENT: Text = text("reckoned with, not sent", "只参加计算，不发送");

/// Works every checksum of the frame.
pub fn steps(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<()> {
    heading(frame, page)?;
    for verdict in frame.verdicts {
        page.line("")?;
        title(frame, verdict, page)?;
        match verdict.state {
            State::Absent(why, source) => {
                let (en, zh) = (why.en, why.zh);
                result(
                    page,
                    "=",
                    None,
                    &Said { en: format!("{en} [{source}]"), zh: format!("{zh} [{source}]") },
                )?;
            }
            State::Unknown(why) => {
                let (en, zh) = (why.en, why.zh);
                let said =
                    Said { en: format!("cannot be checked: {en}"), zh: format!("无法检验：{zh}") };
                result(page, "?", None, &said)?;
            }
            _ if verdict.sum.method == Method::Crc32 => crc(frame, verdict, page)?,
            _ => sum(frame, verdict, page)?,
        }
    }
    let absent = not_captured(frame, page)?;
    if frame.verdicts.is_empty() && !absent {
        let none = NONE.show(page.lang());
        page.prose(0, None, &none)?;
    }
    Ok(())
}

fn title(frame: &Frame<'_>, verdict: &Verdict, page: &mut Page<'_>) -> io::Result<()> {
    let protocol = frame.stack.layers[verdict.layer].protocol;
    let name = page.ink(Ink::LayerStrong(verdict.layer), &format!("{} {}", protocol.name, verdict.name));
    let Range { start, end } = verdict.octets;
    let source = page.ink(Ink::Faint, &verdict.sum.source.to_string());
    page.line(&format!("{name}  {start}-{}  {source}", end - 1))
}

fn result(page: &mut Page<'_>, mark: &str, ink: Option<Ink>, said: &Said) -> io::Result<()> {
    page.remark(2, mark, ink, said)
}

/// Steps of working a checksum behind the running sums, which are counted from 1.
const SUM: usize = usize::MAX - 3;
const CARRIES: usize = usize::MAX - 2;
const COMPLEMENT: usize = usize::MAX - 1;
const AS_SENT: usize = usize::MAX;

/// The value of a step, or room to write it in.
fn filled(
    frame: &Frame<'_>,
    verdict: &Verdict,
    step: usize,
    label: &str,
    value: &str,
    page: &mut Page<'_>,
) -> String {
    let Range { start, end } = verdict.octets;
    let blank = page.filling.leaves_out(Unit::step(&(start * 8..end * 8), step), || {
        let protocol = frame.stack.layers[verdict.layer].protocol.name;
        (format!("{protocol} {} ({label})", verdict.name), value.trim_start().to_string())
    });
    if blank { strokes(value) } else { value.to_string() }
}

/// A step with its label.
fn step(
    frame: &Frame<'_>,
    verdict: &Verdict,
    step: usize,
    label: Text,
    value: &str,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let value = filled(frame, verdict, step, &label.show(page.lang()), value, page);
    line(page, label, &value)
}

const RUNNING: Text = text("running sum", "部分和");
const REGISTER: Text = text("register", "寄存器");

/// `label` and a value, the labels of one block in a column.
fn line(page: &mut Page<'_>, label: Text, value: &str) -> io::Result<()> {
    let label = crate::draw::pad(&label.show(page.lang()), 26);
    page.line(&format!("  {label}  {value}"))
}

/// The one's complement sum.
fn sum(frame: &Frame<'_>, verdict: &Verdict, page: &mut Page<'_>) -> io::Result<()> {
    let add = ADD.show(page.lang());
    page.prose(2, Some(Ink::Faint), &add)?;
    let mut total = 0;
    let mut drawn: Vec<(Text, Option<usize>, Vec<Row>)> = Vec::new();
    let coverage = (verdict.sum.pieces)(&frame.stack, verdict.layer, &mut |piece| {
        drawn.push((piece.name, piece.at, rows(&piece, &verdict.octets, &mut total)));
    });
    if coverage != Coverage::Whole {
        return Ok(());
    }
    let mut sums = 0;
    for (name, at, rows) in &drawn {
        let where_ = match (at, rows.last()) {
            (Some(at), Some(last)) => format!("{at}-{}", last.end - 1),
            _ => page.term(NOT_SENT),
        };
        let name = page.term(*name);
        page.line(&format!("  {name}  {where_}"))?;
        let skipped = if rows.len() > MOST { FIRST..rows.len() - LAST } else { 0..0 };
        for (i, row) in rows.iter().enumerate() {
            if i == skipped.start && !skipped.is_empty() {
                let octets = rows[skipped.end - 1].end - row.start;
                let said = say!(en: "~ {octets} octets more", zh: "~ 其余 {octets} 字节", octets = octets);
                let said = said.show(page.lang());
                page.line(&format!("    {said}"))?;
            }
            if !skipped.contains(&i) {
                sums += 1;
                let label = format!("{} {sums}", RUNNING.show(page.lang()));
                let sum = filled(frame, verdict, sums, &label, &format!("{:>8x}", row.sum), page);
                let words = page.ink(Ink::Layer(verdict.layer), &row.words);
                page.line(&format!("    {words}  {}", page.ink(Ink::Faint, &sum)))?;
            }
        }
    }
    let fold = folded(total);
    step(frame, verdict, SUM, text("sum of all words", "各字之和"), &format!("{total:x}"), page)?;
    step(frame, verdict, CARRIES, text("carries added back in", "进位回卷"), &carries(total), page)?;
    let mut flipped = format!("~ {fold:04x} = {:04x}", complement(total));
    if verdict.sum.method == Method::InternetNonZero && complement(total) == 0 {
        // RFC 768: 0 says that there is none
        flipped.push_str(" -> ffff");
    }
    step(frame, verdict, COMPLEMENT, text("one's complement", "取反码"), &flipped, page)?;
    compare(frame, verdict, 4, page)
}

/// `2185f: 185f + 2 = 1861`, as often as there is a carry.
fn carries(mut total: u64) -> String {
    if total <= 0xffff {
        return format!("{total:04x}");
    }
    let mut out = String::new();
    while total > 0xffff {
        let (low, high) = (total & 0xffff, total >> 16);
        total = low + high;
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&format!("{low:04x} + {high:x} = {total:04x}"));
    }
    out
}

/// A row of words and the sum behind it.
struct Row {
    words: String,
    sum: u64,
    start: usize,
    end: usize,
}

fn rows(piece: &Piece<'_>, own: &Range<usize>, total: &mut u64) -> Vec<Row> {
    let start = piece.at.unwrap_or(0);
    let chunks = piece.octets.chunks(ROW * 2).enumerate();
    chunks
        .map(|(i, octets)| {
            let from = start + i * ROW * 2;
            let mut words = String::new();
            for (j, pair) in octets.chunks(2).enumerate() {
                let is_own = piece.at.is_some() && own.contains(&(from + j * 2));
                let value = if is_own { 0 } else { word(pair) };
                *total += value;
                words.push(if is_own { '[' } else { ' ' });
                write::hex(&mut words, value, 4);
                words.push(if is_own { ']' } else { ' ' });
            }
            let words = crate::draw::pad(&words, ROW * 6);
            Row { words, sum: *total, start: from, end: from + octets.len() }
        })
        .collect()
}

/// CRC-32, the register shown after every row.
fn crc(frame: &Frame<'_>, verdict: &Verdict, page: &mut Page<'_>) -> io::Result<()> {
    let divide = DIVIDE.show(page.lang());
    page.prose(2, Some(Ink::Faint), &divide)?;
    // 4 columns before a row, and the register with a space behind it
    let row = if page.columns() < 4 + ROW * 6 + 9 { ROW } else { ROW * 2 };
    let mut lines = Vec::new();
    let mut hasher = crc32fast::Hasher::new();
    let coverage = (verdict.sum.pieces)(&frame.stack, verdict.layer, &mut |piece| {
        for octets in piece.octets.chunks(row) {
            hasher.update(octets);
            let mut hex = String::new();
            write::octets(&mut hex, octets, " ");
            // what the register holds is the complement of what it would send now
            lines.push((hex, !hasher.clone().finalize()));
        }
    });
    if coverage != Coverage::Whole {
        return Ok(());
    }
    line(page, text("register at the start", "寄存器初值"), "ffffffff")?;
    let skipped = if lines.len() > MOST { FIRST..lines.len() - LAST } else { 0..0 };
    for (i, (hex, register)) in lines.iter().enumerate() {
        if i == skipped.start && !skipped.is_empty() {
            let count = skipped.len();
            let said = say!(en: "~ {count} rows more", zh: "~ 其余 {count} 行", count = count);
            let said = said.show(page.lang());
            page.line(&format!("    {said}"))?;
        }
        if !skipped.contains(&i) {
            let label = format!("{} {}", REGISTER.show(page.lang()), i + 1);
            let register = filled(frame, verdict, i + 1, &label, &format!("{register:08x}"), page);
            let hex = page.ink(Ink::Layer(verdict.layer), &crate::draw::pad(hex, row * 3));
            page.line(&format!("    {hex} {}", page.ink(Ink::Faint, &register)))?;
        }
    }
    let crc = hasher.finalize();
    let complement = format!("~ {:08x} = {crc:08x}", !crc);
    step(frame, verdict, COMPLEMENT, text("one's complement", "取反码"), &complement, page)?;
    step(frame, verdict, AS_SENT, SENT, &format!("{:08x}", crc.swap_bytes()), page)?;
    compare(frame, verdict, 8, page)
}

const SENT: Text = text("sent low octet first", "先发送低位字节");

/// What the frame carries, and whether that is right.
fn compare(frame: &Frame<'_>, verdict: &Verdict, digits: usize, page: &mut Page<'_>) -> io::Result<()> {
    let found = verdict.found;
    step(frame, verdict, 0, text("in the frame", "帧中的值"), &format!("{found:0digits$x}"), page)?;
    let last = if verdict.sum.method == Method::Crc32 { AS_SENT } else { COMPLEMENT };
    let mut needed = |need: u32| filled(frame, verdict, last, "", &format!("{need:0digits$x}"), page);
    let (mark, ink, said) = match verdict.state {
        State::Correct => {
            ("=", Some(Ink::Strong), Said::from(text("they are the same: correct", "两者相同：正确")))
        }
        State::Wrong(need) => (
            "!!",
            Some(Ink::Warn),
            say!(en: "wrong: it should be {need}", zh: "错误：应为 {need}", need = needed(need)),
        ),
        State::Partial(need) => (
            "i",
            None,
            say!(
                en: "only the sum of the pseudo-header: the network card was to make it {need} (checksum offload)",
                zh: "只是伪首部的和：网卡本应把它补成 {need}（检验和卸载）",
                need = needed(need)
            ),
        ),
        State::Absent(..) | State::Unknown(_) => return Ok(()),
    };
    result(page, mark, ink, &said)
}

/// The FCS that the frame would get, where the capture has none. Says whether there was something to say.
fn not_captured(frame: &Frame<'_>, page: &mut Page<'_>) -> io::Result<bool> {
    let stack = &frame.stack;
    let layer = stack.layers.iter().position(|layer| {
        let mut sums = layer.protocol.sums.iter();
        sums.any(|sum| sum.method == Method::Crc32 && layer.start == 0 && layer.end == stack.original)
    });
    let Some(layer) = layer.filter(|layer| {
        frame.verdicts.iter().all(|verdict| verdict.layer != *layer || verdict.sum.method != Method::Crc32)
    }) else {
        return Ok(false);
    };
    let crc = crc32fast::hash(stack.bytes(layer));
    let protocol = stack.layers[layer].protocol;
    page.line("")?;
    let name = page.ink(Ink::LayerStrong(layer), protocol.name);
    page.line(&format!("{name}  CRC-32"))?;
    let sent = crc.swap_bytes();
    let said = say!(
        en: "the FCS is not in the capture; over the octets as they stand it is {crc:08x}, sent as {sent:08x}",
        zh: "抓包中没有 FCS；按现有字节计算为 {crc:08x}，发送为 {sent:08x}",
        crc = crc, sent = sent
    );
    result(page, "i", None, &said)?;
    Ok(true)
}
