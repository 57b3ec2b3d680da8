//! An address as a person types it, with a prefix or without: `172.16.10.1/24`, `10.0.0.1/255.255.255.0`,
//! `10.0.0.1/0.0.0.255`, `10.0.0.1/0xffffff00`, `2001:db8::1/64`.

mod v4;
mod v6;
mod wrong;

use crate::say;
use crate::spec::{Said, Trouble};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address that was typed, and its prefix if there was one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The address, host bits and all.
    pub addr: IpAddr,
    /// The prefix that was typed with it; `None` where there was none.
    pub prefix: Option<Prefix>,
}

/// A prefix length, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// Bits of the prefix: at most 32 or 128.
    pub len: u8,
    /// How it was written.
    pub form: Form,
}

/// The ways to write a prefix length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `/24`.
    Length,
    /// `/255.255.255.0`, or `255.255.255.0` as a word of its own.
    Netmask,
    /// `/0.0.0.255`: its ones are the host's bits.
    Wildcard,
    /// `/0xffffff00`.
    Hex,
}

impl Given {
    /// The prefix length: the one typed, or that of the address alone, 32 or 128.
    pub fn prefix_len(&self) -> u8 {
        self.prefix.map_or_else(|| self.bits(), |prefix| prefix.len)
    }

    /// Bits of an address of this family: 32 or 128.
    pub fn bits(&self) -> u8 {
        bits(self.addr)
    }

    /// The address with its prefix. Its host bits stay: `.network()` and `.trunc()` clear them.
    pub fn net(&self) -> IpNet {
        net(self.addr, self.prefix_len())
    }

    /// The same address with another prefix length, one that it had not been given.
    #[must_use]
    pub fn with(&self, len: u8) -> Given {
        Given { prefix: Some(Prefix { len: len.min(self.bits()), form: Form::Length }), ..*self }
    }

    /// What had to be assumed to read it: worth a note.
    pub fn assumed(&self) -> Option<Said> {
        let addr = self.addr;
        match (self.prefix, self.addr) {
            (None, _) => Some(say!(
                en: "`{addr}` was given without a prefix and is read as {addr}/{bits}, this one address",
                zh: "`{addr}` 没有给出前缀，按 {addr}/{bits} 处理，即只有这一个地址", addr = addr, bits = self.bits()
            )),
            (Some(Prefix { len: 0, form: Form::Netmask | Form::Hex }), IpAddr::V4(_)) => Some(say!(
                en: "the mask 0.0.0.0 is read as a netmask, /0: all of IPv4; for one address write {addr}/32",
                zh: "掩码 0.0.0.0 按子网掩码读，即 /0：整个 IPv4；若只指一个地址，写 {addr}/32", addr = addr
            )),
            (Some(Prefix { len, form: Form::Wildcard }), _) => Some(say!(
                en: "this mask is read as a wildcard mask, whose ones are host bits: /{len}",
                zh: "该掩码按通配符掩码读（其中的 1 是主机位），即 /{len}", len = len
            )),
            _ => None,
        }
    }
}

/// Bits of an address of the family: 32 or 128.
pub fn bits(addr: IpAddr) -> u8 {
    if addr.is_ipv4() { 32 } else { 128 }
}

/// `addr/len`; a length that is too great for the family is cut to it.
pub fn net(addr: IpAddr, len: u8) -> IpNet {
    match addr {
        IpAddr::V4(addr) => Ipv4Net::new(addr, len.min(32)).unwrap_or_default().into(),
        IpAddr::V6(addr) => Ipv6Net::new(addr, len.min(128)).unwrap_or_default().into(),
    }
}

/// Reads an address with its prefix, or without one.
///
/// # Errors
/// Whatever is not exactly one address and at most one prefix: leading zeros, missing octets, signs, two prefixes,
/// masks with gaps and so on. The trouble shows the word with the part that is wrong underlined, why, and what to
/// type instead.
pub fn parse(word: &str) -> Result<Given, Trouble> {
    read(word).ok_or_else(|| wrong::trouble(word))
}

