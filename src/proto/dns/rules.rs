//! What a DNS message may break, over UDP, TCP or multicast.

use super::super::ip::{ip_below, is_all_there};
use super::super::udp::{DST_PORT, SRC_PORT};
use super::super::{IPV4, UDP, ipv4, ipv6};
use super::record::rdata_parts;
use super::registry::{OPCODES, RCODES};
use super::walk::{
    CLASS, COUNTS, Entries, Entry, OPT_TYPE, RCODE, RDLENGTH, TYPE, entries, extended_rcode, type_name,
};
use super::{AA, DNS_TCP, DSO, HEADER, MDNS_PORT, OPCODE, PARTS, QR, SECTIONS, TC, UPDATE, UPDATES};
use crate::say;
use crate::spec::name::{self, Broken};
use crate::spec::{
    Finding, Kind, Part, Report, Rule, Said, Severity, Slot, Source, Stack, Width, slot, text,
};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

static POINTER: Rule = Rule {
    id: "dns-name-pointer",
    severity: Severity::Error,
    means: text(
        "a pointer leads back to a name that stands before it; one that leads on or to itself would never end",
        "指针必须指向在它之前的域名；指向自身或后面的指针将没有尽头",
    ),
    source: Source::Rfc(1035, "4.1.4"),
    advice: text(
        "made by hand to hang careless programs, or damaged: receivers drop the message",
        "可能是为使不严谨的程序陷入死循环而构造的，或已损坏：接收方丢弃该报文",
    ),
};

static LABEL_TYPE: Rule = Rule {
    id: "dns-label-type",
    severity: Severity::Error,
    means: text(
        "a label begins with the bits 00 and its length, a pointer with 11; 01 and 10 are not in use",
        "标号以比特 00 和长度开头，指针以 11 开头；01 和 10 未被使用",
    ),
    source: Source::Rfc(1035, "4.1.4"),
    advice: text(
        "nobody can say where the name ends, so nothing behind it can be read",
        "无法得知域名在何处结束，其后的内容都无法读取",
    ),
};

static NAME_LONG: Rule = Rule {
    id: "dns-name-long",
    severity: Severity::Error,
    means: text(
        "a name has at most 255 octets, with the length octets and the root's zero, whatever pointers it goes through",
        "域名最多 255 字节，包括各长度字节和根的 0，经过指针的部分也计入",
    ),
    source: Source::Rfc(1035, "2.3.4"),
    advice: text(
        "made by hand to overrun a buffer, or damaged: receivers drop the message",
        "可能是为使缓冲区溢出而构造的，或已损坏：接收方丢弃该报文",
    ),
};

static COUNT: Rule = Rule {
    id: "dns-count",
    severity: Severity::Error,
    means: text(
        "each section holds as many questions or records as the header counts",
        "各部分的问题数或记录数必须与首部中的计数相符",
    ),
    source: Source::Rfc(1035, "4.1.1"),
    advice: text(
        "the message was cut on the way, or is made by hand; receivers answer FORMERR or drop it",
        "报文在途中被截断，或是人工构造的；接收方回以 FORMERR 或丢弃",
    ),
};

static DATA_LENGTH: Rule = Rule {
    id: "dns-rdlength",
    severity: Severity::Error,
    means: text(
        "RDLENGTH counts the octets of RDATA, which end within the message and hold what the type asks for",
        "RDLENGTH 为 RDATA 的字节数，不得超出报文，并要容纳该类型所需的内容",
    ),
    source: Source::Rfc(1035, "4.1.3"),
    advice: text(
        "the record and all behind it cannot be read: receivers answer FORMERR or drop the message",
        "该记录及其后的内容无法读取：接收方回以 FORMERR 或丢弃该报文",
    ),
};

static ADDRESS_LENGTH: Rule = Rule {
    id: "dns-address-length",
    severity: Severity::Error,
    means: text(
        "an A record has the 4 octets of an IPv4 address, an AAAA record the 16 of an IPv6 address (RFC 3596 §2.2)",
        "A 记录为 IPv4 地址的 4 字节，AAAA 记录为 IPv6 地址的 16 字节 (RFC 3596 §2.2)",
    ),
    source: Source::Rfc(1035, "3.4.1"),
    advice: text("see that the type fits the address", "检查记录类型与地址是否相符"),
};

