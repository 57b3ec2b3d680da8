//! TLS, the layer that keeps a conversation private. What is in the clear is read; the rest nobody on the way can read.

mod alerts;
mod codes;
mod extensions;
mod hello;
mod rules;
mod suites;

use self::alerts::{ALERT_LEVELS, ALERTS};
use self::codes::{CONTENT_TYPES, HANDSHAKE_TYPES, VERSIONS};
use self::hello::{CLIENT_HELLO, EXTENSION_HEAD, SERVER_HELLO, SHAPE};
use crate::spec::{
    Amount, Case, Choice, Extent, Field, Group, Kind, Label, On, OsiLayer, Part, Protocol, Repeat, Slot,
    Source, Stack, Text, Unit, When, fixed_octets, slot, text, write,
};
use std::ops::Range;

const LENGTH_MEANS: Text = text("octets of what follows", "其后内容的字节数");

/// A length before what it counts.
const fn length(key: &'static str, name: &'static str, bits: u16) -> Part {
    Part::Field(Field::uint(key, name, bits, LENGTH_MEANS).unit(Unit::Octets(1)).computed())
}

/// As many octets as the field `of` says.
const fn sized(key: &'static str, name: &'static str, of: &'static str, means: Text) -> Part {
    Part::Field(Field::sized(key, name, Amount::of(of), Kind::Bytes, means))
}

/// A list of single fields.
const fn list(label: Label, parts: &'static [Part]) -> Part {
    Part::Repeat(Repeat { label, each: label, count: None, parts })
}

static PARTS: &[Part] = &[
    Part::Field(
        Field::named(
            "content_type",
            "type",
            8,
            &CONTENT_TYPES,
            text(
                "what the record carries, as far as it may be seen",
                "记录所载内容的类型（就可见的部分而言）",
            ),
        )
        .source(Source::Rfc(8446, "5.1")),
    ),
    Part::Field(
        Field::named_hex(
            "legacy_record_version",
            "legacy_record_version",
            16,
            &VERSIONS,
            text(
                "kept at an old value, so that middleboxes do not stumble; it decides nothing",
                "固定为旧的值，以免中间设备出错；不起任何作用",
            ),
        )
        .source(Source::Rfc(8446, "5.1"))
        .default(0x0303),
    ),
    Part::Field(
        Field::uint(
            "length",
            "length",
            16,
            text("octets of the record behind this field", "记录在本字段之后的字节数"),
        )
        .source(Source::Rfc(8446, "5.1"))
        .unit(Unit::Octets(1))
        .computed(),
    ),
    Part::Choice(Choice {
        on: On::Field("content_type"),
        cases: &[
            Case { when: When::Is(CHANGE_CIPHER_SPEC), parts: CIPHER_CHANGE },
            Case {
                when: When::Is(ALERT),
                parts: &[Part::Choice(Choice {
                    on: On::Look(sealed),
                    cases: &[
                        Case { when: When::Is(0), parts: PLAIN_ALERT },
                        Case { when: When::Else, parts: SEALED_ALERT },
                    ],
                })],
            },
            Case {
                when: When::Is(HANDSHAKE),
                parts: &[Part::Choice(Choice {
                    on: On::Look(sealed),
                    cases: &[
                        Case { when: When::Is(0), parts: MESSAGES },
                        Case { when: When::Else, parts: SEALED_HANDSHAKE },
                    ],
                })],
            },
            Case { when: When::Is(APPLICATION_DATA), parts: SEALED_DATA },
            Case { when: When::Else, parts: FRAGMENT },
        ],
    }),
];

const CHANGE_CIPHER_SPEC: u64 = 20;
const ALERT: u64 = 21;
const HANDSHAKE: u64 = 22;
const APPLICATION_DATA: u64 = 23;
const HEARTBEAT: u64 = 24;
const CLIENT_HELLO_TYPE: u64 = 1;
const SERVER_HELLO_TYPE: u64 = 2;
const CERTIFICATE_TYPE: u64 = 11;

