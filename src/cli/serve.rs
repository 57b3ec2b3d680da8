//! `netlab serve`: a server whose every step can be seen.

mod args;
mod clock;
mod explain;
mod log;
mod signals;
mod sink;
mod socket_file;
mod trouble;

pub use args::{ABOUT, command};

use super::screen::Screen;
use super::{Exit, Failure, duration};
use crate::echo::address::{Address, Place};
use crate::echo::reply::Reply;
use crate::echo::server::{Bound, Clients, Totals, bind, serve};
use crate::say;
use crate::spec::Said;
use args::Asked;
use clap::ArgMatches;
use log::{Log, Look, note, note_below, totals_of};
use serde_json::json;
use sink::{Lost, Sink};
use socket_file::SocketFile;
use std::fs::File;
use std::future::Future;
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Runs `netlab serve`.
pub fn run(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    served(matches, screen).map_err(|failure| match failure {
        Failure::Trouble(trouble) => screen.fitted(&trouble).into(),
        other => other,
    })
}

fn served(matches: &ArgMatches, screen: &Screen) -> Result<Exit, Failure> {
    let asked = Asked::read(matches, screen)?;
    let log = Arc::new(open_log(&asked)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| trouble::of_system(&error))?;
    runtime.block_on(run_here(&asked, &log, screen))
}

/// Where log lines go.
fn open_log(asked: &Asked) -> Result<Log, Failure> {
    let out: Box<dyn Write + Send> = match &asked.log_file {
        Some(path) => Box::new(
            File::options()
                .append(true)
                .create(true)
                .open(path)
                .map_err(|error| trouble::of_log(path, &error))?,
        ),
        None => Box::new(io::stdout()),
    };
    let look = asked.look;
    let lost = move |lost| note(&look, &lost_lines(lost));
    let sink = Sink::new(out, asked.log_file.is_some(), lost).map_err(|error| trouble::of_system(&error))?;
    Ok(Log::new(asked.look, sink))
}

fn lost_lines(lost: Lost) -> Said {
    match lost {
        Lost::Slow => say!(
            en: "whoever reads the log is too slow: lines are dropped and counted, and no client waits for it; with --log-file none is lost",
            zh: "读日志的一方太慢：多余的行被丢弃并计数，客户不必等它；用 --log-file 则一行不丢"
        ),
        Lost::Gone(kind) => say!(
            en: "the log cannot be written any more ({kind}); clients are served on",
            zh: "日志无法再写出（{kind}）；继续为客户服务", kind = kind
        ),
    }
}

async fn run_here(asked: &Asked, log: &Arc<Log>, screen: &Screen) -> Result<Exit, Failure> {
    let began = Instant::now();
    let at = asked.address.look_up().map_err(|error| trouble::of_name(&asked.address, &error))?;
    args::keep_reflection_home(&asked.settings, &asked.address, &at)?;
    let file = SocketFile::make_way(&asked.address, screen)?;
    log.legend(asked.address.transport);
    // from here on a signal ends it in good order: whoever reads where it listens may send one at once
    let interrupted = Arc::new(AtomicBool::new(false));
    let stop = stopped(&interrupted, &file).map_err(|error| trouble::of_system(&error))?;
    let bound = bind(&asked.address, &at, log.as_ref())
        .map_err(|(at, error)| trouble::of_bind(&asked.address, at, &error))?;
    if asked.frames {
        let servers: Vec<SocketAddr> = bound.iter().filter_map(Bound::local).collect();
        log.listen(&servers, asked.address.transport.key())?;
        tokio::spawn(show_frames(Arc::clone(log)));
    }
    announce(asked, &bound, log);
    let clients = Arc::new(Clients::new(asked.settings.clone(), Arc::clone(log) as Arc<_>));
    serve(bound, Arc::clone(&clients), stop).await;
    file.remove();
    let (seen, totals) = clients.totals();
    summarise(seen, &totals, began, log, &asked.look);
    Ok(if interrupted.load(Ordering::Relaxed) { Exit::Interrupted } else { Exit::Done })
}

/// Shows frames that no call follows, too: the last ACK, a SYN that is sent again.
async fn show_frames(log: Arc<Log>) {
    const OFTEN: Duration = Duration::from_millis(100);
    loop {
        tokio::time::sleep(OFTEN).await;
        log.frames();
    }
}