static LEFT_OVER: Rule = Rule {
    id: "dns-left-over",
    severity: Severity::Warning,
    means: text(
        "a message ends with the last record that its header counts",
        "报文在首部计数所述的最后一条记录处结束",
    ),
    source: Source::Rfc(1035, "4.1"),
    advice: text(
        "a count is too small, or something rides along unseen; strict receivers answer FORMERR",
        "某个计数偏小，或夹带了其他内容；严格的接收方回以 FORMERR",
    ),
};

static OPT_TWICE: Rule = Rule {
    id: "dns-opt-twice",
    severity: Severity::Error,
    means: text("a message has at most one OPT record", "一个报文最多有一条 OPT 记录"),
    source: Source::Rfc(6891, "6.1.1"),
    advice: text("receivers answer FORMERR", "接收方回以 FORMERR"),
};

static QUESTIONS: Rule = Rule {
    id: "dns-questions",
    severity: Severity::Error,
    means: text("a query asks one question at most", "一个查询最多只问一个问题"),
    source: Source::Rfc(9619, "4"),
    advice: text(
        "ask each in a message of its own; servers answer FORMERR",
        "每个问题应各用一个报文；服务器会回以 FORMERR",
    ),
};

static RESERVED: Rule = Rule {
    id: "dns-z",
    severity: Severity::Warning,
    means: text("the bit Z is zero in all queries and responses", "所有查询和响应中 Z 位必须为 0"),
    source: Source::Rfc(1035, "4.1.1"),
    advice: text(
        "receivers ignore it; made by hand, or a fingerprint of some program",
        "接收方会忽略；可能是人工构造的，或是某种程序的特征",
    ),
};

static QUERY_ANSWERS: Rule = Rule {
    id: "dns-query-answers",
    severity: Severity::Warning,
    means: text(
        "a query has a question and no answers: these are for the response",
        "查询只有问题而没有回答：回答在响应中",
    ),
    source: Source::Rfc(1035, "4.1"),
    advice: text(
        "a response whose QR bit is missing, or made by hand",
        "可能是没有置 QR 位的响应，或是人工构造的",
    ),
};

static TRUNCATED: Rule = Rule {
    id: "dns-truncated",
    severity: Severity::Info,
    means: text(
        "TC: the answer did not fit in the datagram; what is there may not be used",
        "TC：回答在数据报中放不下；已有的部分不应使用",
    ),
    source: Source::Rfc(2181, "9"),
    advice: text("the asker asks again over TCP: `dig +tcp`", "询问者将改用 TCP 再次询问：`dig +tcp`"),
};

static OVER_512: Rule = Rule {
    id: "dns-over-512",
    severity: Severity::Warning,
    means: text(
        "over UDP a message has at most 512 octets, unless an OPT record says that the asker takes more (RFC 6891)",
        "UDP 上的报文最多 512 字节，除非 OPT 记录表示询问者能接收更大的报文 (RFC 6891)",
    ),
    source: Source::Rfc(1035, "4.2.1"),
    advice: text(
        "a responder that does not set TC; or answers made big to flood the one whose address was forged",
        "应答者没有置 TC；或为淹没被冒用地址的主机而放大的回答",
    ),
};

static NOT_DONE: Rule = Rule {
    id: "dns-rcode-value",
    severity: Severity::Info,
    means: text(
        "a response code other than 0: the question was not answered",
        "响应码不为 0：问题没有得到回答",
    ),
    source: Source::Rfc(1035, "4.1.1"),
    advice: text(
        "NXDomain: look at the spelling of the name; ServFail: the server could not find out; Refused: it does not serve you",
        "NXDomain：检查域名的拼写；ServFail：服务器未能查到；Refused：服务器不为您服务",
    ),
};

