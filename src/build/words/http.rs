//! An HTTP message out of keys: its start line, its field lines, an empty line, its content.

use super::{PAYLOADS, Reader, octets, payload};
use crate::build::{Given, Node};
use crate::proto::FIELDS;
use crate::say;
use crate::spec::Trouble;
use crate::spec::near::nearest;

/// The parts of a message whose keys are `method`, `target`, `version` of a request, `status_code`, `reason`, `version` of
/// a response, the names of header fields (`host`, `content_type`), and the content as a payload.
///
/// # Errors
/// A key that is no header field, with the one that was perhaps meant.
pub fn http_fields(pairs: &[(String, String)], read: Reader<'_>) -> Result<Vec<Node>, Trouble> {
    let find = |key: &str| pairs.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str());
    let version = find("version").unwrap_or("HTTP/1.1");
    let start = match find("status_code") {
        Some(code) => {
            let words = [("version", version), ("sp1", " "), ("status_code", code), ("sp2", " ")];
            line("status_line", &words, ("reason", find("reason").unwrap_or(reason(code))))
        }
        None => {
            let words = [
                ("method", find("method").unwrap_or("GET")),
                ("sp1", " "),
                ("target", find("target").unwrap_or("/")),
                ("sp2", " "),
            ];
            line("request_line", &words, ("version", version))
        }
    };
    let mut content = Vec::new();
    let mut lines = Vec::new();
    for (key, value) in pairs {
        if PAYLOADS.contains(&key.as_str()) {
            content.extend(octets(&payload(&[format!("{key}={value}")], 0, read)?));
        } else if !["method", "target", "version", "status_code", "reason"].contains(&key.as_str()) {
            lines.push(line("field_line", &[("name", name(key)?), ("colon", ": ")], ("value", value)));
        }
    }
    if !content.is_empty() && find("content_length").is_none() {
        let length = content.len().to_string();
        lines.push(line("field_line", &[("name", "Content-Length"), ("colon", ": ")], ("value", &length)));
    }
    let mut nodes = vec![start];
    if !lines.is_empty() {
        nodes.push(Node::group("header_fields", lines));
    }
    nodes.push(Node::leaf("empty_line", "\r\n"));
    if !content.is_empty() {
        nodes.push(Node::leaf("content", Given::Octets(content)));
    }
    Ok(nodes)
}

/// A line of words and its end.
fn line(key: &str, words: &[(&str, &str)], last: (&str, &str)) -> Node {
    let all = words.iter().chain([&last, &("line_end", "\r\n")]);
    // an empty word has no octets
    Node::group(
        key,
        all.filter(|(_, word)| !word.is_empty()).map(|(key, word)| Node::leaf(key, *word)).collect(),
    )
}

/// The name of a header field as the registry writes it.
fn name(key: &str) -> Result<&'static str, Trouble> {
    let word = key.replace('_', "-");
    if let Some(entry) = FIELDS.entry(&word) {
        return Ok(entry.key);
    }
    let what = say!(en: "http has no field `{key}`", zh: "http 没有字段 `{key}`", key = key);
    Err(Trouble::new(what).hint(match nearest(&word, FIELDS.entries.iter().map(|entry| entry.key)) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是否想输入 `{near}`？", near = near.to_lowercase().replace('-', "_")),
        None => say!(
            en: "method, target, version, status_code, reason, or the name of a header field",
            zh: "method、target、version、status_code、reason，或首部字段名"
        ),
    }))
}

fn reason(code: &str) -> &'static str {
    crate::proto::STATUS_CODES.entry(code).map_or("", |entry| entry.name)
}
