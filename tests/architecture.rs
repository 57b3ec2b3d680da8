//! What `docs/architecture.md` promises, held against the source code.

mod common;

use common::{files, none, read};
use netlab::proto::{ALL, DATA};
use std::collections::BTreeSet;
use std::path::Path;

/// The parts of the crate, and which others each may use.
const ORDER: &[(&str, &[&str])] = &[
    ("spec", &[]),
    ("draw", &["spec"]),
    ("address", &["spec", "draw"]),
    ("glossary", &["spec"]),
    ("sample", &["spec"]),
    ("signal", &["spec", "draw"]),
    ("capture", &["spec"]),
    ("chance", &[]),
    ("proto", &["spec", "address"]),
    ("packet", &["spec", "proto::DATA"]),
    (
        "view",
        &[
            "spec",
            "address",
            "draw",
            "packet",
            "proto::DATA",
            "capture::Direction",
            "capture::Time",
            "capture::Via",
            "chance",
        ],
    ),
    ("filter", &["spec", "draw", "packet", "proto", "capture::Direction", "capture::Time", "capture::Via"]),
    ("echo", &["spec", "address", "draw"]),
    ("build", &["spec", "address", "packet", "proto", "chance"]),
    ("link", &["spec", "capture"]),
    ("exercise", &["spec", "address", "draw", "chance", "proto", "packet", "capture", "sample", "signal"]),
    (
        "cli",
        &[
            "spec", "link", "address", "draw", "glossary", "sample", "signal", "capture", "proto", "packet",
            "view", "filter", "echo", "build", "exercise", "chance",
        ],
    ),
];

/// The code of a source file: no comment, no text between quotes, nothing from `#[cfg(test)]` on.
struct Code {
    path: String,
    lines: Vec<String>,
    /// What stood between quotes, and in which line.
    texts: Vec<(usize, String)>,
}

impl Code {
    fn of(path: &Path) -> Code {
        let (lines, texts) = split(&read(path));
        let tests = lines.iter().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(lines.len());
        let path = path.to_string_lossy().replace('\\', "/");
        let texts = texts.into_iter().filter(|(line, _)| *line < tests).collect();
        Code { path, lines: lines[..tests].to_vec(), texts }
    }

    /// `view` for `src/view.rs` and `src/view/dump.rs`.
    fn part(&self) -> &str {
        self.path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("")
    }

    /// The lines that hold `word`, as `path:line: word`.
    fn lines_with(&self, word: &str) -> Vec<String> {
        let lines = self.lines.iter().enumerate().filter(|(_, line)| has_word(line, word));
        lines.map(|(i, _)| format!("{}:{}: {word}", self.path, i + 1)).collect()
    }
}

/// Source text without comments and texts, line by line, and the texts.
fn split(source: &str) -> (Vec<String>, Vec<(usize, String)>) {
    let (mut lines, mut texts) = (vec![String::new()], Vec::new());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => lines.push(String::new()),
            '/' if chars.peek() == Some(&'/') => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
            }
            '"' => {
                let line = lines.last().expect("a line");
                let hashes = line.len() - line.trim_end_matches('#').len();
                let raw = line.trim_end_matches('#').ends_with('r');
                let end = format!("\"{}", "#".repeat(if raw { hashes } else { 0 }));
                let (mut text, start) = (String::new(), lines.len() - 1);
                while let Some(c) = chars.next() {
                    text.push(c);
                    if text.ends_with(&end) {
                        break;
                    }
                    if c == '\\' && !raw {
                        text.pop();
                        text.extend(chars.next().map(|c| if c == '"' { '\'' } else { c }));
                    }
                }
                text.truncate(text.len().saturating_sub(end.len()));
                lines.extend(std::iter::repeat_n(String::new(), text.matches('\n').count()));
                texts.push((start, text));
            }
            '\'' => {
                // a character, or a lifetime
                let rest: String = chars.clone().take(12).collect();
                let end = match rest.strip_prefix('\\') {
                    Some(escaped) => escaped.chars().skip(1).position(|c| c == '\'').map(|at| at + 2),
                    None => rest.chars().nth(1).filter(|c| *c == '\'').map(|_| 1),
                };
                if let Some(end) = end {
                    chars.nth(end);
                }
            }
            c => lines.last_mut().expect("a line").push(c),
        }
    }
    (lines, texts)
}

