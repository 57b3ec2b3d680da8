//! `netlab link`: the interfaces of this machine, and those of a private network.
#![cfg(target_os = "linux")]

mod common;

use common::{Ran, ask, netlab, read, run, skip};
use serde_json::Value;
use std::process::Command;

/// Runs netlab in a private network; `None`, said aloud, where the system does not give one.
fn sandboxed(args: &[&str]) -> Option<Ran> {
    let ran = common::finish(netlab(args).arg("--sandbox"));
    if ran.stderr.contains("does not give out network namespaces") {
        skip("no network namespaces");
        return None;
    }
    Some(ran)
}

/// The page shows what netlab prints, but for the DNS server of the machine at hand.
#[test]
fn the_page_shows_the_private_network() {
    let page = read("docs/link.md");
    let block = page.split("```console\n$ netlab link veth0 --sandbox\n").nth(1).expect("the example");
    let block = block.split("```").next().expect("its end");
    let Some(ran) = sandboxed(&["link", "veth0"]) else { return };
    let without_dns = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with("  DNS ")).map(str::to_string).collect()
    };
    assert_eq!(without_dns(&format!("{}{}", ran.stderr, ran.stdout)), without_dns(block));
    assert_eq!(ran.status, 0);
}

#[test]
fn the_private_network_in_chinese() {
    let Some(ran) = sandboxed(&["link", "veth0", "--lang", "zh"]) else { return };
    let lines: Vec<&str> = ran.stdout.lines().filter(|line| !line.starts_with("  DNS ")).collect();
    assert_eq!(
        lines,
        [
            "veth0  已启用  veth",
            "  MAC      02:00:00:00:10:10         本地管理：由软件或手工设置",
            "  MTU      1500 字节",
            "  地址     172.16.10.10/24           固定：由手工或配置文件设置",
            "  掩码     255.255.255.0             网络号 24 位，主机号 8 位",
            "  网关     172.16.10.1               固定：由手工或配置文件设置",
            "  抓包     可以",
        ]
    );
}

/// What `ip` of iproute2 says of this machine, netlab says too.
#[test]
fn ip_says_the_same() {
    let Some(theirs) = ask("ip", Command::new("ip").args(["-d", "-j", "address", "show"])) else { return };
    let theirs: Vec<Value> = serde_json::from_str(&theirs).expect("JSON");
    let ours: Vec<Value> = run(&["link", "--json"])
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(ours.len(), theirs.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours["schema"], "netlab.link/1");
        assert_eq!(ours["name"], theirs["ifname"]);
        assert_eq!(ours["index"], theirs["ifindex"]);
        assert_eq!(ours["mtu"], theirs["mtu"]);
        assert_eq!(ours["kind"], theirs["linkinfo"]["info_kind"]);
        if let Some(mac) = theirs["address"].as_str().filter(|mac| mac.len() == 17) {
            assert_eq!(ours["mac"], mac);
        }
        let flags = theirs["flags"].as_array().expect("flags");
        let has = |flag: &str| flags.iter().any(|have| have == flag);
        assert_eq!(ours["up"], has("UP"));
        assert_eq!(ours["loopback"], has("LOOPBACK"));
        let of = |value: &Value, address: &str, length: &str| -> Vec<(Value, Value)> {
            let list = value.as_array().expect("a list");
            list.iter().map(|one| (one[address].clone(), one[length].clone())).collect()
        };
        assert_eq!(
            of(&ours["addresses"], "address", "prefix_length"),
            of(&theirs["addr_info"], "local", "prefixlen")
        );
    }
}

#[test]
fn gateways_are_those_of_ip_route() {
    let routes = ["-4", "-6"].map(|family| {
        let mut ip = Command::new("ip");
        ask("ip", ip.args([family, "-j", "route", "show", "default"]))
    });
    let [Some(v4), Some(v6)] = routes else { return };
    let theirs: Vec<Value> = [v4, v6]
        .iter()
        .flat_map(|json| serde_json::from_str::<Vec<Value>>(json).expect("JSON"))
        .map(|route| route["gateway"].clone())
        .collect();
    let ours: Vec<Value> = run(&["link", "--json"])
        .stdout
        .lines()
        .flat_map(|line| {
            let interface: Value = serde_json::from_str(line).expect("JSON");
            let gateways = interface["gateways"].as_array().expect("a list").clone();
            gateways.into_iter().map(|gateway| gateway["address"].clone()).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(ours.len(), theirs.len());
    for gateway in ours {
        assert!(theirs.contains(&gateway), "{gateway}: {theirs:?}");
    }
}

#[test]
fn an_unknown_interface_is_trouble_and_the_others_are_shown() {
    let ran = run(&["link", "lo", "lo9"]);
    assert_eq!(ran.status, 2);
    assert_eq!(ran.stderr, "error: there is no interface `lo9`\nhint: did you mean `lo`?\n");
    assert!(ran.stdout.starts_with("lo  "), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().filter(|line| !line.starts_with(' ')).count(), 1);
}

/// Without rights the list is the same, and three ways to them are named.
#[test]
fn without_rights_three_ways_are_named() {
    let mut plain = netlab(&["link", "lo"]);
    let program = plain.get_program().to_os_string();
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-all", "--inh-caps", "-all"]);
    command.arg(program).args(["link", "lo"]).env("LANG", "C").env("COLUMNS", "80");
    common::plain(&mut command);
    let Some(stdout) = ask("setpriv", &mut command) else { return };
    let whole = common::finish(&mut plain);
    assert_eq!(stdout.lines().next(), whole.stdout.lines().next());
    assert!(stdout.contains("capture  not with these rights"), "{stdout}");
    for way in ["`sudo`", "setcap cap_net_raw+ep", "`--sandbox`"] {
        assert!(stdout.contains(way), "{way}: {stdout}");
    }
}
