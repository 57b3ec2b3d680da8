//! What a DHCP or BOOTP message may break.

use super::super::ip::{ip_below, is_all_there};
use super::super::udp::{DST_PORT, SRC_PORT};
use super::super::{IPV4, UDP, ipv4};
use super::area::{self, END, FIXED, MESSAGE_TYPE, OPTION_AREA, OVERLOAD, PAD};
use super::codes::{MESSAGE_TYPES, OPERATIONS};
use super::options::{OPTION_CODES, OPTIONS};
use super::{BROADCAST, CHADDR_OCTETS, CIADDR, GIADDR, HLEN, HOPS, MBZ, OP, YIADDR};
use crate::say;
use crate::spec::{Finding, Part, Report, Rule, Said, Severity, Source, Stack, Width, fixed_octets, text};
use std::net::Ipv4Addr;
use std::ops::Range;

static NO_END: Rule = Rule {
    id: "dhcp-no-end",
    severity: Severity::Error,
    means: text(
        "the last option is always the End option (255), in each field that holds options",
        "每个存放选项的字段中，最后一个选项必须是 End 选项 (255)",
    ),
    source: Source::Rfc(2131, "4.1"),
    advice: text(
        "options may be missing: see whether the message was cut on the way",
        "可能缺少选项：检查报文是否在途中被截断",
    ),
};

static OPTION_LENGTH: Rule = Rule {
    id: "dhcp-option-length",
    severity: Severity::Error,
    means: text("an option ends within the field that it stands in", "选项不得超出它所在的字段"),
    source: Source::Rfc(2132, "2"),
    advice: text(
        "what is behind cannot be read: receivers drop the message",
        "其后的内容无法读取：接收方丢弃该报文",
    ),
};

static OPTION_SIZE: Rule = Rule {
    id: "dhcp-option-size",
    severity: Severity::Error,
    means: text(
        "an option whose value has a fixed size has exactly that length",
        "值的大小固定的选项，其长度必须正好与之相符",
    ),
    source: Source::Rfc(2132, "2"),
    advice: text("receivers ignore the option or drop the message", "接收方忽略该选项或丢弃该报文"),
};

static OPTION_SPLIT: Rule = Rule {
    id: "dhcp-option-split",
    severity: Severity::Info,
    means: text(
        "an option that stands there again goes on with the value before: the pieces are joined",
        "重复出现的选项是前面的值的继续：各段将连接起来",
    ),
    source: Source::Rfc(3396, ""),
    advice: text(
        "right for values over 255 octets; elsewhere two programs may have added the same option",
        "值超过 255 字节时应当如此；否则可能是两个程序各加了一次",
    ),
};

static OVERLOADED: Rule = Rule {
    id: "dhcp-overload-value",
    severity: Severity::Error,
    means: text(
        "option 52 is 1 (file holds options), 2 (sname does) or 3 (both)",
        "选项 52 的值为 1（file 存放选项）、2（sname 存放选项）或 3（两者都是）",
    ),
    source: Source::Rfc(2132, "9.3"),
    advice: text("receivers take sname and file for names", "接收方会把 sname 和 file 当作名字"),
};

static NO_COOKIE: Rule = Rule {
    id: "dhcp-no-cookie",
    severity: Severity::Info,
    means: text(
        "options begin with the octets 99, 130, 83, 99; without them this is plain BOOTP",
        "选项以 99、130、83、99 四个字节开头；没有它们就是单纯的 BOOTP",
    ),
    source: Source::Rfc(2131, "3"),
    advice: text(
        "an old diskless system; what stands there only its vendor can read",
        "旧的无盘系统；其中的内容只有厂商能够解释",
    ),
};

static NO_TYPE: Rule = Rule {
    id: "dhcp-no-type",
    severity: Severity::Info,
    means: text(
        "every DHCP message says its type in option 53; without it this is BOOTP with vendor extensions",
        "每个 DHCP 报文都用选项 53 指明类型；没有它就是带厂商扩展的 BOOTP",
    ),
    source: Source::Rfc(2131, "3"),
    advice: text(
        "the server answers as a BOOTP server, without a lease that ends (RFC 1534)",
        "服务器按 BOOTP 回答，租用没有期限 (RFC 1534)",
    ),
};

