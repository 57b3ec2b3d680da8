//! Where a socket is: `127.0.0.1:8000`, `:8000`, `8000`, `udp://[::1]:53`, `unix:/tmp/x.sock`.

use crate::address::given;
use crate::say;
use crate::spec::Trouble;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::{io, iter};

/// What carries the octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// A stream over IP.
    Tcp,
    /// Datagrams over IP.
    Udp,
    /// A stream within this host.
    Unix,
    /// Datagrams within this host.
    Unixgram,
}

/// The schemes and their transports.
const SCHEMES: [(&str, Transport); 4] = [
    ("tcp", Transport::Tcp),
    ("udp", Transport::Udp),
    ("unix", Transport::Unix),
    ("unixgram", Transport::Unixgram),
];

impl Transport {
    /// `tcp`, `udp`, `unix` or `unixgram`: the scheme of an address, and the value in JSON.
    pub fn key(self) -> &'static str {
        SCHEMES.iter().find(|(_, transport)| *transport == self).map_or("", |(key, _)| *key)
    }

    /// Whether it carries a stream, in which messages have no borders, and not datagrams, which keep theirs.
    pub fn is_stream(self) -> bool {
        matches!(self, Transport::Tcp | Transport::Unix)
    }

    /// Whether its sockets are found by a path and not by address and port.
    pub fn is_unix(self) -> bool {
        matches!(self, Transport::Unix | Transport::Unixgram)
    }
}

/// The host of an address: a number, or what has to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// An IP address.
    Ip(IpAddr),
    /// A name; also an IPv6 address with a zone, `fe80::1%eth0`, whose number only the system knows.
    Name(String),
}

/// Where on its transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Host and port. As a server's port 0 is any that is free.
    Port(Host, u16),
    /// The path of a Unix socket.
    Path(PathBuf),
}

/// An address as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What carries the octets.
    pub transport: Transport,
    /// Where.
    pub place: Place,
}

/// Octets of a path that fit into `sun_path` with the NUL behind them: unix(7).
pub const LONGEST_PATH: usize = 107;

/// Where nothing else is said: reached from this host only.
const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

impl Address {
    /// TCP on `port` of the loopback address.
    pub fn loopback(port: u16) -> Address {
        Address { transport: Transport::Tcp, place: Place::Port(Host::Ip(LOOPBACK), port) }
    }

    /// What a socket has for an address.
    pub fn at(transport: Transport, at: SocketAddr) -> Address {
        Address { transport, place: Place::Port(Host::Ip(at.ip()), at.port()) }
    }

    /// Whether a word has the form of an address: host:port, :port, a port, or a scheme. A word that has it may still
    /// be a wrong one.
    pub fn has_form(word: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        let (word, ported) = (word.replace('：', ":"), |text: &str| {
            text.rsplit_once(':')
                .is_some_and(|(host, port)| digits(port) && !host.contains(char::is_whitespace))
        });
        scheme(&word).is_some() || digits(&word) || ported(&word)
    }

    /// Reads an address.
    ///
    /// # Errors
    /// Which part is wrong, and what to type instead.
    pub fn read(word: &str) -> Result<Address, Trouble> {
        if word.contains('：') {
            let right = word.replace('：', ":");
            return Err(Trouble::new(say!(
                en: "`{word}` has a full-width colon", zh: "`{word}` 中的冒号是全角的", word = word
            ))
            .hint(say!(en: "`{right}`", zh: "`{right}`", right = right)));
        }
        let Some((name, rest)) = scheme(word) else {
            return Ok(Address { transport: Transport::Tcp, place: port_place(word, word, "")? });
        };
        let Some((_, transport)) = SCHEMES.iter().find(|(key, _)| name.eq_ignore_ascii_case(key)) else {
            return Err(no_transport(word, name, rest));
        };
        let place = if transport.is_unix() {
            Place::Path(path(word, rest)?)
        } else {
            let rest = rest.strip_prefix("//").unwrap_or(rest);
            port_place(word, rest.strip_suffix('/').unwrap_or(rest), &format!("{}://", transport.key()))?
        };
        Ok(Address { transport: *transport, place })
    }

