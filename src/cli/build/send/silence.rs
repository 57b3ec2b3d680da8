//! Nothing came: what was seen instead, and what may be the reason.

use super::host::Host;
use super::rule::{ipv4, layer, number, value};
use super::seen::Seen;
use crate::cli::duration::shown;
use crate::link::links;
use crate::packet::{Value, explain as explain_all, findings, verdicts};
use crate::say;
use crate::spec::{Finding, Said, Severity, Stack};
use crate::view::Page;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// Who was asked.
fn asked(stack: &Stack<'_>) -> Option<Ipv4Addr> {
    ipv4(stack, "arp", "tpa").or_else(|| ipv4(stack, "ipv4", "dst"))
}

/// Who asked.
fn asker(stack: &Stack<'_>) -> Option<Ipv4Addr> {
    ipv4(stack, "arp", "spa").or_else(|| ipv4(stack, "ipv4", "src")).filter(|from| !from.is_unspecified())
}

/// Prints it: first what was observed, in its order, then what follows from how things are set, the likeliest first.
pub fn explain(
    question: &Stack<'_>,
    host: &Host,
    patience: Duration,
    seen: &Seen,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let within = shown(patience);
    let head = say!(en: "No answer within {within}.", zh: "{within} 内没有回答。", within = within);
    let head = head.show(page.lang());
    page.prose(0, None, &head)?;
    let mut list = observed(host, seen);
    list.extend(reasons(question, host, seen));
    for (i, said) in list.iter().enumerate() {
        let number = format!("{}.", i + 1);
        page.remark(2, &number, None, said)?;
    }
    Ok(())
}

/// What was seen.
fn observed(host: &Host, seen: &Seen) -> Vec<Said> {
    let name = &host.interface.name;
    let mut list: Vec<Said> = seen
        .told()
        .iter()
        .map(|(after, Said { en, zh })| {
            let after = shown(*after);
            Said { en: format!("after {after}: {en}"), zh: format!("{after} 后：{zh}") }
        })
        .collect();
    if seen.more > 0 {
        list.push(
            say!(en: "and {more} more of that kind", zh: "此后还有 {more} 个同类的帧", more = seen.more),
        );
    }
    if seen.is_down {
        list.push(say!(en: "{name} was switched off meanwhile", zh: "{name} 在此期间被关闭", name = name));
    }
    if list.is_empty() {
        list.push(match seen.others {
            0 => say!(en: "not a single frame passed {name}", zh: "{name} 上没有任何帧经过", name = name),
            others => say!(
                en: "{others} frames passed {name}, none of them about this", zh: "{name} 上经过了 {others} 帧，都与此无关",
                others = others, name = name
            ),
        });
    }
    list
}

/// What may be the reason.
fn reasons(question: &Stack<'_>, host: &Host, seen: &Seen) -> Vec<Said> {
    let mut list = Vec::new();
    let name = &host.interface.name;
    let now = links().ok();
    let interface = now.iter().flat_map(|all| &all.interfaces).find(|now| now.index == host.interface.index);
    match interface {
        None => list.push(say!(en: "{name} is gone", zh: "{name} 已不存在", name = name)),
        Some(now) if !now.is_up && !seen.is_down => {
            list.push(say!(en: "{name} is switched off", zh: "{name} 已关闭", name = name));
        }
        Some(now) if now.is_up && now.carrier == Some(false) => list.push(say!(
            en: "nothing is at the other end of {name}: no carrier", zh: "{name} 的对端没有信号：无载波", name = name
        )),
        Some(_) => (),
    }
    if let Some(to) = asked(question) {
        let elsewhere = now.iter().flat_map(|all| &all.interfaces).find(|other| {
            other.index != host.interface.index
                && !other.is_loopback
                && other.ipv4().is_some_and(|net| net.contains(&to))
        });
        if let Some(other) = elsewhere {
            list.push(say!(
                en: "{to} is in the subnet of {other}: it was sent out of the wrong interface",
                zh: "{to} 在 {other} 的子网内：发错了接口", to = to, other = other.name
            ));
        }
        if let Some(net) = host.net.filter(|_| layer(question, "arp").is_some())
            && !net.contains(&to)
        {
            let (mask, own, other) =
                (net.netmask(), net.network(), ipnet::Ipv4Net::new_assert(to, net.prefix_len()).network());
            list.push(say!(
                en: "wrong subnet: {to} AND {mask} is {other}, and that of {name} is {own}; ARP does not leave the subnet",
                zh: "子网不对：{to} AND {mask} 得 {other}，而 {name} 的子网是 {own}；ARP 出不了子网",
                to = to, mask = mask, other = other, own = own, name = name
            ));
        }
    }
    if let Some(from) = asker(question).filter(|from| Some(*from) != host.net.map(|net| net.addr())) {
        list.push(say!(
            en: "the sender is {from}, and no host here answers ARP for that: who wants to answer does not find it; \
                 `--as {from}` makes netlab that host",
            zh: "发送方是 {from}，而这里没有主机为它回答 ARP：想回答的人找不到它；用 `--as {from}` 可让 netlab 成为该主机",
            from = from
        ));
    }
    list.extend(broken(question).into_iter().take(MOST_BROKEN));
    if layer(question, "arp").is_none()
        && ipv4(question, "ipv4", "src").is_some_and(|from| from.is_loopback())
    {
        list.push(say!(
            en: "the kernel discards what comes in from 127.0.0.0/8, for that never leaves a host (RFC 1122 §3.2.1.3): on \
                 loopback it answers its own datagrams alone",
            zh: "内核丢弃来自 127.0.0.0/8 的数据报，因为这样的地址从不离开主机 (RFC 1122 §3.2.1.3)：在环回接口上它只回答自己发出的"
        ));
    }
    list.extend(of_protocol(question));
    list
}

