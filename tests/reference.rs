//! `docs/reference/` is what the tables say.
//!
//! `UPDATE=1 cargo test --test reference` writes the pages of today.

mod common;

use common::{files, none, read, root};
use netlab::cli::explain::reference::pages;
use std::collections::BTreeSet;
use std::{env, fs};

const PLACE: &str = "docs/reference";
/// The page that is written by hand.
const BY_HAND: &str = "json.md";

#[test]
fn the_reference_says_what_the_tables_say() {
    let pages = pages();
    let wanted: BTreeSet<String> =
        pages.iter().map(|page| page.path.clone()).chain([BY_HAND.to_string()]).collect();
    assert_eq!(wanted.len(), pages.len() + 1, "two pages have one path");
    let there = || -> BTreeSet<String> {
        let paths = files(PLACE, "").into_iter();
        paths
            .map(|path| path.strip_prefix(PLACE).expect("below it").to_string_lossy().replace('\\', "/"))
            .collect()
    };
    if env::var_os("UPDATE").is_some() {
        for stale in there().difference(&wanted) {
            fs::remove_file(root().join(PLACE).join(stale)).expect("a page that nothing writes goes");
        }
        for page in &pages {
            let path = root().join(PLACE).join(&page.path);
            fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
            fs::write(path, &page.text).expect("the page is written");
        }
        return;
    }
    assert_eq!(there(), wanted, "UPDATE=1 cargo test --test reference");
    let stale = pages.iter().filter(|page| read(format!("{PLACE}/{}", page.path)) != page.text);
    none(
        stale.map(|page| page.path.clone()),
        "not what the tables say: UPDATE=1 cargo test --test reference",
    );
}

#[test]
fn the_reference_is_small_enough_to_keep() {
    let octets: usize = pages().iter().map(|page| page.text.len()).sum();
    assert!(octets < 1_000_000, "{octets} octets");
}

/// Every row has as many cells as its table has columns.
#[test]
fn tables_are_whole() {
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut wrong = Vec::new();
    for page in pages() {
        let mut columns = None;
        for line in page.text.lines() {
            columns = line.starts_with('|').then(|| columns.unwrap_or(cells(line)));
            if columns.is_some_and(|columns| columns != cells(line)) {
                wrong.push(format!("{}: {line}", page.path));
            }
        }
    }
    none(wrong, "a row is not as wide as its table");
}
