//! Sheets as files: those for school systems are held against other people's readers, those for paper are shown by a browser.

mod common;

use common::{ask, directory, netlab, root, skip};
use netlab::exercise::class::{Sheet, Student, asked};
use netlab::exercise::export::{Format, Style, write};
use netlab::exercise::{Exercise, Exhibit, Form, Kind, Part, Task, all};
use netlab::spec::{Lang, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where `tests/run.sh` puts what is to be had from npm and PyPI alone.
fn witnesses() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory").join("witnesses")
}

/// Sheets of every exercise, twice each, for two students.
fn sheets() -> Vec<Sheet> {
    let exercises: Vec<&'static Exercise> =
        all().map(|(_, exercise)| exercise).filter(|exercise| exercise.kind != Kind::Program).collect();
    let asked = asked(&exercises, exercises.len() * 2);
    ["s01", "学号 2/b"]
        .map(|id| {
            Sheet::new(Student { id: id.into(), name: "<李雷>".into() }, &asked, None, b"a key of the tests")
        })
        .into()
}

const LANGUAGES: [(Lang, &str); 3] = [(Lang::En, "en"), (Lang::Zh, "zh"), (Lang::Both, "both")];

fn written(format: Format, lang: Lang, file: &Path) -> usize {
    let style =
        Style { title: text("Exercises: all & every", "练习：<全部>").into(), lang, answers: false };
    let written = write(&sheets(), format, &style);
    fs::write(file, written.octets).expect("a file");
    written.left_out
}

/// All parts, with their tasks.
fn questions_of(sheets: &[Sheet]) -> impl Iterator<Item = (&Task, &Part)> {
    let tasks = sheets.iter().flat_map(|sheet| &sheet.questions).map(|question| &question.task);
    tasks.flat_map(|task| task.parts.iter().map(move |part| (task, part)))
}

/// What a reader said: a line of JSON for each question, its title and its right answers.
fn questions(said: &str) -> BTreeMap<String, Value> {
    let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.map(|line| (line["title"].as_str().expect("a title").to_string(), line)).collect()
}

/// gift-pegjs reads the GIFT, a structural checker the Moodle XML; where both have a question, they have the same answers.
#[test]
fn gift_and_moodle_xml_are_read_and_agree() {
    let place = directory("class-moodle");
    let modules = witnesses().join("node/node_modules");
    for (lang, name) in LANGUAGES {
        let (gift, xml) = (place.join(format!("{name}.gift")), place.join(format!("{name}.xml")));
        let left_out = written(Format::Gift, lang, &gift);
        assert_eq!(written(Format::MoodleXml, lang, &xml), 0);
        let mut python = Command::new("python3");
        python.arg(root().join("tests/exercise/moodle.py")).arg(&xml);
        let Some(said) = ask("python3", &mut python) else { return };
        let moodle = questions(&said);
        assert!(moodle.len() > 40);
        if !modules.join("gift-pegjs").exists() {
            return skip("no gift-pegjs: `sh tests/run.sh --setup` fetches it");
        }
        let mut node = Command::new("node");
        node.arg(root().join("tests/exercise/gift.js")).arg(&gift).env("NODE_PATH", &modules);
        let Some(said) = ask("node", &mut node) else { return };
        let gift = questions(&said);
        assert_eq!(gift.len() + left_out, moodle.len());
        for (title, question) in &gift {
            let other = &moodle[title];
            assert_eq!(question["right"], other["right"], "{title}");
            assert_eq!(other["files"], serde_json::json!([]), "{title}");
        }
        for kind in ["frames.pcap", "drawing-1.svg"] {
            assert!(moodle.values().any(|question| question["files"] == serde_json::json!([kind])), "{kind}");
        }
        // what is to be put in order is there
        let mut orders = 0;
        for (task, part) in questions_of(&sheets()) {
            let Form::Order(options) = &part.form else { continue };
            let asked = |question: &&Value| {
                let text = question["text"].as_str().expect("text").replace("\\n", "\n");
                options.iter().all(|option| text.contains(&option.show(lang)))
            };
            let found = [gift.values().find(asked), moodle.values().find(asked)];
            assert!(found.iter().all(Option::is_some), "{}", task.asks);
            orders += 1;
        }
        assert!(orders > 4);
    }
}

