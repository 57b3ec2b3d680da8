//! A question to DNS, and a request to a web server.

use super::Kitchen;
use super::datagram::{ip, segment};
use crate::address::given::parse_address;
use crate::build::words::{http_fields, put};
use crate::build::{Node, Sheet};
use crate::chance::Chance;
use crate::proto::{DNS, HTTP, UDP};
use crate::say;
use crate::spec::{Origin, Trouble};
use std::net::IpAddr;

/// The series of draws for DNS's numbers.
const DNS_SERIES: u64 = 53;

/// Whom the question is for: `--to`.
fn server(kitchen: &Kitchen<'_>, what: &str) -> Result<IpAddr, Trouble> {
    kitchen.ask.to.ok_or_else(|| {
        let said = say!(en: "which server is it for?", zh: "发往哪台服务器？");
        Trouble::new(said).hint(say!(
            en: "`netlab build {what} --to 172.16.10.1`", zh: "`netlab build {what} --to 172.16.10.1`", what = what
        ))
    })
}

pub(super) fn dns(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let name = kitchen.operand("the name that is asked for", "要查询的域名")?;
    let kind = if kitchen.operands.is_empty() { "A" } else { kitchen.operands.remove(0) };
    let to = server(kitchen, &format!("dns query {name} {kind}"))?;
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    let mut dns = Sheet::new(&DNS, 0);
    let id = Chance::new(kitchen.ask.seed, DNS_SERIES).below(1 << 16);
    dns.fields.push(Node::leaf("id", id).by(Origin::Default));
    dns.fields.push(Node::leaf("rd", true).by(Origin::Default));
    put(&mut dns, "question.qname", Some(name), Origin::Given)?;
    put(&mut dns, "question.qtype", Some(kind), Origin::Given)?;
    sheets.extend([Sheet::new(&UDP, 0), dns]);
    Ok(Some(sheets))
}

pub(super) fn http(kitchen: &mut Kitchen<'_>) -> Result<Option<Vec<Sheet>>, Trouble> {
    let url = kitchen.operand("the address of the page", "网页地址")?;
    let plain = url.strip_prefix("http://").unwrap_or(url);
    if url.starts_with("https://") {
        let what = say!(
            en: "`{url}`: HTTPS goes through TLS, whose keys a single frame does not have",
            zh: "`{url}`：HTTPS 经过 TLS，单个帧没有其密钥", url = url
        );
        return Err(Trouble::new(what).hint(say!(en: "`http://{plain}`", zh: "`http://{plain}`", plain = plain.trim_start_matches("https://"))));
    }
    let (host, path) = match plain.find('/') {
        Some(at) => plain.split_at(at),
        None => (plain, "/"),
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') || name.ends_with(']') => (name, port),
        _ => (host, "80"),
    };
    let to = match (kitchen.ask.to, parse_address(name.trim_matches(['[', ']']))) {
        (Some(to), _) => to,
        (None, Ok(to)) => to,
        (None, Err(_)) => server(kitchen, &format!("http get {url}"))?,
    };
    let Some(mut sheets) = ip(kitchen, to)? else { return Ok(None) };
    let mut tcp = segment(kitchen, &["psh", "ack"], Origin::Default)?;
    tcp.fields.push(Node::leaf("dst_port", port).by(if port == "80" {
        Origin::Default
    } else {
        Origin::Given
    }));
    sheets.push(tcp);
    let mut pairs: Vec<(String, String)> = [("method", "GET"), ("target", path), ("host", host)]
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .to_vec();
    // what the author says of the message takes the place of these
    let mut rest = Vec::new();
    for (key, value) in std::mem::take(&mut kitchen.said) {
        let is_below = key.contains('.') || sheets.iter().any(|sheet| crate::build::words::knows(sheet, key));
        let is_http = !is_below || ["method", "target", "version"].contains(&key);
        if is_http {
            pairs.retain(|(other, _)| other != key);
            pairs.push((key.to_string(), value.to_string()));
        } else {
            rest.push((key, value));
        }
    }
    kitchen.said = rest;
    let mut http = Sheet::new(&HTTP, 0);
    http.fields = http_fields(&pairs, kitchen.ask.read)?;
    sheets.push(http);
    Ok(Some(sheets))
}
