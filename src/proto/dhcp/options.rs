//! The options, in one table that is also the registry of their codes.

use super::basic::{BASIC, CLIENT};
use super::extensions::EXTENSIONS;
use super::later::LATER;
use crate::spec::{Entry, Field, Item, Items, Label, Registry, Shape, Source, Text, Unit, text};

/// Every option that is known.
static KINDS: [Item; BASIC.len() + CLIENT.len() + EXTENSIONS.len() + LATER.len()] =
    one_behind_the_other([BASIC, CLIENT, EXTENSIONS, LATER]);

const fn one_behind_the_other<const N: usize>(tables: [&[Item]; 4]) -> [Item; N] {
    let mut all = [BASIC[0]; N];
    let (mut table, mut filled) = (0, 0);
    while table < tables.len() {
        let mut i = 0;
        while i < tables[table].len() {
            all[filled] = tables[table][i];
            filled += 1;
            i += 1;
        }
        table += 1;
    }
    all
}

static ENTRIES: [Entry; KINDS.len()] = code_points(&KINDS);

const fn code_points<const N: usize>(kinds: &[Item; N]) -> [Entry; N] {
    let mut entries = [Entry::new(0, "", "", kinds[0].label.means, SOURCE); N];
    let mut i = 0;
    while i < N {
        let label = kinds[i].label;
        let source = match label.source {
            Some(source) => source,
            None => SOURCE,
        };
        entries[i] = Entry::new(kinds[i].code, label.key, label.name, label.means, source);
        i += 1;
    }
    entries
}

const SOURCE: Source = Source::Iana("bootp-dhcp-parameters");

/// RFC 3942 §4: codes that sites may use as they like.
const RANGES: &[(u64, u64, Text)] =
    &[(224, 254, text("for private use: each site decides", "供私用：由各网点自行规定"))];

/// Option codes of DHCP and BOOTP.
pub static OPTION_CODES: Registry = Registry {
    key: "dhcp-option",
    title: text("DHCP option codes", "DHCP 选项代码"),
    source: SOURCE,
    entries: &ENTRIES,
    ranges: RANGES,
};

static CODE: Field =
    Field::named("code", "Code", 8, &OPTION_CODES, text("which option this is", "选项的代码"));
static LENGTH: Field = Field::uint(
    "length",
    "Len",
    8,
    text("octets of the value; code and length do not count", "值的字节数，不计代码和长度本身"),
)
.unit(Unit::Octets(1))
.computed();

/// What an option is called that no table knows.
pub static UNKNOWN: Label =
    Label::new("option", "Option", text("an option that netlab has no table for", "netlab 没有其说明的选项"));

/// The options, wherever they stand.
pub const OPTIONS: Items = Items {
    label: Label::new(
        "options",
        "options",
        text("the settings, and what kind of message this is", "各项配置，以及本报文的类型"),
    )
    .source(Source::Rfc(2132, "2")),
    shape: Shape { code: &CODE, length: &LENGTH, unit: 1, whole: false, single: &[0], end: Some(255) },
    kinds: &KINDS,
    unknown: &UNKNOWN,
};
