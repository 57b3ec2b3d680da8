//! Finds the borders in a message: lines, names and values, content. Takes what stands there as it stands.

use super::{
    CHUNK, CHUNK_DATA, CHUNK_EXT, CHUNK_SIZE, CHUNKS, COLON, CONTENT, DATA_END, EMPTY_LINE, FIELD_LINE,
    FIELD_LINES, LEADING_LINE_END, LINE_END, MALFORMED, METHOD, METHODS, NAME, REASON, REQUEST_LINE,
    SIZE_END, SP1, SP2, STATUS_CODE, STATUS_LINE, TARGET, TRAILERS, VALUE, VERSION,
};
use crate::spec::{Extent, Field, Found, Label, Text, text};
use memchr::memchr;
use std::ops::Range;

/// A line: what it says, and where the next begins.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// Behind its last character; CRLF or a bare LF (RFC 9112 §2.2) follows.
    stop: usize,
    /// Behind its line end.
    end: usize,
    /// Whether its line end is there.
    whole: bool,
}

impl Line {
    /// The line at octet `at`.
    fn at(bytes: &[u8], at: usize) -> Line {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let feed = memchr(b'\n', rest);
        let text = &rest[..feed.unwrap_or(rest.len())];
        let stop = at + text.strip_suffix(b"\r").unwrap_or(text).len();
        let end = at + feed.map_or(rest.len(), |feed| feed + 1);
        Line { start: at, stop, end, whole: feed.is_some() }
    }

    fn text<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.start..self.stop).unwrap_or(&[])
    }

    /// Whether it is there and says nothing.
    fn is_empty(&self) -> bool {
        self.whole && self.start == self.stop
    }
}

/// The start line of a message.
pub struct Start {
    /// Whether it is a request's.
    pub is_request: bool,
    /// Method, target, version of a request; version, status code, reason of a response. Each but the first stands
    /// one space behind the one before; those that are not there are empty.
    pub words: [Range<usize>; 3],
    line: Line,
}

/// The start line that `bytes` begin with, or as much of it as they hold.
pub fn start(bytes: &[u8]) -> Option<Start> {
    let mut line = Line::at(bytes, 0);
    while line.is_empty() {
        line = Line::at(bytes, line.end);
    }
    let text = line.text(bytes);
    let is_request = !text.starts_with(b"HTTP/");
    let [first, second] =
        if is_request { request_line(text, line.whole)? } else { status_line(text, line.whole)? };
    let place = |from: usize, to: usize| line.start + from.min(text.len())..line.start + to.min(text.len());
    let words = [place(0, first), place(first + 1, second), place(second + 1, text.len())];
    Some(Start { is_request, words, line })
}

/// Where the first and the second word of a request line end.
fn request_line(text: &[u8], whole: bool) -> Option<[usize; 2]> {
    let method = text.iter().position(|octet| *octet == b' ')?;
    let last = text.iter().rposition(|octet| *octet == b' ')?;
    let version = &text[last + 1..];
    let name = std::str::from_utf8(&text[..method]).ok()?;
    let split = last > method + 1 && fits(version, VERSION_FORM);
    if whole {
        // RFC 9112 §3: method SP request-target SP HTTP-version
        let sound = !name.is_empty() && name.bytes().all(is_token) && version.len() == VERSION_FORM.len();
        return (sound && split).then_some([method, last]);
    }
    METHODS.entry(name)?;
    let target = if split && !version.is_empty() { last } else { text.len() };
    Some([method, target])
}

/// Where the first and the second word of a status line end.
fn status_line(text: &[u8], whole: bool) -> Option<[usize; 2]> {
    // RFC 9112 §4: HTTP-version SP status-code SP [ reason-phrase ]; some leave the last space out
    let known = &text[..text.len().min(STATUS_FORM.len())];
    let bare = text.len() + 1 == STATUS_FORM.len();
    let sound = fits(known, STATUS_FORM) && (!whole || bare || known.len() == STATUS_FORM.len());
    sound.then_some([VERSION_FORM.len(), STATUS_FORM.len() - 1])
}

