//! `netlab exercise` as a student uses it: whole transcripts, progress that survives, exit statuses.

mod common;

use common::{Ran, directory, finish, netlab, plain, read};
use netlab::exercise::{Exercise, Task, all, find};
use netlab::spec::Lang;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A student with a file of progress of their own.
struct Student {
    state: PathBuf,
}

impl Student {
    fn new(name: &str) -> Student {
        Student { state: directory(&format!("exercise-{name}")).join("progress.json") }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = netlab(&["exercise"]);
        command.args(args).env("NETLAB_STATE", &self.state);
        command
    }

    fn types(&self, args: &[&str]) -> Ran {
        finish(&mut self.command(args))
    }

    fn progress(&self) -> Value {
        serde_json::from_str(&fs::read_to_string(&self.state).expect("progress")).expect("JSON")
    }
}

/// The words that solve a task.
fn solution(task: &Task) -> Vec<String> {
    let shown = |part: &netlab::exercise::Part| {
        format!("{}={}", part.key, part.form.show(part.solution().expect("a solution"), Lang::En))
    };
    task.parts.iter().map(shown).collect()
}

fn exercise(id: &str) -> &'static Exercise {
    find(id).unwrap_or_else(|| panic!("no {id}")).1
}

fn expect(ran: &Ran, status: i32, stdout: &str, stderr: &str) {
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (status, stdout, stderr));
}

const RANGE: &str = "subnet-range  Network, broadcast and hosts of a subnet
compute, level 1, seed 4711

A host has the address 10.48.189.31/17. Which network is it in, what is the
broadcast address there, and how many addresses can hosts have?

  network    network address      an IPv4 address: 172.16.10.1
  broadcast  broadcast address
  usable     addresses for hosts  a whole number: 62, 0x3e, 2^6-2

  answer  netlab exercise check NETWORK BROADCAST USABLE
  help    netlab exercise hint
";

#[test]
fn a_student_works_a_task() {
    let student = Student::new("works");
    expect(&student.types(&["start", "subnet-range", "--seed", "4711"]), 0, RANGE, "");
    expect(
        &student.types(&["check", "10.48.189.0", "10.48.255.255", "2^15"]),
        1,
        "subnet-range  not yet: 1 of 3 right
  ✗ network    wrong  10.48.189.0
  ✓ broadcast  right  10.48.255.255
  ✗ usable     wrong  32768
               network and broadcast address were counted as hosts' addresses
  see for yourself: netlab subnet 10.48.189.31/17
  help  netlab exercise hint
",
        "",
    );
    expect(
        &student.types(&["hint"]),
        0,
        "hint 1/3  The first 17 bits are the network's; the others are the host's. All
zeros is the network itself, all ones is everybody.
",
        "",
    );
    let ran =
        student.types(&["check", "0x0a308000", "usable=32,766", "broadcast=10.48.255.255", "--lang", "zh"]);
    let receipt = ran.stdout.lines().last().expect("a receipt");
    expect(
        &ran,
        0,
        &format!(
            "subnet-range  全对
  ✓ network    对  10.48.128.0
  ✓ broadcast  对  10.48.255.255
  ✓ usable     对  32766
  下一题  netlab exercise

回执，供提交：
{receipt}
"
        ),
        "",
    );
    let read = netlab::exercise::receipt::Receipt::read(receipt).expect("a sound receipt");
    assert_eq!(
        (read.exercise.as_str(), read.seed, read.attempts, read.hints, read.right),
        ("subnet-range", 4711, 2, 1, true)
    );
    assert_eq!(read.misconceptions, ["ends-are-usable"]);
    let progress = student.progress();
    assert_eq!(progress["tries"][0]["attempts"].as_array().map(Vec::len), Some(2));
    assert_eq!(progress["tries"][0]["hints"], 1);
}

