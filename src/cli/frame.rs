//! `netlab frame`: frames in, every bit named.

mod diff;
pub(super) mod input;
mod numbers;
mod output;
mod pages;
mod present;

use super::screen::{Screen, aside};
use super::{Exit, Failure, clap_words};
use crate::capture::{Record, Time, Writer};
use crate::filter::{Facts, Filter};
use crate::packet::{Dissector, explain, findings, verdicts};
use crate::proto;
use crate::say;
use crate::spec::{Lang, OsiLayer, Protocol, Severity, Text, Trouble, text};
use crate::view::{self, Frame, Page, Summary};
use clap::{Arg, ArgAction, ArgMatches, Command};
use input::{Input, Opened};
use numbers::Numbers;
pub(super) use output::create;
use pages::Pages;
use present::Ended;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::{Duration, Instant};

/// `netlab frame`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    clap_words::new("frame", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "frame [OPTIONS] [INPUT]..."))
        .arg(
            Arg::new("input")
                .value_name("INPUT")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                    text(
                        "capture files, hex, or - for standard input; without any, a sample",
                        "抓包文件、十六进制，或 - 表示标准输入；都没有时用内置的帧",
                    )
                    .show(lang),
                ),
        )
        .arg(flag(
            "dump",
            text("annotated hex: every octet with its field", "带注解的十六进制：每个字节属于哪个字段"),
        ))
        .arg(flag(
            "tree",
            text("layers and fields with values, meanings and sources", "各层各字段的值、含义和出处"),
        ))
        .arg(flag("steps", text("every checksum worked as on a blackboard", "像在黑板上一样演算每个检验和")))
        .arg(flag(
            "figure",
            text(
                "the figures of the standards, 32 bits a row, with this frame's values in them",
                "标准文档中的首部格式图：每行 32 比特，填入该帧的值",
            ),
        ))
        .arg(flag(
            "layers",
            text(
                "what contains what: nested boxes with sizes, and the overhead",
                "封装关系：逐层嵌套的方框、各层的长度和开销",
            ),
        ))
        .arg(
            flag("summary", text("one line a frame", "每帧一行"))
                .conflicts_with_all(["dump", "tree", "figure", "layers", "steps", "json", "at"]),
        )
        .arg(
            flag("json", text("one JSON object a line for each frame", "每帧一行 JSON 对象"))
                .conflicts_with_all(["dump", "tree", "figure", "layers", "steps", "at"]),
        )
        .arg(option(
            "at",
            "OCTET",
            text("whose octet is this? 22 or 0x16, counted from 0", "这个字节属于谁？22 或 0x16，从 0 数起"),
        ))
        .arg(option("numbers", "LIST", text("only these frames: 3,7-9", "只看这些帧：3,7-9")).short('n'))
        .arg(
            option(
                "sample",
                "NAME",
                text("a frame that is built in; `list` names them", "内置的帧；`list` 列出名称"),
            )
            .conflicts_with("input"),
        )
        .arg(option(
            "link-type",
            "TYPE",
            text(
                "what frames begin with: `ethernet`, or the number 1",
                "帧以什么开头：名称或编号，如 `ethernet` 或 1",
            ),
        ))
        .arg(option(
            "where",
            "EXPR",
            text(
                "only frames for which this holds: 'tcp.dst_port == 80 and ipv4.src in 10.0.0.0/8'",
                "只看符合条件的帧，如 'tcp.dst_port == 80 and ipv4.src in 10.0.0.0/8'",
            ),
        ))
        .arg(
            flag("count", text("only say how many frames there are", "只统计帧数"))
                .conflicts_with_all(["dump", "tree", "figure", "layers", "steps", "json", "at", "summary"]),
        )
        .arg(
            option(
                "write",
                "FILE",
                text(
                    "save the frames as pcapng, or as pcap if FILE ends in .pcap; - is standard output",
                    "把帧存为 pcapng；文件名以 .pcap 结尾则存为 pcap；- 为标准输出",
                ),
            )
            .conflicts_with_all(["dump", "tree", "figure", "layers", "steps", "json", "at", "summary"]),
        )
        .arg(
            option("diff", "A", text("the fields in which two frames differ: two numbers of the input, or two samples or files", "两个帧中不同的字段：两个编号，或两个内置的帧或文件"))
                .value_names(["A", "B"])
                .num_args(2)
                .conflicts_with_all(["dump", "tree", "figure", "layers", "steps", "json", "at", "summary", "write", "count"]),
        )
        .arg(flag(
            "strict",
            text(
                "exit with 1 if a frame breaks a rule (severity error)",
                "有帧违反规则（严重程度 error）时以 1 退出",
            ),
        ))
        .args(pages::options(lang))
        .arg(flag("fcs", text("frames end with a frame check sequence", "帧的末尾有帧检验序列")))
}

