//! The forms that option values take again and again.

use super::codes::{ENTERPRISES, SWITCHES};
use super::options::OPTION_CODES;
use crate::spec::{Amount, Field, Items, Kind, Label, Part, Repeat, Shape, Unit, Width, text};

/// No value at all.
pub static EMPTY: &[Part] = &[];

/// Octets without a reading.
pub static OCTETS: &[Part] =
    &[Part::Field(Field::rest("data", "Data", Kind::Bytes, text("the option's value", "选项的值")))];

/// A piece of an option that was cut up.
pub static PIECE: &[Part] = &[Part::Field(Field::rest(
    "piece",
    "piece",
    Kind::Bytes,
    text(
        "one piece of a value that was cut up (RFC 3396): it can be read only once all are joined",
        "被切开的值的一段 (RFC 3396)：全部拼接起来才能解读",
    ),
))];

/// One address.
pub static ADDRESS: &[Part] =
    &[Part::Field(Field::ipv4("address", "Address", text("the IPv4 address", "IPv4 地址")))];

/// Addresses, the preferred first.
pub static ADDRESSES: &[Part] = &[ADDRESS_LIST];

/// The same among other fields.
pub const ADDRESS_LIST: Part = Part::Repeat(Repeat {
    label: Label::new(
        "addresses",
        "Addresses",
        text("the addresses, the preferred one first", "地址表，优先者在前"),
    ),
    each: Label::new("entry", "entry", text("one of them", "其中一个")),
    count: None,
    parts: ADDRESS,
});

/// Characters to the end.
pub static CHARACTERS: &[Part] = &[TEXT];

/// The same among other fields.
pub const TEXT: Part = Part::Field(Field::rest(
    "text",
    "Text",
    Kind::Text,
    text(
        "characters, counted by the length, without a NUL at the end",
        "字符串，由长度字段界定，末尾没有 NUL",
    ),
));

/// A domain name in labels.
pub static NAME: &[Part] = &[Part::Field(Field::dns_name(
    "name",
    "Domain Name",
    text("the name, label by label", "域名，逐个标号写出"),
))];

/// Domain names one behind the other.
pub static NAMES: &[Part] = &[NAME_LIST];

/// The same among other fields.
pub const NAME_LIST: Part = Part::Repeat(Repeat {
    label: Label::new(
        "names",
        "Domain Names",
        text("the names, the preferred one first", "域名表，优先者在前"),
    ),
    each: Label::new("entry", "entry", text("one of them", "其中一个")),
    count: None,
    parts: &[Part::Field(Field::new(
        "name",
        "Domain Name",
        Width::Own,
        Kind::LocalName,
        text(
            "the name, label by label; a pointer counts from the first octet of the option's value",
            "域名，逐个标号写出；指针从选项值的第一个字节数起",
        ),
    ))],
});

/// A time in seconds.
pub static SECONDS: &[Part] =
    &[Part::Field(Field::uint("seconds", "Seconds", 32, text("how long", "时长")).unit(Unit::Seconds))];

/// A number of octets in 16 bits.
pub static SIZE: &[Part] =
    &[Part::Field(Field::uint("size", "Size", 16, text("how many octets", "字节数")).unit(Unit::Octets(1)))];

/// On or off.
pub static SWITCH: &[Part] =
    &[Part::Field(Field::named("value", "Value", 8, &SWITCHES, text("on or off", "开或关")))];

/// A time to live in one octet.
pub static TTL: &[Part] =
    &[Part::Field(Field::uint("ttl", "TTL", 8, text("the TTL to send with", "发送时使用的 TTL")))];

/// Option codes in one octet each.
pub static CODES: &[Part] = &[Part::Repeat(Repeat {
    label: Label::new(
        "codes",
        "Option Codes",
        text("the options wanted, in the order of preference", "希望得到的选项，按优先次序"),
    ),
    each: Label::new("entry", "entry", text("one of them", "其中一个")),
    count: None,
    parts: &[Part::Field(Field::named(
        "code",
        "Option Code",
        8,
        &OPTION_CODES,
        text("the option wanted", "希望得到的选项"),
    ))],
})];

/// Whose vendor options follow.
pub const ENTERPRISE: Part = Part::Field(Field::named(
    "enterprise",
    "enterprise-number",
    32,
    &ENTERPRISES,
    text("the company that gives the octets behind it their meaning", "后面的字节由哪家公司定义"),
));

/// The code of a sub-option.
static SUB_CODE: Field = Field::uint("code", "SubOpt", 8, text("which sub-option this is", "子选项的代码"));
/// The length of a sub-option.
static SUB_LENGTH: Field =
    Field::uint("length", "Len", 8, text("octets of the value behind it", "其后的值的字节数"))
        .unit(Unit::Octets(1))
        .computed();

/// Sub-options without an end of their own.
pub const SUB_OPTIONS: Shape =
    Shape { code: &SUB_CODE, length: &SUB_LENGTH, unit: 1, whole: false, single: &[], end: None };
/// Sub-options in which 0 fills and 255 ends, as RFC 2132 §8.4 has them.
pub const ENCAPSULATED: Shape =
    Shape { code: &SUB_CODE, length: &SUB_LENGTH, unit: 1, whole: false, single: &[0], end: Some(255) };

/// What a sub-option is called that no table knows.
pub static SUB_OPTION: Label = Label::new(
    "suboption",
    "Sub-option",
    text("a sub-option that netlab has no table for", "netlab 没有其说明的子选项"),
);

/// Sub-options that have no table here.
pub static PLAIN_SUB_OPTIONS: &[Part] = &[SUB_OPTION_LIST];

/// The same among other fields.
pub const SUB_OPTION_LIST: Part = Part::Items(Items {
    label: Label::new("suboptions", "sub-options", text("options inside the option", "选项之中的选项")),
    shape: ENCAPSULATED,
    kinds: &[],
    unknown: &SUB_OPTION,
});

/// Octets, as many as a length of one octet before them says.
pub const COUNTED: [Part; 2] = [
    Part::Field(
        Field::uint("len", "len", 8, text("octets of the data behind it", "其后数据的字节数"))
            .unit(Unit::Octets(1))
            .computed(),
    ),
    Part::Field(Field::sized("data", "data", Amount::of("len"), Kind::Text, text("the data", "数据"))),
];