static MDNS_CODES: Rule = Rule {
    id: "mdns-opcode-rcode",
    severity: Severity::Error,
    means: text(
        "OPCODE and RCODE are 0 in multicast DNS; messages with others are silently ignored (§18.3, §18.11)",
        "多播 DNS 中 OPCODE 和 RCODE 均为 0；否则直接忽略 (§18.3、§18.11)",
    ),
    source: Source::Rfc(6762, "18"),
    advice: text(
        "a program that speaks ordinary DNS to port 5353, or made by hand",
        "可能是向端口 5353 发送普通 DNS 的程序，或是人工构造的",
    ),
};

static MDNS_QUESTIONS: Rule = Rule {
    id: "mdns-response-questions",
    severity: Severity::Warning,
    means: text(
        "a multicast response has no questions: everyone on the link hears it, whatever was asked",
        "多播响应不含问题：链路上所有主机都会收到，与谁问了什么无关",
    ),
    source: Source::Rfc(6762, "6"),
    advice: text("receivers ignore them", "接收方会忽略这些问题"),
};

static MDNS_AUTHORITY: Rule = Rule {
    id: "mdns-response-aa",
    severity: Severity::Warning,
    means: text(
        "AA is set in every multicast response, since each host is in charge of its own names",
        "多播响应都要置 AA 位，因为每台主机都负责自己的域名",
    ),
    source: Source::Rfc(6762, "18.4"),
    advice: text("receivers ignore it; a responder with a bug", "接收方会忽略；应答程序有误"),
};

static MDNS_TTL: Rule = Rule {
    id: "mdns-ttl",
    severity: Severity::Info,
    means: text(
        "responses should be sent with an IP TTL of 255, by which old receivers know that no router passed them on",
        "响应的 IP 生存时间应为 255，旧的接收方据此确认它未经路由器转发",
    ),
    source: Source::Rfc(6762, "11"),
    advice: text("such receivers drop it", "这类接收方会将其丢弃"),
};

static MDNS_LEGACY: Rule = Rule {
    id: "mdns-legacy",
    severity: Severity::Info,
    means: text(
        "a query from another port than 5353 comes from a simple resolver: the response goes to it alone, as in ordinary \
         DNS",
        "来自 5353 以外端口的查询出自简单的解析器：响应按普通 DNS 单独送回给它",
    ),
    source: Source::Rfc(6762, "6.7"),
    advice: text("`dig @224.0.0.251 -p 5353` asks so", "`dig @224.0.0.251 -p 5353` 就是这样询问的"),
};

/// What DNS may break.
pub static RULES: &[&Rule] = &[
    &POINTER,
    &LABEL_TYPE,
    &NAME_LONG,
    &COUNT,
    &DATA_LENGTH,
    &ADDRESS_LENGTH,
    &LEFT_OVER,
    &OPT_TWICE,
    &QUESTIONS,
    &RESERVED,
    &QUERY_ANSWERS,
    &TRUNCATED,
    &OVER_512,
    &NOT_DONE,
];

/// What multicast DNS may break.
pub static MDNS_RULES: &[&Rule] = &[
    &POINTER,
    &LABEL_TYPE,
    &NAME_LONG,
    &COUNT,
    &DATA_LENGTH,
    &ADDRESS_LENGTH,
    &LEFT_OVER,
    &OPT_TWICE,
    &MDNS_CODES,
    &MDNS_QUESTIONS,
    &MDNS_AUTHORITY,
    &MDNS_TTL,
    &MDNS_LEGACY,
];

/// What LLMNR may break.
pub static LLMNR_RULES: &[&Rule] =
    &[&POINTER, &LABEL_TYPE, &NAME_LONG, &COUNT, &DATA_LENGTH, &ADDRESS_LENGTH, &LEFT_OVER, &OPT_TWICE];

const Z: Slot = slot(PARTS, "z");

/// RFC 1035 §4.2.1: the longest message over UDP without EDNS.
const PLAIN_OCTETS: usize = 512;

/// How many broken names of a message are told of: one pointer may break every name, and a message has thousands.
const MOST_NAMES: usize = 16;

