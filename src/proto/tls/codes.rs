//! Code points of TLS.

use crate::spec::{Entry, Registry, Source, Text, Words, text};

const GREASE_MEANS: Text = text(
    "GREASE: means nothing and is to be passed over (RFC 8701)",
    "GREASE：没有含义，应被忽略 (RFC 8701)",
);

/// The values of RFC 8701 §2 among 16-bit code points.
pub(super) const GREASE: &[(u64, u64, Text)] = &[
    (0x0a0a, 0x0a0a, GREASE_MEANS),
    (0x1a1a, 0x1a1a, GREASE_MEANS),
    (0x2a2a, 0x2a2a, GREASE_MEANS),
    (0x3a3a, 0x3a3a, GREASE_MEANS),
    (0x4a4a, 0x4a4a, GREASE_MEANS),
    (0x5a5a, 0x5a5a, GREASE_MEANS),
    (0x6a6a, 0x6a6a, GREASE_MEANS),
    (0x7a7a, 0x7a7a, GREASE_MEANS),
    (0x8a8a, 0x8a8a, GREASE_MEANS),
    (0x9a9a, 0x9a9a, GREASE_MEANS),
    (0xaaaa, 0xaaaa, GREASE_MEANS),
    (0xbaba, 0xbaba, GREASE_MEANS),
    (0xcaca, 0xcaca, GREASE_MEANS),
    (0xdada, 0xdada, GREASE_MEANS),
    (0xeaea, 0xeaea, GREASE_MEANS),
    (0xfafa, 0xfafa, GREASE_MEANS),
];

pub(super) const IANA: Source = Source::Iana("tls parameters");

pub(super) const fn code(
    value: u64,
    key: &'static str,
    name: &'static str,
    means: Text,
    rfc: u16,
    section: &'static str,
) -> Entry {
    Entry::new(value, key, name, means, Source::Rfc(rfc, section))
}

/// What a record carries.
pub static CONTENT_TYPES: Registry = Registry {
    key: "tls-content-type",
    title: text("TLS content types", "TLS 内容类型"),
    source: IANA,
    entries: &[
        code(
            20,
            "change-cipher-spec",
            "change_cipher_spec",
            text(
                "what follows from this side is encrypted; in TLS 1.3 without meaning, kept for old middleboxes",
                "此后本方发送的内容是加密的；在 TLS 1.3 中没有意义，只为兼容旧的中间设备",
            ),
            5246,
            "7.1",
        ),
        code(21, "alert", "alert", text("something went wrong, or the end", "出错，或连接结束"), 8446, "6"),
        code(
            22,
            "handshake",
            "handshake",
            text("how the two sides agree on keys", "双方协商密钥的过程"),
            8446,
            "4",
        ),
        code(
            23,
            "application-data",
            "application_data",
            text(
                "what the application sends, encrypted; in TLS 1.3 also the rest of the handshake",
                "应用发送的数据（已加密）；在 TLS 1.3 中也包括握手的其余部分",
            ),
            8446,
            "5.2",
        ),
        code(
            24,
            "heartbeat",
            "heartbeat",
            text("is the other side still there", "探测对方是否仍在"),
            6520,
            "4",
        ),
    ],
    ranges: &[],
};

/// Versions of the protocol.
pub static VERSIONS: Registry = Registry {
    key: "tls-version",
    title: text("TLS versions", "TLS 版本"),
    source: Source::Rfc(8446, "4.2.1"),
    entries: &[
        code(
            0x0300,
            "ssl-3.0",
            "SSL 3.0",
            text("broken, and forbidden by RFC 7568", "已被攻破，RFC 7568 禁止使用"),
            6101,
            "",
        ),
        code(
            0x0301,
            "tls-1.0",
            "TLS 1.0",
            text(
                "out of date (RFC 8996); in a record's header only for old middleboxes",
                "已过时 (RFC 8996)；出现在记录首部中只是为了兼容旧的中间设备",
            ),
            2246,
            "",
        ),
        code(0x0302, "tls-1.1", "TLS 1.1", text("out of date (RFC 8996)", "已过时 (RFC 8996)"), 4346, ""),
        code(
            0x0303,
            "tls-1.2",
            "TLS 1.2",
            text(
                "TLS 1.3 says this too, and its true version in supported_versions",
                "TLS 1.3 也填此值，真正的版本在 supported_versions 中",
            ),
            5246,
            "",
        ),
        code(0x0304, "tls-1.3", "TLS 1.3", text("the present version", "当前版本"), 8446, ""),
    ],
    ranges: GREASE,
};

