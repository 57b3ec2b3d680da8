//! `netlab exercise`: tasks, answers that are marked, and what a class is given and hands in.

mod answers;
mod check;
mod class;
mod list;
mod program;
mod quiz;
mod report;
mod show;
mod state;
mod watch;
mod workflow;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::exercise::{Exercise, Topic, all, find, find_topic, topic};
use crate::say;
use crate::spec::near::nearest;
use crate::spec::{Lang, Text, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use state::State;

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "Exercises: tasks drawn from a seed, marked, and mistakes named",
    "练习：由种子生成题目，自动批改，并指出错在哪里",
);

const START: Text = text("begin an exercise, or another task of it", "开始一个练习，或换一道题");
const CHECK: Text = text("mark an answer", "批改答案");
const HINT: Text = text("the next of three hints", "给出下一个提示（共三个）");
const SKIP: Text = text("leave this task for another", "跳过这道题");
const LIST: Text = text("the exercises by topic, and what is done", "按主题列出练习及完成情况");
const WATCH: Text = text("mark a file of answers whenever it changes", "答案文件一有改动就批改");
const QUIZ: Text = text("questions one after another", "连续答题");
const REVIEW: Text = text("what was got wrong and is due again", "复习做错过的题");
const REPORT: Text = text("a lab report of what was done", "生成实验报告");
const WORKFLOW: Text = text("a GitHub workflow that marks answers", "生成批改答案的 GitHub 工作流");

const SHEET: Text =
    text("sheets for a class, on paper and for school systems", "为班级出题：打印或导入教学平台");
const GRADE: Text = text("mark a class's answers, find copied ones", "批改全班答案，找出抄袭");

