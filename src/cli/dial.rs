//! `netlab dial`: a client that shows what its socket does.

mod console;
mod edit;
mod load;
mod plan;
mod prompt;
mod race;
mod stream;
mod talk;
mod wrong;

use super::screen::Screen;
use super::{Exit, Failure, clap_words};
use crate::echo::client::{Conversation, Life, connect};
use crate::say;
use crate::spec::{Lang, Text, Trouble, text};
use clap::{Arg, ArgAction, ArgMatches, Command};
use console::Console;
use plan::{Plan, Words};
use race::{Either, first};
use std::time::SystemTime;

/// What it is for, as the help lists it.
pub const ABOUT: Text = text(
    "A client: send messages over TCP, UDP and Unix sockets, and see what each call does",
    "客户：通过 TCP、UDP 和 UNIX 套接字发送消息，看清每次调用做了什么",
);

/// `netlab dial`.
pub fn command(lang: Lang) -> Command {
    let flag = |name: &'static str, help: Text| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.show(lang))
    };
    let option = |name: &'static str, value: &'static str, help: Text| {
        Arg::new(name).long(name).value_name(value).help(help.show(lang))
    };
    clap_words::new("dial", ABOUT, lang)
        .override_usage(clap_words::usage(lang, "dial [OPTIONS] [ADDR] [MESSAGE]..."))
        .arg(
            Arg::new("words")
                .value_name("ADDR MESSAGE")
                .num_args(0..)
                .help_heading(clap_words::operands(lang))
                .help(
                    text(
                        "host:port, :port, udp://host:port, unix:PATH or unixgram:PATH (127.0.0.1:8000); then the messages: without any, standard input",
                        "host:port、:port、udp://host:port、unix:路径或 unixgram:路径（默认 127.0.0.1:8000）；其后是消息：没有则取标准输入",
                    )
                    .show(lang),
                ),
        )
        .arg(option(
            "framing",
            "HOW",
            text(
                "where a message ends: line (default), raw, length, fixed:16, 'delimiter:\\n'",
                "消息定界：line（默认）、raw、length、fixed:16 或 'delimiter:\\n'",
            ),
        ))
        .arg(flag("crlf", text("lines end with CR LF instead of LF", "行以 CR LF 结束，而不是 LF")))
        .arg(option("split", "N", text("send each message in N pieces", "每个消息分 N 次发送")))
        .arg(
            option("gap", "TIME", text("between pieces, and between messages: 50ms", "各次发送之间的间隔，如 50ms"))
        )
        .arg(flag("half-close", text("FIN right behind the last message, then read to the end", "最后一个消息之后立即发 FIN，再读到结尾")))
        .arg(flag("reset", text("end with RST instead of FIN", "以 RST 而不是 FIN 结束")).conflicts_with("half-close"))
        .arg(
            option("slow-read", "RATE", text("read only so many octets a second (1000)", "每秒只读这么多字节（默认 1000）"))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("1000"),
        )
        .arg(
            option("expect", "ANSWER", text("exit with 1 unless the answer is this; one for each message", "回答不是它则以 1 退出；每个消息一个"))
                .action(ArgAction::Append),
        )
        .arg(option("wait", "TIME", text("how long an answer may take (2s); 0: do not wait", "等待回答的时间（默认 2s）；0 表示不等")))
        .arg(option("connect-timeout", "TIME", text("how long connecting may take (10s)", "建立连接的时限（默认 10s）")))
        .arg(flag("hex", text("show answers as octets too", "同时以十六进制显示回答")))
        .arg(option("count", "N", text("a small load test: N questions", "小型负载测试：提问 N 次"))
            // a load test looks at nothing but the time
            .conflicts_with_all(["explain", "expect", "half-close", "hex", "reset", "slow-read", "split", "gap"]))
        .arg(option("concurrency", "N", text("over so many connections at once (1)", "同时使用多少个连接（默认 1）")).requires("count"))
        .arg(flag("explain", text("tell each call and what the kernel says after it", "说明每次调用，以及其后内核的状态")))
        .arg(flag("frames", text("the segments or datagrams on the wire, between the calls that caused them (Linux, raw sockets)", "在各次调用之间显示线路上的报文段或数据报（Linux，需要原始套接字权限）")).conflicts_with("count"))
        .arg(flag("json", text("a JSON object for each event", "每个事件输出一个 JSON 对象")).conflicts_with("explain"))
}

/// Runs `netlab dial`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let plan = Plan::read(matches).map_err(|trouble| screen.fitted(&trouble))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Trouble::new(say!(en: "cannot begin: {error}", zh: "无法开始：{error}", error = error))
    })?;
    let mut console = Console::new(screen, &plan);
    let exit = runtime.block_on(async {
        match &plan.load {
            Some(load) => load::run(&plan, load, &mut console).await,
            None => dial(&plan, &mut console).await,
        }
    });
    // a thread may still wait for standard input: it ends with the program
    runtime.shutdown_background();
    console.last_frames()?;
    exit
}

/// One connection from beginning to end.
async fn dial(plan: &Plan, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let (life, began) = (Life::new(console.wants_events()), SystemTime::now());
    let opened = match first(open(plan, console, &life, began), interrupted()).await {
        Either::First(opened) => opened?,
        Either::Second(()) => return Ok(Exit::Interrupted),
    };
    let Some(conversation) = opened else {
        return Ok(Exit::No);
    };
    match &plan.words {
        Words::Messages(messages) => talk::run(conversation, messages, plan, console).await,
        Words::Keyboard => prompt::run(conversation, plan, console).await,
        Words::Stream => stream::run(conversation, plan, console).await,
        Words::Lines => talk::lines(conversation, plan, console).await,
    }
}

/// Connects, and says how that went where there was a choice or no success.
async fn open<'a>(
    plan: &Plan,
    console: &mut Console<'_>,
    life: &'a Life,
    began: SystemTime,
) -> Result<Option<Conversation<'a>>, Failure> {
    let Some(targets) = plan::targets(plan, console).await? else {
        return Ok(None);
    };
    console.legend();
    if plan.frames {
        console.tap(&targets, began)?;
    }
    let tried = connect(&targets, plan.connect_timeout, life).await;
    console.events(life.take())?;
    let Some(socket) = tried.connected else {
        wrong::not_connected(plan, &tried.refused, console)?;
        return Ok(None);
    };
    if let Some(target) = tried.target.filter(|_| targets.len() > 1) {
        console.note(&wrong::chosen(&targets, &target, &tried.refused));
    }
    if plan.split > 1 || plan.slow_read.is_some() {
        let _ = socket.at_once();
    }
    if plan.slow_read.is_some() {
        let _ = socket.small_buffer();
    }
    Ok(Some(Conversation::new(socket, life)))
}

/// Waits for Ctrl-C; for ever where the system does not tell.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