/// What it is for, as the help lists it.
pub const ABOUT: Text =
    text("Decode frames: every octet named and explained", "解码帧：说明每个字节的名称和含义");

/// `22` or `0x16`.
fn octet_number(word: &str) -> Result<usize, Trouble> {
    let number = match word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        Some(digits) => usize::from_str_radix(digits, 16),
        None => word.parse(),
    };
    number.map_err(|_| {
        let what = say!(en: "`--at {word}`: this is no number of an octet", zh: "`--at {word}`：这不是字节的编号", word = word);
        let hint = say!(en: "counted from 0: `--at 22` or `--at 0x16`", zh: "从 0 数起：`--at 22` 或 `--at 0x16`");
        Trouble::new(what).hint(hint)
    })
}

/// `3,7-9`.
fn frame_numbers(word: &str) -> Result<Numbers, Trouble> {
    word.parse().map_err(|part: String| {
        let what = say!(
            en: "`-n {word}`: `{part}` is no number of a frame", zh: "`-n {word}`：`{part}` 不是帧的编号",
            word = word, part = part
        );
        let hint = say!(
            en: "counted from 1: `-n 3`, `-n 3,7-9`, `-n 7-` to the end",
            zh: "从 1 数起：`-n 3`、`-n 3,7-9`，`-n 7-` 到末尾"
        );
        Trouble::new(what).hint(hint)
    })
}

/// One of the views that combine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Dump,
    Tree,
    Figure,
    Steps,
    Layers,
    At(usize),
}

/// What is wanted of every frame.
enum Show {
    /// What suits the number of frames.
    Fitting,
    Summary,
    Json,
    Views(Vec<View>),
    /// Only how many there are.
    Count,
    /// The frames themselves, into a file.
    Write(Writer<Box<dyn Write>>),
}

impl Show {
    /// The views in the order in which they were asked for.
    fn wanted(matches: &ArgMatches) -> Result<Show, Trouble> {
        if matches.get_flag("summary") {
            return Ok(Show::Summary);
        }
        if matches.get_flag("json") {
            return Ok(Show::Json);
        }
        if matches.get_flag("count") {
            return Ok(Show::Count);
        }
        let mut views = Vec::new();
        for (name, view) in [
            ("dump", View::Dump),
            ("tree", View::Tree),
            ("figure", View::Figure),
            ("layers", View::Layers),
            ("steps", View::Steps),
        ] {
            if matches.get_flag(name) {
                views.push((matches.index_of(name), view));
            }
        }
        if let Some(at) = matches.get_one::<String>("at") {
            views.push((matches.index_of("at"), View::At(octet_number(at)?)));
        }
        if views.is_empty() {
            return Ok(Show::Fitting);
        }
        views.sort_by_key(|(place, _)| *place);
        Ok(Show::Views(views.into_iter().map(|(_, view)| view).collect()))
    }

    /// The same, but drawn on pages whatever the number of frames is.
    fn drawn(self) -> Show {
        match self {
            Show::Fitting => Show::Views(EXPLAINED.to_vec()),
            show => show,
        }
    }
}

/// What explains a frame where nothing else is asked for.
const EXPLAINED: [View; 2] = [View::Tree, View::Dump];