/// Says what was served, and writes the last of the log.
fn summarise(seen: u64, totals: &Totals, began: Instant, log: &Log, look: &Look) {
    let mut object = totals_of(totals);
    object["event"] = "summary".into();
    object["clients"] = seen.into();
    log.object(&object);
    log.frames();
    let dropped = log.end();
    note(
        look,
        &say!(
            en: "served in {time}: clients: {clients}, messages: {messages}, octets in: {read}, out: {written}; the longest message: {longest}",
            zh: "{time} 内的服务：{clients} 个客户，{messages} 个消息，收 {read} 字节，发 {written} 字节；最长的消息 {longest} 字节",
            time = duration::shown(began.elapsed()), clients = seen, messages = totals.messages, read = totals.read,
            written = totals.written, longest = totals.longest
        ),
    );
    if dropped > 0 {
        let said = say!(en: "log lines dropped: {lines}", zh: "丢弃的日志行数：{lines}", lines = dropped);
        note(look, &said);
    }
}

/// Says where clients find the server, and what it does.
fn announce(asked: &Asked, bound: &[Bound], log: &Log) {
    let transport = asked.address.transport;
    let settings = &asked.settings;
    let does = settings.reply.means();
    let ends = match settings.reply {
        Reply::Http => say!(en: "an empty line ends the head of a request", zh: "空行结束请求的首部"),
        _ if transport.is_stream() => settings.framing.means(),
        _ => say!(en: "a datagram is a message", zh: "一个数据报就是一个消息"),
    };
    let shown: Vec<Address> = match &asked.address.place {
        Place::Path(_) => vec![asked.address.clone()],
        Place::Port(..) => {
            bound.iter().filter_map(Bound::local).map(|at| Address::at(transport, at)).collect()
        }
    };
    for address in &shown {
        log.object(
            &json!({ "event": "listening", "transport": transport.key(), "address": address.to_string() }),
        );
    }
    // the address has a line of its own and is never broken: programs wait for it
    let all = shown.iter().map(Address::to_string).collect::<Vec<_>>().join(", ");
    let head = say!(en: "serving {all}", zh: "正在服务 {all}", all = all);
    let rest = say!(
        en: "{does}; {ends}; Ctrl-C ends it", zh: "{does}；{ends}；Ctrl-C 结束",
        does = does.show(asked.look.lang), ends = ends.show(asked.look.lang)
    );
    note_below(&asked.look, &head, &rest);
    for at in bound.iter().filter_map(Bound::local).filter(|at| at.ip().is_unspecified()) {
        to_everybody(at, &asked.look);
    }
}

/// What it means to listen on 0.0.0.0, and what a class has to type.
fn to_everybody(at: SocketAddr, look: &Look) {
    let found = crate::link::links().unwrap_or_default().interfaces;
    let up = found.iter().filter(|interface| interface.is_up && !interface.is_loopback);
    let ips = up.flat_map(|interface| interface.addresses.iter().map(|address| address.net.addr()));
    // [::] takes IPv4, too, unless the system was told otherwise
    let reached = ips.filter(|ip| ip.is_ipv4() || at.is_ipv6());
    // a link-local address needs the zone of whoever calls
    let zoned = |ip: &IpAddr| matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local());
    let all: Vec<String> =
        reached.filter(|ip| !zoned(ip)).map(|ip| SocketAddr::new(ip, at.port()).to_string()).collect();
    let ip = at.ip();
    note(
        look,
        &say!(
            en: "{ip} is the address of no host: it stands for every address of this one, so whoever reaches this host reaches the server",
            zh: "{ip} 不是哪台主机的地址：它代表本机的所有地址，凡能到达本机的都能到达这个服务器",
            ip = ip
        ),
    );
    note(
        look,
        &if all.is_empty() {
            say!(en: "this host has no address that others could use", zh: "本机没有别人可用的地址")
        } else {
            say!(en: "for the class: {all}", zh: "给全班的地址：{all}", all = all.join("  "))
        },
    );
}

/// Ready at the first SIGINT or SIGTERM; the second ends the program where it stands.
fn stopped(interrupted: &Arc<AtomicBool>, file: &SocketFile) -> io::Result<impl Future<Output = ()> + use<>> {
    let mut signals = signals::Signals::new()?;
    let (interrupted, file) = (Arc::clone(interrupted), file.clone());
    Ok(async move {
        interrupted.store(signals.next().await, Ordering::Relaxed);
        tokio::spawn(async move {
            let code = if signals.next().await { 130 } else { 0 };
            file.remove();
            std::process::exit(code);
        });
    })
}
