//! Every recipe, as tshark, tcpdump and scapy read its frames.

mod common;

use common::{directory, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A line for each thing that a recipe can build.
const LINES: [&str; 37] = [
    "arp who-has 172.16.10.11 --from 172.16.10.10/24",
    "arp who-has 172.16.20.5 --from 172.16.10.10/24 --gateway 172.16.10.1",
    "arp reply 172.16.10.10 --from 172.16.10.11/24",
    "arp probe 172.16.10.10",
    "arp announcement 172.16.10.10",
    "icmp echo 172.16.10.11",
    "icmp echo 172.16.10.11 sequence=7 text=hello ttl=3",
    "icmp reply 172.16.10.11",
    "icmp echo 203.0.113.10 --from 172.16.10.10/24 --gateway 172.16.10.1",
    "icmpv6 echo 2001:db8::11 --from 2001:db8::10/64",
    "icmpv6 reply 2001:db8::11",
    "icmpv6 who-has 2001:db8::11",
    "icmpv6 advertise 2001:db8::11",
    "udp 172.16.10.11 5000 text=hello",
    "udp 172.16.10.11 5000",
    "udp 255.255.255.255 5000 hex=00ff",
    "udp 224.0.0.251 5000 text=group",
    "udp 2001:db8::11 5000 text=odd",
    "tcp syn 172.16.10.11 80",
    "tcp syn 172.16.10.11 80 sack_permitted wscale=7 timestamps=1,0",
    "tcp syn-ack 172.16.10.11 49161 src_port=80",
    "tcp ack 172.16.10.11 80",
    "tcp psh-ack 172.16.10.11 5000 text=hello",
    "tcp fin-ack 172.16.10.11 80",
    "tcp rst 2001:db8::11 80",
    "dns query www.example.com A --to 172.16.10.1",
    "dns query example.com mx --to 2001:db8::1",
    "http get http://www.example.com/a?b=c --to 172.16.10.11",
    "dhcp discover hostname=student-pc",
    "dhcp offer yiaddr=172.16.10.50 dns=172.16.10.1,172.16.10.2 --from 172.16.10.1/24 --gateway 172.16.10.1",
    "dhcp request requested_ip=172.16.10.50 server_id=172.16.10.1",
    "dhcp request ciaddr=172.16.10.50 --to 172.16.10.1",
    "dhcp ack yiaddr=172.16.10.50 lease=3600 --from 172.16.10.1/24",
    "dhcp nak --from 172.16.10.1/24",
    "dhcp decline requested_ip=172.16.10.50 server_id=172.16.10.1",
    "dhcp release ciaddr=172.16.10.50 server_id=172.16.10.1",
    "dhcp inform --from 172.16.10.50/24 param_list=mask,router,dns",
];

/// The octets that a line builds, in base 16.
fn hex(line: &str) -> String {
    let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).chain(["--hex"]).collect();
    let ran = run(&words);
    assert_eq!(ran.status, 0, "{line}: {}", ran.stderr);
    ran.stdout.trim_end().to_string()
}

/// All frames in one file.
fn capture(name: &str, lines: &[&str]) -> PathBuf {
    let mut json = String::new();
    for line in lines {
        let words: Vec<&str> =
            ["build"].into_iter().chain(line.split(' ')).chain(["--json", "--pad"]).collect();
        let ran = run(&words);
        assert_eq!(ran.status, 0, "{line}: {}", ran.stderr);
        json.push_str(&ran.stdout);
    }
    let file = directory(name).join("frames.pcap");
    let ran = common::pipe(
        &["build", "--from-json", "-", "--write", file.to_str().expect("UTF-8")],
        json.as_bytes(),
    );
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    file
}

/// What tshark calls an expert remark of a frame, and whether it thinks it malformed.
fn remarks(file: &Path) -> Option<Vec<String>> {
    let mut tshark = Command::new("tshark");
    tshark.args(["-n", "-r"]).arg(file).args(["-T", "fields", "-E", "separator=|"]);
    for option in ["ip.check_checksum", "tcp.check_checksum", "udp.check_checksum"] {
        tshark.arg("-o").arg(format!("{option}:TRUE"));
    }
    for field in ["frame.protocols", "_ws.malformed", "_ws.expert.severity", "_ws.expert.message"] {
        tshark.args(["-e", field]);
    }
    Some(common::ask("tshark", &mut tshark)?.lines().map(str::to_string).collect())
}

