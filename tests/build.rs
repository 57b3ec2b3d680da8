//! `netlab build` as its users run it.

mod common;

use common::{ask, directory, pipe, run};
use netlab::sample;
use std::process::Command;

/// The JSON of the sample's frames.
fn json(sample: &str) -> String {
    let ran = run(&["frame", "--sample", sample, "--json"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    ran.stdout
}

/// The octets of the sample's frames in base 16.
fn digits(sample: &str) -> Vec<String> {
    let frames = sample::find(sample).expect("a sample").frames();
    frames.iter().map(|frame| frame.octets.iter().map(|octet| format!("{octet:02x}")).collect()).collect()
}

fn from_json(options: &[&str], input: &str) -> common::Ran {
    pipe(&[&["build", "--from-json", "-"], options].concat(), input.as_bytes())
}

#[test]
fn frames_come_back_through_a_pipe() {
    let ran = from_json(&["--hex"], &json("tcp-handshake"));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), digits("tcp-handshake"));
    let ran = from_json(&["--json"], &json("dns-records"));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    // a built frame has no time
    let without = |text: &str| -> Vec<serde_json::Value> {
        text.lines()
            .map(|line| {
                let mut frame: serde_json::Value = serde_json::from_str(line).expect("JSON");
                frame["time"] = serde_json::Value::Null;
                frame
            })
            .collect()
    };
    assert_eq!(without(&ran.stdout), without(&json("dns-records")));
}

#[test]
fn who_supplied_a_field_is_told_before_it() {
    let arp = r#"{"layers": [{"protocol": "ethernet", "fields": {"dst": {"value": "ff:ff:ff:ff:ff:ff"},
        "src": {"value": "02:00:00:00:10:10"}}}, {"protocol": "arp", "fields": {"op": {"value": "request"},
        "sha": {"value": "02:00:00:00:10:10"}, "spa": {"value": "172.16.10.10"}, "tpa": {"value": "172.16.10.11"}}}]}"#
        .replace('\n', "");
    let ran = from_json(&[], &arp);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    for line in [
        "Before each field: + given by you, . left to its default, * computed.",
        "  a  0-5    + Destination Address  ff:ff:ff:ff:ff:ff  broadcast",
        "  c  12-13  * EtherType            0x0806  ARP",
        "  a  14-15  . Hardware Type            1  Ethernet",
        "  c  18     * Hardware Address Length  6 octets",
        "  e  20-21  + Opcode                   1  REQUEST",
        "  h  32-37  . Target Hardware Address  00:00:00:00:00:00  all zeros: no address",
    ] {
        assert!(ran.stdout.lines().any(|other| other == line), "{line}\n{}", ran.stdout);
    }
    let hex = from_json(&["--hex"], &arp).stdout;
    assert_eq!(hex.trim_end(), &digits("arp-request")[0][..84]);
    let padded = from_json(&["--hex", "--pad"], &arp).stdout;
    assert_eq!(padded.trim_end(), digits("arp-request")[0]);
}

/// The FCS that is added is the one that tshark and the sample's own octets have.
#[test]
fn a_frame_gets_the_check_sequence_that_belongs_to_it() {
    let with = digits("fcs").remove(0);
    let without = pipe(&["frame", "--json", "-"], &with.as_bytes()[..with.len() - 8]).stdout;
    let ran = from_json(&["--fcs", "--hex"], &without);
    assert_eq!((ran.stdout.trim_end(), ran.status), (with.as_str(), 0));
}

#[test]
fn a_wrong_line_is_told_and_the_next_is_built() {
    let good = json("arp-request");
    let input = format!("{{\n{good}{{\"layers\": [{{\"protocol\": \"ethernt\"}}]}}\n{{\"layers\": 7}}\n");
    let ran = from_json(&["--hex"], &input);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.stdout.trim_end(), digits("arp-request")[0]);
    assert_eq!(
        ran.stderr,
        "error: line 1: this is no JSON: EOF while parsing an object, at character 0\n\
         error: line 3: there is no protocol `ethernt`\nhint: did you mean `ethernet`?\n\
         error: line 4: the JSON object has no list `layers`\n\
         hint: one object a line, as `netlab frame --json` prints it\n"
    );
    let ran = from_json(&["--hex"], "");
    assert_eq!(
        (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
        (
            2,
            "",
            "error: the input holds no frame\nhint: `netlab frame --json | netlab build --from-json -` builds the built-in one\n"
        )
    );
}

