//! The other end of a server of HTTP/1.1.

use super::Went;
use super::peer::{CLIENTS, Peer, Stop, differs, quoted};
use crate::exercise::program::Http;
use crate::exercise::program::http::PAGE;
use crate::say;
use crate::spec::Said;
use std::net::SocketAddr;
use std::time::Instant;

/// The longest head and the longest content that are read.
const LONGEST: usize = 1 << 16;

/// What a browser asks for the page.
const GET: &str = "GET / HTTP/1.1\r\nHost: netlab.test\r\n\r\n";

/// A response.
struct Response {
    status: u16,
    /// Version and reason, as they stood.
    line: String,
    fields: Vec<(String, String)>,
    content: Vec<u8>,
    /// Whether every line ended with CR and LF.
    crlf: bool,
    /// How its end was known.
    ends: Ends,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// By the method or the status.
    None,
    Length,
    Chunks,
    Close,
}

impl Response {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether it says that the connection ends behind it (RFC 9112 §9.6).
    fn says_close(&self) -> bool {
        let has_close = |value: &str| value.split(',').any(|one| one.trim().eq_ignore_ascii_case("close"));
        self.field("connection").is_some_and(has_close)
    }

    /// Whether the connection ends behind it.
    fn closes(&self) -> bool {
        self.ends == Ends::Close || self.says_close()
    }
}

/// Does one thing with the server at `at`.
pub fn act(act: Http, at: SocketAddr) -> Went {
    match act {
        Http::First => {
            let response = ask(at, GET)?;
            let version_known = response.line.starts_with("HTTP/1.1 ");
            page(&response)?;
            match version_known {
                true => Ok(()),
                false => Err(differs("the status line", "状态行", "HTTP/1.1 200", &response.line)),
            }
        }
        Http::Length => {
            let response = ask(at, GET)?;
            page(&response)?;
            match response.ends {
                Ends::Close if !response.says_close() => Err(say!(
                    en: "there is no Content-Length, no chunks, and no `Connection: close`", zh: "没有 Content-Length，没有分块，也没有 `Connection: close`"
                )),
                _ => Ok(()),
            }
        }
        Http::Lines => match ask(at, GET)?.crlf {
            true => Ok(()),
            false => Err(say!(en: "a line of the head ends with LF alone", zh: "首部有一行只以 LF 结束")),
        },
        Http::Date => {
            let response = ask(at, GET)?;
            match response.field("date") {
                Some(date) if is_date(date) => Ok(()),
                Some(date) => Err(differs("Date", "Date", "Sun, 06 Nov 1994 08:49:37 GMT", date)),
                None => Err(say!(en: "there is no Date", zh: "没有 Date")),
            }
        }
        Http::Missing => status(&ask(at, &GET.replace(" / ", " /nothing/here "))?, 404),
        Http::Head => head(at),
        Http::Keep => {
            let mut client = Peer::connect(at)?;
            for _ in 0..3 {
                client.send(GET.as_bytes())?;
                page(&response(&mut client, true)?)?;
            }
            Ok(())
        }
        Http::Close => closing(at, "Connection: close"),
        Http::Case => closing(at, "CONNECTION: Close"),
        Http::Pipelined => pipelined(at),
        Http::Cut => {
            let mut client = Peer::connect(at)?;
            client.send_pieces(&[b"GE", b"T / HTTP/1.1\r\nHo", b"st: netlab.test\r", b"\n\r", b"\n"])?;
            page(&response(&mut client, true)?)
        }
        Http::Host => {
            status(&ask(at, "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n")?, 400)?;
            status(&ask(at, "GET / HTTP/1.1\r\nHost: netlab.test\r\nHost: example.test\r\n\r\n")?, 400)
        }
        Http::Old => {
            let mut client = Peer::connect(at)?;
            client.send(b"GET / HTTP/1.0\r\n\r\n")?;
            page(&response(&mut client, true)?)?;
            client.end()
        }
        Http::Absolute => page(&ask(at, &GET.replace(" / ", " http://netlab.test/ "))?),
        Http::Method => {
            let response = ask(at, &GET.replace("GET", "BREW"))?;
            match (response.status, response.field("allow")) {
                (501, _) | (405, Some(_)) => Ok(()),
                (405, None) => Err(
                    say!(en: "405 came without Allow (RFC 9110 §15.5.6)", zh: "405 没有带 Allow（RFC 9110 §15.5.6）"),
                ),
                (other, _) => Err(differs("the status", "状态", "501", &other.to_string())),
            }
        }
        Http::Content => content(at),
        Http::Long => {
            let line = format!("GET /{} HTTP/1.1", "x".repeat(8000 - "GET / HTTP/1.1".len()));
            status(&ask(at, &format!("{line}\r\nHost: netlab.test\r\n\r\n"))?, 404)
        }
        Http::Garbage => garbage(at),
        Http::Many => {
            let mut clients = (0..CLIENTS).map(|_| Peer::connect(at)).collect::<Result<Vec<_>, _>>()?;
            // the last first, and only a few
            clients.iter_mut().rev().take(5).try_for_each(|client| {
                client.send(GET.as_bytes())?;
                page(&response(client, true)?)
            })
        }
    }
}