/// Whether `word` stands in `line` by itself: `eprint!` is not `print!`.
fn has_word(line: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let starts = word.starts_with(joins) && before.is_some_and(joins);
        let ends = word.ends_with(joins) && after.is_some_and(joins);
        !starts && !ends
    })
}

fn source() -> Vec<Code> {
    files("src", ".rs").iter().map(|path| Code::of(path)).collect()
}

/// The paths that follow `crate::` in a file: `spec::Text`, and each of `spec::{Text, text}`.
fn uses(code: &Code) -> Vec<String> {
    let text = code.lines.join(" ");
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let end = rest.find(|c| !is_path(c)).unwrap_or(rest.len());
        let (path, behind) = rest.split_at(end);
        match behind.strip_prefix('{').filter(|_| path.is_empty() || path.ends_with("::")) {
            Some(list) => {
                let list = list.split('}').next().unwrap_or("");
                found.extend(list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| {
                    if name == "self" { path.trim_end_matches("::").into() } else { format!("{path}{name}") }
                }));
            }
            None => found.push(path.to_string()),
        }
    }
    // the macros `say!` and `say_in!` are spec's, exported at the root
    found.into_iter().filter(|path| path != "say" && path != "say_in").collect()
}

#[test]
fn each_part_uses_only_what_stands_below_it() {
    let lib = read("src/lib.rs");
    let listed: BTreeSet<&str> = ORDER.iter().map(|(part, _)| *part).collect();
    let modules: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, listed);
    let mut wrong = Vec::new();
    for code in source() {
        let Some((part, below)) = ORDER.iter().find(|(part, _)| *part == code.part()) else { continue };
        for path in uses(&code) {
            let allowed = below
                .iter()
                .chain([part])
                .any(|allowed| path == *allowed || path.starts_with(&format!("{allowed}::")));
            if !allowed {
                wrong.push(format!("{}: crate::{path}", code.path));
            }
        }
    }
    none(wrong, "a part may use only what ORDER in this test gives it");
    for (i, (part, below)) in ORDER.iter().enumerate() {
        for other in *below {
            let other = other.split("::").next().unwrap_or("");
            assert!(ORDER[..i].iter().any(|(lower, _)| *lower == other), "{part} stands below {other}");
        }
    }
}

#[test]
fn spec_packet_and_view_name_no_protocol() {
    let names: BTreeSet<&str> = ALL
        .iter()
        .filter(|protocol| !std::ptr::eq(**protocol, &DATA))
        .flat_map(|protocol| [protocol.key, protocol.name])
        .collect();
    let mut found = Vec::new();
    for code in source() {
        if !["spec", "packet", "view"].contains(&code.part()) {
            continue;
        }
        for (line, text) in &code.texts {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
            for word in words.filter(|word| names.contains(word)) {
                found.push(format!("{}:{}: {word}", code.path, line + 1));
            }
        }
    }
    none(found, "what works on all protocols names none");
}