static OPERATION: Rule = Rule {
    id: "dhcp-op-value",
    severity: Severity::Error,
    means: text("op is 1 (BOOTREQUEST) or 2 (BOOTREPLY)", "op 为 1 (BOOTREQUEST) 或 2 (BOOTREPLY)"),
    source: Source::Rfc(2131, "2"),
    advice: text("receivers drop the message", "接收方丢弃该报文"),
};

static OPERATION_TYPE: Rule = Rule {
    id: "dhcp-op-type",
    severity: Severity::Error,
    means: text(
        "what clients say is a BOOTREQUEST, what servers say (OFFER, ACK, NAK) a BOOTREPLY",
        "客户发出的是 BOOTREQUEST，服务器发出的（OFFER、ACK、NAK）是 BOOTREPLY",
    ),
    source: Source::Rfc(2131, "table 3"),
    advice: text(
        "op and option 53 contradict each other: receivers drop it",
        "op 与选项 53 矛盾：接收方将其丢弃",
    ),
};

static SHORT: Rule = Rule {
    id: "dhcp-short",
    severity: Severity::Info,
    means: text(
        "a BOOTP message has at least 300 octets; some relay agents and clients drop shorter ones",
        "BOOTP 报文至少有 300 字节；某些中继代理和客户会丢弃更短的报文",
    ),
    source: Source::Rfc(1542, "2.1"),
    advice: text("fill up with zeros behind the End option", "在 End 选项之后用 0 填充"),
};

static HARDWARE_LENGTH: Rule = Rule {
    id: "dhcp-hlen",
    severity: Severity::Error,
    means: text("chaddr has room for 16 octets: hlen is not above", "chaddr 共 16 字节：hlen 不得大于 16"),
    source: Source::Rfc(2131, "2"),
    advice: text(
        "made by hand to overrun a buffer, or damaged: receivers drop the message",
        "可能是为使缓冲区溢出而构造的，或已损坏：接收方丢弃该报文",
    ),
};

static HOP_COUNT: Rule = Rule {
    id: "dhcp-hops",
    severity: Severity::Warning,
    means: text(
        "relay agents drop a request that passed more than 16 of them",
        "经过的中继代理超过 16 个的请求将被丢弃",
    ),
    source: Source::Rfc(1542, "4.1.1"),
    advice: text("relay agents that send in a circle", "可能是中继代理之间形成了环路"),
};

static RESERVED_FLAGS: Rule = Rule {
    id: "dhcp-mbz",
    severity: Severity::Warning,
    means: text(
        "all flags but the broadcast flag are zero; servers and relay agents ignore them",
        "除广播标志外，其余标志位必须为 0；服务器和中继代理会忽略它们",
    ),
    source: Source::Rfc(2131, "2"),
    advice: text("a client with a bug, or made by hand", "客户实现有误，或是人工构造的"),
};

static UNICAST_REPLY: Rule = Rule {
    id: "dhcp-unicast-reply",
    severity: Severity::Warning,
    means: text(
        "to a client that sets the broadcast flag, the server answers by broadcast",
        "客户置了广播标志时，服务器应用广播回答",
    ),
    source: Source::Rfc(2131, "4.1"),
    advice: text(
        "such a client cannot receive unicast before it has its address: it never sees the answer",
        "这类客户在配置地址之前不能接收单播：它收不到该回答",
    ),
};

static PORTS: Rule = Rule {
    id: "dhcp-ports",
    severity: Severity::Warning,
    means: text(
        "requests go to port 67, where servers and relay agents listen; replies come from it",
        "请求发往服务器和中继代理所用的端口 67；回答从该端口发出",
    ),
    source: Source::Rfc(2131, "4.1"),
    advice: text("the ports are the wrong way round, or op is wrong", "端口颠倒了，或者 op 有误"),
};

static SERVER_MISSING: Rule = Rule {
    id: "dhcp-server-id",
    severity: Severity::Error,
    means: text(
        "OFFER, ACK and NAK say in option 54 which server speaks; DECLINE and RELEASE to which they go (table 5)",
        "OFFER、ACK、NAK 用选项 54 指明是哪个服务器；DECLINE、RELEASE 用它指明发给哪个服务器（表 5）",
    ),
    source: Source::Rfc(2131, "table 3"),
    advice: text(
        "without it clients cannot tell one server from another: they drop the message",
        "没有它客户无法区分各个服务器：将丢弃该报文",
    ),
};

