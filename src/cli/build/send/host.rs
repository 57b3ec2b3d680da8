//! netlab as a host on a wire: it sends, listens, and where it has an address of its own, answers for it.

use super::rule::{Fits, Rule, ipv4, layer, mac, number, rule};
use super::seen::Seen;
use crate::address::Given as Typed;
use crate::build::build;
use crate::build::recipe::{Ask, follow};
use crate::build::words::layers;
use crate::cli::frame::live::{cannot_open, lost, usable};
use crate::link::{Direction, Interface, Stop, Wire, Woken};
use crate::packet::Dissector;
use crate::proto;
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Stack, Trouble};
use ipnet::Ipv4Net;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::fd::AsFd;
use std::time::{Duration, Instant, SystemTime};

/// A host on a wire.
pub struct Host {
    wire: Wire,
    stop: Stop,
    /// The interface it is on.
    pub interface: Interface,
    /// What its frames begin with.
    pub link: u32,
    /// Its MAC address.
    pub mac: Option<[u8; 6]>,
    /// Its address with the subnet.
    pub net: Option<Ipv4Net>,
    /// Its way out of the subnet.
    pub gateway: Option<Ipv4Addr>,
    /// Whether the address is netlab's alone, and the kernel knows nothing of it.
    pub is_own: bool,
    /// Frames that it sent, but for what it answers of itself.
    pub sent: u64,
    dissector: Dissector,
}

/// What answered.
pub struct Answer {
    /// The frame.
    pub octets: Vec<u8>,
    /// How long it took.
    pub after: Duration,
    /// Whether it is an error message about the question.
    pub is_error: bool,
}

/// What came of asking for the owner of an address.
pub enum Probed {
    /// Nobody has it.
    Free,
    /// This host has it.
    Taken([u8; 6]),
    /// Ctrl-C.
    Interrupted,
}

/// What came of waiting.
pub enum Heard {
    /// The answer.
    Answer(Answer),
    /// Nothing in all the time.
    Nothing,
    /// Ctrl-C.
    Interrupted,
}

impl Host {
    /// Opens the interface; the host is this machine.
    ///
    /// # Errors
    /// There is no such interface, or no right to it.
    pub fn open(name: &str) -> Result<Host, Trouble> {
        let (interface, link) = usable(name)?;
        let stop = Stop::new().map_err(|error| cannot_open(name, &error))?;
        let wire = Wire::open(&interface, true).map_err(|error| cannot_open(name, &error))?;
        Ok(Host {
            wire,
            stop,
            link,
            mac: interface.mac.filter(|_| link == crate::capture::ETHERNET),
            net: interface.ipv4(),
            gateway: interface.ipv4_gateway(),
            is_own: false,
            sent: 0,
            interface,
            dissector: Dissector::new(),
        })
    }