/// The messages of the handshake.
pub static HANDSHAKE_TYPES: Registry = Registry {
    key: "tls-handshake-type",
    title: text("TLS handshake types", "TLS 握手报文类型"),
    source: IANA,
    entries: &[
        code(
            0,
            "hello-request",
            "HelloRequest",
            text("the server asks the client to begin anew", "服务器请客户重新开始握手"),
            5246,
            "7.4.1.1",
        ),
        code(
            1,
            "client-hello",
            "ClientHello",
            text("what the client can do, and which server it wants", "客户支持什么、要访问哪个服务器"),
            8446,
            "4.1.2",
        ),
        code(2, "server-hello", "ServerHello", text("what the server chose", "服务器的选择"), 8446, "4.1.3"),
        code(
            4,
            "new-session-ticket",
            "NewSessionTicket",
            text("a ticket with which the next connection begins faster", "一张票据，凭它下次连接可更快建立"),
            8446,
            "4.6.1",
        ),
        code(
            5,
            "end-of-early-data",
            "EndOfEarlyData",
            text("the early data end here", "早期数据到此结束"),
            8446,
            "4.5",
        ),
        code(
            8,
            "encrypted-extensions",
            "EncryptedExtensions",
            text("the server's other answers, already encrypted", "服务器的其他回答，已加密"),
            8446,
            "4.3.1",
        ),
        code(
            11,
            "certificate",
            "Certificate",
            text("says who the sender is, signed by an authority", "由证书机构签名的身份证明"),
            8446,
            "4.4.2",
        ),
        code(
            12,
            "server-key-exchange",
            "ServerKeyExchange",
            text("the server's half of the key agreement, signed", "服务器一方的密钥协商参数，带签名"),
            5246,
            "7.4.3",
        ),
        code(
            13,
            "certificate-request",
            "CertificateRequest",
            text("the client should prove who it is, too", "要求客户也证明身份"),
            8446,
            "4.3.2",
        ),
        code(
            14,
            "server-hello-done",
            "ServerHelloDone",
            text("the server has said all it has to say", "服务器的内容已发送完"),
            5246,
            "7.4.5",
        ),
        code(
            15,
            "certificate-verify",
            "CertificateVerify",
            text(
                "proves that the sender holds the certificate's private key",
                "证明发送方持有证书对应的私钥",
            ),
            8446,
            "4.4.3",
        ),
        code(
            16,
            "client-key-exchange",
            "ClientKeyExchange",
            text("the client's half of the key agreement", "客户一方的密钥协商参数"),
            5246,
            "7.4.7",
        ),
        code(
            20,
            "finished",
            "Finished",
            text("proves that nobody changed the handshake", "证明握手过程未被篡改"),
            8446,
            "4.4.4",
        ),
        code(
            21,
            "certificate-url",
            "CertificateURL",
            text("where the client's certificate can be fetched", "取得客户证书的位置"),
            6066,
            "5",
        ),
        code(
            22,
            "certificate-status",
            "CertificateStatus",
            text("the authority's word that the certificate is still good", "证书机构关于证书仍然有效的证明"),
            6066,
            "8",
        ),
        code(
            24,
            "key-update",
            "KeyUpdate",
            text("the sender goes on with new keys", "发送方改用新的密钥"),
            8446,
            "4.6.3",
        ),
        code(
            25,
            "compressed-certificate",
            "CompressedCertificate",
            text("a certificate, compressed", "压缩过的证书"),
            8879,
            "4",
        ),
    ],
    ranges: &[],
};

const NIST: Text = text("an elliptic curve of NIST", "NIST 椭圆曲线");
const MODERN: Text = text("a modern elliptic curve", "现代椭圆曲线");
const FINITE: Text = text("Diffie-Hellman with a prime of so many bits", "以该位数素数进行的 Diffie-Hellman");
const OLD_CURVE: Text = text("an old elliptic curve", "旧的椭圆曲线");
const BRAINPOOL: Text = text("a Brainpool elliptic curve", "Brainpool 椭圆曲线");
const HYBRID: Text = text(
    "an elliptic curve together with ML-KEM, which a quantum computer could not break",
    "椭圆曲线与 ML-KEM 结合，可抵御量子计算机",
);

