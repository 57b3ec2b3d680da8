//! What a TCP segment may break.

use super::super::ip::is_too_long;
use super::{
    ACK, ACK_FLAG, DATA_OFFSET, DST_PORT, FIN, FIXED, FLAGS, OPTION_KINDS, PARTS, PSH, RESERVED, RST,
    SRC_PORT, SYN, URG, URGENT_POINTER, WINDOW,
};
use crate::say;
use crate::spec::{Finding, Report, Rule, Severity, Shape, Slot, Source, Stack, shape, text};
use std::ops::Range;

static DATA_OFFSET_WRONG: Rule = Rule {
    id: "tcp-data-offset",
    severity: Severity::Error,
    means: text(
        "Data Offset counts the header in words of 4 octets: at least 5, and no more than the segment has",
        "数据偏移以 4 字节为单位计首部长度：至少为 5，且不得超过报文段",
    ),
    source: Source::Rfc(9293, "3.1"),
    advice: text(
        "without options it is 5; each option, padded to 4 octets, adds to it",
        "没有选项时为 5；选项填充到 4 字节的整数倍后计入",
    ),
};

static OPTION_LENGTH: Rule = Rule {
    id: "tcp-option-length",
    severity: Severity::Error,
    means: text(
        "the length of an option counts its kind and length octets too, and ends within the header",
        "选项长度包含种类和长度两个字节，且不得超出首部",
    ),
    source: Source::Rfc(9293, "3.2"),
    advice: text(
        "what is behind cannot be read: receivers ignore it or reset the connection",
        "其后的选项无法读取：接收方忽略它们或复位连接",
    ),
};

static SYN_AND_FIN: Rule = Rule {
    id: "tcp-syn-fin",
    severity: Severity::Warning,
    means: text(
        "SYN opens a connection and FIN ends it: no ordinary segment has both",
        "SYN 建立连接，FIN 释放连接：正常的报文段不会同时置位",
    ),
    source: Source::Rfc(9293, "3.5"),
    advice: text(
        "a probe that tries to get past simple filters, or one that tells systems apart",
        "企图绕过简单过滤的探测，或用于识别操作系统",
    ),
};

static SYN_AND_RST: Rule = Rule {
    id: "tcp-syn-rst",
    severity: Severity::Warning,
    means: text(
        "SYN opens a connection and RST breaks it off: no ordinary segment has both",
        "SYN 建立连接，RST 复位连接：正常的报文段不会同时置位",
    ),
    source: Source::Rfc(9293, "3.5"),
    advice: text("made by hand, or damaged", "是人工构造的，或已损坏"),
};

static NO_FLAGS: Rule = Rule {
    id: "tcp-no-flags",
    severity: Severity::Warning,
    means: text(
        "every segment has at least SYN, ACK or RST; one with no flag at all is dropped",
        "报文段至少要有 SYN、ACK 或 RST；没有任何标志的将被丢弃",
    ),
    source: Source::Rfc(9293, "3.10.7"),
    advice: text(
        "a null scan: closed ports answer with RST, open ones say nothing",
        "空扫描 (null scan)：关闭的端口回以 RST，开放的端口不应答",
    ),
};

static CHRISTMAS_TREE: Rule = Rule {
    id: "tcp-xmas",
    severity: Severity::Warning,
    means: text(
        "FIN, PSH and URG without ACK belong to no connection",
        "没有 ACK 的 FIN、PSH 和 URG 不属于任何连接",
    ),
    source: Source::Rfc(9293, "3.10.7"),
    advice: text(
        "a “Christmas tree” scan: closed ports answer with RST, open ones say nothing",
        "“圣诞树”扫描：关闭的端口回以 RST，开放的端口不应答",
    ),
};

static NO_ACK: Rule = Rule {
    id: "tcp-no-ack",
    severity: Severity::Warning,
    means: text(
        "once a connection stands, a segment without ACK is dropped; only SYN and RST may be without",
        "连接建立后，没有 ACK 的报文段将被丢弃；只有 SYN 和 RST 可以没有",
    ),
    source: Source::Rfc(9293, "3.10.7.4"),
    advice: text("a probe (FIN scan), or made by hand", "可能是探测（FIN 扫描），或人工构造"),
};

