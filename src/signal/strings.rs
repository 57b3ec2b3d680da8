//! Levels as people type them: `HLLH`, `0110`, `+-0`.

use super::Level;
use crate::draw::safe;
use crate::say;
use crate::spec::Trouble;

/// The levels of a string, for a code of three levels or of two. White space, commas and bars may stand between them.
///
/// # Errors
/// A character that is no level, three levels where the code has two, or no level at all.
pub fn levels_of(text: &str, three: bool) -> Result<Vec<Level>, Trouble> {
    let mut levels = Vec::new();
    let signed = text.chars().any(|c| is_plus(c) || is_minus(c));
    for (place, c) in (1..).zip(text.chars()) {
        levels.push(match c {
            c if c.is_whitespace() || ",|，、".contains(c) => continue,
            '0' if three => Level::Zero,
            '0' if signed => return Err(third(place)),
            '0' | 'L' | 'l' if !three => Level::Low,
            '1' | 'H' | 'h' if !three => Level::High,
            c if is_plus(c) => Level::High,
            c if is_minus(c) => Level::Low,
            c => return Err(no_level(c, place, three)),
        });
    }
    if levels.is_empty() {
        let what = say!(en: "there are no levels to decode", zh: "没有可供解码的电平");
        return Err(Trouble::new(what).hint(say!(
            en: "`netlab signal --decode HLHLLHHL`, or a drawing on standard input",
            zh: "`netlab signal --decode HLHLLHHL`，或从标准输入给出波形图"
        )));
    }
    Ok(levels)
}

fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '－')
}

fn third(place: usize) -> Trouble {
    Trouble::new(say!(
        en: "character {place} is a third level, `0` beside `+` and `-`, but the code has two levels",
        zh: "第 {place} 个字符是第三种电平（`+`、`-` 之外的 `0`），而该编码只有两种电平",
        place = place
    ))
    .hint(say!(en: "`--code mlt3` has three levels", zh: "`--code mlt3` 有三种电平"))
}

fn no_level(c: char, place: usize, three: bool) -> Trouble {
    let c = safe(&c.to_string()).into_owned();
    let what = say!(
        en: "character {place}, `{c}`, is no level", zh: "第 {place} 个字符 `{c}` 不是电平", place = place, c = c
    );
    Trouble::new(what).hint(if three {
        say!(en: "write three levels as `+`, `0` and `-`", zh: "三种电平写成 `+`、`0`、`-`")
    } else {
        say!(en: "write high and low as `H` and `L`, or as `1` and `0`", zh: "高、低电平写成 `H`、`L`，或 `1`、`0`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_is_read() {
        use Level::{High, Low, Zero};
        for text in ["HLLH", "hl lh", "1001", "10,01", "+--+", "HL|LH\n"] {
            assert_eq!(levels_of(text, false), Ok(vec![High, Low, Low, High]), "{text}");
        }
        assert_eq!(levels_of("0+0-", true), Ok(vec![Zero, High, Zero, Low]));
    }

    #[test]
    fn what_is_no_level_is_told_with_its_place() {
        let said = |text, three| levels_of(text, three).unwrap_err().what.en;
        assert_eq!(said("HLX", false), "character 3, `X`, is no level");
        assert!(said("+0-", false).starts_with("character 2 is a third level"));
        assert!(said("H", true).contains("`H`"));
        assert!(said(" ", false).contains("no levels"));
    }
}
