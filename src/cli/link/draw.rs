//! Interfaces drawn: the four settings of each, and where they come from.

use super::rights::{obstacle, ways};
use crate::address::{BROADCAST, is_local};
use crate::draw::{Ink, pad, safe, width, wrap};
use crate::link::{Address, Gateway, Interface, Links, Origin, Rights};
use crate::say;
use crate::spec::write::shown_mac;
use crate::spec::{Said, Text, same, text};
use crate::view::{Page, vendor};
use ipnet::IpNet;
use std::io;

/// Columns of the names of rows, and of values.
const NAMES: usize = 9;
const VALUES: usize = 24;

/// Draws all of them.
pub fn links(all: &Links, rights: Rights, page: &mut Page<'_>) -> io::Result<()> {
    for (i, interface) in all.interfaces.iter().enumerate() {
        if i > 0 {
            page.line("")?;
        }
        head(interface, page)?;
        hardware(interface, page)?;
        settings(interface, all, page)?;
        let capture = obstacle(interface, rights).unwrap_or(text("possible", "可以"));
        row(text("capture", "抓包"), &capture.into(), None, page)?;
    }
    if !rights.raw && cfg!(target_os = "linux") {
        page.line("")?;
        let said = ways();
        page.prose(0, None, &said.show(page.lang()))?;
    }
    Ok(())
}

/// Name, kind and state.
fn head(interface: &Interface, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let state = match (interface.is_up, interface.carrier) {
        (false, _) => text("down: switched off", "关闭"),
        (true, Some(false)) => {
            text("up, but nothing at the other end (no carrier)", "已启用，但对端无信号（无载波）")
        }
        (true, _) => text("up", "已启用"),
    };
    let name = safe(&interface.name).into_owned();
    let kind = match &interface.kind {
        _ if interface.is_loopback => {
            text("loopback: what is sent to it comes back", "环回接口：发出的都会回来").show(lang)
        }
        _ if interface.is_wireless => text("Wi-Fi", "无线局域网 Wi-Fi").show(lang),
        Some(kind) => safe(kind).into_owned(),
        None => String::new(),
    };
    let gap = if kind.is_empty() { "" } else { "  " };
    let ink = if interface.is_up && interface.carrier != Some(false) { Ink::Strong } else { Ink::Faint };
    page.line(&format!("{}  {}{gap}{kind}", page.ink(ink, &name), state.show(lang)))
}

/// A named value, and behind it what is to be said about it.
fn row(name: Text, value: &Said, remark: Option<&Said>, page: &mut Page<'_>) -> io::Result<()> {
    let lang = page.lang();
    let name = lang.pick(name.en, name.zh);
    let value = safe(&value.show(lang)).into_owned();
    let remark = remark.map(|remark| safe(&remark.show(lang)).into_owned()).unwrap_or_default();
    let gap = NAMES.saturating_sub(width(name));
    let head = format!("  {}{:gap$}", page.ink(Ink::Faint, name), "");
    let indent = 2 + NAMES;
    if remark.is_empty() {
        for (i, line) in wrap(&value, page.columns().saturating_sub(indent)).iter().enumerate() {
            let line = if i == 0 { format!("{head}{line}") } else { format!("{:indent$}{line}", "") };
            page.line(&line)?;
        }
        return Ok(());
    }
    // a value too wide for its column has its remark below it
    let own = width(&value) > VALUES;
    let column = indent + VALUES + 2;
    if own {
        page.line(&format!("{head}{value}"))?;
    }
    for (i, line) in wrap(&remark, page.columns().saturating_sub(column)).iter().enumerate() {
        let before = match (i, own) {
            (0, false) => format!("{head}{}  ", pad(&value, VALUES)),
            _ => format!("{:column$}", ""),
        };
        page.line(&format!("{before}{}", page.ink(Ink::Faint, line)))?;
    }
    Ok(())
}

fn plain(value: &dyn ToString) -> Said {
    let value = value.to_string();
    Said { en: value.clone(), zh: value }
}

/// MAC address and MTU.
fn hardware(interface: &Interface, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(mac) = interface.mac.filter(|mac| *mac != [0; 6]) {
        let whose = match vendor(mac) {
            _ if mac == BROADCAST => None,
            Some(name) => Some(plain(&name)),
            None if is_local(&mac) => {
                Some(text("local: made by software or by hand", "本地管理：由软件或手工设置").into())
            }
            None => None,
        };
        row(same("MAC"), &plain(&shown_mac(&mac)), whose.as_ref(), page)?;
    }
    if let Some(mtu) = interface.mtu {
        row(same("MTU"), &say!(en: "{mtu} octets", zh: "{mtu} 字节", mtu = mtu), None, page)?;
    }
    Ok(())
}