/// The worked examples of the transcript above, by Python.
#[test]
fn the_transcript_is_right() {
    let mut python = Command::new("python3");
    python.args(["-c", "import ipaddress as i; n = i.ip_network('10.48.189.31/17', strict=False); print(n[0], n[-1], len(list(n.hosts())))"]);
    if let Some(said) = common::ask("python3", &mut python) {
        assert_eq!(said.trim(), "10.48.128.0 10.48.255.255 32766");
    }
}

#[test]
fn what_cannot_be_read_is_no_wrong_answer() {
    let student = Student::new("notation");
    student.types(&["start", "subnet-range", "--seed", "4711"]);
    expect(
        &student.types(&["check", "10.48.128", "x"]),
        2,
        "",
        "error: network: `10.48.128` cannot be read; needed is an IPv4 address: 172.16.10.1
hint: nothing was counted; `netlab exercise` shows the task again
",
    );
    assert_eq!(student.progress()["tries"][0]["attempts"].as_array().map(Vec::len), Some(0));
    // a negative number is an answer, and options may stand behind answers
    let ran = student.types(&["check", "?", "?", "-5", "--json"]);
    let verdict: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.status, &verdict["parts"][2]["answer"]), (1, &Value::from("-5")));
    assert_eq!(verdict["parts"][0]["mark"], "missing");
    assert_eq!(student.types(&["check", "1.2.3.4", "--jsn"]).status, 2);
    assert_eq!(
        student.types(&["check", "--id", "subnet-rang"]).stderr.lines().last(),
        Some("hint: did you mean `subnet-range`?")
    );
}

#[test]
fn nothing_answered_is_no_attempt_and_not_right() {
    let student = Student::new("nothing");
    for (_, exercise) in all().filter(|(_, exercise)| exercise.program.is_none()).take(10) {
        let ran = student.types(&["check", "--id", exercise.id]);
        assert_eq!(ran.status, 1, "{}: {}", exercise.id, ran.stderr);
    }
    let progress = student.progress();
    let tries = progress["tries"].as_array().expect("tries");
    assert!(tries.iter().all(|one| one["attempts"].as_array().is_some_and(Vec::is_empty)));
}

/// From the first task to the last, always the next.
#[test]
fn bare_exercise_leads_through_the_course() {
    let student = Student::new("course");
    let mut seen = Vec::new();
    // programs are for tests/exercise_program.rs
    let course: Vec<&str> = all()
        .map(|(_, exercise)| exercise)
        .filter(|exercise| exercise.program.is_none())
        .map(|exercise| exercise.id)
        .collect();
    while seen.len() < course.len() {
        let ran = student.types(&["--json"]);
        let task: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
        let (id, seed) = (task["exercise"].as_str().expect("a name"), task["seed"].as_u64().expect("a seed"));
        if exercise(id).program.is_some() {
            assert_eq!(student.types(&["skip"]).status, 0);
            continue;
        }
        assert!(!seen.contains(&id.to_string()), "{id} twice");
        seen.push(id.to_string());
        let words = solution(&exercise(id).task(seed));
        let mut command = student.command(&["check"]);
        let ran = finish(command.args(&words));
        assert_eq!(ran.status, 0, "{id} {seed}: {words:?}\n{}{}", ran.stdout, ran.stderr);
    }
    assert_eq!(seen, course);
    let left = all().count() - course.len();
    assert!(
        left > 0
            && student.types(&[]).stdout.contains(&format!(
                "{} of {} exercises",
                course.len(),
                all().count()
            ))
    );
}

#[test]
fn a_skipped_task_comes_back_at_the_end() {
    let student = Student::new("skip");
    let first: Value = serde_json::from_str(&student.types(&["--json"]).stdout).expect("JSON");
    let next = student.types(&["skip"]);
    assert!(next.status == 0 && !next.stdout.contains(first["exercise"].as_str().expect("a name")));
    let listed = student.types(&["list"]);
    assert!(listed.stdout.lines().any(|line| line.starts_with("  - ")), "{}", listed.stdout);
    assert_eq!(Student::new("skip-nothing").types(&["skip"]).status, 2);
}

