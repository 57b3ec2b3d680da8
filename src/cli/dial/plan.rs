//! What was typed: where to, what to say, and how.

use super::console::Console;
use super::wrong;
use crate::cli::{Failure, duration};
use crate::echo::address::{Address, Host, Place, Transport};
use crate::echo::client::in_turn;
use crate::echo::framing::{End, Framing};
use crate::echo::socket::Target;
use crate::say;
use crate::spec::{Said, Trouble};
use clap::ArgMatches;
use clap::parser::ValueSource;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// What is to be done.
pub struct Plan {
    /// Where to.
    pub address: Address,
    /// What is said.
    pub words: Words,
    /// How messages are told from each other.
    pub framing: Framing,
    /// How a message that is sent ends.
    pub end: End,
    /// The pieces of a message.
    pub split: usize,
    /// The time between two pieces and between two messages.
    pub gap: Duration,
    /// How long an answer may take; `None` where none is waited for.
    pub wait: Option<Duration>,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// FIN right behind the last message.
    pub half_close: bool,
    /// RST instead of FIN.
    pub reset: bool,
    /// Octets a second that are read.
    pub slow_read: Option<u32>,
    /// The answers that must come.
    pub expect: Vec<String>,
    /// Octets are shown.
    pub hex: bool,
    /// Calls are explained.
    pub explain: bool,
    /// Frames are shown between the calls.
    pub frames: bool,
    /// Events as JSON.
    pub json: bool,
    /// A load test.
    pub load: Option<Load>,
}

/// Where the words come from.
pub enum Words {
    /// From the command line.
    Messages(Vec<String>),
    /// From somebody who types.
    Keyboard,
    /// From standard input, each line a datagram.
    Lines,
    /// From standard input, as they are.
    Stream,
}

impl Words {
    /// What standard input is, for this transport.
    fn input(transport: Transport) -> Words {
        match transport.is_stream() {
            _ if io::stdin().is_terminal() => Words::Keyboard,
            true => Words::Stream,
            false => Words::Lines,
        }
    }

    /// Options that mean nothing here.
    fn without(&self) -> &'static [&'static str] {
        match self {
            Words::Messages(_) => &[],
            Words::Keyboard | Words::Lines => &["expect"],
            Words::Stream => &["expect", "split", "gap", "framing", "hex"],
        }
    }
}

/// A load test.
pub struct Load {
    /// Questions.
    pub count: u32,
    /// Connections.
    pub concurrency: u32,
}

/// Where it goes if nothing is said, and the server of `netlab serve` listens.
const PORT: u16 = 8000;

/// What a load test asks where no message is given.
const QUESTION: &str = "hello";

/// The most questions of a load test: each answer takes four octets of memory.
const MOST: u32 = 10_000_000;

/// The most connections of a load test: there are not many more ports to one address.
const MOST_CONNECTIONS: u32 = 28_000;

impl Plan {
    /// Reads the arguments.
    pub fn read(matches: &ArgMatches) -> Result<Plan, Trouble> {
        let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let flag = |name: &str| matches.get_flag(name);
        let mut words: Vec<String> =
            matches.get_many::<String>("words").into_iter().flatten().cloned().collect();
        let address = match words.first() {
            None => Address::loopback(PORT),
            Some(first) if Address::has_form(first) => Address::read(&words.remove(0))?,
            Some(first) => return Err(no_address(first, &words)),
        };
        let framing = word("framing").map_or(Ok(Framing::Line), Framing::read)?;
        if flag("crlf") && framing != Framing::Line {
            let what = say!(
                en: "`--crlf` is about lines, not about `--framing {framing}`",
                zh: "`--crlf` 只用于行，不用于 `--framing {framing}`",
                framing = framing
            );
            return Err(Trouble::new(what).hint(say!(en: "leave one of them out", zh: "去掉其中一个")));
        }
        let load = match word("count") {
            Some(count) => Some(Load {
                count: number("--count", count, MOST)?,
                concurrency: number("--concurrency", word("concurrency").unwrap_or("1"), MOST_CONNECTIONS)?,
            }),
            None => None,
        };
        let given = |name: &&str| matches.value_source(name) == Some(ValueSource::CommandLine);
        let words = match words.as_slice() {
            [] if load.is_some() => Words::Messages(vec![QUESTION.into()]),
            [] => Words::input(address.transport),
            [word] if word == "-" => Words::input(address.transport),
            _ => Words::Messages(words),
        };
        if let Some(name) = words.without().iter().find(|name| given(name)) {
            return Err(needs_message(name, &address));
        }
        let messages = if let Words::Messages(words) = &words { words.len() } else { 0 };
        let expect: Vec<String> =
            matches.get_many::<String>("expect").into_iter().flatten().cloned().collect();
        if !expect.is_empty() && expect.len() != messages {
            let what = say!(
                en: "`--expect` is given {expected} times for {messages} messages: one for each",
                zh: "`--expect` 给了 {expected} 次，而消息有 {messages} 个：应每个消息一个",
                expected = expect.len(), messages = messages
            );
            return Err(Trouble::new(what).hint(say!(
                en: "`netlab dial {address} one two --expect ONE --expect TWO`",
                zh: "`netlab dial {address} one two --expect ONE --expect TWO`",
                address = address
            )));
        }
        let wait = word("wait").map_or(Ok(Duration::from_secs(2)), |word| time("--wait", word))?;
        let end = if flag("crlf") { End::CrLf } else { framing.usual() };
        let plan = Plan {
            address,
            words,
            end,
            framing,
            split: word("split").map_or(Ok(1), |word| number("--split", word, 65_536))? as usize,
            gap: word("gap").map_or(Ok(Duration::ZERO), |word| time("--gap", word))?,
            wait: (!wait.is_zero()).then_some(wait),
            connect_timeout: word("connect-timeout")
                .map_or(Ok(Duration::from_secs(10)), |word| time("--connect-timeout", word))?,
            half_close: flag("half-close"),
            reset: flag("reset"),
            slow_read: match word("slow-read") {
                Some(word) => Some(number("--slow-read", word, u32::MAX)?),
                None => None,
            },
            expect,
            hex: flag("hex"),
            explain: flag("explain") || flag("frames") && !flag("json"),
            frames: flag("frames"),
            json: flag("json"),
            load,
        };
        plan.fits_transport()?;
        Ok(plan)
    }