const VERSION_FORM: &[u8] = b"HTTP/0.0";
const STATUS_FORM: &[u8] = b"HTTP/0.0 000 ";

/// Whether `text` has the form as far as it goes; 0 stands for any digit.
fn fits(text: &[u8], form: &[u8]) -> bool {
    text.len() <= form.len()
        && text
            .iter()
            .zip(form)
            .all(|(octet, form)| octet == form || (*form == b'0' && octet.is_ascii_digit()))
}

/// RFC 9110 §5.6.2.
fn is_token(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&octet)
}

/// What the header section says about the message itself.
#[derive(Default)]
pub struct Fields {
    /// Where the value of Host stands.
    pub host: Option<Range<usize>>,
    /// Where the media type of the content stands, without its parameters.
    pub media_type: Option<Range<usize>>,
    /// What Content-Length says, if it is there.
    pub length: Option<Length>,
    /// Whether the last transfer coding is chunked.
    pub chunked: Option<bool>,
}

/// What Content-Length says.
#[derive(Clone, Copy, PartialEq)]
pub enum Length {
    /// So many octets.
    Octets(u64),
    /// Not a number, or several that differ.
    Invalid,
}

/// How the end of the content is found (RFC 9112 §6.3).
pub enum Body {
    /// There is none.
    None,
    /// So many octets.
    Octets(u64),
    /// Chunks tell.
    Chunked,
    /// The end of the connection.
    ToTheEnd,
    /// It cannot be found, and why.
    Unclear(Text),
}

impl Fields {
    fn note(&mut self, bytes: &[u8], name: Range<usize>, value: Range<usize>) {
        let name = bytes.get(name).unwrap_or(&[]);
        let text = bytes.get(value.clone()).unwrap_or(&[]);
        if name.eq_ignore_ascii_case(b"Host") {
            self.host = Some(value);
        } else if name.eq_ignore_ascii_case(b"Content-Type") {
            let media = text.iter().position(|octet| *octet == b';').unwrap_or(text.len());
            self.media_type = Some(value.start..value.start + text[..media].trim_ascii_end().len());
        } else if name.eq_ignore_ascii_case(b"Content-Length") {
            // RFC 9110 §8.6: the same number said twice is still that number
            for one in text.split(|octet| *octet == b',').map(|one| length(one.trim_ascii())) {
                self.length = match self.length {
                    None => Some(one),
                    Some(before) if before == one => Some(one),
                    Some(_) => Some(Length::Invalid),
                };
            }
        } else if name.eq_ignore_ascii_case(b"Transfer-Encoding") {
            let last = text.rsplit(|octet| *octet == b',').next().unwrap_or(text);
            self.chunked = Some(last.trim_ascii().eq_ignore_ascii_case(b"chunked"));
        }
    }

    /// How the end of the content is found.
    pub fn body(&self, bytes: &[u8], start: &Start) -> Body {
        let code = bytes.get(start.words[1].clone()).unwrap_or(&[]);
        // RFC 9112 §6.3, rules 1 to 8; that a response answers HEAD or CONNECT cannot be seen in it
        if !start.is_request && (code.first() == Some(&b'1') || code == b"204" || code == b"304") {
            return Body::None;
        }
        match (self.chunked, self.length) {
            (Some(true), _) => Body::Chunked,
            (Some(false), _) if start.is_request => Body::Unclear(text(
                "a request whose last Transfer-Encoding is not chunked: nobody can say where its content ends",
                "请求的最后一种 Transfer-Encoding 不是 chunked：无法得知内容在何处结束",
            )),
            (Some(false), _) => Body::ToTheEnd,
            (None, Some(Length::Octets(octets))) => Body::Octets(octets),
            (None, Some(Length::Invalid)) => Body::Unclear(text(
                "Content-Length is not one number: nobody can say where the content ends",
                "Content-Length 不是唯一的数：无法得知内容在何处结束",
            )),
            (None, None) if start.is_request => Body::None,
            (None, None) => Body::ToTheEnd,
        }
    }
}