static CIPHER_CHANGE: &[Part] = &[Part::Field(
    Field::uint("change_cipher_spec", "ChangeCipherSpec", 8, text("always 1", "总是 1"))
        .source(Source::Rfc(5246, "7.1"))
        .default(1),
)];
static PLAIN_ALERT: &[Part] = &[
    Part::Field(
        Field::named("level", "level", 8, &ALERT_LEVELS, text("how grave it is", "严重程度"))
            .source(Source::Rfc(8446, "6")),
    ),
    Part::Field(
        Field::named("description", "description", 8, &ALERTS, text("what it is about", "告警的内容"))
            .source(Source::Rfc(8446, "6")),
    ),
];
static SEALED_ALERT: &[Part] = &[sized(
    "encrypted_alert",
    "encrypted alert",
    "length",
    text(
        "an alert that only the two ends can read: mostly close_notify, the orderly end",
        "只有两端能读的告警：多为 close_notify，即正常结束",
    ),
)];
static SEALED_HANDSHAKE: &[Part] = &[sized(
    "encrypted_handshake",
    "encrypted handshake message",
    "length",
    text(
        "a handshake message after ChangeCipherSpec, so only the two ends can read it; or the middle of a long one",
        "ChangeCipherSpec 之后的握手报文，只有两端能读；或者是较长报文的中间部分",
    ),
)];
static SEALED_DATA: &[Part] = &[Part::Field(
    Field::sized(
        "encrypted_record",
        "encrypted_record",
        Amount::of("length"),
        Kind::Bytes,
        text(
            "encrypted: the keys come from the two ends' key shares and never went over the wire, so nobody on the way can \
             read this; only who talks to whom, when and how much is seen",
            "密文：密钥由两端的密钥份额算出，从未在线路上传送，途中无人能读；只能看到谁与谁通信、何时、多少",
        ),
    )
    .source(Source::Rfc(8446, "5.2")),
)];
static FRAGMENT: &[Part] =
    &[sized("fragment", "fragment", "length", text("what the record carries", "记录所载的内容"))];

static MESSAGES: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new(
        "handshake",
        "handshake messages",
        text("the messages in this record", "本记录中的握手报文"),
    ),
    each: Label::new("message", "Handshake", text("one message", "一个握手报文"))
        .source(Source::Rfc(8446, "4")),
    count: None,
    parts: MESSAGE,
})];
static MESSAGE: &[Part] = &[
    Part::Field(Field::named(
        "msg_type",
        "msg_type",
        8,
        &HANDSHAKE_TYPES,
        text("which message it is", "握手报文的类型"),
    )),
    length("msg_length", "length", 24),
    Part::Group(Group {
        label: Label::new("body", "body", text("what the message says", "握手报文的内容")),
        octets: Some(Amount::of("msg_length")),
        parts: &[Part::Choice(Choice {
            on: On::Field("msg_type"),
            cases: &[
                Case { when: When::Is(CLIENT_HELLO_TYPE), parts: CLIENT_HELLO },
                Case { when: When::Is(SERVER_HELLO_TYPE), parts: SERVER_HELLO },
                Case { when: When::Is(CERTIFICATE_TYPE), parts: CERTIFICATE },
                Case { when: When::Else, parts: OTHER },
            ],
        })],
    }),
];
/// RFC 5246 §7.4.2. TLS 1.3 sends certificates encrypted, so one that can be seen is of TLS 1.2 or before.
static CERTIFICATE: &[Part] = &[
    length("certificate_list_length", "certificate_list length", 24),
    Part::Within(
        Amount::of("certificate_list_length"),
        &[Part::Repeat(Repeat {
            label: Label::new(
                "certificate_list",
                "certificate_list",
                text(
                    "the sender's own, then that of who signed it, and so on",
                    "先是发送方自己的证书，然后是为其签名者的证书，依次类推",
                ),
            )
            .source(Source::Rfc(5246, "7.4.2")),
            each: Label::new("certificate", "ASN.1Cert", text("one certificate", "一张证书")),
            count: None,
            parts: &[
                length("certificate_length", "ASN.1Cert length", 24),
                sized(
                    "certificate",
                    "ASN.1Cert",
                    "certificate_length",
                    text("an X.509 certificate: name, public key, signature", "X.509 证书：名称、公钥、签名"),
                ),
            ],
        })],
    ),
];
static OTHER: &[Part] = &[Part::Field(Field::rest(
    "content",
    "message octets",
    Kind::Bytes,
    text("not taken apart here", "此处不再分解"),
))];

