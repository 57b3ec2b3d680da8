//! Bare `netlab`: what to type first.

use super::screen::Screen;
use super::{Exit, Failure};
use crate::draw::{Ink, pad};
use crate::spec::{Text, text};
use std::io::Write;

const ABOUT: Text = text(
    "netlab shows how networks work, from the bit on the wire to the socket.",
    "netlab 展示网络如何工作：从线路上的比特到套接字。",
);

/// What to type, and what it shows.
const STEPS: &[(&str, Text)] = &[
    ("netlab frame --dump", text("an ARP request, every octet named", "一个 ARP 请求分组，每个字节都有名字")),
    (
        "netlab frame --tree",
        text("the same, every field explained, with its source", "同一个分组，解释每个字段并注明出处"),
    ),
    ("netlab frame --at 22", text("whose octet is this?", "这个字节属于谁？")),
    ("netlab frame --sample list", text("the frames that are built in", "内置的帧")),
    ("netlab frame FILE.pcapng", text("your own capture, a line a frame", "你自己的抓包文件，每帧一行")),
    ("netlab frame FILE.pcapng -n 3", text("its third frame, explained", "其中第 3 帧的解释")),
    ("netlab frame ffffffffffff0200 ...", text("hex that was typed or pasted", "输入或粘贴的十六进制")),
];

const MORE: Text = text(
    "`netlab frame --help` lists the rest; `--lang zh` and `--lang zh+en` speak Chinese.",
    "`netlab frame --help` 列出其余用法；`--lang en` 用英文，`--lang zh+en` 用两种语言。",
);

/// Prints the page.
pub fn show(screen: &Screen) -> Result<Exit, Failure> {
    let widest = STEPS.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let mut page = format!("{}\n\n", ABOUT.show(screen.lang));
    for (command, what) in STEPS {
        let command = screen.paint.ink(Ink::Strong, &pad(command, widest));
        page.push_str(&format!("  {command}  {}\n", what.show(screen.lang)));
    }
    page.push_str(&format!("\n{}\n", MORE.show(screen.lang)));
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}