#[test]
fn all_three_hints_end_with_the_evidence() {
    let student = Student::new("hints");
    student.types(&["start", "arp-exchange", "--seed", "1"]);
    let lines: Vec<String> = (0..4).map(|_| student.types(&["hint"]).stdout).collect();
    assert!(lines[0].starts_with("hint 1/3") && !lines[0].contains("hint 2/3"));
    assert!(lines[1].contains("hint 2/3") && !lines[1].contains("netlab frame"));
    assert!(lines[2].contains("hint 3/3") && lines[2].contains("see for yourself: netlab frame"));
    assert_eq!(lines[2], lines[3]);
}

#[test]
fn answers_come_out_of_files_too() {
    let student = Student::new("files");
    let here = student.state.parent().expect("a directory").to_path_buf();
    let task = exercise("subnet-range").task(9);
    let words = solution(&task);
    let file = here.join("answers.txt");
    fs::write(
        &file,
        format!("\u{feff}# mine\r\n{}\r\n{}\r\n\r\n{}  # hosts\r\n", words[0], words[1], words[2]),
    )
    .expect("a file");
    let at = format!("@{}", file.display());
    assert_eq!(student.types(&["check", "--id", "subnet-range", "--seed", "9", &at]).status, 0);
    let ran = student.types(&["check", "--id", "subnet-range", "--seed", "9", "@/no/such/file"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
}

/// A frame that another program wrote is an answer: here netlab's own writer, and hexadecimal text.
#[test]
fn a_frame_is_an_answer() {
    let student = Student::new("frame");
    let here = student.state.parent().expect("a directory").to_path_buf();
    let task = exercise("arp-request").task(5);
    let hex = task
        .part("frame")
        .map(|part| part.form.show(part.solution().expect("one"), Lang::En))
        .expect("a frame");
    let (text, pcap) = (here.join("frame.hex"), here.join("frame.pcap"));
    fs::write(&text, &hex).expect("a file");
    let mut frame = netlab(&["frame", "-w"]);
    let wrote = finish(frame.arg(&pcap).args(hex.split(' ')));
    let mut files = vec![text];
    if wrote.status == 0 {
        files.push(pcap);
    }
    for file in files {
        let ran =
            student.types(&["check", "--id", "arp-request", "--seed", "5", &format!("@{}", file.display())]);
        assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    }
    // one octet wrong: the point is named, and the answer is not told
    let wrong = hex.replacen("08 06", "08 00", 1);
    let ran = student.types(&["check", "--id", "arp-request", "--seed", "5", &wrong]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.stdout.contains("✗ EtherType: ARP") && ran.stdout.contains("✓ opcode: a request"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("ARP was taken to travel inside IP"), "{}", ran.stdout);
}

#[test]
fn a_task_gives_its_frames_as_a_capture() {
    let student = Student::new("pcap");
    let file = student.state.with_file_name("task.pcap");
    let path = file.to_string_lossy().into_owned();
    assert_eq!(student.types(&["start", "ethernet-read", "--seed", "3", "--pcap", &path]).status, 0);
    let task = exercise("ethernet-read").task(3);
    let ran = finish(netlab(&["frame", "--summary"]).arg(&file));
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 1), "{}", ran.stderr);
    assert_eq!(fs::read(&file).expect("a file"), task.pcap());
    let mut tshark = Command::new("tshark");
    plain(&mut tshark);
    tshark.arg("-r").arg(&file).args(["-T", "fields", "-e", "eth.dst", "-e", "eth.src"]);
    if let Some(said) = common::ask("tshark", &mut tshark) {
        let shown = |key| {
            let part = task.part(key).expect("a part");
            part.form.show(part.solution().expect("one"), Lang::En)
        };
        assert_eq!(said.trim(), format!("{}\t{}", shown("dst"), shown("src")));
    }
}

#[test]
fn junit_and_json_say_the_same() {
    let student = Student::new("junit");
    let file = student.state.with_file_name("junit.xml");
    let path = file.to_string_lossy().into_owned();
    let ran = student.types(&[
        "check",
        "--id",
        "subnet-range",
        "--seed",
        "4711",
        "--json",
        "--junit",
        &path,
        "10.0.0.0",
        "10.48.255.255",
    ]);
    let verdict: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(verdict["score"], serde_json::json!({ "right": 1, "of": 3 }));
    assert_eq!(verdict["parts"][0]["misconception"], "classful-mask");
    let report = fs::read_to_string(&file).expect("a report");
    assert_eq!(report.matches("<testcase").count(), 3);
    assert_eq!(report.matches("<failure").count(), 2);
    let mut python = Command::new("python3");
    python.args(["-c", "import sys, xml.etree.ElementTree as e; r = e.parse(sys.argv[1]).getroot(); print(r.get('tests'), r.get('failures'))"]).arg(&file);
    if let Some(said) = common::ask("python3", &mut python) {
        assert_eq!(said.trim(), "3 2");
    }
}

fn quiz(student: &Student, args: &[&str], input: &str) -> Ran {
    let mut child = student
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("all is read");
    common::ran(child.wait_with_output().expect("netlab ends"))
}

/// The questions of a quiz, as its own output names them.
fn asked(stdout: &str) -> Vec<(&str, u64)> {
    let mut lines = stdout.lines().skip_while(|line| !line.starts_with("1/"));
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line.contains('/') && line.chars().all(|c| c.is_ascii_digit() || c == '/') {
            let (Some(name), Some(about)) = (lines.next(), lines.next()) else { break };
            let id = name.split("  ").next().expect("a name");
            found.push((id, about.rsplit(' ').next().and_then(|seed| seed.parse().ok()).expect("a seed")));
        }
    }
    found
}

