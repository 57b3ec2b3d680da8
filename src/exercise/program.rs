//! Exercises whose answer is a program: what is tried with it, and why that matters. Who tries it is `cli`.

pub mod client;
pub mod datagrams;
pub mod dns;
pub mod echo_many;
pub mod framed;
pub mod http;

use crate::spec::{Text, text};

/// A program that is to be written.
pub struct Program {
    /// Which end it is.
    pub role: Role,
    /// The name of its file, without its ending.
    pub stem: &'static str,
    /// What has to be put into it, as a comment says.
    pub work: Text,
    /// What is tried, in this order.
    pub trials: &'static [Trial],
}

/// Which end of what a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A server over TCP.
    Server,
    /// A server over UDP.
    Datagrams,
    /// A client over TCP.
    Client,
}

/// The languages of programs to begin with, and how the names of their files end.
pub const LANGUAGES: [(&str, &str); 4] = [("go", "go"), ("python", "py"), ("c", "c"), ("rust", "rs")];

/// A program that does next to nothing yet.
pub struct Starter {
    /// The name of its file.
    pub file: String,
    /// What is in it. Its first line says how it is tried.
    pub text: String,
}

impl Program {
    /// What to begin with in a language, where there is something.
    pub fn starter(&self, id: &str, language: &str) -> Option<Starter> {
        let text = match (self.role, language) {
            (Role::Server, "go") => include_str!("program/starters/server.go"),
            (Role::Server, "python") => include_str!("program/starters/server.py"),
            (Role::Server, "c") => include_str!("program/starters/server.c"),
            (Role::Server, "rust") => include_str!("program/starters/server.rust"),
            (Role::Datagrams, "go") => include_str!("program/starters/udp.go"),
            (Role::Datagrams, "python") => include_str!("program/starters/udp.py"),
            (Role::Datagrams, "c") => include_str!("program/starters/udp.c"),
            (Role::Datagrams, "rust") => include_str!("program/starters/udp.rust"),
            (Role::Client, "go") => include_str!("program/starters/client.go"),
            (Role::Client, "python") => include_str!("program/starters/client.py"),
            (Role::Client, "c") => include_str!("program/starters/client.c"),
            (Role::Client, "rust") => include_str!("program/starters/client.rust"),
            _ => return None,
        };
        let (_, ending) = LANGUAGES.iter().find(|(name, _)| *name == language)?;
        let filled = [("ID", id), ("STEM", self.stem), ("WORK_EN", self.work.en), ("WORK_ZH", self.work.zh)];
        let text = filled.iter().fold(text.to_string(), |text, (place, word)| text.replace(place, word));
        Some(Starter { file: format!("{}.{ending}", self.stem), text })
    }
}

/// Something that is tried with a program.
pub struct Trial {
    /// Its name for programs.
    pub key: &'static str,
    /// What is done.
    pub act: Act,
    /// What it is worth.
    pub points: u32,
    /// What has to hold.
    pub what: Text,
    /// Why it may fail: what the author has probably overlooked.
    pub because: Text,
}

impl Trial {
    /// A trial of a name that does something, is worth points, wants something to hold, and why.
    pub const fn new(key: &'static str, act: Act, points: u32, what: Text, because: Text) -> Trial {
        Trial { key, act, points, what, because }
    }
}

/// What is done with a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// With a server of lines that come back in capitals.
    Lines(Lines),
    /// With a server of messages that stand behind their lengths.
    Framed(Framed),
    /// With a server that sends datagrams back.
    Datagrams(Datagrams),
    /// With a server of HTTP.
    Http(Http),
    /// With a server of DNS.
    Dns(Dns),
    /// With a client of lines.
    Client(Client),
    /// The program is ended and started again at once.
    Restart,
}

/// What every server over TCP has to bear.
const RESTART: Trial = Trial::new(
    "restart",
    Act::Restart,
    1,
    text("started again at once, it has its address again", "立刻重启后仍能使用原来的地址"),
    text(
        "connections in TIME-WAIT hold the port; SO_REUSEADDR says that this is known (RFC 9293 §3.6.1)",
        "处于 TIME-WAIT 的连接占着端口；SO_REUSEADDR 表示知道这一点（RFC 9293 §3.6.1）",
    ),
);

/// The same of a server over UDP, which has it easier.
const RESTART_UDP: Trial = Trial::new(
    "restart",
    Act::Restart,
    1,
    text("started again at once, it has its address again", "立刻重启后仍能使用原来的地址"),
    text(
        "UDP has no TIME-WAIT: the port is free when the socket is closed",
        "UDP 没有 TIME-WAIT：套接字一关闭端口就空闲",
    ),
);

