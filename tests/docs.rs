//! The documents: what they claim about the JSON, the code and the dependencies is so.

mod common;

use common::{ask, directory, files, none, read, root, run, skip};
use netlab::capture::{Direction, Via};
use netlab::sample::SAMPLES;
use serde_json::Value;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// The JSON of every sample frame, whole and cut short, and the octets it was made of.
fn json() -> Vec<(String, Vec<u8>, Value)> {
    use netlab::packet::{Dissector, explain, findings, verdicts};
    use netlab::view::{Frame, json};
    let mut found = Vec::new();
    let mut dissector = Dissector::new();
    for sample in SAMPLES {
        for (number, frame) in (1..).zip(sample.frames()) {
            let whole = frame.octets.len();
            for cut in [whole, whole - 1, 43, 35, 17, 0] {
                let octets = &frame.octets[..cut.min(whole)];
                let root = netlab::proto::root(sample.link);
                let stack = dissector.dissect(octets, frame.original as usize, None, root);
                let explained = explain(&stack);
                let link_name = netlab::proto::link_name(sample.link);
                let verdicts = verdicts(&stack, &explained);
                let findings = findings(&stack, &verdicts);
                let frame = Frame {
                    number,
                    time: None,
                    interface: Some(Via { number: 0, name: Some("veth0"), direction: Some(Direction::Past) }),
                    link: sample.link,
                    link_name,
                    stack,
                    explained: &explained,
                    verdicts: &verdicts,
                    findings: &findings,
                };
                let mut line = String::new();
                json(&frame, &mut line);
                let value = serde_json::from_str(&line).expect("JSON");
                found.push((format!("{} frame {number}, {cut} octets", sample.name), octets.to_vec(), value));
            }
        }
    }
    found
}

#[test]
fn the_json_example_is_what_netlab_writes() {
    let page = read("docs/json.md");
    let example =
        page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let example: Value = serde_json::from_str(example).expect("JSON");
    let ours: Value = serde_json::from_str(&run(&["frame", "--json"]).stdout).expect("JSON");
    assert_eq!(example, ours);
}

/// Every key of the schema is on the page, and the schema and the page speak of the same version.
#[test]
fn the_json_page_and_the_schema_have_the_same_keys() {
    fn keys(value: &Value, found: &mut Vec<String>) {
        let Value::Object(object) = value else { return };
        if let Some(Value::Object(properties)) = object.get("properties") {
            found.extend(properties.keys().cloned());
        }
        object.values().for_each(|value| keys(value, found));
    }
    let (page, schema) = (read("docs/json.md"), read("docs/frame.schema.json"));
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    assert_eq!(schema["$id"], netlab::view::SCHEMA);
    let mut found = Vec::new();
    keys(&schema, &mut found);
    assert!(found.len() > 25, "{found:?}");
    none(
        found.into_iter().filter(|key| !page.contains(&format!("`{key}`"))),
        "docs/json.md does not explain these",
    );
}

#[test]
fn the_json_keeps_to_the_schema() {
    let lines = directory("json").join("frames");
    let text: String = json().iter().map(|(_, _, value)| format!("{value}\n")).collect();
    fs::write(&lines, text).expect("a file");
    // strict: what the schema leaves open to later versions is shut for this one
    let script = "
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
for part in [schema] + [schema['definitions'][name] for name in ('layer', 'stopped', 'span')]:
    part['additionalProperties'] = False
validator = jsonschema.Draft7Validator(schema)
count = 0
for line in open(sys.argv[2]):
    frame = json.loads(line)
    for error in validator.iter_errors(frame):
        sys.exit(f'{list(error.absolute_path)}: {error.message}: {line}')
    count += 1
print(count)
";
    let has = |python: &&str| {
        let output = Command::new(python).args(["-c", "import jsonschema"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        return skip("no python3 with jsonschema");
    };
    let mut validate = Command::new(python);
    validate.args(["-c", script]).arg(root().join("docs/frame.schema.json")).arg(&lines);
    let count = ask(python, &mut validate).expect("python3 was there");
    assert_eq!(count.trim(), json().len().to_string());
}

/// Calls `each` with every field that has no parts and owns octets.
fn leaves<'a>(field: &'a Value, each: &mut dyn FnMut(&'a Value)) {
    if let Some(fields) = field["fields"].as_object() {
        fields.values().for_each(|child| leaves(child, each));
    } else if let Some(items) = field["items"].as_array() {
        items.iter().for_each(|child| leaves(child, each));
    } else if field.get("from").is_none() {
        each(field);
    }
}

/// The octets that a field's value stands for, as bits; `None` for a domain name, whose octets the text does not tell.
fn bits_of(field: &Value, width: usize) -> Option<String> {
    let of_octets = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:08b}")).collect::<String>();
    let of_hex = |hex: &str| {
        let digits =
            (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).expect("base 16"));
        of_octets(&digits.collect::<Vec<_>>())
    };
    if let Some(octets) = field["octets"].as_str() {
        return Some(of_hex(octets));
    }
    if let Some(partial) = field["partial"].as_str() {
        return Some(partial.to_string());
    }
    match &field["value"] {
        Value::Bool(set) => Some(u8::from(*set).to_string()),
        Value::Number(number) => {
            let number =
                number.as_u64().or(number.as_i64().map(|number| number as u64)).expect("no fraction");
            let digits = format!("{number:064b}");
            Some(digits[64 - width..].to_string())
        }
        Value::String(text) => {
            let address = match width {
                32 => text.parse::<Ipv4Addr>().ok().map(|address| address.octets().to_vec()),
                128 => text.parse::<Ipv6Addr>().ok().map(|address| address.octets().to_vec()),
                _ => None,
            };
            match address {
                Some(octets) => Some(of_octets(&octets)),
                None if width > 53 && text.starts_with("0x") => {
                    let number = u128::from_str_radix(&text[2..], 16).expect("base 16");
                    Some(format!("{number:0width$b}"))
                }
                None if width == 48 && text.len() == 17 && text.matches(':').count() == 5 => {
                    Some(of_hex(&text.replace(':', "")))
                }
                None => None,
            }
        }
        other => panic!("{other} in {field}"),
    }
}

