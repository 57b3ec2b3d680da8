//! The page that a browser gets: what it asked, as it stood on the wire (RFC 9112).

use super::Peer;
use crate::echo::framing::LIMIT;
use crate::spec::{Lang, Text, text};
use memchr::memmem;

/// Who asks, and in what language the page is.
pub(super) struct Visitor<'a> {
    pub(super) peer: &'a Peer,
    pub(super) client: u64,
    pub(super) chinese: bool,
}

/// A request that was answered.
pub(super) struct Request<'a> {
    /// Its first line.
    pub(super) line: &'a [u8],
    /// Octets it took, those of its body included.
    pub(super) octets: usize,
}

/// Appends the answer to the request that `octets` begin with; nothing while it is not all there.
pub(super) fn answer<'a>(octets: &'a [u8], visitor: &Visitor<'_>, out: &mut Vec<u8>) -> Option<Request<'a>> {
    let line = octets.split(|octet| *octet == b'\n').next().unwrap_or(octets);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let whole = Request { line, octets: octets.len() };
    // a line end and a half: what is no request need not be waited for
    if octets.contains(&b'\n') && !is_request_line(line) {
        respond("400 Bad Request", &page(WRONG, octets, visitor), true, out);
        return Some(whole);
    }
    let end = memmem::find(octets, b"\r\n\r\n").map(|at| at + 4);
    let end = end.or_else(|| memmem::find(octets, b"\n\n").map(|at| at + 2));
    let Some(end) = end else {
        if octets.len() < LIMIT {
            return None;
        }
        respond("431 Request Header Fields Too Large", &page(WRONG, &octets[..1024], visitor), true, out);
        return Some(whole);
    };
    let body = length(&octets[..end]);
    if end + body > LIMIT {
        respond("413 Content Too Large", &page(WRONG, &octets[..end], visitor), true, out);
        return Some(whole);
    }
    let request = octets.get(..end + body)?;
    respond("200 OK", &page(RIGHT, request, visitor), !line.starts_with(b"HEAD "), out);
    Some(Request { line, octets: end + body })
}

/// `GET / HTTP/1.1`: method, target, version (RFC 9112, section 3).
fn is_request_line(line: &[u8]) -> bool {
    let mut words = line.split(|octet| *octet == b' ');
    let method =
        words.next().is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_alphabetic));
    let target = words.next().is_some_and(|word| !word.is_empty());
    let version = words.next().is_some_and(|word| word.starts_with(b"HTTP/1."));
    method && target && version && words.next().is_none()
}

/// What `Content-Length` says; 0 where it says nothing that can be read.
fn length(head: &[u8]) -> usize {
    let fields = head.split(|octet| *octet == b'\n').skip(1);
    let values = fields.filter_map(|field| {
        let at = field.iter().position(|octet| *octet == b':')?;
        field[..at].eq_ignore_ascii_case(b"content-length").then(|| field[at + 1..].trim_ascii())
    });
    let number = |value: &[u8]| str::from_utf8(value).ok()?.parse().ok();
    values.filter_map(number).next().unwrap_or(0_usize).min(LIMIT + 1)
}

fn respond(status: &str, page: &str, with_body: bool, out: &mut Vec<u8>) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        page.len()
    );
    out.extend(head.bytes());
    if with_body {
        out.extend(page.bytes());
    }
}

