//! What an Ethernet frame may break.

use super::{
    DST, FCS, FCS_FOUND, FCS_OCTETS, HEADER, LONGEST, PADDING, SMALLEST, SRC, TAG, TYPE_OR_LENGTH, TYPES,
    tags,
};
use crate::address::is_group;
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Slot, Source, Stack, Stop, text, write};

static PADDING_LEAKS: Rule = Rule {
    id: "ethernet-padding",
    severity: Severity::Warning,
    means: text(
        "padding should be zeros; anything else may be old contents of the sender's memory",
        "填充应为零；其他内容可能是发送方内存中遗留的数据",
    ),
    source: Source::Rfc(894, ""),
    advice: text(
        "“Etherleak” (CVE-2003-0001): the sender's driver shows others old frames; update it",
        "即 Etherleak (CVE-2003-0001)：发送方的驱动程序泄露旧数据；应更新驱动",
    ),
};

static SHORT: Rule = Rule {
    id: "ethernet-short",
    severity: Severity::Info,
    means: text(
        "on the wire a frame has at least 64 octets with its FCS, 60 without",
        "线路上的帧连同 FCS 至少 64 字节，不含 FCS 至少 60 字节",
    ),
    source: Source::Ieee("802.3 §4.2.3.3"),
    advice: text(
        "seen on the sender before the network card padded it, or on a virtual link that does not pad",
        "在发送方网卡填充之前捕获，或来自不填充的虚拟链路",
    ),
};

static LONG: Rule = Rule {
    id: "ethernet-long",
    severity: Severity::Info,
    means: text(
        "a basic frame has at most 1,518 octets with its FCS, 1,514 without, and 4 more for each tag; with envelopes around it 2,000",
        "基本帧连同 FCS 最长 1518 字节，不含 FCS 最长 1514 字节，每个标签再加 4 字节；加上封装最长 2000 字节",
    ),
    source: Source::Ieee("802.3 §3.2.7"),
    advice: text(
        "a jumbo frame; or a host let its network card cut or join segments (offload), and no such frame was on the wire",
        "巨型帧；或主机由网卡切分、合并报文段（卸载），线路上并没有这样的帧",
    ),
};

/// A value that is neither length nor type; tags end with such a field too.
pub(in super::super) static LENGTH_GAP: Rule = Rule {
    id: "ethernet-length-gap",
    severity: Severity::Error,
    means: text(
        "up to 1500 the field is a length, from 1536 on a type; between them it is neither",
        "该字段小于等于 1500 时为长度，大于等于 1536 时为类型；两者之间没有定义",
    ),
    source: Source::Ieee("802.3 §3.2.6"),
    advice: text("the frame was made by hand or damaged", "该帧是人工构造的，或已损坏"),
};

/// A length that the frame does not have; tags end with such a field too.
pub(in super::super) static LENGTH_PAST_END: Rule = Rule {
    id: "ethernet-length-past-end",
    severity: Severity::Error,
    means: text(
        "a Length counts the octets of data, which must all be there",
        "长度是数据的字节数，数据必须完整",
    ),
    source: Source::Ieee("802.3 §3.2.6"),
    advice: text(
        "the frame was cut short, or the length was miscounted; receivers drop it",
        "帧被截短，或长度计算有误；接收方会丢弃",
    ),
};

static SOURCE_GROUP: Rule = Rule {
    id: "ethernet-source-group",
    severity: Severity::Error,
    means: text(
        "a source address is a single interface's: its first bit on the wire (I/G) is 0",
        "源地址必须属于单个接口：其在线路上的第一位 (I/G) 为 0",
    ),
    source: Source::Ieee("802.3 §3.2.3"),
    advice: text(
        "switches drop such frames; the address is forged or damaged",
        "交换机会丢弃这种帧；该地址是伪造的或已损坏",
    ),
};

static SOURCE_ZERO: Rule = Rule {
    id: "ethernet-source-zero",
    severity: Severity::Warning,
    means: text("no interface has the address 00:00:00:00:00:00", "没有接口使用地址 00:00:00:00:00:00"),
    source: Source::Netlab,
    advice: text(
        "the program that made the frame did not fill in its address",
        "构造该帧的程序没有填写源地址",
    ),
};

/// All of them.
pub static RULES: &[&Rule] =
    &[&PADDING_LEAKS, &SHORT, &LONG, &LENGTH_GAP, &LENGTH_PAST_END, &SOURCE_GROUP, &SOURCE_ZERO];

/// Tells every rule that frame `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < HEADER {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    if let Some(src) = SRC.array::<6>(header) {
        if is_group(&src) {
            let said = say!(en: "the source is {src}", zh: "源地址为 {src}", src = write::shown_mac(&src));
            report.field(&SOURCE_GROUP, SRC, said);
        } else if src == [0; 6] && DST.array(header) != Some([0; 6]) {
            // both are zero on a loopback interface
            report.field(&SOURCE_ZERO, SRC, say!(en: "the source is all zeros", zh: "源地址全为零"));
        }
    }
    length_or_type(stack, i, TYPE_OR_LENGTH, report);
    size(stack, i, report);
    if let Some(padding) = stack.left_over(i, &PADDING)
        && let octets = &stack.frame[padding.clone()]
        && let other = octets.iter().filter(|octet| **octet != 0).count()
        && other > 0
    {
        let mut shown = String::new();
        write::escaped(&mut shown, octets, 16);
        let said = say!(
            en: "{other} of {all} octets of padding are not zero: \"{shown}\"",
            zh: "{all} 字节填充中有 {other} 字节不为零：“{shown}”", other = other, all = octets.len(), shown = shown
        );
        report.octets(&PADDING_LEAKS, padding, said);
    }
}

/// Judges the field `slot` of layer `i`, the last of a frame's header or of a tag.
pub(in super::super) fn length_or_type(stack: &Stack<'_>, i: usize, slot: Slot, report: &mut Report<'_>) {
    let value = slot.of(stack.header(i));
    if value > LONGEST && value < TYPES {
        let said = say!(en: "the value is {value}", zh: "该字段的值为 {value}", value = value);
        report.field(&LENGTH_GAP, slot, said);
    } else if value <= LONGEST && matches!(stack.layers[i].stop, Some(Stop::Short { .. })) && !stack.is_cut(i)
    {
        let have = stack.payload(i).len();
        let said = say!(
            en: "Length is {value}, but only {have} octets are there",
            zh: "长度为 {value}，但只有 {have} 字节", value = value, have = have
        );
        report.field(&LENGTH_PAST_END, slot, said);
    }
}

/// The size on the wire, which a frame inside a tunnel does not have.
fn size(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    if i > 0 {
        return;
    }
    let has_fcs = [&FCS, &FCS_FOUND].into_iter().any(|fcs| stack.left_over(i, fcs).is_some());
    let fcs = if has_fcs { FCS_OCTETS } else { 0 };
    let all = stack.original;
    let (least, most) = (SMALLEST + fcs, HEADER + LONGEST as usize + tags(stack, i) * TAG + fcs);
    let whole = 0..stack.frame.len();
    if all < least {
        let said = say!(en: "{all} octets, {less} less than {least}", zh: "{all} 字节，比 {least} 少 {less} 字节", all = all, less = least - all, least = least);
        report.octets(&SHORT, whole, said);
    } else if all > most {
        let said = say!(en: "{all} octets, {more} more than {most}", zh: "{all} 字节，比 {most} 多 {more} 字节", all = all, more = all - most, most = most);
        report.octets(&LONG, whole, said);
    }
}
