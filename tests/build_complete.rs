//! What shells offer behind `netlab build`.
#![cfg(unix)]

mod common;

use common::{ask, directory, plain, quoted, run};
use std::path::PathBuf;
use std::process::Command;

fn offered(words: &[&str]) -> Vec<String> {
    let ran = run(&[&["__complete", "--"], words].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{words:?}");
    ran.stdout.lines().map(|line| line.split('\t').next().unwrap_or("").to_string()).collect()
}

#[test]
fn layers_recipes_keys_and_values_are_offered() {
    for (words, wanted) in [
        (&["dhc"][..], &["dhcp", "dhcp"][..]),
        (&["arp", ""], &["who-has", "reply", "probe", "announcement"]),
        (&["arp", "--from", "10.0.0.1/24", "wh"], &["who-has"]),
        (&["eth", "/", "ipv4", "tt"], &["ttl="]),
        (&["eth", "::", "ipv4", "ttl=7", "tt"], &[]),
        (&["eth", "type=ar"], &["type=arp"]),
        (&["eth", "/", "ipv4", "/", "tcp", "sy"], &["syn"]),
        (&["dhcp", "discover", "hostn"], &["hostname="]),
        (&["eth", "/", "te"], &["text="]),
        (&["eth", "nothing"], &[]),
        (&[], &[]),
    ] {
        let mut offers = offered(words);
        offers.dedup();
        let mut wanted: Vec<&str> = wanted.to_vec();
        wanted.dedup();
        assert_eq!(offers, wanted, "{words:?}");
    }
    let values = offered(&["eth", "/", "ipv4", "/", "udp", "dst_port=dom"]);
    assert!(values.contains(&"dst_port=domain".to_string()), "{values:?}");
    // the help is for people: it does not speak of what is for scripts
    for page in [&["--help"][..], &["man"], &["completions", "bash"]] {
        let lists = run(page).stdout.lines().any(|line| line.trim_start().starts_with("__complete"));
        assert!(!lists, "{page:?}");
    }
}

/// The shell's own script, as `netlab completions` writes it, and where the program is.
fn script(shell: &str) -> (PathBuf, String) {
    let path = directory(&format!("completions-{shell}")).join("netlab");
    std::fs::write(&path, run(&["completions", shell]).stdout).expect("a file");
    let built = PathBuf::from(env!("CARGO_BIN_EXE_netlab"));
    let built = built.parent().expect("a directory").display();
    (path, format!("{built}:{}", std::env::var("PATH").unwrap_or_default()))
}

#[test]
fn bash_offers_them() {
    let (script, path) = script("bash");
    for (line, wanted) in [
        ("netlab build arp w", "who-has"),
        ("netlab build eth / ipv4 tt", "ttl="),
        // readline takes what is behind `=` and `:` for a word of its own
        ("netlab build eth type=ar", "arp"),
        ("netlab build eth src=02:00:00:00:10:10 / ipv4 tt", "ttl="),
        ("netlab buil", "build"),
    ] {
        let program = format!(
            "source {}; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=($COMP_LINE); \
             COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); compopt() {{ :; }}; \
             _netlab_or_build netlab \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
            quoted(&script)
        );
        let mut bash = Command::new("bash");
        plain(&mut bash);
        let Some(printed) = ask("bash", bash.arg("-c").arg(program).env("PATH", &path)) else { return };
        assert_eq!(printed.trim_end(), wanted, "{line}");
    }
}

#[test]
fn fish_offers_them() {
    let (script, path) = script("fish");
    for (line, wanted) in [("netlab build arp w", "who-has"), ("netlab build eth / ipv4 tt", "ttl=")] {
        let mut fish = Command::new("fish");
        plain(&mut fish);
        let program = format!("source {}; complete -C '{line}'", quoted(&script));
        // in the locale C it finds no program in a folder whose name is not ASCII
        fish.env("LANG", "C.UTF-8");
        fish.args(["--no-config", "-c"]).arg(program).env("PATH", &path).env("HOME", directory("fish-home"));
        let Some(printed) = ask("fish", &mut fish) else { return };
        let words: Vec<&str> = printed.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(words, [wanted], "{line}");
    }
}

/// zsh completes nothing without a terminal; it reads the script and runs the function with its words.
#[test]
fn zsh_offers_them() {
    let (script, path) = script("zsh");
    let program = format!(
        "compdef() {{ :; }}; compadd() {{ while [[ $1 == -* ]]; do [[ $1 == -S ]] && shift; shift; done; print -l -- ${{(P)1}}; }}; \
         source {}; words=(netlab build eth / ipv4 tt); CURRENT=6; _netlab_or_build; words=(netlab build arp w); CURRENT=4; _netlab_or_build",
        quoted(&script)
    );
    let mut zsh = Command::new("zsh");
    plain(&mut zsh);
    let Some(printed) = ask("zsh", zsh.args(["-f", "-c"]).arg(program).env("PATH", &path)) else { return };
    assert_eq!(printed.split_whitespace().collect::<Vec<_>>(), ["ttl=", "who-has"]);
}
