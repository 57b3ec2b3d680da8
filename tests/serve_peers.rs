//! `netlab serve` and other people's clients: every netcat, Go, Python, curl, a browser.
#![cfg(unix)]

mod common;

use common::served::serve;
use common::{Short, ask, directory, root, skip};
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs a client with `input` on its standard input, which is then closed, and gives what it printed; `None`, said
/// aloud, where it is not installed.
fn talk(program: &str, args: &[&str], input: &[u8]) -> Option<String> {
    let started = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        skip(&format!("no {program}"));
        return None;
    };
    let mut stdin = child.stdin.take().expect("a pipe");
    // a server that was told to hang up may be quicker
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The article's session, through every netcat there is: the same octets come back, and `exit` ends it.
#[test]
fn every_netcat_is_answered() {
    let server = serve(&[]);
    let port = server.port();
    let tcp = format!("TCP:127.0.0.1:{port}");
    let clients: [(&str, &[&str]); 4] = [
        ("nc.openbsd", &["-N", "127.0.0.1", &port]),
        ("nc.traditional", &["127.0.0.1", &port]),
        ("ncat", &["127.0.0.1", &port]),
        ("socat", &["-t10", "-", &tcp]),
    ];
    for (program, args) in clients {
        for (input, answer) in
            [("youmen\nhello 检验\nexit\n", "YOUMEN\nHELLO 检验\n"), ("a\r\nexit\r\n", "A\r\n")]
        {
            if let Some(heard) = talk(program, args, input.as_bytes()) {
                assert_eq!(heard, answer, "{program}");
            }
        }
    }
    // what the client sends last needs no end of line, when it closes its side
    if let Some(heard) = talk("nc.openbsd", &["-N", "127.0.0.1", &port], b"no end") {
        assert_eq!(heard, "NO END");
    }
    if let Some(heard) = talk("socat", &["-t10", "-", &tcp], b"no end") {
        assert_eq!(heard, "NO END");
    }
}

/// 360,000 octets and a half-close: each comes back.
#[test]
fn a_half_close_loses_nothing() {
    let server = serve(&["--reply", "echo", "--log", "none"]);
    let line = "0123456789".repeat(8) + "\n";
    let input = line.repeat(360_000 / line.len());
    let port = server.port();
    for (program, args) in [
        ("nc.openbsd", vec!["-N", "127.0.0.1", &port]),
        ("socat", vec!["-t30", "-", &format!("TCP:127.0.0.1:{port}")]),
    ] {
        if let Some(heard) = talk(program, &args, input.as_bytes()) {
            assert!(heard == input, "{program}: {} of {} octets", heard.len(), input.len());
        }
    }
}

#[test]
fn netcat_speaks_udp_and_unix_too() {
    let server = serve(&["udp://127.0.0.1:0"]);
    if let Some(heard) = talk("nc.openbsd", &["-u", "-W", "1", "127.0.0.1", &server.port()], b"youmen\n") {
        assert_eq!(heard, "YOUMEN\n");
    }
    let folder = Short::directory("serve-peers");
    let path = folder.join("x.sock");
    let _server = serve(&[&format!("unix:{}", path.display())]);
    let path = path.to_str().expect("UTF-8");
    if let Some(heard) = talk("nc.openbsd", &["-N", "-U", path], b"youmen\n") {
        assert_eq!(heard, "YOUMEN\n");
    }
    if let Some(heard) = talk("socat", &["-t10", "-", &format!("UNIX-CONNECT:{path}")], b"youmen\n") {
        assert_eq!(heard, "YOUMEN\n");
    }
}

/// The article's server loses the only message of the article's client. This one does not.
#[test]
fn the_word_of_a_go_client_is_heard() {
    let built = directory("serve-go").join("client");
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&built).arg(root().join("tests/peers/client.go"));
    if ask("go", build.env("GOFLAGS", "-mod=mod").env("GOCACHE", built.with_file_name("cache"))).is_none() {
        return;
    }
    for args in [&["--log", "article"][..], &["--log", "article", "--once"]] {
        let server = serve(args);
        let status = Command::new(&built).arg(&server.address).status().expect("it was built");
        assert!(status.success());
        // with --once it ends by itself; else a client that comes later is heard later
        let ran = if args.contains(&"--once") {
            server.wait()
        } else {
            server.ask(b"later\n");
            server.stop()
        };
        let lines: Vec<&str> = ran.stdout.lines().collect();
        assert!(lines[0].ends_with(" add connect success"), "{lines:?}");
        assert!(lines.iter().any(|line| line.ends_with("]: youmen")), "{lines:?}");
    }
}

/// `sendall`, `recv`, and no end of line: what every tutorial does.
#[test]
fn a_beginners_python_is_answered() {
    let server = serve(&[]);
    let program = format!(
        "import socket\ns = socket.socket()\ns.connect(('127.0.0.1', {}))\n\
         for word in (b'hello', b'again'):\n    s.sendall(word)\n    print(s.recv(1024).decode())",
        server.port()
    );
    if let Some(heard) = ask("python3", Command::new("python3").args(["-c", &program])) {
        assert_eq!(heard, "HELLO\nAGAIN\n");
    }
}

