//! What was read from levels.

use super::draw::table;
use super::input::{Levels, ethernet};
use super::json;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::draw::{Ink, pad, safe, wrap};
use crate::say;
use crate::signal::{Code, Convention, Fault, Reading, decode, parts_of, shifted};
use crate::spec::{Said, Text, Trouble, text};
use crate::view::Page;
use std::io::Write;

/// The most faults that are told one by one.
const TOLD: usize = 5;

/// Shows what the levels say; with status 2 where they are no signal of the code.
pub fn show(levels: &Levels, screen: &Screen, json: bool, out: &mut dyn Write) -> Result<Exit, Failure> {
    let code = levels.code;
    let reading = decode(code, &levels.wave.levels);
    if json {
        json::reading(code, &levels.wave.levels, &reading, out)?;
    } else {
        draw(levels, &reading, &mut Page::new(out, screen.lang, screen.paint, screen.columns))?;
    }
    if reading.faults.is_empty() {
        return Ok(Exit::Done);
    }
    out.flush()?;
    for fault in reading.faults.iter().take(TOLD) {
        screen.complain(&Trouble::new(told(fault, levels)))?;
    }
    let more = reading.faults.len().saturating_sub(TOLD);
    if more > 0 {
        screen.note(&say!(en: "there are {more} more faults", zh: "还有 {more} 处错误", more = more));
    }
    if let Some(advice) = advice(levels, &reading) {
        screen.note(&advice);
    }
    Ok(Exit::Trouble)
}

const BITS: Text = text("bits", "比特");
const OCTETS: Text = text("octets", "字节");
const TEXT: Text = text("text", "文本");

fn draw(levels: &Levels, reading: &Reading, page: &mut Page<'_>) -> std::io::Result<()> {
    let lang = page.lang();
    let code = levels.code;
    let (name, why) = (code.name(), &levels.why);
    let said = Said {
        en: format!("read as {} ({})", name.en, why.en),
        zh: format!("读出所用的编码：{}（{}）", name.zh, why.zh),
    };
    page.prose(0, Some(Ink::Strong), &said.show(lang))?;
    page.prose(2, None, &format!("{}  {}", code.rule().show(lang), code.source()))?;
    page.line("")?;
    let bit = |bit: &Option<bool>| match bit {
        Some(bit) => char::from(b'0' + u8::from(*bit)),
        None => '?',
    };
    let size = if code.is_grouped() { 5 } else { 8 };
    let bits: Vec<String> = reading.line.chunks(size).map(|bits| bits.iter().map(bit).collect()).collect();
    named(BITS, &bits.join(" "), page)?;
    named(OCTETS, &hex(&reading.octets), page)?;
    let known: Option<Vec<u8>> = reading.octets.iter().copied().collect();
    let known = known.unwrap_or_default();
    let readable =
        |text: &&str| !text.is_empty() && !text.chars().any(|c| c.is_control() && !c.is_whitespace());
    if let Some(text) = std::str::from_utf8(&known).ok().filter(readable) {
        named(TEXT, &safe(text), page)?;
    }
    if let Some(other) = code.other().filter(|_| !reading.octets.is_empty()) {
        let other_octets = hex(&decode(other, &levels.wave.levels).octets);
        let name = other.name();
        let short = other_octets.chars().count() <= 48;
        let said = if short {
            Said {
                en: format!("{} reads the same levels as {other_octets}", name.en),
                zh: format!("{}会把同样的电平读作 {other_octets}", name.zh),
            }
        } else {
            Said {
                en: format!("{} reads every bit the other way round", name.en),
                zh: format!("{}会把每个比特读反", name.zh),
            }
        };
        page.prose(0, Some(Ink::Faint), &said.show(lang))?;
    }
    frame(&known, reading, page)
}

/// Says which parts of the octets are what, where they are a frame.
fn frame(octets: &[u8], reading: &Reading, page: &mut Page<'_>) -> std::io::Result<()> {
    let lang = page.lang();
    if reading.delimited {
        let said = say!(
            en: "the stream begins with /J/K/, which stands for the first octet of the preamble (IEEE 802.3 §24.2.2)",
            zh: "流以 /J/K/ 开始，它代替前同步码的第一个字节（IEEE 802.3 §24.2.2）"
        );
        page.line("")?;
        page.prose(0, None, &said.show(lang))?;
    }
    let Some((sent, check)) = ethernet().ok().and_then(|wire| parts_of(wire, octets)) else { return Ok(()) };
    page.line("")?;
    table(&sent.parts, octets, page)?;
    let said: Text = match check {
        Some(true) => text("the frame check sequence is right", "帧检验序列正确"),
        Some(false) => text(
            "the last four octets are no frame check sequence of those before them",
            "末尾四个字节不是前面各字节的帧检验序列",
        ),
        None => text("the frame is too short to be whole", "帧太短，不完整"),
    };
    page.prose(2, None, &said.show(lang))
}

