//! What a teacher does: a sheet for each student, and what comes back.

mod grade;
mod input;
mod receipts;

pub use grade::grade;

use super::check::cannot_write;
use super::topic_named;
use crate::cli::screen::Screen;
use crate::cli::{Exit, Failure};
use crate::exercise::class::{Asked, Sheet, Student, asked};
use crate::exercise::export::{Format, Style, write};
use crate::exercise::{Exercise, Kind, Topic, topic};
use crate::say;
use crate::spec::{Said, Trouble, text};
use clap::ArgMatches;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The fewest octets of a class key: as many as make trying all of them hopeless.
const KEY: usize = 16;

/// The most questions or variants of one run.
const MOST: usize = 10_000;

/// The most questions of all sheets together: every exercise for six hundred students. A package of so many has room for them.
const ALL_TOGETHER: usize = 100_000;

/// `netlab exercise sheet`.
pub fn sheet(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let word = |name: &str| matches.get_one::<String>(name);
    let format = word("format").and_then(|name| Format::named(name)).unwrap_or(Format::Markdown);
    let sheets = sheets(matches)?;
    let mut title: Said = text("Exercises", "练习").into();
    if let Some(exam) = word("exam") {
        let minutes = crate::cli::duration::read(exam)?.as_secs().div_ceil(60);
        title = say!(en: "Exam, {minutes} minutes", zh: "考试，{minutes} 分钟", minutes = minutes);
    }
    let style = |answers: bool, title: &Said| Style { title: title.clone(), lang: screen.lang, answers };
    let written = write(&sheets, format, &style(false, &title));
    put(word("write"), &written.octets, format.is_binary())?;
    if let Some(file) = word("answers") {
        let key: Said = text("Answers", "答案").into();
        let ending = file.rsplit('.').next().unwrap_or("");
        let form = match ending {
            "html" | "htm" => Format::Html,
            "csv" => Format::Csv,
            "json" => Format::Json,
            _ => Format::Markdown,
        };
        put(Some(file), &write(&sheets, form, &style(true, &key)).octets, false)?;
    }
    if format.has_answers() {
        screen.note(&say!(
            en: "the answers are in this file, for the system that marks: it is not for students",
            zh: "该文件含有答案，供教学平台自动评分，不要发给学生"
        ));
    }
    if written.left_out > 0 {
        let format = word("format").map_or("", String::as_str);
        screen.note(&say!(
            en: "{count} questions are left out: {format} can hold no frames, no drawings and nothing that netlab has to judge",
            zh: "略去 {count} 个问题：{format} 放不下帧和图，也放不下要由 netlab 判断的题",
            count = written.left_out, format = format
        ));
    }
    Ok(Exit::Done)
}

/// The sheets that were asked for: one for each student, or one for each variant.
fn sheets(matches: &ArgMatches) -> Result<Vec<Sheet>, Trouble> {
    let number = |name: &str| matches.get_one::<u64>(name).map(|number| *number as usize);
    let exercises = exercises(matches)?;
    let count = number("count").unwrap_or(exercises.len()).min(MOST);
    let asked: Vec<Asked> = asked(&exercises, count);
    let pick = number("pick");
    let key = matches.get_one::<String>("class-key").map(|file| class_key(file)).transpose()?;
    let students = match (matches.get_one::<String>("students"), &key) {
        (Some(file), Some(_)) => input::roster(file)?,
        (Some(_), None) => return Err(no_key()),
        (None, _) => {
            let variants = number("variants").unwrap_or(1).min(MOST);
            (1..=variants).map(|i| Student { id: format!("variant {i}"), name: String::new() }).collect()
        }
    };
    let together = students.len() * pick.unwrap_or(asked.len()).min(asked.len());
    if together > ALL_TOGETHER {
        return Err(too_many(together, students.len()));
    }
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or(1);
    // a seed that everybody may know will do where no student is named
    let key = key.unwrap_or_else(|| format!("seed {seed}").into_bytes());
    Ok(students.into_iter().map(|student| Sheet::new(student, &asked, pick, &key)).collect())
}