/// What was seen in a message besides what it breaks.
struct Seen {
    /// Whether it was read to the end of the last section.
    to_the_end: bool,
    /// The response code, with the upper bits that an OPT record has.
    rcode: u64,
    /// Whether it has an OPT record.
    opt: bool,
}

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    let report = &mut Report::new(stack, i, pass);
    let Some(seen) = names_and_counts(stack, i, report) else { return };
    let (start, response, opcode) = (stack.layers[i].start, QR.is_set(message), OPCODE.of(message));
    if Z.is_set(message) {
        report.field(&RESERVED, Z, say!(en: "Z is set", zh: "Z 置位"));
    }
    let [questions, answers] = [COUNTS[0], COUNTS[1]].map(|count| count.of(message));
    if opcode == 0 && questions > 1 {
        let said = say!(en: "QDCOUNT is {questions}", zh: "QDCOUNT 为 {questions}", questions = questions);
        report.field(&QUESTIONS, COUNTS[0], said);
    }
    if opcode == 0 && !response && answers > 0 {
        let said = say!(en: "QR is 0, but ANCOUNT is {answers}", zh: "QR 为 0，而 ANCOUNT 为 {answers}", answers = answers);
        report.field(&QUERY_ANSWERS, COUNTS[1], said);
    }
    if !response {
        return;
    }
    let over_tcp = stack.below(i).is_some_and(|below| stack.is(below, &DNS_TCP));
    if TC.is_set(message) && !over_tcp {
        report.field(&TRUNCATED, TC, say!(en: "TC is set", zh: "TC 置位"));
    }
    if !over_tcp && !seen.opt && seen.to_the_end && message.len() > PLAIN_OCTETS {
        let said = say!(
            en: "{octets} octets without an OPT record", zh: "没有 OPT 记录，却有 {octets} 字节", octets = message.len()
        );
        report.octets(&OVER_512, start + PLAIN_OCTETS..start + message.len(), said);
    }
    if seen.rcode != 0 {
        report.field(
            &NOT_DONE,
            RCODE,
            code_said("RCODE", seen.rcode, RCODES.entry(seen.rcode).map(|e| e.name)),
        );
    }
}

/// Tells every rule that multicast message `i` breaks.
pub fn mdns(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let message = stack.header(i);
    let report = &mut Report::new(stack, i, pass);
    if names_and_counts(stack, i, report).is_none() {
        return;
    }
    let response = QR.is_set(message);
    for (slot, field, registry) in [(OPCODE, "OPCODE", &OPCODES), (RCODE, "RCODE", &RCODES)] {
        let value = slot.of(message);
        if value != 0 {
            report.field(&MDNS_CODES, slot, code_said(field, value, registry.entry(value).map(|e| e.name)));
        }
    }
    if response && !AA.is_set(message) {
        report.field(&MDNS_AUTHORITY, AA, say!(en: "AA is not set", zh: "AA 没有置位"));
    }
    let Some(udp) = stack.below(i).filter(|below| stack.is(*below, &UDP)) else { return };
    let [src, dst] = [SRC_PORT, DST_PORT].map(|port| port.of(stack.header(udp)));
    let questions = COUNTS[0].of(message);
    // RFC 6762 §6.7: a response to a simple resolver, which asked from another port, repeats the question
    if response && questions > 0 && dst == MDNS_PORT {
        let said = say!(en: "QDCOUNT is {questions}", zh: "QDCOUNT 为 {questions}", questions = questions);
        report.field(&MDNS_QUESTIONS, COUNTS[0], said);
    }
    if !response && src != MDNS_PORT {
        let said = say!(en: "the source port is {src}", zh: "源端口为 {src}", src = src);
        report.octets(&MDNS_LEGACY, SRC_PORT.octets(stack.layers[udp].start), said);
    }
    let Some(ip) = ip_below(stack, udp).filter(|_| response) else { return };
    let slot = if stack.is(ip, &IPV4) { ipv4::TTL } else { ipv6::HOP_LIMIT };
    let ttl = slot.of(stack.header(ip));
    if ttl != 255 {
        let said = say!(en: "sent with TTL {ttl}", zh: "生存时间为 {ttl}", ttl = ttl);
        report.octets(&MDNS_TTL, slot.octets(stack.layers[ip].start), said);
    }
}