/// `netlab exercise`.
pub fn command(lang: Lang) -> Command {
    let sub = |name: &'static str, about: Text, usage: &str| {
        clap_words::new(name, about, lang).override_usage(clap_words::usage(lang, usage))
    };
    let id = || value("id", "ID", lang, text("the exercise; else the one at hand", "练习名；默认为当前练习"));
    let seed = || {
        value("seed", "N", lang, text("the task of this seed", "该种子的题目"))
            .value_parser(value_parser!(u64))
    };
    let json = || flag("json", lang, text("a JSON object", "输出 JSON 对象"));
    let topic = |required: bool| {
        Arg::new("topic")
            .value_name("TOPIC")
            .required(required)
            .help_heading(clap_words::operands(lang))
            .help(
                text("a topic: `netlab exercise list` has them", "主题，见 `netlab exercise list`")
                    .show(lang),
            )
    };
    let file = |help: Text| {
        Arg::new("file").value_name("FILE").help_heading(clap_words::operands(lang)).help(help.show(lang))
    };
    clap_words::new("exercise", ABOUT, lang)
        .override_usage(clap_words::usage(lang, &format!("exercise [OPTIONS] [{}]", lang.pick("COMMAND", "命令"))))
        .arg(
            value(
                "state",
                "PATH",
                lang,
                text("keep progress there; else NETLAB_STATE says", "进度保存到此处；默认取 NETLAB_STATE"),
            )
            .global(true),
        )
        .arg(json())
        .subcommand(
            sub("start", START, "exercise start [OPTIONS] [ID]")
                .arg(
                    Arg::new("id").value_name("ID").help_heading(clap_words::operands(lang)).help(
                        text("the exercise; else the next one", "练习名；默认为下一个练习").show(lang),
                    ),
                )
                .arg(seed())
                .arg(value(
                    "student",
                    "NAME",
                    lang,
                    text("the name for receipts, kept from then on", "回执上的姓名或学号，以后沿用"),
                ))
                .arg(
                    value("starter", "LANG", lang, text("a program to begin with: go, python, c, rust", "写出起始程序：go、python、c、rust"))
                        .value_parser(["go", "python", "c", "rust"])
                        .hide_possible_values(true),
                )
                .arg(value("pcap", "FILE", lang, text("write the frames of the task there", "把题目中的帧写到该文件")))
                .arg(json()),
        )
        .subcommand(
            sub("check", CHECK, "exercise check [OPTIONS] [ANSWER]...")
                .arg(
                    Arg::new("answer")
                        .value_name("ANSWER")
                        .num_args(0..)
                        .allow_negative_numbers(true)
                        .help_heading(clap_words::operands(lang))
                        .help(
                            text(
                                "one for each part, or NAME=ANSWER; ? leaves one open; @FILE reads a file, - standard input",
                                "每个部分一个答案，或写成 名称=答案；? 表示留空；@FILE 读取文件，- 读取标准输入",
                            )
                            .show(lang),
                        ),
                )
                .arg(id())
                .arg(seed())
                .arg(value("run", "COMMAND", lang, text("start this program, end it afterwards", "启动该程序，测试后结束它")))
                .arg(value("at", "ADDR", lang, text("where the program listens: 127.0.0.1:8000", "程序监听的地址，如 127.0.0.1:8000")))
                .arg(json())
                .arg(value("junit", "FILE", lang, text("write a JUnit report there", "把 JUnit 报告写到该文件"))),
        )
        .subcommand(sub("hint", HINT, "exercise hint [OPTIONS]").arg(id()).arg(seed()))
        .subcommand(sub("skip", SKIP, "exercise skip [OPTIONS]"))
        .subcommand(sub("list", LIST, "exercise list [OPTIONS] [TOPIC]").arg(topic(false)).arg(json()))
        .subcommand(
            sub("watch", WATCH, "exercise watch [OPTIONS] FILE")
                .arg(file(text("answers, one a line", "答案文件，每行一个答案")).required(true))
                .arg(id())
                .arg(seed()),
        )
        .subcommand(
            sub("quiz", QUIZ, "exercise quiz [OPTIONS] [TOPIC]")
                .arg(topic(false))
                .arg(
                    value("count", "N", lang, text("how many questions; 10 if not given", "题目数，默认 10"))
                        .value_parser(value_parser!(u64).range(1..=1000)),
                )
                .arg(
                    value("level", "N", lang, text("only of this level: 1, 2 or 3", "只要这一难度：1、2 或 3"))
                        .value_parser(value_parser!(u8).range(1..=3)),
                )
                .arg(seed())
                .arg(flag("timed", lang, text("say how long each took", "显示每题用时")))
                .arg(value(
                    "exam",
                    "TIME",
                    lang,
                    text("as an exam of this long (45m): marked at the end", "考试模式，限时如 45m，最后才给结果"),
                ))
                .arg(
                    value("pick", "N", lang, text("in an exam: so many questions", "考试模式：抽取的题目数"))
                        .value_parser(value_parser!(u64).range(1..=1000))
                        .requires("exam"),
                ),
        )
        .subcommand(sub("review", REVIEW, "exercise review [OPTIONS]").arg(json()))
        .subcommand(
            sub("report", REPORT, "exercise report [OPTIONS] [FILE]")
                .arg(file(text("where it is written; else standard output", "写到该文件；默认为标准输出")))
                .arg(
                    value("format", "WORD", lang, text("md or html; else the name of FILE says", "md 或 html；默认看 FILE 的后缀"))
                        .value_parser(["md", "html"])
                        .hide_possible_values(true),
                ),
        )
        .subcommand(
            sub("workflow", WORKFLOW, "exercise workflow [OPTIONS] [TOPIC]").arg(topic(false)).arg(seed()),
        )
        .subcommand(sheet(sub("sheet", SHEET, "exercise sheet [OPTIONS]"), lang).arg(seed()))
        .subcommand(
            sub("grade", GRADE, "exercise grade [OPTIONS] FILE")
                .arg(file(text("answers as a table, or receipts", "答案表格，或回执")).required(true))
                .arg(students(lang))
                .arg(class_key(lang))
                .arg(value("write", "FILE", lang, text("write the marks there as a table", "把成绩表写到该文件")))
                .arg(json()),
        )
}

