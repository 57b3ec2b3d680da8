//! What a TLS record may break, as far as it can be read.

use super::alerts::ALERTS;
use super::codes::VERSIONS;
use super::hello::{CLIENT_HELLO, SERVER_HELLO, SHAPE};
use super::suites::CIPHER_SUITES;
use super::{
    ALERT, CHANGE_CIPHER_SPEC, CLIENT_HELLO_TYPE, CONTENT_TYPE, DESCRIPTION, HANDSHAKE, HEADER, HELLO_FIXED,
    LENGTH, LEVEL, MSG_HEADER, MSG_LENGTH, MSG_TYPE, SERVER_HELLO_TYPE, SERVER_NAME, SESSION_ID_LENGTH,
    extensions, fragment, sealed, server_name,
};
use crate::say;
use crate::spec::{Finding, Part, Report, Rule, Severity, Slot, Source, Stack, slot, text};
use std::net::IpAddr;

static RECORD_LENGTH: Rule = Rule {
    id: "tls-record-length",
    severity: Severity::Error,
    means: text(
        "a record that is not encrypted holds at most 2^14 octets; an encrypted one 256 more (in TLS 1.2, 2048 more)",
        "未加密的记录最多 2^14 字节；加密的记录可再多 256 字节（TLS 1.2 为 2048 字节）",
    ),
    source: Source::Rfc(8446, "5.1"),
    advice: text(
        "the receiver ends the connection with the alert record_overflow",
        "接收方以 record_overflow 告警终止连接",
    ),
};

static RECORD_EMPTY: Rule = Rule {
    id: "tls-record-empty",
    severity: Severity::Error,
    means: text(
        "only records of application data may be empty: one of the handshake or an alert holds something",
        "只有应用数据记录可以为空：握手和告警记录必须有内容",
    ),
    source: Source::Rfc(8446, "5.1"),
    advice: text("the receiver ends the connection with an alert", "接收方以告警终止连接"),
};

static OLD_VERSION: Rule = Rule {
    id: "tls-old-version",
    severity: Severity::Warning,
    means: text(
        "TLS 1.0 and 1.1 must not be used any more, SSL 3.0 neither (RFC 7568): their hashes and modes are broken",
        "TLS 1.0 和 1.1 已禁止使用，SSL 3.0 也是 (RFC 7568)：其散列算法和加密模式已被攻破",
    ),
    source: Source::Rfc(8996, ""),
    advice: text("turn on TLS 1.2 and 1.3, and the older ones off", "启用 TLS 1.2 和 1.3，关闭更早的版本"),
};

static WEAK_SUITE: Rule = Rule {
    id: "tls-weak-suite",
    severity: Severity::Warning,
    means: text(
        "suites without encryption (NULL), with RC4, or with less than 112 bits must not be agreed on, those with 3DES \
         should not",
        "不得协商没有加密 (NULL)、使用 RC4 或强度低于 112 位的密码套件，也不应协商使用 3DES 的",
    ),
    source: Source::Rfc(9325, "4.1"),
    advice: text(
        "who listens may read the connection: take a suite with AES-GCM or ChaCha20",
        "窃听者可能读出内容：应选用 AES-GCM 或 ChaCha20 的套件",
    ),
};

static COMPRESSION: Rule = Rule {
    id: "tls-compression-value",
    severity: Severity::Warning,
    means: text(
        "compression is not to be agreed on: how well data compress betrays what they are (CRIME)",
        "不应启用压缩：压缩后的长度会泄露内容（CRIME 攻击）",
    ),
    source: Source::Rfc(9325, "3.3"),
    advice: text("turn compression off in the server", "在服务器上关闭压缩"),
};

static NO_NAME: Rule = Rule {
    id: "tls-no-sni",
    severity: Severity::Info,
    means: text(
        "the client does not say which server it wants (server_name): one that has several certificates has to guess",
        "客户没有说明要访问哪个服务器 (server_name)：有多张证书的服务器只能猜测",
    ),
    source: Source::Rfc(6066, "3"),
    advice: text(
        "usual where the client was given an address instead of a name",
        "客户直接使用地址而不是域名时常见",
    ),
};

static NAME_IS_ADDRESS: Rule = Rule {
    id: "tls-sni-address",
    severity: Severity::Warning,
    means: text(
        "server_name holds a DNS name: addresses are not permitted there",
        "server_name 中是 DNS 域名：不允许使用地址",
    ),
    source: Source::Rfc(6066, "3"),
    advice: text(
        "leave the extension out, or connect by name; some servers break off",
        "去掉该扩展，或用域名连接；某些服务器会中断握手",
    ),
};

static FATAL: Rule = Rule {
    id: "tls-alert-fatal",
    severity: Severity::Info,
    means: text("a fatal alert ends the connection at once; it says why", "致命告警立即终止连接，并说明原因"),
    source: Source::Rfc(8446, "6.2"),
    advice: text(
        "compare what both hellos offer: versions, suites, names; see whether the certificate is trusted",
        "比较双方 Hello 中的版本、密码套件和名称；检查证书是否受信任",
    ),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &RECORD_LENGTH,
    &RECORD_EMPTY,
    &OLD_VERSION,
    &WEAK_SUITE,
    &COMPRESSION,
    &NO_NAME,
    &NAME_IS_ADDRESS,
    &FATAL,
];

/// RFC 8446 §5.1.
const MOST_PLAIN: u64 = 1 << 14;
const TLS_1_2: u64 = 0x0303;
const FATAL_LEVEL: u64 = 2;

