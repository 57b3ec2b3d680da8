//! What a teacher does: sheets for a class, and marks.

mod common;

use common::{Ran, ask, directory, finish, netlab, read, run};
use netlab::exercise::class::Asked;
use netlab::exercise::export::csv_rows;
use netlab::spec::Lang;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A class with a key and a roster: numbers, and names in Chinese and of the kind that breaks programs.
struct Class {
    place: PathBuf,
}

const NAMES: [&str; 6] = ["李雷", "韩梅梅", "Tom \"T\" <b>", "=1+1", "O'Neil, Pat", "多, 字段"];

impl Class {
    fn new(name: &str) -> Class {
        let place = directory(&format!("class-{name}"));
        fs::write(place.join("class.key"), "no-student-has-ever-seen-this-key\n").expect("a key");
        let mut roster = String::from("学号,姓名\r\n");
        for (number, name) in (1..).zip(NAMES) {
            roster.push_str(&format!("s{number:02},\"{}\"\r\n", name.replace('"', "\"\"")));
        }
        fs::write(place.join("roster.csv"), roster).expect("a roster");
        Class { place }
    }

    fn types(&self, args: &[&str]) -> Ran {
        finish(netlab(&["exercise"]).args(args).current_dir(&self.place))
    }

    /// The arguments of a sheet for this class.
    fn sheet(&self, args: &[&str]) -> Ran {
        let mut all = vec!["sheet", "--students", "roster.csv", "--class-key", "class.key"];
        all.extend(args);
        self.types(&all)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place.join(name)
    }

    /// Everybody's right answers: student, task, part, answer.
    fn answers(&self, topics: &str) -> Vec<[String; 4]> {
        self.sheet(&[
            "--topics",
            topics,
            "--format",
            "json",
            "--write",
            "sheet.json",
            "--answers",
            "key.json",
        ]);
        let mut found = Vec::new();
        for line in fs::read_to_string(self.file("key.json")).expect("answers").lines() {
            let sheet: Value = serde_json::from_str(line).expect("JSON");
            for question in sheet["questions"].as_array().expect("questions") {
                for part in question["parts"].as_array().expect("parts") {
                    let word = |value: &Value| value.as_str().expect("text").to_string();
                    found.push([
                        word(&sheet["student"]),
                        word(&question["task"]),
                        word(&part["key"]),
                        word(&part["answer"]),
                    ]);
                }
            }
        }
        found
    }
}

fn table(rows: &[[String; 4]]) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|[student, task, part, answer]| format!("{student},{task},{part},\"{answer}\""))
        .collect();
    format!("student,task,part,answer\n{}\n", lines.join("\n"))
}

#[test]
fn everybody_gets_other_numbers_and_always_the_same() {
    let class = Class::new("numbers");
    let one = class.answers("subnet,ipv4");
    assert_eq!(one, class.answers("subnet,ipv4"));
    let networks: BTreeSet<&str> = one
        .iter()
        .filter(|[_, task, part, _]| task == "subnet-range" && part == "network")
        .map(|row| row[3].as_str())
        .collect();
    assert_eq!(networks.len(), NAMES.len(), "{networks:?}");
    fs::write(class.file("class.key"), "quite another key of another class").expect("a key");
    assert_ne!(one, class.answers("subnet,ipv4"));
}

#[test]
fn a_sheet_needs_a_key_that_is_one() {
    let class = Class::new("key");
    let ran = class.types(&["sheet", "--students", "roster.csv"]);
    assert!(ran.status == 2 && ran.stderr.contains("--class-key"), "{}", ran.stderr);
    fs::write(class.file("class.key"), "short").expect("a key");
    let ran = class.sheet(&[]);
    assert!(ran.status == 2 && ran.stderr.contains("urandom"), "{}", ran.stderr);
    assert_eq!(class.types(&["sheet", "--topics", "chemistry"]).status, 2);
    fs::write(class.file("roster.csv"), "id\ns01\ns01\n").expect("a roster");
    fs::write(class.file("class.key"), "no-student-has-ever-seen-this-key\n").expect("a key");
    assert!(class.sheet(&[]).stderr.contains("twice"));
}

