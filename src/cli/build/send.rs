//! `--send`: the frame goes out, and with `--wait` its answer is waited for and shown beside it.

mod handshake;
mod host;
mod lease;
mod rule;
mod seen;
mod silence;

use super::output::Output;
use super::words::{self, Sender};
use super::{Draft, no_frame, open};
use crate::address::Given as Typed;
use crate::build::assume::{shown as mac_shown, stand_in};
use crate::build::from_json;
use crate::build::{Built, Given, Node};
use crate::capture::Record;
use crate::cli::frame::with_frame;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure, duration, sandbox};
use crate::packet::{Dissector, Explainer};
use crate::proto::{ARP, DHCP, ETHERNET, IPV4, IPV6};
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Origin, Said, Text, Trouble, same, text};
use crate::view::{self, Page};
use clap::ArgMatches;
use host::{Answer, Heard, Host, Probed};
use ipnet::Ipv4Net;
use rule::{Rule, ipv4, layer, number};
use seen::{Seen, line};
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant, SystemTime};

/// Frames that may go out without a question.
const FEW: u64 = 10;

/// The most octets of JSON that are read: more than anybody sends.
const MOST_JSON: u64 = 1 << 28;

/// What was asked for.
struct Wish<'a> {
    wait: Option<Duration>,
    count: u64,
    own: Option<Ipv4Addr>,
    /// Whether the frames are to be shown otherwise than beside each other.
    views: bool,
    in_sandbox: bool,
    matches: &'a ArgMatches,
    screen: &'a Screen,
}

/// Builds, sends, and waits.
///
/// # Errors
/// What cannot be built, opened or sent.
pub fn run(name: &str, matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let wish = Wish {
        wait: patience(matches)?,
        count: count(matches)?,
        own: own_address(matches)?,
        views: Output::is_asked_for(matches),
        in_sandbox: matches.get_flag("sandbox"),
        matches,
        screen,
    };
    let _held = sandbox::enter(matches, screen)?;
    let mut host = Host::open(name)?;
    let owner = match wish.own {
        Some(address) => Some((address, settle_in(address, &mut host, &wish)?)),
        None => None,
    };
    if let Some((_, Probed::Interrupted)) = owner {
        return Ok(Exit::Interrupted);
    }
    if let Some((address, Probed::Taken(owner))) = owner {
        let mac = shown_mac(&owner);
        let what = say!(
            en: "{address} is in use on {name}: {mac} has it; netlab yields to it", zh: "{name} 上 {address} 已由 {mac} 使用，netlab 让出",
            address = address, name = name, mac = mac
        );
        return Err(Trouble::new(what).into());
    }
    if matches.get_flag("all") {
        return lease::walk(&mut host, &wish);
    }
    let mut exchange = Exchange { host, wish, seen: Seen::default() };
    exchange.run()
}

/// How long an answer is waited for: DHCP servers look first whether somebody has the address.
fn patience(matches: &ArgMatches) -> Result<Option<Duration>, Trouble> {
    let Some(word) = matches.get_one::<String>("wait") else { return Ok(None) };
    if !word.is_empty() {
        return duration::read(word).map(Some);
    }
    Ok(Some(Duration::from_secs(if is_dhcp(matches) { 10 } else { 2 })))
}

/// Whether the recipe is one of DHCP.
fn is_dhcp(matches: &ArgMatches) -> bool {
    matches.get_many::<String>("words").into_iter().flatten().next().is_some_and(|word| word == "dhcp")
}

fn count(matches: &ArgMatches) -> Result<u64, Trouble> {
    let Some(word) = matches.get_one::<String>("count") else { return Ok(1) };
    word.parse().ok().filter(|count| *count > 0).ok_or_else(|| {
        Trouble::new(say!(en: "`--count {word}`: this is no number of frames", zh: "`--count {word}`：这不是帧数", word = word))
    })
}

fn own_address(matches: &ArgMatches) -> Result<Option<Ipv4Addr>, Trouble> {
    let Some(word) = matches.get_one::<String>("as") else { return Ok(None) };
    word.parse().map(Some).map_err(|_| {
        let what = say!(en: "`--as {word}`: this is no IPv4 address", zh: "`--as {word}`：这不是 IPv4 地址", word = word);
        Trouble::new(what).hint(say!(en: "`--as 172.16.10.50`", zh: "`--as 172.16.10.50`"))
    })
}