#[test]
fn only_the_command_line_knows_the_world() {
    const WORLD: &[&str] = &[
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "dbg!",
        "env!",
        "option_env!",
        "std::env",
        "env::var",
        "std::fs",
        "std::process",
        "std::thread",
        "io::stdin",
        "io::stdout",
        "io::stderr",
        "IsTerminal",
        "terminal_size",
        "Instant",
        "SystemTime",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "clap",
    ];
    /// What a part other than `cli`, or a file of it, is for.
    const OWN: &[(&str, &[&str])] = &[
        ("src/echo", &["Instant", "TcpStream", "TcpListener", "UdpSocket"]),
        // the kernel's table of sockets is a file
        ("src/echo/kernel/table.rs", &["std::fs"]),
        ("src/link", &["std::fs", "Instant"]),
        // the name of a Unix socket is one, where it is not Linux's
        ("src/echo/socket.rs", &["std::fs", "std::process"]),
    ];
    let inner = source().into_iter().filter(|code| code.part() != "cli" && code.path != "src/main.rs");
    let mut found = Vec::new();
    for code in inner {
        let own = OWN.iter().filter(|(place, _)| code.path.starts_with(place));
        let own: Vec<&str> = own.flat_map(|(_, words)| *words).copied().collect();
        found.extend(WORLD.iter().filter(|word| !own.contains(word)).flat_map(|word| code.lines_with(word)));
    }
    none(
        found,
        "only src/cli prints, reads files and the environment, and knows clocks and terminals; src/echo has sockets",
    );
}

/// What no safe crate asks of the kernel: the files that do, and how often.
const ASKS: &[(&str, usize)] = &[("src/echo/kernel/ask.rs", 5), ("src/link/ask.rs", 7)];

#[test]
fn nothing_can_panic_by_a_word() {
    const WORDS: &[&str] = &[
        ".unwrap()",
        ".expect(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        "unsafe",
        "assert!",
        "assert_eq!",
    ];
    /// Evaluated while compiling: they refuse a wrong table.
    const AT_COMPILE_TIME: &[(&str, &str)] =
        &[("src/spec/part.rs", "panic!"), ("src/spec/field.rs", "assert!"), ("src/spec/text.rs", "assert!")];
    let mut found = Vec::new();
    for code in source() {
        let allowed = |word: &str| {
            let place = (code.path.as_str(), word);
            AT_COMPILE_TIME.contains(&place)
                || word == "unsafe" && ASKS.iter().any(|(file, _)| *file == code.path)
        };
        let words = WORDS.iter().filter(|word| !allowed(word));
        found.extend(words.flat_map(|word| code.lines_with(word)));
    }
    none(found, "hostile octets must never stop netlab");
}

/// The one file with `unsafe` in it stays small, and says beside each use why it is sound.
#[test]
fn every_unsafe_has_its_proof() {
    for (file, count) in ASKS {
        let source = read(file);
        let lines: Vec<&str> = source.lines().map(str::trim).collect();
        let uses: Vec<usize> = (0..lines.len())
            .filter(|i| !lines[*i].starts_with("//") && has_word(lines[*i], "unsafe"))
            .collect();
        assert_eq!(uses.len(), *count, "{file}");
        for at in uses {
            let proof = lines[..at]
                .iter()
                .rev()
                .skip_while(|line| !line.starts_with("//"))
                .take_while(|line| line.starts_with("//"));
            let near = lines[..at].iter().rev().take_while(|line| !line.starts_with("//")).count();
            assert!(
                near == 0 && proof.last().is_some_and(|line| line.starts_with("// SAFETY: ")),
                "{file}, line {}",
                at + 1
            );
        }
    }
}

#[test]
fn offsets_are_sums_of_widths() {
    let inner = source().into_iter().filter(|code| code.part() != "spec");
    none(inner.flat_map(|code| code.lines_with("Slot {")), "a place is found with `slot`, never written");
}

#[test]
fn files_are_short_enough_to_read() {
    let all = files("src", ".rs").into_iter().chain(files("tests", ".rs"));
    let long = all.filter_map(|path| {
        let lines = read(&path).lines().count();
        (lines > 800).then(|| format!("{}: {lines} lines", path.display()))
    });
    none(long, "at most 800 lines a file");
}

/// A test that skips without `common::skip` could do so in CI.
#[test]
fn only_one_place_skips_tests() {
    let others = files("tests", ".rs")
        .into_iter()
        .filter(|path| !path.ends_with("common/mod.rs") && !path.ends_with("architecture.rs"));
    let found = others.filter(|path| read(path).contains("\"skipped:"));
    none(found.map(|path| path.display().to_string()), "use common::skip");
}
