//! The events of a socket as lines for a person: what was called, the states, the numbers, the sentence.

use super::{Event, sentence};
use crate::draw::{Ink, Line, marked, pad, runs, safe, trimmed, width, wrap};
use crate::echo::kernel::{State, Tcp};
use crate::say;
use crate::spec::{Lang, Said};
use std::collections::HashSet;
use std::time::Duration;

/// Where the lines of an event begin, below its first.
const INDENT: usize = 14;

/// The most columns a line of prose takes.
const PROSE: usize = 100;

/// Events told one after another. A sentence is said the first time only.
#[derive(Debug)]
pub struct Story {
    lang: Lang,
    columns: usize,
    told: HashSet<&'static str>,
}

impl Story {
    /// A story with nothing told yet.
    pub fn new(lang: Lang, columns: usize) -> Story {
        Story { lang, columns: columns.clamp(40, PROSE), told: HashSet::new() }
    }

    /// The next event.
    pub fn tell(&mut self, event: &Event) -> Vec<Line> {
        let mut lines = vec![trimmed(runs(&self.call(event)))];
        if let Some(states) = states(event) {
            lines.extend(self.paragraph(None, &states.show(self.lang)));
        }
        // a socket without a connection has no numbers
        if let Some(tcp) = event.tcp.as_ref().filter(|tcp| tcp.state != State::Closed) {
            lines.extend(self.paragraph(None, &numbers(tcp).show(self.lang)));
        }
        if let Some(waits) = event.waits {
            lines.extend(self.paragraph(None, &time_wait(waits).show(self.lang)));
        }
        let (text, source) = sentence(event);
        if self.told.insert(text.en) {
            let indent = self.columns - INDENT;
            let text = text.show(self.lang);
            let mut sentence: Vec<String> = wrap(&text, indent).into_iter().map(str::to_string).collect();
            let source = format!("[{source}]");
            // the source is not broken over two lines
            match sentence.last_mut() {
                Some(last) if width(last) + 2 + width(&source) <= indent => {
                    last.push_str("  ");
                    last.push_str(&source);
                }
                _ => sentence.push(source),
            }
            lines.extend(sentence.iter().map(|line| self.indented(Some(Ink::Faint), line)));
        }
        lines
    }

    /// `   0.214 ms  connect   127.0.0.1:52814 → 127.0.0.1:8000`
    fn call(&self, event: &Event) -> String {
        let at = format!("{:>8.3} ms", event.at.as_secs_f64() * 1000.0);
        let name = marked(Ink::Strong, event.call.name());
        let gap = pad("", 10_usize.saturating_sub(event.call.name().len()));
        let mut what = Vec::new();
        if let Some(client) = event.client {
            what.push(format!("#{client}"));
        }
        match (&event.local, &event.peer) {
            (Some(local), Some(peer)) => what.push(format!("{} → {}", safe(local), safe(peer))),
            (Some(one), None) => what.push(safe(one).into_owned()),
            (None, Some(one)) => what.push(format!("→ {}", safe(one))),
            (None, None) => {}
        }
        match (&event.error, event.call.octets()) {
            (Some(error), _) => what.push(marked(Ink::Warn, error)),
            (None, Some(octets)) => what.push(octets_said(octets as u64).show(self.lang)),
            (None, None) => {}
        }
        format!("{at}  {name}{gap}{}", what.join("  "))
    }

    fn paragraph(&self, ink: Option<Ink>, text: &str) -> Vec<Line> {
        wrap(text, self.columns - INDENT).iter().map(|line| self.indented(ink, line)).collect()
    }

    fn indented(&self, ink: Option<Ink>, line: &str) -> Line {
        let inked = ink.map_or_else(|| line.to_string(), |ink| marked(ink, line));
        runs(&format!("{:INDENT$}{inked}", ""))
    }
}

/// What the marks in the lines of states mean: said once, before the first of them.
pub fn legend() -> Said {
    say!(
        en: "states are asked of the kernel after each call, [in brackets] as it spells them; (passed) went by too fast to be seen",
        zh: "每次调用之后向内核查询状态，[方括号] 中是内核的写法；（经过）的状态太快，没有看到"
    )
}

/// `ESTABLISHED → (FIN-WAIT-1, passed) → TIME-WAIT [TIME_WAIT]`
fn states(event: &Event) -> Option<Said> {
    let after = event.state?;
    let (mut en, mut zh) = (String::new(), String::new());
    if let Some(before) = event.before.filter(|before| *before != after) {
        en.push_str(before.name());
        en.push_str(" → ");
        zh.clone_from(&en);
    }
    for passed in event.passed() {
        en.push_str(&format!("({}, passed) → ", passed.name()));
        zh.push_str(&format!("（经过 {}）→ ", passed.name()));
    }
    for text in [&mut en, &mut zh] {
        text.push_str(&format!("{} [{}]", after.name(), after.kernel()));
    }
    Some(Said { en, zh })
}