/// Tells every rule that LLMNR message `i` breaks.
pub fn llmnr(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    names_and_counts(stack, i, &mut Report::new(stack, i, pass));
}

fn code_said(field: &str, value: u64, name: Option<&str>) -> Said {
    let name = name.unwrap_or("?");
    say!(en: "{field} is {value} ({name})", zh: "{field} 为 {value}（{name}）", field = field, value = value, name = name)
}

/// Reads the sections and tells which names and counts are wrong. `None` where there are no sections to read.
fn names_and_counts(stack: &Stack<'_>, i: usize, report: &mut Report<'_>) -> Option<Seen> {
    let message = stack.header(i);
    if message.len() < HEADER || OPCODE.of(message) == DSO {
        return None;
    }
    let mut check = Check {
        message,
        start: stack.layers[i].start,
        whole: is_all_there(stack, i),
        update: OPCODE.of(message) == UPDATE,
        names: 0,
        report,
    };
    let mut seen = Seen { to_the_end: false, rcode: RCODE.of(message), opt: false };
    let mut entries = entries(message);
    for entry in entries.by_ref() {
        check.name(entry.name, message.len(), None);
        if entry.section != 0 {
            check.data(&entry);
        }
        if entry.section != 0 && entry.kind == OPT_TYPE {
            if seen.opt {
                let octets = check.place(entry.name..entry.data.end);
                check.report.octets(
                    &OPT_TWICE,
                    octets,
                    say!(en: "another OPT record", zh: "又一条 OPT 记录"),
                );
            }
            seen.opt = true;
            seen.rcode |= extended_rcode(message, &entry).unwrap_or(0) << RCODE.width;
        }
    }
    seen.to_the_end = entries.section == COUNTS.len();
    if seen.to_the_end {
        check.left_over(entries.at);
    } else {
        check.end(&entries);
    }
    Some(seen)
}

/// A message under examination.
struct Check<'a, 'b, 'c> {
    message: &'a [u8],
    /// Its first octet in the frame.
    start: usize,
    /// Whether all of it is there.
    whole: bool,
    /// Whether it is an update, whose sections have other names (RFC 2136 §2).
    update: bool,
    /// How many names were told of.
    names: usize,
    report: &'b mut Report<'c>,
}

