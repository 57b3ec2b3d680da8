//! `netlab explain` as a user meets it, held against tshark, tcpdump and the standards' figures.

mod common;

use common::{ask, directory, netlab, none, read, run};
use netlab::draw::width;
use netlab::glossary::TERMS;
use netlab::packet::{Dissector, RULES};
use netlab::proto::{self, ALL};
use netlab::sample::SAMPLES;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

fn explain(topic: &[&str]) -> String {
    let ran = run(&[&["explain"], topic].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{topic:?}");
    ran.stdout
}

fn json(topic: &str) -> Value {
    serde_json::from_str(&explain(&[topic, "--json"])).expect("JSON")
}

/// Every field of the protocols: key and article.
fn fields() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for protocol in ["ethernet", "vlan", "arp", "ipv4", "ipv6", "icmp", "udp", "tcp", "dns", "dhcp"] {
        let page = json(protocol);
        let rows = page["fields"].as_array().expect("fields");
        let flat = rows.iter().filter(|row| row["depth"].as_u64().unwrap_or(0) == 0);
        for key in flat.filter_map(|row| row["key"].as_str()) {
            found.push((format!("{protocol}.{key}"), json(&format!("{protocol}.{key}"))));
        }
    }
    assert!(found.len() > 60);
    found
}

#[test]
fn a_field_is_explained_with_its_place_and_other_peoples_words() {
    assert_eq!(
        explain(&["ipv4.ttl"]),
        "\
ipv4.ttl – Time to Live

how many more routers may pass the datagram on; each takes one off

  name          Time to Live
  protocol      ipv4
  width         8 bits (1 octet)
  place         octet 8 of the header
  value         number, 0–255
  who fills it  64, unless its author says another
  source        RFC 791 §3.1
  in Wireshark  ip.ttl
  in tcpdump    ip[8]
  in scapy      IP.ttl
"
        .to_string()
            + explain(&["ipv4.ttl"]).split("IP.ttl\n").nth(1).expect("what else to read")
    );
    assert!(explain(&["--lang", "zh", "tcp.syn"]).contains("首部第 13 字节，第 6 位（最左边为第 0 位）"));
    // other words for the same
    for words in [&["ip.ttl"][..], &["IPv4", "TTL"], &["ipv4.time-to-live"], &["IP.ttl"]] {
        assert_eq!(explain(words), explain(&["ipv4.ttl"]), "{words:?}");
    }
    for (words, topic) in [
        ("tcp.mss", "tcp.options.mss"),
        ("tcp option 2", "tcp.options.mss"),
        ("dhcp.53", "dhcp.options.message_type"),
        ("dhcp.message_type", "dhcp.options.message_type"),
        ("tcp.flags.syn", "tcp.syn"),
        ("icmp.type", "icmp.type"),
    ] {
        assert_eq!(json(words)["topic"], topic);
    }
}