    /// What only TCP or only a stream has is not asked of others.
    fn fits_transport(&self) -> Result<(), Trouble> {
        let transport = self.address.transport;
        let option = match transport {
            Transport::Tcp => return Ok(()),
            _ if self.reset => "--reset",
            Transport::Unix => return Ok(()),
            _ if self.half_close => "--half-close",
            _ if self.split > 1 => "--split",
            _ => return Ok(()),
        };
        let what = say!(
            en: "`{option}` is about TCP, and {name} has no such thing",
            zh: "`{option}` 用于 TCP，而 {name} 没有这样的事",
            option = option, name = transport.key()
        );
        let right = Address { transport: Transport::Tcp, ..Address::loopback(PORT) };
        Err(Trouble::new(what).hint(say!(
            en: "`netlab dial {right} {option}`", zh: "`netlab dial {right} {option}`", right = right, option = option
        )))
    }

    /// A message as it goes on the wire: on datagrams it is what it is, since they keep its borders.
    pub fn wrapped(&self, message: &[u8]) -> Vec<u8> {
        let mut octets = Vec::with_capacity(message.len() + 8);
        match self.address.transport.is_stream() {
            true => self.framing.wrap(message, self.end, &mut octets),
            false => octets.extend(message),
        }
        octets
    }
}

/// `netlab dial youmen`: a message, and nowhere to send it.
fn no_address(first: &str, words: &[String]) -> Trouble {
    let line: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let (line, host) = (line.join(" "), Address::loopback(PORT));
    let what = say!(
        en: "`{first}` is no address: host:port, :port, a port, or tcp, udp, unix, unixgram and what follows",
        zh: "`{first}` 不是地址：应为 host:port、:port、端口号，或以 tcp、udp、unix、unixgram 开头",
        first = first
    );
    Trouble::new(what).hint(say!(
        en: "`netlab dial {host} {line}` sends it to where `netlab serve` listens",
        zh: "`netlab dial {host} {line}` 把它发到 `netlab serve` 监听的地址",
        host = host, line = line
    ))
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_.,:/@%+=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_string();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn needs_message(name: &str, address: &Address) -> Trouble {
    let what = say!(
        en: "`--{name}` is about messages, and standard input goes as it is, without any",
        zh: "`--{name}` 用于消息，而标准输入按原样发送，没有消息之分",
        name = name
    );
    Trouble::new(what).hint(say!(
        en: "`netlab dial {address} hello` sends a message",
        zh: "`netlab dial {address} hello` 发送一个消息",
        address = address
    ))
}

/// A number from 1 to `most`.
fn number(option: &str, word: &str, most: u32) -> Result<u32, Trouble> {
    match word.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(number),
        _ => {
            let what = say!(
                en: "`{word}` is no value of `{option}`: a number from 1 to {most}",
                zh: "`{word}` 不是 `{option}` 的值：应为 1 到 {most} 的数",
                word = word, option = option, most = most
            );
            Err(Trouble::new(what))
        }
    }
}

/// The value of an option that is a time.
fn time(option: &str, word: &str) -> Result<Duration, Trouble> {
    duration::read(word).map_err(|mut trouble| {
        let Said { en, zh } = trouble.what;
        trouble.what = Said { en: format!("`{option}`: {en}"), zh: format!("`{option}`：{zh}") };
        trouble
    })
}

/// The targets of the address, in the order in which they are tried; `None` where the name was not found, and that was
/// said.
pub async fn targets(plan: &Plan, console: &mut Console<'_>) -> Result<Option<Vec<Target>>, Failure> {
    let transport = plan.address.transport;
    if let Place::Path(path) = &plan.address.place {
        return Ok(Some(vec![Target::Path(transport, path.clone())]));
    }
    let address = plan.address.clone();
    let found = if matches!(address.place, Place::Port(Host::Ip(_), _)) {
        address.look_up()
    } else {
        // the system's resolver waits, and so another thread does
        let looked = tokio::task::spawn_blocking(move || address.look_up());
        match tokio::time::timeout(plan.connect_timeout, looked).await {
            Ok(Ok(found)) => found,
            Ok(Err(_)) => Ok(Vec::new()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    };
    match found {
        Ok(found) if !found.is_empty() => {
            let order = in_turn(&found);
            console.looked_up(&plan.address, &order)?;
            Ok(Some(order.into_iter().map(|address| Target::Ip(transport, address)).collect()))
        }
        found => {
            wrong::not_found(plan, found.err(), console)?;
            Ok(None)
        }
    }
}

/// The name of the address in a sentence: `127.0.0.1:8000`.
pub fn named(plan: &Plan) -> Said {
    let address = plan.address.to_string();
    Said { en: address.clone(), zh: address }
}