fn too_many(together: usize, sheets: usize) -> Trouble {
    let (most, each) = (ALL_TOGETHER, ALL_TOGETHER / sheets.max(1));
    let what = say!(
        en: "{sheets} sheets with {together} questions in all are too many at once; {most} are the most",
        zh: "{sheets} 份卷子共 {together} 题，一次太多；最多 {most} 题", sheets = sheets, together = together, most = most
    );
    Trouble::new(what).hint(say!(
        en: "`--count {each}` for each, or fewer sheets", zh: "每份用 `--count {each}`，或减少份数", each = each
    ))
}

/// The exercises of the topics and the level that were asked for, or of all.
fn exercises(matches: &ArgMatches) -> Result<Vec<&'static Exercise>, Trouble> {
    let level = matches.get_one::<u8>("level").copied();
    let topics: Vec<&Topic> = match matches.get_one::<String>("topics") {
        Some(words) => words
            .split([',', '，'])
            .filter(|word| !word.trim().is_empty())
            .map(|word| topic_named(word.trim()))
            .collect::<Result<_, _>>()?,
        None => topic::ALL.iter().collect(),
    };
    let fits = |exercise: &&Exercise| {
        level.is_none_or(|level| level == exercise.level)
            && !matches!(exercise.kind, Kind::Program | Kind::Repair)
    };
    let found: Vec<&'static Exercise> =
        topics.iter().flat_map(|topic| topic.exercises).copied().filter(fits).collect();
    match found.is_empty() {
        true => Err(Trouble::new(
            say!(en: "there is no exercise of these topics and this level", zh: "这些主题没有这一难度的练习"),
        )),
        false => Ok(found),
    }
}

/// The key of a class: what is in the file, without white space at its ends.
fn class_key(file: &str) -> Result<Vec<u8>, Trouble> {
    let octets = input::octets(file).map_err(|trouble| trouble.hint(make_key(file)))?;
    let key = octets.trim_ascii().to_vec();
    if key.len() < KEY {
        let (have, need) = (key.len(), KEY);
        let what = say!(
            en: "the class key in {file} has {have} octets, and {need} are the least", zh: "{file} 中的班级密钥有 {have} 字节，至少要 {need} 字节",
            file = file, have = have, need = need
        );
        return Err(Trouble::new(what).hint(make_key(file)));
    }
    Ok(key)
}

fn make_key(file: &str) -> Said {
    say!(
        en: "make one and keep it secret: `head -c 32 /dev/urandom | base64 > {file}`",
        zh: "生成一个并保密：`head -c 32 /dev/urandom | base64 > {file}`", file = file
    )
}

fn no_key() -> Trouble {
    let what = say!(
        en: "`--students` needs `--class-key FILE`: without a key, anybody could work out anybody's numbers",
        zh: "`--students` 要与 `--class-key FILE` 同用：没有密钥，谁都能算出别人的题目"
    );
    Trouble::new(what).hint(make_key("class.key"))
}

/// Writes to a file, or to standard output.
fn put(file: Option<&String>, octets: &[u8], is_binary: bool) -> Result<(), Failure> {
    match file.map(String::as_str) {
        None | Some("-") => {
            let out = io::stdout();
            if is_binary && out.is_terminal() {
                let what = say!(en: "a package is no text for a terminal", zh: "压缩包不能显示在终端上");
                let hint =
                    say!(en: "`--write FILE.zip` writes it to a file", zh: "`--write FILE.zip` 写入文件");
                return Err(Trouble::new(what).hint(hint).into());
            }
            let mut out = BufWriter::new(out.lock());
            out.write_all(octets)?;
            out.flush()?;
        }
        Some(file) => std::fs::write(file, octets).map_err(|error| cannot_write(file, &error))?,
    }
    Ok(())
}