#[test]
fn code_points_are_found_by_number_and_by_name() {
    for (topic, name) in [
        ("ethertype 0x86dd", "IPv6"),
        ("protocol 17", "UDP"),
        ("ip-protocol udp", "UDP"),
        ("icmp.type 8", "Echo"),
        ("dns-type aaaa", "AAAA"),
        ("dhcp.message_type.type 5", "DHCPACK"),
    ] {
        assert_eq!(json(topic)["entries"][0]["name"], name, "{topic}");
    }
    let https = json("port 443");
    let registries: Vec<&str> = https["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["registry"].as_str())
        .collect();
    assert_eq!(registries, ["tcp-port", "udp-port"]);
    assert_eq!(json("port 40000")["range"]["en"], "a user port");
    assert_eq!(json("http-status 404")["name"], "Not Found");
}

#[test]
fn what_is_not_known_is_told_with_the_nearest() {
    for (topic, what, hint) in [
        (&["tcp.mms"][..], "TCP has no field or option `mms`", "`netlab explain tcp.mss`"),
        (&["chekcsum"], "there is no topic `chekcsum`", "`netlab explain checksum`"),
        (&["检验"], "there is no topic `检验`", "`netlab explain 检验和`"),
        (&["port", "htpps"], "port has no `htpps`", "`netlab explain port https`"),
        (&["port", "70000"], "the largest value is 65535", ""),
        (&["xyzzy"], "there is no topic `xyzzy`", "`netlab explain` lists the topics"),
        (&["\u{1b}[2J"], "\\x1b[2J", "`netlab explain`"),
    ] {
        let ran = run(&[&["explain"], topic].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{topic:?}");
        assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains(what), "{}", ran.stderr);
        assert!(ran.stderr.contains(hint), "{}", ran.stderr);
    }
    let ran = run(&["explain", "tcp.mms", "--lang", "zh"]);
    assert_eq!(ran.stderr, "错误：TCP 没有字段或选项 `mms`\n提示：是否想输入 `netlab explain tcp.mss`？\n");
}

/// The words that a server's log and its manual use.
#[test]
fn the_words_of_sockets_are_explained() {
    for (typed, says) in [
        ("bind", "POSIX bind()"),
        ("listen", "the kernel answers their SYNs"),
        ("LISTEN", "the kernel answers their SYNs"),
        ("accept", "the handshake is over by then"),
        ("backlog", "accept queue"),
        ("TIME_WAIT", "the side that closes first"),
        ("SO_REUSEADDR", "TIME-WAIT"),
        ("half-close", "RFC 9293 §3.6"),
        ("ephemeral port", "dynamic port"),
        ("粘包", "TCP has no packets"),
        ("byte stream", "without borders"),
        ("back-pressure", "RFC 9293 §3.8.6"),
        ("non-blocking", "EAGAIN"),
        ("epoll", "event loop"),
        ("EOF", "0 octets"),
        ("file descriptor", "POSIX"),
    ] {
        let page = explain(&[typed]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(says), "{typed}: {page}");
    }
    assert!(explain(&["http-field", "Accept"]).contains("media types"));
}

/// Pages of protocols, registries, rules and terms are within reach by their names, in both languages.
#[test]
fn everything_has_a_page() {
    let kind = |topic: &str| json(topic)["kind"].as_str().unwrap_or("").to_string();
    for protocol in ALL {
        for name in [protocol.key, protocol.name] {
            assert_eq!(kind(name), "protocol", "{name}");
        }
    }
    for rule in RULES.iter().copied().chain(ALL.iter().flat_map(|protocol| protocol.rules.iter().copied())) {
        assert_eq!(kind(rule.id), "rule");
    }
    let page = json("registries");
    for row in page["registries"].as_array().expect("a list") {
        let key = row["key"].as_str().expect("a key");
        assert!(["registry", "words"].contains(&kind(key).as_str()), "{key}");
    }
    // the glossary's page has every group of terms
    let page = json("glossary");
    for group in TERMS {
        assert_eq!(page[group.key].as_array().map(Vec::len), Some(group.terms.len()), "{}", group.key);
    }
    // the page of a protocol, a rule or a comparison stands before the entry of the glossary
    let known = ["term", "protocol", "page", "registry", "rule"];
    for term in TERMS.iter().flat_map(|group| group.terms) {
        let form = term.name.zh;
        assert!(known.contains(&kind(form).as_str()), "{form}");
        for topic in term.see {
            kind(topic);
        }
    }
}

/// No line is wider than the screen, in any language.
#[test]
fn lines_fit_the_screen() {
    let mut wrong = Vec::new();
    let pages = ["", "layers", "ports", "tcp-vs-udp", "client-server", "rules", "glossary", "port 443"];
    let fields = ["ipv4.ttl", "tcp.mss", "icmp.type", "ethernet.dst", "checksum-wrong"];
    let protocols = ["ipv4", "tcp", "icmp", "dns", "arp"];
    for topic in pages.iter().chain(&fields).chain(&protocols) {
        for (lang, columns) in [("en", 80), ("en", 60), ("zh", 80), ("zh", 60), ("zh+en", 80)] {
            let mut command = netlab(&["explain", topic, "--lang", lang]);
            let output = command.env("COLUMNS", columns.to_string()).output().expect("netlab runs");
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            assert!(!text.is_empty(), "{topic}");
            let wide = text.lines().filter(|line| width(line) > columns);
            wrong.extend(wide.map(|line| format!("{topic} {lang} {columns}: {line}")));
        }
    }
    none(wrong, "too wide");
}

#[test]
fn the_layers_are_those_of_the_models() {
    let page = json("layers");
    let four: BTreeSet<&str> = page["models"]
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["four"]["en"].as_str())
        .collect();
    // RFC 1122 §1.1.3
    let rfc = ["application layer", "internet layer", "link layer", "transport layer"];
    assert_eq!(four, BTreeSet::from(rfc));
    let at = |number: u64| {
        let rows = page["duties"].as_array().expect("rows");
        let row = rows.iter().find(|row| row["number"] == number).expect("the layer");
        row["protocols"].as_array().cloned().unwrap_or_default()
    };
    assert!(
        at(4).contains(&"TCP".into()) && at(3).contains(&"IPv4".into()) && at(2).contains(&"Ethernet".into())
    );
    assert!(at(1).is_empty());
}