/// A package for Canvas has the shape of the one that text2qti writes.
#[test]
fn qti12_has_the_shape_of_text2qti() {
    let text2qti = witnesses().join("text2qti/bin/text2qti");
    let file = directory("class-qti12").join("sheets.zip");
    for (lang, _) in LANGUAGES {
        written(Format::Qti12, lang, &file);
        if !text2qti.exists() {
            return skip("no text2qti: `sh tests/run.sh --setup` fetches it");
        }
        let mut python = Command::new("python3");
        python.arg(root().join("tests/exercise/qti12.py")).arg(&text2qti).arg(&file);
        let Some(kinds) = ask("python3", &mut python) else { return };
        assert!(kinds.contains("numerical_question") && kinds.contains("short_answer_question"), "{kinds}");
    }
}

/// QTI 2.1: every file of the package is there, well-formed, and declares what it asks. `.ci/run` holds it to the schema.
#[test]
fn qti21_is_whole() {
    let file = directory("class-qti21").join("sheets.zip");
    let script = "
import sys, zipfile, xml.etree.ElementTree as etree
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
local = lambda element: element.tag.rpartition('}')[2]
hrefs = [element.get('href') for element in etree.fromstring(archive.read('imsmanifest.xml')).iter() if local(element) == 'file']
assert sorted(hrefs + ['imsmanifest.xml']) == sorted(archive.namelist())
items = [etree.fromstring(archive.read(name)) for name in hrefs if name.endswith('.xml')]
for item in items:
    found = {local(element): element for element in item.iter()}
    assert item.get('identifier') and item.get('timeDependent') == 'false'
    asked = [name for name in found if name.endswith('Interaction')]
    assert len(asked) == 1 and found[asked[0]].get('responseIdentifier') == found['responseDeclaration'].get('identifier')
print(len(items))
";
    written(Format::Qti21, Lang::Zh, &file);
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(&file);
    if let Some(said) = ask("python3", &mut python) {
        let parts: usize = sheets()
            .iter()
            .flat_map(|sheet| &sheet.questions)
            .map(|question| question.task.parts.len())
            .sum();
        assert_eq!(said.trim(), parts.to_string());
    }
}