#[test]
fn curl_gets_a_page() {
    let server = serve(&["--reply", "http"]);
    let url = format!("http://{}/a?b=<c>", server.address);
    let Some(page) = ask("curl", Command::new("curl").args(["-sS", "-g", "-i", &url])) else { return };
    assert!(
        page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("GET /a?b=&lt;c&gt; HTTP/1.1"),
        "{page}"
    );
    let body = "x".repeat(20_000);
    let posted = ask("curl", Command::new("curl").args(["-sS", "-d", &body, &url])).expect("curl is there");
    assert!(posted.contains("POST ") && posted.contains(&body));
    let head = ask("curl", Command::new("curl").args(["-sS", "-I", &url])).expect("curl is there");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"));
    // other clients are told what is wrong
    assert!(server.ask(b"hello\n").starts_with(b"HTTP/1.1 400 "));
    let log = server.stop().stdout;
    assert!(log.contains("GET /a?b=<c> HTTP/1.1") && log.contains("POST /a?b=<c> HTTP/1.1"), "{log}");
}

/// A browser shows the page, and asks for nothing else.
#[test]
fn a_browser_shows_its_own_request() {
    let server = serve(&["--reply", "http", "--log", "article", "--lang", "zh"]);
    let folder = directory("serve-browser");
    if !Command::new("chromium").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return skip("no chromium");
    }
    // into a file: the browser's helpers may keep a pipe open when it has gone
    let shown = folder.join("page");
    let out = std::fs::File::create(&shown).expect("a file");
    let mut browser = Command::new("timeout");
    browser.args([
        "-k",
        "5",
        "60",
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
    ]);
    browser.args([
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
    ]);
    browser.arg("--dump-dom").arg(format!("--user-data-dir={}", folder.join("profile").display()));
    browser.arg(format!("http://{}/", server.address)).stdin(Stdio::null()).stdout(out).stderr(Stdio::null());
    assert!(browser.status().expect("timeout").success());
    let page = std::fs::read_to_string(&shown).expect("a page");
    assert!(page.contains("您的浏览器发来了这些") && page.contains("GET / HTTP/1.1"), "{page}");
    let log = server.stop().stdout;
    assert_eq!(log.matches("]: GET ").count(), 1, "{log}");
}

/// Idle clients cost next to nothing.
#[test]
#[cfg(target_os = "linux")]
fn many_idle_clients_are_cheap() {
    let count = 10_000;
    let mut command = Command::new("sh");
    common::plain(&mut command);
    command.args([
        "-c",
        "ulimit -n 10100; exec \"$0\" serve 127.0.0.1:0 --log none",
        env!("CARGO_BIN_EXE_netlab"),
    ]);
    let enough = Command::new("sh").args(["-c", "ulimit -n 10100"]).stderr(Stdio::null()).status();
    if !enough.is_ok_and(|status| status.success()) {
        return skip("no 10,100 open files for one program");
    }
    let server = common::served::start(&mut command);
    let before = data(server.id());
    let mut many = Command::new("python3");
    many.arg(root().join("tests/peers/many.py")).args([&server.port(), "idle", &count.to_string()]);
    let Ok(mut many) = many.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        return skip("no python3");
    };
    let mut line = String::new();
    let mut stdout = std::io::BufReader::new(many.stdout.take().expect("a pipe"));
    std::io::BufRead::read_line(&mut stdout, &mut line).expect("a line");
    assert_eq!(line.trim(), count.to_string());
    let each = (data(server.id()) - before) as f64 / f64::from(count);
    // a build for debugging has larger tasks; benches/echo.py measures the other
    assert!(each < 2.5, "{each} KiB for a client");
    drop(many.stdin.take());
    assert!(many.wait().expect("it ends").success());
    // and when they have left, what they took is given back
    let began = std::time::Instant::now();
    while data(server.id()) > before + 512 {
        assert!(began.elapsed() < common::served::PATIENCE, "{} KiB, {before} before", data(server.id()));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(server.ask(b"still there\n"), b"STILL THERE\n");
}

/// KiB of memory that a process has for its data. The pages of its program are shared with all that run it, and count more
/// when the others end.
#[cfg(target_os = "linux")]
fn data(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).expect("a figure");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

fn many(port: &str, what: &str, count: u32) -> Option<String> {
    let mut many = Command::new("python3");
    ask("python3", many.arg(root().join("tests/peers/many.py")).args([port, what, &count.to_string()]))
}

/// A SYN that finds the queue full is sent again after a second (RFC 6298, section 2.1): none is.
#[test]
#[cfg(target_os = "linux")]
fn a_class_that_connects_at_once_is_connected() {
    let mut command = Command::new("sh");
    common::plain(&mut command);
    let shell = "ulimit -n 2048; exec \"$0\" serve 127.0.0.1:0";
    let server = common::served::start(command.args(["-c", shell, env!("CARGO_BIN_EXE_netlab")]));
    if let Some(again) = many(&server.port(), "burst", 1000) {
        assert_eq!(again, "segments sent again: 0\n");
    }
}

#[test]
fn clients_that_reset_harm_nobody() {
    let server = serve(&["--json"]);
    if many(&server.port(), "reset", 600).is_some() {
        let ran = server.stop();
        assert!(ran.stdout.contains("\"why\":\"reset\""));
        assert!(ran.stdout.lines().last().expect("a summary").contains("\"clients\":"));
    }
}
