//! `--frames`: the frames of one conversation, to be shown between the calls that caused them.

use super::frame::live::{cannot_open, lost, usable};
use super::link::known;
use crate::filter::{Facts, Filter};
use crate::link::{Direction, Links, Wire};
use crate::packet::Dissector;
use crate::proto;
use crate::spec::{OsiLayer, Stack, Trouble};
use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, SystemTime};

/// The most frames that are kept for a call: one call causes few, and a transfer many.
const MOST: usize = 1 << 16;

/// The frames of one conversation.
pub struct Tap {
    wire: Wire,
    name: String,
    link: u32,
    is_loopback: bool,
    mine: Filter,
    dissector: Dissector,
    began: SystemTime,
    heard: VecDeque<(Duration, String)>,
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
        let (interface, link) = usable(&name)?;
        let wire = Wire::open(&interface, false).map_err(|error| cannot_open(&name, &error))?;
        let of = |peer: &SocketAddr| {
            let family = if peer.is_ipv4() { "ipv4" } else { "ipv6" };
            format!("{protocol}.port == {} and {family}.addr == {}", peer.port(), peer.ip())
        };
        let mine = peers.iter().map(of).collect::<Vec<_>>().join(" or ");
        Ok(Tap {
            wire,
            link,
            is_loopback: interface.is_loopback,
            mine: Filter::parse(&mine)?,
            dissector: Dissector::new(),
            began,
            heard: VecDeque::new(),
            name,
        })
    }

    /// The frames up to a moment, each as a line with its time.
    ///
    /// # Errors
    /// The interface cannot be read any more.
    pub fn until(&mut self, at: Duration) -> Result<Vec<(Duration, String)>, Trouble> {
        self.listen()?;
        let count = self.heard.iter().take_while(|(time, _)| *time <= at).count();
        Ok(self.heard.drain(..count).collect())
    }

    fn listen(&mut self) -> Result<(), Trouble> {
        while self.heard.len() < MOST && self.wire.take().map_err(|error| lost(&self.name, &error))? {
            let heard = self.wire.taken();
            // on the loopback interface each frame passes twice: as it leaves, and as it comes back
            if self.is_loopback && heard.direction == Direction::Out {
                continue;
            }
            let root = proto::root(self.link);
            let stack = self.dissector.dissect(heard.octets, heard.original as usize, None, root);
            let nothing = |_: &mut dyn FnMut(&str, &str)| ();
            let facts = Facts { number: 1, time: None, first: None, link: self.link, findings: &nothing };
            if !self.mine.matches(&stack, &facts) {
                continue;
            }
            let at = heard.time.map_or(Duration::ZERO, |time| {
                let seconds = u64::try_from(time.seconds).unwrap_or(0);
                let moment = SystemTime::UNIX_EPOCH + Duration::new(seconds, time.nanos);
                moment.duration_since(self.began).unwrap_or_default()
            });
            self.heard.push_back((at, line(&stack)));
        }
        Ok(())
    }
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
    let is_own = to.is_loopback() || interfaces.clone().any(|one| one.addresses.iter().any(own));
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