/// A workbook, read by openpyxl: a bank of questions in which each row is whole, every cell is text, and the answers are those
/// that GIFT has.
#[test]
fn a_workbook_is_a_bank_of_questions() {
    let place = directory("export-workbook");
    let has = |python: &&str| {
        Command::new(python).args(["-c", "import openpyxl"]).output().is_ok_and(|ran| ran.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        return skip("no openpyxl");
    };
    for (lang, name) in LANGUAGES {
        let file = place.join(format!("{name}.xlsx"));
        let left_out = written(Format::Xlsx, lang, &file);
        let mut reader = Command::new(python);
        reader.arg(root().join("tests/exercise/xlsx.py")).arg(&file);
        let said = ask(python, &mut reader).expect("what openpyxl reads");
        let rows: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let sheets = sheets();
        assert_eq!(rows.len() + left_out, questions_of(&sheets).count());
        let mut kinds = BTreeSet::new();
        for row in &rows {
            let cell = |i: usize| row[i].as_str().unwrap_or("");
            let asked = netlab::exercise::class::Asked::of(cell(18)).expect("a task");
            let seed = asked.seed(b"a key of the tests", cell(17));
            let task = asked.exercise.task(seed);
            let part = task.part(cell(19)).expect("a part");
            assert!(cell(1).contains(&part.label.show(lang)), "{row}");
            let right = match (part.form.read(cell(12)), cell(12)) {
                (_, "true" | "正确" | "正确 (true)") => netlab::exercise::Value::YesNo(true),
                (_, "false" | "错误" | "错误 (false)") => netlab::exercise::Value::YesNo(false),
                // of a quantity the number alone is asked, in the unit that stands in the question
                (Err(_), number) if matches!(part.form, Form::Quantity(_)) => {
                    let shown = part.form.show(part.solution().expect("a solution"), Lang::En);
                    let (same, unit) = shown.split_once(' ').expect("a unit");
                    assert!(number == same && cell(1).contains(&format!("({unit})")), "{row}");
                    continue;
                }
                (read, answer) => read.unwrap_or_else(|_| panic!("{answer} is read")),
            };
            assert!(part.accepts(&right), "{row}");
            for (i, option) in
                part.form.options().iter().enumerate().filter(|_| !matches!(part.form, Form::Order(_)))
            {
                assert_eq!(cell(2 + i), option.show(lang), "{row}");
            }
            kinds.insert(cell(0).to_string());
        }
        assert_eq!(kinds.len(), if lang == Lang::Zh { 4 } else { 5 }, "{kinds:?}");
    }
    // what begins as a formula does is text
    fs::write(place.join("roster.csv"), "id,name\n=1+1,a\n+2,b\n-3,c\n@d,d\n").expect("a roster");
    fs::write(place.join("class.key"), "no-student-has-ever-seen-this-key\n").expect("a key");
    let mut sheet = netlab(&["exercise", "sheet", "--topics", "subnet", "--students", "roster.csv"]);
    sheet.args(["--class-key", "class.key", "--format", "xlsx", "--write", "odd.xlsx", "--lang", "zh"]);
    let ran = common::finish(sheet.current_dir(&place));
    assert!(ran.status == 0 && ran.stderr.contains("答案"), "{}", ran.stderr);
    let mut reader = Command::new(python);
    reader.arg(root().join("tests/exercise/xlsx.py")).arg(place.join("odd.xlsx"));
    let said = ask(python, &mut reader).expect("what openpyxl reads");
    for id in ["=1+1", "+2", "-3", "@d"] {
        assert!(said.contains(&format!("\"{id}\"")), "{said}");
    }
}

/// A package may have more files than 16 bits count.
#[test]
fn a_package_can_be_large() {
    let exercises: Vec<&'static Exercise> = all()
        .map(|(_, exercise)| exercise)
        .filter(|exercise| ["arp-exchange", "fragments-table"].contains(&exercise.id))
        .collect();
    let sheets: Vec<Sheet> = (0..4_200)
        .map(|i| {
            let student = Student { id: format!("s{i}"), name: String::new() };
            Sheet::new(student, &asked(&exercises, 2), None, b"a key of the tests")
        })
        .collect();
    let style = Style { title: text("Exercises", "练习").into(), lang: Lang::En, answers: false };
    let file = directory("export-large").join("sheets.zip");
    fs::write(&file, write(&sheets, Format::Qti21, &style).octets).expect("a file");
    let script = "import sys, zipfile; archive = zipfile.ZipFile(sys.argv[1]); assert archive.testzip() is None; print(len(archive.namelist()))";
    let mut python = Command::new("python3");
    let Some(said) = ask("python3", python.args(["-c", script]).arg(&file)) else { return };
    assert_eq!(said.trim(), (questions_of(&sheets).count() + 1).to_string());
    assert!(questions_of(&sheets).count() > 65_535);
    fs::remove_file(&file).expect("the file goes");
    let ran = common::run(&["exercise", "sheet", "--variants", "10000", "--count", "10000"]);
    assert!(ran.status == 2 && ran.stderr.contains("`--count 10`"), "{}", ran.stderr);
}

/// The page for paper is well-formed, needs nothing from elsewhere, and tells no answers.
#[test]
fn the_page_is_whole_and_tells_nothing() {
    let place = directory("class-html");
    for (lang, name) in LANGUAGES {
        let file = place.join(format!("{name}.html"));
        written(Format::Html, lang, &file);
        let page = fs::read_to_string(&file).expect("a page");
        assert!(!page.contains("<李雷>"), "{name}");
        for part in ["src=\"", "href=\"", "url(", "@import"] {
            let elsewhere = page.split(part).skip(1).find(|rest| !rest.starts_with("data:"));
            assert!(elsewhere.is_none(), "{name}: {part}{}", elsewhere.unwrap_or_default());
        }
        for sheet in sheets() {
            for question in &sheet.questions {
                // letters alone, as `a c`, stand in any text
                let worked = question.task.hints[2].show(lang);
                let is_told = worked.len() > 12 && page.contains(&netlab::exercise::markup::escaped(&worked));
                assert!(!is_told, "{name}: {worked}");
            }
        }
        let mut python = Command::new("python3");
        python
            .args([
                "-c",
                "
import sys, html.parser
class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = []
    def handle_starttag(self, tag, attributes):
        if tag not in ('meta', 'br', 'img'):
            self.open.append(tag)
    def handle_startendtag(self, tag, attributes):
        pass
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())
reader = Reader()
reader.feed(open(sys.argv[1], encoding='utf-8').read())
assert not reader.open
",
            ])
            .arg(&file);
        ask("python3", &mut python);
    }
}