static RESERVED_BITS: Rule = Rule {
    id: "tcp-reserved-bits",
    severity: Severity::Info,
    means: text(
        "the reserved bits are sent as zero until a standard gives them a use",
        "保留位在标准赋予用途之前应为 0",
    ),
    source: Source::Rfc(9293, "3.1"),
    advice: text(
        "the last of them is the AE flag of Accurate ECN, which is being introduced",
        "其中最后一位是正在推广的 Accurate ECN 的 AE 标志",
    ),
};

static URGENT: Rule = Rule {
    id: "tcp-urgent",
    severity: Severity::Info,
    means: text(
        "urgent data: systems differ on where it ends, and middleboxes clear the flag; new programs should not use it",
        "紧急数据：各系统对其末尾的解释不一，中间设备会清除该标志；新程序不应使用",
    ),
    source: Source::Rfc(6093, ""),
    advice: text(
        "telnet uses it for interrupts; elsewhere look twice",
        "telnet 用它发送中断；其他情况应加以留意",
    ),
};

static URGENT_POINTER_UNUSED: Rule = Rule {
    id: "tcp-urgent-pointer-unused",
    severity: Severity::Info,
    means: text("the urgent pointer counts only in segments with URG", "紧急指针只在 URG 置位的报文段中有效"),
    source: Source::Rfc(9293, "3.1"),
    advice: text("ignored by receivers; a hidden channel could be there", "接收方会忽略；可能用作隐蔽信道"),
};

static ACKNOWLEDGMENT_UNUSED: Rule = Rule {
    id: "tcp-ack-unused",
    severity: Severity::Info,
    means: text(
        "the acknowledgment number counts only in segments with ACK",
        "确认号只在 ACK 置位的报文段中有效",
    ),
    source: Source::Rfc(9293, "3.1"),
    advice: text(
        "ignored by receivers; a sign of a segment made by hand, or of an old system",
        "接收方会忽略；可能是人工构造的报文段或旧系统",
    ),
};

static OPTION_OUTSIDE_SYN: Rule = Rule {
    id: "tcp-option-outside-syn",
    severity: Severity::Warning,
    means: text(
        "MSS, Window Scale and SACK Permitted are sent in segments with SYN only; elsewhere they are ignored",
        "MSS、窗口扩大和允许 SACK 选项只在 SYN 报文段中发送；其他报文段中的会被忽略",
    ),
    source: Source::Rfc(9293, "3.2"),
    advice: text(
        "a middlebox that changes segments, or a stack with a bug",
        "可能是修改报文段的中间设备，或协议栈有错误",
    ),
};

static WINDOW_SCALE: Rule = Rule {
    id: "tcp-window-scale",
    severity: Severity::Warning,
    means: text(
        "a window is shifted by 14 bits at most: a receiver of more uses 14",
        "窗口最多左移 14 位：收到更大的值时按 14 处理",
    ),
    source: Source::Rfc(7323, "2.3"),
    advice: text(
        "with more the window could reach 2^31 octets, half of all sequence numbers",
        "再大则窗口可达 2^31 字节，即序号空间的一半",
    ),
};

static SYN_WITH_DATA: Rule = Rule {
    id: "tcp-syn-data",
    severity: Severity::Info,
    means: text(
        "data may ride in a SYN, but reaches the application only after the handshake, unless TCP Fast Open is used",
        "SYN 可以携带数据，但要到握手完成才交给应用，除非使用 TCP 快速打开 (TFO)",
    ),
    source: Source::Rfc(7413, ""),
    advice: text(
        "without the Fast Open option: a probe, or a flood that wants to fill the link",
        "若没有快速打开选项：可能是探测，或企图占满链路的泛洪",
    ),
};