/// Groups for key agreement.
pub static GROUPS: Registry = Registry {
    key: "tls-group",
    title: text("TLS supported groups", "TLS 支持的群组"),
    source: IANA,
    entries: &[
        code(0x0013, "secp192r1", "secp192r1", OLD_CURVE, 4492, "5.1.1"),
        code(0x0015, "secp224r1", "secp224r1", OLD_CURVE, 4492, "5.1.1"),
        code(0x0016, "secp256k1", "secp256k1", OLD_CURVE, 4492, "5.1.1"),
        code(0x0017, "secp256r1", "secp256r1", NIST, 8446, "4.2.7"),
        code(0x0018, "secp384r1", "secp384r1", NIST, 8446, "4.2.7"),
        code(0x0019, "secp521r1", "secp521r1", NIST, 8446, "4.2.7"),
        code(0x001a, "brainpoolp256r1", "brainpoolP256r1", BRAINPOOL, 7027, "2"),
        code(0x001b, "brainpoolp384r1", "brainpoolP384r1", BRAINPOOL, 7027, "2"),
        code(0x001c, "brainpoolp512r1", "brainpoolP512r1", BRAINPOOL, 7027, "2"),
        code(0x001d, "x25519", "x25519", MODERN, 8446, "4.2.7"),
        code(0x001e, "x448", "x448", MODERN, 8446, "4.2.7"),
        code(
            0x0029,
            "curvesm2",
            "curveSM2",
            text("the elliptic curve of the Chinese standard SM2", "国家密码标准 SM2 的椭圆曲线"),
            8998,
            "",
        ),
        code(0x0100, "ffdhe2048", "ffdhe2048", FINITE, 7919, "2"),
        code(0x0101, "ffdhe3072", "ffdhe3072", FINITE, 7919, "2"),
        code(0x0102, "ffdhe4096", "ffdhe4096", FINITE, 7919, "2"),
        code(0x0103, "ffdhe6144", "ffdhe6144", FINITE, 7919, "2"),
        code(0x0104, "ffdhe8192", "ffdhe8192", FINITE, 7919, "2"),
        Entry::new(0x11eb, "secp256r1mlkem768", "SecP256r1MLKEM768", HYBRID, IANA),
        Entry::new(0x11ec, "x25519mlkem768", "X25519MLKEM768", HYBRID, IANA),
        Entry::new(0x11ed, "secp384r1mlkem1024", "SecP384r1MLKEM1024", HYBRID, IANA),
    ],
    ranges: GREASE,
};

const RSA_PKCS1: Text =
    text("RSA signatures of the old form (PKCS #1 v1.5)", "旧形式的 RSA 签名 (PKCS #1 v1.5)");
const RSA_PSS: Text = text("RSA signatures of the new form (PSS)", "新形式的 RSA 签名 (PSS)");
const RSA_PSS_OWN: Text =
    text("RSA signatures (PSS) with a key for nothing else", "RSA 签名 (PSS)，密钥专用于此");
const ECDSA: Text = text("signatures by elliptic curve", "椭圆曲线签名");
const EDDSA: Text = text("signatures by a modern elliptic curve", "现代椭圆曲线签名");
const PAIR: Text = text(
    "TLS 1.2: a hash and a signature, one octet each; out of date",
    "TLS 1.2：散列和签名各占一个字节；已过时",
);

