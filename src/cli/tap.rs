//! `--frames`: the frames of one conversation, to be shown between the calls that caused them.

use super::frame::live::{cannot_open, lost, usable};
use super::link::{known, rights};
use crate::draw::{clip, safe, safe_json};
use crate::filter::{Facts, Filter};
use crate::link::{Direction, Links, Rights, Wire};
use crate::packet::Dissector;
use crate::proto;
use crate::spec::{Layer, OsiLayer, Stack, Trouble};
use serde_json::Value;
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, SystemTime};

/// The most frames that are kept for a call: one call causes few, and a transfer many.
const MOST: usize = 1 << 16;

/// A frame that passed.
pub struct Frame {
    /// When the kernel saw it.
    pub at: Duration,
    /// What it says, from the transport layer up.
    line: String,
    /// Whether a call of this side sent it: octets, an end or a reset, and not what the kernel answers by itself.
    is_of_call: bool,
}

impl Frame {
    /// As a line behind the time, in so many columns.
    pub fn line(&self, columns: usize) -> String {
        let time = format!("{:.3}", self.at.as_secs_f64() * 1e3);
        clip(&format!("{time:>8} ms  | {}", safe(&self.line)), columns).into_owned()
    }

    /// As an object on a line.
    pub fn json(&self) -> String {
        let (at, summary) = (self.at.as_micros(), Value::from(self.line.as_str()));
        safe_json(&format!("{{\"event\":\"frame\",\"at_us\":{at},\"summary\":{summary}}}")).into_owned()
    }
}

/// What passes on one interface.
struct Ear {
    wire: Wire,
    name: String,
    link: u32,
    is_loopback: bool,
    mine: Filter,
}

impl Ear {
    fn open(name: &str, mine: &str) -> Result<Ear, Trouble> {
        if !Rights::at_hand().raw {
            return Err(rights::missing_without_sandbox(name));
        }
        let (interface, link) = usable(name)?;
        let wire = Wire::open(&interface, false).map_err(|error| cannot_open(name, &error))?;
        let is_loopback = interface.is_loopback;
        Ok(Ear { wire, name: name.into(), link, is_loopback, mine: Filter::parse(mine)? })
    }
}

/// The frames of one conversation, or of all those with a server.
pub struct Tap {
    ears: Vec<Ear>,
    /// Which of them this side sent.
    sent: Filter,
    /// Which of those a call sent even where they carry no octets: each datagram, and the end of a connection.
    empty: Filter,
    dissector: Dissector,
    began: SystemTime,
    heard: VecDeque<Frame>,
}

