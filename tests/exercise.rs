//! Every exercise, held to what all must keep: it can be solved, fails where it should, and names the mistake.

mod common;

use common::{none, run};
use netlab::exercise::{
    Cell, Exercise, Exhibit, Form, Kind, Mark, Task, Topic, Value, all, mark, read, topic,
};
use netlab::spec::{Lang, Said};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::{env, fs};

/// How many seeds each exercise is tried with.
const SEEDS: u64 = 60;

/// Calls `each` with tasks of every exercise.
fn tasks(mut each: impl FnMut(&'static Topic, &'static Exercise, u64, &Task)) {
    for (topic, exercise) in all() {
        for seed in 0..SEEDS {
            each(topic, exercise, seed, &exercise.task(seed));
        }
    }
}

/// The answers typed as their names and values, as one would on the command line.
fn typed(task: &Task, answers: &[(&str, Value)], lang: Lang) -> Vec<String> {
    let shown = |(key, value): &(&str, Value)| {
        let part = task.part(key).unwrap_or_else(|| panic!("no part {key}"));
        format!("{key}={}", part.form.show(value, lang))
    };
    answers.iter().map(shown).collect()
}

fn read_back(task: &Task, typed: &[String]) -> Vec<Option<Value>> {
    let words: Vec<&str> = typed.iter().map(String::as_str).collect();
    read(task, &words).unwrap_or_else(|trouble| panic!("{typed:?}: {}", trouble.what))
}

#[test]
fn names_are_names_and_used_once() {
    let is_key = |key: &str| {
        !key.is_empty() && key.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
    };
    let mut seen = BTreeSet::new();
    let mut topics = BTreeSet::new();
    for topic in topic::ALL {
        assert!(is_key(topic.key) && topics.insert(topic.key), "{}", topic.key);
    }
    for (topic, exercise) in all() {
        assert!(is_key(exercise.id) && exercise.id.len() < 32, "{}", exercise.id);
        assert!(seen.insert(exercise.id), "{} twice", exercise.id);
        let is_of_topic = exercise.id.starts_with(&format!("{}-", topic.key));
        assert!(is_of_topic || exercise.kind == Kind::Program, "{} in {}", exercise.id, topic.key);
        assert!((1..=3).contains(&exercise.level), "{}", exercise.id);
    }
    assert!(seen.len() >= 6, "exercises are missing");
}

/// One name, one thought, though several exercises may name it.
#[test]
fn a_misconception_has_one_name() {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for (_, exercise) in all() {
        for misconception in exercise.misconceptions {
            let said = names.entry(misconception.id).or_insert(misconception.name.en);
            assert_eq!(*said, misconception.name.en, "{}", misconception.id);
        }
    }
}

#[test]
fn parts_have_names_of_their_own() {
    tasks(|_, exercise, seed, task| {
        let keys: BTreeSet<&str> = task.parts.iter().map(|part| part.key).collect();
        assert_eq!(keys.len(), task.parts.len(), "{} {seed}", exercise.id);
        assert!(!task.parts.is_empty() || exercise.kind == Kind::Program, "{} {seed}", exercise.id);
        let in_tables = task.exhibits.iter().flat_map(|exhibit| match exhibit {
            Exhibit::Table { head, rows } => {
                assert!(
                    rows.iter().all(|row| row.len() == head.len()),
                    "{} {seed}: ragged table",
                    exercise.id
                );
                rows.iter().flatten().collect()
            }
            _ => Vec::new(),
        });
        for cell in in_tables {
            if let Cell::Asked(key) = cell {
                assert!(keys.contains(key), "{} {seed}: no part {key}", exercise.id);
            }
        }
    });
}

#[test]
fn every_exercise_fails_unanswered() {
    tasks(|_, exercise, seed, task| {
        assert!(!mark(task, &[]).is_right(), "{} {seed}", exercise.id);
        let open = vec!["?"; task.parts.len()];
        let marked = mark(task, &read(task, &open).expect("open answers")).is_right();
        assert!(!marked, "{} {seed}", exercise.id);
    });
}

#[test]
fn every_exercise_passes_its_solution() {
    tasks(|_, exercise, seed, task| {
        for lang in [Lang::En, Lang::Zh] {
            let solution: Vec<(&str, Value)> = task
                .parts
                .iter()
                .map(|part| (part.key, part.solution().expect("a solution").clone()))
                .collect();
            let typed = typed(task, &solution, lang);
            let marked = mark(task, &read_back(task, &typed)).right();
            assert_eq!(marked, task.parts.len(), "{} {seed}: {typed:?}", exercise.id);
        }
    });
}