/// How a side may sign.
pub static SIGNATURES: Registry = Registry {
    key: "tls-signature-scheme",
    title: text("TLS signature schemes", "TLS 签名方案"),
    source: IANA,
    entries: &[
        code(0x0201, "rsa-pkcs1-sha1", "rsa_pkcs1_sha1", RSA_PKCS1, 8446, "4.2.3"),
        code(0x0202, "sha1-dsa", "sha1, dsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0203, "ecdsa-sha1", "ecdsa_sha1", ECDSA, 8446, "4.2.3"),
        code(0x0301, "sha224-rsa", "sha224, rsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0302, "sha224-dsa", "sha224, dsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0303, "sha224-ecdsa", "sha224, ecdsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0401, "rsa-pkcs1-sha256", "rsa_pkcs1_sha256", RSA_PKCS1, 8446, "4.2.3"),
        code(0x0402, "sha256-dsa", "sha256, dsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0403, "ecdsa-secp256r1-sha256", "ecdsa_secp256r1_sha256", ECDSA, 8446, "4.2.3"),
        code(0x0501, "rsa-pkcs1-sha384", "rsa_pkcs1_sha384", RSA_PKCS1, 8446, "4.2.3"),
        code(0x0502, "sha384-dsa", "sha384, dsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0503, "ecdsa-secp384r1-sha384", "ecdsa_secp384r1_sha384", ECDSA, 8446, "4.2.3"),
        code(0x0601, "rsa-pkcs1-sha512", "rsa_pkcs1_sha512", RSA_PKCS1, 8446, "4.2.3"),
        code(0x0602, "sha512-dsa", "sha512, dsa", PAIR, 5246, "7.4.1.4.1"),
        code(0x0603, "ecdsa-secp521r1-sha512", "ecdsa_secp521r1_sha512", ECDSA, 8446, "4.2.3"),
        code(
            0x0708,
            "sm2sig-sm3",
            "sm2sig_sm3",
            text("signatures by the Chinese standard SM2", "国家密码标准 SM2 签名"),
            8998,
            "",
        ),
        code(0x0804, "rsa-pss-rsae-sha256", "rsa_pss_rsae_sha256", RSA_PSS, 8446, "4.2.3"),
        code(0x0805, "rsa-pss-rsae-sha384", "rsa_pss_rsae_sha384", RSA_PSS, 8446, "4.2.3"),
        code(0x0806, "rsa-pss-rsae-sha512", "rsa_pss_rsae_sha512", RSA_PSS, 8446, "4.2.3"),
        code(0x0807, "ed25519", "ed25519", EDDSA, 8446, "4.2.3"),
        code(0x0808, "ed448", "ed448", EDDSA, 8446, "4.2.3"),
        code(0x0809, "rsa-pss-pss-sha256", "rsa_pss_pss_sha256", RSA_PSS_OWN, 8446, "4.2.3"),
        code(0x080a, "rsa-pss-pss-sha384", "rsa_pss_pss_sha384", RSA_PSS_OWN, 8446, "4.2.3"),
        code(0x080b, "rsa-pss-pss-sha512", "rsa_pss_pss_sha512", RSA_PSS_OWN, 8446, "4.2.3"),
    ],
    ranges: GREASE,
};

/// How data could be compressed before encryption.
pub static COMPRESSIONS: Registry = Registry {
    key: "tls-compression",
    title: text("TLS compression methods", "TLS 压缩方法"),
    source: IANA,
    entries: &[
        code(
            0,
            "null",
            "null",
            text(
                "none: the only one allowed today, since compression betrays secrets",
                "不压缩：压缩会泄露秘密，如今只允许此项",
            ),
            5246,
            "6.1",
        ),
        code(1, "deflate", "DEFLATE", text("no longer allowed", "已不允许使用"), 3749, ""),
    ],
    ranges: &[],
};

/// How certificates may be compressed.
pub static CERTIFICATE_COMPRESSIONS: Registry = Registry {
    key: "tls-certificate-compression",
    title: text("TLS certificate compression algorithms", "TLS 证书压缩算法"),
    source: IANA,
    entries: &[
        code(1, "zlib", "zlib", text("as gzip compresses", "与 gzip 相同的压缩"), 8879, "3"),
        code(2, "brotli", "brotli", text("made for the web", "为万维网设计的压缩"), 8879, "3"),
        code(3, "zstd", "zstd", text("fast compression", "快速压缩"), 8879, "3"),
    ],
    ranges: GREASE,
};

/// How points of a curve are written.
pub static POINT_FORMATS: Registry = Registry {
    key: "tls-point-format",
    title: text("TLS EC point formats", "TLS 椭圆曲线点格式"),
    source: IANA,
    entries: &[
        code(0, "uncompressed", "uncompressed", text("both coordinates", "两个坐标都写出"), 8422, "5.1.2"),
        code(
            1,
            "ansix962-compressed-prime",
            "ansiX962_compressed_prime",
            text("one coordinate and a bit; out of date", "一个坐标加一位；已过时"),
            4492,
            "5.1.2",
        ),
        code(
            2,
            "ansix962-compressed-char2",
            "ansiX962_compressed_char2",
            text("one coordinate and a bit; out of date", "一个坐标加一位；已过时"),
            4492,
            "5.1.2",
        ),
    ],
    ranges: &[],
};

/// How a shared secret from an earlier connection may be used.
pub static PSK_MODES: Registry = Registry {
    key: "tls-psk-mode",
    title: text("TLS PSK key exchange modes", "TLS 预共享密钥交换模式"),
    source: IANA,
    entries: &[
        code(0, "psk-ke", "psk_ke", text("the shared secret alone", "只用预共享密钥"), 8446, "4.2.9"),
        code(
            1,
            "psk-dhe-ke",
            "psk_dhe_ke",
            text("the shared secret and a fresh key agreement", "预共享密钥加上新的密钥协商"),
            8446,
            "4.2.9",
        ),
    ],
    ranges: &[],
};

/// Kinds of names in server_name.
pub static NAME_TYPES: Registry = Registry {
    key: "tls-name-type",
    title: text("TLS server name types", "TLS 服务器名称类型"),
    source: Source::Rfc(6066, "3"),
    entries: &[code(0, "host-name", "host_name", text("a DNS host name", "DNS 主机名"), 6066, "3")],
    ranges: &[],
};

/// Kinds of certificate status.
pub static STATUS_TYPES: Registry = Registry {
    key: "tls-status-type",
    title: text("TLS certificate status types", "TLS 证书状态类型"),
    source: Source::Rfc(6066, "8"),
    entries: &[code(
        1,
        "ocsp",
        "ocsp",
        text("the Online Certificate Status Protocol", "在线证书状态协议"),
        6066,
        "8",
    )],
    ranges: &[],
};

/// Which ClientHello an encrypted_client_hello stands in.
pub static ECH_TYPES: Registry = Registry {
    key: "tls-ech-type",
    title: text("TLS ECH ClientHello types", "TLS ECH 的 ClientHello 类型"),
    source: Source::Rfc(9849, ""),
    entries: &[
        code(
            0,
            "outer",
            "outer",
            text("in the ClientHello that all can read", "在人人可读的外层 ClientHello 中"),
            9849,
            "",
        ),
        code(
            1,
            "inner",
            "inner",
            text("in the ClientHello that was encrypted", "在被加密的内层 ClientHello 中"),
            9849,
            "",
        ),
    ],
    ranges: &[],
};

/// What can be spoken above TLS.
pub static ALPN: Words = Words {
    key: "alpn",
    title: text("ALPN protocol IDs", "ALPN 协议标识"),
    source: Source::Iana("tls extensiontype values"),
    any_case: false,
    entries: &[
        Entry::word(
            "http/1.0",
            "HTTP/1.0",
            text("the web, in lines of text", "万维网，文本行"),
            Source::Rfc(1945, ""),
        ),
        Entry::word(
            "http/1.1",
            "HTTP/1.1",
            text("the web, in lines of text", "万维网，文本行"),
            Source::Rfc(9112, ""),
        ),
        Entry::word(
            "h2",
            "HTTP/2",
            text("the web, in binary frames, many requests at once", "万维网，二进制帧，可同时传送多个请求"),
            Source::Rfc(9113, "3.1"),
        ),
        Entry::word(
            "h3",
            "HTTP/3",
            text("the web over QUIC", "运行在 QUIC 之上的万维网"),
            Source::Rfc(9114, ""),
        ),
        Entry::word("dot", "DNS-over-TLS", text("DNS, kept private", "保密的 DNS"), Source::Rfc(7858, "")),
        Entry::word(
            "doq",
            "DNS-over-QUIC",
            text("DNS over QUIC", "运行在 QUIC 之上的 DNS"),
            Source::Rfc(9250, ""),
        ),
        Entry::word("imap", "IMAP", text("reading mail", "读取邮件"), Source::Rfc(2595, "")),
        Entry::word("pop3", "POP3", text("fetching mail", "收取邮件"), Source::Rfc(2595, "")),
        Entry::word("ftp", "FTP", text("files", "文件传送"), Source::Rfc(4217, "")),
        Entry::word(
            "acme-tls/1",
            "ACME",
            text("proves to a certificate authority who runs this server", "向证书机构证明谁在运营该服务器"),
            Source::Rfc(8737, ""),
        ),
    ],
};
