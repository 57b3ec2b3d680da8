//! ClientHello and ServerHello.

use super::codes::{COMPRESSIONS, VERSIONS};
use super::extensions::{CLIENT_EXTENSIONS, SERVER_EXTENSIONS};
use super::suites::CIPHER_SUITES;
use super::{length, list};
use crate::spec::{
    Amount, Field, Items, Kind, Label, Part, Shape, Source, Text, Unit, Width, fixed_octets, text,
};

const LEGACY_VERSION: Part = Part::Field(
    Field::named_hex(
        "legacy_version",
        "legacy_version",
        16,
        &VERSIONS,
        text(
            "the highest version up to TLS 1.2; TLS 1.3 says 1.2 here and the truth in supported_versions",
            "TLS 1.2 及以下的最高版本；TLS 1.3 在此填 1.2，真正的版本在 supported_versions 中",
        ),
    )
    .default(0x0303),
);

const RANDOM: Part = Part::Field(Field::new(
    "random",
    "random",
    Width::Bits(256),
    Kind::Bytes,
    text("chance octets, so that no two handshakes are alike", "随机字节，使每次握手都不相同"),
));

const fn session_id(key: &'static str, means: Text) -> Part {
    Part::Field(Field::sized(key, key, Amount::of("session_id_length"), Kind::Bytes, means))
}

const EXTENSIONS_LENGTH: Part = length("extensions_length", "extensions length", 16);

const EXTENSION_TYPE: Field =
    Field::uint("extension_type", "extension_type", 16, text("which extension it is", "扩展的类型"));
const EXTENSION_LENGTH: Field = Field::uint(
    "extension_length",
    "extension_data length",
    16,
    text("octets of its data", "扩展数据的字节数"),
)
.unit(Unit::Octets(1))
.computed();
const EXTENSIONS: Label = Label::new(
    "extensions",
    "extensions",
    text("everything that was thought of after the first TLS", "TLS 最初设计之后增加的各项内容"),
)
.source(Source::Rfc(8446, "4.2"));
static UNKNOWN: Label = Label::new(
    "unknown_extension",
    "Extension",
    text("an extension that netlab does not know; peers pass over it", "netlab 不认识的扩展；对方会忽略它"),
);
/// Octets before the data of an extension.
pub(super) const EXTENSION_HEAD: usize =
    fixed_octets(&[Part::Field(EXTENSION_TYPE), Part::Field(EXTENSION_LENGTH)]);
pub(super) const SHAPE: Shape =
    Shape { code: &EXTENSION_TYPE, length: &EXTENSION_LENGTH, unit: 1, whole: false, single: &[], end: None };

/// RFC 8446 §4.1.2.
pub(super) static CLIENT_HELLO: &[Part] = &[
    LEGACY_VERSION,
    RANDOM,
    length("session_id_length", "legacy_session_id length", 8),
    session_id(
        "legacy_session_id",
        text(
            "in TLS 1.2 the session to go on with; in TLS 1.3 chance octets for old middleboxes",
            "在 TLS 1.2 中是要恢复的会话；在 TLS 1.3 中是为兼容旧中间设备而填的随机字节",
        ),
    ),
    length("cipher_suites_length", "cipher_suites length", 16),
    Part::Within(
        Amount::of("cipher_suites_length"),
        &[list(
            Label::new(
                "cipher_suites",
                "cipher_suites",
                text("what the client can encrypt with, best first", "客户支持的密码套件，按偏好排列"),
            ),
            &[Part::Field(CIPHER_SUITE)],
        )],
    ),
    length("compression_methods_length", "legacy_compression_methods length", 8),
    Part::Within(
        Amount::of("compression_methods_length"),
        &[list(
            Label::new(
                "compression_methods",
                "legacy_compression_methods",
                text("how the client can compress: not at all", "客户支持的压缩方法：如今只有不压缩"),
            ),
            &[Part::Field(COMPRESSION_METHOD)],
        )],
    ),
    EXTENSIONS_LENGTH,
    Part::Within(
        Amount::of("extensions_length"),
        &[Part::Items(Items {
            label: EXTENSIONS,
            shape: SHAPE,
            kinds: CLIENT_EXTENSIONS,
            unknown: &UNKNOWN,
        })],
    ),
];

const CIPHER_SUITE: Field = Field::named_hex(
    "cipher_suite",
    "cipher_suite",
    16,
    &CIPHER_SUITES,
    text("how keys are agreed on and data are protected", "密钥如何协商、数据如何保护"),
);
const COMPRESSION_METHOD: Field = Field::named(
    "compression_method",
    "legacy_compression_method",
    8,
    &COMPRESSIONS,
    text("how data are compressed before encryption", "加密之前数据如何压缩"),
)
.default(0);

/// RFC 8446 §4.1.3.
pub(super) static SERVER_HELLO: &[Part] = &[
    LEGACY_VERSION,
    RANDOM,
    length("session_id_length", "legacy_session_id_echo length", 8),
    session_id(
        "legacy_session_id_echo",
        text(
            "in TLS 1.2 the server's name for what is agreed here; in TLS 1.3 the client's octets sent back",
            "在 TLS 1.2 中是服务器给本次协商结果的标识；在 TLS 1.3 中原样返回客户的字节",
        ),
    ),
    Part::Field(CIPHER_SUITE),
    Part::Field(COMPRESSION_METHOD),
    EXTENSIONS_LENGTH,
    Part::Within(
        Amount::of("extensions_length"),
        &[Part::Items(Items {
            label: EXTENSIONS,
            shape: SHAPE,
            kinds: SERVER_EXTENSIONS,
            unknown: &UNKNOWN,
        })],
    ),
];