/// Warnings and errors (PI_WARN, PI_ERROR) as `_ws.expert.severity` counts them; chats and notes are none.
const WARNING: u32 = 0x0060_0000;

#[test]
fn tshark_has_no_complaint_about_any_recipe() {
    let Some(remarks) = remarks(&capture("recipes-tshark", &LINES)) else { return };
    assert_eq!(remarks.len(), LINES.len());
    let mut wrong = Vec::new();
    for (line, remark) in LINES.iter().zip(&remarks) {
        let parts: Vec<&str> = remark.splitn(4, '|').collect();
        let severe =
            parts[2].split(',').filter_map(|number| number.parse::<u32>().ok()).any(|n| n >= WARNING);
        // that a connection was reset is worth a warning to tshark, whoever did it
        if !parts[1].is_empty() || severe && parts[3] != "Connection reset (RST)" {
            wrong.push(format!("{line}: {remark}"));
        }
    }
    common::none(wrong, "tshark complains");
}

/// A witness that never complains would prove nothing.
#[test]
fn tshark_complains_about_what_is_broken_on_purpose() {
    const BROKEN: [&str; 4] = [
        "icmp echo 172.16.10.11 header_checksum=0x1234",
        "icmp echo 172.16.10.11 ihl=4",
        "udp 172.16.10.11 5000 text=hello udp.length=200",
        "udp 172.16.10.11 5000 text=hello udp.checksum=1",
    ];
    let Some(remarks) = remarks(&capture("recipes-broken", &BROKEN)) else { return };
    for (line, remark) in BROKEN.iter().zip(&remarks) {
        let severity = remark.split('|').nth(2).unwrap_or("");
        let severe =
            severity.split(',').filter_map(|number| number.parse::<u32>().ok()).any(|n| n >= WARNING);
        assert!(severe, "{line}: {remark}");
        // and netlab says what a receiver will think of it
        let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).collect();
        let ran = run(&words);
        assert!(ran.stdout.contains("  !!  ") || ran.stdout.contains("  !   "), "{line}:\n{}", ran.stdout);
    }
}

#[test]
fn tcpdump_has_no_complaint_about_any_recipe() {
    let file = capture("recipes-tcpdump", &LINES);
    let Some(printed) =
        common::ask("tcpdump", Command::new("tcpdump").args(["-nn", "-vvv", "-r"]).arg(&file))
    else {
        return;
    };
    let complaints = ["bad", "wrong", "invalid", "incorrect", "truncated", "[|", "malformed"];
    let wrong = printed.lines().filter(|line| complaints.iter().any(|word| line.contains(word)));
    common::none(wrong.map(str::to_string), "tcpdump complains");
    assert!(printed.contains("who-has 172.16.10.11 tell 172.16.10.10"), "{printed}");
}