const CONTENT_TYPE: Slot = slot(PARTS, "content_type");
const VERSION: Slot = slot(PARTS, "legacy_record_version");
const LENGTH: Slot = slot(PARTS, "length");
const HEADER: usize = fixed_octets(PARTS);
const LEVEL: Slot = slot(PLAIN_ALERT, "level");
const DESCRIPTION: Slot = slot(PLAIN_ALERT, "description");
const MSG_TYPE: Slot = slot(MESSAGE, "msg_type");
const MSG_LENGTH: Slot = slot(MESSAGE, "msg_length");
const MSG_HEADER: usize = fixed_octets(MESSAGE);
const RANDOM: Slot = slot(SERVER_HELLO, "random");
const SESSION_ID_LENGTH: Slot = slot(CLIENT_HELLO, "session_id_length");
const HELLO_FIXED: usize = fixed_octets(CLIENT_HELLO);

/// RFC 5246 §6.2.3 allows so much; RFC 8446 §5.2 allows 2^14 + 256, and the header does not tell which of them holds.
const LONGEST: u64 = (1 << 14) + 2048;

/// Transport Layer Security: one record.
pub static TLS: Protocol = Protocol {
    refuse,
    summary,
    rules: rules::RULES,
    examine: rules::examine,
    ..Protocol::new(
        "tls",
        "TLS",
        text("Transport Layer Security", "传输层安全协议"),
        text("record", "记录"),
        Source::Rfc(8446, ""),
        OsiLayer::Presentation,
        PARTS,
        |bytes| match LENGTH.read(bytes) {
            Some(length) => Extent::message(HEADER + length as usize).said_by("length"),
            None => Extent::header(HEADER),
        },
    )
};

/// A record can begin so, as far as `bytes` reach.
fn refuse(bytes: &[u8]) -> Option<Text> {
    let begins = |i: usize, fits: fn(u8) -> bool| bytes.get(i).is_none_or(|octet| fits(*octet));
    let sound =
        CONTENT_TYPE.read(bytes).is_some_and(|content| (CHANGE_CIPHER_SPEC..=HEARTBEAT).contains(&content))
            && begins(VERSION.bit / 8, |major| major == 3)
            && begins(VERSION.bit / 8 + 1, |minor| minor <= 4)
            && LENGTH.read(bytes).is_none_or(|length| length <= LONGEST);
    (!sound).then_some(text(
        "these octets do not begin with a TLS record: they go on with a record that began in an earlier segment, or are \
         not TLS",
        "这些字节不以 TLS 记录开头：它们是先前报文段中某个记录的后续部分，或者不是 TLS",
    ))
}

/// What a record holds, as far as it is there.
fn fragment(record: &[u8]) -> &[u8] {
    let end = HEADER + LENGTH.of(record) as usize;
    record.get(HEADER..end.min(record.len())).unwrap_or(&[])
}

/// 0 if what the record holds can be read, 1 if it is encrypted. No record says so itself: an alert has two octets, and
/// handshake messages of known types fill their record exactly; chance octets do neither.
fn sealed(record: &[u8]) -> u64 {
    let length = LENGTH.of(record) as usize;
    if CONTENT_TYPE.of(record) == ALERT {
        return u64::from(length != 2);
    }
    let fragment = fragment(record);
    let mut at = 0;
    while at < length {
        let rest = fragment.get(at..).unwrap_or(&[]);
        let Some(kind) = MSG_TYPE.read(rest) else {
            break; // the record is cut short here
        };
        if HANDSHAKE_TYPES.entry(kind).is_none() {
            return 1;
        }
        let Some(body) = MSG_LENGTH.read(rest) else {
            break;
        };
        at += MSG_HEADER + body as usize;
        if at > length {
            // RFC 8446 §5.1: a long message may go on in the next record; those that do are hellos and certificates
            return u64::from(
                !matches!(kind, CLIENT_HELLO_TYPE | SERVER_HELLO_TYPE | CERTIFICATE_TYPE) || at > 1 << 17,
            );
        }
    }
    0
}