/// Takes an address that nobody has, with a MAC address of its own; gives whether somebody has it.
fn settle_in(address: Ipv4Addr, host: &mut Host, wish: &Wish<'_>) -> Result<Probed, Failure> {
    let length = host.net.filter(|net| net.contains(&address)).map_or(24, |net| net.prefix_len());
    let net = Ipv4Net::new_assert(address, length);
    let own = stand_in(address.into());
    host.be(own, Some(net));
    if host.gateway.is_some_and(|gateway| !net.contains(&gateway)) {
        host.gateway = None;
    }
    let (screen, mac) = (wish.screen, mac_shown(own));
    if host.interface.is_wireless {
        screen.note(&say!(
            en: "this is Wi-Fi: an access point carries frames of the one MAC address only that it knows, so this will hardly work",
            zh: "这是 Wi-Fi：接入点只传送它所认识的那一个 MAC 地址的帧，因此多半行不通"
        ));
    }
    match host.probe(address, own)? {
        Probed::Free => (),
        other => return Ok(other),
    }
    screen.note(&say!(
        en: "three ARP probes for {address} went unanswered (RFC 5227 §2.1.1): netlab is {address} with {mac} for this command, \
             and answers ARP and echo itself; the kernel knows nothing of it",
        zh: "三次 ARP 探测 {address} 都无人回答 (RFC 5227 §2.1.1)：本命令期间 netlab 就是 {address}，MAC 地址 {mac}，自己回答 ARP 和回送请求；\
             内核对此一无所知",
        address = address, mac = mac
    ));
    Ok(Probed::Free)
}

/// Frames out, and their answers in.
struct Exchange<'a> {
    host: Host,
    wish: Wish<'a>,
    seen: Seen,
}

