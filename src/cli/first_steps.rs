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
    ("netlab frame --tree", text("the same, explained field by field", "同一个分组，解释每个字段并注明出处")),
    ("netlab frame --at 22", text("whose octet is this?", "这个字节属于谁？")),
    (
        "netlab frame --figure --sample tcp-syn",
        text("the figure of the RFC, filled in", "标准中的首部图，填上实际的值"),
    ),
    ("netlab frame --steps --sample udp", text("its checksums on a blackboard", "像在黑板上一样演算检验和")),
    ("netlab frame --layers", text("what contains what, to scale", "谁包含谁，按比例画出")),
    ("netlab frame --sample list", text("the frames that are built in", "内置的帧")),
    ("netlab frame FILE.pcapng", text("your own capture, a line a frame", "你自己的抓包文件，每帧一行")),
    ("netlab frame FILE.pcapng --where tcp.syn", text("only what opens a connection", "只看建立连接的帧")),
    ("netlab build arp who-has 172.16.10.11", text("make a frame of your own", "自己构造一个帧")),
    ("netlab subnet 172.16.10.1/24", text("the AND, worked; then the subnet", "演算“与”运算，再求出子网")),
    ("netlab mac 00:1b:44:11:3a:b7", text("48 bits, and whose they are", "48 个比特，属于谁")),
    ("netlab serve --explain", text("a server, and what its sockets do", "一个服务器，及其套接字的一举一动")),
    ("netlab dial :8000 youmen", text("a client that says a word to it", "一个客户，对它说一个词")),
    ("netlab exercise", text("a task to work, and its marks", "做一道题，由答案自动批改")),
    ("netlab explain ipv4.ttl", text("a field, a port, a rule, a term", "解释一个字段、端口、规则或术语")),
];

const MORE: Text = text(
    "`netlab frame --help` lists the rest; `--lang zh` speaks Chinese.",
    "`netlab frame --help` 列出其余用法；`--lang en` 为英文，`zh+en` 为双语。",
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