static REQUEST_ADDRESS: Rule = Rule {
    id: "dhcp-request-address",
    severity: Severity::Warning,
    means: text(
        "a REQUEST names its address once: in option 50 to take an offer or check an old address, in ciaddr, without 50 \
         and 54, to renew it",
        "REQUEST 只在一处给出地址：接受提供或核实旧地址时用选项 50；续租时用 ciaddr，且不带选项 50 和 54",
    ),
    source: Source::Rfc(2131, "table 5"),
    advice: text(
        "the server cannot tell what the client wants, and may not answer",
        "服务器无法判断客户的意图，可能不回答",
    ),
};

static LEASE_MISSING: Rule = Rule {
    id: "dhcp-lease-missing",
    severity: Severity::Error,
    means: text(
        "an OFFER or ACK that gives an address says in option 51 for how long",
        "给出地址的 OFFER 或 ACK 要用选项 51 说明租用期",
    ),
    source: Source::Rfc(2131, "table 3"),
    advice: text("clients drop it, or keep the address forever", "客户会将其丢弃，或永久占用该地址"),
};

static LEASE_ZERO: Rule = Rule {
    id: "dhcp-lease-zero",
    severity: Severity::Warning,
    means: text(
        "option 51 is the time for which the address is given, in seconds",
        "选项 51 为地址的租用期，以秒为单位",
    ),
    source: Source::Rfc(2132, "9.2"),
    advice: text(
        "a lease of 0 seconds ends before it is used: look at the server's settings",
        "0 秒的租用期在使用之前就已到期：检查服务器的配置",
    ),
};

static LEASE_TIMES: Rule = Rule {
    id: "dhcp-lease-times",
    severity: Severity::Error,
    means: text(
        "T1 (renew) is before T2 (rebind), and T2 before the end of the lease",
        "T1（续租）早于 T2（重新绑定），T2 早于租用期结束",
    ),
    source: Source::Rfc(2131, "4.4.5"),
    advice: text("usual are half and 7/8 of the lease", "通常为租用期的一半和 7/8"),
};

static MASK: Rule = Rule {
    id: "dhcp-subnet-mask",
    severity: Severity::Error,
    means: text(
        "the ones of a subnet mask stand together at its left",
        "子网掩码中的 1 必须连续，并位于左端",
    ),
    source: Source::Rfc(4632, ""),
    advice: text(
        "no prefix length says such a mask: systems refuse it",
        "这样的掩码没有对应的前缀长度：系统会拒绝",
    ),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &OPERATION,
    &OPERATION_TYPE,
    &HARDWARE_LENGTH,
    &HOP_COUNT,
    &RESERVED_FLAGS,
    &UNICAST_REPLY,
    &PORTS,
    &SHORT,
    &NO_COOKIE,
    &NO_TYPE,
    &NO_END,
    &OPTION_LENGTH,
    &OPTION_SIZE,
    &OPTION_SPLIT,
    &OVERLOADED,
    &SERVER_MISSING,
    &REQUEST_ADDRESS,
    &LEASE_MISSING,
    &LEASE_ZERO,
    &LEASE_TIMES,
    &MASK,
];

/// RFC 1542 §2.1.
const LEAST_OCTETS: usize = 300;
/// RFC 1542 §4.1.1.
const MOST_HOPS: u64 = 16;

const REQUEST: u64 = 1;
const REPLY: u64 = 2;
/// RFC 2131 §4.1.
const SERVER_PORT: u64 = 67;
const CLIENT_PORT: u64 = 68;

// RFC 2132 §9.6
const OFFER: u64 = 2;
const REQUEST_TYPE: u64 = 3;
const DECLINE: u64 = 4;
const ACK: u64 = 5;
const NAK: u64 = 6;
const RELEASE: u64 = 7;
const INFORM: u64 = 8;

