//! The states of a TCP connection: the names of RFC 9293, the kernel's, and what each means.

use crate::spec::{Text, text};

/// A state of RFC 9293.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// LISTEN
    Listen,
    /// SYN-SENT
    SynSent,
    /// SYN-RECEIVED
    SynReceived,
    /// ESTABLISHED
    Established,
    /// FIN-WAIT-1
    FinWait1,
    /// FIN-WAIT-2
    FinWait2,
    /// CLOSE-WAIT
    CloseWait,
    /// CLOSING
    Closing,
    /// LAST-ACK
    LastAck,
    /// TIME-WAIT
    TimeWait,
    /// CLOSED
    Closed,
}

/// A state, its name in RFC 9293, its name and number in Linux, and what it means.
type Line = (State, &'static str, &'static str, u8, Text);

/// In the order of RFC 9293 §3.3.2. The numbers and the names of Linux are those of include/net/tcp_states.h.
const STATES: [Line; 11] = [
    (
        State::Listen,
        "LISTEN",
        "LISTEN",
        10,
        text("waits for connections from anywhere", "等待来自任何一方的连接"),
    ),
    (
        State::SynSent,
        "SYN-SENT",
        "SYN_SENT",
        2,
        text("has sent SYN, waits for the SYN of the other side", "已发出 SYN，等待对方的 SYN"),
    ),
    (
        State::SynReceived,
        "SYN-RECEIVED",
        "SYN_RECV",
        3,
        text(
            "both SYNs are there, waits for the acknowledgment of its own",
            "双方的 SYN 都已到，等待自己的 SYN 被确认",
        ),
    ),
    (
        State::Established,
        "ESTABLISHED",
        "ESTABLISHED",
        1,
        text("the connection is open: data goes both ways", "连接已建立，数据可双向传送"),
    ),
    (
        State::FinWait1,
        "FIN-WAIT-1",
        "FIN_WAIT1",
        4,
        text("has sent FIN, waits for its acknowledgment", "已发出 FIN，等待它被确认"),
    ),
    (
        State::FinWait2,
        "FIN-WAIT-2",
        "FIN_WAIT2",
        5,
        text("its FIN is acknowledged, the other side may still send", "自己的 FIN 已被确认，对方仍可发送"),
    ),
    (
        State::CloseWait,
        "CLOSE-WAIT",
        "CLOSE_WAIT",
        8,
        text(
            "the other side has sent FIN, this program has not closed yet",
            "对方已发出 FIN，本程序还没有关闭",
        ),
    ),
    (
        State::Closing,
        "CLOSING",
        "CLOSING",
        11,
        text(
            "both have sent FIN, its own is not acknowledged yet",
            "双方都已发出 FIN，自己的 FIN 还没有被确认",
        ),
    ),
    (
        State::LastAck,
        "LAST-ACK",
        "LAST_ACK",
        9,
        text("closed second: waits for the acknowledgment of its FIN", "后关闭的一方，等待自己的 FIN 被确认"),
    ),
    (
        State::TimeWait,
        "TIME-WAIT",
        "TIME_WAIT",
        6,
        text(
            "closed first: waits so that late segments of this connection die out",
            "先关闭的一方，等待本连接迟到的报文段消失",
        ),
    ),
    (State::Closed, "CLOSED", "CLOSE", 7, text("no connection", "没有连接")),
];

impl State {
    /// The state that Linux gives this number; 12 is a SYN-RECEIVED that has no socket of its own yet.
    pub fn of_kernel(number: u8) -> Option<State> {
        let number = if number == 12 { 3 } else { number };
        STATES.iter().find(|line| line.3 == number).map(|line| line.0)
    }

    fn line(self) -> &'static Line {
        // every state has a line: a test holds it
        STATES.iter().find(|line| line.0 == self).unwrap_or(&STATES[STATES.len() - 1])
    }

    /// As RFC 9293 §3.3.2 writes it: `SYN-SENT`.
    pub fn name(self) -> &'static str {
        self.line().1
    }

    /// As Linux writes it: `SYN_SENT`.
    pub fn kernel(self) -> &'static str {
        self.line().2
    }

    /// What it means for the side that is in it.
    pub fn means(self) -> Text {
        self.line().4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_its_line() {
        let all: Vec<State> = (1..=11).filter_map(State::of_kernel).collect();
        assert_eq!(all.len(), 11);
        assert!(all.iter().all(|state| state.line().0 == *state));
        assert_eq!(State::of_kernel(12), Some(State::SynReceived));
        assert_eq!((State::of_kernel(0), State::of_kernel(13)), (None, None));
    }
}
