//! `docs/adding-a-protocol.md`, followed to the letter in a copy of the repository.

mod common;

use common::{files, finish, plain, read, root};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The blocks of the page between fences of one kind, in order.
fn blocks<'a>(page: &'a str, kind: &str) -> Vec<&'a str> {
    let fence = format!("```{kind}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or("")).collect()
}

/// Writes a file if it says something else, so that cargo builds no more than it must.
fn write(path: &Path, text: impl AsRef<[u8]>) {
    let text = text.as_ref();
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    fs::write(path, text).expect("a file");
}

/// `text` with `insert` between `left` and `right`, where they first meet behind `after`.
fn insert(text: &str, after: &str, [left, right]: [&str; 2], insert: &str) -> String {
    let start = text.find(after).unwrap_or_else(|| panic!("no {after:?}"));
    let mark = format!("{left}{right}");
    let at = text[start..].find(&mark).unwrap_or_else(|| panic!("no {mark:?} behind {after:?}"));
    let at = start + at + left.len();
    format!("{}{insert}{}", &text[..at], &text[at..])
}

#[test]
fn the_worked_example_works() {
    let page = read("docs/adding-a-protocol.md");
    let [file, module, listed, leads, test] = blocks(&page, "rust")[..] else {
        panic!("five blocks of Rust")
    };
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adding");
    let mut paths = vec!["Cargo.toml".into(), "Cargo.lock".into(), "README.md".into()];
    for (below, ending) in [("src", ""), ("tests/common", ".rs")] {
        paths.extend(files(below, ending));
    }
    paths.extend(["tests/tables.rs".into()]);
    for path in paths {
        if path.extension().is_some_and(|ending| ending == "bin") {
            write(&copy.join(&path), fs::read(root().join(&path)).expect("a table"));
            continue;
        }
        let mut text = read(&path);
        if path.ends_with("src/proto.rs") {
            text = insert(&text, "mod ", ["", "use crate::spec"], module);
            text = insert(&text, "static ALL", ["", "&DATA"], listed.trim_start());
        } else if path.ends_with("Cargo.toml") {
            // what only the other tests need takes a minute to build
            let start = text.find("[dev-dependencies]").expect("dev-dependencies");
            let end = start + text[start..].find("\n\n").expect("the next table");
            text.replace_range(start..end, "");
        } else if path.ends_with("src/proto/registry/ethertypes.rs") {
            text = insert(&text, "use crate::proto::", ["{", ""], "WOL, ");
            text = insert(&text, "0x0842", ["\n        )", ","], leads.trim().trim_end_matches(','));
        }
        write(&copy.join(path), &text);
    }
    write(&copy.join("src/proto/wol.rs"), file);
    write(&copy.join("tests/proto_wol.rs"), test);

    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or("cargo".into()));
    cargo
        .args(["test", "--quiet", "--offline", "--test", "tables", "--test", "proto_wol"])
        .current_dir(&copy);
    cargo.env("CARGO_TARGET_DIR", copy.join("target")).env("CARGO_PROFILE_DEV_DEBUG", "0");
    let ran = finish(&mut cargo);
    assert_eq!(ran.status, 0, "{}\n{}", ran.stdout, ran.stderr);

    let [console] = blocks(&page, "console")[..] else { panic!("one command") };
    let (typed, shown) = console.split_once('\n').expect("what it prints");
    let mut netlab = Command::new(copy.join("target/debug/netlab"));
    plain(&mut netlab);
    netlab.args(typed.strip_prefix("$ netlab ").expect("a command").split(' '));
    let ran = finish(&mut netlab);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(
            root().join("docs/adding-a-protocol.md"),
            page.replace(console, &format!("{typed}\n{}", ran.stdout)),
        )
        .expect("the page");
        return;
    }
    assert_eq!(ran.stdout, shown, "UPDATE=1 cargo test --test adding");
}
