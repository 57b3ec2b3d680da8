//! Code points of DNSSEC, DANE and SSH fingerprints.

use crate::spec::{Entry, Registry, Source, text};

/// Algorithms of keys and signatures.
pub static ALGORITHMS: Registry = Registry {
    key: "dnssec-algorithm",
    title: text("DNSSEC algorithms", "DNSSEC 算法"),
    source: Source::Iana("dns security algorithm numbers"),
    entries: &[
        Entry::new(
            0,
            "delete",
            "DELETE",
            text("asks the parent zone to remove its DS records", "请求上级区删除其 DS 记录"),
            Source::Rfc(8078, "4"),
        ),
        Entry::new(
            1,
            "rsamd5",
            "RSAMD5",
            text("RSA with MD5 (must not be used)", "RSA 与 MD5（不得使用）"),
            Source::Rfc(8624, "3.1"),
        ),
        Entry::new(
            3,
            "dsa",
            "DSA",
            text("DSA with SHA-1 (must not be used)", "DSA 与 SHA-1（不得使用）"),
            Source::Rfc(8624, "3.1"),
        ),
        Entry::new(5, "rsasha1", "RSASHA1", text("RSA with SHA-1", "RSA 与 SHA-1"), Source::Rfc(3110, "")),
        Entry::new(
            6,
            "dsa-nsec3-sha1",
            "DSA-NSEC3-SHA1",
            text("DSA with SHA-1, in zones that may have NSEC3", "DSA 与 SHA-1，用于可含 NSEC3 的区"),
            Source::Rfc(5155, "2"),
        ),
        Entry::new(
            7,
            "rsasha1-nsec3-sha1",
            "RSASHA1-NSEC3-SHA1",
            text("RSA with SHA-1, in zones that may have NSEC3", "RSA 与 SHA-1，用于可含 NSEC3 的区"),
            Source::Rfc(5155, "2"),
        ),
        Entry::new(
            8,
            "rsasha256",
            "RSASHA256",
            text("RSA with SHA-256", "RSA 与 SHA-256"),
            Source::Rfc(5702, ""),
        ),
        Entry::new(
            10,
            "rsasha512",
            "RSASHA512",
            text("RSA with SHA-512", "RSA 与 SHA-512"),
            Source::Rfc(5702, ""),
        ),
        Entry::new(
            12,
            "ecc-gost",
            "ECC-GOST",
            text("GOST R 34.10-2001", "GOST R 34.10-2001 算法"),
            Source::Rfc(5933, ""),
        ),
        Entry::new(
            13,
            "ecdsap256sha256",
            "ECDSAP256SHA256",
            text("ECDSA on the curve P-256 with SHA-256", "P-256 曲线上的 ECDSA 与 SHA-256"),
            Source::Rfc(6605, ""),
        ),
        Entry::new(
            14,
            "ecdsap384sha384",
            "ECDSAP384SHA384",
            text("ECDSA on the curve P-384 with SHA-384", "P-384 曲线上的 ECDSA 与 SHA-384"),
            Source::Rfc(6605, ""),
        ),
        Entry::new(15, "ed25519", "ED25519", text("Ed25519", "Ed25519 算法"), Source::Rfc(8080, "")),
        Entry::new(16, "ed448", "ED448", text("Ed448", "Ed448 算法"), Source::Rfc(8080, "")),
        Entry::new(17, "sm2sm3", "SM2SM3", text("SM2 with SM3", "国密 SM2 与 SM3"), Source::Rfc(9563, "")),
        Entry::new(
            252,
            "indirect",
            "INDIRECT",
            text("the key is elsewhere", "密钥在别处"),
            Source::Rfc(4034, "appendix A.1"),
        ),
        Entry::new(
            253,
            "privatedns",
            "PRIVATEDNS",
            text("a private algorithm, named by a domain name", "私有算法，由域名标识"),
            Source::Rfc(4034, "appendix A.1"),
        ),
        Entry::new(
            254,
            "privateoid",
            "PRIVATEOID",
            text("a private algorithm, named by an object identifier", "私有算法，由对象标识符标识"),
            Source::Rfc(4034, "appendix A.1"),
        ),
    ],
    ranges: &[],
};

/// Digests of DS records.
pub static DIGESTS: Registry = Registry {
    key: "ds-digest",
    title: text("digest types of DS records", "DS 记录的摘要类型"),
    source: Source::Iana("ds rr types"),
    entries: &[
        Entry::new(
            1,
            "sha-1",
            "SHA-1",
            text("20 octets", "20 字节的摘要"),
            Source::Rfc(4034, "appendix A.2"),
        ),
        Entry::new(2, "sha-256", "SHA-256", text("32 octets", "32 字节的摘要"), Source::Rfc(4509, "")),
        Entry::new(3, "gost", "GOST R 34.11-94", text("32 octets", "32 字节的摘要"), Source::Rfc(5933, "")),
        Entry::new(4, "sha-384", "SHA-384", text("48 octets", "48 字节的摘要"), Source::Rfc(6605, "")),
        Entry::new(6, "sm3", "SM3", text("32 octets", "32 字节的摘要（国密 SM3）"), Source::Rfc(9563, "")),
    ],
    ranges: &[],
};