/// Every bit of the frame is in one field, and can be told from its value; text and domain names are compared
/// as far as their letters go.
#[test]
fn the_frame_can_be_told_from_its_json() {
    for (place, octets, frame) in json() {
        let bits: String = octets.iter().map(|octet| format!("{octet:08b}")).collect();
        let mut seen = vec![0u8; bits.len()];
        for layer in frame["layers"].as_array().expect("layers") {
            leaves(layer, &mut |field| {
                let [start, end] = [0, 1].map(|i| field["bits"][i].as_u64().expect("bits") as usize);
                seen[start..end].iter_mut().for_each(|times| *times += 1);
                match bits_of(field, end - start) {
                    Some(told) => assert_eq!(told, bits[start..end], "{place}: {field}"),
                    None => {
                        let there = String::from_utf8_lossy(&octets[start / 8..end / 8]).into_owned();
                        let text = field["value"].as_str().expect("text");
                        let first = text.split('.').next().unwrap_or("");
                        let pointer = octets[start / 8] >= 0xc0;
                        assert!(there.contains(first) || pointer || text.contains('\\'), "{place}: {field}");
                    }
                }
            });
        }
        assert!(seen.iter().all(|times| *times == 1), "{place}: a bit is in no field, or in two");
    }
}

/// The files of the repository that are written for people.
fn pages() -> Vec<std::path::PathBuf> {
    let mut pages = files("docs", ".md");
    pages.extend(files("lessons", ".md"));
    pages.extend(files("benches", ".md"));
    for name in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"] {
        pages.push(name.into());
    }
    pages
}

#[test]
fn links_lead_somewhere() {
    let mut lost = Vec::new();
    for page in pages() {
        let text = read(&page);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let here = page.parent().unwrap_or(Path::new(""));
            if !target.is_empty() && !target.starts_with("http") && !root().join(here).join(target).exists() {
                lost.push(format!("{}: {target}", page.display()));
            }
        }
    }
    none(lost, "these links lead nowhere");
}

/// What the pages call by its path is there: `src/view`, `tests/tables.rs`, and in that file the test `name`.
#[test]
fn paths_and_tests_that_the_pages_name_are_there() {
    let mut lost = Vec::new();
    for page in pages().into_iter().filter(|page| !page.ends_with("adding-a-protocol.md")) {
        let text = read(&page);
        for name in text.split('`').skip(1).step_by(2) {
            let (path, test) = name.split_once("::").map_or((name, None), |(path, test)| (path, Some(test)));
            let is_path =
                ["src/", "tests/", "docs/", "lessons/", ".ci/"].iter().any(|start| path.starts_with(start));
            let is_one = !path.contains([' ', '*', '<', 'N']);
            if !is_path || !is_one {
                continue;
            }
            if !root().join(path).exists() {
                lost.push(format!("{}: {path}", page.display()));
            } else if let Some(test) = test
                && !read(path).contains(&format!("fn {test}("))
            {
                lost.push(format!("{}: {path} has no `{test}`", page.display()));
            }
        }
    }
    none(lost, "the pages name what is not there");
}

/// The map shows every part of the crate.
#[test]
fn the_map_is_whole() {
    let map = read("docs/architecture.md");
    let lib = read("src/lib.rs");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    none(
        modules.filter(|module| !map.contains(&format!("`src/{module}"))).map(str::to_string),
        "docs/architecture.md does not speak of these parts",
    );
}

/// Whether the licences allow an expression of them: `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn allows(allowed: &[&str], expression: &str) -> bool {
    let all = expression.replace('/', " OR ");
    all.split(" AND ").all(|part| {
        let part = part.trim_matches(['(', ')', ' ']);
        part.split(" OR ").any(|licence| allowed.contains(&licence.trim_matches(['(', ')', ' '])))
    })
}

/// What deny.toml allows one crate beside: `exceptions = [{ crate = "name", allow = ["licence"] }]`.
fn exceptions<'a>(deny: &'a str, name: &str) -> Vec<&'a str> {
    let of_crate = format!("crate = \"{name}\", allow = [");
    let list = deny.lines().find_map(|line| line.strip_prefix("exceptions = ")?.split_once(&of_crate));
    list.and_then(|(_, rest)| rest.split(']').next())
        .map_or(Vec::new(), |list| list.split('"').skip(1).step_by(2).collect())
}

#[test]
fn licences_of_dependencies_are_allowed() {
    let deny = read("deny.toml");
    let list = deny.lines().find_map(|line| line.strip_prefix("allow = [")).expect("a list of licences");
    let allowed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(allows(&allowed, "(MIT OR Apache-2.0) AND Unicode-3.0") && !allows(&allowed, "MIT AND GPL-3.0"));
    let cargo = env::var("CARGO").unwrap_or("cargo".into());
    let mut metadata = Command::new(cargo);
    metadata.args(["metadata", "--format-version", "1", "--locked"]).current_dir(root());
    let metadata: Value =
        serde_json::from_str(&ask("cargo", &mut metadata).expect("cargo runs this")).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let wrong = packages.iter().filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or("none");
        let name = package["name"].as_str().unwrap_or("");
        let allowed = [allowed.as_slice(), &exceptions(&deny, name)].concat();
        (!allows(&allowed, licence)).then(|| format!("{}: {licence}", package["name"]))
    });
    none(wrong, "deny.toml does not allow these");
}