// RFC 2132
const SUBNET_MASK: u8 = 1;
const REQUESTED_ADDRESS: u8 = 50;
const LEASE_TIME: u8 = 51;
const SERVER_ID: u8 = 54;
const RENEWAL_TIME: u8 = 58;
const REBINDING_TIME: u8 = 59;
/// RFC 2131 §3.3: a lease without end.
const FOREVER: u32 = u32::MAX;

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    if message.len() < FIXED {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    let whole = is_all_there(stack, i);
    fixed(message, report);
    carrier(stack, i, report);
    if whole && message.len() < LEAST_OCTETS {
        let octets = stack.layers[i].start..stack.layers[i].end;
        let said =
            say!(en: "the message has {octets} octets", zh: "报文有 {octets} 字节", octets = message.len());
        report.octets(&SHORT, octets, said);
    }
    let start = stack.layers[i].start;
    if message.len() < OPTION_AREA {
        if whole {
            let said = say!(en: "the message ends before a magic cookie", zh: "报文在魔术字之前就结束了");
            report.octets(&NO_COOKIE, start..start + message.len(), said);
        }
        return;
    }
    if area::has_cookie(message) == 0 {
        let said = say!(en: "no magic cookie before the options", zh: "选项之前没有魔术字");
        report.octets(&NO_COOKIE, start + area::COOKIE..start + OPTION_AREA, said);
        return;
    }
    let mut options = Options { message, start, values: [const { 0..0 }; 256], counts: [0; 256], all: whole };
    for area in area::areas(message) {
        options.read(area, whole, report);
    }
    options.sizes(report);
    options.settings(report);
    // what is absent is known only where everything else is there
    if !options.all {
        return;
    }
    match area::message_type(message) {
        Some(kind) => options.of_type(kind, report),
        None => report.octets(
            &NO_TYPE,
            start + area::COOKIE..start + OPTION_AREA,
            say!(en: "no option 53 behind the magic cookie", zh: "魔术字之后没有选项 53"),
        ),
    }
}

/// The fields that every message has.
fn fixed(message: &[u8], report: &mut Report<'_>) {
    let op = OP.of(message);
    if OPERATIONS.entry(op).is_none() {
        report.field(&OPERATION, OP, say!(en: "op is {op}", zh: "op 为 {op}", op = op));
    }
    let hlen = HLEN.of(message);
    if hlen > u64::from(CHADDR_OCTETS) {
        report.field(&HARDWARE_LENGTH, HLEN, say!(en: "hlen is {hlen}", zh: "hlen 为 {hlen}", hlen = hlen));
    }
    let hops = HOPS.of(message);
    if hops > MOST_HOPS {
        report.field(&HOP_COUNT, HOPS, say!(en: "hops is {hops}", zh: "hops 为 {hops}", hops = hops));
    }
    let mbz = MBZ.of(message);
    if mbz != 0 {
        report.field(
            &RESERVED_FLAGS,
            MBZ,
            say!(en: "MBZ is 0x{mbz:04x}", zh: "MBZ 为 0x{mbz:04x}", mbz = mbz),
        );
    }
}

/// The headers below: ports and destination.
fn carrier(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) {
    let message = stack.header(i);
    let Some(udp) = stack.below(i).filter(|below| stack.is(*below, &UDP)) else { return };
    let start = stack.layers[udp].start;
    let [src, dst] = [SRC_PORT, DST_PORT].map(|port| port.of(stack.header(udp)));
    let op = OP.of(message);
    if op == REQUEST && dst == CLIENT_PORT || op == REPLY && src == CLIENT_PORT && dst == SERVER_PORT {
        let name = OPERATIONS.entry(op).map_or("", |entry| entry.name);
        let said = say!(
            en: "{name} from port {src} to port {dst}", zh: "{name} 从端口 {src} 发往端口 {dst}",
            name = name, src = src, dst = dst
        );
        report.octets(&PORTS, SRC_PORT.octets(start).start..DST_PORT.octets(start).end, said);
    }
    // RFC 2131 §4.1: with giaddr the relay agent is answered, with ciaddr a client that has its address
    let direct = [CIADDR, GIADDR].into_iter().all(|slot| slot.of(message) == 0);
    let Some(ip) = ip_below(stack, udp).filter(|ip| stack.is(*ip, &IPV4)) else { return };
    let (dst, yiaddr) = (ipv4::DST.of(stack.header(ip)), YIADDR.of(message));
    if op == REPLY && direct && BROADCAST.is_set(message) && yiaddr != 0 && dst == yiaddr {
        let dst = Ipv4Addr::from(dst as u32);
        let said =
            say!(en: "B is set, but the answer goes to {dst}", zh: "B 置位，而回答发往 {dst}", dst = dst);
        report.field(&UNICAST_REPLY, BROADCAST, said);
    }
}

