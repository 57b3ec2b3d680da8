//! `--all`: the four messages that lead to a lease (RFC 2131 §3.1), against the server that is there, and its return.

use super::host::{Answer, Heard, Host, Probed};
use super::rule::{self, ipv4, layer, number};
use super::seen::{Seen, line};
use super::{FEW, Wish, plain, silence};
use crate::address::Given as Typed;
use crate::build::build;
use crate::build::recipe::route::route;
use crate::build::recipe::{Answer as Recipe, Ask, follow};
use crate::cli::build::output::Output;
use crate::cli::build::words::{self, Sender};
use crate::cli::{Exit, Failure, duration};
use crate::packet::{Dissector, Value, explain_layer};
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Said, Stack, Text, Trouble, same, text};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant, SystemTime};

/// How long further offers are waited for, once there is one.
const FURTHER: Duration = Duration::from_millis(500);
/// DHCP message types (RFC 2132 §9.6).
const ACK: u64 = 5;
/// The length of a prefix where the server does not say a mask.
const DEFAULT_MASK: u8 = 24;
/// Frames that lead to a lease, prove that nobody has the address, and give it back.
const WHOLE: u64 = 6;
/// RFC 2131 §3.1 step 5: "a minimum of ten seconds before restarting the configuration process".
const AFTER_DECLINE: Duration = Duration::from_secs(10);

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

/// Walks DISCOVER, OFFER, REQUEST, ACK, and probes the address; then RELEASE, unless it is to be kept. Where the server
/// refuses or somebody has the address already, it starts again, as long as no more frames go out than may.
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
    let mut walk = Walk {
        output: Output::new(wish.matches, wish.screen)?,
        host,
        wish,
        mac,
        options,
        patience: wish.wait.unwrap_or_default(),
    };
    let exit = loop {
        let sender = Sender { mac: Some(mac), seed: Some(fresh_seed()), ..Sender::default() };
        let Some(draft) = words::answer(wish.matches, &sender)?.draft else { return Ok(Exit::No) };
        match walk.run(&build(&draft)?.octets)? {
            Ended::With(exit) => break exit,
            Ended::Refused(wait) => {
                if let Some(exit) = walk.again(wait)? {
                    break exit;
                }
            }
        }
    };
    walk.output.finish()?;
    Ok(exit)
}

/// What a walk came to.
enum Ended {
    /// The end of the command.
    With(Exit),
    /// No lease: the client starts again, after so long.
    Refused(Duration),
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
    fn run(&mut self, discover: &[u8]) -> Result<Ended, Failure> {
        let mut offers = match self.ask("DISCOVER", discover)? {
            Ok(answer) => vec![answer],
            Err(exit) => return Ok(Ended::With(exit)),
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
            return self.acknowledged(&octets);
        }
        let Some(offer) = offer(&stack) else { return Ok(Ended::With(Exit::No)) };
        let request = self.message("request", offer)?;
        let answer = match self.ask("REQUEST", &request)? {
            Ok(answer) => answer,
            Err(exit) => return Ok(Ended::With(exit)),
        };
        let stack = self.host.stack(&answer.octets);
        if kind(&stack) != Some(ACK) {
            let why = options_of(&stack, "message").join(" ");
            self.came("NAK", &answer, &Said::default())?;
            let why = if why.is_empty() { why } else { format!(" (\"{why}\")") };
            let said = say!(
                en: "The server refuses{why}: {address} is not to be had any more.", zh: "服务器拒绝{why}：{address} 已不可用。",
                address = offer.address, why = why
            );
            self.output.told(&[said])?;
            return Ok(Ended::Refused(Duration::ZERO));
        }
        self.came("ACK", &answer, &Said::default())?;
        self.acknowledged(&answer.octets)
    }

    /// The last check before an address is used: does anybody have it (RFC 2131 §4.4.1)? Then the server has to know.
    fn acknowledged(&mut self, ack: &[u8]) -> Result<Ended, Failure> {
        let stack = self.host.stack(ack);
        let Some(offer) = offer(&stack) else { return Ok(Ended::With(Exit::No)) };
        let address = offer.address;
        let mac = match self.host.probe(address, self.mac)? {
            Probed::Interrupted => return Ok(Ended::With(Exit::Interrupted)),
            Probed::Free => {
                if !self.wish.views {
                    let said = say!(
                        en: "nobody answers for {address}: it may be used", zh: "没有人以 {address} 回答：可以使用", address = address
                    );
                    self.output.rows(&[(PROBE, said)])?;
                }
                return self.bound(ack).map(Ended::With);
            }
            Probed::Taken(mac) => shown_mac(&mac),
        };
        let said = say!(
            en: "{mac} has {address} already: it must not be used", zh: "{mac} 已在使用 {address}：不能使用",
            address = address, mac = mac
        );
        if self.wish.views {
            self.wish.screen.note(&said);
        } else {
            self.output.rows(&[(PROBE, said)])?;
        }
        let decline = self.message("decline", offer)?;
        self.host.send(&decline)?;
        self.goes("DECLINE", &decline)?;
        self.output.told(&[say!(
            en: "The server is told that {address} is taken (RFC 2131 §3.1 step 5), so that it offers another.",
            zh: "已告知服务器 {address} 被占用 (RFC 2131 §3.1 第 5 步)，以便它改提供别的地址。", address = address
        )])?;
        Ok(Ended::Refused(AFTER_DECLINE))
    }