/// Options are said once, however many parts choose from them: on paper, on the screen.
#[test]
fn options_are_said_once() {
    for (lang, name) in LANGUAGES {
        let style = Style { title: text("Exercises", "练习").into(), lang, answers: false };
        let page = String::from_utf8(write(&sheets(), Format::Html, &style).octets).expect("text");
        for task in page.split("<div class=\"task\">").skip(1) {
            let lists: Vec<&str> = task.split("<ul class=\"options\">").skip(1).collect();
            let lists: Vec<&str> =
                lists.iter().map(|list| list.split("</ul>").next().expect("a list")).collect();
            let different: BTreeSet<&&str> = lists.iter().collect();
            assert_eq!(different.len(), lists.len(), "{name}: {lists:?}");
        }
        let page = String::from_utf8(write(&sheets(), Format::Markdown, &style).octets).expect("text");
        for task in page.split("\n## ").skip(1) {
            let options: Vec<&str> = task.lines().filter(|line| line.starts_with("  - a)")).collect();
            let different: BTreeSet<&&str> = options.iter().collect();
            assert_eq!(different.len(), options.len(), "{name}: {options:?}");
        }
    }
    let state = directory("export-options").join("state.json");
    let state = state.to_str().expect("a path");
    let ran = common::run(&["exercise", "start", "layers-whose", "--seed", "1", "--state", state]);
    assert_eq!(ran.stdout.matches("a) data link layer").count(), 1, "{}", ran.stdout);
}

/// In CSV every question is there in words, with all it is about; what cannot be written so is left out.
#[test]
fn a_table_has_whole_questions() {
    let style = Style { title: text("Exercises", "练习").into(), lang: Lang::En, answers: false };
    let sheets = sheets();
    let written = write(&sheets, Format::Csv, &style);
    let rows = netlab::exercise::export::csv_rows(std::str::from_utf8(&written.octets).expect("text"));
    let is_plain = |task: &&Task| {
        !task.exhibits.iter().any(|one| matches!(one, Exhibit::Frames { .. } | Exhibit::Drawing(_)))
    };
    let plain: Vec<(&Task, &Part)> = questions_of(&sheets).filter(|(task, _)| is_plain(task)).collect();
    assert_eq!(rows.len() - 1, plain.len());
    assert_eq!(written.left_out, questions_of(&sheets).count() - plain.len());
    for (row, (task, part)) in rows.iter().skip(1).zip(plain) {
        let asked = &row[4];
        assert!(asked.contains(&part.label.en), "{asked}");
        for option in part.form.options() {
            assert!(asked.contains(&option.en), "{asked}");
        }
        for exhibit in &task.exhibits {
            if let Exhibit::Lines(lines) = exhibit {
                lines.en.lines().for_each(|line| assert!(asked.contains(line.trim()), "{asked}"));
            }
        }
    }
}

/// In JSON a question is whole: its tables with the parts in their places, its drawings in both languages.
#[test]
fn json_has_whole_questions() {
    let state = directory("export-json").join("state.json");
    let state = state.to_str().expect("a path");
    let of = |id: &str| -> Value {
        let ran = common::run(&["exercise", "start", id, "--seed", "1", "--json", "--state", state]);
        serde_json::from_str(&ran.stdout).expect("JSON")
    };
    let task = of("arp-exchange");
    let rows = task["exhibits"][0]["rows"].as_array().expect("rows");
    let cells: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row.as_array().expect("cells"))
        .filter_map(|cell| cell["part"].as_str())
        .collect();
    let parts = task["parts"].as_array().expect("parts");
    assert_eq!(cells, parts.iter().map(|part| part["key"].as_str().expect("a key")).collect());
    let task = of("switching-table");
    let drawing = &task["exhibits"][0]["drawing"];
    assert!(drawing["zh"].as_str().is_some_and(|zh| zh.contains("交换机")), "{drawing}");
    let sheet = common::run(&["exercise", "sheet", "--topics", "switching", "--format", "json"]).stdout;
    assert!(sheet.contains("\"drawing\"") && sheet.contains("\"rows\""));
}

