//! Two frames field by field.

mod common;

use common::{directory, run};
use netlab::sample::find;
use std::fs;

/// The names of the fields that are listed, with the layer they stand under.
fn fields(page: &str) -> Vec<String> {
    let mut layer = "";
    let mut found = Vec::new();
    for line in page.lines().skip(1) {
        if let Some(field) = line.strip_prefix("  ").filter(|field| !field.starts_with(' ')) {
            let name = field.split("  ").next().unwrap_or_default();
            found.push(format!("{layer}: {name}"));
        } else if !line.is_empty() && !line.starts_with(' ') {
            layer = line;
        }
    }
    found
}

#[test]
fn a_request_and_its_reply_differ_in_what_arp_turns_round() {
    let ran = run(&["frame", "--diff", "arp-request", "arp-reply"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""));
    assert_eq!(
        fields(&ran.stdout),
        [
            "Ethernet: Destination Address",
            "Ethernet: Source Address",
            "ARP: Opcode",
            "ARP: Sender Hardware Address",
            "ARP: Sender Protocol Address",
            "ARP: Target Hardware Address",
            "ARP: Target Protocol Address",
        ]
    );
}

#[test]
fn a_frame_is_the_same_as_itself() {
    let ran = run(&["frame", "--diff", "dns-response", "dns-response"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stdout.starts_with("frame 1 and frame 1: 0 of "), "{}", ran.stdout);
}

/// One octet of the TTL changed: the TTL differs and nothing else.
#[test]
fn one_octet_is_one_field() {
    let mut octets = find("udp").expect("a sample").frames()[0].octets.clone();
    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect::<String>();
    let place = directory("diff");
    let (a, b) = (place.join("a.txt"), place.join("b.txt"));
    fs::write(&a, hex(&octets)).expect("a file");
    octets[22] -= 1;
    fs::write(&b, hex(&octets)).expect("a file");
    let ran = run(&["frame", "--diff", &a.to_string_lossy(), &b.to_string_lossy()]);
    assert_eq!((ran.status, fields(&ran.stdout)), (1, vec!["IPv4: Time to Live".to_string()]));
}

#[test]
fn numbers_are_frames_of_the_input() {
    let ran = run(&["frame", "--sample", "tcp-handshake", "--diff", "1", "3"]);
    assert_eq!(ran.status, 1);
    // the third segment of the handshake has no SYN and acknowledges
    let fields = fields(&ran.stdout);
    assert!(
        fields.contains(&"TCP: SYN".to_string()) && fields.contains(&"TCP: ACK".to_string()),
        "{fields:?}"
    );
    let ran = run(&["frame", "--sample", "tcp-handshake", "--diff", "1", "4"]);
    assert_eq!((ran.status, ran.stderr.lines().next()), (2, Some("error: the input has no frame 4")));
}