#[test]
fn every_misconception_fails_with_its_name() {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    tasks(|_, exercise, seed, task| {
        for wrong in &task.wrongs {
            let id = wrong.misconception.id;
            assert!(
                exercise.misconceptions.iter().any(|listed| std::ptr::eq(*listed, wrong.misconception)),
                "{} does not list {id}",
                exercise.id
            );
            seen.insert((exercise.id, id));
            for lang in [Lang::En, Lang::Zh] {
                let answers = read_back(task, &typed(task, &wrong.answers, lang));
                let marked = mark(task, &answers);
                assert!(!marked.is_right());
                for (mark, answer) in marked.marks.iter().zip(&answers) {
                    match mark {
                        Mark::Missing => assert!(answer.is_none()),
                        Mark::Wrong { why: Some((named, see)), .. } => {
                            assert_eq!(named.id, id, "{} {seed}", exercise.id);
                            assert!(see.starts_with("netlab "), "{} {seed}: {see}", exercise.id);
                        }
                        _ => panic!("{} {seed}: {id} has no name for {answer:?}", exercise.id),
                    }
                }
            }
        }
    });
    let unseen = all().flat_map(|(_, exercise)| {
        exercise.misconceptions.iter().map(move |misconception| (exercise.id, misconception.id))
    });
    none(
        unseen.filter(|pair| !seen.contains(pair)).map(|pair| format!("{pair:?}")),
        "no task names these misconceptions",
    );
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// A sentence for people; numbers, octets and addresses by themselves are the same in both languages.
fn assert_both(said: &Said, place: &str) {
    let is_prose = said.en.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() > 3 && word.chars().all(|c| c.is_ascii_lowercase())
    });
    assert!(!said.en.is_empty() && !is_chinese(&said.en), "{place}: {:?}", said.en);
    assert!(is_chinese(&said.zh) || (!is_prose && said.en == said.zh), "{place}: {:?}", said.zh);
}

#[test]
fn everything_is_said_in_both_languages() {
    tasks(|_, exercise, seed, task| {
        let place = format!("{} {seed}", exercise.id);
        assert_both(&task.asks, &place);
        task.hints.iter().for_each(|hint| assert_both(hint, &place));
        for part in &task.parts {
            assert_both(&part.label, &place);
            part.form.options().iter().for_each(|option| assert_both(option, &place));
        }
        for exhibit in &task.exhibits {
            if let Exhibit::Table { head, rows } = exhibit {
                head.iter().for_each(|said| assert_both(said, &place));
                for cell in rows.iter().flatten() {
                    if let Cell::Shown(said) = cell {
                        assert_both(said, &place);
                    }
                }
            }
        }
    });
}

/// The words of a text, as one would type them.
fn words(text: &str) -> BTreeSet<String> {
    let between = |c: char| c.is_whitespace() || "，。；：、（）()“”\"`=,;+".contains(c);
    text.split(between).map(|word| word.trim_end_matches(['.', ':', '?']).to_lowercase()).collect()
}

/// The first two hints help without telling. What the question says itself is no secret, nor are small numbers.
#[test]
fn only_the_third_hint_tells() {
    tasks(|_, exercise, seed, task| {
        let mut known = words(&task.asks.en);
        known.extend(words(&task.asks.zh));
        known.extend(task.given.iter().map(|(_, value)| value.to_lowercase()));
        for part in &task.parts {
            let secret = match (&part.form, part.solution().expect("a solution")) {
                (Form::YesNo | Form::Choice(_) | Form::Ticks(_) | Form::Order(_), _) => continue,
                (_, Value::Number(number)) if number.abs() < 20 => continue,
                (form, value) => form.show(value, Lang::En).to_lowercase(),
            };
            if known.contains(&secret) {
                continue;
            }
            for hint in &task.hints[..2] {
                let told = [&hint.en, &hint.zh].iter().any(|text| words(text).contains(&secret));
                assert!(!told, "{} {seed}: {secret} is told by: {}", exercise.id, hint.en);
            }
        }
    });
}