fn length(digits: &[u8]) -> Length {
    let number = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|d| d.is_ascii_digit()));
    number.and_then(|digits| digits.parse().ok()).map_or(Length::Invalid, Length::Octets)
}

/// Octets that are a field, where there are any.
fn put(found: &mut impl FnMut(Found), field: &'static Field, octets: Range<usize>) {
    if !octets.is_empty() {
        found(Found::Field(field, octets.start, octets.end));
    }
}

/// Reads one message: tells what it finds and how far the message reaches.
pub fn message(bytes: &[u8], found: &mut impl FnMut(Found)) -> Extent {
    let Some(start) = start(bytes) else {
        return Extent::message(bytes.len());
    };
    start_line(&start, found);
    let (fields, content) = if start.line.whole {
        fields(bytes, start.line.end, &FIELD_LINES, found)
    } else {
        (Fields::default(), None)
    };
    let Some(content) = content else {
        // says that the empty line is missing
        put(found, &EMPTY_LINE, bytes.len()..bytes.len() + 2);
        return Extent::message(bytes.len()).problem(text(
            "the empty line that ends the header is not in these octets: the header goes on in a later segment, or was \
             cut short",
            "这些字节中没有表示首部结束的空行：首部在后面的报文段中继续，或者被截断",
        ));
    };
    match fields.body(bytes, &start) {
        Body::None => Extent::message(content),
        Body::Octets(octets) => {
            let end = content.saturating_add(usize::try_from(octets).unwrap_or(usize::MAX));
            put(found, &CONTENT, content..end);
            Extent::message(end).said_by("Content-Length")
        }
        Body::Chunked => chunks(bytes, content, found),
        Body::ToTheEnd => {
            put(found, &CONTENT, content..bytes.len());
            Extent::message(bytes.len().max(content))
        }
        Body::Unclear(why) => {
            put(found, &CONTENT, content..bytes.len());
            Extent::message(bytes.len().max(content)).problem(why)
        }
    }
}