    /// The socket addresses it stands for, in the order the resolver gave them; none for a path. Asks the system's
    /// resolver where the host is a name, and then waits for the answer.
    ///
    /// # Errors
    /// The resolver's.
    pub fn look_up(&self) -> io::Result<Vec<SocketAddr>> {
        match &self.place {
            Place::Port(Host::Ip(ip), port) => Ok(vec![SocketAddr::new(*ip, *port)]),
            Place::Port(Host::Name(name), port) => {
                let mut found: Vec<SocketAddr> = Vec::new();
                for addr in (name.as_str(), *port).to_socket_addrs()? {
                    if !found.contains(&addr) {
                        found.push(addr);
                    }
                }
                Ok(found)
            }
            Place::Path(_) => Ok(Vec::new()),
        }
    }
}

/// As it would be typed: the scheme is left out where it is TCP.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, self.transport) {
            (Place::Path(path), transport) => write!(f, "{}:{}", transport.key(), path.display()),
            (Place::Port(host, port), Transport::Tcp) => write!(f, "{host}:{port}"),
            (Place::Port(host, port), transport) => write!(f, "{}://{host}:{port}", transport.key()),
        }
    }
}

/// With brackets where there are colons in it.
impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Host::Ip(IpAddr::V6(ip)) => write!(f, "[{ip}]"),
            Host::Ip(ip) => write!(f, "{ip}"),
            Host::Name(name) if name.contains(':') => write!(f, "[{name}]"),
            Host::Name(name) => f.write_str(name),
        }
    }
}

/// The scheme of an address and what follows its colon. `localhost:80` has none, but `tls:host` and `x://` have.
fn scheme(word: &str) -> Option<(&str, &str)> {
    let (name, rest) = word.split_once(':')?;
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"+-.".contains(&octet));
    let known = SCHEMES.iter().any(|(key, _)| name.eq_ignore_ascii_case(key));
    // `unix:8000` and `tcp:8000` name a scheme, since no host is called so
    (is_word && (rest.starts_with("//") || known || is_secure(name))).then_some((name, rest))
}

/// Whether a scheme means TLS.
fn is_secure(name: &str) -> bool {
    ["tls", "ssl", "https", "wss", "tcps", "dtls"].iter().any(|secure| name.eq_ignore_ascii_case(secure))
}

fn no_transport(word: &str, name: &str, rest: &str) -> Trouble {
    let authority = rest.trim_start_matches('/').split('/').next().unwrap_or("");
    if is_secure(name) {
        let what = say!(
            en: "`{word}` asks for TLS, and netlab leaves TLS out: here every octet is to be seen",
            zh: "`{word}` 需要 TLS，而 netlab 不做 TLS：这里的每个字节都要看得见",
            word = word
        );
        let hint = say!(
            en: "without encryption it is `tcp://{host}`; `openssl s_client` speaks TLS",
            zh: "不加密时写 `tcp://{host}`；`openssl s_client` 可以用 TLS",
            host = if authority.is_empty() { "HOST:PORT" } else { authority }
        );
        return Trouble::new(what).hint(hint);
    }
    let what = say!(
        en: "`{name}` in `{word}` is no transport: there are tcp, udp, unix and unixgram",
        zh: "`{word}` 中的 `{name}` 不是传输方式：有 tcp、udp、unix 和 unixgram",
        name = name, word = word
    );
    let host = if name.eq_ignore_ascii_case("http") && !has_port(authority) {
        format!("{authority}:80")
    } else {
        authority.to_string()
    };
    match Address::read(&host) {
        Ok(_) => Trouble::new(what).hint(say!(en: "`tcp://{host}`", zh: "`tcp://{host}`", host = host)),
        Err(_) => Trouble::new(what).hint(say!(en: "`tcp://HOST:PORT`", zh: "`tcp://主机:端口`")),
    }
}

fn has_port(authority: &str) -> bool {
    authority.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && !port.contains(']'))
}

/// The path behind `unix:`; `unix:///tmp/x` is `/tmp/x`, as in a URL.
fn path(word: &str, rest: &str) -> Result<PathBuf, Trouble> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let wrong = |what| Err(Trouble::new(what).hint(say!(en: "`unix:/tmp/x.sock`", zh: "`unix:/tmp/x.sock`")));
    if path.is_empty() {
        return wrong(say!(en: "`{word}` has no path", zh: "`{word}` 没有路径", word = word));
    }
    if path.len() > LONGEST_PATH {
        return wrong(say!(
            en: "the path has {have} octets, and the path of a Unix socket at most {most} (unix(7), sun_path)",
            zh: "路径有 {have} 字节，而 UNIX 套接字的路径最多 {most} 字节（unix(7)，sun_path）",
            have = path.len(), most = LONGEST_PATH
        ));
    }
    Ok(PathBuf::from(path))
}