impl Exchange<'_> {
    fn run(&mut self) -> Result<Exit, Failure> {
        let matches = self.wish.matches;
        let mut output = Output::new(matches, self.wish.screen)?;
        let drafts = self.drafts(&mut output)?;
        let mut frames = Vec::new();
        for mut draft in drafts {
            if !self.settle(&mut draft, &mut output)? {
                output.flush()?;
                return Ok(Exit::No);
            }
            let pieces = output.pieces(draft)?;
            let Some(first) = pieces.first() else { return Ok(Exit::No) };
            if first.link != self.host.link {
                return Err(wrong_link(first, &self.host).into());
            }
            frames.push(pieces);
        }
        if frames.is_empty() {
            output.finish()?;
            return Ok(Exit::No);
        }
        self.manners(&frames)?;
        let exit = match self.wish.wait {
            None => self.send(&frames, &mut output)?,
            Some(patience) => self.ask_all(&frames, patience, &mut output)?,
        };
        output.finish()?;
        Ok(exit)
    }

    /// The frames as they were described; none where there is no way.
    fn drafts(&mut self, output: &mut Output<'_>) -> Result<Vec<Draft>, Failure> {
        let matches = self.wish.matches;
        if let Some(name) = matches.get_one::<String>("from-json") {
            let mut drafts = Vec::new();
            for line in open(name)?.take(MOST_JSON).lines() {
                let line = line?;
                if !line.trim().is_empty() {
                    drafts.push(from_json(&line)?);
                }
            }
            if drafts.is_empty() {
                return Err(no_frame().into());
            }
            return Ok(drafts);
        }
        let sender = Sender {
            mac: is_dhcp(matches).then(|| lease::client_mac(self.host.interface.mac)),
            seed: Some(lease::fresh_seed()),
            ..self.sender()
        };
        let answer = words::answer(matches, &sender)?;
        output.told(&answer.told)?;
        let stands_in = |note: &Said| note.en.contains(" stands in for the MAC address of ");
        answer.notes.iter().filter(|note| !stands_in(note)).for_each(|note| self.wish.screen.note(note));
        Ok(answer.draft.into_iter().collect())
    }

    /// The address, subnet and gateway that the interface has, of the family of who is asked.
    fn sender(&self) -> Sender {
        let matches = self.wish.matches;
        let words = matches.get_many::<String>("words").into_iter().flatten();
        let mut all = words.chain(matches.get_one::<String>("to"));
        if let Some(to) = all.find_map(|word| word.parse::<Ipv6Addr>().ok()) {
            let net = self.host.interface.ipv6(to);
            return Sender {
                from: net.map(|net| Typed { addr: net.addr().into(), prefix: None }.with(net.prefix_len())),
                gateway: self.host.interface.ipv6_gateway().map(IpAddr::from),
                ..Sender::default()
            };
        }
        let net = self.host.net;
        Sender {
            from: net.map(|net| Typed { addr: net.addr().into(), prefix: None }.with(net.prefix_len())),
            gateway: self.host.gateway.map(IpAddr::from),
            ..Sender::default()
        }
    }

    /// Puts the real MAC addresses where nobody said others: the sender's, and, asked of ARP, that of the next hop. Whether
    /// there is a next hop.
    fn settle(&mut self, draft: &mut Draft, output: &mut Output<'_>) -> Result<bool, Failure> {
        // a client of DHCP is not this machine: it has a MAC address of its own, and asks ARP with that
        let is_client = draft.sheets.iter().any(|sheet| std::ptr::eq(sheet.protocol, &DHCP));
        let Some(own) = self.host.mac else { return Ok(true) };
        let own = mac_shown(own);
        let mut to = None;
        for sheet in &mut draft.sheets {
            let is = |protocol| std::ptr::eq(sheet.protocol, protocol);
            let key = if is_client {
                ""
            } else if is(&ETHERNET) {
                "src"
            } else if is(&ARP) {
                "sha"
            } else {
                ""
            };
            if (is(&IPV4) || is(&IPV6)) && to.is_none() {
                let address = |key| word(&sheet.fields, key).and_then(|word| word.parse::<IpAddr>().ok());
                to = address("dst").zip(address("src"));
            }
            replace(&mut sheet.fields, key, &own);
        }
        let Some((to, from)) = to else { return Ok(true) };
        let gateway = self.wish.matches.get_one::<String>("gateway").and_then(|word| word.parse().ok());
        let gateway = gateway.or(self.sender().gateway);
        let Some(outer) = draft.sheets.first_mut().filter(|sheet| std::ptr::eq(sheet.protocol, &ETHERNET))
        else {
            return Ok(true);
        };
        let open = outer.fields.iter().find(|node| node.key == "dst" && node.origin != Origin::Given);
        let Some(Given::Word(open)) = open.and_then(|node| node.value.clone()) else { return Ok(true) };
        let hops = [Some(to), gateway].into_iter().flatten();
        let Some(hop) = hops.into_iter().find(|hop| mac_shown(stand_in(*hop)) == open) else {
            return Ok(true);
        };
        let asks = match hop {
            IpAddr::V4(_) => same("ARP"),
            IpAddr::V6(_) => text("Neighbor Discovery", "邻站发现"),
        };
        let asker = match (word(&outer.fields, "src").map(crate::address::typed), from) {
            (Some(Ok(mac)), IpAddr::V4(from)) if is_client => Some((mac, from)),
            _ => None,
        };
        match self.host.resolve(hop, from, asker, &mut self.seen)? {
            Some((mac, after)) => {
                let (mac, after) = (mac_shown(mac), duration::shown(after));
                let said = Said {
                    en: format!("{} first: {hop} is at {mac} (after {after}).", asks.en),
                    zh: format!("先问 {}：{hop} 的 MAC 地址是 {mac}（{after} 后得到回答）。", asks.zh),
                };
                output.told(&[said])?;
                replace(&mut outer.fields, "dst", &mac);
                Ok(true)
            }
            None => {
                let said = Said {
                    en: format!(
                        "{} asked for {hop} and was not answered: nobody has it here, or it is switched off. Nothing else \
                         was sent, for there is no MAC address to send to.",
                        asks.en
                    ),
                    zh: format!(
                        "{} 询问 {hop}，没有得到回答：这里没有人使用它，或它已关机。没有 MAC 地址可发，因此其余什么都没有发送。",
                        asks.zh
                    ),
                };
                output.told(&[said])?;
                Ok(false)
            }
        }
    }

    /// Many frames on a network of others are asked about first.
    fn manners(&self, frames: &[Vec<Built>]) -> Result<(), Failure> {
        let each = frames.iter().map(Vec::len).sum::<usize>() as u64;
        let all = self.wish.count.saturating_mul(each);
        if all <= FEW || self.wish.in_sandbox || self.wish.matches.get_flag("yes") {
            return Ok(());
        }
        let is_group =
            |frame: &&Built| self.host.link == 1 && frame.octets.first().is_some_and(|octet| octet & 1 == 1);
        let groups = self.wish.count * frames.iter().flatten().filter(is_group).count() as u64;
        let name = &self.host.interface.name;
        let what = say!(
            en: "{all} frames are to go out on {name}, and {groups} of them are for all: every machine on that network has to \
                 read those",
            zh: "将在 {name} 上发出 {all} 帧，其中 {groups} 帧是发给所有人的：该网络上的每台机器都得读取", all = all, name = name, groups = groups
        );
        let lang = self.wish.screen.lang;
        if io::stdin().is_terminal() && io::stderr().is_terminal() {
            self.wish.screen.note(&what);
            let mut err = io::stderr();
            write!(err, "{}", lang.pick("Send them? [y/N] ", "发送吗？[y/N] "))?;
            err.flush()?;
            let mut line = String::new();
            io::stdin().lock().read_line(&mut line)?;
            if matches!(line.trim(), "y" | "Y" | "yes") {
                return Ok(());
            }
        }
        Err(Trouble::new(what).hint(say!(en: "`--yes` sends them", zh: "`--yes` 表示发送")).into())
    }

    /// Sends without waiting.
    fn send(&mut self, frames: &[Vec<Built>], output: &mut Output<'_>) -> Result<Exit, Failure> {
        for built in frames.iter().flatten() {
            if self.wish.views {
                output.frame(built)?;
            }
        }
        let octets: Vec<Vec<u8>> = frames.iter().flatten().map(|built| built.octets.clone()).collect();
        let all = self.wish.count * octets.len() as u64;
        let began = Instant::now();
        self.host.send_many(&octets, all)?;
        let (took, name) = (duration::shown(began.elapsed()), self.host.interface.name.clone());
        let what = line(&self.host.stack(&octets[0]));
        let said = match all {
            1 => {
                say!(en: "sent on {name}: {what}", zh: "已在 {name} 上发送：{what}", name = name, what = what)
            }
            all => say!(
                en: "sent {all} frames on {name} in {took}, the first of them {what}",
                zh: "已在 {name} 上发送 {all} 帧，用时 {took}，第一帧是 {what}", all = all, name = name, took = took, what = what
            ),
        };
        if self.wish.views {
            self.wish.screen.note(&said);
        } else {
            output.told(&[said])?;
        }
        Ok(Exit::Done)
    }

    /// Asks each question, as often as was wanted.
    fn ask_all(
        &mut self,
        frames: &[Vec<Built>],
        patience: Duration,
        output: &mut Output<'_>,
    ) -> Result<Exit, Failure> {
        let mut exit = Exit::Done;
        for _ in 0..self.wish.count {
            for pieces in frames {
                match self.ask(pieces, patience, output)? {
                    Exit::Done => (),
                    Exit::Interrupted => return Ok(Exit::Interrupted),
                    other => exit = other,
                }
            }
        }
        Ok(exit)
    }

    /// Asks a question, which may be in several fragments; the first has the headers that the answer is known by.
    fn ask(
        &mut self,
        pieces: &[Built],
        patience: Duration,
        output: &mut Output<'_>,
    ) -> Result<Exit, Failure> {
        let [built, more @ ..] = pieces else { return Ok(Exit::No) };
        let Some(rule) = self.host.rule_for(&built.octets)? else {
            let what = line(&self.host.stack(&built.octets));
            let what = say!(
                en: "nothing answers such a frame, so there is nothing to wait for: {what}", zh: "这样的帧不会有回答，无从等待：{what}",
                what = what
            );
            let stack = self.host.stack(&built.octets);
            let hint = silence::broken(&stack).into_iter().next();
            let hint = hint.unwrap_or_else(|| say!(en: "leave out `--wait`", zh: "去掉 `--wait`"));
            return Err(Trouble::new(what).hint(hint).into());
        };
        let stack = self.host.stack(&built.octets);
        let (summary, xid) = (line(&stack), number(&stack, "dhcp", "xid"));
        let flag = |key| number(&stack, "tcp", key) == Some(1);
        let is_syn = layer(&stack, "tcp").is_some() && flag("syn") && !flag("ack_flag");
        let of = |protocol, key| ipv4(&stack, protocol, key);
        let about = [of("arp", "tpa"), of("arp", "spa"), of("ipv4", "src"), of("ipv4", "dst")];
        self.seen = Seen {
            xid,
            about: about.into_iter().flatten().filter(|one| !one.is_unspecified()).collect(),
            ..Seen::default()
        };
        if self.wish.views {
            pieces.iter().try_for_each(|piece| output.frame(piece))?;
        } else {
            let name = &self.host.interface.name;
            let mut rows = vec![
                (
                    QUESTION,
                    say!(en: "{summary}, on {name}", zh: "{summary}，发自 {name}", summary = summary, name = name),
                ),
                (RULE, plain(&rule.answer)),
            ];
            if let Some(error) = &rule.error {
                rows.push((OR_ERROR, plain(error)));
            }
            output.gap()?;
            output.rows(&rows)?;
        }
        output.flush()?;
        let sent = SystemTime::now();
        self.host.send(&built.octets)?;
        more.iter().try_for_each(|piece| self.host.send(&piece.octets))?;
        let heard = self.host.listen(&rule, sent, Instant::now() + patience, &mut self.seen)?;
        match heard {
            Heard::Interrupted => Ok(Exit::Interrupted),
            Heard::Nothing => {
                self.nothing(&built.octets, patience, output)?;
                Ok(Exit::No)
            }
            Heard::Answer(answer) => {
                self.answered(built, &rule, &answer, output)?;
                if is_syn && !answer.is_error {
                    if self.host.is_own {
                        handshake::complete(&mut self.host, &built.octets, &answer.octets, output)?;
                    } else {
                        output.flush()?;
                        self.own_kernel(&rule)?;
                    }
                }
                Ok(Exit::Done)
            }
        }
    }

    /// The kernel, which knows nothing of a connection made by hand, breaks it off at once. Seen, and said.
    fn own_kernel(&mut self, rule: &Rule) -> Result<(), Failure> {
        const AT_ONCE: Duration = Duration::from_millis(20);
        let (now, until) = (SystemTime::now(), Instant::now() + AT_ONCE);
        self.host.listen(rule, now, until, &mut self.seen)?;
        if self.seen.kernel_reset {
            self.wish.screen.note(&say!(
                en: "this machine's own kernel answered with a reset, for it knows of no such connection; `--as` with an address of its \
                     own keeps it out",
                zh: "本机内核随即以复位回应，因为它不知道有这个连接；用 `--as` 另取一个地址可避免"
            ));
        }
        Ok(())
    }

    fn nothing(&mut self, octets: &[u8], patience: Duration, output: &mut Output<'_>) -> io::Result<()> {
        let mut dissector = Dissector::new();
        let question = dissector.dissect(octets, octets.len(), None, crate::proto::root(self.host.link));
        let screen = self.wish.screen;
        output.page(!self.wish.views, screen, |page| {
            silence::explain(&question, &self.host, patience, &self.seen, page)
        })
    }

    fn answered(
        &mut self,
        question: &Built,
        rule: &Rule,
        answer: &Answer,
        output: &mut Output<'_>,
    ) -> Result<(), Failure> {
        let (after, summary) = (duration::shown(answer.after), line(&self.host.stack(&answer.octets)));
        let said = say!(en: "{summary}, after {after}", zh: "{summary}，{after} 后", summary = summary, after = after);
        if self.wish.views {
            self.wish.screen.note(&said);
            return output.heard(&answer.octets, self.host.link);
        }
        output.rows(&[(ANSWER, said)])?;
        let keys: &[&str] = if answer.is_error { &rule.error_keys } else { &rule.keys };
        let link = self.host.link;
        output.page(true, self.wish.screen, |page| {
            beside(&question.octets, &answer.octets, link, keys, page)
        })?;
        Ok(())
    }
}