/// What scapy makes of the same words, octet for octet.
#[test]
fn scapy_builds_the_same_octets() {
    let program = r#"
from scapy.all import *
a, b, g = '02:00:ac:10:0a:0a', '02:00:ac:10:0a:0b', '02:00:ac:10:0a:01'
everyone = 'ff:ff:ff:ff:ff:ff'
print(bytes(Ether(src=a, dst=everyone)/ARP(op=1, hwsrc=a, psrc='172.16.10.10', pdst='172.16.10.11')).hex())
print(bytes(Ether(src=b, dst=a)/ARP(op=2, hwsrc=b, psrc='172.16.10.11', hwdst=a, pdst='172.16.10.10')).hex())
print(bytes(Ether(src=a, dst=g)/IP(src='172.16.10.10', dst='172.16.10.1', id=0)/UDP(sport=49161, dport=53)
    /DNS(id=0x1234, rd=1, qd=DNSQR(qname='www.example.com', qtype='A'))).hex())
options = [('message-type', 'discover'), ('client_id', b'\x01' + bytes.fromhex(a.replace(':', ''))),
    ('param_req_list', [1, 3, 6, 15]), ('hostname', 'student-pc'), 'end']
print(bytes(Ether(src=a, dst=everyone)/IP(src='0.0.0.0', dst='255.255.255.255', id=0)/UDP(sport=68, dport=67)
    /BOOTP(op=1, xid=0x12345678, flags=0x8000, chaddr=bytes.fromhex(a.replace(':', '')))
    /DHCP(options=options)/(b'\0' * 29)).hex())
print(bytes(Ether(src=a, dst=b)/IP(src='172.16.10.10', dst='172.16.10.11', id=0)
    /TCP(sport=49161, dport=80, flags='S', seq=7, window=65535, options=[('MSS', 1460)])).hex())
print(bytes(Ether(src=a, dst=b)/IP(src='172.16.10.10', dst='172.16.10.11', id=0, ttl=3)
    /ICMP(id=1, seq=2)/b'hello').hex())
a6, b6 = '02:00:00:00:00:10', '02:00:00:00:00:11'
print(bytes(Ether(src=a6, dst='33:33:ff:00:00:11')/IPv6(src='2001:db8::10', dst='ff02::1:ff00:11', hlim=255)
    /ICMPv6ND_NS(tgt='2001:db8::11')/ICMPv6NDOptSrcLLAddr(lladdr=a6)).hex())
"#;
    let lines = [
        "arp who-has 172.16.10.11 --from 172.16.10.10/24",
        "arp reply 172.16.10.10 --from 172.16.10.11/24",
        "dns query www.example.com A --to 172.16.10.1 id=0x1234",
        "dhcp discover hostname=student-pc xid=0x12345678",
        "tcp syn 172.16.10.11 80 seq=7",
        "icmp echo 172.16.10.11 sequence=2 ttl=3 text=hello",
        "icmpv6 who-has 2001:db8::11",
    ];
    // Debian has it for its own Python
    let python = if Path::new("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" };
    let has_scapy = Command::new(python)
        .args(["-c", "import scapy"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !has_scapy {
        return common::skip("no python3-scapy");
    }
    let Some(printed) = common::ask("python3", Command::new(python).arg("-c").arg(program)) else { return };
    let theirs: Vec<&str> = printed.lines().collect();
    assert_eq!(theirs.len(), lines.len());
    for (line, theirs) in lines.iter().zip(theirs) {
        assert_eq!(hex(line), theirs, "{line}");
    }
}

/// tshark puts the pieces together again and finds the checksum of the whole right.
#[test]
fn fragments_are_what_tshark_puts_together_again() {
    let directory = directory("fragments");
    let payload: Vec<u8> = (0..4000_u32).map(|i| (i * 7 % 251) as u8).collect();
    let (data, file) = (directory.join("data"), directory.join("frames.pcap"));
    std::fs::write(&data, &payload).expect("a file");
    let said = format!("file={}", data.display());
    let words = [
        "build",
        "udp",
        "172.16.10.11",
        "5000",
        &said,
        "--mtu",
        "1500",
        "--write",
        file.to_str().expect("UTF-8"),
    ];
    let ran = run(&words);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mut tshark = Command::new("tshark");
    tshark.args(["-n", "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-r"]).arg(&file);
    tshark.args(["-T", "fields", "-E", "separator=|"]);
    for field in
        ["ip.len", "ip.frag_offset", "ip.flags.mf", "ip.checksum.status", "udp.checksum.status", "data.data"]
    {
        tshark.args(["-e", field]);
    }
    let Some(printed) = common::ask("tshark", &mut tshark) else { return };
    let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split('|').collect()).collect();
    // 1480 is the largest multiple of 8 that fits behind 20 octets of header; 185 times 8 is 1480
    assert_eq!(rows[0][..4], ["1500", "0", "1", "1"]);
    assert_eq!(rows[1][..4], ["1500", "185", "1", "1"]);
    assert_eq!(rows[2][..5], ["1068", "370", "0", "1", "1"]);
    let whole: String = payload.iter().map(|octet| format!("{octet:02x}")).collect();
    assert_eq!(rows[2][5], whole);
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_datagram_that_must_not_be_cut_is_not() {
    for (line, status, said) in [
        ("icmp echo 172.16.10.11 --mtu 1500", 0, "fits into an MTU of 1500: it is not cut"),
        (
            "icmp echo 172.16.10.11 df=1 --mtu 28",
            1,
            "and Don't Fragment is set:\na router drops it and answers ICMP",
        ),
        ("icmp echo 172.16.10.11 --mtu 28", 0, "  5  data     32-39      offset     4 x 8  MF 0\n"),
        (
            "icmp echo 172.16.10.11 --mtu 27",
            2,
            "an MTU of 27 has no room for a header of 20 octets and 8 of data",
        ),
        ("icmp echo 2001:db8::11 --mtu 1280", 0, "fits into an MTU of 1280: it is not cut"),
        ("icmp echo 2001:db8::11 --mtu 56", 0, "  5  data     32-39      offset     4 x 8  M 0\n"),
        (
            "icmp echo 2001:db8::11 --mtu 56",
            0,
            "No link of IPv6 has an MTU of 56: 1280 is the least (RFC 8200 §5).",
        ),
        (
            "icmp echo 2001:db8::11 --mtu 55",
            2,
            "an MTU of 55 has no room for a header of 48 octets and 8 of data",
        ),
        (
            "ipv6 dst=2001:db8::11 / ipv6_fragment identification=7 m=1 next_header=udp / hex=00112233445566778899aabbccddeeff --mtu 60",
            2,
            "has a Fragment header already",
        ),
        ("arp probe 172.16.10.10 --mtu 1500", 2, "there is no IP datagram to cut"),
        ("icmp echo 172.16.10.11 --mtu x", 2, "`--mtu x`: this is no number of octets"),
    ] {
        let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).collect();
        let ran = run(&words);
        assert_eq!(ran.status, status, "{line}: {}", ran.stderr);
        assert!(
            ran.stdout.contains(said) || ran.stderr.contains(said),
            "{line}:\n{}\n{}",
            ran.stdout,
            ran.stderr
        );
    }
}

/// RFC 791 §3.1: options whose first bit is set stand in every piece, the others in the first alone.
#[test]
fn options_go_with_the_pieces_as_they_ask() {
    // record route (7) is not copied, router alert (148) is
    let words = "build ipv4 dst=10.0.0.2 record_route.pointer=4 record_route.route=0.0.0.0 router_alert=0 / \
                 udp dst_port=5000 / text=0123456789012345678901234567890123456789 --mtu 60 --hex";
    let ran = run(&words.split_whitespace().collect::<Vec<_>>());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let pieces: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(pieces.len(), 2, "{}", ran.stdout);
    assert!(
        pieces[0].starts_with("48")
            && pieces[0][40..64].eq("07070400000000940400 0000".replace(' ', "").as_str()),
        "{}",
        pieces[0]
    );
    assert!(pieces[1].starts_with("46") && &pieces[1][40..48] == "94040000", "{}", pieces[1]);
}

/// The same in IPv6, with a Hop-by-Hop and a Routing header that stand in every piece and Destination Options that do not.
#[test]
fn packets_are_cut_as_tshark_puts_them_together_again() {
    let directory = directory("fragments-of-ipv6");
    let payload: Vec<u8> = (0..4000_u32).map(|i| (i * 7 % 251) as u8).collect();
    let data = directory.join("data");
    std::fs::write(&data, &payload).expect("a file");
    let whole: String = payload.iter().map(|octet| format!("{octet:02x}")).collect();
    let file = format!("file={}", data.display());
    let plain = "eth dst=02:00:00:00:00:11 / ipv6 dst=2001:db8::11 / udp dst_port=5000";
    let headed = "eth dst=02:00:00:00:00:11 / ipv6 dst=2001:db8::11 / ipv6_hopopts router_alert=0 / \
                  ipv6_routing routing_type=253 segments_left=0 data=00000000 / \
                  ipv6_dstopts tunnel_encapsulation_limit=3 / udp dst_port=5000";
    for (line, first) in [(plain, 1232), (headed, 1216)] {
        let pcap = directory.join("frames.pcap");
        let mut words: Vec<&str> = ["build"].into_iter().chain(line.split_whitespace()).collect();
        words.extend(["/", &file, "--mtu", "1280", "--write", pcap.to_str().expect("UTF-8")]);
        let ran = run(&words);
        assert_eq!(ran.status, 0, "{line}: {}", ran.stderr);
        let mut tshark = Command::new("tshark");
        tshark.args(["-n", "-o", "udp.check_checksum:TRUE", "-r"]).arg(&pcap);
        tshark.args(["-T", "fields", "-E", "separator=|", "-E", "occurrence=f"]);
        for field in
            ["ipv6.plen", "ipv6.fraghdr.offset", "ipv6.fraghdr.more", "udp.checksum.status", "data.data"]
        {
            tshark.args(["-e", field]);
        }
        let Some(printed) = common::ask("tshark", &mut tshark) else { return };
        let rows: Vec<Vec<&str>> = printed.lines().map(|line| line.split('|').collect()).collect();
        assert_eq!(rows.len(), 4, "{line}: {printed:.200}");
        let mut at = 0;
        for (i, row) in rows.iter().enumerate() {
            let is_last = i == 3;
            let length: usize = row[0].parse().expect("a number");
            let offset: usize = row[1].parse().expect("a number");
            // tshark prints offsets in octets or in units of 8, by its version
            assert!([at, at / 8].contains(&offset), "{line}: {row:?}");
            assert_eq!(row[2], if is_last { "0" } else { "1" }, "{line}: {row:?}");
            assert!(length <= 1240, "{line}: {row:?}");
            at += first;
        }
        assert_eq!(rows[3][3], "1", "{line}: the checksum of the whole");
        assert_eq!(rows[3][4], whole, "{line}");
    }
}

/// A message to a server goes where its client's mask says: to a neighbour, to the gateway, or nowhere.
#[test]
fn dhcp_by_unicast_does_the_and_first() {
    let release = "dhcp release ciaddr=172.16.10.50 server_id=";
    for (line, status, mac, said) in [
        (
            format!("{release}172.16.10.1 --from 172.16.10.50/24"),
            0,
            "02:00:ac:10:0a:01",
            "Same subnet: 172.16.10.1 is a neighbour",
        ),
        (
            format!("{release}10.0.0.1 --from 172.16.10.50/24 --gateway 172.16.10.1"),
            0,
            "02:00:ac:10:0a:01",
            "Another subnet: what is for 10.0.0.1 goes to the MAC address of the gateway\n172.16.10.1",
        ),
        (
            format!("{release}172.16.9.1 --from 172.16.10.50/16"),
            0,
            "02:00:ac:10:09:01",
            "  172.16.10.50 AND 255.255.0.0 = 172.16.0.0\n  172.16.9.1   AND 255.255.0.0 = 172.16.0.0\n",
        ),
        (format!("{release}10.0.0.1 --from 172.16.10.50/24"), 1, "", "there is no way to 10.0.0.1"),
        (
            "dhcp request ciaddr=172.16.10.50 --to 10.0.0.1 --from 172.16.10.50/24 --gateway 172.16.10.1"
                .into(),
            0,
            "02:00:ac:10:0a:01",
            "goes to the MAC address of the gateway",
        ),
        // nobody says a mask: it is assumed, and said
        (format!("{release}172.16.10.1"), 0, "02:00:ac:10:0a:01", "it is taken to be /24"),
        // to all: no way has to be found
        ("dhcp request ciaddr=172.16.10.50".into(), 0, "ff:ff:ff:ff:ff:ff", ""),
    ] {
        let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).collect();
        let ran = run(&words);
        assert_eq!(ran.status, status, "{line}: {ran:?}");
        let page = format!("{}{}", ran.stdout, ran.stderr.replace("\n      ", " "));
        assert!(page.contains(said), "{line}: {page}");
        if status == 0 {
            let first =
                ran.stdout.lines().find(|line| line.contains("Destination Address")).unwrap_or_default();
            assert!(first.contains(mac), "{line}: {first}");
        }
    }
}

/// A checksum that was left open and cannot be reckoned is 0, and that is said with the reason.
#[test]
fn a_checksum_that_stays_zero_is_said() {
    for (line, said) in [
        (
            "eth dst=02:00:00:00:00:11 src=02:00:00:00:00:12 type=0x88b5 / udp dst_port=53 src_port=7 / text=hi",
            "note: udp.checksum stays 0, for it cannot be reckoned: there is no IP header below\n",
        ),
        ("eth dst=02:00:00:00:00:11 / ipv4 dst=10.0.0.2 / udp dst_port=53 / text=hi", ""),
    ] {
        let words: Vec<&str> = ["build"].into_iter().chain(line.split(' ')).collect();
        let ran = run(&words);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, said), "{line}");
    }
}