/// What can be drawn differs, so that "another one" is another.
#[test]
fn tasks_differ() {
    for (_, exercise) in all().filter(|(_, exercise)| exercise.kind != Kind::Program) {
        let drawn: BTreeSet<String> = (0..SEEDS).map(|seed| line(&exercise.task(seed))).collect();
        assert!(drawn.len() >= 3, "{}: {} tasks only", exercise.id, drawn.len());
    }
}

/// What a task is, without its words: those may get better.
fn line(task: &Task) -> String {
    let mut parts: Vec<String> = task.given.iter().map(|(key, value)| format!("{key}={value}")).collect();
    for exhibit in &task.exhibits {
        if let Exhibit::Frames { frames, .. } = exhibit {
            let octets = frames.concat();
            parts.push(format!(
                "{} frames, {} octets, CRC-32 {:08x}",
                frames.len(),
                octets.len(),
                crc32(&octets)
            ));
        }
    }
    for part in &task.parts {
        let shown = part.form.show(part.solution().expect("a solution"), Lang::En);
        let shown = match shown.len() {
            0..=60 => shown,
            len => format!("{len} characters, CRC-32 {:08x}", crc32(shown.as_bytes())),
        };
        parts.push(format!("{}: {shown}", part.key));
    }
    parts.join("; ")
}

