//! Messages in a stream of octets: where one ends and the next begins.
//!
//! TCP keeps the octets and their order, and no borders (RFC 9293, section 3.8: a *push* is no border either): what one
//! `write` sent may come in several reads, and what several sent may come in one. Framing is how two programs agree on
//! where a message ends. Everything here is a function of octets; whoever reads them keeps what is unfinished.

use crate::say;
use crate::spec::{Said, Trouble};
use memchr::{memchr, memmem};
use std::fmt;

/// The most octets that are kept for a message whose end has not come.
pub const LIMIT: usize = 65_536;

/// Octets of the number before a message with [`Framing::Length`].
pub const PREFIX: usize = 4;

/// How messages are told from each other.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Framing {
    /// A message ends with LF or CRLF.
    #[default]
    Line,
    /// Whatever a read gave is taken for a message.
    Raw,
    /// Its length stands before it, in 4 octets, the highest first.
    Length,
    /// Every message has so many octets.
    Fixed(usize),
    /// A message ends with these octets. (Without any, as [`Framing::Raw`].)
    Delimiter(Vec<u8>),
}

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With LF.
    Lf,
    /// With CR LF.
    CrLf,
    /// With the delimiter.
    Delimiter,
    /// With its last octet, which its length told.
    Counted,
    /// With the read: [`Framing::Raw`].
    Read,
    /// Not yet: this is a piece of a message longer than [`LIMIT`].
    Piece,
    /// Not at all: the stream ended, or nothing more came for a while.
    Unfinished,
}

/// What stands at the beginning of octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut<'a> {
    /// A message.
    Message(Message<'a>),
    /// The beginning of a message. The first `searched` octets need not be looked at again.
    More {
        /// How many octets are known to hold no end.
        searched: usize,
    },
    /// A length past [`LIMIT`]: where the next message begins can no longer be known.
    TooLong(u32),
}

/// A message found in octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// The message, without what marks its end or tells its length.
    pub body: &'a [u8],
    /// How many octets it took, with these.
    pub taken: usize,
    /// How it ended.
    pub end: End,
}

impl Framing {
    /// Reads `line`, `raw`, `length`, `fixed:16` or `delimiter:\n`, in which `\n`, `\r`, `\t`, `\0`, `\\` and `\x1f`
    /// stand for an octet.
    ///
    /// # Errors
    /// Which part is wrong, and what there is.
    pub fn read(word: &str) -> Result<Framing, Trouble> {
        let (name, value) = word.split_once(':').map_or((word, None), |(name, value)| (name, Some(value)));
        match (name, value) {
            ("line", None) => Ok(Framing::Line),
            ("raw", None) => Ok(Framing::Raw),
            ("length", None) => Ok(Framing::Length),
            ("fixed", Some(value)) => match value.parse() {
                Ok(octets @ 1..=LIMIT) => Ok(Framing::Fixed(octets)),
                _ => Err(Trouble::new(say!(
                    en: "`{value}` in `{word}` is no length: a number from 1 to {most}",
                    zh: "`{word}` 中的 `{value}` 不是长度：应为 1 到 {most} 的数",
                    value = value, word = word, most = LIMIT
                ))
                .hint(say!(en: "`fixed:16`", zh: "`fixed:16`"))),
            },
            ("delimiter", Some(value)) => match unescaped(value) {
                Ok(octets) if octets.is_empty() => Err(Trouble::new(say!(
                    en: "the delimiter in `{word}` is empty", zh: "`{word}` 中的定界符是空的", word = word
                ))
                .hint(say!(en: "`'delimiter:\\n'`", zh: "`'delimiter:\\n'`"))),
                Ok(octets) if octets.len() > LIMIT => Err(Trouble::new(say!(
                    en: "the delimiter has {have} octets, more than {most}", zh: "定界符有 {have} 字节，超过 {most}",
                    have = octets.len(), most = LIMIT
                ))),
                Ok(octets) => Ok(Framing::Delimiter(octets)),
                Err(escape) => Err(Trouble::new(say!(
                    en: "`{escape}` in `{word}` stands for no octet",
                    zh: "`{word}` 中的 `{escape}` 不代表任何字节",
                    escape = escape, word = word
                ))
                .hint(say!(
                    en: "there are \\n, \\r, \\t, \\0, \\\\ and \\x1f", zh: "可用 \\n、\\r、\\t、\\0、\\\\ 和 \\x1f"
                ))),
            },
            ("fixed" | "delimiter", None) => {
                let right = if name == "fixed" { "fixed:16" } else { "'delimiter:\\n'" };
                Err(Trouble::new(say!(en: "`{name}` needs a value", zh: "`{name}` 需要一个值", name = name))
                    .hint(say!(en: "`{right}`", zh: "`{right}`", right = right)))
            }
            ("line" | "raw" | "length", Some(_)) => {
                Err(Trouble::new(say!(en: "`{name}` takes no value", zh: "`{name}` 不带值", name = name))
                    .hint(say!(en: "`{name}`", zh: "`{name}`", name = name)))
            }
            _ => Err(Trouble::new(say!(
                en: "`{word}` is no framing", zh: "`{word}` 不是消息定界方式", word = word
            ))
            .hint(say!(
                en: "one of: line, raw, length, fixed:16, 'delimiter:\\n'",
                zh: "可取：line、raw、length、fixed:16、'delimiter:\\n'"
            ))),
        }
    }