/// Runs `netlab frame`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    if matches.get_one::<String>("sample").is_some_and(|name| name == "list") {
        return input::list_samples(matches.get_flag("json"), screen);
    }
    let link = matches.get_one::<String>("link-type").map(|word| input::link_type(word)).transpose()?;
    if let Some(two) = matches.get_many::<String>("diff") {
        return diff::run(&two.cloned().collect::<Vec<_>>(), link, matches, screen);
    }
    let numbers = matches.get_one::<String>("numbers").map(|word| frame_numbers(word)).transpose()?;
    let filter = matches.get_one::<String>("where").map(|source| Filter::parse(source)).transpose()?;
    let show = match matches.get_one::<String>("write") {
        Some(name) => Show::Write(output::create(name, screen)?),
        None => Show::wanted(matches)?,
    };
    let pages = Pages::new(matches, screen)?;
    let mut session = Session {
        screen,
        show: if pages.are_wanted() { show.drawn() } else { show },
        pages,
        sieve: Dissector::up_to(filter.as_ref().map_or(OsiLayer::DataLink, Filter::highest)),
        filter,
        strict: matches.get_flag("strict"),
        broken: false,
        first: None,
        numbers,
        link,
        fcs: matches.get_flag("fcs").then_some(4),
        dissector: Dissector::new(),
        summary: Summary::new(),
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
        line: String::new(),
        shown: 0,
        trouble: false,
        progress: Progress::new(screen),
    };
    let done = session.run(matches);
    session.progress.end();
    session.out.flush()?;
    done?;
    session.finish()
}

/// One run over all inputs.
struct Session<'a> {
    screen: &'a Screen,
    show: Show,
    pages: Pages,
    /// The frames asked for; all where nothing was said.
    numbers: Option<Numbers>,
    filter: Option<Filter>,
    /// Whether a rule broken is a reason to end with 1.
    strict: bool,
    /// Whether a rule of severity error was broken.
    broken: bool,
    /// When the first frame of the input was captured.
    first: Option<Time>,
    link: Option<u32>,
    fcs: Option<u8>,
    dissector: Dissector,
    /// Takes frames apart as far as the filter asks.
    sieve: Dissector,
    summary: Summary,
    out: BufWriter<io::StdoutLock<'static>>,
    line: String,
    /// Frames shown so far.
    shown: u64,
    /// Whether something could not be read, and that was said.
    trouble: bool,
    progress: Progress,
}

