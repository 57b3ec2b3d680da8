//! `netlab frame`: frames in, every bit named.

mod batch;
mod crew;
mod diff;
pub(super) mod input;
mod listen;
#[cfg(target_os = "linux")]
pub(super) mod live;
mod numbers;
mod output;
mod pages;
mod present;
mod printer;
mod worker;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::capture::{Record, Time};
use crate::filter::Filter;
use crate::packet::{Dissector, Explainer, findings, verdicts};
use crate::proto;
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use crate::view::{self, Frame, Page};
use batch::{Aside, Measure, Reader};
use clap::{Arg, ArgAction, ArgMatches, Command};
use input::Opened;
use listen::Counted;
use numbers::Numbers;
pub(super) use output::create;
use pages::Pages;
use present::Ended;
use printer::Printer;
use std::io::{self, Write};
use worker::{Task, Worker};

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
            text(
                "layers and fields with values, meanings and sources; with --dump behind the letters of their octets",
                "各层各字段的值、含义和出处；与 --dump 同用时排在各自字节的字母之后",
            ),
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
        .args(listen::options(lang))
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
    /// Both in one.
    DumpWithTree,
    Figure,
    Steps,
    Layers,
    At(usize),
}

impl View {
    /// The same views, but dump and tree in one where the first of the two stands, if both are asked for.
    pub(super) fn combined(mut views: Vec<View>) -> Vec<View> {
        let mut both = [View::Dump, View::Tree].map(|one| views.iter().position(|view| *view == one));
        both.sort();
        if let [Some(first), Some(second)] = both {
            views.remove(second);
            views[first] = View::DumpWithTree;
        }
        views
    }
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
    Write,
}

impl Show {
    /// The views in the order in which they were asked for.
    fn wanted(matches: &ArgMatches) -> Result<Show, Trouble> {
        if matches.contains_id("write") {
            return Ok(Show::Write);
        }
        if matches.get_flag("summary") {
            return Ok(Show::Summary);
        }
        if matches.get_flag("json") {
            return Ok(Show::Json);
        }
        if listen::counted(matches)? == Counted::Only {
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
        Ok(Show::Views(View::combined(views.into_iter().map(|(_, view)| view).collect())))
    }

    /// The same, but drawn on pages whatever the number of frames is.
    fn drawn(self) -> Show {
        match self {
            Show::Fitting => Show::Views(EXPLAINED.to_vec()),
            show => show,
        }
    }

    /// How many frames are shown at a time.
    fn measure(&self) -> Measure {
        match self {
            Show::Fitting | Show::Summary | Show::Count | Show::Write => Measure::LINES,
            Show::Json | Show::Views(_) => Measure::PAGES,
        }
    }
}

/// What explains a frame where nothing else is asked for.
const EXPLAINED: [View; 1] = [View::DumpWithTree];

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
    let writer = matches.get_one::<String>("write").map(|name| output::create(name, screen)).transpose()?;
    let show = Show::wanted(matches)?;
    let pages = Pages::new(matches, screen)?;
    let task = Task {
        screen,
        show: if pages.are_wanted() { show.drawn() } else { show },
        // an interface is asked for frames until so many are wanted ones
        filter: filter.filter(|_| !matches.contains_id("live")),
        strict: matches.get_flag("strict"),
        link,
        fcs: matches.get_flag("fcs").then_some(4),
    };
    let mut worker = Worker::new(&task, pages, writer);
    let mut printer = Printer::new(screen);
    let done = all(matches, numbers.as_ref(), &task, &mut worker, &mut printer);
    printer.end();
    let interrupted = done?;
    if let Show::Count = task.show {
        writeln!(io::stdout(), "{}", printer.shown)?;
    }
    if worker.finish()? == Ended::Interrupted || interrupted {
        return Ok(Exit::Interrupted);
    }
    Ok(match (printer.trouble, printer.broken) {
        (true, _) => Exit::Trouble,
        (false, true) => Exit::No,
        (false, false) => Exit::Done,
    })
}

/// Shows the frames of all inputs; tells whether Ctrl-C ended it.
fn all(
    matches: &ArgMatches,
    numbers: Option<&Numbers>,
    task: &Task<'_>,
    worker: &mut Worker<'_>,
    printer: &mut Printer<'_>,
) -> Result<bool, Failure> {
    let Opened { inputs, notes } = match listen::open(matches, task.screen)? {
        Some(live) => live,
        None => input::open(matches)?,
    };
    notes.into_iter().try_for_each(|note| printer.say(&Aside::Note(note)))?;
    let is_live = matches.contains_id("live");
    // what is to come is not known, unless one frame is asked for
    let many = inputs.len() > 1 || is_live && listen::counted(matches)? != Counted::Most(1);
    let mut first: Option<Time> = None;
    let mut interrupted = false;
    for input in inputs {
        match input {
            Ok(mut input) => {
                let shared = input.is_stored() && task.can_be_shared();
                worker.begin(many);
                let mut reader = Reader::new(&mut input, numbers, task.show.measure(), first);
                crew::show(&mut reader, worker, shared, printer)?;
                first = reader.first;
                if let Some((said, stopped)) = input.end() {
                    printer.say(&Aside::Note(said))?;
                    interrupted = stopped;
                }
            }
            Err(trouble) => printer.say(&Aside::Trouble(trouble))?,
        }
    }
    if printer.shown == 0 && !printer.trouble && task.filter.is_none() && !is_live {
        let Some(asked) = numbers else {
            printer.say(&Aside::Note(say!(en: "the input holds no frame", zh: "输入中没有帧")))?;
            return Ok(false);
        };
        let what = say!(
            en: "no frame has a number in {asked}", zh: "没有编号属于 {asked} 的帧", asked = asked
        );
        let hint = say!(en: "frames are counted from 1", zh: "帧从 1 数起");
        return Err(Trouble::new(what).hint(hint).into());
    }
    Ok(interrupted)
}

/// Takes a frame apart, names every bit, judges it, and hands it on with all that the views need.
pub(super) fn with_frame<R>(
    dissector: &mut Dissector,
    explainer: &mut Explainer,
    record: &Record<'_>,
    each: impl FnOnce(&Frame<'_>) -> R,
) -> R {
    let Record { number, time, link, original, fcs, octets, interface } = *record;
    let stack = dissector.dissect(octets, original as usize, fcs, proto::root(link));
    let explained = explainer.explain(&stack);
    let verdicts = verdicts(&stack, explained);
    let findings = findings(&stack, &verdicts);
    each(&Frame {
        number,
        time,
        interface,
        link,
        link_name: proto::link_name(link),
        stack,
        explained,
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
            View::DumpWithTree => view::dump_with_tree(frame, page)?,
            View::Figure => view::figure(frame, page)?,
            View::Steps => view::steps(frame, page)?,
            View::Layers => view::layers(frame, page)?,
            View::At(at) => view::octet(frame, at, page)?,
        }
    }
    Ok(())
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
        assert!(views == [View::DumpWithTree, View::At(22)]);
        let Show::Views(views) = wanted(&["--layers", "--dump", "--figure", "--tree"]) else { panic!() };
        assert!(views == [View::Layers, View::DumpWithTree, View::Figure]);
        let Show::Views(views) = wanted(&["--tree", "--layers"]) else { panic!() };
        assert!(views == [View::Tree, View::Layers]);
    }
}