/// What RFC 9325 §4.1 names, as it stands in the names of suites; DES has 56 bits, and suites for export 40.
const WEAK: [&str; 5] = ["_NULL_", "_RC4_", "_EXPORT_", "_DES_", "_3DES_"];

const LEGACY_VERSION: Slot = slot(CLIENT_HELLO, "legacy_version");
/// What stands behind the session identifier of a ServerHello.
const CHOSEN: &[Part] = SERVER_HELLO.split_at(4).1;
const CIPHER_SUITE: Slot = slot(CHOSEN, "cipher_suite");
const COMPRESSION_METHOD: Slot = slot(CHOSEN, "compression_method");

/// Tells every rule that record `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let record = stack.header(i);
    let (Some(length), content) = (LENGTH.read(record), CONTENT_TYPE.of(record)) else { return };
    if !matches!(content, CHANGE_CIPHER_SPEC | ALERT | HANDSHAKE) {
        return;
    }
    let report = &mut Report::new(stack, i, pass);
    if length == 0 {
        report.field(&RECORD_EMPTY, LENGTH, say!(en: "length is 0", zh: "长度为 0"));
    }
    if content != CHANGE_CIPHER_SPEC && sealed(record) != 0 {
        return;
    }
    if length > MOST_PLAIN {
        report.field(
            &RECORD_LENGTH,
            LENGTH,
            say!(en: "length is {length}", zh: "长度为 {length}", length = length),
        );
    }
    let start = stack.layers[i].start + HEADER;
    let fragment = fragment(record);
    match content {
        ALERT if LEVEL.of(fragment) == FATAL_LEVEL => {
            let description = DESCRIPTION.of(fragment);
            let name = ALERTS.entry(description).map_or("?", |entry| entry.name);
            let said = say!(en: "{name} ({description})", zh: "{name} ({description})", name = name, description = description);
            report.octets(&FATAL, start..start + fragment.len(), said);
        }
        HANDSHAKE => handshake(fragment, start, report),
        _ => (),
    }
}

/// The messages in a record, which begin at octet `start` of the frame.
fn handshake(fragment: &[u8], start: usize, report: &mut Report<'_>) {
    let mut at = 0;
    while let Some(message) = fragment.get(at..)
        && let (Some(kind), Some(length)) = (MSG_TYPE.read(message), MSG_LENGTH.read(message))
    {
        let body = message.get(MSG_HEADER..).unwrap_or(&[]);
        let hello = Hello {
            octets: body.get(..length as usize).unwrap_or(body),
            start: start + at + MSG_HEADER,
            whole: body.len() >= length as usize,
        };
        match kind {
            CLIENT_HELLO_TYPE => hello.of_client(report),
            SERVER_HELLO_TYPE => hello.of_server(report),
            _ => (),
        }
        at += MSG_HEADER + length as usize;
    }
}

/// The body of a hello.
struct Hello<'a> {
    octets: &'a [u8],
    /// Its first octet in the frame.
    start: usize,
    /// Whether all of it is there.
    whole: bool,
}

impl Hello<'_> {
    /// The highest version up to 1.2 that is offered, or the one that is chosen. TLS 1.3 says 1.2 here.
    fn version(&self, who: &str, report: &mut Report<'_>) {
        if let Some(version) = LEGACY_VERSION.read(self.octets).filter(|version| *version < TLS_1_2) {
            let name = VERSIONS.entry(version).map_or("?", |entry| entry.name);
            let said = say!(
                en: "{who} says {name} (0x{version:04x})", zh: "{who} 的版本为 {name} (0x{version:04x})",
                who = who, name = name, version = version
            );
            report.octets(&OLD_VERSION, LEGACY_VERSION.octets(self.start), said);
        }
    }

    fn of_client(&self, report: &mut Report<'_>) {
        self.version("ClientHello", report);
        let (run, start) = extensions(self.octets).unwrap_or((&[], self.octets.len()));
        let Some((octets, host)) = server_name(run) else {
            if self.whole && !SHAPE.walk(run).any(|item| item.code == SERVER_NAME) {
                let said =
                    say!(en: "no server_name in the ClientHello", zh: "ClientHello 中没有 server_name");
                report.octets(&NO_NAME, self.start..self.start + self.octets.len(), said);
            }
            return;
        };
        if let Some(address) = std::str::from_utf8(host).ok().and_then(|host| host.parse::<IpAddr>().ok()) {
            let octets = self.start + start + octets.start..self.start + start + octets.end;
            let said =
                say!(en: "the name is the address {address}", zh: "名称是地址 {address}", address = address);
            report.octets(&NAME_IS_ADDRESS, octets, said);
        }
    }

    fn of_server(&self, report: &mut Report<'_>) {
        self.version("ServerHello", report);
        let Some(session_id) = SESSION_ID_LENGTH.read(self.octets) else { return };
        let at = HELLO_FIXED + session_id as usize;
        let chosen = self.octets.get(at..).unwrap_or(&[]);
        let suite = CIPHER_SUITE.read(chosen).and_then(|suite| CIPHER_SUITES.entry(suite));
        if let Some(suite) = suite.filter(|suite| WEAK.iter().any(|weak| suite.name.contains(weak))) {
            let said = say!(en: "the server chose {name}", zh: "服务器选定 {name}", name = suite.name);
            report.octets(&WEAK_SUITE, CIPHER_SUITE.octets(self.start + at), said);
        }
        let method = COMPRESSION_METHOD.of(chosen);
        if method != 0 {
            let said = say!(en: "the server chose compression {method}", zh: "服务器选定压缩方法 {method}", method = method);
            report.octets(&COMPRESSION, COMPRESSION_METHOD.octets(self.start + at), said);
        }
    }
}
