//! The life of sockets, told call by call, and the client's SYN as the frame views show it.

use super::log::{Look, Style, note};
use crate::capture::Record;
use crate::cli::frame::with_frame;
use crate::cli::tap::{Frame, Tap};
use crate::draw::Line;
use crate::echo::call::{Call, Event, Story};
use crate::packet::{Dissector, Explainer};
use crate::say;
use crate::spec::{Said, Trouble};
use crate::view::{self, Page, Summary};
use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};

/// LINKTYPE_RAW: what begins with an IP header.
const RAW: u32 = 101;

/// Octets of the longest IPv4 datagram (RFC 791, section 3.1), and of the headers of IPv4 and TCP without options.
const LONGEST: usize = 65_535;
const HEADER: usize = 20;

/// Tells calls.
pub struct Teller {
    look: Look,
    began: Instant,
    began_at: SystemTime,
    story: Story,
    /// The wire, where its frames are to be shown.
    tap: Option<Tap>,
    /// How many SYNs were shown.
    syns: u64,
}

impl Teller {
    /// Nothing is told yet; the clock starts.
    pub fn new(look: Look) -> Teller {
        Teller {
            look,
            began: Instant::now(),
            began_at: SystemTime::now(),
            story: Story::new(look.lang, look.columns),
            tap: None,
            syns: 0,
        }
    }

    /// Listens to what passes between the server and its clients from now on.
    ///
    /// # Errors
    /// There is no right to it.
    pub fn listen(&mut self, servers: &[SocketAddr], protocol: &str) -> Result<(), Trouble> {
        self.tap = Some(Tap::at(servers, protocol, self.began_at)?);
        Ok(())
    }

    /// The frames that passed up to now.
    pub fn frames(&mut self) -> String {
        self.heard(|tap| tap.until(Duration::MAX))
    }

    /// Frames out of the tap; what cannot be heard any more is closed.
    fn heard(&mut self, take: impl FnOnce(&mut Tap) -> Result<Vec<Frame>, Trouble>) -> String {
        let Some(tap) = &mut self.tap else { return String::new() };
        let frames = match take(tap) {
            Ok(frames) => frames,
            Err(trouble) => {
                note(&self.look, &trouble.what);
                self.tap = None;
                return String::new();
            }
        };
        let is_json = self.look.style == Style::Json;
        let shown = |frame: &Frame| if is_json { frame.json() } else { frame.line(self.look.columns) };
        frames.iter().map(|frame| shown(frame) + "\n").collect()
    }

    /// The lines of a call that was made just now. What came in stands before it, what it sent behind it.
    pub fn tell(&mut self, call: Event, syn: Option<&[u8]>) -> String {
        let sends = matches!(call.call, Call::Write(_) | Call::Shutdown | Call::Close | Call::Reset);
        let mut text = match sends {
            true => self.heard(Tap::before_call),
            false => self.frames(),
        };
        let event = Event { at: self.began.elapsed(), ..call };
        if self.look.style == Style::Json {
            text.push_str(&event.json());
            text.push('\n');
        } else {
            for line in self.story.tell(&event) {
                self.push(&mut text, &line);
            }
        }
        if let Some(syn) = syn.filter(|_| event.call == Call::Accept && self.look.style != Style::Json) {
            let is_loopback = event.peer.as_deref().is_some_and(|peer| peer.starts_with("127."));
            self.show(&mut text, syn, is_loopback);
        }
        text.push_str(&self.frames());
        text
    }

    fn push(&self, text: &mut String, line: &Line) {
        text.push_str(&self.look.paint.line(line));
        text.push('\n');
    }

    /// The first SYN is shown field by field, the others in a line.
    fn show(&mut self, text: &mut String, syn: &[u8], is_loopback: bool) {
        self.syns += 1;
        let original = u32::try_from(syn.len()).unwrap_or(u32::MAX);
        let record = Record {
            number: self.syns,
            time: None,
            link: RAW,
            original,
            fcs: None,
            octets: syn,
            interface: None,
        };
        let (first, lang, columns) = (self.syns == 1, self.look.lang, self.look.columns);
        let mut lines = Vec::new();
        with_frame(&mut Dissector::new(), &mut Explainer::default(), &record, |frame| {
            let mut page = Page::kept(&mut lines, lang, columns);
            // lines that are kept cannot fail to be written
            if first {
                let _ = page.prose(0, None, &kept().show(lang));
                let _ = view::dump(frame, &mut page);
                if is_loopback {
                    let _ = page.prose(0, None, &on_loopback().show(lang));
                }
            } else {
                let mut summary = String::new();
                Summary::new().line(frame.number, None, &frame.stack, &mut summary);
                let _ = page.line(summary.trim_end());
            }
        });
        lines.iter().for_each(|line| self.push(text, line));
    }
}

/// What is shown below.
fn kept() -> Said {
    say!(
        en: "The SYN that opened this connection, as the kernel kept it (TCP_SAVE_SYN), from its IP header on:",
        zh: "打开这个连接的 SYN，由内核保留（TCP_SAVE_SYN），从 IP 首部开始："
    )
}

/// What is odd about a segment that never left the host.
fn on_loopback() -> Said {
    say!(
        en: "On loopback a segment never leaves the memory: nobody finishes its checksum, so that it is unfinished and not wrong; and its MSS may be {mss}, the longest IPv4 datagram of {longest} less two headers of {header}.",
        zh: "环回上的报文段从不离开内存：没有人算完它的检验和，所以它是没有算完，而不是错了；它的 MSS 可以是 {mss}，即最长的 IPv4 数据报 {longest} 减去两个 {header} 字节的首部。",
        mss = LONGEST - 2 * HEADER, longest = LONGEST, header = HEADER
    )
}