static RST_WITH_DATA: Rule = Rule {
    id: "tcp-rst-data",
    severity: Severity::Info,
    means: text("a RST may carry a text that says why", "RST 可以携带说明原因的文字"),
    source: Source::Rfc(1122, "4.2.2.12"),
    advice: text("rare: often a middlebox made it", "很少见：常由中间设备产生"),
};

static PORT_ZERO: Rule = Rule {
    id: "tcp-port-zero",
    severity: Severity::Warning,
    means: text("port 0 is reserved: no connection has it", "端口 0 保留：不用于任何连接"),
    source: Source::Iana("service names and port numbers"),
    advice: text("a probe, or a program that forgot to set the port", "可能是探测，或程序忘记设置端口"),
};

static ZERO_WINDOW: Rule = Rule {
    id: "tcp-window-zero",
    severity: Severity::Info,
    means: text(
        "window 0: the receiver has no room, and the other side stops sending until a window opens",
        "窗口为 0：接收方没有空间，对方停止发送，直到窗口重新打开",
    ),
    source: Source::Rfc(9293, "3.8.6.1"),
    advice: text(
        "the program there does not read fast enough; the other side probes from time to time",
        "该端的程序读取不够快；对方会不时发送窗口探测",
    ),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &DATA_OFFSET_WRONG,
    &OPTION_LENGTH,
    &SYN_AND_FIN,
    &SYN_AND_RST,
    &NO_FLAGS,
    &CHRISTMAS_TREE,
    &NO_ACK,
    &RESERVED_BITS,
    &URGENT,
    &URGENT_POINTER_UNUSED,
    &ACKNOWLEDGMENT_UNUSED,
    &OPTION_OUTSIDE_SYN,
    &WINDOW_SCALE,
    &SYN_WITH_DATA,
    &RST_WITH_DATA,
    &PORT_ZERO,
    &ZERO_WINDOW,
];

const SHAPE: Shape = shape(PARTS);

const MSS: u64 = 2;
const SCALE: u64 = 3;
const SACK_PERMITTED: u64 = 4;

/// RFC 7323 §2.3: the most bits that a window is shifted by.
const MOST_SHIFT: u8 = 14;

/// Tells every rule that segment `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let header = stack.header(i);
    if header.len() < FIXED {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    for (slot, name) in [(SRC_PORT, "Source Port"), (DST_PORT, "Destination Port")] {
        if slot.of(header) == 0 {
            report.field(&PORT_ZERO, slot, say!(en: "{name} is 0", zh: "{name} 为 0", name = name));
        }
    }
    let mut sound = true;
    let (offset, have) = (DATA_OFFSET.of(header), stack.bytes(i).len());
    if offset * 4 < FIXED as u64 || is_too_long(stack, i) {
        let said = say!(
            en: "Data Offset is {offset}: a header of {octets} octets in a segment of {have}",
            zh: "数据偏移为 {offset}，即首部 {octets} 字节，而报文段有 {have} 字节",
            offset = offset, octets = offset * 4, have = have
        );
        report.field(&DATA_OFFSET_WRONG, DATA_OFFSET, said);
        sound = false;
    }
    if RESERVED.of(header) != 0 {
        let bits = RESERVED.of(header);
        report.field(
            &RESERVED_BITS,
            RESERVED,
            say!(en: "the bits are {bits:04b}", zh: "保留位为 {bits:04b}", bits = bits),
        );
    }
    // without the end of the header nobody knows what is data
    let data = if sound { stack.layers[i].body..stack.layers[i].end } else { 0..0 };
    flags(stack, i, data, report);
    options(stack, i, report);
}

/// The octets of all flags.
fn flag_octets(start: usize) -> Range<usize> {
    let ranges = || FLAGS.iter().map(|(flag, _)| flag.octets(start));
    let first = ranges().map(|range| range.start).min().unwrap_or(start);
    first..ranges().map(|range| range.end).max().unwrap_or(first)
}

