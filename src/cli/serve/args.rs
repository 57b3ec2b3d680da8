//! The options of `netlab serve`.

use super::log::{Look, Style};
use crate::cli::link::rights;
use crate::cli::screen::Screen;
use crate::cli::{Failure, clap_words, duration};
use crate::echo::address::{Address, Place, Transport};
use crate::echo::framing::Framing;
use crate::echo::reply::Reply;
use crate::echo::server::Settings;
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::Zoned;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "A server that answers in capitals (or otherwise), and shows what its sockets do",
    "用大写（或别的方式）回答的服务器，并展示它的套接字做了什么",
);

/// Where the article's server listens.
const PORT: u16 = 8000;

/// `netlab serve`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang)).hide_possible_values(true)
    };
    let whole = clap_words::new("serve", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "serve [OPTIONS] [ADDR]"));
    let whole = whole.arg(
        Arg::new("address").value_name("ADDR").help_heading(clap_words::operands(lang)).help(
            text(
                "host:port, :port, a port, udp://host:port, unix:PATH or unixgram:PATH; else 127.0.0.1:8000",
                "主机:端口、:端口、端口、udp://主机:端口、unix:路径或 unixgram:路径；默认 127.0.0.1:8000",
            )
            .show(lang),
        ),
    );
    let does = [
        option(
            "reply",
            "NAME",
            text(
                "upper (default), echo, reverse, hex, discard, chargen, daytime, chat, http or none",
                "upper（默认）、echo、reverse、hex、discard、chargen、daytime、chat、http 或 none",
            ),
        ),
        option(
            "framing",
            "HOW",
            text(
                "where a message ends: line (default), raw, length, fixed:16 or 'delimiter:\\n'",
                "消息到哪里为止：line（默认）、raw、length、fixed:16 或 'delimiter:\\n'",
            ),
        ),
        flag(
            "unicode",
            text(
                "capitals and characters of all scripts, not of ASCII alone",
                "大写和字符按 Unicode，而不只按 ASCII",
            ),
        ),
        flag(
            "once",
            text(
                "take one client and one message, as the article's first server",
                "只接一个客户的一个消息，如文章的第一个服务器",
            ),
        ),
        option(
            "delay",
            "TIME",
            text("wait so long before an answer: 200ms, 2s", "回答前等待这么久：200ms、2s"),
        ),
        option(
            "max-clients",
            "N",
            text(
                "at most so many at a time; others wait in the kernel's queue",
                "同时最多这么多客户；其余的在内核的队列里等",
            ),
        ),
        option(
            "idle-timeout",
            "TIME",
            text("end a client that says nothing for so long", "客户这么久不说话就断开"),
        ),
    ];
    let shows = [
        option(
            "log",
            "STYLE",
            text("pretty (default), article, json or none", "pretty（默认）、article、json 或 none"),
        )
        .value_parser(Style::NAMES),
        option(
            "log-file",
            "FILE",
            text("append the log to a file; no line of it is lost", "把日志追加到文件；一行不丢"),
        ),
        flag("hex", text("show the octets of messages, too", "同时列出消息的各字节")),
        flag(
            "show-reads",
            text(
                "show every read and write, beside the messages in them",
                "列出每次 read 和 write，以及其中的消息",
            ),
        ),
        flag(
            "explain",
            text(
                "tell each call, what the kernel says after it, and show the client's SYN",
                "说明每次调用和其后内核的状态，并展示客户的 SYN",
            ),
        ),
        flag(
            "frames",
            text(
                "the segments or datagrams on the wire, between the calls (Linux, raw sockets)",
                "在各次调用之间显示线路上的报文段或数据报（Linux，需要原始套接字权限）",
            ),
        ),
        flag("json", text("the log as JSON, an event a line", "日志为 JSON，每行一个事件"))
            .conflicts_with("log"),
    ];
    whole.args(does).args(shows)
}

/// What was asked for.
pub struct Asked {
    /// Where to listen.
    pub address: Address,
    /// What to do there.
    pub settings: Settings,
    /// What the log looks like.
    pub look: Look,
    /// Whether frames are shown between the calls.
    pub frames: bool,
    /// Where it goes, if not to standard output.
    pub log_file: Option<PathBuf>,
}