    /// The message that `octets` begin with. The first `searched` of them were looked at before, when they were all
    /// there was. Takes at most a whole message; with no octets there is none.
    pub fn cut<'a>(&self, octets: &'a [u8], searched: usize) -> Cut<'a> {
        let whole = |body: &'a [u8], taken, end| Cut::Message(Message { body, taken, end });
        match self {
            Framing::Line => {
                let end = octets.len().min(LIMIT + 1);
                let from = searched.min(end);
                match memchr(b'\n', &octets[from..end]).map(|at| from + at) {
                    Some(at) => match octets[..at].strip_suffix(b"\r") {
                        Some(body) => whole(body, at + 1, End::CrLf),
                        None => whole(&octets[..at], at + 1, End::Lf),
                    },
                    None => unended(octets, 1),
                }
            }
            Framing::Delimiter(delimiter) if !delimiter.is_empty() => {
                let end = octets.len().min(LIMIT + delimiter.len());
                // its first octets may be the last of those that were searched
                let from = searched.saturating_sub(delimiter.len() - 1).min(end);
                match memmem::find(&octets[from..end], delimiter).map(|at| from + at) {
                    Some(at) => whole(&octets[..at], at + delimiter.len(), End::Delimiter),
                    None => unended(octets, delimiter.len()),
                }
            }
            Framing::Raw | Framing::Delimiter(_) if octets.is_empty() => Cut::More { searched: 0 },
            Framing::Raw | Framing::Delimiter(_) => whole(octets, octets.len(), End::Read),
            Framing::Fixed(size) => {
                let size = (*size).max(1);
                match octets.get(..size) {
                    Some(body) => whole(body, size, End::Counted),
                    None => Cut::More { searched: 0 },
                }
            }
            Framing::Length => {
                let Some((prefix, rest)) = octets.split_first_chunk::<PREFIX>() else {
                    return Cut::More { searched: 0 };
                };
                let length = u32::from_be_bytes(*prefix);
                match length as usize {
                    size if size > LIMIT => Cut::TooLong(length),
                    size if size > rest.len() => Cut::More { searched: 0 },
                    size => whole(&rest[..size], PREFIX + size, End::Counted),
                }
            }
        }
    }

    /// What is left when nothing more comes: a message without an end, where a message can be without one. A counted
    /// message that is not whole is none.
    pub fn rest<'a>(&self, octets: &'a [u8]) -> Option<Message<'a>> {
        let open = !octets.is_empty() && !matches!(self, Framing::Length | Framing::Fixed(_));
        open.then_some(Message { body: octets, taken: octets.len(), end: End::Unfinished })
    }

    /// Appends a message as it goes on the wire: with its length before it, or with its end behind it.
    pub fn wrap(&self, body: &[u8], end: End, out: &mut Vec<u8>) {
        if *self == Framing::Length {
            out.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
        }
        out.extend(body);
        out.extend(self.ending(end));
    }

    /// The octets behind a message that ended so.
    pub fn ending(&self, end: End) -> &[u8] {
        match (end, self) {
            (End::Lf, _) => b"\n",
            (End::CrLf, _) => b"\r\n",
            (End::Delimiter, Framing::Delimiter(delimiter)) => delimiter,
            _ => b"",
        }
    }

    /// How a message that is made here ends.
    pub fn usual(&self) -> End {
        match self {
            Framing::Line => End::Lf,
            Framing::Raw => End::Read,
            Framing::Length | Framing::Fixed(_) => End::Counted,
            Framing::Delimiter(_) => End::Delimiter,
        }
    }

    /// What it is, in a sentence without a full stop.
    pub fn means(&self) -> Said {
        match self {
            Framing::Line => say!(en: "a message ends with LF or CRLF", zh: "消息以 LF 或 CRLF 结束"),
            Framing::Raw => say!(
                en: "whatever a read gives is taken for a message", zh: "一次 read 读到什么就当作一个消息"
            ),
            Framing::Length => say!(
                en: "the length stands before each message, in 4 octets, highest first",
                zh: "每个消息之前有 4 字节的长度，高位字节在前"
            ),
            Framing::Fixed(size) => {
                say!(en: "every message has {size} octets", zh: "每个消息有 {size} 字节", size = size)
            }
            Framing::Delimiter(delimiter) => {
                let shown = escaped(delimiter);
                say!(en: "a message ends with {shown}", zh: "消息以 {shown} 结束", shown = shown)
            }
        }
    }
}

