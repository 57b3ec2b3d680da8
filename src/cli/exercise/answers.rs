//! Answers as they come: words, files of words, and frames that some program wrote.

use super::super::frame::input::open_one;
use crate::exercise::{Form, Task, Value, read};
use crate::say;
use crate::spec::{Lang, Trouble, write};
use std::fs;
use std::io::{self, Read};

/// The longest file of answers that is read.
const LONGEST: u64 = 1 << 20;

/// What was typed, with what `@FILE` and `-` hold in its place.
pub fn expand(words: &[String], task: &Task) -> Result<Vec<String>, Trouble> {
    let mut all = Vec::new();
    for word in words {
        let (key, answer) = named(word, task);
        match answer {
            "-" if key.is_none() => all.extend(file("-", task)?),
            answer => match answer.strip_prefix('@') {
                Some(name) => {
                    let held = file(name, task)?;
                    match key {
                        Some(key) => all.push(format!("{key}={}", held.join(" "))),
                        None => all.extend(held),
                    }
                }
                None => all.push(word.clone()),
            },
        }
    }
    Ok(all)
}

/// The part's name before an answer, if it has one.
fn named<'a>(word: &'a str, task: &Task) -> (Option<&'a str>, &'a str) {
    match word.split_once('=') {
        Some((key, answer)) if task.part(key.trim()).is_some() => (Some(key), answer),
        _ => (None, word),
    }
}

/// The answers in a file: a frame where octets are asked, else a word or `name=answer` a line; `#` begins a comment.
pub fn file(name: &str, task: &Task) -> Result<Vec<String>, Trouble> {
    if let [only] = task.parts.as_slice()
        && matches!(only.form, Form::Octets)
    {
        return Ok(vec![frame(name)?]);
    }
    let text = text(name)?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or("").trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_string).collect())
}

/// The first frame of a capture file, or of octets written in hexadecimal.
fn frame(name: &str) -> Result<String, Trouble> {
    let mut input = open_one(name)?;
    let mut octets = String::new();
    match input.next_frame() {
        Some(record) => write::octets(&mut octets, record?.octets, " "),
        None => {
            return Err(Trouble::new(
                say!(en: "there is no frame in {name}", zh: "{name} 里没有帧", name = name),
            ));
        }
    }
    Ok(octets)
}

fn text(name: &str) -> Result<String, Trouble> {
    let mut bytes = Vec::new();
    let read = match name {
        "-" => io::stdin().lock().take(LONGEST).read_to_end(&mut bytes),
        name => fs::File::open(name).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)),
    };
    read.map_err(|error| {
        Trouble::new(say!(en: "cannot read {name}: {error}", zh: "无法读取 {name}：{error}", name = name, error = error))
    })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.trim_start_matches('\u{feff}').to_string())
}

/// Reads the words as answers, and gives them part by part as they were typed too.
pub fn values(task: &Task, words: &[String]) -> Result<(Vec<Option<Value>>, Vec<String>), Trouble> {
    let refs: Vec<&str> = words.iter().map(String::as_str).collect();
    let values = read(task, &refs).map_err(|trouble| match trouble.hint {
        Some(_) => trouble,
        None => trouble.hint(say!(
            en: "nothing was counted; `netlab exercise` shows the task again", zh: "这次不计入；`netlab exercise` 可再看一遍题目"
        )),
    })?;
    let shown = shown(task, &values);
    Ok((values, shown))
}

/// The answers as they are printed, part by part; nothing for one that is open.
pub fn shown(task: &Task, values: &[Option<Value>]) -> Vec<String> {
    let parts = task.parts.iter().zip(values);
    parts
        .map(|(part, value)| value.as_ref().map_or(String::new(), |value| part.form.show(value, Lang::En)))
        .collect()
}