/// The options of a message.
struct Options<'a> {
    message: &'a [u8],
    /// The first octet of the message in the frame.
    start: usize,
    /// Where the first of each code stands in the message, with code and length.
    values: [Range<usize>; 256],
    counts: [u32; 256],
    /// Whether all could be read.
    all: bool,
}

impl Options<'_> {
    /// Reads the options in `area`.
    fn read(&mut self, area: Range<usize>, whole: bool, report: &mut Report<'_>) {
        let run = self.message.get(area.start..area.end.min(self.message.len())).unwrap_or(&[]);
        let (mut last, mut ended) = (area.start..area.start, false);
        for option in OPTIONS.shape.walk(run) {
            let octets = area.start + option.octets.start..area.start + option.octets.end;
            if let Some(fault) = option.fault {
                self.all = false;
                // the last option of a message that was cut
                if whole {
                    report.octets(
                        &OPTION_LENGTH,
                        self.place(octets),
                        fault.said(&option.name(&OPTION_CODES)),
                    );
                }
                return;
            }
            let code = option.code as u8;
            ended = code == END;
            if ended || code == PAD {
                continue;
            }
            let slot = usize::from(code);
            self.counts[slot] += 1;
            match self.counts[slot] {
                1 => self.values[slot] = octets.clone(),
                2 => {
                    let said = say!(en: "another {name} option", zh: "又一个 {name} 选项", name = option.name(&OPTION_CODES));
                    report.octets(&OPTION_SPLIT, self.place(octets.clone()), said);
                }
                _ => (),
            }
            last = octets;
        }
        if !ended && whole {
            self.all = false;
            let said = say!(en: "no End option behind the last option", zh: "最后一个选项之后没有 End 选项");
            report.octets(&NO_END, self.place(last), said);
        }
    }

    /// Octets of the message as octets of the frame.
    fn place(&self, octets: Range<usize>) -> Range<usize> {
        self.start + octets.start..self.start + octets.end
    }

    fn has(&self, code: u8) -> bool {
        self.counts[usize::from(code)] > 0
    }

    /// The octets of an option in the frame.
    fn of(&self, code: u8) -> Range<usize> {
        self.place(self.values[usize::from(code)].clone())
    }

    /// The value of an option that stands there once.
    fn value(&self, code: u8) -> Option<&[u8]> {
        let octets = self.values[usize::from(code)].clone();
        // its code and its length stand before
        self.message.get(octets.start + 2..octets.end).filter(|_| self.counts[usize::from(code)] == 1)
    }

    fn number(&self, code: u8) -> Option<u32> {
        self.value(code)?.try_into().ok().map(u32::from_be_bytes)
    }

    /// Options of fixed size that have another.
    fn sizes(&self, report: &mut Report<'_>) {
        for code in (0..=u8::MAX).filter(|code| self.counts[usize::from(*code)] == 1) {
            let (Some(value), Some(kind)) = (self.value(code), OPTIONS.kind(code.into())) else { continue };
            let is_fixed =
                |part: &Part| matches!(part, Part::Field(field) if matches!(field.width, Width::Bits(_)));
            if kind.parts.is_empty() || !kind.parts.iter().all(is_fixed) {
                continue;
            }
            let (need, have) = (fixed_octets(kind.parts), value.len());
            if need != have {
                let said = say!(
                    en: "{name} has {have} octets instead of {need}", zh: "{name} 有 {have} 字节，应为 {need} 字节",
                    name = kind.label.name, have = have, need = need
                );
                report.octets(&OPTION_SIZE, self.of(code), said);
            }
        }
    }

    /// Values that cannot be.
    fn settings(&self, report: &mut Report<'_>) {
        if let Some([value]) = self.value(OVERLOAD).filter(|value| !matches!(value, [1..=3])) {
            report.octets(
                &OVERLOADED,
                self.of(OVERLOAD),
                say!(en: "option 52 is {value}", zh: "选项 52 为 {value}", value = value),
            );
        }
        if let Some(mask) =
            self.number(SUBNET_MASK).filter(|mask| mask.leading_ones() + mask.trailing_zeros() < u32::BITS)
        {
            let mask = Ipv4Addr::from(mask);
            report.octets(
                &MASK,
                self.of(SUBNET_MASK),
                say!(en: "the mask is {mask}", zh: "掩码为 {mask}", mask = mask),
            );
        }
        if OP.of(self.message) == REPLY {
            self.times(report);
        }
    }

    /// The times of a lease.
    fn times(&self, report: &mut Report<'_>) {
        let lease = self.number(LEASE_TIME);
        if lease == Some(0) {
            report.octets(
                &LEASE_ZERO,
                self.of(LEASE_TIME),
                say!(en: "the lease is 0 seconds", zh: "租用期为 0 秒"),
            );
            return;
        }
        if lease == Some(FOREVER) {
            return;
        }
        let times = [("T1", RENEWAL_TIME), ("T2", REBINDING_TIME), ("lease", LEASE_TIME)];
        let mut known = times.into_iter().filter_map(|(name, code)| Some((name, code, self.number(code)?)));
        let Some(mut before) = known.next() else { return };
        for time in known {
            if before.2 >= time.2 {
                let said = say!(
                    en: "{first} is {a} seconds, {second} {b} seconds", zh: "{first} 为 {a} 秒，{second} 为 {b} 秒",
                    first = before.0, a = before.2, second = time.0, b = time.2
                );
                report.octets(&LEASE_TIMES, self.of(before.1), said);
            }
            before = time;
        }
    }

    /// What each type of message has to have.
    fn of_type(&self, kind: u64, report: &mut Report<'_>) {
        let name = MESSAGE_TYPES.entry(kind).map_or("", |entry| entry.name);
        let says = self.of(MESSAGE_TYPE);
        let (op, yiaddr, ciaddr) = (OP.of(self.message), YIADDR.of(self.message), CIADDR.of(self.message));
        let wanted = match kind {
            OFFER | ACK | NAK => REPLY,
            1..=INFORM => REQUEST,
            // later types have their own rules
            _ => return,
        };
        if let Some(entry) = OPERATIONS.entry(op).filter(|_| op != wanted) {
            let speaker = entry.name;
            let said = say!(
                en: "{name} in a message whose op is {op} ({speaker})", zh: "{name} 所在报文的 op 为 {op}（{speaker}）",
                name = name, op = op, speaker = speaker
            );
            report.octets(&OPERATION_TYPE, says.clone(), said);
        }
        let without = |code: u8| -> Said {
            say!(en: "{name} without option {code}", zh: "{name} 没有选项 {code}", name = name, code = code)
        };
        if matches!(kind, OFFER | ACK | NAK | DECLINE | RELEASE) && !self.has(SERVER_ID) {
            report.octets(&SERVER_MISSING, says.clone(), without(SERVER_ID));
        }
        // proxies of PXE offer no address
        if matches!(kind, OFFER | ACK) && yiaddr != 0 && !self.has(LEASE_TIME) {
            report.octets(&LEASE_MISSING, says.clone(), without(LEASE_TIME));
        }
        if kind != REQUEST_TYPE {
            return;
        }
        let (asked, server) = (self.has(REQUESTED_ADDRESS), self.has(SERVER_ID));
        if ciaddr == 0 && !asked {
            let said = say!(en: "neither ciaddr nor option 50 says an address", zh: "ciaddr 和选项 50 都没有给出地址");
            report.octets(&REQUEST_ADDRESS, says, said);
        } else if ciaddr != 0 && (asked || server) {
            let code = if asked { REQUESTED_ADDRESS } else { SERVER_ID };
            let said = say!(en: "ciaddr and option {code} are both there", zh: "同时带有 ciaddr 和选项 {code}", code = code);
            report.octets(&REQUEST_ADDRESS, self.of(code), said);
        }
    }
}