/// Reads words that stand one after another: addresses, the last of which may have its mask as a word of its own
/// (`10.0.0.1 255.255.255.0`).
///
/// # Errors
/// As [`parse`], for the first word that is wrong.
pub fn parse_all(words: &[&str]) -> Result<Vec<Given>, Trouble> {
    let (mut words, mut mask) = (words, None);
    if let [.., before, last] = words
        && read(before).is_some_and(|given| given.addr.is_ipv4() && given.prefix.is_none())
        && let Some(address) = address(last)
        && let IpAddr::V4(dotted) = address
    {
        mask = match dotted_mask(dotted) {
            // no host is called so: it was meant as a mask
            None if dotted.octets()[0] == 255 => return Err(wrong::mask_trouble(last)),
            mask => mask,
        };
    }
    if mask.is_some() {
        words = words.split_last().map_or(words, |(_, before)| before);
    }
    let mut all = words.iter().map(|word| parse(word)).collect::<Result<Vec<_>, _>>()?;
    if let Some(last) = all.last_mut().filter(|_| mask.is_some()) {
        last.prefix = mask;
    }
    Ok(all)
}

/// Reads an address without a prefix.
///
/// # Errors
/// As [`parse`], and where there is a prefix.
pub fn parse_address(word: &str) -> Result<IpAddr, Trouble> {
    match address(word) {
        Some(address) => Ok(address),
        None if read(word).is_some() => Err(wrong::no_prefix_wanted(word)),
        None => Err(wrong::trouble(word)),
    }
}

/// Reads a prefix length for addresses of `bits` bits: `/24`, `24`, `/255.255.255.0`.
///
/// # Errors
/// As [`parse`].
pub fn parse_prefix(word: &str, bits: u8) -> Result<Prefix, Trouble> {
    let written = word.strip_prefix('/').unwrap_or(word);
    prefix(written, bits).ok_or_else(|| wrong::prefix_trouble(word, word.len() - written.len(), bits))
}

/// The fast path: what is right, without saying why anything is not.
fn read(word: &str) -> Option<Given> {
    match word.split_once('/') {
        None => Some(Given { addr: address(word)?, prefix: None }),
        Some((addr, written)) => {
            let addr = address(addr)?;
            Some(Given { addr, prefix: Some(prefix(written, bits(addr))?) })
        }
    }
}

/// An address. std reads exactly what RFC 6943 §3.1.1 calls the strict form, and RFC 4291 §2.2.
fn address(word: &str) -> Option<IpAddr> {
    if word.contains(':') {
        word.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
    } else {
        word.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
    }
}

fn prefix(written: &str, bits: u8) -> Option<Prefix> {
    let octets = written.as_bytes();
    let is_number = !octets.is_empty() && octets.len() <= 3 && octets.iter().all(u8::is_ascii_digit);
    if is_number && (octets.len() == 1 || octets.first() != Some(&b'0')) {
        let len: u8 = written.parse().ok()?;
        return (len <= bits).then_some(Prefix { len, form: Form::Length });
    }
    if bits != 32 {
        return None;
    }
    if let Some(digits) = written.strip_prefix("0x").or_else(|| written.strip_prefix("0X")) {
        if digits.len() != 8 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let mask = u32::from_str_radix(digits, 16).ok()?;
        return netmask(mask).map(|len| Prefix { len, form: Form::Hex });
    }
    dotted_mask(written.parse().ok()?)
}

/// The prefix that a mask in dots means: a netmask where it can be one, else a wildcard mask.
fn dotted_mask(mask: Ipv4Addr) -> Option<Prefix> {
    let mask = u32::from(mask);
    let netmask_len = netmask(mask).map(|len| Prefix { len, form: Form::Netmask });
    netmask_len.or_else(|| netmask(!mask).map(|len| Prefix { len, form: Form::Wildcard }))
}

/// The length of a netmask; `None` where a one follows a zero.
fn netmask(mask: u32) -> Option<u8> {
    (mask.leading_ones() == mask.count_ones()).then(|| mask.leading_ones() as u8)
}
