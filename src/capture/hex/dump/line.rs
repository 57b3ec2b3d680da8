//! One line of a dump: its offset, its octets, and where the characters beside them begin.

use super::super::plain::nibble;
use crate::capture::{Notes, Remark};
use crate::say;

/// A line that begins with something like an offset.
#[derive(Clone, Copy)]
pub(super) struct Dumped<'t> {
    /// White space before the offset, in octets.
    indent: usize,
    prefixed: bool,
    digits: &'t str,
    colon: bool,
    /// What follows the offset.
    pub body: &'t str,
}

impl<'t> Dumped<'t> {
    /// `0x0010:`, `00000010:`, `0010`, alone or with white space behind.
    pub(super) fn of(line: &'t str) -> Option<Dumped<'t>> {
        let text = line.trim_start();
        let (indent, line) = (line.len() - text.len(), text);
        let (prefixed, rest) = match line.strip_prefix("0x") {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let length = rest.bytes().take(17).take_while(u8::is_ascii_hexdigit).count();
        if !(4..=16).contains(&length) {
            return None;
        }
        let (digits, rest) = rest.split_at_checked(length)?;
        let (colon, rest) = match rest.strip_prefix(':') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        // alone: only white space behind
        let body = if rest.trim().is_empty() { "" } else { rest };
        Some(Dumped { indent, prefixed, digits, colon, body })
    }

    fn value(&self, radix: u32) -> Option<u64> {
        u64::from_str_radix(self.digits, radix).ok()
    }

    /// Digits in the first group of octets; `None` where it is no such group.
    fn group(&self) -> Option<usize> {
        let word = self.body.split_whitespace().next()?;
        (word.len() % 2 == 0 && hex(word)).then_some(word.len())
    }

    /// All groups of the line, as far as they are hexadecimal: octets in them, and whether each has `width` digits.
    fn groups(&self, width: usize) -> (u64, bool) {
        let mut count = 0;
        let mut even = true;
        for word in self.body.split_whitespace() {
            if word.len() % 2 != 0 || !hex(word) {
                return (count, false);
            }
            even &= word.len() == width;
            count += word.len() as u64 / 2;
        }
        (count, even)
    }
}

fn hex(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// How all lines of a dump are written.
pub(super) struct Style {
    /// The deepest that a line may be moved in.
    indent: usize,
    prefixed: bool,
    colon: bool,
    /// Digits of the offset; a long dump may need more.
    width: usize,
    radix: u32,
    /// Octets of a word that is printed with its last octet first; 1 where octets stand in their order.
    word: usize,
}

/// How far reading a line's octets came, in octets of its body.
#[derive(Clone, Copy)]
pub(super) struct Count {
    /// Behind the last octet.
    pub end: usize,
    /// Where something stands that is neither an octet nor may stand there.
    pub stop: Option<usize>,
}

impl Style {
    /// The style of a dump whose first line may be `first`; `None` where that line is none.
    pub(super) fn of<'t>(
        first: &Dumped<'_>,
        following: impl Iterator<Item = &'t str> + Clone,
        notes: &mut Notes,
    ) -> Option<Style> {
        let group = first.group()?;
        let (most, even) = first.groups(group);
        let count = characters(first.body).map_or(most, |(count, _)| count as u64);
        let mut style = Style {
            indent: usize::MAX,
            prefixed: first.prefixed,
            colon: first.colon,
            width: first.digits.len(),
            radix: 16,
            word: 1,
        };
        // the next line with an offset, and whether lines are left out before it
        let mut squeezed = false;
        let next = following
            .clone()
            .filter(|line| !line.trim().is_empty())
            .inspect(|line| squeezed |= line.trim() == "*")
            .find(|line| line.trim() != "*")
            .and_then(Dumped::of)
            .filter(|next| style.like(next));
        let steps = |radix| {
            let (from, to) = (first.value(radix)?, next.as_ref()?.value(radix)?);
            to.checked_sub(from).filter(|step| *step > 0)
        };
        // the radix in which the offsets tell the number of octets; characters beside them may look like some more
        let radixes: &[u32] = match style.width {
            // od prints seven digits, octal or decimal, and xxd -d eight, decimal
            7 => &[16, 8, 10],
            8 => &[16, 10],
            _ => &[16],
        };
        let exact = radixes.iter().copied().find(|&radix| steps(radix) == Some(count));
        let loose = radixes.iter().copied().find(|&radix| steps(radix).is_some_and(|step| step <= count));
        let grows = !squeezed && (exact.is_some() || loose.is_some());
        let zero = first.value(16) == Some(0);
        // od and hexdump: seven digits, or six after od -A x, and no colon
        let od = !style.colon && !style.prefixed && matches!(style.width, 6 | 7);
        let offset = style.colon
            || style.prefixed
            || grows
            // one line: the offset 0 must differ from the octets behind it
            || (zero && matches!(group, 2 | 4 | 8 | 16) && group != style.width);
        if !offset {
            return None;
        }
        if style.tcpdump() {
            // tcpdump -v shows parts of a frame as dumps of their own, moved in more than the frame's; the first
            // line may have lost its white space when it was copied
            let like = following.clone().filter_map(Dumped::of).filter(|line| style.like(line));
            style.indent = like.map(|line| line.indent).min().unwrap_or(usize::MAX);
        }
        if grows {
            style.radix = exact.or(loose)?;
        } else if od && squeezed && group == 2 && style.width == 7 {
            // hexdump -C has eight digits: this is od -t x1, whose offsets are octal
            style.radix = 8;
        } else if od && squeezed && style.width == 7 {
            notes.once(Remark::Radix, || {
                say!(
                    en: "the offsets are taken as hexadecimal, as `hexdump` prints them; `od` prints octal ones, so if it printed this, use `od -A x -t x1`",
                    zh: "偏移量按十六进制读取（`hexdump` 的输出）；`od` 输出八进制偏移量，若出自它，请用 `od -A x -t x1`"
                )
            });
        }
        if od && matches!(group, 4 | 8 | 16) && (even || most >= group as u64 / 2) {
            style.word = group / 2;
        } else if style.colon && matches!(group, 4 | 8 | 16) {
            // xxd -e prints words too: the first line whose characters tell shows which way round they are
            let lines =
                std::iter::once(first.body).chain(following.filter_map(Dumped::of).map(|line| line.body));
            let turned = lines
                .map(|body| (characters(body).is_some(), words_shown(body, group / 2).is_some()))
                .find(|(in_order, turned)| in_order != turned);
            if turned == Some((false, true)) {
                style.word = group / 2;
            }
        }
        if style.word > 1 {
            let word = style.word;
            notes.once(Remark::LittleEndian, || {
                say!(
                    en: "the dump shows words of {word} octets with the last octet first, as `hexdump`, `od -x` and `xxd -e` do on most computers; the octets are put back in order (`hexdump -C` and `xxd` print them so)",
                    zh: "转储以 {word} 字节的字为单位、低位字节在后地显示（多数计算机上的 `hexdump`、`od -x` 和 `xxd -e` 如此）；已恢复字节的原有顺序（`hexdump -C` 和 `xxd` 按原序输出）",
                    word = word
                )
            });
        }
        Some(style)
    }

    fn like(&self, line: &Dumped<'_>) -> bool {
        line.indent <= self.indent
            && self.prefixed == line.prefixed
            && self.colon == line.colon
            && line.digits.len() >= self.width
            && (self.colon || self.prefixed || line.body.is_empty() || line.group().is_some())
    }

    /// The offset of a line in this style, and the line. One whose octets are damaged at once is known by its offset,
    /// which comes soon `after` the last.
    pub(super) fn read<'t>(&self, line: &'t str, after: Option<u64>) -> Option<(u64, Dumped<'t>)> {
        let dumped = Dumped::of(line)?;
        let value = dumped.value(self.radix)?;
        let soon =
            after.and_then(|after| value.checked_sub(after)).is_some_and(|step| (1..=64).contains(&step));
        let damaged = soon
            && !dumped.prefixed
            && !dumped.colon
            && !self.prefixed
            && !self.colon
            && dumped.digits.len() == self.width;
        (damaged || self.like(&dumped)).then_some((value, dumped))
    }

    /// Whether a line that is none in this style has octets all the same, behind something that is no offset.
    pub(super) fn broken(&self, line: &str) -> bool {
        let mut words = line.split_whitespace();
        let mut octets = || words.next().is_some_and(|word| matches!(word.len(), 2 | 4 | 8) && hex(word));
        // tcpdump tells what is in a frame between the dumps, in words that may look like anything
        !self.tcpdump() && line.split_whitespace().next().is_some_and(|first| first.len() >= 4) && {
            octets();
            octets() && octets()
        }
    }

    pub(super) fn radix(&self) -> u32 {
        self.radix
    }

    /// tcpdump alone writes `0x0010:`.
    pub(super) fn tcpdump(&self) -> bool {
        self.prefixed && self.colon
    }

    /// Reads octets from the left, `most` at most.
    pub(super) fn octets(&self, body: &str, most: Option<usize>, octets: &mut Vec<u8>) -> Count {
        let most = most.unwrap_or(usize::MAX);
        if self.word > 1 {
            return self.words(body, most, octets);
        }
        let mut end = 0;
        for cell in cells(body).take(most) {
            match cell {
                Ok((octet, after)) => {
                    octets.push(octet);
                    end = after;
                }
                Err(stop) => return Count { end, stop: self.stop(body, end, stop) },
            }
        }
        Count { end, stop: None }
    }

    fn words(&self, body: &str, most: usize, octets: &mut Vec<u8>) -> Count {
        let (mut end, mut left) = (0, most);
        for word in words(body, self.word) {
            match word {
                _ if left == 0 => break,
                Ok((mut word, after)) => {
                    // od and hexdump fill the last word up with zeros
                    word.truncate(left);
                    left -= word.len();
                    octets.extend(word);
                    end = after;
                }
                Err(stop) => return Count { end, stop: self.stop(body, end, stop) },
            }
        }
        Count { end, stop: None }
    }

    /// Whether what stands at `stop` may stand there: characters begin with a mark or behind two spaces.
    fn stop(&self, body: &str, end: usize, stop: usize) -> Option<usize> {
        let found = body.get(stop..).unwrap_or_default();
        let gap = body.get(end..stop).unwrap_or_default();
        let apart = end > 0 && (gap.len() >= 2 || gap.contains('\t'));
        (!apart && !found.starts_with(['|', '>'])).then_some(stop)
    }

    /// Whether another octet stands one space behind `end`.
    pub(super) fn more(&self, body: &str, end: usize) -> bool {
        let rest = body.get(end..).unwrap_or_default();
        let mut cells = rest.bytes();
        match (cells.next(), cells.next(), cells.next()) {
            (Some(b' '), Some(high), Some(low)) => {
                // a whole group, not the beginning of a word
                let word = rest.split_whitespace().next().unwrap_or_default();
                nibble(high).is_some() && nibble(low).is_some() && word.len() % 2 == 0 && hex(word)
            }
            (Some(high), Some(low), _) => nibble(high).is_some() && nibble(low).is_some(),
            _ => false,
        }
    }

    /// Reads the octets of a line whose length no offset tells; `column` is where those of a full line end.
    pub(super) fn free(&self, body: &str, column: Option<usize>, octets: &mut Vec<u8>) -> Count {
        if self.word > 1 {
            return self.words(body, words_shown(body, self.word).unwrap_or(usize::MAX), octets);
        }
        let from = octets.len();
        if let Some((count, end)) = characters(body) {
            octets.extend(cells(body).take(count).filter_map(Result::ok).map(|(octet, _)| octet));
            return Count { end, stop: None };
        }
        if let Some(column) = column {
            let mut end = 0;
            for cell in cells(body) {
                match cell {
                    Ok((octet, after)) if after <= column => {
                        octets.push(octet);
                        end = after;
                    }
                    Err(stop) if stop < column && octets.len() == from => {
                        return Count { end, stop: Some(stop) };
                    }
                    Err(stop) if stop < column => return Count { end, stop: self.stop(body, end, stop) },
                    _ => break,
                }
            }
            return Count { end, stop: None };
        }
        self.octets(body, None, octets)
    }
}

/// The octets of a body and where each ends, up to the first thing that is none: its place.
fn cells(body: &str) -> impl Iterator<Item = Result<(u8, usize), usize>> {
    let bytes = body.as_bytes();
    let mut at = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        // some programs put a dash between the eighth octet and the ninth
        while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'-')) {
            at += 1;
        }
        let pair = match (bytes.get(at), bytes.get(at + 1)) {
            (None, _) => return None,
            (Some(&high), Some(&low)) => nibble(high).zip(nibble(low)),
            _ => None,
        };
        Some(match pair {
            Some((high, low)) => {
                at += 2;
                Ok((high << 4 | low, at))
            }
            None => {
                ended = true;
                Err(at)
            }
        })
    })
}