#[test]
fn a_quiz_is_answered_line_by_line() {
    let student = Student::new("quiz");
    let first = quiz(&student, &["quiz", "--count", "5", "--seed", "7"], &"\n".repeat(5));
    let questions = asked(&first.stdout);
    assert_eq!((first.status, questions.len()), (1, 5), "{}", first.stdout);
    let lines: String =
        questions.iter().map(|(id, seed)| solution(&exercise(id).task(*seed)).join(";") + "\n").collect();
    let again = quiz(&student, &["quiz", "--count", "5", "--seed", "7", "--timed"], &lines);
    assert_eq!(asked(&again.stdout), questions);
    assert_eq!(again.status, 0, "{}{}", again.stdout, again.stderr);
    assert!(again.stdout.contains("5 of 5 right"));
    // in an exam nothing is told before the end, and each answer leaves a receipt
    let exam = quiz(&student, &["quiz", "--exam", "45m", "--pick", "5", "--seed", "7"], &lines);
    assert_eq!(exam.status, 0, "{}{}", exam.stdout, exam.stderr);
    assert!(!exam.stdout.contains('✓') && !exam.stdout.contains("netlab exercise hint"));
    let receipts = exam.stdout.lines().filter_map(netlab::exercise::receipt::Receipt::read);
    assert_eq!(receipts.filter(|receipt| receipt.right).count(), 5);
    for wrong in [
        &["quiz", "--exam", "soon"][..],
        &["quiz", "--pick", "3"],
        &["quiz", "chemistry"],
        &["quiz", "--level", "4"],
    ] {
        assert_eq!(quiz(&student, wrong, "").status, 2, "{wrong:?}");
    }
}

#[test]
fn what_was_wrong_is_reviewed() {
    let student = Student::new("review");
    assert!(student.types(&["review"]).stdout.starts_with("Nothing was got wrong"));
    student.types(&["check", "--id", "mac-bits", "--seed", "1", "yes", "yes"]);
    student.types(&["check", "--id", "mac-bits", "--seed", "2", "yes", "yes"]);
    student.types(&["check", "--id", "mac-bits", "--seed", "3", "no", "yes"]);
    let due = student.types(&["review", "--json"]);
    let task: Value = serde_json::from_str(&due.stdout).expect("JSON");
    assert_eq!(task["exercise"], "mac-bits");
    let seed = task["seed"].as_u64().expect("a seed");
    assert!(seed > 3, "another task of it");
    let words = solution(&exercise("mac-bits").task(seed));
    assert_eq!(finish(student.command(&["check"]).args(&words)).status, 0);
    let later = student.types(&["review"]);
    assert_eq!(later.stdout, "Nothing is due. mac-bits comes back tomorrow.\n");
}

