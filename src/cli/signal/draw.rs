//! The drawing of a signal: octets, bits, levels and clock, one below the other.

use super::input::Octets;
use crate::draw::{Ink, clip, pad, safe, width, wrap};
use crate::say;
use crate::signal::{Code, LABEL, Part, Signal, rows};
use crate::spec::{Lang, Said, Text, text, write};
use crate::view::Page;
use std::collections::BTreeMap;
use std::io;

/// The most bits that are drawn without `--all`.
const MOST: usize = 4096;
/// The most octets on a line.
const WIDEST: usize = 2;

const OCTET: Text = text("octet", "字节");
const BIT: Text = text("bit", "比特");
const CLOCK: Text = text("clock", "时钟");

/// Draws a signal and says what it shows.
pub fn signal(sent: &Octets, signal: &Signal, all: bool, page: &mut Page<'_>) -> io::Result<()> {
    let code = signal.code;
    heading(code, page)?;
    order(sent, page)?;
    parts(sent, page)?;
    sent.notes.iter().try_for_each(|note| page.remark(2, "!", Some(Ink::Warn), note))?;
    legend(sent, code, page)?;
    let most = if all || sent.octets.len() <= MOST / 8 { usize::MAX } else { MOST / 8 };
    drawing(sent, signal, most, page)?;
    let left = sent.octets.len().saturating_sub(most);
    if left > 0 {
        let said = say!(
            en: "{left} more octets are not drawn; `--all` draws them",
            zh: "还有 {left} 字节没有画出；`--all` 全部画出",
            left = left
        );
        page.line("")?;
        page.remark(0, "!", Some(Ink::Warn), &said)?;
    }
    page.line("")?;
    counts(sent, signal, page)?;
    page.prose(0, None, &code.remark().show(page.lang()))?;
    page.line("")?;
    page.prose(0, Some(Ink::Faint), &ETHERNETS.show(page.lang()))
}

const ETHERNETS: Text = text(
    "On real cables: 10BASE-T sends Manchester in the convention of IEEE 802.3 (§14), 100BASE-TX 4B/5B and MLT-3 (§24, \
     §25), 1000BASE-T five levels on four pairs at once, PAM-5 (§40), which is not drawn here.",
    "真实的以太网：10BASE-T 用 IEEE 802.3 约定的曼彻斯特编码（§14），100BASE-TX 用 4B/5B 和 MLT-3（§24、§25），\
     1000BASE-T 在四对线上同时用五种电平 PAM-5（§40），这里不画。",
);

/// The code with what makes it, its rule, and the other convention.
fn heading(code: Code, page: &mut Page<'_>) -> io::Result<()> {
    let name = code.name().show(page.lang());
    let convention = code.convention().map(|word| format!(" --convention {word}")).unwrap_or_default();
    let colon = page.lang().pick(": ", "：");
    page.prose(0, Some(Ink::Strong), &format!("{name}{colon}--code {}{convention}", code.key()))?;
    let rule = code.rule().show(page.lang());
    page.prose(2, None, &format!("{rule}  {}", code.source()))?;
    if let Some(about) = convention_remark(code) {
        page.prose(2, None, &about.show(page.lang()))?;
    }
    Ok(())
}

/// Who draws Manchester so, and who the other way.
fn convention_remark(code: Code) -> Option<Text> {
    match code.convention()? {
        "ieee" => Some(text(
            "this is what Ethernet does; textbooks after G. E. Thomas (Xie Xiren, Tanenbaum) draw it upside down, \
             see the option --convention thomas",
            "以太网用的就是它；沿用 G. E. Thomas 约定的教材（谢希仁、Tanenbaum）画法上下相反，见选项 --convention thomas",
        )),
        _ => Some(text(
            "textbooks draw it so (Xie Xiren, Tanenbaum); Ethernet does the opposite, see the option --convention ieee",
            "教材（谢希仁、Tanenbaum）这样画；以太网正好相反，见选项 --convention ieee",
        )),
    }
}

/// The order of bits, shown with an octet of which it can be seen.
fn order(sent: &Octets, page: &mut Page<'_>) -> io::Result<()> {
    let tells = |octet: &&u8| octet.reverse_bits() != **octet;
    let Some(octet) = sent.octets.iter().find(tells).or(sent.octets.first()) else { return Ok(()) };
    let reversed = octet.reverse_bits();
    let said = say!(
        en: "least significant bit of each octet first: {octet:02x} is {octet:08b} and goes out as {reversed:08b}  IEEE 802.3 §3.3",
        zh: "每个字节先发送最低位：{octet:02x} 即 {octet:08b}，发送次序为 {reversed:08b}  IEEE 802.3 §3.3",
        octet = octet, reversed = reversed
    );
    page.prose(2, None, &said.show(page.lang()))
}