    /// Makes it a host of its own.
    pub fn be(&mut self, mac: [u8; 6], net: Option<Ipv4Net>) {
        self.mac = Some(mac);
        self.net = net;
        self.is_own = true;
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// The interface does not take it.
    pub fn send(&mut self, frame: &[u8]) -> Result<(), Trouble> {
        self.sent += 1;
        self.wire.send(frame).map_err(|error| self.cannot_send(frame.len(), &error))
    }

    /// Sends many, `count` in all.
    ///
    /// # Errors
    /// The interface does not take them.
    pub fn send_many(&self, frames: &[Vec<u8>], count: u64) -> Result<(), Trouble> {
        self.wire.send_many(frames, count).map_err(|(_, error)| {
            let longest = frames.iter().map(Vec::len).max().unwrap_or(0);
            self.cannot_send(longest, &error)
        })
    }

    fn cannot_send(&self, length: usize, error: &std::io::Error) -> Trouble {
        let (name, mtu) = (&self.interface.name, self.interface.mtu.unwrap_or(0));
        match error.raw_os_error() {
            Some(libc::EMSGSIZE) => {
                let what = say!(
                    en: "`{name}` does not take a frame of {length} octets: its MTU is {mtu}",
                    zh: "`{name}` 不接受 {length} 字节的帧：其 MTU 为 {mtu}", name = name, length = length, mtu = mtu
                );
                Trouble::new(what).hint(say!(
                    en: "`sudo ip link set {name} mtu 9000`, if the link takes it", zh: "如果链路支持，可用 `sudo ip link set {name} mtu 9000`",
                    name = name
                ))
            }
            _ if error.kind() == ErrorKind::NetworkDown => lost(name, error),
            _ => Trouble::new(say!(
                en: "cannot send on `{name}`: {error}", zh: "无法在 `{name}` 上发送：{error}", name = name, error = error
            )),
        }
    }

    /// Sends a question and waits for its answer.
    ///
    /// # Errors
    /// The interface does not take the frame, or cannot be read any more.
    pub fn ask(
        &mut self,
        question: &[u8],
        rule: &Rule,
        patience: Duration,
        seen: &mut Seen,
    ) -> Result<Heard, Trouble> {
        let (sent, began) = (SystemTime::now(), Instant::now());
        self.send(question)?;
        self.listen(rule, sent, began + patience, seen)
    }

    /// Waits for what a rule says.
    ///
    /// # Errors
    /// The interface cannot be read any more.
    pub fn listen(
        &mut self,
        rule: &Rule,
        sent: SystemTime,
        until: Instant,
        seen: &mut Seen,
    ) -> Result<Heard, Trouble> {
        loop {
            match self.wire.wait(Some(self.stop.as_fd()), Some(until)) {
                Ok(Woken::Time) => return Ok(Heard::Nothing),
                Ok(Woken::Other) => {
                    if self.stop.asked().0 {
                        return Ok(Heard::Interrupted);
                    }
                }
                Ok(Woken::Frame) => (),
                Err(error) if error.kind() == ErrorKind::NetworkDown => {
                    seen.went_down();
                    return Ok(Heard::Nothing);
                }
                Err(error) => return Err(lost(&self.interface.name, &error)),
            }
            loop {
                match self.wire.take() {
                    Ok(true) => (),
                    Ok(false) => break,
                    Err(error) if error.kind() == ErrorKind::NetworkDown => {
                        seen.went_down();
                        return Ok(Heard::Nothing);
                    }
                    Err(error) => return Err(lost(&self.interface.name, &error)),
                }
                let heard = self.wire.taken();
                let is_out = heard.direction == Direction::Out;
                let root = proto::root(self.link);
                let stack = self.dissector.dissect(heard.octets, heard.original as usize, None, root);
                let after = heard.time.map_or_else(
                    || sent.elapsed().unwrap_or_default(),
                    |time| {
                        let at = SystemTime::UNIX_EPOCH
                            + Duration::new(u64::try_from(time.seconds).unwrap_or(0), time.nanos);
                        at.duration_since(sent).unwrap_or_default()
                    },
                );
                let fits = if is_out { Fits::No } else { rule.fits(&stack, self.link) };
                if fits != Fits::No {
                    let octets = heard.octets.to_vec();
                    return Ok(Heard::Answer(Answer { octets, after, is_error: fits == Fits::Error }));
                }
                let reply = if self.is_own && !is_out { reply(&stack, self.mac, self.net) } else { None };
                seen.frame(&stack, is_out, after, reply.is_some());
                if let Some(reply) = reply {
                    // who asks again is answered again
                    let _ = self.wire.send(&reply);
                }
            }
        }
    }

    /// Asks ARP, or Neighbor Discovery, who has an address, three times at most; `asker` where another host than this one
    /// asks ARP.
    ///
    /// # Errors
    /// The interface does not take the frame, or cannot be read any more.
    pub fn resolve(
        &mut self,
        wanted: IpAddr,
        from: IpAddr,
        asker: Option<([u8; 6], Ipv4Addr)>,
        seen: &mut Seen,
    ) -> Result<Option<([u8; 6], Duration)>, Trouble> {
        const TRIES: u32 = 3;
        const PATIENCE: Duration = Duration::from_millis(500);
        let Some(own) = self.mac else { return Ok(None) };
        let asker = asker.or(self.net.map(|net| (own, net.addr())));
        let question = match (wanted, asker) {
            (IpAddr::V4(wanted), Some((own, from))) => arp(ARP_REQUEST, own, from, [0; 6], wanted)?,
            (IpAddr::V6(wanted), _) => solicitation(own, from, wanted)?,
            _ => return Ok(None),
        };
        let Some(rule) = self.rule_for(&question)? else { return Ok(None) };
        for _ in 0..TRIES {
            match self.ask(&question, &rule, PATIENCE, seen)? {
                Heard::Answer(answer) => {
                    let stack = self.stack(&answer.octets);
                    // RFC 4861 §4.4: an advertisement may leave the address out, if who asked must know it
                    let told =
                        mac(&stack, "arp", "sha").or_else(|| mac(&stack, "icmpv6", "link_layer_address"));
                    let told = told.or_else(|| mac(&stack, "ethernet", "src"));
                    return Ok(told.map(|mac| (mac, answer.after)));
                }
                Heard::Nothing => (),
                Heard::Interrupted => return Ok(None),
            }
        }
        Ok(None)
    }

    /// RFC 5227 §2.1.1: whether somebody has the address already, and who; `own` asks. Three probes as there, but not a
    /// second apart: the address is held for moments only.
    ///
    /// # Errors
    /// The interface does not take the frame, or cannot be read any more.
    pub fn probe(&mut self, wanted: Ipv4Addr, own: [u8; 6]) -> Result<Probed, Trouble> {
        const PROBES: u32 = 3;
        const BETWEEN: Duration = Duration::from_millis(200);
        let probe = arp(ARP_REQUEST, own, Ipv4Addr::UNSPECIFIED, [0; 6], wanted)?;
        let Some(rule) = self.rule_for(&probe)? else { return Ok(Probed::Free) };
        // nothing is answered for an address that may be another's
        let is_own = std::mem::take(&mut self.is_own);
        let mut found = Probed::Free;
        for _ in 0..PROBES {
            match self.ask(&probe, &rule, BETWEEN, &mut Seen::default())? {
                Heard::Answer(answer) => {
                    let stack = self.stack(&answer.octets);
                    found = mac(&stack, "arp", "sha").map_or(Probed::Free, Probed::Taken);
                    break;
                }
                Heard::Nothing => (),
                Heard::Interrupted => {
                    found = Probed::Interrupted;
                    break;
                }
            }
        }
        self.is_own = is_own;
        Ok(found)
    }

    /// Lets time pass; whether Ctrl-C ended it.
    ///
    /// # Errors
    /// The interface cannot be read any more.
    pub fn pause(&mut self, time: Duration) -> Result<bool, Trouble> {
        let until = Instant::now() + time;
        loop {
            match self.wire.wait(Some(self.stop.as_fd()), Some(until)) {
                Ok(Woken::Time) => return Ok(false),
                Ok(Woken::Other) if self.stop.asked().0 => return Ok(true),
                Ok(Woken::Other) => (),
                // what comes meanwhile is nobody's
                Ok(Woken::Frame) => {
                    self.wire.take().map_err(|error| lost(&self.interface.name, &error))?;
                }
                Err(error) => return Err(lost(&self.interface.name, &error)),
            }
        }
    }

    /// The rule for the answer to a frame.
    ///
    /// # Errors
    /// The rule cannot be read: that is netlab's mistake.
    pub fn rule_for(&mut self, question: &[u8]) -> Result<Option<Rule>, Trouble> {
        rule(&self.stack(question))
    }

    /// A frame taken apart.
    pub fn stack<'a>(&'a mut self, octets: &'a [u8]) -> Stack<'a> {
        self.dissector.dissect(octets, octets.len(), None, proto::root(self.link))
    }
}

const ARP_REQUEST: u64 = 1;
const ARP_REPLY: u64 = 2;

/// An ARP packet in its frame: a request goes to all.
fn arp(op: u64, sha: [u8; 6], spa: Ipv4Addr, tha: [u8; 6], tpa: Ipv4Addr) -> Result<Vec<u8>, Trouble> {
    let to = if op == ARP_REQUEST { [0xff; 6] } else { tha };
    let (src, dst, target) = (shown_mac(&sha), shown_mac(&to), shown_mac(&tha));
    made(&format!("eth dst={dst} src={src} / arp op={op} sha={src} spa={spa} tha={target} tpa={tpa}"))
}

/// A Neighbor Solicitation (RFC 4861 §4.3), as the recipe has it.
fn solicitation(own: [u8; 6], from: IpAddr, wanted: Ipv6Addr) -> Result<Vec<u8>, Trouble> {
    let words = ["who-has".to_string(), wanted.to_string()];
    let ask = Ask {
        words: &words,
        from: Some(Typed { addr: from, prefix: None }.with(64)),
        to: None,
        gateway: None,
        mac: Some(own),
        to_mac: None,
        seed: 1,
        read: &no_file,
    };
    match follow("icmpv6", ask)?.draft {
        Some(draft) => Ok(build(&draft)?.octets),
        None => Err(Trouble::new(
            say!(en: "there is no way to {wanted}", zh: "无法到达 {wanted}", wanted = wanted),
        )),
    }
}

/// No words here name a file.
fn no_file(name: &str) -> Result<Vec<u8>, Trouble> {
    Err(Trouble::new(say!(en: "no file `{name}`", zh: "没有文件 `{name}`", name = name)))
}

/// A frame out of layers in words.
///
/// # Errors
/// The words are wrong: that is netlab's mistake.
pub fn made(line: &str) -> Result<Vec<u8>, Trouble> {
    let words: Vec<String> = line.split(' ').map(str::to_string).collect();
    Ok(build(&layers(&words, &no_file)?)?.octets)
}

/// What a host answers of itself: who has its address (RFC 826), and an echo (RFC 1122 §3.2.2.6).
fn reply(stack: &Stack<'_>, own: Option<[u8; 6]>, net: Option<Ipv4Net>) -> Option<Vec<u8>> {
    let (own, address) = (own?, net?.addr());
    if layer(stack, "arp").is_some() {
        let asks =
            number(stack, "arp", "op") == Some(ARP_REQUEST) && ipv4(stack, "arp", "tpa") == Some(address);
        let (sha, spa) = (mac(stack, "arp", "sha")?, ipv4(stack, "arp", "spa")?);
        return asks.then(|| arp(ARP_REPLY, own, address, sha, spa).ok())?;
    }
    let echo = layer(stack, "icmp").filter(|_| number(stack, "icmp", "type") == Some(8))?;
    if ipv4(stack, "ipv4", "dst") != Some(address) || mac(stack, "ethernet", "dst") != Some(own) {
        return None;
    }
    let (to, back) = (ipv4(stack, "ipv4", "src")?, shown_mac(&mac(stack, "ethernet", "src")?));
    let (id, seq) = (number(stack, "icmp", "identifier")?, number(stack, "icmp", "sequence")?);
    // identifier, sequence number and data come back (RFC 792); the data are behind the eight octets of the header
    let data: String = stack.bytes(echo).get(8..)?.iter().map(|octet| format!("{octet:02x}")).collect();
    let data = if data.is_empty() { data } else { format!(" / hex={data}") };
    let own = shown_mac(&own);
    made(&format!(
        "eth dst={back} src={own} / ipv4 src={address} dst={to} / icmp type=0 identifier={id} sequence={seq}{data}"
    ))
    .ok()
}
