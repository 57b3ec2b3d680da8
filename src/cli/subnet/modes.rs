//! The modes of `netlab subnet` that are about blocks of addresses and not about hosts: their options, and which one
//! was asked for.

use super::super::screen::Screen;
use super::super::{Exit, Failure, clap_words};
use super::fields::{Field, Form};
use super::split::Asked;
use super::{plan, sets, split};
use crate::address::Count;
use crate::address::given::{parse, parse_prefix};
use crate::address::plan::Plan;
use crate::address::split::Split;
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::Page;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use ipnet::IpNet;
use std::io::Write;

/// The modes, each with what it says in the help; those that take a value have its name.
const MODES: [(&str, Option<&str>, Text); 9] = [
    ("split", Some("LEN"), text("equal parts of this prefix length", "按此前缀长度等分")),
    (
        "into",
        Some("N"),
        text("equal parts, N of them or the next power of two", "等分为 N 份（或更大的 2 的幂）"),
    ),
    ("hosts", Some("N"), text("equal parts with room for N hosts each", "等分，每份可容纳 N 台主机")),
    (
        "plan",
        Some("NAME=N,..."),
        text("subnets as large as needed (VLSM): sales=500,lab=200", "按需划分（VLSM）：sales=500,lab=200"),
    ),
    ("merge", None, text("the fewest prefixes with the same addresses", "合并为最少的前缀，地址不变")),
    ("cover", None, text("the one prefix that has all of them", "包含全部地址的一个前缀")),
    ("range", None, text("prefixes of 10.0.0.5-10.0.0.20", "把 10.0.0.5-10.0.0.20 写成前缀")),
    (
        "overlap",
        None,
        text("which of them overlap; status 1 where none do", "哪些互相重叠；都不重叠时退出状态为 1"),
    ),
    ("subtract", None, text("A - B C: A without B and C", "A - B C：从 A 中除去 B 和 C")),
];

/// Adds the options to the command.
pub fn add(command: Command, lang: Lang) -> Command {
    let option = |(name, value, help): (&'static str, Option<&'static str>, Text)| {
        let arg = Arg::new(name).long(name).help(help.show(lang));
        match value {
            Some(value) => arg.value_name(value),
            None => arg.action(ArgAction::SetTrue),
        }
    };
    let flag = |name: &'static str, help: Text| option((name, None, help));
    command
        .next_help_heading(text("Blocks of addresses", "地址块").show(lang))
        .args(MODES.map(option))
        .group(ArgGroup::new("mode").args(MODES.map(|(name, ..)| name)).multiple(false))
        .group(ArgGroup::new("for_hosts").args(["hosts", "plan"]))
        .group(ArgGroup::new("equal").args(["split", "into", "hosts"]))
        .arg(
            flag(
                "plus-router",
                text("one address more for the router of each", "每个子网另加一个路由器地址"),
            )
            .requires("for_hosts"),
        )
        .arg(
            flag("p2p", text("2 hosts may be a /31 or /127 link", "2 台主机可用 /31 或 /127 链路"))
                .requires("for_hosts"),
        )
        .arg(flag("all", text("list all parts, however many", "列出全部子网，不论多少")).requires("equal"))
        .next_help_heading(clap_words::options(lang))
        .arg(
            flag("csv", text("a line of CSV for each", "每项输出一行 CSV"))
                .conflicts_with_all(["json", "format"]),
        )
        .arg(
            option((
                "format",
                Some("TEXT"),
                text("a line for each: '{cidr} {first}'", "每项按此格式输出一行：'{cidr} {first}'"),
            ))
            .conflicts_with("json"),
        )
}

/// How the answer is to be written.
pub struct Output<'a> {
    /// Where a page goes.
    pub screen: &'a Screen,
    /// As JSON.
    pub json: bool,
    /// As lines for programs.
    pub form: Option<Form>,
    /// Everything, however long.
    pub all: bool,
    /// Whether an address was added for the router of each subnet.
    pub plus_router: bool,
}

impl<'a> Output<'a> {
    /// As the options want it; `named` are the fields of CSV that only some modes have.
    ///
    /// # Errors
    /// A `--format` that cannot be read.
    pub fn new(matches: &ArgMatches, named: &[Field], screen: &'a Screen) -> Result<Output<'a>, Trouble> {
        let form = match matches.get_one::<String>("format") {
            Some(text) => Some(Form::pattern(text)?),
            None => matches.get_flag("csv").then(|| Form::csv(named)),
        };
        let [json, all, plus_router] = ["json", "all", "plus-router"].map(|name| matches.get_flag(name));
        Ok(Output { screen, json, form, all, plus_router })
    }

    /// A page for people.
    pub fn page<'p>(&self, out: &'p mut dyn Write) -> Page<'p> {
        Page::new(out, self.screen.lang, self.screen.paint, self.screen.columns)
    }

    /// Whether it is for people.
    pub fn is_page(&self) -> bool {
        !self.json && self.form.is_none()
    }
}

/// Whether a mode was asked for.
pub fn is_asked(matches: &ArgMatches) -> bool {
    asked(matches).is_some()
}

/// The mode that was asked for.
fn asked(matches: &ArgMatches) -> Option<&'static str> {
    let is_asked = |name: &str| match matches.value_source(name) {
        Some(source) => source == clap::parser::ValueSource::CommandLine,
        None => false,
    };
    MODES.iter().map(|(name, ..)| *name).find(|name| is_asked(name))
}

