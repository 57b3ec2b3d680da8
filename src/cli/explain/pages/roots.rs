//! `explain root-servers`: the root of the DNS.

use crate::cli::explain::article::{Article, Cell, Column, column, row};
use crate::spec::{Source, text};

/// Letter, IPv4 address, IPv6 address, operator.
const SERVERS: &[(&str, &str, &str, &str)] = &[
    ("a", "198.41.0.4", "2001:503:ba3e::2:30", "Verisign"),
    ("b", "170.247.170.2", "2801:1b8:10::b", "USC ISI"),
    ("c", "192.33.4.12", "2001:500:2::c", "Cogent Communications"),
    ("d", "199.7.91.13", "2001:500:2d::d", "University of Maryland"),
    ("e", "192.203.230.10", "2001:500:a8::e", "NASA Ames Research Center"),
    ("f", "192.5.5.241", "2001:500:2f::f", "Internet Systems Consortium"),
    ("g", "192.112.36.4", "2001:500:12::d0d", "US Department of Defense (NIC)"),
    ("h", "198.97.190.53", "2001:500:1::53", "US Army Research Laboratory"),
    ("i", "192.36.148.17", "2001:7fe::53", "Netnod"),
    ("j", "192.58.128.30", "2001:503:c27::2:30", "Verisign"),
    ("k", "193.0.14.129", "2001:7fd::1", "RIPE NCC"),
    ("l", "199.7.83.42", "2001:500:9f::42", "ICANN"),
    ("m", "202.12.27.33", "2001:dc3::35", "WIDE Project"),
];

const COLUMNS: &[Column] = &[
    column("name", text("name", "名字")),
    column("ipv4", text("IPv4", "IPv4 地址")),
    column("ipv6", text("IPv6", "IPv6 地址")),
    column("operator", text("operator", "运营者")),
];

/// The article.
pub fn article() -> Article {
    let mut article = Article::new(
        "root-servers",
        "page",
        text("The root servers of the DNS", "DNS 的根域名服务器").into(),
    );
    article.prose(
        "means",
        text(
            "13 names, each with an IPv4 and an IPv6 address, run by 12 organisations. Behind each address are many machines all over the world: routing leads a query to a near one (anycast, RFC 4786 §2). A host asks its resolver; the resolver asks the root once for a top-level domain and remembers the answer.",
            "13 个名字，各有一个 IPv4 地址和一个 IPv6 地址，由 12 个机构运营。每个地址之后是遍布世界的许多机器，路由把查询送到较近的一台（任播，RFC 4786 §2）。主机询问本地域名服务器，后者就某个顶级域问一次根，并记住答案。",
        ),
    );
    let rows = SERVERS.iter().map(|(letter, ipv4, ipv6, operator)| {
        row([
            format!("{letter}.root-servers.net").into(),
            Cell::word(*ipv4),
            Cell::word(*ipv6),
            Cell::Name(operator),
        ])
    });
    article.table("servers", text("Names and addresses", "名字与地址"), COLUMNS, rows.collect());
    article.prose(
        "as_of",
        text(
            "As of April 2024, the last change then being B in November 2023. `dig . NS` asks for the names of today; https://www.internic.net/domain/named.root is IANA's file.",
            "数据截至 2024 年 4 月，此前最近一次变更是 2023 年 11 月的 B。`dig . NS` 可查询当前的名字；IANA 的文件是 https://www.internic.net/domain/named.root。",
        ),
    );
    article.facts([crate::cli::explain::article::fact(
        "source",
        text("source", "出处"),
        Source::Iana("root hints (named.root)"),
    )]);
    article.see(["dns", "anycast", "resolver"]);
    article
}