impl Session<'_> {
    fn run(&mut self, matches: &ArgMatches) -> Result<(), Failure> {
        let Opened { inputs, notes } = input::open(matches)?;
        notes.iter().for_each(|note| self.screen.note(note));
        let many = inputs.len() > 1;
        for input in inputs {
            match input {
                Ok(mut input) => self.frames(&mut input, many)?,
                Err(trouble) => self.complain(&trouble)?,
            }
        }
        if self.shown == 0 && !self.trouble && self.filter.is_none() {
            let Some(asked) = &self.numbers else {
                self.screen.note(&say!(en: "the input holds no frame", zh: "输入中没有帧"));
                return Ok(());
            };
            let what = say!(
                en: "no frame has a number in {asked}", zh: "没有编号属于 {asked} 的帧", asked = asked
            );
            let hint = say!(en: "frames are counted from 1", zh: "帧从 1 数起");
            return Err(Trouble::new(what).hint(hint).into());
        }
        Ok(())
    }

    fn complain(&mut self, trouble: &Trouble) -> Result<(), Failure> {
        // what was readable comes first
        self.out.flush()?;
        self.trouble = true;
        self.screen.complain(trouble)
    }

    fn frames(&mut self, input: &mut Input, many: bool) -> Result<(), Failure> {
        // With no view chosen one frame is explained and several get a line each, so the first waits for the second.
        let mut held: Option<Held> = None;
        let mut lines = many || !matches!(self.show, Show::Fitting);
        loop {
            let next = input.next_frame();
            let record = match next {
                None => break,
                Some(Err(trouble)) => {
                    self.complain(&trouble)?;
                    continue;
                }
                Some(Ok(record)) => record,
            };
            if self.numbers.as_ref().is_some_and(|numbers| numbers.is_past(record.number)) {
                break;
            }
            let listed = self.numbers.as_ref().is_none_or(|numbers| numbers.contains(record.number));
            if !listed || !self.wanted(&record) {
                continue;
            }
            if lines {
                self.frame(&record)?;
            } else if let Some(first) = held.take() {
                lines = true;
                self.frame(&first.record())?;
                self.frame(&record)?;
            } else {
                held = Some(Held::new(&record));
            }
            let notes = input.notes();
            notes.iter().for_each(|note| self.screen.note(note));
        }
        let notes = input.notes();
        notes.iter().for_each(|note| self.screen.note(note));
        if let Some(only) = held {
            self.judge(&only.record());
            self.explained(&only.record(), &EXPLAINED)?;
        }
        Ok(())
    }

    /// Whether the frame is one of those asked for.
    fn wanted(&mut self, record: &Record<'_>) -> bool {
        let Record { number, time, octets, .. } = *record;
        self.first = self.first.or(time);
        let Some(filter) = &self.filter else { return true };
        let link = self.link.unwrap_or(record.link);
        let fcs = self.fcs.or(record.fcs);
        let stack = self.sieve.dissect(octets, record.original as usize, fcs, proto::root(link));
        let told = |each: &mut dyn FnMut(&str, &str)| {
            let verdicts = verdicts(&stack, &explain(&stack));
            findings(&stack, &verdicts)
                .iter()
                .for_each(|found| each(found.rule.severity.key(), found.rule.id));
        };
        filter.matches(&stack, &Facts { number, time, first: self.first, link, findings: &told })
    }

    /// Remembers whether the frame breaks a rule, where that decides how the command ends.
    fn judge(&mut self, record: &Record<'_>) {
        if self.strict && !self.broken {
            let (_, root, fcs) = self.root(record);
            let stack = self.dissector.dissect(record.octets, record.original as usize, fcs, root);
            let verdicts = verdicts(&stack, &explain(&stack));
            let found = findings(&stack, &verdicts);
            self.broken = found.iter().any(|finding| finding.rule.severity == Severity::Error);
        }
    }

    fn finish(mut self) -> Result<Exit, Failure> {
        if let Show::Count = self.show {
            writeln!(self.out, "{}", self.shown)?;
            self.out.flush()?;
        }
        if let Show::Write(writer) = self.show {
            writer.finish()?;
        }
        if self.pages.finish(self.screen)? == Ended::Interrupted {
            return Ok(Exit::Interrupted);
        }
        Ok(match (self.trouble, self.broken) {
            (true, _) => Exit::Trouble,
            (false, true) => Exit::No,
            (false, false) => Exit::Done,
        })
    }

    fn frame(&mut self, record: &Record<'_>) -> Result<(), Failure> {
        self.judge(record);
        match &mut self.show {
            Show::Count => {
                self.shown += 1;
                self.progress.step(self.shown);
                Ok(())
            }
            Show::Write(writer) => {
                writer.frame(record)??;
                self.shown += 1;
                self.progress.step(self.shown);
                Ok(())
            }
            Show::Views(views) => {
                let views = views.clone();
                self.explained(record, &views)
            }
            Show::Json => self.explained(record, &[]),
            Show::Summary | Show::Fitting => Ok(self.summary(record)?),
        }
    }

    /// What the frame begins with, and the number of octets of FCS it ends with.
    fn root(&self, record: &Record<'_>) -> (u32, &'static Protocol, Option<u8>) {
        let link = self.link.unwrap_or(record.link);
        (link, proto::root(link), self.fcs.or(record.fcs))
    }

    fn summary(&mut self, record: &Record<'_>) -> io::Result<()> {
        let (_, root, fcs) = self.root(record);
        let stack = self.dissector.dissect(record.octets, record.original as usize, fcs, root);
        self.line.clear();
        self.summary.line(record.number, record.time, &stack, &mut self.line);
        self.out.write_all(self.line.as_bytes())?;
        self.shown += 1;
        if self.screen.is_terminal {
            self.out.flush()?;
        } else {
            self.progress.step(self.shown);
        }
        Ok(())
    }

    /// Explains a frame in the views given; as JSON where there are none.
    fn explained(&mut self, record: &Record<'_>, views: &[View]) -> Result<(), Failure> {
        let octets = record.octets.len();
        let (views, absent): (Vec<View>, Vec<View>) =
            views.iter().partition(|view| !matches!(view, View::At(at) if *at >= octets));
        if let [View::At(at), ..] = absent[..] {
            self.complain(&Trouble::new(say!(
                en: "frame {number} has no octet {at}: it has {octets}, counted from 0",
                zh: "第 {number} 帧没有第 {at} 字节：它有 {octets} 字节，从 0 数起",
                number = record.number, at = at, octets = octets
            )))?;
            if views.is_empty() {
                return Ok(());
            }
        }
        let (link, _, fcs) = self.root(record);
        let (shown, screen, out, pages) = (self.shown, self.screen, &mut self.out, &mut self.pages);
        with_frame(&mut self.dissector, &Record { link, fcs, ..*record }, |frame| match &views[..] {
            [] => Ok(view::json(frame, out)?),
            views => {
                let blanks = pages.blanks;
                let mut page = pages.page(out, screen)?;
                let mut draw = |page: &mut Page<'_>| draw(frame, views, shown > 0, page);
                match blanks {
                    Some(blanks) => blanks.draw(frame.number, &mut page, &mut draw),
                    None => draw(&mut page),
                }
            }
        })?;
        self.shown += 1;
        if self.screen.is_terminal {
            self.out.flush()?;
        } else {
            self.progress.step(self.shown);
        }
        Ok(())
    }
}

