//! Exercises: MAC addresses.

use crate::chance::Chance;
use crate::exercise::{Exercise, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{text, write};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&BITS];

static LEFTMOST: Misconception = Misconception {
    id: "mac-flags-are-leftmost",
    name: text(
        "the two flags were looked for at the left of the first octet; they are its two lowest bits, which are sent first",
        "在第一个字节的左端找这两个标志；它们是最低的两位，最先发送",
    ),
};

static SWAPPED: Misconception = Misconception {
    id: "mac-flags-are-swapped",
    name: text(
        "the two flags were taken for each other: I/G is the lowest bit, U/L the next",
        "把两个标志弄反了：最低位是 I/G，次低位是 U/L",
    ),
};

/// What the first octet of an address says.
pub static BITS: Exercise = Exercise::new(
    "mac-bits",
    Kind::Read,
    1,
    text("The two flags of a MAC address", "MAC 地址的两个标志"),
    &[&LEFTMOST, &SWAPPED],
    bits,
);

fn bits(chance: &mut Chance) -> Task {
    let [_, _, address @ ..] = chance.below(1 << 48).to_be_bytes();
    let first = address[0];
    let flag = |bit: u8| Value::YesNo(first >> bit & 1 == 1);
    let parts = vec![
        Part::new("group", text("for a group?", "是组地址吗？"), Form::YesNo, flag(0)),
        Part::new("local", text("locally administered?", "是本地管理的吗？"), Form::YesNo, flag(1)),
    ];
    let shown = write::shown_mac(&address);
    let asks = say!(
        en: "Is {shown} the address of a group, and is it locally administered?",
        zh: "{shown} 是组地址吗？是本地管理的吗？",
        shown = shown
    );
    let hints = [
        say!(
            en: "Both are said by bits of the first octet: I/G and U/L (IEEE 802.3 §3.2.3).",
            zh: "两者都由第一个字节中的位说明：I/G 与 U/L（IEEE 802.3 §3.2.3）。"
        ),
        say!(
            en: "The first octet is {first:08b} in bits; the lowest, at the right, is I/G and the next U/L.",
            zh: "第一个字节写成二进制是 {first:08b}；最右边的最低位是 I/G，其左是 U/L。",
            first = first
        ),
        say!(
            en: "I/G is {group}: 1 is a group. U/L is {local}: 1 is locally administered.",
            zh: "I/G 为 {group}：1 表示组。U/L 为 {local}：1 表示本地管理。",
            group = first & 1, local = first >> 1 & 1
        ),
    ];
    let see = format!("netlab mac {shown}");
    Task::new(asks, parts, hints, &see)
        .given("address", &shown)
        .mistaken_in(&LEFTMOST, vec![("group", flag(7)), ("local", flag(6))], &see)
        .mistaken_in(&SWAPPED, vec![("group", flag(1)), ("local", flag(0))], &see)
}