/// The octets of a list behind its length of `octets` octets, and what stands behind the list.
fn counted(bytes: &[u8], octets: usize) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(octets)?;
    let length = head.iter().fold(0, |length, octet| length << 8 | usize::from(*octet));
    rest.split_at_checked(length)
}

/// The extensions in the body of a ClientHello, as far as they are there, and where they begin in it.
fn extensions(hello: &[u8]) -> Option<(&[u8], usize)> {
    let session_id = SESSION_ID_LENGTH.read(hello)? as usize;
    let (_, rest) = counted(hello.get(HELLO_FIXED + session_id..)?, 2)?;
    let (_, rest) = counted(rest, 1)?;
    let (length, rest) = rest.split_at_checked(2)?;
    let start = hello.len() - rest.len();
    let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
    Some((rest.get(..length).unwrap_or(rest), start))
}

/// The extension that says which host is wanted, among these: its place and the name.
fn server_name(extensions: &[u8]) -> Option<(Range<usize>, &[u8])> {
    let item = SHAPE.walk(extensions).find(|item| item.code == SERVER_NAME)?;
    let data = extensions.get(item.octets.clone()).filter(|_| item.fault.is_none())?.get(EXTENSION_HEAD..)?;
    let (names, _) = counted(data, 2)?;
    Some((item.octets, counted(names.get(1..)?, 2)?.0))
}

/// RFC 6066 §3.
const SERVER_NAME: u64 = 0;

/// RFC 8446 §4.1.3: the random of a ServerHello that asks for another ClientHello.
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
    0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// How many octets of a host name the summary line shows.
const SHOWN: usize = 64;

fn summary(stack: &Stack<'_>, i: usize, out: &mut String) {
    let record = stack.header(i);
    let fragment = fragment(record);
    out.push_str("TLS ");
    let content = CONTENT_TYPE.of(record);
    match content {
        CHANGE_CIPHER_SPEC => out.push_str("ChangeCipherSpec"),
        HANDSHAKE if sealed(record) == 0 => messages(fragment, out),
        ALERT if sealed(record) == 0 => {
            out.push_str("Alert");
            for (registry, value) in
                [(&ALERT_LEVELS, LEVEL.read(fragment)), (&ALERTS, DESCRIPTION.read(fragment))]
            {
                out.push(' ');
                match value.and_then(|value| registry.entry(value)) {
                    Some(entry) => out.push_str(entry.name),
                    None => write::number(out, value.unwrap_or(0)),
                }
            }
        }
        _ => {
            out.push_str(match content {
                ALERT => "encrypted Alert ",
                HANDSHAKE => "encrypted Handshake ",
                HEARTBEAT => "Heartbeat ",
                _ => "Application Data ",
            });
            write::number(out, LENGTH.of(record));
            out.push_str(" octets");
        }
    }
}

/// The names of the messages, with what matters most in a hello.
fn messages(mut rest: &[u8], out: &mut String) {
    let mut first = true;
    while let (Some(kind), Some(length)) = (MSG_TYPE.read(rest), MSG_LENGTH.read(rest)) {
        if !first {
            out.push_str(", ");
        }
        first = false;
        let body = rest.get(MSG_HEADER..).unwrap_or(&[]);
        let retry = kind == SERVER_HELLO_TYPE && RANDOM.array::<32>(body) == Some(RETRY);
        match HANDSHAKE_TYPES.entry(kind) {
            Some(entry) => out.push_str(if retry { "HelloRetryRequest" } else { entry.name }),
            None => write::number(out, kind),
        }
        if let (CLIENT_HELLO_TYPE, Some((_, name))) =
            (kind, extensions(body).and_then(|(run, _)| server_name(run)))
        {
            out.push(' ');
            write::escaped(out, name, SHOWN);
        }
        rest = body.get(length as usize..).unwrap_or(&[]);
    }
    if first {
        out.push_str("Handshake");
    }
}
