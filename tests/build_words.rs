//! The words of `netlab build`: what is understood, what is refused, and what is said to it.

mod common;

use common::{Ran, Short, run};

fn build(line: &str) -> Ran {
    run(&["build"].into_iter().chain(line.split_whitespace()).collect::<Vec<_>>())
}

/// The octets of a line, in base 16.
fn hex(line: &str) -> String {
    let ran = build(&format!("{line} --hex"));
    assert_eq!(ran.status, 0, "{line}: {}", ran.stderr);
    ran.stdout.trim_end().to_string()
}

/// A word that is not known is an error with what was perhaps meant, and never payload.
#[test]
fn what_is_wrong_is_said() {
    for (line, error, hint) in [
        ("ipv4 dst=10.0.0.2 ttl=300", "ipv4.ttl: 300 does not fit in 8 bits (at most 255)", ""),
        (
            "ipv4 dst=10.0.0.2 ttl=99999999999999999999999",
            "ipv4.ttl: 99999999999999999999999 does not fit in 8 bits (at most 255)",
            "",
        ),
        (
            "ipv4 dst=10.0.0.2 protocol=99999999999999999999999",
            "ipv4.protocol: 99999999999999999999999 does not fit in 8 bits (at most 255)",
            "",
        ),
        ("ipv4 dst=10.0.0.2 ttl=", "ipv4.ttl needs a number, not ``", "for example `ttl=7`"),
        ("ipv4 dst=10.0.0.2 tll=7", "no field `tll` in ipv4", "did you mean `ttl`?"),
        ("eth / upd", "there is no layer `upd`", "did you mean `udp`?"),
        (
            "eth / ipv4 / hello",
            "there is no layer `hello`",
            "a payload is written `text=...`, `hex=...` or `file=...`",
        ),
        ("eth / / ipv4", "there is no layer between two `/`", ""),
        ("apr who-has 1.2.3.4", "there is no recipe `apr`", "did you mean `arp`?"),
        ("icmp ehco 1.2.3.4", "icmp has no verb `ehco`", "did you mean `echo`?"),
        (
            "udp 10.0.0.1 domian",
            "udp.dst_port: `domian` is no number and no name in the registry of UDP ports",
            "did you mean `domain`?",
        ),
        ("dhcp discover hostnam=x", "no field `hostnam` in dhcp", "did you mean `hostname`?"),
        (
            "dhcp request server_id=1.2.3.4",
            "a DHCP request has to say `requested_ip` (RFC 2131 §4.4.1)",
            "`requested_ip=172.16.10.50`",
        ),
        (
            "dns query x..y A --to 172.16.10.1",
            "dns.question.qname: `x..y` is no domain name: it has an empty label",
            "",
        ),
        (
            "dns query example.com A",
            "which server is it for?",
            "`netlab build dns query example.com A --to 172.16.10.1`",
        ),
        (
            "tcp syn 10.0.0.1",
            "tcp.dst_port has to be given: the receiver's end of the connection",
            "`dst_port=...`; `netlab explain tcp.dst_port` says more",
        ),
        (
            "icmp echo 10.0.0.1 --from 10.0.0.2",
            "`--from 10.0.0.2` has no prefix: which addresses are in its subnet?",
            "`--from 10.0.0.2/24`",
        ),
        ("icmp echo ::1 --from 10.0.0.2/24", "10.0.0.2 and ::1 are of different families", ""),
        (
            "arp who-has 2001:db8::1",
            "ARP is for IPv4; 2001:db8::1 is IPv6",
            "`netlab build icmpv6 who-has 2001:db8::1`",
        ),
        (
            "http get https://example.com/",
            "`https://example.com/`: HTTPS goes through TLS, whose keys a single frame does not have",
            "`http://example.com/`",
        ),
        (
            "tcp / text=x",
            "no link carries tcp as it is: a frame cannot begin with it",
            "put the layers below before it: `eth dst=... / ipv4 dst=... / tcp ...`",
        ),
        (
            "ipv4 dst=10.0.0.2 / text=x",
            "ipv4.protocol has to be given: no code point there leads to Data",
            "`protocol=` takes a number or a name; `netlab explain ipv4.protocol` lists them",
        ),
        (
            "ipv4 dst=10.0.0.2 / udp dst_port=5000 / hex=abc",
            "`hex=abc`: octets are two digits each, of 0 to 9 and a to f",
            "for example `hex=0011aaff`",
        ),
        (
            "ipv4 dst=10.0.0.2 --from 10.0.0.1/24 / udp",
            "`--from` goes with a recipe; of layers the fields are said",
            "`eth src=... / ipv4 src=...`",
        ),
        ("udp 10.0.0.1 5000 file=/nowhere", "cannot read `/nowhere`: entity not found", ""),
        (
            "dns / text=x",
            "no link carries dns as it is: a frame cannot begin with it",
            "put the layers below before it: `eth dst=... / ipv4 dst=... / dns ...`",
        ),
    ] {
        let ran = build(&format!("{line} --hex"));
        let lines: Vec<&str> = ran.stderr.lines().filter(|line| !line.starts_with("note: ")).collect();
        let mut wanted = vec![format!("error: {error}")];
        wanted.extend((!hint.is_empty()).then(|| format!("hint: {hint}")));
        assert_eq!(
            (lines, ran.status, ran.stdout.as_str()),
            (wanted.iter().map(String::as_str).collect(), 2, ""),
            "{line}"
        );
    }
}