impl Asked {
    /// Reads the options.
    pub fn read(matches: &ArgMatches, screen: &Screen) -> Result<Asked, Failure> {
        let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let time = |name: &str| word(name).map(duration::read).transpose();
        let address = word("address").map_or_else(|| Ok(Address::loopback(PORT)), Address::read)?;
        let settings = Settings {
            reply: word("reply").map_or(Ok(Reply::Upper), Reply::read)?,
            framing: word("framing").map_or(Ok(Framing::Line), Framing::read)?,
            unicode: matches.get_flag("unicode"),
            once: matches.get_flag("once"),
            delay: time("delay")?.unwrap_or_default(),
            most: word("max-clients").map_or(Ok(usize::MAX), most)?,
            idle: time("idle-timeout")?.filter(|time| *time > Duration::ZERO),
            now,
            chinese: screen.lang != Lang::En,
        };
        fits(&settings, &address)?;
        let frames = matches.get_flag("frames");
        if let (true, Place::Path(_)) = (frames, &address.place) {
            return Err(rights::no_wire().into());
        }
        let style =
            if matches.get_flag("json") { Some(Style::Json) } else { word("log").and_then(Style::named) };
        let look = Look {
            style: style.unwrap_or(Style::Pretty),
            lang: screen.lang,
            paint: screen.paint,
            columns: screen.columns,
            hex: matches.get_flag("hex"),
            reads: matches.get_flag("show-reads"),
            explain: matches.get_flag("explain") || frames,
            syn: matches.get_flag("explain"),
        };
        Ok(Asked { address, settings, look, frames, log_file: word("log-file").map(PathBuf::from) })
    }
}

fn most(word: &str) -> Result<usize, Trouble> {
    word.parse().ok().filter(|most| *most > 0).ok_or_else(|| {
        Trouble::new(say!(
            en: "`{word}` is no number of clients: 1 or more", zh: "`{word}` 不是客户数：应为 1 或更大的数", word = word
        ))
    })
}

/// The time as RFC 867 leaves open how to write it.
fn now() -> String {
    Zoned::now().strftime("%A, %B %-d, %Y %H:%M:%S %:z").to_string()
}

/// What does not go together.
fn fits(settings: &Settings, address: &Address) -> Result<(), Trouble> {
    if settings.reply == Reply::Http && !address.transport.is_stream() {
        return Err(Trouble::new(say!(
            en: "HTTP/1.1 needs a stream, and {transport} carries datagrams", zh: "HTTP/1.1 需要字节流，而 {transport} 传送数据报",
            transport = address.transport.key()
        ))
        .hint(say!(en: "`netlab serve --reply http :8000`", zh: "`netlab serve --reply http :8000`")));
    }
    if !address.transport.is_stream() && !matches!(settings.framing, Framing::Line | Framing::Raw) {
        return Err(Trouble::new(say!(
            en: "a datagram is a message: `--framing {framing}` is for streams", zh: "一个数据报就是一个消息：`--framing {framing}` 只用于字节流",
            framing = settings.framing
        )));
    }
    if let Framing::Fixed(octets) = settings.framing
        && !settings.reply.keeps_length(settings.unicode)
    {
        let reply = settings.reply.name();
        let unicode = if settings.reply == Reply::Upper { " --unicode" } else { "" };
        return Err(Trouble::new(say!(
            en: "with `--framing {framing}` every message has {octets} octets, and the answers of `--reply {reply}{unicode}` may have another length",
            zh: "`--framing {framing}` 的每个消息都是 {octets} 字节，而 `--reply {reply}{unicode}` 的回答可能是别的长度",
            framing = settings.framing, octets = octets, reply = reply, unicode = unicode
        ))
        .hint(say!(
            en: "`netlab serve --reply {reply}{unicode} --framing length` says how long each is",
            zh: "`netlab serve --reply {reply}{unicode} --framing length` 会写明每个消息的长度", reply = reply, unicode = unicode
        )));
    }
    Ok(())
}

/// Over UDP nobody can be sure who asks: whoever lies about his address has the answers sent to somebody else. What
/// sends more than it gets, or answers answers, stays within this host.
///
/// # Errors
/// Where it would not.
pub fn keep_reflection_home(
    settings: &Settings,
    address: &Address,
    at: &[SocketAddr],
) -> Result<(), Trouble> {
    let reflects = matches!(settings.reply, Reply::Chargen | Reply::Echo);
    let Some(beyond) = at.iter().find(|at| !at.ip().is_loopback()) else { return Ok(()) };
    if address.transport != Transport::Udp || !reflects {
        return Ok(());
    }
    Err(Trouble::new(say!(
        en: "UDP {reply} on {ip} would send answers to whatever address a stranger writes into his datagrams (reflection): it stays on loopback",
        zh: "{ip} 上的 UDP {reply} 会把回答发到陌生人在数据报里随便填写的地址（反射攻击）：只能用于环回地址",
        reply = settings.reply.name(), ip = beyond.ip()
    ))
    .hint(say!(
        en: "`netlab serve --reply {reply} udp://127.0.0.1:{port}`", zh: "`netlab serve --reply {reply} udp://127.0.0.1:{port}`",
        reply = settings.reply.name(), port = beyond.port()
    )))
}