/// As it is typed.
impl fmt::Display for Framing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Framing::Line => f.write_str("line"),
            Framing::Raw => f.write_str("raw"),
            Framing::Length => f.write_str("length"),
            Framing::Fixed(size) => write!(f, "fixed:{size}"),
            Framing::Delimiter(delimiter) => write!(f, "delimiter:{}", escaped(delimiter)),
        }
    }
}

/// No end in sight: either more may come, or the message is so long that it goes on in pieces. Which of the two is
/// decided by its first octets alone, in whatever reads they come: a message of [`LIMIT`] octets and the `ending`
/// octets of its end are waited for.
fn unended(octets: &[u8], ending: usize) -> Cut<'_> {
    match octets.get(..LIMIT) {
        Some(body) if octets.len() >= LIMIT + ending => {
            Cut::Message(Message { body, taken: LIMIT, end: End::Piece })
        }
        _ => Cut::More { searched: octets.len() },
    }
}

/// The octets that a text with escapes stands for, or the escape that stands for none.
pub fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            octets.extend(c.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        match chars.next() {
            Some('n') => octets.push(b'\n'),
            Some('r') => octets.push(b'\r'),
            Some('t') => octets.push(b'\t'),
            Some('0') => octets.push(0),
            Some('\\') => octets.push(b'\\'),
            Some('x') => {
                let digits: String = chars.by_ref().take(2).collect();
                let octet = u8::from_str_radix(&digits, 16)
                    .ok()
                    .filter(|_| digits.len() == 2 && !digits.starts_with('+'));
                octets.push(octet.ok_or(format!("\\x{digits}"))?);
            }
            Some(other) => return Err(format!("\\{other}")),
            None => return Err("\\".into()),
        }
    }
    Ok(octets)
}

/// Octets as [`unescaped`] reads them.
pub fn escaped(octets: &[u8]) -> String {
    let mut out = String::with_capacity(octets.len());
    for octet in octets {
        match octet {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0 => out.push_str("\\0"),
            b'\\' => out.push_str("\\\\"),
            b' '..=b'~' => out.push(char::from(*octet)),
            octet => out.push_str(&format!("\\x{octet:02x}")),
        }
    }
    out
}

/// Finds the messages in a stream that comes in pieces of any size, and keeps what is unfinished: at most
/// [`LIMIT`] octets and what a read gave.
#[derive(Debug, Default)]
pub struct Cutter {
    kept: Vec<u8>,
    searched: usize,
}