/// The options of `sheet`.
fn sheet(command: Command, lang: Lang) -> Command {
    let number = |name: &'static str, help: Text| {
        value(name, "N", lang, help).value_parser(value_parser!(u64).range(1..=10_000))
    };
    command
        .arg(value(
            "topics",
            "LIST",
            lang,
            text("topics with commas between; else all", "主题，用逗号分隔；默认为全部"),
        ))
        .arg(
            value("level", "N", lang, text("only of this level: 1, 2 or 3", "只要这一难度：1、2 或 3"))
                .value_parser(value_parser!(u8).range(1..=3)),
        )
        .arg(number("count", text("how many questions; else each exercise once", "题目数；默认每个练习一题")))
        .arg(number(
            "pick",
            text("so many of them for each student, not the same", "每名学生从中抽取的题目数"),
        ))
        .arg(students(lang))
        .arg(class_key(lang))
        .arg(
            number("variants", text("without students: so many variants", "不按学生时：生成的套数"))
                .conflicts_with("students"),
        )
        .arg(
            value(
                "format",
                "WORD",
                lang,
                text(
                    "md, html, gift, moodle-xml, qti12, qti21, csv, xlsx or json",
                    "md、html、gift、moodle-xml、qti12、qti21、csv、xlsx 或 json",
                ),
            )
            .value_parser(crate::exercise::export::Format::NAMES)
            .hide_possible_values(true),
        )
        .arg(value(
            "write",
            "FILE",
            lang,
            text("where it is written; else standard output", "写到该文件；默认为标准输出"),
        ))
        .arg(value(
            "answers",
            "FILE",
            lang,
            text("the answers: .md, .html, .csv or .json", "答案文件：.md、.html、.csv 或 .json"),
        ))
        .arg(value(
            "exam",
            "TIME",
            lang,
            text("call it an exam of this long (45m)", "作为考试，注明时长（45m）"),
        ))
}

fn students(lang: Lang) -> Arg {
    value(
        "students",
        "FILE",
        lang,
        text("the roster: a table with numbers and names", "学生名单：学号和姓名的表格"),
    )
}

fn class_key(lang: Lang) -> Arg {
    value("class-key", "FILE", lang, text("the secret that seeds are made of", "用来生成种子的班级密钥"))
}

fn value(name: &'static str, of: &'static str, lang: Lang, help: Text) -> Arg {
    Arg::new(name).long(name).value_name(of).help(help.show(lang))
}

fn flag(name: &'static str, lang: Lang, help: Text) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
}

/// Runs `netlab exercise`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let asked = matches.subcommand().map_or(matches, |(_, matches)| matches).get_one::<String>("state");
    let load = || State::load(&state::place(asked)?);
    match matches.subcommand() {
        Some(("start", matches)) => check::start(matches, load()?, screen),
        Some(("check", matches)) => check::check(matches, load()?, screen),
        Some(("hint", matches)) => check::hint(matches, load()?, screen),
        Some(("skip", _)) => check::skip(load()?, screen),
        Some(("list", matches)) => list::list(matches, &load()?, screen),
        Some(("watch", matches)) => watch::watch(matches, load()?, screen),
        Some(("quiz", matches)) => quiz::quiz(matches, load()?, screen),
        Some(("review", matches)) => list::review(matches, load()?, screen),
        Some(("report", matches)) => report::report(matches, &load()?, screen),
        Some(("workflow", matches)) => workflow::workflow(matches, screen),
        Some(("sheet", matches)) => class::sheet(matches, screen),
        Some(("grade", matches)) => class::grade(matches, screen),
        _ => check::now(matches, load()?, screen),
    }
}

/// The exercise of that name.
fn named(id: &str) -> Result<(&'static Topic, &'static Exercise), Trouble> {
    find(id).ok_or_else(|| {
        let what = say!(en: "there is no exercise `{id}`", zh: "没有练习 `{id}`", id = id);
        Trouble::new(what).hint(match nearest(id, all().map(|(_, exercise)| exercise.id)) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
            None => say!(en: "`netlab exercise list` lists them", zh: "`netlab exercise list` 列出全部练习"),
        })
    })
}

/// The topic of that name, which has exercises.
fn topic_named(word: &str) -> Result<&'static Topic, Trouble> {
    let there = || topic::ALL.iter().filter(|topic| !topic.exercises.is_empty());
    find_topic(word).filter(|topic| !topic.exercises.is_empty()).ok_or_else(|| {
        let what = say!(en: "there is no topic `{word}`", zh: "没有主题 `{word}`", word = word);
        let keys: Vec<&str> = there().map(|topic| topic.key).collect();
        let keys = keys.join(", ");
        Trouble::new(what).hint(match nearest(word, there().map(|topic| topic.key)) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near),
            None => say!(en: "there are: {keys}", zh: "现有主题：{keys}", keys = keys),
        })
    })
}