/// Of a frame, the parts and who put them there.
fn parts(sent: &Octets, page: &mut Page<'_>) -> io::Result<()> {
    if sent.parts.is_empty() {
        return Ok(());
    }
    page.line("")?;
    let lang = page.lang();
    table(&sent.parts, &sent.octets, page)?;
    if sent.parts.iter().any(|part| part.source.is_some() && part.octets.end == sent.octets.len()) {
        let said = text(
            "the check sequence goes out from the bit of x^31 down; in these octets that is the same order as everywhere \
             (IEEE 802.3 §3.2.9)",
            "检验序列从 x^31 的系数开始发送；按这里的字节写法，比特次序与其他字节相同（IEEE 802.3 §3.2.9）",
        );
        page.prose(2, Some(Ink::Faint), &said.show(lang))?;
    }
    Ok(())
}

/// A line for each part of the octets.
pub fn table(parts: &[Part], octets: &[u8], page: &mut Page<'_>) -> io::Result<()> {
    let rows: Vec<[String; 3]> = parts.iter().map(|part| row(part, octets, page.lang())).collect();
    let wide = |i: usize| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0);
    let (places, names) = (wide(0), wide(1));
    for [place, name, what] in &rows {
        let mut head = format!("  {}  {}  ", pad(place, places), pad(name, names));
        for line in wrap(what, page.columns().saturating_sub(width(&head))) {
            page.line(&format!("{head}{line}"))?;
            head = " ".repeat(width(&head));
        }
    }
    Ok(())
}

/// A part in the table: its place, its name, and what it is.
fn row(part: &Part, octets: &[u8], lang: Lang) -> [String; 3] {
    let (first, last) = (part.octets.start, part.octets.end.saturating_sub(1));
    let place = if first == last { first.to_string() } else { format!("{first}-{last}") };
    let held = octets.get(part.octets.clone()).unwrap_or_default();
    let mut what = match held {
        [one, rest @ ..] if rest.len() > 1 && rest.iter().all(|octet| octet == one) => {
            format!("{} x {one:02x}", held.len())
        }
        held if held.len() <= 4 => {
            let hex: Vec<String> = held.iter().map(|octet| format!("{octet:02x}")).collect();
            hex.join(" ")
        }
        held => format!("{} {}", held.len(), lang.pick("octets", "字节")),
    };
    if let (false, Some(source)) = (part.given, part.source) {
        let added = lang.pick("put in here", "此处加上");
        what.push_str(&format!("  {added}  {source}"));
    }
    [place, part.name.show(if lang == Lang::Both { Lang::Zh } else { lang }), what]
}

/// What the rows are.
fn legend(sent: &Octets, code: Code, page: &mut Page<'_>) -> io::Result<()> {
    let clock = if code.samples() == 2 {
        text("clock: + a bit begins, . its middle", "时钟：+ 为比特的开始，. 为比特的正中间")
    } else if code.is_grouped() {
        text(
            "clock: + a bit of a code group begins; of each octet the lower four bits go first (IEEE 802.3 §22.2.3)",
            "时钟：+ 为码组中一个比特的开始；每个字节先发送低 4 位（IEEE 802.3 §22.2.3）",
        )
    } else {
        text("clock: + a bit begins", "时钟：+ 为比特的开始")
    };
    page.prose(2, Some(Ink::Faint), &clock.show(page.lang()))?;
    if !(code.is_grouped() && sent.delimited) {
        return Ok(());
    }
    let delimiters = text(
        "/J/K/ in place of the first octet starts the stream, /T/R/ behind the last ends it (IEEE 802.3 §24.2.2)",
        "/J/K/ 代替第一个字节，表示流的开始；最后一个字节之后的 /T/R/ 表示流的结束（IEEE 802.3 §24.2.2）",
    );
    page.prose(2, Some(Ink::Faint), &delimiters.show(page.lang()))
}

/// The lines of the drawing.
fn drawing(sent: &Octets, signal: &Signal, most: usize, page: &mut Page<'_>) -> io::Result<()> {
    let code = signal.code;
    // bits of the line for an octet
    let bits = if code.is_grouped() { 10 } else { 8 };
    let wide = bits * code.columns();
    let on_line = (page.columns().saturating_sub(LABEL) / wide).clamp(1, WIDEST);
    let characters = characters(sent);
    let mut before = code.before();
    let samples = bits * on_line * code.samples();
    for (n, levels) in signal.levels.chunks(samples).enumerate() {
        let first = n * on_line;
        if first >= most {
            break;
        }
        page.line("")?;
        let octets: String = (first..first + on_line)
            .filter(|octet| octet * bits < signal.line.len())
            .map(|octet| pad(&clip(&above(sent, &characters, octet, page.lang()), wide - 1), wide))
            .collect();
        line(OCTET, &octets, Some(Ink::Strong), page)?;
        if code.is_grouped() {
            let groups = signal.groups.iter().skip(first * 2).take(on_line * 2);
            let groups: String =
                groups.map(|group| pad(&format!("/{}/ {:05b}", group.name, group.bits), wide / 2)).collect();
            line(crate::spec::same("4B/5B"), &groups, None, page)?;
        }
        let here = signal.line.iter().skip(first * bits).take(on_line * bits);
        let (left, right) = if code.is_grouped() { (" ", " ") } else { ("  ", " ") };
        let digits: String = here.map(|bit| format!("{left}{}{right}", u8::from(*bit))).collect();
        line(BIT, &digits, None, page)?;
        let names: Vec<Text> = code.row_names().collect();
        for (name, row) in names.into_iter().zip(rows(code, levels, before)) {
            line(name, &row, Some(Ink::Layer(0)), page)?;
        }
        let tick = match (code.samples(), code.is_grouped()) {
            (2, _) => "+-.-",
            (_, true) => "+--",
            _ => "+---",
        };
        line(CLOCK, &tick.repeat(levels.len() / code.samples()), Some(Ink::Faint), page)?;
        before = levels.last().copied();
    }
    Ok(())
}