/// Answers in the mode that was asked for.
pub fn answer(
    matches: &ArgMatches,
    words: &[&str],
    screen: &Screen,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let is_named: &[Field] = if asked(matches) == Some("plan") { &[Field::Name] } else { &[] };
    let output = Output::new(matches, is_named, screen)?;
    let p2p = matches.get_flag("p2p");
    match asked(matches) {
        Some(mode @ ("split" | "into" | "hosts")) => {
            let parent = parent(words, mode, screen)?;
            let (split, asked) = match mode {
                "split" => {
                    let len = parse_prefix(value(mode), bits(parent))?.len;
                    (Split::new(parent, len)?, Asked::Len)
                }
                "into" => {
                    let parts = count(value(mode), "--into")?;
                    (Split::into_parts(parent, parts)?, Asked::Parts(parts))
                }
                _ => {
                    let hosts = count(value(mode), "--hosts")?;
                    let more =
                        if hosts.is_zero() { Count::ZERO } else { Count::of(output.plus_router.into()) };
                    let hosts = hosts + more;
                    (Split::for_hosts(parent, hosts, p2p)?, Asked::Hosts(hosts))
                }
            };
            split::write(&split, &asked, &output, out)?;
            Ok(Exit::Done)
        }
        Some("plan") => {
            let parent = parent(words, "plan", screen)?;
            let wishes = plan::wishes(value("plan"), output.plus_router, p2p)?;
            let plan =
                Plan::new(parent, &wishes, p2p).map_err(|full| plan::trouble(&full, parent, &wishes))?;
            plan::write(&plan, &wishes, &output, out)?;
            Ok(Exit::Done)
        }
        Some("merge") => sets::merge(words, &output, out),
        Some("cover") => sets::cover(words, &output, out),
        Some("range") => sets::range(words, &output, out),
        Some("overlap") => sets::overlap(words, &output, out),
        _ => sets::subtract(words, &output, out),
    }
}

fn bits(net: IpNet) -> u8 {
    net.max_prefix_len()
}

/// The one prefix that is divided.
fn parent(words: &[&str], mode: &str, screen: &Screen) -> Result<IpNet, Trouble> {
    let given = match words {
        [word] => parse(word)?,
        _ => match crate::address::given::parse_all(words)?.as_slice() {
            [given] => *given,
            given => {
                let count = given.len();
                let what = say!(
                    en: "`--{mode}` divides one prefix, and {count} were given", zh: "`--{mode}` 划分一个前缀，却给出了 {count} 个",
                    mode = mode, count = count
                );
                let example =
                    MODES.iter().find(|(name, ..)| *name == mode).map(|(_, value, _)| match *value {
                        Some("LEN") => "/20",
                        Some("N") => "12",
                        _ => "sales=500,lab=200",
                    });
                let example = example.unwrap_or_default();
                return Err(Trouble::new(what).hint(say!(
                    en: "`netlab subnet 172.16.0.0/16 --{mode} {example}`",
                    zh: "`netlab subnet 172.16.0.0/16 --{mode} {example}`", mode = mode, example = example
                )));
            }
        },
    };
    if let Some(said) = given.assumed() {
        screen.note(&said);
    }
    let net = given.net();
    if net != net.trunc() {
        note_host_bits(net, 0, screen);
    }
    Ok(net.trunc())
}

/// Says that `first` and so many more were given with host bits where blocks are meant.
pub fn note_host_bits(first: IpNet, more: usize, screen: &Screen) {
    let network = first.trunc();
    screen.note(&match more {
        0 => say!(
            en: "{first} has host bits; its block is {network}", zh: "{first} 含有主机位；它所在的地址块是 {network}",
            first = first, network = network
        ),
        _ => say!(
            en: "{first} and {more} more have host bits; its block is {network}",
            zh: "{first} 和另外 {more} 个含有主机位；它所在的地址块是 {network}", first = first, more = more, network = network
        ),
    });
}

/// A number behind an option.
fn count(word: &str, option: &str) -> Result<Count, Trouble> {
    let is_number = !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit());
    if let (true, Ok(number)) = (is_number, word.parse()) {
        return Ok(Count::of(number));
    }
    let what = if is_number {
        say!(en: "{word} is more than there are addresses", zh: "{word} 多于全部地址", word = word)
    } else {
        say!(en: "`{option}` needs a number, not `{word}`", zh: "`{option}` 需要一个数，而不是 `{word}`", option = option, word = word)
    };
    Err(Trouble::new(what).hint(say!(en: "`{option} 12`", zh: "`{option} 12`", option = option)))
}

/// A number with the English word for what is counted.
pub fn counted(count: Count, one: &str, many: &str) -> String {
    format!("{count} {}", if count == Count::of(1) { one } else { many })
}

/// So many addresses, in English.
pub fn addresses(count: Count) -> String {
    counted(count, "address", "addresses")
}

/// A part as a percentage of the whole, with one decimal; never 0.0% of what there is, nor 100.0% of less than all.
pub fn percent(part: Count, whole: Count) -> String {
    if part.is_zero() {
        return "0%".into();
    }
    match part.permille(whole) {
        0 => "<0.1%".into(),
        1000 => "100%".into(),
        permille => format!("{}.{}%", permille / 10, permille % 10),
    }
}
