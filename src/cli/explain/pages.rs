//! Pages that gather what several tables say, and comparisons.

mod compare;
mod lists;
mod roots;

pub use lists::index;

use super::article::Article;
use super::tables::same;

/// A page with a name of its own.
pub struct Page {
    /// What is typed.
    pub key: &'static str,
    /// Other words that mean it.
    pub also: &'static [&'static str],
    /// Writes it.
    pub article: fn() -> Article,
}

impl Page {
    /// Whether `typed` means this page.
    pub fn is(&self, typed: &str) -> bool {
        same(self.key, typed) || self.also.iter().any(|word| same(word, typed))
    }
}

/// Every page.
pub static PAGES: &[Page] = &[
    Page {
        key: "layers",
        also: &["层", "layer", "分层", "体系结构", "osi", "tcp/ip", "五层", "七层", "四层"],
        article: lists::layers,
    },
    Page {
        key: "ports",
        also: &["port", "端口", "端口号", "port number", "端口范围"],
        article: lists::ports,
    },
    Page {
        key: "tcp-vs-udp",
        also: &["udp vs tcp", "tcp udp", "tcp and udp", "tcp 与 udp", "tcp 和 udp", "tcp 与 udp 的区别"],
        article: compare::tcp_udp,
    },
    Page {
        key: "client-server",
        also: &[
            "c/s",
            "b/s",
            "cs",
            "bs",
            "browser-server",
            "客户服务器",
            "客户–服务器方式",
            "客户服务器方式",
            "c/s 与 b/s",
        ],
        article: compare::client_server,
    },
    Page {
        key: "root-servers",
        also: &["root server", "root hints", "根服务器", "根域名服务器", "根"],
        article: roots::article,
    },
    Page { key: "protocols", also: &["protocol", "协议"], article: lists::protocols },
    Page { key: "registries", also: &["registry", "登记表", "code points"], article: lists::registries },
    Page { key: "rules", also: &["rule", "规则", "findings"], article: lists::rules },
    Page { key: "glossary", also: &["terms", "术语", "术语表", "词汇表"], article: lists::glossary },
];
