//! Parameters of SVCB and HTTPS records.

use crate::spec::{Entry, Registry, Source, text};

/// Keys of service parameters.
pub static SVC_PARAMS: Registry = Registry {
    key: "svc-param",
    title: text("service parameter keys (SvcParamKeys)", "服务参数键 (SvcParamKey)"),
    source: Source::Iana("dns svcb"),
    entries: &[
        Entry::new(
            0,
            "mandatory",
            "mandatory",
            text("keys without which the record cannot be used", "缺少对它们的支持就不能使用本记录的键"),
            Source::Rfc(9460, "8"),
        ),
        Entry::new(
            1,
            "alpn",
            "alpn",
            text("protocols that the service speaks", "该服务支持的协议"),
            Source::Rfc(9460, "7.1"),
        ),
        Entry::new(
            2,
            "no-default-alpn",
            "no-default-alpn",
            text("the protocol that is usual for the scheme is not spoken", "不支持该方案默认的协议"),
            Source::Rfc(9460, "7.1"),
        ),
        Entry::new(
            3,
            "port",
            "port",
            text("the port of the service", "服务的端口"),
            Source::Rfc(9460, "7.2"),
        ),
        Entry::new(
            4,
            "ipv4hint",
            "ipv4hint",
            text("IPv4 addresses to try at once", "可立即尝试的 IPv4 地址"),
            Source::Rfc(9460, "7.3"),
        ),
        Entry::new(
            5,
            "ech",
            "ech",
            text("the keys for Encrypted ClientHello", "Encrypted ClientHello 的配置"),
            Source::Rfc(9460, "14.3.2"),
        ),
        Entry::new(
            6,
            "ipv6hint",
            "ipv6hint",
            text("IPv6 addresses to try at once", "可立即尝试的 IPv6 地址"),
            Source::Rfc(9460, "7.3"),
        ),
        Entry::new(
            7,
            "dohpath",
            "dohpath",
            text("the path of DNS over HTTPS", "DNS over HTTPS 的路径"),
            Source::Rfc(9461, "5"),
        ),
        Entry::new(
            8,
            "ohttp",
            "ohttp",
            text("the service is an Oblivious HTTP target", "该服务可作为 Oblivious HTTP 的目标"),
            Source::Rfc(9540, ""),
        ),
    ],
    ranges: &[(65_280, 65_534, text("private use (RFC 9460 §14.3.1)", "私用 (RFC 9460 §14.3.1)"))],
};