/// `bits  0001 ...`, in as many lines as it takes.
fn named(name: Text, value: &str, page: &mut Page<'_>) -> std::io::Result<()> {
    const NAME: usize = 8;
    let columns = page.columns().saturating_sub(NAME);
    for (i, line) in wrap(value, columns).iter().enumerate() {
        let name = if i == 0 { page.lang().pick(name.en, name.zh) } else { "" };
        let name = page.ink(Ink::Faint, &pad(name, NAME));
        page.line(&format!("{name}{line}"))?;
    }
    Ok(())
}

/// Octets in hexadecimal; `??` where a bit is missing.
fn hex(octets: &[Option<u8>]) -> String {
    let of = |octet: &Option<u8>| octet.map_or("??".into(), |octet| format!("{octet:02x}"));
    let octets: Vec<String> = octets.iter().map(of).collect();
    octets.join(" ")
}

/// A fault as people read it: everything is counted from 1, and a drawing has lines.
fn told(fault: &Fault, levels: &Levels) -> Said {
    let said = match *fault {
        Fault::NoTransition { bit, level } => say!(
            en: "bit {bit} has no transition in its middle: half-bits {first} and {second} are both {letter}",
            zh: "第 {bit} 个比特的正中间没有跳变：第 {first} 和第 {second} 个半比特都是 {letter}",
            bit = bit + 1, first = level + 1, second = level + 2, letter = letter(level, levels)
        ),
        Fault::HalfBit { level } => say!(
            en: "half-bit {n} is alone at the end: a bit needs two halves",
            zh: "末尾的第 {n} 个半比特是单独的：一个比特需要两半",
            n = level + 1
        ),
        Fault::OutOfOrder { level } => say!(
            en: "level {n} is {letter}, but MLT-3 goes 0 + 0 - and never leaves out a level",
            zh: "第 {n} 个电平是 {letter}，但 MLT-3 按 0 + 0 - 的次序，不会跳过电平",
            n = level + 1, letter = letter(level, levels)
        ),
        Fault::NoData { group, bits, .. } => {
            match crate::signal::GROUPS.iter().find(|group| group.bits == bits) {
                Some(named) => say!(
                    en: "code group {n}, {bits:05b}, is /{name}/, which is no data (IEEE 802.3 table 24-1)",
                    zh: "第 {n} 个码组 {bits:05b} 是 /{name}/，不是数据（IEEE 802.3 表 24-1）",
                    n = group + 1, bits = bits, name = named.name
                ),
                None => say!(
                    en: "code group {n}, {bits:05b}, is none of 4B/5B (IEEE 802.3 table 24-1)",
                    zh: "第 {n} 个码组 {bits:05b} 不属于 4B/5B（IEEE 802.3 表 24-1）",
                    n = group + 1, bits = bits
                ),
            }
        }
        Fault::NoEnd => say!(
            en: "the stream begins with /J/K/, but does not end with /T/R/ (IEEE 802.3 §24.2.2)",
            zh: "流以 /J/K/ 开始，却没有以 /T/R/ 结束（IEEE 802.3 §24.2.2）"
        ),
        Fault::BitsLeft { bits, .. } => {
            let need = if levels.code.is_grouped() { 10 } else { 8 };
            say!(
                en: "at the end {bits} bits are left over: an octet needs {need} on the line",
                zh: "末尾剩余 {bits} 个比特：一个字节在线路上需要 {need} 个",
                bits = bits, need = need
            )
        }
    };
    match fault.level().and_then(|level| levels.wave.lines.get(level)) {
        Some(line) => {
            Said { en: format!("line {line}: {}", said.en), zh: format!("第 {line} 行：{}", said.zh) }
        }
        None => said,
    }
}

fn letter(level: usize, levels: &Levels) -> char {
    levels.wave.levels.get(level).map_or('?', |level| level.letter(levels.code.is_grouped()))
}

/// What may mend the faults of Manchester.
fn advice(levels: &Levels, reading: &Reading) -> Option<Said> {
    let missing = |fault: &&Fault| matches!(fault, Fault::NoTransition { .. });
    let (faults, bits) = (reading.faults.iter().filter(missing).count(), reading.line.len());
    if faults == 0 {
        return None;
    }
    if faults > 1 && shifted(levels.code, &levels.wave.levels) {
        return Some(say!(
            en: "without half-bit 1, every bit has its transition: the first half of a bit seems to be missing before it",
            zh: "去掉第 1 个半比特后，每个比特都有跳变：看来它之前缺了某个比特的前一半"
        ));
    }
    if faults * 4 <= bits {
        return Some(match levels.code {
            Code::Manchester(Convention::Thomas) => say!(
                en: "of the two halves one is wrong: HL is 1, LH is 0", zh: "两半之中有一半不对：HL 是 1，LH 是 0"
            ),
            _ => say!(
                en: "of the two halves one is wrong: LH is 1, HL is 0", zh: "两半之中有一半不对：LH 是 1，HL 是 0"
            ),
        });
    }
    Some(say!(
        en: "a code with one level for each bit is `--code nrz` or `--code nrzi`",
        zh: "每个比特只有一个电平的编码是 `--code nrz` 或 `--code nrzi`"
    ))
}