const RIGHT: Text = text("Your browser sent this", "您的浏览器发来了这些");
const WRONG: Text = text("This is no HTTP request that can be answered", "这不是可以回答的 HTTP 请求");
const WHO: Text = text(
    "You are client {client}, from {peer}. Your system picked that port; the connection is found by both addresses and both ports.",
    "您是第 {client} 个客户，来自 {peer}。端口由您的系统选取；连接由双方的地址和端口共同确定。",
);
const LINES: Text = text(
    "The first line is the request: method, target, version. The lines below it are fields, name and value. An empty line ends them (RFC 9112, section 2.1).",
    "第一行是请求：方法、目标、版本。以下各行是字段：名和值。空行结束首部（RFC 9112 2.1 节）。",
);
const BOTH: Text = text(
    "C/S: a program made for one service talks to its server, as nc or netlab dial do here. B/S: the client is a browser, and what it shows came from the server, as this page did. Both opened the same kind of TCP connection; B/S is C/S with a client that everybody has.",
    "C/S：专为某个服务编写的客户程序与服务器通信，如这里的 nc 或 netlab dial。B/S：客户是浏览器，它显示的内容来自服务器，如本页。两者建立的是同样的 TCP 连接；B/S 是 C/S 的一种，其客户人人都有。",
);

/// The page: a heading, what came, and what it means.
fn page(heading: Text, request: &[u8], visitor: &Visitor<'_>) -> String {
    let lang = if visitor.chinese { Lang::Zh } else { Lang::En };
    let code = lang.pick("en", "zh-CN");
    let who = WHO
        .show(lang)
        .replace("{client}", &visitor.client.to_string())
        .replace("{peer}", &visitor.peer.to_string());
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>netlab serve</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n<style>body{{max-width:48em;margin:2em auto;padding:0 1em;font-family:sans-serif;\
         line-height:1.5;color-scheme:light dark}}pre{{border:1px solid;padding:1em;overflow-x:auto}}</style>\n</head>\n<body>\n\
         <h1>{}</h1>\n<pre>{}</pre>\n<p>{}</p>\n<p>{}</p>\n<p>{}</p>\n</body>\n</html>\n",
        heading.show(lang),
        shown(request),
        html(&who),
        html(&LINES.show(lang)),
        html(&BOTH.show(lang)),
    )
}

/// Octets as text in HTML: line ends are drawn and kept, everything else that is not seen is escaped.
fn shown(octets: &[u8]) -> String {
    let mut out = String::with_capacity(octets.len() * 2);
    for chunk in octets.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\r' => out.push_str("<small>\\r</small>"),
                '\n' => out.push_str("<small>\\n</small>\n"),
                c if c.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(c))),
                c => push_html(&mut out, c),
            }
        }
        chunk.invalid().iter().for_each(|octet| out.push_str(&format!("\\x{octet:02x}")));
    }
    out
}

fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_html(&mut out, c));
    out
}

fn push_html(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(octets: &[u8]) -> Option<(usize, String)> {
        let peer = Peer::Path(None);
        let mut out = Vec::new();
        let request = answer(octets, &Visitor { peer: &peer, client: 1, chinese: false }, &mut out)?;
        Some((request.octets, String::from_utf8(out).expect("UTF-8")))
    }

    #[test]
    fn a_request_is_answered_when_it_is_whole() {
        let request = b"POST /a?<b> HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: 3\r\n\r\nyou";
        for cut in 0..request.len() {
            assert!(asked(&request[..cut]).is_none(), "{cut}");
        }
        let (octets, page) = asked(&[&request[..], b"rest"].concat()).expect("an answer");
        assert_eq!(octets, request.len());
        assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("/a?&lt;b&gt; HTTP/1.1"));
        let (head, body) = page.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
    }

    #[test]
    fn what_is_no_request_is_told_so() {
        assert!(asked(b"hello\n").is_some_and(|(_, page)| page.starts_with("HTTP/1.1 400 ")));
        assert!(asked(b"hello").is_none());
        let long = [&b"GET / HTTP/1.1\r\nX: "[..], &[b'x'; LIMIT]].concat();
        assert!(asked(&long).is_some_and(|(_, page)| page.starts_with("HTTP/1.1 431 ")));
        let large = b"GET / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n";
        assert!(asked(large).is_some_and(|(_, page)| page.starts_with("HTTP/1.1 413 ")));
        assert!(asked(b"HEAD / HTTP/1.0\n\n").is_some_and(|(_, page)| page.ends_with("\r\n\r\n")));
    }
}
