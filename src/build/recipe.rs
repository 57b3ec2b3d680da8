//! Recipes: the questions that a class asks, in one line. `arp who-has 172.16.10.11 --from 172.16.10.10/24`.

mod arp;
mod datagram;
mod dhcp;
mod icmp;
mod names;
pub mod route;

use super::assume::{HOST, HOST_6, assume};
use super::words::{PAYLOADS, Reader, data, put};
use super::{Draft, Node, Sheet};
use crate::address::{self, Given};
use crate::proto::{DATA, ETHERNET, HTTP};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Origin, Said, Trouble};
use std::net::IpAddr;

/// What a recipe is asked for.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Verb, operands and `key=value`: `["who-has", "172.16.10.11"]`.
    pub words: &'a [String],
    /// Who sends: `--from 172.16.10.10/24`.
    pub from: Option<Given>,
    /// Who is to get it: `--to`.
    pub to: Option<IpAddr>,
    /// The router of the sender's subnet: `--gateway`.
    pub gateway: Option<IpAddr>,
    /// The sender's MAC address: `--mac`.
    pub mac: Option<[u8; 6]>,
    /// That of the next hop: `--to-mac`.
    pub to_mac: Option<[u8; 6]>,
    /// Where numbers come from that are drawn: `--seed`.
    pub seed: u64,
    /// Reads the file of `file=`.
    pub read: Reader<'a>,
}

/// What a recipe comes to.
pub struct Answer {
    /// The frame; `None` where there is no way to whom it is for.
    pub draft: Option<Draft>,
    /// How it was found out where the frame goes.
    pub told: Vec<Said>,
    /// What was assumed.
    pub notes: Vec<Said>,
}

type Make = fn(&mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble>;

/// A recipe's first word, its verbs, an example, and what makes it.
pub struct Recipe {
    /// The first word.
    pub name: &'static str,
    /// The second, where there is one.
    pub verbs: &'static [&'static str],
    /// What is typed.
    pub example: &'static str,
    make: Make,
}

/// The recipes.
pub static RECIPES: [Recipe; 8] = [
    Recipe {
        name: "arp",
        verbs: &["who-has", "reply", "probe", "announcement"],
        example: "arp who-has 172.16.10.11 --from 172.16.10.10/24",
        make: arp::make,
    },
    Recipe {
        name: "dhcp",
        verbs: &["discover", "offer", "request", "ack", "nak", "decline", "release", "inform"],
        example: "dhcp discover hostname=student-pc",
        make: dhcp::make,
    },
    Recipe {
        name: "icmp",
        verbs: &["echo", "reply"],
        example: "icmp echo 172.16.10.11 --from 172.16.10.10/24",
        make: icmp::echo,
    },
    Recipe {
        name: "icmpv6",
        verbs: &["echo", "reply", "who-has", "advertise"],
        example: "icmpv6 who-has 2001:db8::11 --from 2001:db8::10/64",
        make: icmp::icmpv6,
    },
    Recipe { name: "udp", verbs: &[], example: "udp 172.16.10.11 5000 text=hello", make: datagram::udp },
    Recipe {
        name: "tcp",
        verbs: &["syn", "syn-ack", "ack", "psh-ack", "fin-ack", "rst", "rst-ack"],
        example: "tcp syn 172.16.10.11 80",
        make: datagram::tcp,
    },
    Recipe {
        name: "dns",
        verbs: &["query"],
        example: "dns query www.example.com A --to 172.16.10.1",
        make: names::dns,
    },
    Recipe {
        name: "http",
        verbs: &["get"],
        example: "http get http://www.example.com/ --to 172.16.10.11",
        make: names::http,
    },
];

/// What a recipe works with.
struct Kitchen<'a> {
    ask: Ask<'a>,
    verb: &'static str,
    /// The words that are no `key=value`, behind the verb.
    operands: Vec<&'a str>,
    /// The `key=value`.
    said: Vec<(&'a str, &'a str)>,
    told: Vec<Said>,
    notes: Vec<Said>,
}

/// Follows a recipe; `name` is its first word.
///
/// # Errors
/// A verb, an operand or a key that the recipe does not have.
pub fn follow(name: &str, ask: Ask<'_>) -> Result<Answer, Trouble> {
    let Some(recipe) = RECIPES.iter().find(|recipe| recipe.name == name) else { return Err(no_recipe(name)) };
    let mut operands = Vec::new();
    let mut said = Vec::new();
    for word in ask.words {
        match word.split_once('=').filter(|(key, _)| is_key(key)) {
            Some((key, value)) => said.push((key, value)),
            None => operands.push(word.as_str()),
        }
    }
    let verb = match recipe.verbs {
        [] => "",
        verbs => verb(recipe, verbs, &mut operands)?,
    };
    let mut kitchen = Kitchen { ask, verb, operands, said, told: Vec::new(), notes: Vec::new() };
    let sheets = (recipe.make)(&mut kitchen)?;
    let Some(mut sheets) = sheets else {
        return Ok(Answer { draft: None, told: kitchen.told, notes: kitchen.notes });
    };
    // flags and options that have no value
    for word in std::mem::take(&mut kitchen.operands) {
        match sheets.iter_mut().rev().find(|sheet| super::words::knows(sheet, word)) {
            Some(sheet) => put(sheet, word, None, Origin::Given)?,
            None => return Err(odd_word(recipe, word, &sheets)),
        }
    }
    let mut draft = Draft { link: 1, original: None, sheets };
    for (i, sheet) in draft.sheets.iter_mut().enumerate() {
        sheet.parent = i.saturating_sub(1);
    }
    kitchen.season(&mut draft)?;
    let mut notes = kitchen.notes;
    notes.extend(assume(&mut draft));
    Ok(Answer { draft: Some(draft), told: kitchen.told, notes })
}