/// A row behind its name.
fn line(name: Text, row: &str, ink: Option<Ink>, page: &mut Page<'_>) -> io::Result<()> {
    let name = pad(page.lang().pick(name.en, name.zh), LABEL);
    let row = row.trim_end();
    let row = ink.map_or_else(|| row.to_string(), |ink| page.ink(ink, row));
    let name = page.ink(Ink::Faint, &name);
    page.line(&format!("{name}{row}"))
}

/// What stands above the bits of an octet: its hex, and the part or the character that begins with it.
fn above(sent: &Octets, characters: &BTreeMap<usize, char>, octet: usize, lang: Lang) -> String {
    let Some(value) = sent.octets.get(octet) else {
        return lang.pick("end of stream", "流结束定界符").to_string();
    };
    let mut shown = String::new();
    write::hex(&mut shown, u64::from(*value), 2);
    if let Some(part) = sent.parts.iter().find(|part| part.octets.start == octet) {
        let name = lang.pick(part.name.en, part.name.zh);
        shown.push(' ');
        shown.push_str(name);
    }
    if let Some(c) = characters.get(&octet) {
        shown.push_str(&format!(" '{}'", safe(&c.to_string())));
    }
    shown
}

/// The characters of text, each at its first octet. The octets of a frame are no text.
fn characters(sent: &Octets) -> BTreeMap<usize, char> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    for chunk in sent.octets.utf8_chunks().filter(|_| sent.parts.is_empty()) {
        found.extend(chunk.valid().char_indices().map(|(i, c)| (at + i, c)));
        at += chunk.valid().len() + chunk.invalid().len();
    }
    found
}

/// A number of levels in bits: `1`, `0.5`.
fn in_bits(levels: usize, code: Code) -> String {
    match (levels / code.samples(), levels % code.samples()) {
        (whole, 0) => whole.to_string(),
        (whole, _) => format!("{whole}.5"),
    }
}

/// What was counted.
fn counts(sent: &Octets, signal: &Signal, page: &mut Page<'_>) -> io::Result<()> {
    let (octets, bits, line) = (sent.octets.len(), signal.bits.len(), signal.line.len());
    let transitions = signal.transitions();
    let rate = transitions as f64 / line.max(1) as f64;
    let run = in_bits(signal.longest_run(), signal.code);
    let said = if signal.code.is_grouped() {
        say!(
            en: "octets: {octets}; bits: {bits}, in code groups {line}; transitions: {transitions}, {rate:.2} a bit; \
                 longest time without one, in bits: {run}",
            zh: "字节：{octets}；比特：{bits}，码组中 {line}；跳变：{transitions} 次，每比特 {rate:.2} 次；\
                 最长无跳变时间（以比特计）：{run}",
            octets = octets, bits = bits, line = line, transitions = transitions, rate = rate, run = run
        )
    } else {
        say!(
            en: "octets: {octets}; bits: {bits}; transitions: {transitions}, {rate:.2} a bit; longest time without one, \
                 in bits: {run}",
            zh: "字节：{octets}；比特：{bits}；跳变：{transitions} 次，每比特 {rate:.2} 次；最长无跳变时间（以比特计）：{run}",
            octets = octets, bits = bits, transitions = transitions, rate = rate, run = run
        )
    };
    page.prose(0, None, &said.show(page.lang()))?;
    page.prose(0, None, &balance(signal).show(page.lang()))
}

/// How much of the time the line is at each level.
fn balance(signal: &Signal) -> Said {
    let percent = |n: usize| 100.0 * n as f64 / signal.levels.len().max(1) as f64;
    let [high, zero, low] = signal.balance().map(percent);
    let mean = signal.mean();
    if signal.code.is_grouped() {
        return say!(
            en: "+ {high:.0} %, 0 {zero:.0} %, - {low:.0} % of the time: mean level {mean:.2} between -1 and 1 (0 is DC balance)",
            zh: "+ 占 {high:.0} %，0 占 {zero:.0} %，- 占 {low:.0} % 的时间：平均电平 {mean:.2}（-1 到 1 之间，0 为直流平衡）",
            high = high, zero = zero, low = low, mean = mean
        );
    }
    say!(
        en: "high {high:.0} %, low {low:.0} % of the time: mean level {mean:.2} between -1 and 1 (0 is DC balance)",
        zh: "高电平占 {high:.0} %，低电平占 {low:.0} % 的时间：平均电平 {mean:.2}（-1 到 1 之间，0 为直流平衡）",
        high = high, low = low, mean = mean
    )
}