/// Hashes of NSEC3 records.
pub static NSEC3_HASHES: Registry = Registry {
    key: "nsec3-hash",
    title: text("hash algorithms of NSEC3", "NSEC3 散列算法"),
    source: Source::Iana("dnssec nsec3 parameters"),
    entries: &[Entry::new(
        1,
        "sha-1",
        "SHA-1",
        text("20 octets", "20 字节的散列值"),
        Source::Rfc(5155, "11"),
    )],
    ranges: &[],
};

/// What a TLSA record says about a certificate.
pub static TLSA_USAGES: Registry = Registry {
    key: "tlsa-usage",
    title: text("certificate usages of TLSA", "TLSA 证书用途"),
    source: Source::Iana("dane parameters"),
    entries: &[
        Entry::new(
            0,
            "pkix-ta",
            "PKIX-TA",
            text(
                "this authority must be in the chain, which must also be trusted as usual",
                "链中须有该机构，且须按通常方式受信任",
            ),
            Source::Rfc(7218, "2.1"),
        ),
        Entry::new(
            1,
            "pkix-ee",
            "PKIX-EE",
            text("this certificate, which must also be trusted as usual", "即该证书，且须按通常方式受信任"),
            Source::Rfc(7218, "2.1"),
        ),
        Entry::new(
            2,
            "dane-ta",
            "DANE-TA",
            text("this authority is trusted", "信任该机构"),
            Source::Rfc(7218, "2.1"),
        ),
        Entry::new(
            3,
            "dane-ee",
            "DANE-EE",
            text("this certificate is trusted", "信任该证书"),
            Source::Rfc(7218, "2.1"),
        ),
        Entry::new(255, "privcert", "PrivCert", text("private use", "私用"), Source::Rfc(7218, "2.1")),
    ],
    ranges: &[],
};

/// Which part of a certificate a TLSA record is about.
pub static TLSA_SELECTORS: Registry = Registry {
    key: "tlsa-selector",
    title: text("selectors of TLSA", "TLSA 选择器"),
    source: Source::Iana("dane parameters"),
    entries: &[
        Entry::new(0, "cert", "Cert", text("the whole certificate", "整个证书"), Source::Rfc(7218, "2.2")),
        Entry::new(1, "spki", "SPKI", text("its public key", "其公钥"), Source::Rfc(7218, "2.2")),
        Entry::new(255, "privsel", "PrivSel", text("private use", "私用"), Source::Rfc(7218, "2.2")),
    ],
    ranges: &[],
};

/// How a TLSA record holds it.
pub static TLSA_MATCHING: Registry = Registry {
    key: "tlsa-matching",
    title: text("matching types of TLSA", "TLSA 匹配类型"),
    source: Source::Iana("dane parameters"),
    entries: &[
        Entry::new(0, "full", "Full", text("the thing itself", "数据本身"), Source::Rfc(7218, "2.3")),
        Entry::new(1, "sha2-256", "SHA2-256", text("its SHA-256", "其 SHA-256"), Source::Rfc(7218, "2.3")),
        Entry::new(2, "sha2-512", "SHA2-512", text("its SHA-512", "其 SHA-512"), Source::Rfc(7218, "2.3")),
        Entry::new(255, "privmatch", "PrivMatch", text("private use", "私用"), Source::Rfc(7218, "2.3")),
    ],
    ranges: &[],
};

/// Algorithms of host keys.
pub static SSHFP_ALGORITHMS: Registry = Registry {
    key: "sshfp-algorithm",
    title: text("key algorithms of SSHFP", "SSHFP 密钥算法"),
    source: Source::Iana("dns sshfp rr parameters"),
    entries: &[
        Entry::new(1, "rsa", "RSA", text("RSA", "RSA 密钥"), Source::Rfc(4255, "3.1.1")),
        Entry::new(2, "dsa", "DSA", text("DSA", "DSA 密钥"), Source::Rfc(4255, "3.1.1")),
        Entry::new(3, "ecdsa", "ECDSA", text("ECDSA", "ECDSA 密钥"), Source::Rfc(6594, "")),
        Entry::new(4, "ed25519", "Ed25519", text("Ed25519", "Ed25519 密钥"), Source::Rfc(7479, "")),
        Entry::new(6, "ed448", "Ed448", text("Ed448", "Ed448 密钥"), Source::Rfc(8709, "")),
    ],
    ranges: &[],
};

/// How a fingerprint was made.
pub static SSHFP_TYPES: Registry = Registry {
    key: "sshfp-type",
    title: text("fingerprint types of SSHFP", "SSHFP 指纹类型"),
    source: Source::Iana("dns sshfp rr parameters"),
    entries: &[
        Entry::new(1, "sha-1", "SHA-1", text("20 octets", "20 字节的指纹"), Source::Rfc(4255, "3.1.2")),
        Entry::new(2, "sha-256", "SHA-256", text("32 octets", "32 字节的指纹"), Source::Rfc(6594, "")),
    ],
    ranges: &[],
};