/// Whether this may be a key: an address of the web has a `=` too, but behind other characters.
fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn verb(
    recipe: &Recipe,
    verbs: &'static [&'static str],
    operands: &mut Vec<&str>,
) -> Result<&'static str, Trouble> {
    let (name, all) = (recipe.name, verbs.join(", "));
    let Some(first) = operands.first().copied() else {
        let what =
            say!(en: "{name} needs a verb: {all}", zh: "{name} 需要一个动词：{all}", name = name, all = all);
        let example = recipe.example;
        return Err(Trouble::new(what).hint(say!(
            en: "for example `netlab build {example}`", zh: "例如 `netlab build {example}`", example = example
        )));
    };
    if let Some(verb) = verbs.iter().find(|verb| **verb == first) {
        operands.remove(0);
        return Ok(verb);
    }
    let what =
        say!(en: "{name} has no verb `{first}`", zh: "{name} 没有动词 `{first}`", name = name, first = first);
    Err(Trouble::new(what).hint(match nearest(first, verbs.iter().copied()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
        None => say!(en: "one of {all}", zh: "可用：{all}", all = all),
    }))
}

fn odd_word(recipe: &Recipe, word: &str, sheets: &[Sheet]) -> Trouble {
    let example = recipe.example;
    let what = say!(en: "`{word}` has no meaning here", zh: "`{word}` 在此没有意义", word = word);
    let keys: Vec<_> = sheets.iter().rev().flat_map(super::words::keys_of).collect();
    if let Some(near) = nearest(word, keys.iter().map(|(key, _)| *key)) {
        return Trouble::new(what)
            .hint(say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near));
    }
    Trouble::new(what).hint(say!(
        en: "fields are `key=value`, a payload is `text=...`; `netlab build {example}`",
        zh: "字段写作 `key=value`，有效载荷写作 `text=...`；例如 `netlab build {example}`", example = example
    ))
}

fn no_recipe(name: &str) -> Trouble {
    let names = RECIPES.iter().map(|recipe| recipe.name);
    let what = say!(en: "there is no recipe `{name}`", zh: "没有配方 `{name}`", name = name);
    Trouble::new(what).hint(match nearest(name, names.clone()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
        None => {
            let all: Vec<&str> = names.collect();
            let all = all.join(", ");
            say!(
                en: "recipes: {all}; layers: `eth dst=... / ipv4 dst=...`", zh: "配方：{all}；逐层书写：`eth dst=... / ipv4 dst=...`",
                all = all
            )
        }
    })
}