fn start_line(start: &Start, found: &mut impl FnMut(Found)) {
    let (label, fields): (_, [&'static Field; 3]) = if start.is_request {
        (&REQUEST_LINE, [&METHOD, &TARGET, &VERSION])
    } else {
        (&STATUS_LINE, [&VERSION, &STATUS_CODE, &REASON])
    };
    let [first, second, third] = start.words.clone();
    put(found, &LEADING_LINE_END, 0..start.line.start);
    found(Found::Line(label));
    put(found, fields[0], first.clone());
    put(found, &SP1, first.end..second.start);
    put(found, fields[1], second.clone());
    put(found, &SP2, second.end..third.start);
    put(found, fields[2], third);
    put(found, &LINE_END, start.line.stop..start.line.end);
    found(Found::Close);
}

/// Reads field lines up to the empty line. Gives what they say of the message, and where the octets behind the empty
/// line begin if it is there.
pub fn fields(
    bytes: &[u8],
    at: usize,
    label: &'static Label,
    found: &mut impl FnMut(Found),
) -> (Fields, Option<usize>) {
    let mut fields = Fields::default();
    let mut line = Line::at(bytes, at);
    found(Found::List(label));
    while !line.is_empty() && line.start < bytes.len() {
        // RFC 9112 §5.2: a line that begins with white space goes on with the value before it
        let mut next = Line::at(bytes, line.end);
        while line.whole && matches!(bytes.get(next.start), Some(b' ' | b'\t')) {
            line = Line { start: line.start, ..next };
            next = Line::at(bytes, line.end);
        }
        field_line(bytes, line, &mut fields, found);
        line = next;
    }
    found(Found::Close);
    if line.is_empty() {
        put(found, &EMPTY_LINE, line.start..line.end);
        return (fields, Some(line.end));
    }
    (fields, None)
}

fn field_line(bytes: &[u8], line: Line, fields: &mut Fields, found: &mut impl FnMut(Found)) {
    let text = line.text(bytes);
    let colon = memchr(b':', text).unwrap_or(text.len());
    let name = text[..colon].trim_ascii_end();
    let value = text.get(colon + 1..).unwrap_or(&[]);
    found(Found::Line(&FIELD_LINE));
    let mut stop = line.stop;
    if name.is_empty() || name[0].is_ascii_whitespace() || (colon == text.len() && line.whole) {
        put(found, &MALFORMED, line.start..stop);
    } else {
        let name_end = line.start + name.len();
        // white space around the value is none of it (RFC 9110 §5.5)
        stop = line.start + text.trim_ascii_end().len().max(colon + 1).min(text.len());
        let value_start = stop - value.trim_ascii().len();
        put(found, &NAME, line.start..name_end);
        put(found, &COLON, name_end..value_start);
        put(found, &VALUE, value_start..stop);
        fields.note(bytes, line.start..name_end, value_start..stop);
    }
    put(found, &LINE_END, stop..line.end);
    found(Found::Close);
}

const NO_END: Text = text(
    "the last chunk is not in these octets: the content goes on in a later segment, or was cut short",
    "这些字节中没有最后一块：内容在后面的报文段中继续，或者被截断",
);
const NO_SIZE: Text = text(
    "a chunk should begin here with its size in base 16, and does not: nobody can say where the content ends",
    "此处应以十六进制的块长度开始新的一块，但并非如此：无法得知内容在何处结束",
);

/// Reads a chunked body (RFC 9112 §7.1) from octet `at` on.
fn chunks(bytes: &[u8], mut at: usize, found: &mut impl FnMut(Found)) -> Extent {
    found(Found::List(&CHUNKS));
    loop {
        let line = Line::at(bytes, at);
        let text = line.text(bytes);
        let digits = text.iter().take_while(|octet| octet.is_ascii_hexdigit()).count();
        let size =
            std::str::from_utf8(&text[..digits]).ok().and_then(|hex| u64::from_str_radix(hex, 16).ok());
        let (Some(size), true) = (size, line.whole) else {
            found(Found::Close);
            let why = if line.whole || digits < text.len() { NO_SIZE } else { NO_END };
            let field = if line.whole || digits < text.len() { &CONTENT } else { &CHUNK_SIZE };
            put(found, field, at..bytes.len());
            return Extent::message(bytes.len().max(at)).problem(why);
        };
        found(Found::Open(&CHUNK));
        put(found, &CHUNK_SIZE, line.start..line.start + digits);
        put(found, &CHUNK_EXT, line.start + digits..line.stop);
        put(found, &SIZE_END, line.stop..line.end);
        at = line.end;
        if size == 0 {
            found(Found::Close);
            found(Found::Close);
            return match fields(bytes, at, &TRAILERS, found) {
                (_, Some(end)) => Extent::message(end),
                (_, None) => Extent::message(bytes.len().max(at)).problem(NO_END),
            };
        }
        let data_end = at.saturating_add(usize::try_from(size).unwrap_or(usize::MAX));
        put(found, &CHUNK_DATA, at..data_end);
        let line = match bytes.get(data_end..) {
            // a CRLF has to follow, and after it at least the last chunk
            None | Some([] | [b'\r']) => {
                let need = data_end.saturating_add(2);
                put(found, &DATA_END, data_end..need);
                return Extent::message(need).said_by("chunk_size");
            }
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\n', ..]) => 1,
            Some(_) => 0,
        };
        put(found, &DATA_END, data_end..data_end + line);
        found(Found::Close);
        at = data_end + line;
    }
}

impl Start {
    /// The octets of its line, without the line end.
    pub fn octets(&self) -> Range<usize> {
        self.line.start..self.line.stop
    }

    /// The octet behind its line.
    pub fn end(&self) -> usize {
        self.line.end
    }
}
