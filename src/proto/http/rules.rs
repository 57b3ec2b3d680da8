//! What an HTTP message may break.

use super::read::{self, Length};
use super::{COLON, FIELD_LINES, LINE_END, MALFORMED, NAME, VALUE};
use crate::say;
use crate::spec::{Field, Finding, Found, Report, Rule, Said, Severity, Source, Stack, text, write};
use std::ops::Range;

static NO_HOST: Rule = Rule {
    id: "http-no-host",
    severity: Severity::Error,
    means: text(
        "a request of HTTP/1.1 says in Host which site it is for: one address may serve many",
        "HTTP/1.1 的请求用 Host 指明要访问的站点：一个地址可能为多个站点服务",
    ),
    source: Source::Rfc(9112, "3.2"),
    advice: text("servers answer 400 Bad Request; add `Host:`", "服务器回以 400 Bad Request；请加上 `Host:`"),
};

static HOST_TWICE: Rule = Rule {
    id: "http-host-twice",
    severity: Severity::Error,
    means: text("a request has one Host field", "一个请求只有一个 Host 字段"),
    source: Source::Rfc(9112, "3.2"),
    advice: text(
        "proxy and server could each take another one; servers answer 400 Bad Request",
        "代理和服务器可能各取其一；服务器回以 400 Bad Request",
    ),
};

static LENGTHS_DIFFER: Rule = Rule {
    id: "http-length",
    severity: Severity::Error,
    means: text(
        "Content-Length is one number: with several, or none, nobody can say where the message ends",
        "Content-Length 是一个数：有多个不同的值或不是数时，无法得知报文在何处结束",
    ),
    source: Source::Rfc(9112, "6.3"),
    advice: text(
        "may be request smuggling: what one program takes for content, the next takes for another request",
        "可能是请求走私：前一程序当作内容的部分，后一程序会当作另一个请求",
    ),
};

static LENGTH_AND_CODING: Rule = Rule {
    id: "http-length-and-coding",
    severity: Severity::Error,
    means: text(
        "a message has Content-Length or Transfer-Encoding, not both: each tells another end",
        "报文只能有 Content-Length 或 Transfer-Encoding 之一：两者所说的结束位置不同",
    ),
    source: Source::Rfc(9112, "6.3"),
    advice: text(
        "may be request smuggling; Transfer-Encoding counts, and the connection is closed behind the answer",
        "可能是请求走私；以 Transfer-Encoding 为准，回答之后关闭连接",
    ),
};

static NOT_CHUNKED: Rule = Rule {
    id: "http-not-chunked",
    severity: Severity::Error,
    means: text(
        "the last transfer coding of a request is chunked, or nobody can say where the request ends",
        "请求的最后一种传送编码必须是 chunked，否则无法得知请求在何处结束",
    ),
    source: Source::Rfc(9112, "6.3"),
    advice: text("servers answer 400 Bad Request", "服务器回以 400 Bad Request"),
};

static SPACE_BEFORE_COLON: Rule = Rule {
    id: "http-space-before-colon",
    severity: Severity::Error,
    means: text("no white space stands between a field name and its colon", "字段名和冒号之间不得有空白"),
    source: Source::Rfc(9112, "5.1"),
    advice: text(
        "programs differ on what the field is then: servers answer 400, proxies take the white space out",
        "各程序对该字段的理解不同：服务器回以 400，代理去掉空白",
    ),
};

static FOLDED: Rule = Rule {
    id: "http-fold",
    severity: Severity::Error,
    means: text(
        "a value stands on one line; to go on with it on the next, behind white space, is forbidden since 2014",
        "字段值写在一行内；在下一行以空白开头续写的做法自 2014 年起被禁止",
    ),
    source: Source::Rfc(9112, "5.2"),
    advice: text(
        "programs that do not know it take the second line for a field of its own",
        "不支持的程序会把第二行当作另一个字段",
    ),
};

static NO_FIELD: Rule = Rule {
    id: "http-field-line",
    severity: Severity::Error,
    means: text(
        "each line of the header is a name, a colon and a value",
        "首部的每一行都是字段名、冒号和字段值",
    ),
    source: Source::Rfc(9112, "5"),
    advice: text("servers answer 400 Bad Request", "服务器回以 400 Bad Request"),
};

static BARE_LINE_FEED: Rule = Rule {
    id: "http-bare-lf",
    severity: Severity::Warning,
    means: text("a line ends with CR LF", "每行以 CR LF 结束"),
    source: Source::Rfc(9112, "2.2"),
    advice: text(
        "most receivers take a LF alone too, and some do not: with netcat, use `nc -C`",
        "多数接收方也接受单独的 LF，但有些不接受：使用 netcat 时可用 `nc -C`",
    ),
};

static PASSWORD: Rule = Rule {
    id: "http-basic",
    severity: Severity::Warning,
    means: text(
        "Basic sends user and password in Base64, which everyone on the way can read",
        "Basic 认证以 Base64 发送用户名和口令，途中人人可读",
    ),
    source: Source::Rfc(7617, "4"),
    advice: text("use it over TLS only", "只应在 TLS 之上使用"),
};

/// All of them.
pub static RULES: &[&Rule] = &[
    &NO_HOST,
    &HOST_TWICE,
    &LENGTHS_DIFFER,
    &LENGTH_AND_CODING,
    &NOT_CHUNKED,
    &SPACE_BEFORE_COLON,
    &FOLDED,
    &NO_FIELD,
    &BARE_LINE_FEED,
    &PASSWORD,
];

/// How many octets of a line a finding shows.
const SHOWN: usize = 40;