/// The words of a body, each with its octets put in order and with where it ends, up to the first thing that is none:
/// its place. The last word may be shorter.
fn words(body: &str, most: usize) -> impl Iterator<Item = Result<(Vec<u8>, usize), usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = body.get(at..)?;
        let start = at + rest.len() - rest.trim_start().len();
        let word = body.get(start..)?.split_whitespace().next()?;
        if word.len() > most * 2 || word.len() % 2 != 0 || !hex(word) {
            // nothing is read behind it
            at = body.len() + 1;
            return Some(Err(start));
        }
        at = start + word.len();
        let mut octets: Vec<u8> = cells(word).filter_map(Result::ok).map(|(octet, _)| octet).collect();
        octets.reverse();
        Some(Ok((octets, at)))
    })
}

/// How many octets a column of characters shows behind the words before it.
fn words_shown(body: &str, word: usize) -> Option<usize> {
    let mut octets = Vec::new();
    for word in words(body, word) {
        let (word, end) = word.ok()?;
        octets.extend(word);
        if octets.len() > LONGEST_SHOWN {
            return None;
        }
        if shown_behind(body, end, &octets) {
            return Some(octets.len());
        }
    }
    None
}

/// Looks for a column of characters that shows the octets before it: how many these are, and where they end.
fn characters(body: &str) -> Option<(usize, usize)> {
    let mut octets = [0u8; LONGEST_SHOWN];
    let mut count = 0;
    for cell in cells(body) {
        let (octet, end) = cell.ok()?;
        *octets.get_mut(count)? = octet;
        count += 1;
        if shown_behind(body, end, octets.get(..count).unwrap_or_default()) {
            return Some((count, end));
        }
    }
    None
}