impl Check<'_, '_, '_> {
    /// Octets of the message as octets of the frame.
    fn place(&self, octets: Range<usize>) -> Range<usize> {
        self.start + octets.start..self.start + octets.end.min(self.message.len())
    }

    /// The name at octet `at`, whose own octets end before `limit`; `data` are the octets of the field that says so.
    fn name(&mut self, at: usize, limit: usize, data: Option<Range<usize>>) {
        let Err(why) = name::check(self.message, at, limit) else { return };
        let own = self.message.get(..limit).and_then(|own| name::end(own, at));
        let (rule, octets) = match (why, data) {
            (Broken::Forwards(octet, _), _) => (&POINTER, octet..octet + 2),
            (Broken::Type(octet, _), _) => (&LABEL_TYPE, octet..octet + 1),
            (Broken::Long, _) => (&NAME_LONG, at..own.unwrap_or(limit)),
            // what a pointer leads to is no name either
            (Broken::Pointers | Broken::Cut(_), _) if own.is_some() => (&POINTER, at..own.unwrap_or(limit)),
            (Broken::Pointers | Broken::Cut(_), Some(data)) => (&DATA_LENGTH, data),
            // the message ends in a name: its counts or the capture are to blame
            (Broken::Pointers | Broken::Cut(_), None) => return,
        };
        let cut_off = !self.whole && matches!(why, Broken::Cut(_));
        if self.names < MOST_NAMES && !cut_off {
            self.names += 1;
            let octets = self.place(octets);
            self.report.octets(rule, octets, why.sentence(self.start));
        }
    }

    /// The names and addresses in the data of a record.
    fn data(&mut self, entry: &Entry) {
        let (data, octets) = (&entry.data, entry.data.len());
        // RFC 2136 §2.4 and §2.5: records without data stand for all of their kind
        if self.update && data.is_empty() {
            return;
        }
        let fixed = |slot: Slot| {
            let octets = slot.octets(entry.fixed);
            octets.start..octets.end
        };
        if let Some((_, address)) = ADDRESSES.into_iter().find(|(kind, _)| *kind == entry.kind) {
            // the top bit is none of the class in multicast DNS (RFC 6762 §10.2)
            let class = self.message.get(entry.fixed..).map_or(0, |rest| CLASS.of(rest) & 0x7fff);
            if class == INTERNET && octets != address {
                let mut kind = String::new();
                type_name(entry.kind, &mut kind);
                let said = say!(
                    en: "an {kind} record of {octets} octets", zh: "{kind} 记录有 {octets} 字节", kind = kind, octets = octets
                );
                let place = self.place(fixed(RDLENGTH));
                self.report.octets(&ADDRESS_LENGTH, place, said);
            }
            return;
        }
        let mut at = data.start;
        for part in rdata_parts(entry.kind) {
            match part {
                Part::Field(field) => match (field.width, field.kind) {
                    (Width::Bits(bits), _) => at += usize::from(bits) / 8,
                    (Width::Own, Kind::DnsName) => {
                        self.name(at, data.end, Some(fixed(RDLENGTH)));
                        let Some(end) = self.message.get(..data.end).and_then(|own| name::end(own, at))
                        else {
                            return;
                        };
                        at = end;
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Octets behind the last record.
    fn left_over(&mut self, at: usize) {
        let octets = self.message.len().saturating_sub(at);
        if octets > 0 {
            let said = say!(
                en: "{octets} octets behind the last record", zh: "最后一条记录之后还有 {octets} 字节", octets = octets
            );
            let place = self.place(at..self.message.len());
            self.report.octets(&LEFT_OVER, place, said);
        }
    }

    /// The message ends, or cannot be read on, before the last record: why?
    fn end(&mut self, entries: &Entries<'_>) {
        let (at, section) = (entries.at, entries.section);
        let Some(fixed) = name::end(self.message, at) else {
            self.name(at, self.message.len(), None);
            if matches!(name::check(self.message, at, self.message.len()), Err(Broken::Cut(_))) {
                self.count(entries);
            }
            return;
        };
        let rest = self.message.get(fixed..).unwrap_or(&[]);
        match RDLENGTH.read(rest).filter(|_| section != 0 && self.whole) {
            Some(length) => {
                let mut kind = String::new();
                type_name(TYPE.of(rest), &mut kind);
                let octets = RDLENGTH.octets(fixed);
                let have = self.message.len() - octets.end;
                let said = say!(
                    en: "RDLENGTH of the {kind} record is {length}, but {have} octets are left",
                    zh: "{kind} 记录的 RDLENGTH 为 {length}，但只剩 {have} 字节",
                    kind = kind, length = length, have = have
                );
                let place = self.place(octets);
                self.report.octets(&DATA_LENGTH, place, said);
            }
            None => self.count(entries),
        }
    }

    /// More is counted than there is.
    fn count(&mut self, entries: &Entries<'_>) {
        // old servers cut a message that does not fit wherever it may be, and set TC
        if !self.whole || TC.is_set(self.message) {
            return;
        }
        let section = entries.section;
        let parts = if self.update { UPDATES } else { SECTIONS };
        let (Some(slot), Some(Part::Field(field))) = (COUNTS.get(section), parts.get(section)) else {
            return;
        };
        let (name, count) = (field.label.name, slot.of(self.message));
        let have = count - entries.left[section] - 1;
        let said = say!(
            en: "{name} is {count}, but the message ends behind {have} of them",
            zh: "{name} 为 {count}，但报文中只有 {have} 条",
            name = name, count = count, have = have
        );
        self.report.field(&COUNT, *slot, said);
    }
}

/// RFC 1035 §3.2.4.
const INTERNET: u64 = 1;
/// The types that have an address of the Internet, and its octets: A and AAAA.
const ADDRESSES: [(u64, usize); 2] = [(1, size_of::<Ipv4Addr>()), (28, size_of::<Ipv6Addr>())];