/// The sum of IEEE 802.3, bit by bit.
fn crc32(octets: &[u8]) -> u32 {
    !octets.iter().fold(u32::MAX, |sum, octet| {
        (0..8).fold(sum ^ u32::from(*octet), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// A seed that was written on a sheet gives the same task for ever. `UPDATE=1 cargo test --test exercise` adds what is
/// new; what is there has to be changed by hand, and that breaks every sheet that was printed.
#[test]
fn the_task_of_a_seed_never_changes() {
    for topic in topic::ALL.iter().filter(|topic| !topic.exercises.is_empty()) {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/exercise/golden")
            .join(format!("{}.txt", topic.key));
        let golden = fs::read_to_string(&path).unwrap_or_default();
        let (mut lost, mut wrong, mut new) = (Vec::new(), Vec::new(), String::new());
        let known: BTreeMap<&str, &str> = golden.lines().filter_map(|line| line.split_once(" | ")).collect();
        for exercise in topic.exercises {
            for seed in [0, 1, 2, 3, u64::MAX] {
                let (key, now) = (format!("{} {seed}", exercise.id), line(&exercise.task(seed)));
                match known.get(key.as_str()) {
                    None => {
                        new.push_str(&format!("{key} | {now}\n"));
                        lost.push(key);
                    }
                    Some(then) if **then != now => wrong.push(format!("{key}\n  then {then}\n  now  {now}")),
                    Some(_) => (),
                }
            }
        }
        none(wrong, "a seed gives another task than it did");
        if env::var_os("UPDATE").is_some() {
            fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
            fs::write(&path, golden + &new).expect("the golden list");
        } else {
            none(lost, "UPDATE=1 cargo test --test exercise adds these to the golden list");
        }
    }
}

/// The commands that show the evidence run, and what they say is no trouble.
#[test]
fn the_evidence_can_be_seen() {
    for (_, exercise) in all() {
        let mut seen = BTreeSet::new();
        // a claim has one command, whatever the seed; elsewhere the seeds give others
        let seeds = if exercise.kind == Kind::Refute { SEEDS } else { 3 };
        for seed in 0..seeds {
            let task = exercise.task(seed);
            seen.extend(task.wrongs.iter().map(|wrong| wrong.see.clone()).chain([task.see.clone()]));
        }
        for command in seen {
            let args: Vec<&str> = command.split(' ').skip(1).collect();
            let ran = run(&args);
            assert!(ran.status < 2 && !ran.stdout.is_empty(), "{}: {command}: {}", exercise.id, ran.stderr);
        }
    }
}

/// The page that explains how to add an exercise quotes one that is there.
#[test]
fn the_page_quotes_the_source() {
    let page = common::read("docs/adding-an-exercise.md");
    let source = common::read("src/exercise/topic/mac.rs");
    let quoted: Vec<&str> =
        page.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(quoted.len() >= 4);
    none(
        quoted.iter().filter(|block| !source.contains(*block)).map(ToString::to_string),
        "docs/adding-an-exercise.md is not src/exercise/topic/mac.rs",
    );
}

/// Everything that is computed is computed again by Python, out of what was drawn: in 10,000 tasks of each exercise in
/// CI, in fewer on the way there.
#[test]
fn python_finds_the_same_answers() {
    let seeds = if env::var_os("CI").is_some() { 10_000 } else { 1_000 };
    let mut lines = String::new();
    for (_, exercise) in all() {
        for seed in 0..seeds {
            let task = exercise.task(seed);
            let mut given: BTreeMap<&str, &str> =
                task.given.iter().map(|(key, value)| (*key, value.as_str())).collect();
            let rows = rows(&task);
            if !rows.is_empty() {
                given.insert("the table", &rows);
            }
            let answers: BTreeMap<&str, String> = task
                .parts
                .iter()
                .map(|part| (part.key, part.form.show(part.solution().expect("a solution"), Lang::En)))
                .collect();
            let frames = task.frames();
            let task = serde_json::json!({ "id": exercise.id, "seed": seed, "given": given, "frames": frames, "answers": answers });
            lines.push_str(&format!("{task}\n"));
            if seed == 99 && !has_witness(exercise.id) {
                break;
            }
        }
    }
    let path = common::directory("exercise-witness").join("tasks");
    fs::write(&path, lines).expect("a file");
    let mut python = std::process::Command::new("python3");
    // -B: no files of its own among the sources
    python.arg("-B").arg(common::root().join("tests/exercise/witness")).arg(&path);
    let Some(said) = common::ask("python3", &mut python) else { return };
    let solved: u64 = said.trim().parse().unwrap_or_else(|_| panic!("{said}"));
    assert!(solved >= 2 * seeds, "{said}");
}

/// What stands in the tables of a task, a row a line.
fn rows(task: &Task) -> String {
    let mut lines = Vec::new();
    for exhibit in &task.exhibits {
        let Exhibit::Table { rows, .. } = exhibit else { continue };
        for row in rows {
            let cell = |cell: &Cell| match cell {
                Cell::Shown(said) => said.en.clone(),
                Cell::Asked(key) => format!("[{key}]"),
            };
            lines.push(row.iter().map(cell).collect::<Vec<_>>().join(" | "));
        }
    }
    lines.join("\n")
}

/// Whatever is to be computed, and whatever is to be built, has a witness that was not made by netlab.
#[test]
fn what_is_computed_has_a_second_witness() {
    // these are held against tshark below
    const TSHARK: [&str; 2] = ["arp-request", "dhcp-answer"];
    for (_, exercise) in all().filter(|(_, exercise)| matches!(exercise.kind, Kind::Compute | Kind::Build)) {
        assert!(has_witness(exercise.id) || TSHARK.contains(&exercise.id), "{}", exercise.id);
    }
}

/// Frames as a capture file of Ethernet (LINKTYPE 1), as the IETF draft of the pcap format has it.
fn pcap(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut file = [0xa1b2_c3d4u32, 0x0002_0004, 0, 0, 65535, 1].map(u32::to_be_bytes).concat();
    for frame in frames {
        let length = frame.len() as u32;
        file.extend([0, 0, length, length].map(u32::to_be_bytes).concat());
        file.extend(frame);
    }
    file
}

/// The frames that are to be built are whole for tshark too, and those that are to be read say there what they say here.
#[test]
fn tshark_reads_the_frames_alike() {
    const FIELDS: [&str; 12] = [
        "eth.dst",
        "eth.src",
        "eth.type",
        "arp.opcode",
        "arp.isprobe",
        "arp.isannouncement",
        "ip.src",
        "ip.dst",
        "udp.dstport",
        "ip.checksum.status",
        "icmp.checksum.status",
        "_ws.malformed",
    ];
    let (mut frames, mut expected) = (Vec::new(), Vec::new());
    for seed in 0..100 {
        let shown = |task: &Task, key: &str| {
            let part = task.part(key).expect("a part");
            part.form.show(part.solution().expect("a solution"), Lang::En)
        };
        for id in [
            "ethernet-read",
            "arp-sort",
            "icmp-quote",
            "arp-request",
            "ethernet-build",
            "ipv4-forward",
            "icmp-reply",
        ] {
            let (_, exercise) = netlab::exercise::find(id).expect("an exercise");
            let task = exercise.task(seed);
            let exhibited = task.exhibits.iter().find_map(|exhibit| match exhibit {
                Exhibit::Frames { frames, .. } => frames.first().cloned(),
                _ => None,
            });
            let built = task.part("frame").and_then(|part| part.solution().cloned());
            let frame = match (built, exhibited) {
                (Some(Value::Octets(octets)), _) | (_, Some(octets)) => octets,
                _ => panic!("{id} has no frame"),
            };
            let says: Vec<(&str, String)> = match id {
                "ethernet-read" => vec![
                    ("eth.dst", shown(&task, "dst")),
                    ("eth.src", shown(&task, "src")),
                    ("eth.type", format!("0x{}", shown(&task, "ethertype").replace(' ', ""))),
                ],
                "arp-sort" => {
                    let kind = shown(&task, "kind");
                    let is = |letter: &str| if kind == letter { "1" } else { "" };
                    vec![
                        ("arp.opcode", if kind == "b" { "2" } else { "1" }.to_string()),
                        ("arp.isprobe", is("c").to_string()),
                        ("arp.isannouncement", is("d").to_string()),
                    ]
                }
                "icmp-quote" => vec![
                    ("ip.src", shown(&task, "reporter")),
                    ("ip.dst", shown(&task, "target")),
                    ("udp.dstport", shown(&task, "port")),
                ],
                "ipv4-forward" => vec![("ip.checksum.status", "1".to_string())],
                "icmp-reply" => {
                    vec![("ip.checksum.status", "1".to_string()), ("icmp.checksum.status", "1".to_string())]
                }
                _ => Vec::new(),
            };
            frames.push(frame);
            expected.push((id, seed, says));
        }
    }
    let path = common::directory("exercise-tshark").join("frames.pcap");
    fs::write(&path, pcap(&frames)).expect("a file");
    let mut tshark = std::process::Command::new("tshark");
    // the words behind port 53 are no DNS
    tshark.args(["--disable-protocol", "dns"]);
    tshark.args(["-o", "ip.check_checksum:TRUE", "-T", "fields", "-E", "separator=;", "-r"]).arg(&path);
    tshark.args(FIELDS.iter().flat_map(|field| ["-e", field]));
    let Some(said) = common::ask("tshark", &mut tshark) else { return };
    assert_eq!(said.lines().count(), expected.len());
    for (line, (id, seed, says)) in said.lines().zip(expected) {
        let found: BTreeMap<&str, &str> = FIELDS.into_iter().zip(line.split(';')).collect();
        assert_eq!(found["_ws.malformed"], "", "{id} {seed}: {line}");
        for (field, value) in says {
            // of two IPv4 headers the first tells who reports, the last what about
            let all: Vec<&str> = found[field].split(',').collect();
            let one = if field == "ip.dst" { all.last() } else { all.first() };
            assert_eq!(one.copied().unwrap_or(""), value, "{id} {seed} {field}: {line}");
        }
    }
}

/// Whether the script has a second way for this exercise.
fn has_witness(id: &str) -> bool {
    let folder = common::root().join("tests/exercise/witness");
    let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
    let mut texts = files.filter_map(|file| fs::read_to_string(file).ok());
    texts.any(|text| text.contains(&format!("@solves('{id}')")))
}

/// What is answered about segments and messages, tshark finds in the frames too.
#[test]
fn tshark_finds_the_answers_of_higher_layers() {
    // each field, and the part that it answers
    const ASKED: [(&str, &[(&str, &str)]); 8] = [
        ("tcp-answer", &[("tcp.seq_raw", "seq"), ("tcp.len", "data"), ("tcp.nxtseq", "ack")]),
        ("tcp-syn-ack", &[]),
        ("dhcp-answer", &[]),
        ("dns-header", &[("dns.flags.rcode", "rcode"), ("dns.count.answers", "answers")]),
        ("dns-pointer", &[("dns.cname", "name")]),
        (
            "dhcp-ack",
            &[
                ("dhcp.ip.your", "address"),
                ("dhcp.option.router", "router"),
                ("dhcp.option.domain_name_server", "dns"),
                ("dhcp.option.ip_address_lease_time", "lease"),
            ],
        ),
        (
            "dhcp-chosen",
            &[("dhcp.option.requested_ip_address", "address"), ("dhcp.option.dhcp_server_id", "server")],
        ),
        ("http-body", &[("http.content_length", "count")]),
    ];
    const WHOLE: [&str; 4] =
        ["_ws.malformed", "ip.checksum.status", "tcp.checksum.status", "udp.checksum.status"];
    let (mut frames, mut expected) = (Vec::new(), Vec::new());
    for seed in 0..100 {
        for (id, fields) in ASKED {
            let (_, exercise) = netlab::exercise::find(id).expect("an exercise");
            let task = exercise.task(seed);
            let shown = |key: &str| {
                let part = task.part(key).expect("a part");
                part.form.show(part.solution().expect("a solution"), Lang::En)
            };
            let built = task.part("frame").and_then(|part| part.solution().cloned());
            let last = task.exhibits.iter().find_map(|exhibit| match exhibit {
                Exhibit::Frames { frames, .. } => frames.last().cloned(),
                _ => None,
            });
            frames.push(match built {
                Some(Value::Octets(octets)) => octets,
                _ => last.expect("a frame"),
            });
            // a query has no response code: the field means nothing there (RFC 1035 §4.1.1)
            let is_query = id == "dns-header" && shown("response") == "no";
            let told = fields.iter().filter(|(_, key)| !(is_query && *key == "rcode"));
            let says: Vec<_> = told.map(|(field, key)| (*field, shown(key))).collect();
            expected.push((id, seed, says));
        }
    }
    let path = common::directory("exercise-tshark-higher").join("frames.pcap");
    fs::write(&path, pcap(&frames)).expect("a file");
    let fields: Vec<&str> = WHOLE
        .into_iter()
        .chain(ASKED.iter().flat_map(|(_, fields)| fields.iter().map(|(field, _)| *field)))
        .collect();
    let mut tshark = std::process::Command::new("tshark");
    for check in ["ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "udp.check_checksum:TRUE"] {
        tshark.args(["-o", check]);
    }
    tshark
        .args(["-o", "tcp.relative_sequence_numbers:FALSE", "-T", "fields", "-E", "separator=;", "-r"])
        .arg(&path);
    tshark.args(fields.iter().flat_map(|field| ["-e", field]));
    let Some(said) = common::ask("tshark", &mut tshark) else { return };
    assert_eq!(said.lines().count(), expected.len());
    for (line, (id, seed, says)) in said.lines().zip(expected) {
        let found: BTreeMap<&str, &str> = fields.iter().copied().zip(line.split(';')).collect();
        assert_eq!(found["_ws.malformed"], "", "{id} {seed}: {line}");
        assert_eq!(found["ip.checksum.status"], "1", "{id} {seed}: {line}");
        assert_eq!(
            format!("{}{}", found["tcp.checksum.status"], found["udp.checksum.status"]),
            "1",
            "{id} {seed}"
        );
        for (field, value) in says {
            assert_eq!(found[field], value, "{id} {seed} {field}: {line}");
        }
    }
}

/// Whatever is typed, it is read or refused, in every form; and what was read is shown so that it can be typed.
#[test]
fn nothing_that_is_typed_breaks_anything() {
    use netlab::exercise::Quantity;
    use proptest::prelude::*;
    let options =
        || vec![Said { en: "one".into(), zh: "一".into() }, Said { en: "two".into(), zh: "二".into() }];
    let forms = vec![
        Form::Number,
        Form::Quantity(Quantity::Time),
        Form::Quantity(Quantity::Rate),
        Form::Quantity(Quantity::Size),
        Form::Quantity(Quantity::Share),
        Form::Address,
        Form::Prefix,
        Form::Network,
        Form::Mac,
        Form::Ipv6,
        Form::Octets,
        Form::Bits,
        Form::YesNo,
        Form::Choice(options()),
        Form::Ticks(options()),
        Form::Order(options()),
        Form::List(Box::new(Form::Number)),
        Form::Set(Box::new(Form::Address)),
        Form::Word,
        Form::Exact,
    ];
    let typed = prop_oneof![
        any::<String>(),
        "[-+0-9a-fx.:/,^ ]{0,40}",
        "[0-9]{1,40}(\\.[0-9]{0,15})? ?(ms|s|Gbit/s|octets|%)?",
        "[ａ-ｚ０-９：．／－、。 ]{0,20}",
    ];
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    runner
        .run(&typed, |typed| {
            for form in &forms {
                if let Ok(value) = form.read(&typed) {
                    let shown = form.show(&value, Lang::En);
                    prop_assert!(form.notations(&value).contains(&shown));
                    // a quantity is printed to twelve digits, and text may hold what only one keyboard has
                    if !matches!(
                        form,
                        Form::Quantity(_) | Form::Word | Form::Exact | Form::List(_) | Form::Set(_)
                    ) {
                        prop_assert_eq!(
                            form.read(&shown).ok(),
                            Some(value),
                            "{:?}: {} as {}",
                            form,
                            typed,
                            shown
                        );
                    }
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}