/// The queues, and how the segments fare.
fn numbers(tcp: &Tcp) -> Said {
    if tcp.state == State::Listen {
        return say!(
            en: "queue of accept: {now} of at most {most}",
            zh: "accept 队列：{now} 个，最多 {most} 个",
            now = tcp.unread, most = tcp.unacknowledged
        );
    }
    let rtt = match tcp.rtt {
        Some((rtt, varies)) => format!("RTT {} ± {} µs", rtt.as_micros(), varies.as_micros()),
        None => "RTT -".into(),
    };
    say!(
        en: "{rtt}; retransmits {again}; octets unread {unread}, unacknowledged {out}",
        zh: "{rtt}；重传 {again} 次；待读取 {unread} 字节，待确认 {out} 字节",
        rtt = rtt, again = tcp.retransmits, unread = tcp.unread, out = tcp.unacknowledged
    )
}

/// How long it still waits: the kernel's timer.
fn time_wait(waits: Duration) -> Said {
    let seconds = format!("{:.1}", waits.as_secs_f32());
    say!(
        en: "waits {seconds} s more, then the kernel forgets the connection",
        zh: "还要等 {seconds} 秒，之后内核才忘掉这个连接",
        seconds = seconds
    )
}

/// `5 octets`
fn octets_said(octets: u64) -> Said {
    match octets {
        1 => say!(en: "1 octet", zh: "1 字节"),
        octets => say!(en: "{octets} octets", zh: "{octets} 字节", octets = octets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::echo::address::Transport;
    use crate::echo::call::Call;

    const STATES: [Option<State>; 12] = [
        None,
        Some(State::Listen),
        Some(State::SynSent),
        Some(State::SynReceived),
        Some(State::Established),
        Some(State::FinWait1),
        Some(State::FinWait2),
        Some(State::CloseWait),
        Some(State::Closing),
        Some(State::LastAck),
        Some(State::TimeWait),
        Some(State::Closed),
    ];

    fn text(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    fn tcp(state: State) -> Tcp {
        let rtt = Some((Duration::from_micros(31), Duration::from_micros(15)));
        Tcp { state, rtt, retransmits: 0, unread: 7, unacknowledged: 9, unsent: 0, mss: 65483 }
    }

    #[test]
    fn an_event_is_told_on_a_few_lines() {
        let mut story = Story::new(Lang::En, 80);
        let connect = Event {
            local: Some("127.0.0.1:52814".into()),
            peer: Some("127.0.0.1:8000".into()),
            ..Event::new(Duration::from_micros(214), Transport::Tcp, Call::Connect)
        };
        let connect = connect.after(Some(tcp(State::Established)));
        assert_eq!(
            text(&story.tell(&connect)),
            [
                "   0.214 ms  connect   127.0.0.1:52814 → 127.0.0.1:8000",
                "              (SYN-SENT, passed) → ESTABLISHED [ESTABLISHED]",
                "              RTT 31 ± 15 µs; retransmits 0; octets unread 7, unacknowledged 9",
                "              SYN went out, SYN and ACK came back, ACK went out: the three-way",
                "              handshake, all of it the kernel's  [RFC 9293 §3.5]",
            ]
        );
        assert_eq!(story.tell(&connect).len(), 3, "the sentence is said once");
    }

    /// Every call, on every transport, in every state, with every error, in 80 columns and in 40.
    #[test]
    fn every_event_fits() {
        let calls = [
            Call::Socket,
            Call::Bind,
            Call::Listen,
            Call::Accept,
            Call::Connect,
            Call::Read(0),
            Call::Read(5),
            Call::Write(5),
            Call::Shutdown,
            Call::Close,
            Call::Reset,
        ];
        let errors =
            ["", "ECONNREFUSED", "ETIMEDOUT", "EHOSTUNREACH", "ENOENT", "EMFILE", "EPIPE", "errno 71"];
        let transports = [Transport::Tcp, Transport::Udp, Transport::Unix, Transport::Unixgram];
        for (lang, columns) in [(Lang::En, 80), (Lang::Zh, 80), (Lang::Both, 80), (Lang::En, 40)] {
            for (call, transport) in
                calls.iter().flat_map(|call| transports.map(|transport| (*call, transport)))
            {
                for (error, state) in errors.iter().flat_map(|error| STATES.map(|state| (error, state))) {
                    let event = Event {
                        error: (!error.is_empty()).then(|| error.to_string()),
                        before: state,
                        waits: Some(Duration::from_secs(59)),
                        ..Event::new(Duration::from_secs(1), transport, call).after(state.map(tcp))
                    };
                    for line in text(&Story::new(lang, columns).tell(&event)) {
                        assert!(width(&line) <= columns, "{columns}: {line}");
                        assert_eq!(line, line.trim_end());
                    }
                }
            }
        }
    }
}
