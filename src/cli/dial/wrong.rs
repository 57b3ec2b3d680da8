//! What went wrong, what that means on the wire, and what to type.

use super::console::Console;
use super::plan::{Plan, named};
use crate::echo::address::{Address, Host, Place, Transport};
use crate::echo::call::{Call, Event, errno, sentence};
use crate::echo::client::Refusal;
use crate::echo::socket::Target;
use crate::say;
use crate::spec::{Said, Trouble};
use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

/// The name has no address.
pub fn not_found(plan: &Plan, error: Option<io::Error>, console: &Console<'_>) -> io::Result<()> {
    let name = match &plan.address.place {
        Place::Port(Host::Name(name), _) => name.clone(),
        _ => plan.address.to_string(),
    };
    let what = if error.is_some_and(|error| error.kind() == ErrorKind::TimedOut) {
        say!(
            en: "nobody said in time what the address of `{name}` is: the DNS server does not answer",
            zh: "没有及时得知 `{name}` 的地址：DNS 服务器没有应答",
            name = name
        )
    } else {
        say!(
            en: "no address was found for the name `{name}`: nothing was sent to it\nconnect needs a number; neither the file of hosts nor DNS has one for this name",
            zh: "没有找到名字 `{name}` 的地址：什么也没有发给它\nconnect 需要数字地址；hosts 文件和 DNS 都没有这个名字",
            name = name
        )
    };
    let hint = say!(
        en: "is it spelt right? `getent hosts {name}` asks the same way",
        zh: "拼写对吗？`getent hosts {name}` 以同样的方式查询",
        name = name
    );
    console.object("error", Duration::ZERO, &[("error", "name not found".into())])?;
    console.complain(&Trouble::new(what).hint(hint));
    Ok(())
}

/// No address could be reached: the last reason is told whole, the others on a line each.
pub fn not_connected(plan: &Plan, refused: &[Refusal], console: &Console<'_>) -> io::Result<()> {
    let Some((last, others)) = refused.split_last() else { return Ok(()) };
    for other in others {
        console.note(&reason(other));
    }
    let error = errno(&last.error);
    let transport = last.target.transport();
    let (why, source) = sentence(&Event {
        error: Some(error.clone()),
        ..Event::new(Duration::ZERO, transport, Call::Connect)
    });
    let Said { en, zh } = reason(last);
    let mut what =
        Said { en: format!("{en}\n{} [{source}]", why.en), zh: format!("{zh}\n{} [{source}]", why.zh) };
    if let Some(again) = last.again {
        what.en.push_str(&format!("\nthe SYN was sent {} times", again + 1));
        what.zh.push_str(&format!("\nSYN 共发送了 {} 次", again + 1));
    }
    console.complain(&Trouble { what, hint: hint(plan, &last.target, &error) });
    Ok(())
}

/// `127.0.0.1:1 refuses the connection (ECONNREFUSED)`
fn reason(refusal: &Refusal) -> Said {
    let target = shown(&refusal.target);
    let name = errno(&refusal.error);
    match refusal.error.kind() {
        ErrorKind::ConnectionRefused => say!(
            en: "{target} refuses the connection ({name})", zh: "{target} 拒绝连接（{name}）",
            target = target, name = name
        ),
        ErrorKind::TimedOut => say!(
            en: "{target} does not answer ({name})", zh: "{target} 没有应答（{name}）", target = target, name = name
        ),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => say!(
            en: "{target} cannot be reached ({name})", zh: "{target} 无法到达（{name}）", target = target, name = name
        ),
        _ => say!(
            en: "cannot connect to {target} ({name})", zh: "无法连接 {target}（{name}）", target = target, name = name
        ),
    }
}

fn shown(target: &Target) -> String {
    match target {
        Target::Ip(Transport::Udp, address) => format!("udp://{address}"),
        Target::Ip(_, address) => address.to_string(),
        Target::Path(transport, path) => format!("{}:{}", transport.key(), path.display()),
    }
}