/// Host and port. `head` is the scheme, for what is suggested.
fn port_place(word: &str, text: &str, head: &str) -> Result<Place, Trouble> {
    let hint = |right: String| say!(en: "`{right}`", zh: "`{right}`", right = right);
    if text.is_empty() {
        return Err(Trouble::new(say!(
            en: "`{word}` names neither a host nor a port", zh: "`{word}` 既没有主机也没有端口", word = word
        ))
        .hint(hint(format!("{head}127.0.0.1:8000"))));
    }
    if text.bytes().all(|octet| octet.is_ascii_digit()) {
        return Ok(Place::Port(Host::Ip(LOOPBACK), port(text)?));
    }
    if let Some((_, path)) = text.split_once('/') {
        let host = &text[..text.len() - path.len() - 1];
        return Err(Trouble::new(say!(
            en: "`/{path}` in `{word}` is a path, and a socket has only host and port",
            zh: "`{word}` 中的 `/{path}` 是路径，而套接字只有主机和端口",
            path = path, word = word
        ))
        .hint(hint(format!("{head}{host}"))));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let Some((host, behind)) = inner.split_once(']') else {
            return Err(Trouble::new(say!(
                en: "the bracket in `{word}` is not closed", zh: "`{word}` 的方括号没有闭合", word = word
            ))
            .hint(hint(format!("{head}[::1]:8000"))));
        };
        let host = ipv6(word, host)?;
        let Some(digits) = behind.strip_prefix(':').filter(|digits| !digits.is_empty()) else {
            return Err(no_port(word, &format!("{head}{host}:8000")));
        };
        return Ok(Place::Port(host, port(digits)?));
    }
    if text.matches(':').count() > 1 {
        return Err(bare_ipv6(word, text, head));
    }
    let Some((host, digits)) = text.split_once(':') else {
        return Err(no_port(word, &format!("{head}{text}:8000")));
    };
    if digits.is_empty() {
        let host = if host.is_empty() { "127.0.0.1" } else { host };
        return Err(no_port(word, &format!("{head}{host}:8000")));
    }
    let port = port(digits)?;
    if host.is_empty() {
        return Ok(Place::Port(Host::Ip(LOOPBACK), port));
    }
    Ok(Place::Port(self::host(word, host)?, port))
}

fn no_port(word: &str, right: &str) -> Trouble {
    Trouble::new(say!(en: "`{word}` names no port", zh: "`{word}` 没有端口", word = word))
        .hint(say!(en: "`{right}`", zh: "`{right}`", right = right))
}

/// An IPv6 address without brackets: which of its colons stands before the port cannot be told.
fn bare_ipv6(word: &str, text: &str, head: &str) -> Trouble {
    let what = say!(
        en: "`{word}` has several colons: an IPv6 address goes in brackets, so that its port can be told from it",
        zh: "`{word}` 有多个冒号：IPv6 地址要写在方括号里，才能与端口分开",
        word = word
    );
    let whole = text.parse::<Ipv6Addr>().ok().map(|ip| format!("{head}[{ip}]:8000"));
    let split = text.rsplit_once(':').and_then(|(host, port)| {
        let (host, port) = (host.parse::<Ipv6Addr>().ok()?, port.parse::<u16>().ok()?);
        Some(format!("{head}[{host}]:{port}"))
    });
    let rights: Vec<String> =
        iter::empty().chain(split).chain(whole).map(|right| format!("`{right}`")).collect();
    if rights.is_empty() {
        return Trouble::new(what)
            .hint(say!(en: "`{head}[::1]:8000`", zh: "`{head}[::1]:8000`", head = head));
    }
    let (en, zh) = (rights.join(" or "), rights.join(" 或 "));
    Trouble { what, hint: Some(crate::spec::Said { en, zh }) }
}

