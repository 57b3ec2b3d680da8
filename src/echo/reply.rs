//! What a server answers to a message.

use super::framing::{End, Framing, Message};
use crate::say;
use crate::spec::{Text, Trouble, text};

/// What a server does with what it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reply {
    /// Answers in capitals.
    #[default]
    Upper,
    /// Sends it back as it is (RFC 862).
    Echo,
    /// Sends it back the other way round.
    Reverse,
    /// Answers with its octets in hexadecimal.
    Hex,
    /// Reads and throws away (RFC 863).
    Discard,
    /// Sends characters without end (RFC 864).
    Chargen,
    /// Says what time it is, and closes (RFC 867).
    Daytime,
    /// Passes it on to all other clients.
    Chat,
    /// Answers a browser with a page about its request (RFC 9112).
    Http,
    /// Reads and tells, and answers nothing.
    None,
}

/// The names, and what each does.
const NAMES: [(&str, Reply, Text); 10] = [
    ("upper", Reply::Upper, text("answers in capitals", "用大写回答")),
    ("echo", Reply::Echo, text("sends back what it gets", "原样送回")),
    ("reverse", Reply::Reverse, text("sends back what it gets the other way round", "倒过来送回")),
    ("hex", Reply::Hex, text("answers with the octets in hexadecimal", "用十六进制写出各字节作为回答")),
    ("discard", Reply::Discard, text("reads and throws away", "读后丢弃")),
    ("chargen", Reply::Chargen, text("sends characters without end", "不停地发送字符")),
    ("daytime", Reply::Daytime, text("says what time it is and closes", "报告时间，然后关闭")),
    ("chat", Reply::Chat, text("passes on to all other clients", "转发给其他所有客户")),
    (
        "http",
        Reply::Http,
        text("answers a browser with a page about its request", "向浏览器回答一个介绍其请求的网页"),
    ),
    ("none", Reply::None, text("reads and logs, and answers nothing", "读取并记录，不回答")),
];

/// Characters of a line of [`Reply::Chargen`], and how many printable ones there are.
const CHARGEN_LINE: usize = 72;
const PRINTABLE: usize = 95;

impl Reply {
    /// Its names, as typed.
    pub fn names() -> [&'static str; 10] {
        NAMES.map(|(name, ..)| name)
    }

    /// Reads a name.
    ///
    /// # Errors
    /// What names there are.
    pub fn read(word: &str) -> Result<Reply, Trouble> {
        match NAMES.iter().find(|(name, ..)| *name == word) {
            Some((_, reply, _)) => Ok(*reply),
            None => {
                let names = Reply::names().join(", ");
                Err(Trouble::new(
                    say!(en: "`{word}` is no reply", zh: "没有叫 `{word}` 的回答方式", word = word),
                )
                .hint(say!(en: "one of: {names}", zh: "可取：{names}", names = names)))
            }
        }
    }

    /// As it is typed.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, reply, _)| *reply == self).map_or("", |(name, ..)| *name)
    }

    /// What it does, without a full stop.
    pub fn means(self) -> Text {
        NAMES.iter().find(|(_, reply, _)| *reply == self).map_or(NAMES[0].2, |(.., means)| *means)
    }

    /// Whether the answer to whole messages has the same octets in the same places but for capitals, ends included, so
    /// that it can be made where they lie.
    pub fn is_in_place(self, framing: &Framing, unicode: bool) -> bool {
        let keeps_ends = matches!(framing, Framing::Line | Framing::Raw | Framing::Fixed(_));
        self == Reply::Echo || self == Reply::Upper && !unicode && keeps_ends
    }

    /// Whether each answer is as long as its message, in octets.
    pub fn keeps_length(self, unicode: bool) -> bool {
        !(matches!(self, Reply::Hex | Reply::Chat) || self == Reply::Upper && unicode)
    }

    /// The answer where the messages lie; see [`Reply::is_in_place`].
    pub fn in_place(self, octets: &mut [u8]) {
        if self == Reply::Upper {
            octets.make_ascii_uppercase();
        }
    }

    /// Appends the answer to one message, with its own end. What has no answer of its own appends nothing.
    pub fn answer(self, message: &Message<'_>, framing: &Framing, unicode: bool, out: &mut Vec<u8>) {
        let body = match self {
            Reply::Upper if unicode => upper(message.body),
            Reply::Upper => message.body.to_ascii_uppercase(),
            Reply::Echo => return framing.wrap(message.body, message.end, out),
            Reply::Reverse if unicode => reversed(message.body),
            Reply::Reverse => message.body.iter().rev().copied().collect(),
            Reply::Hex => hex(message.body),
            _ => return,
        };
        framing.wrap(&body, message.end, out);
    }
}