fn flags(stack: &Stack<'_>, i: usize, data: Range<usize>, report: &mut Report<'_>) {
    let (header, octets) = (stack.header(i), data.len());
    let all = || flag_octets(stack.layers[i].start);
    let set = |slot: Slot| slot.is_set(header);
    match (set(SYN), set(RST), set(ACK_FLAG)) {
        (true, rst, _) => {
            if set(FIN) {
                report.octets(&SYN_AND_FIN, all(), say!(en: "SYN and FIN are set", zh: "SYN 和 FIN 都置位"));
            }
            if rst {
                report.octets(&SYN_AND_RST, all(), say!(en: "SYN and RST are set", zh: "SYN 和 RST 都置位"));
            }
            if octets > 0 {
                let said = say!(en: "{octets} octets of data in a SYN", zh: "SYN 中有 {octets} 字节数据", octets = octets);
                report.octets(&SYN_WITH_DATA, data, said);
            }
        }
        (_, true, _) if octets > 0 => {
            let said = say!(en: "{octets} octets of data in a RST", zh: "RST 中有 {octets} 字节数据", octets = octets);
            report.octets(&RST_WITH_DATA, data, said);
        }
        (false, false, false) => match (set(FIN), set(PSH), set(URG)) {
            (false, false, false) => {
                report.octets(&NO_FLAGS, all(), say!(en: "no flag is set", zh: "没有任何标志置位"));
            }
            (true, true, true) => {
                report.octets(
                    &CHRISTMAS_TREE,
                    all(),
                    say!(en: "FIN, PSH and URG are set, ACK is not", zh: "FIN、PSH、URG 置位而 ACK 没有"),
                );
            }
            _ => report.octets(
                &NO_ACK,
                all(),
                say!(en: "neither SYN, RST nor ACK is set", zh: "SYN、RST、ACK 都没有置位"),
            ),
        },
        _ => (),
    }
    let (ack, pointer) = (ACK.of(header), URGENT_POINTER.of(header));
    if ack != 0 && !set(ACK_FLAG) {
        let said = say!(en: "ACK is not set, but the number is {ack}", zh: "ACK 没有置位，而确认号为 {ack}", ack = ack);
        report.field(&ACKNOWLEDGMENT_UNUSED, ACK, said);
    }
    if set(URG) {
        let said = say!(en: "URG is set, Urgent Pointer is {pointer}", zh: "URG 置位，紧急指针为 {pointer}", pointer = pointer);
        report.field(&URGENT, URGENT_POINTER, said);
    } else if pointer != 0 {
        let said = say!(en: "URG is not set, but Urgent Pointer is {pointer}", zh: "URG 没有置位，而紧急指针为 {pointer}", pointer = pointer);
        report.field(&URGENT_POINTER_UNUSED, URGENT_POINTER, said);
    }
    if WINDOW.of(header) == 0 && set(ACK_FLAG) && ![SYN, RST, FIN].into_iter().any(set) {
        report.field(&ZERO_WINDOW, WINDOW, say!(en: "Window is 0", zh: "窗口为 0"));
    }
}

fn options(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let header = stack.header(i);
    let Some(run) = header.get(FIXED..).filter(|_| stack.is_whole(i)) else { return };
    let start = stack.layers[i].start + FIXED;
    for option in SHAPE.walk(run) {
        let at = start + option.octets.start..start + option.octets.end;
        if let Some(fault) = option.fault {
            report.octets(&OPTION_LENGTH, at, fault.said(&option.name(&OPTION_KINDS)));
        } else if [MSS, SCALE, SACK_PERMITTED].contains(&option.code) && !SYN.is_set(header) {
            let said = say!(en: "{name} in a segment without SYN", zh: "没有 SYN 的报文段中带有 {name}", name = option.name(&OPTION_KINDS));
            report.octets(&OPTION_OUTSIDE_SYN, at, said);
        } else if option.code == SCALE
            && let Some(shift) =
                run.get(option.octets).and_then(<[u8]>::last).filter(|shift| **shift > MOST_SHIFT)
        {
            report.octets(
                &WINDOW_SCALE,
                at,
                say!(en: "the shift is {shift}", zh: "左移 {shift} 位", shift = shift),
            );
        }
    }
}