/// What stands in brackets: an IPv6 address, with a zone or without.
fn ipv6(word: &str, text: &str) -> Result<Host, Trouble> {
    let (number, zone) = text.split_once('%').map_or((text, None), |(number, zone)| (number, Some(zone)));
    if let Ok(ip) = text.parse::<Ipv4Addr>() {
        return Err(Trouble::new(say!(
            en: "brackets are for IPv6, and {ip} in `{word}` is IPv4",
            zh: "方括号只用于 IPv6，而 `{word}` 中的 {ip} 是 IPv4",
            ip = ip, word = word
        ))
        .hint(say!(en: "leave the brackets out", zh: "去掉方括号")));
    }
    let ip = match number.parse::<Ipv6Addr>() {
        Ok(ip) => ip,
        Err(_) if number.contains(':') => return Err(given::parse_address(number).err().unwrap_or_else(|| {
            Trouble::new(say!(en: "`{number}` is no IPv6 address", zh: "`{number}` 不是 IPv6 地址", number = number))
        })),
        Err(_) => {
            return Err(Trouble::new(say!(
                en: "`{text}` in the brackets of `{word}` is no IPv6 address",
                zh: "`{word}` 方括号中的 `{text}` 不是 IPv6 地址",
                text = text, word = word
            ))
            .hint(say!(en: "`[::1]:8000`", zh: "`[::1]:8000`")));
        }
    };
    match zone {
        None => Ok(Host::Ip(IpAddr::V6(ip))),
        Some("") => Err(Trouble::new(say!(
            en: "`{word}` has no zone behind the %", zh: "`{word}` 的 % 之后没有区域", word = word
        ))
        .hint(say!(en: "the interface: `[fe80::1%eth0]:8000`", zh: "写上接口：`[fe80::1%eth0]:8000`"))),
        Some(zone) => Ok(Host::Name(format!("{ip}%{zone}"))),
    }
}

/// A host before a colon: an IPv4 address, or a name.
fn host(word: &str, text: &str) -> Result<Host, Trouble> {
    if let Ok(ip) = text.parse::<Ipv4Addr>() {
        return Ok(Host::Ip(IpAddr::V4(ip)));
    }
    // what has only digits and dots is meant as a number: no top-level domain is numeric (RFC 3696, section 2)
    if text.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.') {
        return match given::parse_address(text) {
            Ok(ip) => Ok(Host::Ip(ip)),
            Err(trouble) => Err(trouble),
        };
    }
    let wrong = text.chars().find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_')));
    match wrong {
        None => Ok(Host::Name(text.to_string())),
        Some(c) => Err(Trouble::new(say!(
            en: "`{text}` in `{word}` is no host: names have letters, digits, hyphens and dots, and not `{c}`",
            zh: "`{word}` 中的 `{text}` 不是主机：名字由字母、数字、连字符和点组成，不含 `{c}`",
            text = text, word = word, c = c
        ))
        .hint(say!(en: "`127.0.0.1:8000` is this host", zh: "`127.0.0.1:8000` 是本机"))),
    }
}