#[test]
fn layers_are_said_in_words() {
    // RFC 768, RFC 791: reckoned by hand
    let wanted =
        "ffffffffffff020000001010080045000021000000000711f3b0ac100a0a0a000002c0000035000d3bb068656c6c6f";
    let line = "eth dst=ff:ff:ff:ff:ff:ff src=02:00:00:00:10:10 / ipv4 dst=10.0.0.2 ttl=7 / udp src_port=49152 dst_port=53 / text=hello";
    assert_eq!(hex(line), wanted);
    for same in [
        line.replace('/', "::"),
        line.replace("dst_port=53", "dst_port=domain"),
        line.replace("text=hello", "hex=68:65:6c text=lo"),
        line.replace("text=hello", "text=h\\x65llo"),
        line.replace("ipv4 dst", "ip protocol=udp dst"),
        format!("--hex {line}"),
    ] {
        assert_eq!(hex(&same.replace("--hex ", "")), wanted, "{same}");
    }
    // what was written is sent as it was written
    let lying = hex(&line.replace("ttl=7", "ttl=7 ihl=4 header_checksum=0x1234"));
    assert_eq!(lying, wanted.replacen("0045", "0044", 1).replace("f3b0", "1234"));
    assert_eq!(
        hex("ipv4 dst=10.0.0.2 / tcp dst_port=2 syn ack"),
        hex("ipv4 dst=10.0.0.2 / tcp dst_port=2 syn=1 ack_flag=1")
    );
    // nested keys, flags and options
    let syn = hex("ipv4 src=10.0.0.1 dst=10.0.0.2 / tcp src_port=1 dst_port=2 syn mss=1460");
    assert_eq!(
        &syn[40..],
        "000100020000000000000000600 2ffff".replace(' ', "").to_string() + &syn[72..76] + "0000020405b4"
    );
}

/// `file=` is bounded, however large the file is.
#[cfg(unix)]
#[test]
fn a_file_is_read_no_further_than_a_frame_can_be() {
    // a path with a space in it would be two words here
    let directory = Short::directory("build-file");
    let small = directory.join("small");
    std::fs::write(&small, b"hello").expect("a file");
    let small = small.to_str().expect("UTF-8");
    assert!(hex(&format!("udp 172.16.10.11 5000 file={small}")).ends_with("68656c6c6f"));
    // a gibibyte of nothing
    let large = directory.join("large");
    std::fs::File::create(&large).and_then(|file| file.set_len(1 << 30)).expect("a file");
    let large = large.to_str().expect("UTF-8");
    let ran = build(&format!("udp 172.16.10.11 5000 file={large}"));
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains(&format!("`{large}` has more than 262144 octets")), "{}", ran.stderr);
    // more than IPv4 can say
    let middle = directory.join("middle");
    std::fs::write(&middle, vec![0; 70_000]).expect("a file");
    let ran = build(&format!("udp 172.16.10.11 5000 file={}", middle.to_str().expect("UTF-8")));
    assert_eq!(ran.status, 2);
    assert!(
        ran.stderr.contains("error: ipv4.total_length: 70028 does not fit in 16 bits (at most 65535)"),
        "{}",
        ran.stderr
    );
}

