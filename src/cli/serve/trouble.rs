//! What went wrong before anybody was served, and what to type.

use crate::cli::Failure;
use crate::echo::address::{Address, Transport};
use crate::echo::kernel::{self, State};
use crate::say;
use crate::spec::{Said, Trouble};
use std::fs;
use std::io::{Error, ErrorKind};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::Path;

/// The system gave something that every server needs not at all.
pub fn of_system(error: &Error) -> Failure {
    Trouble::new(say!(en: "the system cannot begin: {error}", zh: "系统无法开始：{error}", error = error))
        .into()
}

/// A file for the log that cannot be opened.
pub fn of_log(path: &Path, error: &Error) -> Failure {
    Trouble::new(say!(
        en: "the log file {path} cannot be opened: {error}", zh: "无法打开日志文件 {path}：{error}",
        path = path.display(), error = error
    ))
    .into()
}

/// A name without an address.
pub fn of_name(address: &Address, error: &Error) -> Failure {
    Trouble::new(say!(
        en: "no address is found for {address}: {error}", zh: "找不到 {address} 的地址：{error}",
        address = address, error = error
    ))
    .hint(say!(
        en: "`netlab serve 127.0.0.1:8000` needs no name", zh: "`netlab serve 127.0.0.1:8000` 不需要名字"
    ))
    .into()
}

/// A socket that could not be bound.
pub fn of_bind(address: &Address, at: Option<SocketAddr>, error: &Error) -> Failure {
    let shown = at.map_or_else(|| address.to_string(), |at| Address::at(address.transport, at).to_string());
    let typed = |port: u16| {
        at.map_or(String::new(), |at| {
            Address::at(address.transport, SocketAddr::new(at.ip(), port)).to_string()
        })
    };
    let trouble = match (error.kind(), at) {
        (ErrorKind::AddrInUse, Some(at)) => {
            let trouble = Trouble::new(in_use(&shown, address.transport, at));
            match free_port(address.transport, at) {
                Some(port) => trouble.hint(say!(
                    en: "port {port} is free: `netlab serve {typed}`", zh: "端口 {port} 空闲：`netlab serve {typed}`",
                    port = port, typed = typed(port)
                )),
                None => trouble,
            }
        }
        (ErrorKind::PermissionDenied, Some(at)) => Trouble::new(say!(
            en: "{shown}: the system gives port {port} to privileged programs only (RFC 6335, section 8.1.2: system ports are 0 to 1023)",
            zh: "{shown}：系统只把端口 {port} 给有特权的程序（RFC 6335 8.1.2 节：系统端口为 0 至 1023）",
            shown = shown, port = at.port()
        ))
        .hint(say!(
            en: "a port from 1024 on: `netlab serve {typed}`", zh: "用 1024 以上的端口：`netlab serve {typed}`",
            typed = typed(at.port().saturating_add(8000))
        )),
        (ErrorKind::AddrNotAvailable, Some(at)) => Trouble::new(say!(
            en: "{ip} is no address of this host, and a server can only listen on its own", zh: "{ip} 不是本机的地址，而服务器只能在自己的地址上监听",
            ip = at.ip()
        ))
        .hint(say!(
            en: "127.0.0.1 for this host alone, 0.0.0.0 for everybody who can reach it",
            zh: "127.0.0.1 只供本机，0.0.0.0 供所有能到达本机的人"
        )),
        (ErrorKind::Unsupported, _) => Trouble::new(say!(
            en: "this system has no Unix sockets for {shown}", zh: "本系统没有供 {shown} 使用的 UNIX 套接字", shown = shown
        )),
        _ => Trouble::new(say!(
            en: "cannot listen on {shown}: {error}", zh: "无法在 {shown} 上监听：{error}",
            shown = shown, error = error
        )),
    };
    trouble.into()
}

/// Who has the address.
fn in_use(shown: &str, transport: Transport, at: SocketAddr) -> Said {
    let same = |row: &kernel::Row| {
        row.local.port() == at.port()
            && (row.local.ip() == at.ip() || row.local.ip().is_unspecified() || at.ip().is_unspecified())
    };
    let rows: Vec<kernel::Row> =
        if transport == Transport::Tcp { kernel::rows().filter(same).collect() } else { Vec::new() };
    if let Some(listener) = rows.iter().find(|row| row.state == State::Listen) {
        return match owner(listener.inode) {
            Some((process, name)) => say!(
                en: "{shown} is in use: `{name}` (process {process}) listens there",
                zh: "{shown} 已被占用：`{name}`（进程 {process}）正在那里监听",
                shown = shown, name = name, process = process
            ),
            None => say!(
                en: "{shown} is in use: a program of somebody else listens there",
                zh: "{shown} 已被占用：别人的一个程序正在那里监听", shown = shown
            ),
        };
    }
    if let Some(row) = rows.iter().find(|row| row.state == State::TimeWait) {
        let left = row.timer.map_or(60, |left| left.as_secs());
        return say!(
            en: "{shown} is in use: nobody listens, but a connection that was closed still waits there in TIME-WAIT, {left} s more",
            zh: "{shown} 已被占用：没有人监听，但一个已关闭的连接还在那里处于 TIME-WAIT，还要 {left} 秒",
            shown = shown, left = left
        );
    }
    say!(en: "{shown} is in use by another program", zh: "{shown} 已被另一个程序占用", shown = shown)
}

/// The process that has a socket open: its number and name. Those of other users are not shown to everybody.
fn owner(inode: u64) -> Option<(u32, String)> {
    let wanted = format!("socket:[{inode}]");
    let has = |process: u32| {
        let open = fs::read_dir(format!("/proc/{process}/fd")).ok()?;
        let mut targets = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
        targets.find(|target| target.as_os_str() == wanted.as_str())
    };
    let processes =
        fs::read_dir("/proc").ok()?.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let process = processes.into_iter().find(|process| has(*process).is_some())?;
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some((process, name.trim_end().to_string()))
}

/// The next port that can be had at the same address.
fn free_port(transport: Transport, at: SocketAddr) -> Option<u16> {
    let is_free = |port: &u16| {
        let at = SocketAddr::new(at.ip(), *port);
        match transport {
            Transport::Udp => UdpSocket::bind(at).is_ok(),
            _ => TcpListener::bind(at).is_ok(),
        }
    };
    (at.port().saturating_add(1)..=u16::MAX).take(100).find(is_free)
}