#[test]
fn a_report_has_what_a_course_asks_for() {
    let student = Student::new("report");
    student.types(&["start", "subnet-range", "--seed", "4711", "--student", "<s01> & co"]);
    student.types(&["check", "10.0.0.0"]);
    let words = solution(&exercise("subnet-range").task(4711));
    finish(student.command(&["check"]).args(&words));
    for (lang, sections) in [
        ("en", ["Aim", "Environment", "Steps", "Result", "Discussion"]),
        ("zh", ["实验目的", "实验环境", "实验步骤", "实验结果", "讨论"]),
    ] {
        let page = student.types(&["report", "--lang", lang]).stdout;
        let found: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(found, sections);
        assert!(page.contains("4711") && page.contains("netlab subnet 10.48.189.31/17"));
    }
    // what the question is about is in it, not only its words
    student.types(&["start", "layers-whose", "--seed", "1"]);
    student.types(&["check", "a", "b", "c"]);
    let page = student.types(&["report", "--lang", "zh"]).stdout;
    for part in [
        "第 41 字节  [first]",
        "0010  00 41 91 47",
        "a) 数据链路层",
        "$ netlab exercise start layers-whose --seed 1",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let file = student.state.with_file_name("report.html");
    let path = file.to_string_lossy().into_owned();
    expect(&student.types(&["report", &path]), 0, "", "");
    let page = fs::read_to_string(&file).expect("a page");
    assert!(page.contains("&lt;s01&gt; &amp; co") && !page.contains("<s01>"));
}

/// What was answered in a quiz is kept, whenever the terminal goes away.
#[test]
#[cfg(unix)]
fn a_quiz_that_is_killed_keeps_what_was_answered() {
    use std::io::{BufRead, BufReader, Write};
    let student = Student::new("quiz-kill");
    let mut command = student.command(&["quiz", "mac", "--count", "3", "--seed", "7"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("netlab starts");
    child.stdin.as_mut().expect("a pipe").write_all(b"?\n").expect("an answer");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let reached = output.lines().map_while(Result::ok).any(|line| line == "2/3");
    let _ = child.kill();
    child.wait().expect("it ends");
    assert!(reached);
    assert_eq!(student.progress()["tries"].as_array().map(Vec::len), Some(1));
}

/// At 60 columns, in Chinese too, a title that is too long goes on below itself.
#[test]
fn a_narrow_list_stays_a_list() {
    let student = Student::new("narrow");
    let mut command = student.command(&["list", "--lang", "zh"]);
    let shown = finish(command.env("COLUMNS", "60")).stdout;
    assert!(shown.lines().all(|line| netlab::draw::width(line) <= 60), "{shown}");
    let titles: Vec<usize> =
        shown.lines().filter_map(|line| line.find("1 计算  ").map(|at| at + 8)).collect();
    let below = shown.lines().find(|line| line.trim() == "掩码").expect("the rest of a title");
    assert_eq!(below.find("掩码"), titles.first().copied(), "{shown}");
}

/// Killed at any moment, the file is the one before or the one after.
#[test]
#[cfg(unix)]
fn progress_survives_a_kill() {
    let student = Student::new("kill");
    student.types(&["start", "mac-bits", "--seed", "1"]);
    for round in 0..60u64 {
        let mut child = student
            .command(&["check", "yes", "no"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("netlab starts");
        // later in each round, so that some are hit while they write
        std::thread::sleep(std::time::Duration::from_micros(round * 150));
        let _ = child.kill();
        child.wait().expect("it ends");
        let tries = student.progress()["tries"].as_array().map(Vec::len);
        assert_eq!(tries, Some(1));
    }
}

#[test]
fn progress_is_kept_where_it_is_wanted() {
    let student = Student::new("places");
    let here = student.state.parent().expect("a directory").to_path_buf();
    // a directory, as a stick is
    let stick = here.to_string_lossy().into_owned();
    assert_eq!(finish(&mut netlab(&["exercise", "--state", &stick])).status, 0);
    assert!(here.join("netlab-exercise.json").exists());
    let mut home = netlab(&["exercise", "skip"]);
    home.env_remove("NETLAB_STATE").env_remove("XDG_STATE_HOME").env("HOME", &here);
    assert_eq!(finish(&mut home).status, 2, "nothing was begun there");
    let mut home = netlab(&["exercise"]);
    home.env_remove("NETLAB_STATE").env("XDG_STATE_HOME", here.join("xdg")).env("HOME", &here);
    assert_eq!(finish(&mut home).status, 0);
    assert!(here.join("xdg/netlab/exercise.json").exists());
    // what is no progress is left as it is
    let other = here.join("precious.txt");
    fs::write(&other, "dear diary").expect("a file");
    let ran = finish(netlab(&["exercise", "--state"]).arg(&other));
    assert_eq!((ran.status, fs::read_to_string(&other).expect("it").as_str()), (2, "dear diary"));
}

/// A file of answers is marked when it changes, and the watch ends when it is right.
#[test]
fn a_watched_file_is_marked_when_it_changes() {
    use std::io::{BufRead, BufReader};
    let student = Student::new("watch");
    let file = student.state.with_file_name("answers.txt");
    let words = solution(&exercise("subnet-range").task(11));
    let mut child = student
        .command(&["watch", "--id", "subnet-range", "--seed", "11"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("netlab starts");
    let mut notes = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    assert!(notes.next().expect("a note").expect("text").starts_with("note: watching"));
    assert!(notes.next().expect("a note").expect("text").ends_with("is not there yet"));
    let replace = |text: &str| {
        let beside = Path::new(&file).with_extension("new");
        fs::write(&beside, text).expect("a file");
        fs::rename(&beside, &file).expect("in its place");
    };
    replace("10.0.0.0\n");
    let mut lines =
        BufReader::new(child.stdout.take().expect("a pipe")).lines().map(|line| line.expect("text"));
    assert!(lines.any(|line| line.contains("not yet: 0 of 3")), "marked");
    replace(&words.join("\n"));
    assert!(lines.any(|line| line.contains("subnet-range  right")), "marked again");
    assert!(child.wait().expect("it ends").success());
}

/// The workflow is YAML, and has a step for each exercise.
#[test]
fn the_workflow_has_a_step_for_each_exercise() {
    let ran = Student::new("workflow").types(&["workflow", "--seed", "5"]);
    assert_eq!(ran.status, 0);
    for (_, exercise) in all().filter(|(_, exercise)| exercise.kind.key() != "program") {
        let step = format!("--id {} --seed 5 ", exercise.id);
        assert_eq!(ran.stdout.matches(&step).count(), 1, "{step}");
    }
    assert!(!ran.stdout.contains('\t'));
}

/// Both languages have everything: no page of a task is the same in both.
#[test]
fn everything_is_shown_in_both_languages() {
    for (_, exercise) in all() {
        let student = Student::new("languages");
        let pages: Vec<String> = ["en", "zh", "zh+en"]
            .iter()
            .map(|lang| student.types(&["start", exercise.id, "--seed", "1", "--lang", lang]).stdout)
            .collect();
        assert!(pages[0] != pages[1] && pages[1] != pages[2], "{}", exercise.id);
        for line in pages.iter().flat_map(|page| page.lines()) {
            assert!(netlab::draw::width(line) <= 80, "{}: {line}", exercise.id);
        }
    }
    assert!(read("docs/exercise.md").contains("netlab exercise check"));
}