impl Tap {
    /// Listens where the way to the first of `peers` leads out, for what has the address and the port of one of them;
    /// times count from `began`.
    ///
    /// # Errors
    /// There is no right to it, or no way.
    pub fn open(peers: &[SocketAddr], protocol: &str, began: SystemTime) -> Result<Tap, Trouble> {
        let all = known()?;
        let first = peers.first().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), SocketAddr::ip);
        let name = way_out(&all, first);
        let sent = either(peers.iter().map(|peer| end(protocol, "dst", *peer)));
        let came = either(peers.iter().map(|peer| end(protocol, "src", *peer)));
        let ear = Ear::open(&name, &format!("{sent} or {came}"))?;
        Tap::new(vec![ear], &sent, began)
    }

    /// Listens wherever clients of a server at these addresses may come in.
    ///
    /// # Errors
    /// There is no right to it.
    pub fn at(servers: &[SocketAddr], protocol: &str, began: SystemTime) -> Result<Tap, Trouble> {
        let all = known()?;
        let mut ears = Vec::new();
        for interface in all.interfaces.iter().filter(|one| one.is_up) {
            let own = |ip: &IpAddr| interface.addresses.iter().any(|address| address.net.addr() == *ip);
            // what is for this machine's own addresses passes on loopback, whichever of them it is
            let local = |server: &SocketAddr| match server.ip() {
                _ if interface.is_loopback => vec![*server],
                ip if !ip.is_unspecified() => Vec::from_iter(own(&ip).then_some(*server)),
                ip => {
                    let ips = interface.addresses.iter().map(|address| address.net.addr());
                    // [::] takes IPv4, too
                    let taken = ips.filter(|own| own.is_ipv4() || ip.is_ipv6());
                    taken.map(|own| SocketAddr::new(own, server.port())).collect()
                }
            };
            let ends: Vec<SocketAddr> = servers.iter().flat_map(local).collect();
            if ends.is_empty() {
                continue;
            }
            let both = |side| either(ends.iter().map(|server| end(protocol, side, *server)));
            let ear = Ear::open(&interface.name, &format!("{} or {}", both("src"), both("dst")));
            match ear {
                Ok(ear) => ears.push(ear),
                // one that carries no frames netlab can read is no reason to hear nothing of the others
                Err(trouble) if interface.is_loopback => return Err(trouble),
                Err(_) => (),
            }
        }
        let ports = servers.iter().map(|server| format!("{protocol}.src_port == {}", server.port()));
        Tap::new(ears, &either(ports), began)
    }

    fn new(ears: Vec<Ear>, sent: &str, began: SystemTime) -> Result<Tap, Trouble> {
        let (sent, empty) = (Filter::parse(sent)?, Filter::parse("udp or tcp.fin or tcp.rst")?);
        Ok(Tap { ears, sent, empty, dissector: Dissector::new(), began, heard: VecDeque::new() })
    }

    /// The frames up to a moment.
    ///
    /// # Errors
    /// The interface cannot be read any more.
    pub fn until(&mut self, at: Duration) -> Result<Vec<Frame>, Trouble> {
        self.listen()?;
        let count = self.heard.iter().take_while(|frame| frame.at <= at).count();
        Ok(self.heard.drain(..count).collect())
    }

    /// The frames up to now that no call of this side sent, which stand before its next call; the others stay.
    ///
    /// # Errors
    /// The interface cannot be read any more.
    pub fn before_call(&mut self) -> Result<Vec<Frame>, Trouble> {
        self.listen()?;
        let count = self.heard.iter().take_while(|frame| !frame.is_of_call).count();
        Ok(self.heard.drain(..count).collect())
    }

    fn listen(&mut self) -> Result<(), Trouble> {
        let known = self.heard.len();
        for ear in &mut self.ears {
            while self.heard.len() < MOST && ear.wire.take().map_err(|error| lost(&ear.name, &error))? {
                let heard = ear.wire.taken();
                // on the loopback interface each frame passes twice: as it leaves, and as it comes back
                if ear.is_loopback && heard.direction == Direction::Out {
                    continue;
                }
                let root = proto::root(ear.link);
                let stack = self.dissector.dissect(heard.octets, heard.original as usize, None, root);
                let facts = Facts::of(ear.link);
                if !ear.mine.matches(&stack, &facts) {
                    continue;
                }
                let at = heard.time.map_or(Duration::ZERO, |time| {
                    let seconds = u64::try_from(time.seconds).unwrap_or(0);
                    let moment = SystemTime::UNIX_EPOCH + Duration::new(seconds, time.nanos);
                    moment.duration_since(self.began).unwrap_or_default()
                });
                let is_of_call = self.sent.matches(&stack, &facts)
                    && (!carried(&stack).is_empty() || self.empty.matches(&stack, &facts));
                self.heard.push_back(Frame { at, line: line(&stack), is_of_call });
            }
        }
        if self.ears.len() > 1 && self.heard.len() > known {
            self.heard.make_contiguous().sort_by_key(|frame| frame.at);
        }
        Ok(())
    }
}

/// One end of a conversation, as a filter has it.
fn end(protocol: &str, side: &str, at: SocketAddr) -> String {
    let (port, ip) = (at.port(), at.ip());
    if ip.is_unspecified() {
        return format!("{protocol}.{side}_port == {port}");
    }
    let family = if ip.is_ipv4() { "ipv4" } else { "ipv6" };
    format!("({protocol}.{side}_port == {port} and {family}.{side} == {ip})")
}

fn either(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(" or ")
}

/// What a layer of transport carries beyond its header.
fn carried<'a>(stack: &Stack<'a>) -> &'a [u8] {
    let is_transport = |layer: &Layer| layer.protocol.layer == OsiLayer::Transport && !layer.quoted;
    stack.layers.iter().position(is_transport).map_or(&[], |at| stack.payload(at))
}

/// What the transport layer and those above it say.
fn line(stack: &Stack<'_>) -> String {
    let mut line = String::new();
    for (i, layer) in stack.layers.iter().enumerate() {
        if layer.protocol.layer < OsiLayer::Transport || layer.quoted {
            continue;
        }
        let before = line.len();
        if before > 0 {
            line.push_str("  ");
        }
        (layer.protocol.summary)(stack, i, &mut line);
        if line.len() <= before + 2 {
            line.truncate(before);
        }
    }
    line
}

/// The interface that leads to an address: loopback for this machine's own, then the subnet, then the default route.
fn way_out(all: &Links, to: IpAddr) -> String {
    let mut interfaces = all.interfaces.iter();
    let own = |address: &crate::link::Address| address.net.addr() == to;
    let is_own = to.is_loopback()
        || to.is_unspecified()
        || interfaces.clone().any(|one| one.addresses.iter().any(own));
    let found = if is_own {
        interfaces.find(|one| one.is_loopback)
    } else {
        let near =
            interfaces.clone().find(|one| one.addresses.iter().any(|address| address.net.contains(&to)));
        near.or_else(|| {
            interfaces.find(|one| one.gateways.iter().any(|gateway| gateway.is_ipv6 == to.is_ipv6()))
        })
    };
    found.map_or_else(|| "lo".into(), |one| one.name.clone())
}