/// Sends a request, and reads what comes back.
fn ask(at: SocketAddr, request: &str) -> Result<Response, Said> {
    let mut client = Peer::connect(at)?;
    client.send(request.as_bytes())?;
    response(&mut client, true)
}

/// Whether it is the page.
fn page(response: &Response) -> Went {
    status(response, 200)?;
    match response.content == PAGE.as_bytes() {
        true => Ok(()),
        false => Err(differs("the content", "内容", &quoted(PAGE.as_bytes()), &quoted(&response.content))),
    }
}

fn status(response: &Response, wanted: u16) -> Went {
    match response.status == wanted {
        true => Ok(()),
        false => Err(differs("the status", "状态", &wanted.to_string(), &response.status.to_string())),
    }
}

/// `HEAD` and then `GET`: what followed the head of the first would stand before the second.
fn head(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    client.send(GET.replace("GET", "HEAD").as_bytes())?;
    let first = response(&mut client, false)?;
    status(&first, 200)?;
    let length = first.field("content-length");
    if let Some(length) = length.filter(|length| length.parse() != Ok(PAGE.len())) {
        return Err(differs("Content-Length", "Content-Length", &PAGE.len().to_string(), length));
    }
    if first.closes() {
        return client.end();
    }
    client.send(GET.as_bytes())?;
    page(&response(&mut client, true)?)
}

fn closing(at: SocketAddr, field: &str) -> Went {
    let mut client = Peer::connect(at)?;
    client.send(GET.replace("\r\n\r\n", &format!("\r\n{field}\r\n\r\n")).as_bytes())?;
    page(&response(&mut client, true)?)?;
    client.end()
}

fn pipelined(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    let missing = GET.replace(" / ", " /nothing/here ");
    client.send([GET, &missing, GET].concat().as_bytes())?;
    page(&response(&mut client, true)?)?;
    status(&response(&mut client, true)?, 404)?;
    page(&response(&mut client, true)?)
}

/// A request whose content looks like a request. What becomes of it is the server's affair.
fn content(at: SocketAddr) -> Went {
    let mut client = Peer::connect(at)?;
    let inner = GET.replace(" / ", " /inner ");
    let length = inner.len();
    let post = format!("POST / HTTP/1.1\r\nHost: netlab.test\r\nContent-Length: {length}\r\n\r\n{inner}");
    client.send([&post, GET].concat().as_bytes())?;
    let first = response(&mut client, true)?;
    match response(&mut client, true) {
        Ok(second) => page(&second),
        // to close without having read all resets the connection
        Err(_) if first.closes() => Ok(()),
        Err(why) => Err(why),
    }
}

fn garbage(at: SocketAddr) -> Went {
    for octets in [&b"\0\xff\x1b[2J netlab\r\n\r\n"[..], b"\x16\x03\x01\x00\x05hello\r\n\r\n", b"GET\r\n\r\n"]
    {
        let mut client = Peer::connect(at)?;
        client.send(octets)?;
        client.finish();
        match response(&mut client, true) {
            Ok(response) if response.status != 400 && response.status != 501 => {
                return Err(differs("the status", "状态", "400", &response.status.to_string()));
            }
            _ => client.end()?,
        }
    }
    page(&ask(at, GET)?)
}