/// What is wrong with a value, a key, a field left out.
#[test]
fn errors_come_from_the_tables() {
    let ipv4 = |fields: &str| {
        format!("{{\"link_type\":228,\"layers\":[{{\"protocol\":\"ipv4\",\"fields\":{{{fields}}}}}]}}")
    };
    for (fields, error) in [
        (r#""ttl": {"value": 300}"#, "ipv4.ttl: 300 does not fit in 8 bits (at most 255)"),
        (r#""df": {"value": 2}"#, "ipv4.df: 2 does not fit in 1 bit (at most 1)"),
        (r#""src": {"value": "10.0.0.256"}"#, "ipv4.src needs an IPv4 address, not `10.0.0.256`"),
        (
            r#""ttl": {"value": 18446744073709551616}"#,
            "`ipv4.ttl` is not what `netlab frame --json` writes there",
        ),
        (
            r#""protocol": {"value": "udq"}"#,
            "ipv4.protocol: `udq` is no number and no name in the registry of IP protocol numbers",
        ),
    ] {
        let ran = from_json(&["--hex"], &ipv4(fields));
        let first = ran.stderr.lines().next().unwrap_or("");
        assert_eq!((ran.status, first), (2, format!("error: line 1: {error}").as_str()), "{fields}");
    }
    let fields = r#""src": {"value": "10.0.0.1"}, "dst": {"value": "10.0.0.2"}, "protocol": {"value": 253}, "tll": {"value": 3}"#;
    let ran = from_json(&["--hex"], &ipv4(fields));
    assert_eq!(ran.stderr, "error: line 1: no field `tll` in ipv4\nhint: did you mean `ttl`?\n");
}

/// The source code, read by the languages' own compilers, gives the octets.
#[test]
fn the_source_code_is_source_code() {
    let input = json("tcp-handshake");
    let wanted: Vec<String> = digits("tcp-handshake");
    let directory = directory("build-code");
    let write = |name: &str, text: &str| {
        let path = directory.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let source = |form: &str| from_json(&[form], &input).stdout;
    let check = |language: &str, printed: &str| {
        assert_eq!(printed.split_whitespace().collect::<Vec<_>>(), wanted, "{language}");
    };

    let program = format!("{}for f in (frame, frame_2, frame_3): print(f.hex())\n", source("--python"));
    if let Some(printed) = ask("python3", Command::new("python3").arg("-c").arg(program)) {
        check("Python", &printed);
    }

    let program = format!(
        "#include <stdio.h>\n{}static void show(const unsigned char *p, size_t n) {{ while (n--) printf(\"%02x\", *p++); puts(\"\"); }}\n\
         int main(void) {{ show(frame, sizeof frame); show(frame_2, sizeof frame_2); show(frame_3, sizeof frame_3); }}\n",
        source("--c-array")
    );
    let (path, out) = (write("frame.c", &program), directory.join("frame-c"));
    let cc = Command::new("cc").args(["-Wall", "-Werror", "-o"]).arg(&out).arg(&path).status();
    if cc.is_ok_and(|status| status.success()) {
        check("C", &ask("frame-c", &mut Command::new(&out)).expect("it was built"));
    } else {
        common::skip("no cc");
    }

    let program = format!(
        "{}fn main() {{ for f in [&FRAME[..], &FRAME_2, &FRAME_3] {{ for o in f {{ print!(\"{{o:02x}}\"); }} println!(); }} }}\n",
        source("--rust")
    );
    let (path, out) = (write("frame.rs", &program), directory.join("frame-rs"));
    let rustc = Command::new("rustc").args(["-D", "warnings", "-o"]).arg(&out).arg(&path).status();
    assert!(rustc.expect("rustc compiles this test too").success());
    check("Rust", &ask("frame-rs", &mut Command::new(&out)).expect("it was built"));

    let program = format!(
        "package main\n\nimport \"fmt\"\n\n{}\nfunc main() {{\n\tfor _, f := range [][]byte{{frame, frame2, frame3}} {{\n\t\tfmt.Printf(\"%x\\n\", f)\n\t}}\n}}\n",
        source("--go")
    );
    let path = write("frame.go", &program);
    let mut go = Command::new("go");
    go.arg("run").arg(&path).env("GOCACHE", directory.join("go")).env("GO111MODULE", "off");
    if let Some(printed) = ask("go", &mut go) {
        check("Go", &printed);
    }
}
