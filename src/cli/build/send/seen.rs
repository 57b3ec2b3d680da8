//! What passed the wire while an answer was waited for.

use super::rule::{ipv4, layer, number};
use crate::say;
use crate::spec::{Said, Stack};
use std::net::Ipv4Addr;
use std::time::Duration;

/// The most frames that are told one by one.
const MOST: usize = 6;

/// What passed.
#[derive(Default)]
pub struct Seen {
    /// Who asks and who is asked: frames with one of these addresses are of interest.
    pub about: Vec<Ipv4Addr>,
    /// The transaction of a DHCP question.
    pub xid: Option<u64>,
    /// Frames of interest, each with when it came and what it means.
    pub told: Vec<(Duration, Said)>,
    /// Those that there was no more room for, and those of no interest.
    pub more: u64,
    pub others: u64,
    /// Whether somebody asked for the sender's address without an answer.
    pub nobody_answered_for: Option<Ipv4Addr>,
    /// Whether the kernel of this machine sent a reset.
    pub kernel_reset: bool,
    /// Whether the interface was switched off.
    pub is_down: bool,
}

/// The layers of a frame in a line.
pub fn line(stack: &Stack<'_>) -> String {
    let mut line = String::new();
    for (i, layer) in stack.layers.iter().enumerate().take_while(|(_, layer)| !layer.quoted) {
        let before = line.len();
        line.push_str("  ");
        (layer.protocol.summary)(stack, i, &mut line);
        if line.len() == before + 2 {
            line.truncate(before);
        }
    }
    line.trim_start().to_string()
}

impl Seen {
    /// The interface was switched off.
    pub fn went_down(&mut self) {
        self.is_down = true;
    }

    /// What was of interest, in its order.
    pub fn told(&self) -> &[(Duration, Said)] {
        &self.told
    }

    /// Remembers a frame that is no answer; `answered` where netlab answered it itself.
    pub fn frame(&mut self, stack: &Stack<'_>, is_out: bool, after: Duration, answered: bool) {
        let has = |address: Option<Ipv4Addr>| address.is_some_and(|address| self.about.contains(&address));
        let arp = layer(stack, "arp").is_some();
        let related = if arp {
            has(ipv4(stack, "arp", "tpa")) || has(ipv4(stack, "arp", "spa"))
        } else {
            has(ipv4(stack, "ipv4", "src"))
                || has(ipv4(stack, "ipv4", "dst"))
                || layer(stack, "dhcp").is_some()
        };
        if !related {
            self.others += 1;
            return;
        }
        let summary = line(stack);
        let remark = self.remark(stack, is_out, answered);
        if self.told.len() == MOST {
            self.more += 1;
            return;
        }
        let Said { en, zh } = remark;
        let said = Said { en: format!("{summary}: {en}"), zh: format!("{summary}：{zh}") };
        self.told.push((after, said));
    }

    fn remark(&mut self, stack: &Stack<'_>, is_out: bool, answered: bool) -> Said {
        let asked = ipv4(stack, "arp", "tpa").filter(|_| number(stack, "arp", "op") == Some(1));
        if answered {
            return say!(en: "netlab answered", zh: "netlab 已回答");
        }
        if is_out {
            if number(stack, "tcp", "rst") == Some(1) {
                self.kernel_reset = true;
                return say!(
                    en: "this machine's own kernel, which knows of no such connection; `--as` keeps it out",
                    zh: "本机内核发出：它不知道有这个连接；用 `--as` 可避免"
                );
            }
            return say!(en: "sent by this machine's own kernel", zh: "由本机内核发出");
        }
        if let Some(asked) = asked {
            self.nobody_answered_for = Some(asked);
            return say!(
                en: "asked for {asked}, and nobody here answered that", zh: "询问 {asked}，而这里没有人回答", asked = asked
            );
        }
        if let Some(xid) = number(stack, "dhcp", "xid") {
            return match self.xid {
                Some(own) if own != xid => say!(
                    en: "for another client: its xid is 0x{xid:08x}", zh: "属于另一个客户：其 xid 为 0x{xid:08x}", xid = xid
                ),
                _ => say!(en: "not what was waited for", zh: "不是所等待的"),
            };
        }
        say!(en: "no answer to this", zh: "不是对它的回答")
    }
}