/// The four settings: address, mask, gateway, DNS.
fn settings(interface: &Interface, all: &Links, page: &mut Page<'_>) -> io::Result<()> {
    for address in &interface.addresses {
        let name = if address.net.addr().is_ipv4() { text("address", "地址") } else { same("IPv6") };
        row(name, &plain(&address.net), Some(&origin(address)), page)?;
        if let IpNet::V4(net) = address.net {
            let hosts = 32 - net.prefix_len();
            let said = say!(
                en: "{length} bits of network, {hosts} of host", zh: "网络号 {length} 位，主机号 {hosts} 位",
                length = net.prefix_len(), hosts = hosts
            );
            row(text("mask", "掩码"), &plain(&net.netmask()), Some(&said), page)?;
        }
    }
    if interface.is_loopback {
        return Ok(());
    }
    if interface.addresses.is_empty() {
        let none = text(
            "none: it carries frames, but this machine is no host on it",
            "无：接口传送帧，但本机不是其上的主机",
        );
        row(text("address", "地址"), &none.into(), None, page)?;
        return Ok(());
    }
    for gateway in &interface.gateways {
        let via = match gateway.via {
            Some(via) => plain(&via),
            None => text("everything is on this link", "所有地址都在本链路上").into(),
        };
        row(text("gateway", "网关"), &via, Some(&way(gateway)), page)?;
    }
    if interface.gateways.is_empty() {
        let none = text("none: only its own subnets are reached by it", "无：经它只能到达所在的子网");
        row(text("gateway", "网关"), &none.into(), None, page)?;
    }
    names(interface, all, page)
}

fn names(interface: &Interface, all: &Links, page: &mut Page<'_>) -> io::Result<()> {
    let resolvers = &all.resolvers;
    // the machine has one list, not each interface; it is shown where the questions leave
    if interface.gateways.is_empty() {
        return Ok(());
    }
    for (i, server) in resolvers.servers.iter().enumerate() {
        let from = say!(en: "of the whole machine, {file}", zh: "整机共用，{file}", file = resolvers.file);
        row(same("DNS"), &plain(server), (i == 0).then_some(&from), page)?;
    }
    if resolvers.is_stub() {
        let said = text("a program on this machine, which asks others", "本机上的程序，由它再去询问别人");
        row(same("DNS"), &said.into(), None, page)?;
    }
    if resolvers.servers.is_empty() {
        let said = text("none: names cannot be resolved", "无：无法解析域名");
        row(same("DNS"), &said.into(), None, page)?;
    }
    Ok(())
}

/// Who set an address.
fn origin(address: &Address) -> Said {
    if address.is_tentative {
        return text(
            "tentative: the kernel still asks if somebody has it (RFC 4862 §5.4)",
            "试用：内核还在询问是否有人已用（RFC 4862 §5.4）",
        )
        .into();
    }
    let IpNet::V6(net) = address.net else { return by(address.origin, address.left) };
    match address.origin {
        Origin::Kernel if net.addr().is_unicast_link_local() => {
            text("link-local: made by this machine (RFC 4862)", "链路本地：本机自行生成（RFC 4862）").into()
        }
        origin => by(origin, address.left),
    }
}

fn by(origin: Origin, left: Option<u32>) -> Said {
    let said: Said = match origin {
        Origin::Dhcp => text("leased: DHCP", "租用：DHCP").into(),
        Origin::Advertised => text("a router advertised it", "由路由器通告").into(),
        Origin::Fixed => text("fixed: set by hand or by a file", "固定：由手工或配置文件设置").into(),
        Origin::Kernel => text("the kernel's own", "内核自带").into(),
        Origin::Limited => text("a router's prefix or a lease", "路由器通告的前缀或租用").into(),
        Origin::Unknown => text("who set it is not known", "设置者未知").into(),
    };
    match left {
        Some(left) => {
            let Said { en, zh } = said;
            Said { en: format!("{en}, {left} s left"), zh: format!("{zh}，剩余 {left} 秒") }
        }
        None => said,
    }
}

fn way(gateway: &Gateway) -> Said {
    let Said { en, zh } = by(gateway.origin, None);
    match gateway.metric {
        0 => Said { en, zh },
        metric => Said { en: format!("{en}; metric {metric}"), zh: format!("{zh}；度量 {metric}") },
    }
}