impl Cutter {
    /// Takes what a read gave and hands every message to `each`.
    ///
    /// # Errors
    /// A length past [`LIMIT`], behind which nothing can be found any more.
    pub fn feed(
        &mut self,
        framing: &Framing,
        octets: &[u8],
        mut each: impl FnMut(Message<'_>),
    ) -> Result<(), u32> {
        self.kept.extend(octets);
        let mut start = 0;
        let wrong = loop {
            match framing.cut(&self.kept[start..], self.searched) {
                Cut::Message(message) => {
                    start += message.taken;
                    self.searched = 0;
                    each(message);
                }
                Cut::More { searched } => {
                    self.searched = searched;
                    break None;
                }
                Cut::TooLong(length) => break Some(length),
            }
        };
        self.kept.drain(..start);
        wrong.map_or(Ok(()), Err)
    }

    /// The octets whose message has not ended yet.
    pub fn kept(&self) -> &[u8] {
        &self.kept
    }

    /// Takes what is kept, at the end of the stream or after silence.
    pub fn take(&mut self) -> Vec<u8> {
        self.searched = 0;
        std::mem::take(&mut self.kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Found = (Vec<u8>, End);

    /// The messages in `octets`, which come in reads of these sizes over and over, and what is left at the end.
    fn messages(framing: &Framing, octets: &[u8], sizes: &[usize]) -> (Vec<Found>, Vec<u8>, Option<u32>) {
        let (mut cutter, mut found, mut rest) = (Cutter::default(), Vec::new(), octets);
        for size in sizes.iter().cycle() {
            let (read, behind) = rest.split_at((*size).min(rest.len()));
            let fed = cutter.feed(framing, read, |message| found.push((message.body.to_vec(), message.end)));
            assert!(cutter.kept().len() < 2 * LIMIT + 8);
            rest = behind;
            if let Err(length) = fed {
                return (found, [&cutter.take(), rest].concat(), Some(length));
            }
            if rest.is_empty() {
                break;
            }
        }
        (found, cutter.take(), None)
    }

    fn found(framing: &str, octets: &[u8], size: usize) -> Vec<Found> {
        messages(&Framing::read(framing).expect("a framing"), octets, &[size]).0
    }

    #[test]
    fn lines_end_with_lf_and_with_crlf() {
        for size in 1..12 {
            let lines = found("line", b"one\r\ntwo\n\n\rx\r\r\n", size);
            let want: [(&[u8], End); 4] =
                [(b"one", End::CrLf), (b"two", End::Lf), (b"", End::Lf), (b"\rx\r", End::CrLf)];
            assert_eq!(lines, want.map(|(body, end)| (body.to_vec(), end)), "{size}");
        }
    }

    #[test]
    fn lengths_sizes_and_delimiters_are_obeyed() {
        let bodies = |found: Vec<Found>| found.into_iter().map(|(body, _)| body).collect::<Vec<_>>();
        for size in 1..9 {
            assert_eq!(
                bodies(found("length", b"\0\0\0\x02hi\0\0\0\0\0\0\0\x01\n\0\0", size)),
                [&b"hi"[..], b"", b"\n"]
            );
            assert_eq!(bodies(found("fixed:3", b"abcdefgh", size)), [b"abc", b"def"]);
            assert_eq!(bodies(found("delimiter:aab", b"aaabxaabaa", size)), [&b"a"[..], b"x"]);
        }
        assert_eq!(bodies(found("raw", b"abcde", 2)), [&b"ab"[..], b"cd", b"e"]);
    }

    /// What a browser sends to a server that waits for lengths: "GET " is 1,195,725,856.
    #[test]
    fn a_length_that_is_none_is_told() {
        let (found, kept, wrong) = messages(&Framing::Length, b"\0\0\0\x01xGET / HTTP/1.1\r\n", &[5]);
        assert_eq!((found.len(), &kept[..4], wrong), (1, &b"GET "[..], Some(1_195_725_856)));
    }

    #[test]
    fn a_long_line_goes_on_in_pieces() {
        let mut octets = vec![b'x'; 2 * LIMIT + 10];
        octets.extend(b"\nend\n");
        for sizes in [&[1000][..], &[LIMIT], &[LIMIT + 1, 1], &[usize::MAX]] {
            let (found, kept, _) = messages(&Framing::Line, &octets, sizes);
            let lengths: Vec<_> = found.iter().map(|(body, end)| (body.len(), *end)).collect();
            assert_eq!(lengths, [(LIMIT, End::Piece), (LIMIT, End::Piece), (10, End::Lf), (3, End::Lf)]);
            assert!(kept.is_empty());
        }
        // a line of just so many octets is whole
        let (found, ..) = messages(&Framing::Line, &octets[LIMIT + 10..], &[700]);
        assert_eq!((found[0].0.len(), found[0].1), (LIMIT, End::Lf));
    }

    #[test]
    fn framings_are_read_as_they_are_shown() {
        for word in
            ["line", "raw", "length", "fixed:16", "fixed:65536", "delimiter:\\n", "delimiter:\\x1f\\\\ab: é"]
        {
            let framing = Framing::read(word).expect(word);
            assert_eq!(Framing::read(&framing.to_string()).expect(word), framing);
            assert!(!framing.means().en.is_empty());
        }
        for word in [
            "",
            "lines",
            "fixed",
            "fixed:0",
            "fixed:65537",
            "fixed:x",
            "delimiter:",
            "delimiter:\\q",
            "delimiter:\\x+1",
            "delimiter:\\x1",
            "delimiter:\\",
            "line:1",
        ] {
            assert!(Framing::read(word).is_err(), "{word}");
        }
    }

    fn any_framing() -> impl Strategy<Value = Framing> {
        prop_oneof![
            Just(Framing::Line),
            Just(Framing::Length),
            (1..40_usize).prop_map(Framing::Fixed),
            prop::collection::vec(prop::sample::select(b"ab\r\n".to_vec()), 1..4)
                .prop_map(Framing::Delimiter),
        ]
    }

    /// Octets in which ends, halves of ends and small lengths are frequent.
    fn any_octets() -> impl Strategy<Value = Vec<u8>> {
        let octet = prop_oneof![4 => prop::sample::select(b"ab\r\n\0\x01\x05".to_vec()), 1 => any::<u8>()];
        prop::collection::vec(octet, 0..200)
    }

    proptest! {
        /// However the stream is cut, the messages are the same.
        #[test]
        fn the_cuts_do_not_matter(framing in any_framing(), octets in any_octets(), sizes in prop::collection::vec(1..30_usize, 1..5)) {
            prop_assert_eq!(messages(&framing, &octets, &sizes), messages(&framing, &octets, &[usize::MAX]));
        }

        /// Messages, their ends and what is left make up the stream again.
        #[test]
        fn nothing_is_lost(framing in any_framing(), octets in any_octets(), sizes in prop::collection::vec(1..30_usize, 1..5)) {
            let (found, kept, _) = messages(&framing, &octets, &sizes);
            let mut again = Vec::new();
            for (body, end) in &found {
                framing.wrap(body, *end, &mut again);
            }
            again.extend(kept);
            prop_assert_eq!(again, octets);
        }

        /// A message that holds no end of its own comes back whole.
        #[test]
        fn what_is_wrapped_is_found(bodies in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..6), size in 1..40_usize) {
            for framing in [Framing::Line, Framing::Length, Framing::Delimiter(b"\x1f\x1e".to_vec())] {
                let fits = |body: &&Vec<u8>| framing == Framing::Length || !body.iter().any(|octet| b"\n\r\x1f\x1e".contains(octet));
                let bodies: Vec<Vec<u8>> = bodies.iter().filter(fits).cloned().collect();
                let mut stream = Vec::new();
                for body in &bodies {
                    framing.wrap(body, framing.usual(), &mut stream);
                }
                let (found, kept, _) = messages(&framing, &stream, &[size]);
                prop_assert_eq!(found.into_iter().map(|(body, _)| body).collect::<Vec<_>>(), bodies);
                prop_assert!(kept.is_empty());
            }
        }
    }
}