/// A roster as Excel saves it in China, with a mark, as UTF-16, and without names for its columns: always the same students.
#[test]
fn a_roster_is_read_in_the_encodings_of_schools() {
    let class = Class::new("encodings");
    let plain = fs::read_to_string(class.file("roster.csv")).expect("a roster");
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(plain.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut versions = vec![plain.clone().into_bytes(), format!("\u{feff}{plain}").into_bytes()];
    let mut python = Command::new("python3");
    python.args(["-c", "import sys; open(sys.argv[2], 'wb').write(open(sys.argv[1], encoding='utf-8', newline='').read().encode('gb18030'))"]);
    python.arg(class.file("roster.csv")).arg(class.file("gb"));
    if ask("python3", &mut python).is_some() {
        versions.push(fs::read(class.file("gb")).expect("a roster"));
    }
    versions.push(plain.split_once('\n').expect("lines").1.as_bytes().to_vec());
    let names = |class: &Class| -> Vec<String> {
        let ran = class.sheet(&["--topics", "mac", "--format", "json"]);
        let name = |line: &str| {
            serde_json::from_str::<Value>(line).expect("JSON")["name"].as_str().expect("a name").to_string()
        };
        ran.stdout.lines().map(name).collect()
    };
    for version in &versions {
        fs::write(class.file("roster.csv"), version).expect("a roster");
        assert_eq!(names(&class), NAMES);
    }
    fs::write(class.file("roster.csv"), &utf16).expect("a roster");
    assert_eq!(names(&class).first().map(String::as_str), Some("李雷"));
    fs::write(class.file("roster.csv"), [b'i', b'd', b'\n', 0xff, 0xff, 0x80]).expect("a roster");
    assert_eq!(class.sheet(&[]).status, 2);
}

#[test]
fn the_table_goes_to_excel_and_comes_back() {
    let class = Class::new("table");
    let ran = class.sheet(&[
        "--topics",
        "subnet",
        "--format",
        "csv",
        "--write",
        "sheet.csv",
        "--answers",
        "key.csv",
    ]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let sheet = fs::read_to_string(class.file("sheet.csv")).expect("a table");
    assert!(sheet.starts_with('\u{feff}') && sheet.contains("\r\n") && sheet.contains("'=1+1"));
    assert!(csv_rows(&sheet).iter().skip(1).all(|row| row.len() == 6 && row[5].is_empty()));
    // the key, filled in, is all right
    let ran =
        class.types(&["grade", "key.csv", "--students", "roster.csv", "--class-key", "class.key", "--json"]);
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let students = report["students"].as_array().expect("students");
    assert_eq!(students.len(), NAMES.len());
    assert!(students.iter().all(|student| student["right"] == student["of"]), "{report}");
    assert_eq!(report["copied"], serde_json::json!([]));
}

/// Two students have each other's answers, one took the class of the address for its mask, one wrote what cannot be read.
#[test]
fn marks_mistakes_and_copies_are_found() {
    let class = Class::new("grade");
    let mut rows = class.answers("subnet");
    let of = |student: &str, part: &str, rows: &[[String; 4]]| {
        rows.iter()
            .position(|row| row[0] == student && row[1] == "subnet-range" && row[2] == part)
            .expect("a row")
    };
    rows.retain(|row| row[1] == "subnet-range");
    for part in ["network", "broadcast"] {
        let (one, other) = (of("s02", part, &rows), of("s05", part, &rows));
        let (a, b) = (rows[one][3].clone(), rows[other][3].clone());
        (rows[one][3], rows[other][3]) = (b, a);
    }
    let usable = of("s03", "usable", &rows);
    let right: i128 = rows[usable][3].parse().expect("a number");
    rows[usable][3] = (right + 2).to_string();
    let odd = of("s04", "network", &rows);
    rows[odd][3] = "ten dot something".into();
    rows.retain(|row| row[0] != "s06");
    fs::write(class.file("answers.csv"), table(&rows)).expect("answers");
    let args = ["grade", "answers.csv", "--students", "roster.csv", "--class-key", "class.key"];
    let ran = class.types(&[&args[..], &["--json", "--write", "marks.csv"]].concat());
    assert_eq!(ran.status, 2, "one answer cannot be read");
    assert_eq!(ran.stderr, "error: s04: cannot be read: subnet-range.network `ten dot something`\n");
    let report: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let scores: Vec<(i64, i64)> = report["students"]
        .as_array()
        .expect("students")
        .iter()
        .map(|student| {
            (student["right"].as_i64().expect("a number"), student["of"].as_i64().expect("a number"))
        })
        .collect();
    assert_eq!(scores, [(3, 3), (1, 3), (2, 3), (2, 3), (1, 3)]);
    let misconceptions = report["misconceptions"].as_array().expect("misconceptions");
    assert!(misconceptions.iter().any(|one| one["id"] == "ends-are-usable" && one["times"] == 1), "{report}");
    let copied = report["copied"].as_array().expect("copies");
    let pairs: BTreeSet<(&str, &str, usize)> = copied
        .iter()
        .map(|pair| {
            let answers = pair["answers"].as_array().expect("answers").len();
            (pair["student"].as_str().expect("one"), pair["right_for"].as_str().expect("other"), answers)
        })
        .collect();
    assert_eq!(pairs, BTreeSet::from([("s02", "s05", 2), ("s05", "s02", 2)]));
    let shown = class.types(&args).stdout;
    assert!(
        shown.contains("s02 韩梅梅 has the answers of s05") && shown.contains("nothing from: s06"),
        "{shown}"
    );
    let marks = csv_rows(&fs::read_to_string(class.file("marks.csv")).expect("marks"));
    assert_eq!(marks[2], ["s02", "韩梅梅", "1", "3", "", "s05"]);
    // a row for each student, as a form gives it
    let mut wide: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for row in &rows {
        wide.entry(&row[0]).or_default().insert(&row[2], &row[3]);
    }
    let mut form = String::from("Student;subnet-range.network;subnet-range.broadcast;subnet-range.usable\n");
    for (student, answers) in wide {
        form.push_str(&format!(
            "{student};{};{};{}\n",
            answers["network"], answers["broadcast"], answers["usable"]
        ));
    }
    fs::write(class.file("answers.csv"), form).expect("answers");
    let ran = class.types(&[&args[..], &["--json"]].concat());
    assert_eq!(serde_json::from_str::<Value>(&ran.stdout).expect("JSON"), report);
}

#[test]
fn receipts_are_checked_and_counted() {
    let class = Class::new("receipts");
    let state = class.file("state.json").to_string_lossy().into_owned();
    let seed = {
        let asked = Asked::of("subnet-range").expect("it is there");
        asked.seed(b"no-student-has-ever-seen-this-key", "s01")
    };
    let task = netlab::exercise::find("subnet-range").expect("it").1.task(seed);
    let seed = seed.to_string();
    class.types(&["start", "subnet-range", "--seed", &seed, "--student", "s01", "--state", &state]);
    class.types(&["check", "usable=1", "--state", &state]);
    let mut words: Vec<String> = task
        .parts
        .iter()
        .map(|part| part.form.show(part.solution().expect("a solution"), Lang::En))
        .collect();
    words.extend(["--state".into(), state.clone()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let checked = class.types(&[&["check"][..], &words].concat()).stdout;
    let receipt = checked.lines().last().expect("a receipt");
    let forged = receipt.replace(":s01:", ":s02:");
    fs::write(
        class.file("receipts.txt"),
        format!("Li Lei\t{receipt}\n{receipt}\nand {forged}\nno receipt\n"),
    )
    .expect("receipts");
    let ran = class.types(&["grade", "receipts.txt", "--class-key", "class.key", "--json"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.starts_with("error: line 3 is no receipt as netlab wrote it\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("note: a receipt shows slips"));
    let count: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(
        (&count["student"], &count["right"], &count["attempts"]),
        (&"s01".into(), &1.into(), &2.into())
    );
    assert_eq!(count["seeds_not_given"], serde_json::json!([]));
    // with the key of another class, the seed is nobody's
    fs::write(class.file("class.key"), "quite another key of another class").expect("a key");
    let ran = class.types(&["grade", "receipts.txt", "--class-key", "class.key", "--json"]);
    let count: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(count["seeds_not_given"], serde_json::json!(["subnet-range"]));
}

#[test]
fn an_exam_picks_for_each_student() {
    let class = Class::new("exam");
    let ran = class.sheet(&["--exam", "45m", "--pick", "3", "--format", "json"]);
    let picked: BTreeSet<Vec<String>> = ran
        .stdout
        .lines()
        .map(|line| {
            let sheet: Value = serde_json::from_str(line).expect("JSON");
            let questions = sheet["questions"].as_array().expect("questions").clone();
            assert_eq!(questions.len(), 3);
            questions.iter().map(|question| question["task"].as_str().expect("a task").to_string()).collect()
        })
        .collect();
    assert!(picked.len() > 1);
    assert!(class.sheet(&["--exam", "45m", "--pick", "3"]).stdout.starts_with("# Exam, 45 minutes: s01"));
}

#[test]
fn what_is_no_option_is_said() {
    for args in [
        &["exercise", "sheet", "--format", "docx"][..],
        &["exercise", "grade"],
        &["exercise", "sheet", "--pick", "0"],
    ] {
        assert_eq!(run(args).status, 2, "{args:?}");
    }
    assert_eq!(run(&["exercise", "grade", "/no/such/file"]).status, 2);
    assert!(read("docs/exercise.md").contains("netlab exercise sheet"));
}