/// 200 clients of a server over TCP at once.
const fn many(act: Act, points: u32) -> Trial {
    Trial::new(
        "many",
        act,
        points,
        text("200 clients at once, each with its own answer", "200 个客户同时连接，各得各的回答"),
        text(
            "a server that works on one connection to its end keeps all others waiting",
            "把一个连接处理完才接受下一个的服务器让别人一直等",
        ),
    )
}

/// One that does not read, and others beside it.
const fn slow(act: Act, points: u32) -> Trial {
    Trial::new(
        "slow",
        act,
        points,
        text("a client that does not read does not stop the others", "不读数据的客户不会卡住其他客户"),
        text(
            "a write to a full connection blocks: not in the thread of all",
            "向已满的连接写会阻塞：不要在公用的线程里写",
        ),
    )
}

/// One that ends its connection with RST.
const fn reset(act: Act, points: u32) -> Trial {
    Trial::new(
        "reset",
        act,
        points,
        text("a client that resets does not end the server", "客户复位连接不会使服务器退出"),
        text("an error on one connection is that connection's alone", "一个连接上的错误只属于那个连接"),
    )
}

/// What is done with a server of lines that come back in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One line is sent.
    First,
    /// A line comes in two pieces.
    Split,
    /// Two lines come at once.
    Joined,
    /// A line ends with CR and LF.
    Crlf,
    /// A character of several octets comes in two pieces.
    Utf8,
    /// Ten thousand lines come without a pause.
    Run,
    /// The client says that it sends no more, and goes on reading.
    HalfClose,
    /// The line `exit` ends the connection, and other lines that hold it do not.
    Exit,
    /// Two hundred clients at once.
    Many,
    /// A client sends and does not read.
    Slow,
    /// A client resets its connection.
    Reset,
}

/// What is done with a server of messages that stand behind their lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framed {
    /// One message.
    First,
    /// A length in two pieces.
    CutLength,
    /// A message in three pieces.
    CutMessage,
    /// Three messages at once.
    Joined,
    /// A message of no octets.
    Empty,
    /// Every octet there is.
    Binary,
    /// As long as is allowed.
    Large,
    /// Ten thousand messages without a pause.
    Run,
    /// Lengths that are not allowed.
    TooLong,
    /// The client says that it sends no more, and goes on reading.
    HalfClose,
    /// The client says so in the middle of a message.
    CutOff,
    /// Two hundred clients at once.
    Many,
    /// A client sends and does not read.
    Slow,
    /// A client resets its connection.
    Reset,
}

/// What is done with a server that sends datagrams back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datagrams {
    /// One datagram.
    First,
    /// Whether the answer comes from where it should.
    Source,
    /// No data.
    Empty,
    /// Several at once.
    Borders,
    /// Every octet there is.
    Binary,
    /// More than an Ethernet frame holds.
    Fragments,
    /// As much as there can be.
    Large,
    /// Many clients by turns.
    Clients,
    /// A client closes before its answer comes.
    Gone,
}

/// What is done with a server of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Http {
    /// The page is asked for.
    First,
    /// Whether its end is told.
    Length,
    /// Whether lines end as they must.
    Lines,
    /// Whether there is a date.
    Date,
    /// `HEAD`.
    Head,
    /// A page that is not there.
    Missing,
    /// Two requests, one after the other.
    Keep,
    /// `Connection: close`.
    Close,
    /// Three requests at once.
    Pipelined,
    /// A request in pieces.
    Cut,
    /// No `Host`, and two.
    Host,
    /// HTTP/1.0.
    Old,
    /// Names of fields in any case.
    Case,
    /// The whole URL in the request line.
    Absolute,
    /// A method that is not known.
    Method,
    /// A request with content.
    Content,
    /// A request line of 8000 octets.
    Long,
    /// What is no request.
    Garbage,
    /// Many clients at once.
    Many,
}

/// What is done with a server of DNS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dns {
    /// The address is asked for.
    First,
    /// Two queries with their own identifiers.
    Id,
    /// Whether the question comes back.
    Question,
    /// The name in capitals.
    Case,
    /// QR, Opcode, AA, and what is reserved.
    Flags,
    /// RD, set and not.
    Rd,
    /// A name that is not there.
    Missing,
    /// A type that is not there.
    Type,
    /// An operation that is not known.
    Opcode,
    /// Messages that cannot be read.
    Malformed,
    /// A message that is an answer.
    Answer,
    /// A record of EDNS behind the question.
    Edns,
    /// Many clients by turns.
    Clients,
}

/// What is done with a client of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// It sends a line.
    First,
    /// It prints the answer.
    Prints,
    /// It sends several lines.
    Lines,
    /// The answer comes in pieces.
    Cut,
    /// Two answers come at once.
    Joined,
    /// A character of an answer is cut.
    Utf8,
    /// A long line.
    Long,
    /// Many lines.
    Many,
    /// It says that it has no more.
    Ends,
    /// Answers that come late.
    Late,
    /// The server closes early.
    Closed,
    /// Nobody listens.
    Refused,
}
