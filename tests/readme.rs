//! The README in both languages: what it shows is what netlab prints, and the two stay in step.
//!
//! `UPDATE=1 cargo test --test readme` writes the output of today into both.

mod common;

use common::{plain, read, root};
use std::process::Command;
use std::{env, fs};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "docs/README.zh.md";

/// A block between fences: the word behind the first fence, and its lines.
#[derive(Debug)]
struct Block {
    kind: String,
    lines: Vec<String>,
}

/// The fenced blocks of a page, and the lines between them.
fn blocks(text: &str) -> (Vec<Block>, Vec<String>) {
    let (mut blocks, mut prose): (Vec<Block>, Vec<String>) = (Vec::new(), Vec::new());
    let mut open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(kind) => {
                open = true;
                blocks.push(Block { kind: kind.into(), lines: Vec::new() });
            }
            None if open => blocks.last_mut().expect("an open block").lines.push(line.into()),
            None => prose.push(line.into()),
        }
    }
    assert!(!open, "a block is not closed");
    (blocks, prose)
}

/// What is typed in a block: the lines behind `$`, or all of them in a block of commands only.
fn commands(block: &Block) -> Vec<&str> {
    match block.kind.as_str() {
        "console" => block.lines.iter().filter_map(|line| line.strip_prefix("$ ")).collect(),
        "sh" => block.lines.iter().map(String::as_str).collect(),
        kind => panic!("a block of `{kind}`"),
    }
}

/// What a shell shows for a command typed in `lang`.
#[cfg(unix)]
fn shown(typed: &str, lang: &str) -> String {
    let built = std::path::Path::new(env!("CARGO_BIN_EXE_netlab")).parent().expect("a directory");
    let path = format!("{}:{}", built.display(), env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    plain(&mut shell);
    // the README's first command builds netlab; here it is built
    shell.arg("-c").arg(format!("exec 2>&1; {}", typed.replace("cargo run --quiet --", "netlab")));
    let output = shell.env("PATH", path).env("LANG", lang).current_dir(root()).output().expect("a shell");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[cfg(unix)]
fn check(page: &str, lang: &str) {
    let text = read(page);
    let mut fresh = String::new();
    let mut lines = text.lines().peekable();
    let mut console = false;
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        console = match line {
            "```console" => true,
            line => console && !line.starts_with("```"),
        };
        if let Some(typed) = line.strip_prefix("$ ").filter(|_| console) {
            while lines.next_if(|line| !line.starts_with("$ ") && !line.starts_with("```")).is_some() {}
            let output = shown(typed, lang);
            assert!(!output.is_empty(), "{page}: `{typed}` prints nothing");
            fresh.push_str(&output);
        }
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(root().join(page), &fresh).expect("the page is written");
        return;
    }
    for (i, (old, new)) in text.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(old, new, "{page}:{}: UPDATE=1 cargo test --test readme", i + 1);
    }
    assert_eq!(text, fresh, "{page}");
}

#[test]
#[cfg(unix)]
fn the_readme_shows_what_netlab_prints() {
    check(ENGLISH, "C");
    check(CHINESE, "zh_CN.UTF-8");
}

/// Same sections in the same order, same commands, same links.
#[test]
fn both_languages_say_the_same() {
    let outline = |page: &str| {
        let (blocks, prose) = blocks(&read(page));
        let typed: Vec<(String, Vec<String>)> = blocks
            .iter()
            .map(|block| (block.kind.clone(), commands(block).iter().map(ToString::to_string).collect()))
            .collect();
        let headings: Vec<usize> = prose
            .iter()
            .filter(|line| line.starts_with('#'))
            .map(|line| line.chars().take_while(|c| *c == '#').count())
            .collect();
        let text = prose.join("\n");
        let targets: Vec<String> = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|target| !target.ends_with("README.md") && !target.ends_with("README.zh.md"))
            .map(|target| target.rsplit('/').next().unwrap_or(target).to_string())
            .collect();
        let rows = prose.iter().filter(|line| line.starts_with('|')).count();
        (typed, headings, targets, rows)
    };
    assert_eq!(outline(ENGLISH), outline(CHINESE));
}

/// What a new user meets first works in a fresh clone.
#[test]
fn the_first_commands_need_no_set_up() {
    let (blocks, prose) = blocks(&read(ENGLISH));
    let typed: Vec<&str> = blocks.iter().flat_map(commands).collect();
    assert_eq!(typed[..2], ["cargo run --quiet -- frame --dump", "sh tests/run.sh"]);
    let first: String = prose.iter().take_while(|line| !line.starts_with("##")).cloned().collect();
    assert!(first.contains("netlab.tools"), "the first lines say which netlab this is not");
}
