//! `--all`: the four messages that lead to a lease (RFC 2131 §3.1), against the server that is there, and its return.

use super::host::{Answer, Heard, Host};
use super::rule::{self, ipv4, layer, number};
use super::seen::{Seen, line};
use super::{Wish, plain, silence};
use crate::address::Given as Typed;
use crate::build::build;
use crate::build::recipe::{Ask, follow};
use crate::cli::build::output::Output;
use crate::cli::build::words::{self, Sender};
use crate::cli::{Exit, Failure, duration};
use crate::packet::{Dissector, Value, explain_layer};
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Said, Stack, Text, Trouble, same, text};
use std::net::Ipv4Addr;
use std::time::{Duration, Instant, SystemTime};

/// How long further offers are waited for, once there is one.
const FURTHER: Duration = Duration::from_millis(500);
/// DHCP message types (RFC 2132 §9.6).
const ACK: u64 = 5;

/// The MAC address of a client of netlab's own on an interface: never the machine's, whose lease would be hit, but the
/// same each time, so that the server gives the same lease and does not run out of them.
pub fn client_mac(machine: Option<[u8; 6]>) -> [u8; 6] {
    let [a, b, c, d, e, f] = machine.unwrap_or([0; 6]);
    // an individual address, local, of another block than the machine's
    [(a ^ 0x5c) & 0xfc | 2, b, c, d, e, f ^ 0xa5]
}

/// A draw for xid that no other run has.
pub fn fresh_seed() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(1, |since| since.as_nanos() as u64)
}

/// Walks DISCOVER, OFFER, REQUEST, ACK; then RELEASE, unless it is to be kept.
///
/// # Errors
/// What cannot be built or sent.
pub fn walk(host: &mut Host, wish: &Wish<'_>) -> Result<Exit, Failure> {
    let typed: Vec<String> =
        wish.matches.get_many::<String>("words").into_iter().flatten().cloned().collect();
    let [protocol, verb, options @ ..] = typed.as_slice() else { return Err(not_discover().into()) };
    if protocol != "dhcp" || verb != "discover" {
        return Err(not_discover().into());
    }
    let given = wish.matches.get_one::<String>("mac").map(|word| crate::address::typed(word));
    let given = given.transpose().map_err(|wrong| Trouble { what: wrong.what, hint: wrong.hint })?;
    let mac = given.unwrap_or_else(|| client_mac(host.interface.mac));
    let sender = Sender { mac: Some(mac), seed: Some(fresh_seed()), ..Sender::default() };
    let answer = words::answer(wish.matches, &sender)?;
    let Some(draft) = answer.draft else { return Ok(Exit::No) };
    let mut walk = Walk {
        output: Output::new(wish.matches, wish.screen)?,
        host,
        wish,
        mac,
        options,
        patience: wish.wait.unwrap_or_default(),
    };
    let discover = build(&draft)?.octets;
    let exit = walk.run(&discover)?;
    walk.output.finish()?;
    Ok(exit)
}

fn not_discover() -> Trouble {
    Trouble::new(say!(en: "`--all` goes with `dhcp discover`", zh: "`--all` 用于 `dhcp discover`"))
        .hint(say!(en: "`netlab build dhcp discover --send eth0 --wait --all`", zh: "`netlab build dhcp discover --send eth0 --wait --all`"))
}

struct Walk<'a> {
    output: Output<'a>,
    host: &'a mut Host,
    wish: &'a Wish<'a>,
    mac: [u8; 6],
    /// What the author adds to every message.
    options: &'a [String],
    patience: Duration,
}

/// What an offer is about.
#[derive(Clone, Copy)]
struct Offer {
    xid: u64,
    address: Ipv4Addr,
    server: Ipv4Addr,
}