/// The most broken rules that are told.
const MOST_BROKEN: usize = 3;

/// Which rules the question breaks: who gets it may discard it for that.
pub fn broken(question: &Stack<'_>) -> Vec<Said> {
    let found = findings(question, &verdicts(question, &explain_all(question)));
    let is_wrong = |finding: &Finding| finding.rule.severity >= Severity::Warning;
    let told = |Finding { said: Said { en, zh }, rule, .. }: Finding| Said {
        en: format!("what was sent breaks a rule: {en} ({}); {}  [{}]", rule.id, rule.means.en, rule.source),
        zh: format!("发出的帧违反规则：{zh} ({})；{}  [{}]", rule.id, rule.means.zh, rule.source),
    };
    found.into_iter().filter(is_wrong).map(told).collect()
}

/// What silence means in the protocol that was spoken.
fn of_protocol(question: &Stack<'_>) -> Option<Said> {
    let has = |protocol: &str| layer(question, protocol).is_some();
    let to: IpAddr = match (asked(question), value(question, "ipv6", "dst")) {
        (Some(to), _) => to.into(),
        (None, Some(Value::Ipv6(to))) => to.into(),
        _ => return None,
    };
    Some(if has("arp") {
        match asker(question) {
            None => {
                say!(en: "nobody has {to}: that is what a probe hopes for", zh: "没有人使用 {to}：这正是探测所希望的", to = to)
            }
            Some(_) => say!(
                en: "ARP was not answered: no host on this link has {to}, or it is switched off",
                zh: "ARP 没有得到回答：本链路上没有主机使用 {to}，或它已关机", to = to
            ),
        }
    } else if has("dhcp") {
        say!(
            en: "no DHCP server is on this link, or it has no address left to give, or no relay passes the question on",
            zh: "本链路上没有 DHCP 服务器，或它已没有可分配的地址，或没有中继代理转发请求"
        )
    } else if has("dns") {
        say!(
            en: "no name server is at {to}, or a firewall drops what is for it", zh: "{to} 上没有域名服务器，或防火墙丢弃了发给它的报文",
            to = to
        )
    } else if has("udp") {
        let port = number(question, "udp", "dst_port").unwrap_or(0);
        say!(
            en: "UDP acknowledges nothing: a program at port {port} may have taken it in silence; with no program there the host \
                 would have said `port unreachable`, unless a firewall drops it",
            zh: "UDP 没有确认：端口 {port} 上的程序可能收下而不作声；如果没有程序，主机会回答“端口不可达”，除非被防火墙丢弃",
            port = port
        )
    } else if has("tcp") {
        say!(
            en: "filtered: an open port answers with SYN-ACK, a closed one with RST; only a firewall says nothing",
            zh: "被过滤：开放的端口回答 SYN-ACK，关闭的端口回答 RST；只有防火墙才不作声"
        )
    } else if has("icmp") {
        say!(
            en: "filtered: a host has to answer an echo (RFC 1122 §3.2.2.6), but a firewall may not let it through",
            zh: "被过滤：主机必须回答回送请求 (RFC 1122 §3.2.2.6)，但防火墙可能不放行"
        )
    } else if has("icmpv6") {
        say!(
            en: "nobody has the address, or a firewall drops it: a node has to answer an echo (RFC 4443 §4.2), and who has an \
                 address a solicitation (RFC 4861 §7.2.4)",
            zh: "没有人使用该地址，或被防火墙丢弃：节点必须回答回送请求 (RFC 4443 §4.2)，地址的使用者必须回答邻站请求 (RFC 4861 §7.2.4)"
        )
    } else {
        return None;
    })
}