/// The article's table: who is in the subnet, who is not, and what then.
#[test]
fn the_and_comes_first() {
    let ran = build("arp who-has 172.16.10.11 --from 172.16.10.10/24");
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert!(
        ran.stdout.starts_with(
            "  172.16.10.10 AND 255.255.255.0 = 172.16.10.0\n  172.16.10.11 AND 255.255.255.0 = 172.16.10.0\n\
             Same subnet: 172.16.10.11 is a neighbour; what is for it goes to its own MAC\naddress.\n\nFrame 1  42 octets"
        ),
        "{}",
        ran.stdout
    );
    let ran = build("arp who-has 172.16.20.5 --from 172.16.10.10/24 --gateway 172.16.10.1 --hex");
    assert!(ran.stdout.trim_end().ends_with("ac100a01"), "{}", ran.stdout);
    assert_eq!(
        ran.stderr,
        "note: Another subnet: what is for 172.16.20.5 goes to the MAC address of the gateway 172.16.10.1, which passes it on.\n\
         note: So ARP asks for the gateway, 172.16.10.1.\n"
    );
    for line in
        ["icmp echo 172.16.20.5 --from 172.16.10.10/24", "arp who-has 172.16.20.5 --from 172.16.10.10/24"]
    {
        let ran = build(line);
        assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{line}");
        assert_eq!(
            ran.stdout,
            "  172.16.10.10 AND 255.255.255.0 = 172.16.10.0\n  172.16.20.5  AND 255.255.255.0 = 172.16.20.0\n\
             Another subnet, and no gateway is given: there is no way to 172.16.20.5.\n`--gateway` names one.\n",
            "{line}"
        );
    }
    let ran = build("icmp echo 172.16.20.5 --from 172.16.10.10/24 --gateway 10.0.0.1");
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("so is the gateway 10.0.0.1"), "{}", ran.stdout);
    // with a mask of 16 bits the same two are neighbours
    assert_eq!(build("icmp echo 172.16.20.5 --from 172.16.10.10/16").status, 0);
}

#[test]
fn a_seed_decides_what_is_drawn() {
    for line in ["dhcp discover", "dns query example.com A --to 172.16.10.1", "tcp syn 172.16.10.11 80"] {
        assert_eq!(hex(line), hex(&format!("{line} --seed 1")), "{line}");
        assert_ne!(hex(line), hex(&format!("{line} --seed 2")), "{line}");
    }
}

/// RFC 1542 §2.1: at least 300 octets of DHCP; the fixed headers below it have 14, 20 and 8.
#[test]
fn dhcp_messages_are_long_enough() {
    for line in ["dhcp discover", "dhcp nak", "dhcp release ciaddr=172.16.10.50 server_id=172.16.10.1"] {
        assert_eq!(hex(line).len() / 2, 14 + 20 + 8 + 300, "{line}");
    }
    let long = "x".repeat(200);
    assert!(hex(&format!("dhcp discover hostname={long}")).len() / 2 > 342);
}

/// Every recipe speaks Chinese too, and no page is wider than the screen.
#[test]
fn pages_are_in_both_languages_and_keep_to_the_width() {
    for line in [
        "arp who-has 172.16.20.5 --from 172.16.10.10/24 --gateway 172.16.10.1",
        "dhcp discover",
        "icmp echo 172.16.10.11",
    ] {
        for lang in ["en", "zh"] {
            let ran = build(&format!("{line} --lang {lang}"));
            assert_eq!(ran.status, 0, "{line}");
            let wide = ran.stdout.lines().filter(|line| netlab::draw::width(line) > 80);
            common::none(wide.map(str::to_string), "no line has more than 80 columns");
            assert_eq!(ran.stdout.contains("字段"), lang == "zh", "{line} {lang}");
        }
    }
}