/// What to type against an error of `connect`.
fn hint(plan: &Plan, target: &Target, error: &str) -> Option<Said> {
    let address = shown(target);
    let ip = match target {
        Target::Ip(_, address) => Some(address.ip()),
        Target::Path(..) => None,
    };
    let here = ip.is_none_or(|ip| ip.is_loopback());
    Some(match error {
        "ECONNREFUSED" | "ENOENT" if here => say!(
            en: "`netlab serve {address}` in another terminal listens there",
            zh: "在另一个终端运行 `netlab serve {address}`，就有程序监听",
            address = address
        ),
        "ECONNREFUSED" => say!(
            en: "is the port right? `ss -ltn` on that host lists the ports where programs listen",
            zh: "端口对吗？在那台主机上运行 `ss -ltn` 可列出有程序监听的端口"
        ),
        "ETIMEDOUT" => say!(
            en: "is the address right? `--connect-timeout 30s` waits longer, `ping {ip}` asks the host itself",
            zh: "地址对吗？`--connect-timeout 30s` 等得更久，`ping {ip}` 询问主机本身",
            ip = ip.map_or_else(String::new, |ip: IpAddr| ip.to_string())
        ),
        "EHOSTUNREACH" | "ENETUNREACH" => say!(
            en: "`ip route get {ip}` shows which way this host would take",
            zh: "`ip route get {ip}` 显示本机会走哪条路",
            ip = ip.map_or_else(String::new, |ip: IpAddr| ip.to_string())
        ),
        "EMFILE" | "ENFILE" => say!(
            en: "`ulimit -n` shows how many this shell allows, `ulimit -n 4096` allows more",
            zh: "`ulimit -n` 显示本 shell 允许多少个，`ulimit -n 4096` 允许更多"
        ),
        "EPROTOTYPE" => {
            let transport =
                if target.transport() == Transport::Unix { Transport::Unixgram } else { Transport::Unix };
            let right = Address { transport, place: plan.address.place.clone() };
            say!(
                en: "the socket there is of the other type: `netlab dial {right}`",
                zh: "该处的套接字是另一种类型：`netlab dial {right}`",
                right = right
            )
        }
        _ => return None,
    })
}

/// A call failed on a connection that was there.
pub fn broken(plan: &Plan, call: Call, error: &io::Error) -> Trouble {
    let (name, address) = (errno(error), named(plan).en);
    let (why, source) = sentence(&Event {
        error: Some(name.clone()),
        ..Event::new(Duration::ZERO, plan.address.transport, call)
    });
    let mut what = say!(
        en: "{call} failed at {address} ({name})",
        zh: "{address}：{call} 失败（{name}）",
        call = call.name(), address = address, name = name
    );
    what.en.push_str(&format!("\n{} [{source}]", why.en));
    what.zh.push_str(&format!("\n{} [{source}]", why.zh));
    let trouble = Trouble::new(what);
    match plan.address.transport {
        Transport::Udp if name == "ECONNREFUSED" => trouble.hint(say!(
            en: "`netlab serve {address}` in another terminal listens there",
            zh: "在另一个终端运行 `netlab serve {address}`，就有程序监听",
            address = address
        )),
        _ => trouble,
    }
}

/// Which of several addresses was taken, and what became of the others.
pub fn chosen(targets: &[Target], target: &Target, refused: &[Refusal]) -> Said {
    let all: Vec<String> = targets.iter().map(shown).collect();
    let failed: Vec<Said> = refused.iter().map(reason).collect();
    let (all, target) = (all.join(", "), shown(target));
    let mut said = say!(
        en: "the name has {count} addresses: {all}; connected to {target} (RFC 8305)",
        zh: "该名字有 {count} 个地址：{all}；连上的是 {target}（RFC 8305）",
        count = targets.len(), all = all, target = target
    );
    for Said { en, zh } in failed {
        said.en.push_str(&format!("; {en}"));
        said.zh.push_str(&format!("；{zh}"));
    }
    said
}