impl Walk<'_> {
    fn run(&mut self, discover: &[u8]) -> Result<Exit, Failure> {
        let mut offers = match self.ask("DISCOVER", discover)? {
            Ok(answer) => vec![answer],
            Err(exit) => return Ok(exit),
        };
        self.further(discover, &mut offers)?;
        for (i, offer) in offers.iter().enumerate() {
            let taken = if i == 0 && offers.len() > 1 {
                text(", taken: it came first", "，采用：它最先到达").into()
            } else {
                Said::default()
            };
            self.came("OFFER", offer, &taken)?;
        }
        let first = &offers[0];
        let stack = self.host.stack(&first.octets);
        if kind(&stack) == Some(ACK) {
            // rapid commit (RFC 4039): the lease is there already
            let octets = first.octets.clone();
            return self.bound(&octets);
        }
        let Some(offer) = offer(&stack) else { return Ok(Exit::No) };
        let request = self.message("request", offer, None)?;
        let answer = match self.ask("REQUEST", &request)? {
            Ok(answer) => answer,
            Err(exit) => return Ok(exit),
        };
        let stack = self.host.stack(&answer.octets);
        if kind(&stack) != Some(ACK) {
            let why = options_of(&stack, "message").join(" ");
            self.came("NAK", &answer, &Said::default())?;
            let said = say!(
                en: "The server refuses: {address} is not to be had any more. {why}", zh: "服务器拒绝：{address} 已不可用。{why}",
                address = offer.address, why = why
            );
            self.output.told(&[said])?;
            return Ok(Exit::No);
        }
        self.came("ACK", &answer, &Said::default())?;
        self.bound(&answer.octets)
    }

    /// Sends a message and waits for what answers it; else how the command ends.
    fn ask(&mut self, name: &'static str, octets: &[u8]) -> Result<Result<Answer, Exit>, Failure> {
        let Some(rule) = self.host.rule_for(octets)? else { return Ok(Err(Exit::No)) };
        self.goes(name, octets)?;
        self.output.flush()?;
        let mut seen = self.seen(octets);
        Ok(match self.host.ask(octets, &rule, self.patience, &mut seen)? {
            Heard::Answer(answer) => Ok(answer),
            Heard::Interrupted => Err(Exit::Interrupted),
            Heard::Nothing => {
                let mut dissector = Dissector::new();
                let stack = dissector.dissect(octets, octets.len(), None, crate::proto::root(self.host.link));
                let (host, patience) = (&*self.host, self.patience);
                self.output.page(true, self.wish.screen, |page| {
                    silence::explain(&stack, host, patience, &seen, page)
                })?;
                Err(Exit::No)
            }
        })
    }

    fn seen(&mut self, octets: &[u8]) -> Seen {
        Seen { xid: number(&self.host.stack(octets), "dhcp", "xid"), ..Seen::default() }
    }

    /// Waits for the offers of other servers.
    fn further(&mut self, discover: &[u8], offers: &mut Vec<Answer>) -> Result<(), Failure> {
        let Some(rule) = self.host.rule_for(discover)? else { return Ok(()) };
        let (sent, until) = (SystemTime::now(), Instant::now() + FURTHER);
        let before = offers.first().map_or(Duration::ZERO, |first| first.after);
        let mut seen = self.seen(discover);
        while let Heard::Answer(mut answer) = self.host.listen(&rule, sent, until, &mut seen)? {
            answer.after += before;
            offers.push(answer);
        }
        Ok(())
    }

    /// A further message of the same exchange.
    fn message(&self, verb: &str, offer: Offer, to_mac: Option<[u8; 6]>) -> Result<Vec<u8>, Failure> {
        let Offer { xid, address, server } = offer;
        let mut words = vec![verb.to_string(), format!("xid={xid}"), format!("server_id={server}")];
        words.push(match verb {
            "release" => format!("ciaddr={address}"),
            _ => format!("requested_ip={address}"),
        });
        if verb == "request" {
            words.extend(self.options.iter().filter(|word| !word.starts_with("xid=")).cloned());
        }
        let none = |name: &str| {
            Err(Trouble::new(say!(en: "no file `{name}`", zh: "没有文件 `{name}`", name = name)))
        };
        let from = (verb == "release").then(|| Typed { addr: address.into(), prefix: None }.with(24));
        let ask = Ask {
            words: &words,
            from,
            to: None,
            gateway: None,
            mac: Some(self.mac),
            to_mac,
            seed: 1,
            read: &none,
        };
        let draft = follow("dhcp", ask)?.draft.ok_or_else(not_discover)?;
        Ok(build(&draft)?.octets)
    }

    fn goes(&mut self, name: &'static str, octets: &[u8]) -> Result<(), Failure> {
        if self.wish.views {
            return self.output.heard(octets, self.host.link);
        }
        let summary = line(&self.host.stack(octets));
        Ok(self.output.rows(&[(same(name), plain(&summary))])?)
    }

    fn came(&mut self, name: &'static str, answer: &Answer, more: &Said) -> Result<(), Failure> {
        if self.wish.views {
            return self.output.heard(&answer.octets, self.host.link);
        }
        let stack = self.host.stack(&answer.octets);
        let (summary, after) = (line(&stack), duration::shown(answer.after));
        let relay = ipv4(&stack, "dhcp", "giaddr").filter(|relay| !relay.is_unspecified());
        let relay = relay.map_or_else(
            Said::default,
            |relay| say!(en: ", by the relay {relay}", zh: "，经中继代理 {relay}", relay = relay),
        );
        let said = Said {
            en: format!("{summary}, after {after}{}{}", relay.en, more.en),
            zh: format!("{summary}，{after} 后{}{}", relay.zh, more.zh),
        };
        Ok(self.output.rows(&[(same(name), said)])?)
    }

    /// What the lease says, and the lease given back.
    fn bound(&mut self, ack: &[u8]) -> Result<Exit, Failure> {
        let stack = self.host.stack(ack);
        let Some(offer) = offer(&stack) else { return Ok(Exit::No) };
        let said = settings(&stack, offer);
        let server = rule::mac(&stack, "ethernet", "src");
        if !self.wish.views {
            self.output.gap()?;
            self.output.rows(&said)?;
        }
        let mac = shown_mac(&self.mac);
        if self.wish.matches.get_flag("keep") {
            self.wish.screen.note(&say!(
                en: "the lease is kept, for the client {mac}; nothing on this machine was changed", zh: "租用保留，属于客户 {mac}；本机没有任何改变",
                mac = mac
            ));
            return Ok(Exit::Done);
        }
        let release = self.message("release", offer, server)?;
        self.host.send(&release)?;
        if !self.wish.views {
            self.output.gap()?;
        }
        self.goes("RELEASE", &release)?;
        self.wish.screen.note(&say!(
            en: "given back, so that the server can lease it to others; `--keep` keeps it. The client was {mac}, not this machine",
            zh: "已归还，服务器可以再租给别人；`--keep` 可保留。客户是 {mac}，不是本机", mac = mac
        ));
        Ok(Exit::Done)
    }
}