fn port(text: &str) -> Result<u16, Trouble> {
    let hint = say!(
        en: "8000 is a port for experiments; below 1024 the system wants privileges",
        zh: "8000 是常用的实验端口；1024 以下的端口需要特权"
    );
    if !text.bytes().all(|octet| octet.is_ascii_digit()) {
        let what = say!(en: "`{text}` is no port: a number from 0 to 65535", zh: "`{text}` 不是端口：应为 0 到 65535 的数", text = text);
        return Err(Trouble::new(what).hint(hint));
    }
    text.parse().map_err(|_| {
        let what = say!(
            en: "`{text}` is too large for a port: its 16 bits end at 65535 (RFC 9293, section 3.1)",
            zh: "`{text}` 作端口太大：端口只有 16 位，最大 65535（RFC 9293 3.1 节）",
            text = text
        );
        Trouble::new(what).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Address {
        Address::read(word).unwrap_or_else(|trouble| panic!("{word}: {}", trouble.what.en))
    }

    #[test]
    fn addresses_are_read_as_they_are_typed() {
        for (word, shown) in [
            ("127.0.0.1:8000", "127.0.0.1:8000"),
            (":8000", "127.0.0.1:8000"),
            ("8000", "127.0.0.1:8000"),
            ("0.0.0.0:0", "0.0.0.0:0"),
            ("localhost:8000", "localhost:8000"),
            ("例子.中国:80", "例子.中国:80"),
            ("[::1]:8000", "[::1]:8000"),
            ("[0:0::1]:65535", "[::1]:65535"),
            ("[fe80::1%eth0]:8000", "[fe80::1%eth0]:8000"),
            ("tcp://127.0.0.1:8000/", "127.0.0.1:8000"),
            ("tcp::8000", "127.0.0.1:8000"),
            ("TCP://8000", "127.0.0.1:8000"),
            ("udp://127.0.0.1:53", "udp://127.0.0.1:53"),
            ("udp::53", "udp://127.0.0.1:53"),
            ("udp://[::1]:53", "udp://[::1]:53"),
            ("unix:/tmp/x.sock", "unix:/tmp/x.sock"),
            ("unix:///tmp/x.sock", "unix:/tmp/x.sock"),
            ("unixgram:x", "unixgram:x"),
        ] {
            let address = read(word);
            assert_eq!(address.to_string(), shown);
            assert_eq!(read(shown), address);
            assert!(Address::has_form(word), "{word}");
        }
        assert_eq!(read("8000"), Address::loopback(8000));
    }

    #[test]
    fn what_is_no_address_is_told_from_a_wrong_one() {
        for word in ["youmen", "hello: world", "a b:80", "你好", "", "-", "127.0.0.1", "10:20x"] {
            assert!(!Address::has_form(word), "{word}");
        }
        for word in ["1.2.3.4.5:80", "localhost:99999", "https://example.com", "[::1]:8", "127.0.0.1：8000"]
        {
            assert!(Address::has_form(word), "{word}");
        }
    }

    /// The wrong part is named, and what is suggested can be read.
    #[test]
    fn errors_name_the_part_and_what_to_type() {
        for (word, part, right) in [
            ("", "neither", "127.0.0.1:8000"),
            ("localhost", "no port", "localhost:8000"),
            ("localhost:", "no port", "localhost:8000"),
            (":", "no port", "127.0.0.1:8000"),
            ("127.0.0.1：8000", "full-width", "127.0.0.1:8000"),
            ("localhost:http", "`http` is no port", ""),
            ("localhost:65536", "`65536` is too large", ""),
            ("99999999999999999999", "is too large", ""),
            ("::1:8000", "brackets", "[::1]:8000` or `[::1:8000]:8000"),
            ("fe80::1", "brackets", "[fe80::1]:8000"),
            ("udp://::1", "brackets", "udp://[::1]:8000"),
            ("[::1]", "no port", "[::1]:8000"),
            ("[::1]8000", "no port", "[::1]:8000"),
            ("[::1:8000", "not closed", "[::1]:8000"),
            ("[127.0.0.1]:80", "IPv4", ""),
            ("[localhost]:80", "no IPv6 address", "[::1]:8000"),
            ("[fe80::1%]:80", "zone", "[fe80::1%eth0]:8000"),
            ("256.0.0.1:80", "256", ""),
            ("127.0.0.1.1:80", "127.0.0.1.1", ""),
            ("a b:80", "` `", "127.0.0.1:8000"),
            ("127.0.0.1:8000/index", "path", "127.0.0.1:8000"),
            ("tls://example.com:443", "TLS", "tcp://example.com:443"),
            ("https://example.com/x", "TLS", "tcp://example.com"),
            ("tls:", "TLS", "tcp://HOST:PORT"),
            ("http://example.com/", "`http`", "tcp://example.com:80"),
            ("http://127.0.0.1:8000/x", "`http`", "tcp://127.0.0.1:8000"),
            ("ftp://", "`ftp`", "tcp://HOST:PORT"),
            ("unix:", "no path", "unix:/tmp/x.sock"),
        ] {
            let Err(trouble) = Address::read(word) else { panic!("{word} is read") };
            assert!(trouble.what.en.contains(part), "{word}: {}", trouble.what.en);
            let hint = trouble.hint.unwrap_or_default();
            assert!(
                hint.en.contains(right)
                    && hint.zh.contains(
                        right.split("` or").next().unwrap_or("").trim_start_matches("tcp://HOST:PORT")
                    ),
                "{word}: {hint:?}"
            );
        }
        let long = format!("unix:{}", "x".repeat(LONGEST_PATH + 1));
        assert!(Address::read(&long).is_err_and(|trouble| trouble.what.en.contains("108")));
        assert!(Address::read(&long[..long.len() - 1]).is_ok());
    }

    proptest::proptest! {
        /// No word makes it panic; what is read is read back the same.
        #[test]
        fn any_word_is_read_or_refused(word in "(tcp:|udp:|unix:|tls:|[a-z]{0,4})(//)?[\\[\\]:.%/0-9a-z：é ]{0,12}") {
            if let Ok(address) = Address::read(&word) {
                proptest::prop_assert!(Address::has_form(&word), "{}", word);
                proptest::prop_assert_eq!(read(&address.to_string()), address);
            }
        }
    }
}