    /// Begins again (RFC 2131 §3.1 step 5), after a time; or says why not.
    fn again(&mut self, wait: Duration) -> Result<Option<Exit>, Failure> {
        let may = self.host.sent + WHOLE <= FEW || self.wish.in_sandbox || self.wish.matches.get_flag("yes");
        if !may {
            self.output.told(&[say!(
                en: "No lease after {sent} frames: netlab stops here, for a further try would be more than {few}; `--yes` goes on.",
                zh: "发出 {sent} 帧仍未租到地址：再试就会超过 {few} 帧，netlab 到此为止；用 `--yes` 可继续。", sent = self.host.sent, few = FEW
            )])?;
            return Ok(Some(Exit::No));
        }
        let said = if wait.is_zero() {
            say!(en: "The client starts again (RFC 2131 §3.1 step 5).", zh: "客户重新开始 (RFC 2131 §3.1 第 5 步)。")
        } else {
            let wait = duration::shown(wait);
            say!(
                en: "The client starts again after {wait} (RFC 2131 §3.1 step 5).", zh: "{wait} 后客户重新开始 (RFC 2131 §3.1 第 5 步)。",
                wait = wait
            )
        };
        self.output.told(&[said])?;
        self.output.flush()?;
        if self.host.pause(wait)? {
            return Ok(Some(Exit::Interrupted));
        }
        self.output.gap()?;
        Ok(None)
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

    /// A further message of the same exchange, which goes to all.
    fn message(&self, verb: &str, offer: Offer) -> Result<Vec<u8>, Failure> {
        let Offer { xid, address, server } = offer;
        let mut words = vec![verb.to_string(), format!("xid={xid}"), format!("server_id={server}")];
        words.push(format!("requested_ip={address}"));
        if verb == "request" {
            // what is wished for in a discover is decided by the offer (RFC 2131 §4.3.2)
            let decided = ["xid", "requested_ip", "requested_address", "server_id"];
            let is_decided = |word: &&String| decided.contains(&word.split('=').next().unwrap_or_default());
            words.extend(self.options.iter().filter(|word| !is_decided(word)).cloned());
        }
        let draft = self.follow(&words, None, None, None)?.draft.ok_or_else(not_discover)?;
        Ok(build(&draft)?.octets)
    }

    fn follow(
        &self,
        words: &[String],
        from: Option<Typed>,
        gateway: Option<IpAddr>,
        to_mac: Option<[u8; 6]>,
    ) -> Result<Recipe, Trouble> {
        let none = |name: &str| {
            Err(Trouble::new(say!(en: "no file `{name}`", zh: "没有文件 `{name}`", name = name)))
        };
        let mac = Some(self.mac);
        follow("dhcp", Ask { words, from, to: None, gateway, mac, to_mac, seed: 1, read: &none })
    }

    /// The release, on its way to the server: by the AND of the mask that was leased, and by ARP. What is in the way of
    /// it is told.
    fn release(&mut self, ack: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        let stack = self.host.stack(ack);
        let Some(Offer { xid, address, server }) = offer(&stack) else { return Ok(None) };
        let first = |key| options_of(&stack, key).first().and_then(|word| word.parse::<Ipv4Addr>().ok());
        let mask = first("subnet_mask").map_or(DEFAULT_MASK, |mask| mask.to_bits().leading_ones() as u8);
        let gateway = first("router").map(IpAddr::from);
        let from = Typed { addr: address.into(), prefix: None }.with(mask);
        let words = [
            "release".into(),
            format!("xid={xid}"),
            format!("server_id={server}"),
            format!("ciaddr={address}"),
        ];
        // whoever sent the ACK is known already
        let sender = ipv4(&stack, "ipv4", "src").zip(rule::mac(&stack, "ethernet", "src"));
        let mut told = Vec::new();
        let hop = route(&from, server.into(), gateway, &mut told);
        let mac = match (hop, sender) {
            (Some(IpAddr::V4(hop)), Some((sender, mac))) if hop == sender => Some(mac),
            (Some(hop), _) => {
                let asker = Some((self.mac, address));
                let found = self.host.resolve(hop, address.into(), asker, &mut Seen::default())?;
                if found.is_none() {
                    told.push(say!(
                        en: "ARP asked for {hop} and was not answered.", zh: "ARP 询问 {hop}，没有得到回答。", hop = hop
                    ));
                }
                found.map(|(mac, _)| mac)
            }
            (None, _) => None,
        };
        let draft = match mac {
            Some(mac) => self.follow(&words, Some(from), gateway, Some(mac))?.draft,
            None => None,
        };
        self.output.told(&told)?;
        match draft {
            Some(draft) => Ok(Some(build(&draft)?.octets)),
            None => Ok(None),
        }
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
        let Some(release) = self.release(ack)? else {
            self.wish.screen.note(&say!(
                en: "the lease could not be given back; it ends by itself. The client was {mac}, not this machine",
                zh: "无法归还租用的地址；它会自行到期。客户是 {mac}，不是本机", mac = mac
            ));
            return Ok(Exit::Done);
        };
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

const PROBE: Text = text("probe", "探测");

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