/// Reads a response, with content if its method lets it have some (RFC 9112 §6.3).
fn response(client: &mut Peer, with_content: bool) -> Result<Response, Said> {
    let (status, line, fields, crlf) = read_head(client)?;
    let mut response = Response { status, line, fields, content: Vec::new(), crlf, ends: Ends::None };
    if !with_content || matches!(status, 204 | 304) {
        return Ok(response);
    }
    let chunked =
        response.field("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
    let length = response.field("content-length").map(str::to_string);
    (response.content, response.ends) = match length {
        _ if chunked => (chunks(client)?, Ends::Chunks),
        Some(length) => {
            let count = length.parse().ok().filter(|count| *count <= LONGEST).ok_or_else(
                || say!(en: "Content-Length is {length}", zh: "Content-Length 是 {length}", length = quoted(length.as_bytes())),
            )?;
            let content = client.exactly(count).map_err(|stop| {
                let wanted = format!("Content-Length: {count}");
                client.instead(&wanted, &stop)
            })?;
            (content, Ends::Length)
        }
        None => (to_the_end(client)?, Ends::Close),
    };
    Ok(response)
}

type Head = (u16, String, Vec<(String, String)>, bool);

/// The head, line by line. A line that ends with LF alone is read and told.
fn read_head(client: &mut Peer) -> Result<Head, Said> {
    let (mut crlf, mut size) = (true, 0);
    let mut line = |client: &mut Peer| -> Result<String, Said> {
        let began = Instant::now();
        let end = loop {
            if let Some(at) = memchr::memchr(b'\n', client.held()) {
                break at + 1;
            }
            if client.held().len() > LONGEST {
                return Err(say!(en: "the head has no end", zh: "首部没有结束"));
            }
            client.more(began).map_err(|stop| client.instead("HTTP/1.1 …", &stop))?;
        };
        let line = client.take(end);
        size += end;
        if size > LONGEST {
            return Err(say!(en: "the head has no end", zh: "首部没有结束"));
        }
        crlf &= line.ends_with(b"\r\n");
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_string())
    };
    let first = line(client)?;
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| {
        let (_, rest) = rest.split_once(' ')?;
        let (digits, rest) = (rest.get(..3)?, rest.get(3..)?);
        let is_status =
            digits.bytes().all(|digit| digit.is_ascii_digit()) && (rest.is_empty() || rest.starts_with(' '));
        digits.parse().ok().filter(|_| is_status)
    });
    let status = status
        .ok_or_else(|| differs("the status line", "状态行", "HTTP/1.1 200 OK", &quoted(first.as_bytes())))?;
    let mut fields = Vec::new();
    loop {
        let field = line(client)?;
        if field.is_empty() {
            break;
        }
        let (name, value) = field.split_once(':').ok_or_else(|| {
            let field = quoted(field.as_bytes());
            say!(en: "{field} is no field: it has no colon (RFC 9112 §5)", zh: "{field} 不是字段：没有冒号（RFC 9112 §5）", field = field)
        })?;
        fields.push((name.to_ascii_lowercase(), value.trim().to_string()));
    }
    Ok((status, first, fields, crlf))
}

/// Content in chunks (RFC 9112 §7.1), trailers passed over.
fn chunks(client: &mut Peer) -> Result<Vec<u8>, Said> {
    let mut content = Vec::new();
    let broken = |client: &Peer, stop: &Stop| client.instead("a chunk", stop);
    loop {
        let line = client.line().map_err(|stop| broken(client, &stop))?;
        let size = String::from_utf8_lossy(&line);
        let size = size.split(';').next().unwrap_or("").trim();
        let count = usize::from_str_radix(size, 16).ok().filter(|count| content.len() + count <= LONGEST).ok_or_else(
            || say!(en: "{size} is no size of a chunk", zh: "{size} 不是块的大小", size = quoted(size.as_bytes())),
        )?;
        if count == 0 {
            while !client.line().map_err(|stop| broken(client, &stop))?.is_empty() {}
            return Ok(content);
        }
        content.extend(client.exactly(count).map_err(|stop| broken(client, &stop))?);
        client.exactly(2).map_err(|stop| broken(client, &stop))?;
    }
}

/// Content that the end of the connection ends.
fn to_the_end(client: &mut Peer) -> Result<Vec<u8>, Said> {
    let began = Instant::now();
    loop {
        let count = client.held().len();
        match client.more(began) {
            Ok(()) if count <= LONGEST => (),
            Err(Stop::End) => return Ok(client.take(count)),
            _ => {
                return Err(say!(
                    en: "there is no Content-Length, no chunks, and the connection stays open", zh: "没有 Content-Length，没有分块，连接也不关闭"
                ));
            }
        }
    }
}

/// Whether it is a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
fn is_date(date: &str) -> bool {
    let pattern = "Aaa, 00 Aaa 0000 00:00:00 GMT";
    date.len() == pattern.len()
        && date.ends_with(" GMT")
        && date.bytes().zip(pattern.bytes()).take(pattern.len() - 4).all(|(c, like)| match like {
            b'A' => c.is_ascii_uppercase(),
            b'a' => c.is_ascii_lowercase(),
            b'0' => c.is_ascii_digit(),
            other => c == other,
        })
}