const QUESTION: Text = text("question", "问");
const RULE: Text = text("rule", "规则");
const OR_ERROR: Text = text("or error", "或差错");
const ANSWER: Text = text("answer", "答");

fn plain(words: &str) -> Said {
    Said { en: words.into(), zh: words.into() }
}

/// Question and answer side by side.
fn beside(question: &[u8], answer: &[u8], link: u32, keys: &[&str], page: &mut Page<'_>) -> io::Result<()> {
    let record = |number, octets| Record {
        number,
        time: None,
        link,
        original: u32::try_from(<[u8]>::len(octets)).unwrap_or(u32::MAX),
        fcs: None,
        interface: None,
        octets,
    };
    page.line("")?;
    with_frame(&mut Dissector::new(), &mut Explainer::default(), &record(1, question), |a| {
        with_frame(&mut Dissector::new(), &mut Explainer::default(), &record(2, answer), |b| {
            view::beside(a, b, keys, page)
        })
    })
}

/// What the author or a recipe wrote for a field.
fn word<'a>(fields: &'a [Node], key: &str) -> Option<&'a str> {
    match fields.iter().find(|node| node.key == key)?.value.as_ref()? {
        Given::Word(word) => Some(word),
        _ => None,
    }
}

/// Replaces a value that its author did not say.
fn replace(fields: &mut [Node], key: &str, value: &str) {
    if let Some(node) = fields.iter_mut().find(|node| node.key == key && node.origin != Origin::Given) {
        node.value = Some(Given::Word(value.to_string()));
    }
}

fn wrong_link(built: &Built, host: &Host) -> Trouble {
    let (frame, own) = (crate::proto::link_name(built.link), crate::proto::link_name(host.link));
    let name = &host.interface.name;
    Trouble::new(say!(
        en: "the frame begins as {frame}, but {name} carries frames that begin as {own}",
        zh: "该帧以 {frame} 开头，而 {name} 上的帧以 {own} 开头", frame = frame, name = name, own = own
    ))
}