impl<'a> Kitchen<'a> {
    /// The next operand, which is `what`.
    fn operand(&mut self, en: &str, zh: &str) -> Result<&'a str, Trouble> {
        if self.operands.is_empty() {
            return Err(Trouble::new(Said { en: format!("{en} is needed"), zh: format!("需要{zh}") }));
        }
        Ok(self.operands.remove(0))
    }

    /// The next operand as an address.
    fn address(&mut self) -> Result<IpAddr, Trouble> {
        let word = self.operand("the address that it is for", "目的地址")?;
        address::given::parse_address(word)
    }

    /// Who sends to `to`, with the subnet: as the author said, or the host that stands in.
    fn from(&mut self, to: IpAddr) -> Result<Given, Trouble> {
        let Some(from) = self.ask.from else {
            let (host, len): (IpAddr, u8) =
                if to.is_ipv4() { (HOST.into(), 24) } else { (HOST_6.into(), 64) };
            self.notes.push(say!(
                en: "nobody said who sends: {host}/{len} does (--from says another)",
                zh: "没有给出发送方：取 {host}/{len}（可用 --from 指定）", host = host, len = len
            ));
            return Ok(Given { addr: host, prefix: None }.with(len));
        };
        if from.addr.is_ipv4() != to.is_ipv4() {
            let addr = from.addr;
            return Err(Trouble::new(say!(
                en: "{addr} and {to} are of different families", zh: "{addr} 与 {to} 属于不同的地址族", addr = addr, to = to
            )));
        }
        if from.prefix.is_none() {
            let addr = from.addr;
            let what = say!(
                en: "`--from {addr}` has no prefix: which addresses are in its subnet?",
                zh: "`--from {addr}` 没有前缀：哪些地址在它的子网内？", addr = addr
            );
            let len = if addr.is_ipv4() { 24 } else { 64 };
            return Err(Trouble::new(what).hint(say!(
                en: "`--from {addr}/{len}`", zh: "`--from {addr}/{len}`", addr = addr, len = len
            )));
        }
        Ok(from)
    }

    /// The Ethernet header to the next hop on the way from `from` to `to`; `None` where there is no way, and that is told.
    fn link(&mut self, from: &Given, to: IpAddr) -> Option<Sheet> {
        let hop = route::route(from, to, self.gateway(from, to), &mut self.told)?;
        let (mac, known) = super::assume::next(hop);
        let mut sheet = self.frame(from.addr);
        match self.ask.to_mac {
            Some(given) => sheet.fields.push(Node::leaf("dst", super::assume::shown(given))),
            None => {
                if !known && hop != to_broadcast(from) {
                    self.notes.push(super::assume::standing_in(mac, hop));
                }
                let mac = if hop == to_broadcast(from) { [0xff; 6] } else { mac };
                sheet.fields.push(Node::leaf("dst", super::assume::shown(mac)).by(Origin::Default));
            }
        }
        Some(sheet)
    }

    /// The gateway: as the author said, or where the sender too is assumed, the first address of its subnet.
    fn gateway(&mut self, from: &Given, to: IpAddr) -> Option<IpAddr> {
        if self.ask.gateway.is_some()
            || self.ask.from.is_some()
            || from.net().contains(&to)
            || route::is_group(to)
        {
            return self.ask.gateway;
        }
        let first = from.net().hosts().find(|host| *host != from.net().network());
        if let Some(first) = first {
            self.notes.push(say!(
                en: "its gateway is taken to be {first} (--gateway says another)",
                zh: "网关取 {first}（可用 --gateway 指定）", first = first
            ));
        }
        first
    }

    /// An Ethernet header with its source address alone.
    fn frame(&self, from: IpAddr) -> Sheet {
        let (mac, origin) = self.mac(from);
        let mut sheet = Sheet::new(&ETHERNET, 0);
        sheet.fields.push(Node::leaf("src", super::assume::shown(mac)).by(origin));
        sheet
    }

    /// The sender's MAC address, and who says so.
    fn mac(&self, from: IpAddr) -> ([u8; 6], Origin) {
        match self.ask.mac {
            Some(mac) => (mac, Origin::Given),
            None => (super::assume::stand_in(from), Origin::Default),
        }
    }

    /// Whether the sender's address is the author's or assumed.
    fn sender_origin(&self) -> Origin {
        if self.ask.from.is_some() { Origin::Given } else { Origin::Default }
    }

    /// Says in the draft what the author said by key: of the layer that the key names, or of the first from above that
    /// has it.
    fn season(&self, draft: &mut Draft) -> Result<(), Trouble> {
        let mut payload: Option<Vec<u8>> = None;
        for (key, value) in &self.said {
            if PAYLOADS.contains(key) {
                let word = [format!("{key}={value}")];
                let sheet = super::words::payload(&word, 0, self.ask.read)?;
                let octets = payload.get_or_insert_default();
                octets.extend(super::words::octets(&sheet));
                continue;
            }
            let (layer, name) =
                match key.split_once('.').map(|(layer, name)| (super::words::protocol(layer), name)) {
                    Some((Ok(protocol), name)) => (Some(protocol), name),
                    _ => (None, *key),
                };
            let is_meant = |sheet: &&mut Sheet| match layer {
                Some(protocol) => std::ptr::eq(sheet.protocol, protocol),
                None => super::words::knows(sheet, name),
            };
            match draft.sheets.iter_mut().rev().find(is_meant) {
                Some(sheet) => put(sheet, name, Some(value), Origin::Given)?,
                None => {
                    match draft.sheets.iter_mut().rev().find(|sheet| !std::ptr::eq(sheet.protocol, &DATA)) {
                        // the error is that of the topmost layer, with what it has
                        Some(top) => put(top, name, Some(value), Origin::Given)?,
                        None => return Err(no_recipe(key)),
                    }
                }
            }
        }
        if let Some(octets) = payload {
            let last = draft.sheets.len().saturating_sub(1);
            if draft.sheets.last().is_some_and(|sheet| std::ptr::eq(sheet.protocol, &DATA)) {
                draft.sheets.pop();
            }
            match draft.sheets.last_mut() {
                // a message that holds its data itself
                Some(sheet) if super::words::knows(sheet, "data") && !std::ptr::eq(sheet.protocol, &HTTP) => {
                    sheet.fields.retain(|node| node.key != "data");
                    if !octets.is_empty() {
                        sheet.fields.push(Node::leaf("data", octets));
                    }
                }
                _ => {
                    let parent = last.min(draft.sheets.len().saturating_sub(1));
                    draft.sheets.push(data(octets, parent));
                }
            }
        }
        Ok(())
    }
}

/// The last address of the sender's subnet, which is all of its hosts (RFC 919 §7).
fn to_broadcast(from: &Given) -> IpAddr {
    match from.net() {
        ipnet::IpNet::V4(net) if net.prefix_len() < 31 => net.broadcast().into(),
        _ => IpAddr::V4(std::net::Ipv4Addr::BROADCAST),
    }
}