/// The DHCP message type.
fn kind(stack: &Stack<'_>) -> Option<u64> {
    options_of(stack, "message_type").first()?.parse().ok()
}

fn offer(stack: &Stack<'_>) -> Option<Offer> {
    let server = options_of(stack, "server_id").first().and_then(|word| word.parse().ok());
    Some(Offer {
        xid: number(stack, "dhcp", "xid")?,
        address: ipv4(stack, "dhcp", "yiaddr")?,
        server: server.or_else(|| ipv4(stack, "ipv4", "src"))?,
    })
}

/// The values of an option, without its code and its length.
fn options_of(stack: &Stack<'_>, key: &str) -> Vec<String> {
    let Some(at) = layer(stack, "dhcp") else { return Vec::new() };
    let explained = explain_layer(stack, at);
    let mut values = Vec::new();
    if let Some(option) = rule::find(&explained.spans, key) {
        option.leaves(true, &mut |leaf| {
            if ["code", "length"].contains(&leaf.label.key) {
                return;
            }
            values.push(match &leaf.value {
                Value::Uint(number) => number.to_string(),
                Value::Ipv4(address) => address.to_string(),
                Value::Text(text) => crate::draw::safe(text).into_owned(),
                _ => return,
            });
        });
    }
    values
}

/// The four settings, and on what terms.
fn settings(stack: &Stack<'_>, offer: Offer) -> Vec<(Text, Said)> {
    let list = |key| options_of(stack, key).join(", ");
    let mut rows: Vec<(Text, Said)> = [
        (text("address", "地址"), offer.address.to_string()),
        (text("mask", "掩码"), list("subnet_mask")),
        (text("gateway", "网关"), list("router")),
        (same("DNS"), list("domain_server")),
        (text("domain", "域名"), list("domain_name")),
        (text("server", "服务器"), offer.server.to_string()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| (name, plain(&value)))
    .collect();
    let seconds = |key| options_of(stack, key).first().and_then(|word| word.parse::<u64>().ok());
    if let Some(lease) = seconds("lease_time") {
        // RFC 2131 §4.4.5: where the server does not say, half and seven eighths
        let renewal = seconds("renewal_time").unwrap_or(lease / 2);
        let rebinding = seconds("rebinding_time").unwrap_or(lease * 7 / 8);
        let said = say!(
            en: "{lease} s: to be renewed after {renewal} s, with any server after {rebinding} s",
            zh: "{lease} 秒：{renewal} 秒后续租，{rebinding} 秒后可向任何服务器续租",
            lease = lease, renewal = renewal, rebinding = rebinding
        );
        rows.push((text("lease", "租用期"), said));
    }
    rows
}