/// Tells every rule that message `i` breaks.
pub fn examine(stack: &Stack<'_>, i: usize, pass: &mut dyn FnMut(Finding)) {
    let bytes = stack.header(i);
    let Some(start_line) = read::start(bytes) else { return };
    let report = &mut Report::new(stack, i, pass);
    let mut lines = Lines { bytes, start: stack.layers[i].start, report, named: 0..0, bare: false };
    lines.line_end(start_line.octets().end..start_line.end());
    let (mut hosts, mut lengths) = (0, 0..0);
    let (fields, content) = read::fields(bytes, start_line.end(), &FIELD_LINES, &mut |found| {
        let Found::Field(field, from, to) = found else { return };
        if is(field, &NAME) {
            let name = &bytes[from..to];
            if name.eq_ignore_ascii_case(b"Host") {
                hosts += 1;
                if hosts == 2 && start_line.is_request {
                    let said = say!(en: "another Host field", zh: "又一个 Host 字段");
                    lines.tell(&HOST_TWICE, from..to, said);
                }
            } else if name.eq_ignore_ascii_case(b"Content-Length") {
                lengths = from..to;
            }
        }
        lines.field(field, from..to);
    });
    // the header goes on in another segment: what is absent may stand there
    if content.is_none() {
        return;
    }
    let [_, _, version] = start_line.words.clone();
    if start_line.is_request && hosts == 0 && bytes.get(version) == Some(b"HTTP/1.1") {
        let said = say!(en: "no Host in the header", zh: "首部中没有 Host");
        lines.tell(&NO_HOST, start_line.octets(), said);
    }
    if fields.length == Some(Length::Invalid) {
        let said = say!(en: "Content-Length is not one number", zh: "Content-Length 不是唯一的数");
        lines.tell(&LENGTHS_DIFFER, lengths.clone(), said);
    }
    if fields.length.is_some() && fields.chunked.is_some() {
        let said = say!(en: "Content-Length beside Transfer-Encoding", zh: "Content-Length 与 Transfer-Encoding 并存");
        lines.tell(&LENGTH_AND_CODING, lengths, said);
    }
    if start_line.is_request && fields.chunked == Some(false) {
        let said = say!(en: "the last transfer coding is not chunked", zh: "最后一种传送编码不是 chunked");
        lines.tell(&NOT_CHUNKED, start_line.octets(), said);
    }
}

fn is(field: &'static Field, other: &'static Field) -> bool {
    std::ptr::eq(field, other)
}

/// The lines of a header under examination.
struct Lines<'a, 'b, 'c> {
    bytes: &'a [u8],
    /// The first octet of the message in the frame.
    start: usize,
    report: &'b mut Report<'c>,
    /// Where the name of the field stands that is read.
    named: Range<usize>,
    /// Whether a line without CR was told of.
    bare: bool,
}

impl Lines<'_, '_, '_> {
    fn tell(&mut self, rule: &'static Rule, octets: Range<usize>, said: Said) {
        self.report.octets(rule, self.start + octets.start..self.start + octets.end, said);
    }

    fn text(&self, octets: Range<usize>) -> String {
        let mut out = String::new();
        write::escaped(&mut out, self.bytes.get(octets).unwrap_or(&[]), SHOWN);
        out
    }

    fn field(&mut self, field: &'static Field, octets: Range<usize>) {
        let text = self.bytes.get(octets.clone()).unwrap_or(&[]);
        if is(field, &NAME) {
            self.named = octets.clone();
        } else if is(field, &COLON) || is(field, &VALUE) {
            let named = self.bytes.get(self.named.clone()).unwrap_or(&[]);
            let name = |lines: &Self| lines.text(lines.named.clone());
            if is(field, &COLON) && text.first() != Some(&b':') {
                let name = name(self);
                let said = say!(en: "white space behind the name {name}", zh: "字段名 {name} 之后有空白", name = name);
                self.tell(&SPACE_BEFORE_COLON, octets.clone(), said);
            }
            if text.contains(&b'\n') {
                let name = name(self);
                let said = say!(en: "the value of {name} goes on in the next line", zh: "{name} 的值在下一行续写", name = name);
                self.tell(&FOLDED, octets.clone(), said);
            }
            let is_basic = text.get(..BASIC.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(BASIC));
            if is(field, &VALUE)
                && is_basic
                && (named.eq_ignore_ascii_case(b"Authorization")
                    || named.eq_ignore_ascii_case(b"Proxy-Authorization"))
            {
                let name = name(self);
                let said =
                    say!(en: "{name} with user and password", zh: "{name} 中带有用户名和口令", name = name);
                self.tell(&PASSWORD, octets, said);
            }
        } else if is(field, &MALFORMED) {
            let line = self.text(octets.clone());
            self.tell(
                &NO_FIELD,
                octets,
                say!(en: "“{line}” is no field", zh: "“{line}”不是字段", line = line),
            );
        } else if is(field, &LINE_END) {
            self.line_end(octets);
        }
    }

    /// Octets that end a line, behind white space that is none of the value.
    fn line_end(&mut self, octets: Range<usize>) {
        let text = self.bytes.get(octets.clone()).unwrap_or(&[]);
        if !self.bare && text.ends_with(b"\n") && !text.ends_with(b"\r\n") {
            self.bare = true;
            let said = say!(en: "LF without CR", zh: "只有 LF 而没有 CR");
            self.tell(&BARE_LINE_FEED, octets.end - 1..octets.end, said);
        }
    }
}

/// RFC 7617 §2: the scheme, and the space behind it.
const BASIC: &[u8] = b"Basic ";
