//! Whom this machine asks for names: resolv.conf(5).

use std::net::IpAddr;

/// What a `resolv.conf` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolvers {
    /// The file that said so.
    pub file: String,
    /// Whom to ask, in this order.
    pub servers: Vec<IpAddr>,
    /// What is put behind short names.
    pub search: Vec<String>,
}

impl Resolvers {
    /// Reads the lines `nameserver` and `search`; the last `search` or `domain` counts (resolv.conf(5)).
    pub fn parse(file: &str, text: &str) -> Resolvers {
        let mut found = Resolvers { file: file.into(), ..Resolvers::default() };
        for line in text.lines() {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("nameserver") => {
                    // fe80::1%eth0 has a zone behind it
                    let address = words.next().and_then(|word| word.split('%').next());
                    let address = address.and_then(|word| word.parse::<IpAddr>().ok());
                    found.servers.extend(address);
                }
                Some("search" | "domain") => found.search = words.map(str::to_string).collect(),
                _ => (),
            }
        }
        found
    }

    /// Whether the only server is a program on this machine, which asks others.
    pub fn is_stub(&self) -> bool {
        !self.servers.is_empty() && self.servers.iter().all(IpAddr::is_loopback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolv_conf_is_read_as_its_page_says() {
        let text = "# by hand\nnameserver 10.0.0.2\nnameserver fe80::1%eth0\nnameserver nonsense\n\
                    domain example.com\nsearch a.example b.example\noptions edns0\n";
        let read = Resolvers::parse("/etc/resolv.conf", text);
        assert_eq!(read.servers, ["10.0.0.2".parse::<IpAddr>().unwrap(), "fe80::1".parse().unwrap()]);
        assert_eq!(read.search, ["a.example", "b.example"]);
        assert!(!read.is_stub());
        assert!(Resolvers::parse("", "nameserver 127.0.0.53").is_stub());
        assert!(!Resolvers::parse("", "").is_stub());
    }
}