/// Octets on a line that may have characters beside them. No program prints longer lines, and looking at every place
/// of one that is much longer would take too long.
const LONGEST_SHOWN: usize = 256;

/// Whether what stands behind `end` shows `octets`.
fn shown_behind(body: &str, end: usize, octets: &[u8]) -> bool {
    let rest = body.get(end..).unwrap_or_default();
    // characters that are spaces themselves look like a part of the gap
    let spaces = rest.len() - rest.trim_start().len();
    let own = octets.iter().take_while(|&&octet| octet == b' ').count();
    [spaces, spaces.saturating_sub(own)]
        .into_iter()
        .any(|gap| gap >= 2 && rest.get(gap..).is_some_and(|shown| shows(shown, octets)))
}

/// Whether `shown` has one character for each octet: itself where it can be printed, a dot where it cannot.
fn shows(shown: &str, octets: &[u8]) -> bool {
    let shown = match shown.as_bytes() {
        [b'|', .., b'|'] => shown.get(1..shown.len() - 1).unwrap_or_default(),
        [b'>', .., b'<'] => shown.get(1..shown.len() - 1).unwrap_or_default(),
        _ => shown,
    };
    let fits = |c: char, octet: u8| match octet {
        b' '..=b'~' => c == char::from(octet) || c == '.',
        _ => c == '.' || !c.is_ascii(),
    };
    // spaces at the end get lost when text is copied; a space may part the ninth from the eighth
    let matches = |split: bool| {
        let mut chars = shown.chars();
        for (i, &octet) in octets.iter().enumerate() {
            if split && i == 8 && chars.next() != Some(' ') {
                return false;
            }
            match chars.next() {
                Some(c) if fits(c, octet) => {}
                None if octet == b' ' => {}
                _ => return false,
            }
        }
        chars.as_str().trim().is_empty()
    };
    !shown.is_empty() && (matches(false) || (octets.len() > 8 && matches(true)))
}