#[test]
fn the_root_servers_are_thirteen() {
    let page = json("root-servers");
    let rows = page["servers"].as_array().expect("rows");
    let addresses: BTreeMap<&str, (&str, &str)> = rows
        .iter()
        .map(|row| {
            let cell = |key: &str| row[key].as_str().expect("a cell");
            cell("ipv4").parse::<std::net::Ipv4Addr>().expect("IPv4");
            let ipv6: std::net::Ipv6Addr = cell("ipv6").parse().expect("IPv6");
            assert_eq!(ipv6.to_string(), cell("ipv6"), "RFC 5952");
            (cell("name"), (cell("ipv4"), cell("ipv6")))
        })
        .collect();
    assert_eq!(addresses.len(), 13);
    // IANA's file of 2024-04-18
    assert_eq!(addresses["b.root-servers.net"], ("170.247.170.2", "2801:1b8:10::b"));
    assert_eq!(addresses["m.root-servers.net"], ("202.12.27.33", "2001:dc3::35"));
}

/// Every key that the JSON of any topic has is on its page.
#[test]
fn the_json_is_described() {
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.keys().cloned());
                object.values().for_each(|value| keys(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => (),
        }
    }
    let mut found = BTreeSet::new();
    let pages = json("");
    let pages = pages["pages"].as_array().expect("a list").iter().filter_map(Value::as_str);
    let others = [
        "",
        "ipv4",
        "icmp",
        "tcp",
        "dhcp",
        "ipv4.ttl",
        "tcp.mss",
        "tcp.1",
        "dns.answer",
        "icmp.identifier",
        "icmpv6.body",
        "port 443",
        "port 4444",
        "ethertype",
        "http-status",
        "http-status 404",
        "https",
        "octet",
        "checksum-wrong",
        "ipv4.protocol",
    ];
    for topic in pages.chain(others) {
        let page = json(topic);
        assert_eq!(page["schema"], "netlab.explain/1");
        keys(&page, &mut found);
    }
    let text = read("docs/reference/json.md");
    none(
        found.into_iter().filter(|key| !text.contains(&format!("`{key}`"))),
        "docs/reference/json.md does not describe these keys",
    );
}