/// chromium in a profile of its own, with a bound to its patience.
fn browser(place: &Path, args: &[&str]) -> bool {
    let mut command = Command::new("timeout");
    command.args([
        "-k",
        "5",
        "90",
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
    ]);
    command.args([
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
    ]);
    command.arg(format!("--user-data-dir={}", place.join("profile").display())).args(args);
    command.current_dir(place).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// A real browser lays the page out: pictures are shown, nothing is wider than the paper, no question is cut at the foot of a
/// page where it fits one, each sheet begins on a page of its own, and on paper it is A4.
#[test]
fn a_browser_shows_and_prints_the_page() {
    if !Command::new("chromium").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return skip("no chromium");
    }
    let place = directory("export-browser");
    fs::write(place.join("roster.csv"), "id,name\ns01,李雷\ns02,韩梅梅\n").expect("a roster");
    fs::write(place.join("class.key"), "no-student-has-ever-seen-this-key\n").expect("a key");
    let mut sheet = netlab(&["exercise", "sheet", "--topics", "bits,switching,arp", "--lang", "zh"]);
    sheet.args([
        "--students",
        "roster.csv",
        "--class-key",
        "class.key",
        "--format",
        "html",
        "--write",
        "sheet.html",
    ]);
    assert_eq!(common::finish(sheet.current_dir(&place)).status, 0);
    let page = fs::read_to_string(place.join("sheet.html")).expect("a page");
    // what the browser made of it, written into the page by itself
    let asks = "<script>onload = () => {
        const all = (what) => [...document.querySelectorAll(what)];
        const seen = {
            pictures: all('img').filter(one => one.complete && one.naturalWidth > 100).length,
            broken: all('img').filter(one => one.naturalWidth === 0).length,
            wide: all('body *').filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML),
            blanks: all('.blank').filter(one => one.getBoundingClientRect().width > 40).length,
            narrow: all('.blank').filter(one => one.getBoundingClientRect().width <= 40).length,
            ground: getComputedStyle(document.body).backgroundColor,
            sheets: all('.sheet').length,
        };
        document.body.innerHTML = '<pre id=seen>' + JSON.stringify(seen).replaceAll('<', '&lt;') + '</pre>';
    }</script></body>";
    fs::write(place.join("asked.html"), page.replace("</body>", asks)).expect("a page");
    let seen = |args: &[&str]| -> Value {
        let out = place.join("seen");
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "exec timeout -k 5 90 chromium \"$@\" >seen 2>errors",
            "sh",
            "--headless",
            "--no-sandbox",
        ]);
        command.args(["--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--dump-dom"]);
        command.arg(format!("--user-data-dir={}", place.join("profile").display())).args(args);
        command.arg(format!("file://{}", place.join("asked.html").display()));
        assert!(command.current_dir(&place).stdin(Stdio::null()).status().expect("sh").success());
        let page = fs::read_to_string(&out).expect("a page");
        let said = page.split("<pre id=\"seen\">").nth(1).and_then(|rest| rest.split("</pre>").next());
        let said =
            said.expect("what was seen").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        serde_json::from_str(&said).expect("JSON")
    };
    for (size, args) in [("1200,900", &[][..]), ("400,800", &["--blink-settings=preferredColorScheme=0"])] {
        let size = format!("--window-size={size}");
        let seen = seen(&[&[size.as_str()], args].concat());
        assert_eq!(
            (&seen["broken"], &seen["narrow"], &seen["sheets"]),
            (&0.into(), &0.into(), &2.into()),
            "{seen}"
        );
        assert!(seen["pictures"].as_u64() >= Some(6) && seen["blanks"].as_u64() > Some(40), "{seen}");
        assert_eq!(seen["wide"], serde_json::json!([]), "{seen}");
        let ground = if args.is_empty() { "rgb(255, 255, 255)" } else { "rgb(22, 24, 29)" };
        assert_eq!(seen["ground"], ground);
    }
    let fonts = ask("fc-list", Command::new("fc-list").arg(":lang=zh"));
    if fonts.is_none_or(|fonts| fonts.trim().is_empty()) {
        return skip("no font for Chinese");
    }
    let url = format!("file://{}", place.join("sheet.html").display());
    let printed = browser(&place, &["--no-pdf-header-footer", "--print-to-pdf=sheet.pdf", &url]);
    assert!(printed, "chromium prints");
    let mut reader = Command::new("pdfinfo");
    let Some(about) = ask("pdfinfo", reader.arg(place.join("sheet.pdf"))) else { return };
    assert!(about.contains("(A4)"), "{about}");
    let mut reader = Command::new("pdftotext");
    let Some(text) = ask("pdftotext", reader.args(["-layout"]).arg(place.join("sheet.pdf")).arg("-")) else {
        return;
    };
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let heads = pages.iter().filter(|page| page.trim_start().starts_with("练习")).count();
    assert_eq!(heads, 2, "each sheet begins a page: {pages:?}");
    assert!(pages[0].contains("李雷") && pages[0].contains("得分"), "{}", pages[0]);
    assert!(text.contains("线路上的比特") && text.contains("☐ 是"), "{text}");
    // the foot of a question stands on the page of its head
    for page in &pages {
        let heads = page
            .lines()
            .filter(|line| line.trim_start().split_once(". ").is_some_and(|(n, _)| n.parse::<u32>().is_ok()));
        let feet = page.lines().filter(|line| line.contains("，种子 "));
        assert_eq!(heads.count(), feet.count(), "{page}");
    }
}