/// Takes a frame apart, names every bit, judges it, and hands it on with all that the views need.
pub(super) fn with_frame<R>(
    dissector: &mut Dissector,
    record: &Record<'_>,
    each: impl FnOnce(&Frame<'_>) -> R,
) -> R {
    let Record { number, time, link, original, fcs, octets, .. } = *record;
    let stack = dissector.dissect(octets, original as usize, fcs, proto::root(link));
    let explained = explain(&stack);
    let verdicts = verdicts(&stack, &explained);
    let findings = findings(&stack, &verdicts);
    each(&Frame {
        number,
        time,
        link,
        link_name: proto::link_name(link),
        stack,
        explained: &explained,
        verdicts: &verdicts,
        findings: &findings,
    })
}

/// Draws the views of a frame one below the other; `further` frames are set off from the one before.
pub(super) fn draw(
    frame: &Frame<'_>,
    views: &[View],
    further: bool,
    page: &mut Page<'_>,
) -> Result<(), Failure> {
    for (i, view) in views.iter().enumerate() {
        if further || i > 0 {
            page.line("")?;
        }
        match *view {
            View::Dump => view::dump(frame, page)?,
            View::Tree => view::tree(frame, page)?,
            View::Figure => view::figure(frame, page)?,
            View::Steps => view::steps(frame, page)?,
            View::Layers => view::layers(frame, page)?,
            View::At(at) => view::octet(frame, at, page)?,
        }
    }
    Ok(())
}

/// A frame kept while the next is looked for.
struct Held {
    number: u64,
    time: Option<Time>,
    link: u32,
    original: u32,
    fcs: Option<u8>,
    interface: Option<u32>,
    octets: Vec<u8>,
}

impl Held {
    fn new(record: &Record<'_>) -> Held {
        let Record { number, time, link, original, fcs, interface, octets } = *record;
        Held { number, time, link, original, fcs, interface, octets: octets.to_vec() }
    }

    fn record(&self) -> Record<'_> {
        let Held { number, time, link, original, fcs, interface, ref octets } = *self;
        Record { number, time, link, original, fcs, interface, octets }
    }
}

/// How far the work is, on standard error, where that is a terminal and the output is not.
struct Progress {
    last: Option<Instant>,
    drawn: bool,
}

/// Frames between two looks at the clock.
const STEP: u64 = 4096;

impl Progress {
    fn new(screen: &Screen) -> Progress {
        let on = !screen.is_terminal && io::stderr().is_terminal();
        Progress { last: on.then(Instant::now), drawn: false }
    }

    fn step(&mut self, frames: u64) {
        let Some(last) = &mut self.last else { return };
        if frames.is_multiple_of(STEP) && last.elapsed() > Duration::from_millis(200) {
            let _ = aside(&format!("\r{frames} "));
            *last = Instant::now();
            self.drawn = true;
        }
    }

    fn end(&mut self) {
        if self.drawn {
            let _ = aside("\r            \r");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(words: &[&str]) -> Show {
        let words = std::iter::once(&"frame").chain(words);
        Show::wanted(&command(Lang::En).try_get_matches_from(words).unwrap()).unwrap()
    }

    #[test]
    fn views_come_in_the_order_given() {
        assert!(matches!(wanted(&[]), Show::Fitting));
        let Show::Views(views) = wanted(&["--tree", "--at", "0x16", "--dump"]) else { panic!() };
        assert!(views == [View::Tree, View::At(22), View::Dump]);
        let Show::Views(views) = wanted(&["--dump", "--tree"]) else { panic!() };
        assert!(views == [View::Dump, View::Tree]);
    }
}