/// What `explain` says Wireshark calls a field, Wireshark does, at the octets that the table gives.
#[test]
fn wireshark_calls_the_fields_so() {
    let Some(list) = ask("tshark", Command::new("tshark").args(["-G", "fields"])) else { return };
    let known: BTreeSet<&str> = list.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    let named: Vec<(String, Value)> =
        fields().into_iter().filter(|(_, page)| page["wireshark"].is_string()).collect();
    assert!(named.len() > 70, "{}", named.len());
    let unknown = named.iter().filter(|(_, page)| !known.contains(page["wireshark"].as_str().unwrap_or("")));
    none(unknown.map(|(key, page)| format!("{key}: {}", page["wireshark"])), "tshark has no such fields");
    // where it shows them
    let mut seen = BTreeSet::new();
    for sample in SAMPLES.iter().filter(|sample| sample.link == 1) {
        let file = captured(
            sample.name,
            &sample.frames().iter().map(|frame| frame.octets.clone()).collect::<Vec<_>>(),
        );
        let pdml = ask("tshark", Command::new("tshark").args(["-T", "pdml", "-r", &file]))
            .expect("tshark was there");
        let frames = sample.frames();
        for (frame, packet) in frames.iter().zip(pdml.split("<packet>").skip(1)) {
            let mut dissector = Dissector::new();
            let stack = dissector.dissect(&frame.octets, frame.original as usize, None, proto::root(1));
            for (key, page) in &named {
                let (protocol, _) = key.split_once('.').expect("protocol and field");
                let mut layers = stack.layers.iter().filter(|layer| layer.protocol.key == protocol);
                let (Some(layer), None) = (layers.next(), layers.next()) else { continue };
                let Some(octet) = page["place"]["en"].as_str().and_then(octet) else {
                    continue;
                };
                let name = format!("name=\"{}\"", page["wireshark"].as_str().unwrap_or(""));
                let places: Vec<std::ops::Range<usize>> = packet
                    .split('<')
                    .filter(|element| element.contains(&name))
                    .filter_map(|element| {
                        let value = |of: &str| -> Option<usize> {
                            element.split(&format!("{of}=\"")).nth(1)?.split('"').next()?.parse().ok()
                        };
                        Some(value("pos")?..value("pos")? + value("size")?)
                    })
                    .collect();
                // a field that tshark does not show says nothing
                if !places.is_empty() {
                    let place = layer.start + octet;
                    let there = places.iter().any(|places| places.contains(&place));
                    assert!(there, "{key}: netlab {place}, tshark {places:?} in {}", sample.name);
                    seen.insert(key.clone());
                }
            }
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
}

/// The first octet of a place: 8 of `octet 8 of the header`.
fn octet(place: &str) -> Option<usize> {
    let number = place.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    place.contains("of the header").then(|| number.parse().ok()).flatten()
}

/// A capture file of Ethernet frames.
fn captured(name: &str, frames: &[Vec<u8>]) -> String {
    let mut file = Vec::new();
    for number in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 0x0004_0000, 1] {
        file.extend(number.to_le_bytes());
    }
    for frame in frames {
        for number in [0, 0, frame.len() as u32, frame.len() as u32] {
            file.extend(number.to_le_bytes());
        }
        file.extend(frame);
    }
    let path = directory(&format!("explain-{name}")).join("frames.pcap");
    fs::write(&path, file).expect("a file");
    path.to_string_lossy().into_owned()
}

/// What tcpdump finds at the place that `explain` names is the value that netlab reads there.
#[test]
fn tcpdump_finds_the_fields_there() {
    let mut expressions: BTreeMap<String, String> = BTreeMap::new();
    for (key, page) in fields() {
        if let Some([word]) = page["tcpdump"].as_array().map(Vec::as_slice) {
            expressions.insert(key, word.as_str().expect("a word").to_string());
        }
    }
    assert!(expressions.len() > 50);
    let mut asked = 0;
    for name in ["arp-request", "tcp-syn", "dhcp-discover", "icmp-echo", "dns-query", "ipv6-echo", "vlan"] {
        let sample = netlab::sample::find(name).expect("a sample");
        let frame = &sample.frames()[0].octets;
        let file = captured(name, std::slice::from_ref(frame));
        let ours: Value = {
            let ran = run(&["frame", "--json", &file]);
            serde_json::from_str(ran.stdout.lines().next().expect("a frame")).expect("JSON")
        };
        for layer in ours["layers"].as_array().expect("layers") {
            let protocol = layer["protocol"].as_str().expect("a key");
            // behind a tag tcpdump finds nothing unless asked with `vlan and`
            if name == "vlan" && protocol != "vlan" {
                continue;
            }
            for (key, field) in layer["fields"].as_object().expect("fields") {
                let Some(word) = expressions.get(&format!("{protocol}.{key}")) else { continue };
                let value = match &field["value"] {
                    Value::Number(number) => number.as_u64(),
                    Value::Bool(set) => Some(u64::from(*set)),
                    _ => None,
                };
                let Some(value) = value else { continue };
                // the mask's zeros behind its ones
                let mask = word.split("0x").nth(1).and_then(|mask| u64::from_str_radix(mask, 16).ok());
                let wanted = value << mask.map_or(0, u64::trailing_zeros);
                let filter = format!("{word} = {wanted}");
                let mut tcpdump = Command::new("tcpdump");
                tcpdump.args(["-n", "-t", "--count", "-r", &file, &filter]);
                let Some(count) = ask("tcpdump", &mut tcpdump) else { return };
                assert_eq!(count.trim(), "1 packet", "{protocol}.{key}: {filter} in {name}");
                asked += 1;
            }
        }
    }
    assert!(asked > 40, "{asked}");
}