/// Capitals of all scripts; octets that are no UTF-8 stay as they are.
fn upper(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        out.extend(chunk.valid().to_uppercase().bytes());
        out.extend(chunk.invalid());
    }
    out
}

/// The characters from the last to the first; octets that are no UTF-8 one by one.
fn reversed(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let chunks: Vec<_> = octets.utf8_chunks().collect();
    for chunk in chunks.iter().rev() {
        out.extend(chunk.invalid().iter().rev());
        out.extend(chunk.valid().chars().rev().collect::<String>().bytes());
    }
    out
}

fn hex(octets: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = Vec::with_capacity(octets.len() * 3);
    for (i, octet) in octets.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend([DIGITS[usize::from(octet >> 4)], DIGITS[usize::from(octet & 15)]]);
    }
    out
}

/// Appends line `number` of the character generator: each begins one character later (RFC 864).
pub fn chargen(number: u64, out: &mut Vec<u8>) {
    let first = (number % PRINTABLE as u64) as usize;
    out.extend((first..first + CHARGEN_LINE).map(|i| b' ' + (i % PRINTABLE) as u8));
    out.extend(b"\r\n");
}

/// Whether a message is the word that ends a client. Behind the piece of a long one it is not.
pub fn is_exit(message: &Message<'_>, continued: bool) -> bool {
    let body = if message.end == End::Read { message.body.trim_ascii_end() } else { message.body };
    body == b"exit" && !continued && message.end != End::Piece
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(reply: Reply, unicode: bool, body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        reply.answer(&Message { body, taken: 0, end: End::Lf }, &Framing::Line, unicode, &mut out);
        out
    }

    #[test]
    fn answers_are_what_their_names_say() {
        assert_eq!(answer(Reply::Upper, false, "youmen é\u{ff}".as_bytes()), "YOUMEN é\u{ff}\n".as_bytes());
        assert_eq!(answer(Reply::Upper, true, "straße é".as_bytes()), "STRASSE É\n".as_bytes());
        assert_eq!(answer(Reply::Upper, true, b"a\xffb\xc3"), b"A\xffB\xc3\n");
        assert_eq!(answer(Reply::Echo, true, b"\0\xff"), b"\0\xff\n");
        assert_eq!(answer(Reply::Reverse, false, b"abc"), b"cba\n");
        assert_eq!(answer(Reply::Reverse, true, "a你\u{e9}".as_bytes()), "\u{e9}你a\n".as_bytes());
        assert_eq!(answer(Reply::Reverse, true, b"ab\xffcd"), b"dc\xffba\n");
        assert_eq!(answer(Reply::Hex, false, b"Hi\n"), b"48 69 0a\n");
        assert_eq!(answer(Reply::Discard, false, b"Hi"), b"");
    }

    /// The first two lines of RFC 864's example: the second begins with the second character.
    #[test]
    fn the_character_generator_turns() {
        let mut lines = Vec::new();
        (0..2).for_each(|number| chargen(number, &mut lines));
        let text = String::from_utf8(lines).expect("ASCII");
        assert_eq!(
            text,
            " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\n\
             !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh\r\n"
        );
        let mut last = Vec::new();
        chargen(94, &mut last);
        assert!(last.starts_with(b"~ !\""));
    }

    #[test]
    fn only_the_whole_word_ends_a_client() {
        let exit = |body, end, continued| is_exit(&Message { body, taken: 0, end }, continued);
        assert!(exit(b"exit", End::Lf, false) && exit(b"exit", End::CrLf, false));
        assert!(exit(b"exit", End::Unfinished, false) && exit(b"exit\r\n", End::Read, false));
        assert!(
            !exit(b"exitX", End::Lf, false)
                && !exit(b"Exit", End::Lf, false)
                && !exit(b"exi", End::Lf, false)
        );
        assert!(
            !exit(b"exit", End::Lf, true)
                && !exit(b"exit ", End::Lf, false)
                && !exit(b"exit", End::Piece, false)
        );
    }

    proptest! {
        /// What is answered in place is what is answered one by one.
        #[test]
        fn in_place_is_the_same(body in prop::collection::vec(any::<u8>(), 0..60)) {
            for reply in [Reply::Upper, Reply::Echo] {
                let (mut one, mut other) = (Vec::new(), body.clone());
                reply.answer(&Message { body: &body, taken: 0, end: End::Read }, &Framing::Raw, false, &mut one);
                reply.in_place(&mut other);
                prop_assert_eq!(one, other);
            }
        }

        #[test]
        fn twice_reversed_is_the_same(body in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert_eq!(reversed(&reversed(&body)).len(), body.len());
            let text = String::from_utf8_lossy(&body).into_owned();
            prop_assert_eq!(reversed(&reversed(text.as_bytes())), text.into_bytes());
        }
    }
}
