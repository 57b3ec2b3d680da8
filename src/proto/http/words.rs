//! Methods, versions and header fields of HTTP.

use crate::spec::{Entry, Source, Text, Words, text};

const fn method(name: &'static str, means: Text, rfc: u16, section: &'static str) -> Entry {
    Entry::word(name, name, means, Source::Rfc(rfc, section))
}

/// What the client wants done.
pub static METHODS: Words = Words {
    key: "http-method",
    title: text("HTTP methods", "HTTP 方法"),
    source: Source::Iana("http methods"),
    any_case: false,
    entries: &[
        method("GET", text("send me this resource", "请求取得该资源"), 9110, "9.3.1"),
        method(
            "HEAD",
            text("as GET, but only the header of the answer", "同 GET，但只要响应的首部"),
            9110,
            "9.3.2",
        ),
        method(
            "POST",
            text("work on the content that comes along: a form, a message", "请处理随附的内容，如表单、消息"),
            9110,
            "9.3.3",
        ),
        method(
            "PUT",
            text("keep the content that comes along at this place", "请把随附的内容存放在该位置"),
            9110,
            "9.3.4",
        ),
        method("DELETE", text("take this resource away", "请删除该资源"), 9110, "9.3.5"),
        method(
            "CONNECT",
            text("to a proxy: open a tunnel to that host", "要求代理建立到该主机的隧道"),
            9110,
            "9.3.6",
        ),
        method("OPTIONS", text("say what can be done here", "询问此处支持哪些操作"), 9110, "9.3.7"),
        method(
            "TRACE",
            text("send my request back as it reached you", "请原样送回所收到的请求"),
            9110,
            "9.3.8",
        ),
        method(
            "PATCH",
            text("change the resource as the content that comes along says", "请按随附的内容修改该资源"),
            5789,
            "2",
        ),
        method(
            "PRI",
            text(
                "no request: the first line of every HTTP/2 connection, which HTTP/1 servers must reject",
                "不是请求：HTTP/2 连接的第一行，HTTP/1 服务器必须拒绝",
            ),
            9113,
            "3.4",
        ),
        method("PROPFIND", text("WebDAV: list properties", "WebDAV：列出属性"), 4918, "9.1"),
        method("PROPPATCH", text("WebDAV: change properties", "WebDAV：修改属性"), 4918, "9.2"),
        method(
            "MKCOL",
            text("WebDAV: make a collection (a folder)", "WebDAV：创建集合（文件夹）"),
            4918,
            "9.3",
        ),
        method(
            "COPY",
            text("WebDAV: copy to the place named in Destination", "WebDAV：复制到 Destination 所指的位置"),
            4918,
            "9.8",
        ),
        method(
            "MOVE",
            text("WebDAV: move to the place named in Destination", "WebDAV：移动到 Destination 所指的位置"),
            4918,
            "9.9",
        ),
        method(
            "LOCK",
            text("WebDAV: keep others from changing it", "WebDAV：加锁，防止他人修改"),
            4918,
            "9.10",
        ),
        method("UNLOCK", text("WebDAV: give the lock back", "WebDAV：解锁"), 4918, "9.11"),
        method("REPORT", text("WebDAV: ask for a report", "WebDAV：请求一份报告"), 3253, "3.6"),
        method("SEARCH", text("WebDAV: search here", "WebDAV：在此搜索"), 5323, "2"),
    ],
};

/// The versions whose messages begin with such a line.
pub static VERSIONS: Words = Words {
    key: "http-version",
    title: text("HTTP versions", "HTTP 版本"),
    source: Source::Rfc(9110, "2.5"),
    any_case: false,
    entries: &[
        Entry::word(
            "HTTP/1.0",
            "HTTP/1.0",
            text(
                "one request for each connection, unless both sides agree otherwise",
                "默认每个连接只传一个请求",
            ),
            Source::Rfc(1945, ""),
        ),
        Entry::word(
            "HTTP/1.1",
            "HTTP/1.1",
            text(
                "many requests may follow one another on a connection; Host is required",
                "一个连接上可依次传送多个请求；必须带 Host",
            ),
            Source::Rfc(9112, ""),
        ),
        Entry::word(
            "HTTP/2.0",
            "HTTP/2",
            text(
                "only in the first line of an HTTP/2 connection; its messages are binary",
                "只出现在 HTTP/2 连接的第一行；其报文是二进制的",
            ),
            Source::Rfc(9113, "3.4"),
        ),
    ],
};

/// A field of RFC 9110 and the section that defines it.
const fn field(name: &'static str, means: Text, section: &'static str) -> Entry {
    other(name, means, Source::Rfc(9110, section))
}

/// A field defined elsewhere.
const fn other(name: &'static str, means: Text, source: Source) -> Entry {
    Entry::word(name, name, means, source)
}

/// The header fields that one meets every day.
pub static FIELDS: Words = Words {
    key: "http-field",
    title: text("HTTP header fields", "HTTP 首部字段"),
    source: Source::Iana("http field names"),
    // RFC 9110 §5.1: field names are case-insensitive
    any_case: true,
    entries: &[
        field("Accept", text("the media types that the client can use", "客户能够处理的媒体类型"), "12.5.1"),
        field(
            "Accept-Charset",
            text(
                "the character sets that the client can use; no longer needed",
                "客户能够处理的字符集；已无必要",
            ),
            "12.5.2",
        ),
        field(
            "Accept-Encoding",
            text("the compressions that the client can undo", "客户能够解开的压缩方式"),
            "12.5.3",
        ),
        field("Accept-Language", text("the languages that the reader prefers", "读者偏好的语言"), "12.5.4"),
        field(
            "Accept-Ranges",
            text("whether the server can send parts of the resource", "服务器能否只发送资源的一部分"),
            "14.3",
        ),
        other(
            "Access-Control-Allow-Origin",
            text("which other sites' scripts may read this response", "允许哪些其他站点的脚本读取该响应"),
            Source::Book("WHATWG Fetch Standard"),
        ),
        other(
            "Age",
            text("seconds that the response has spent in caches", "响应在缓存中已停留的秒数"),
            Source::Rfc(9111, "5.1"),
        ),
        field("Allow", text("the methods that the resource takes", "该资源支持的方法"), "10.2.1"),
        other(
            "Alt-Svc",
            text(
                "the same site can also be reached so: another protocol, host or port",
                "同一站点的其他访问方式：别的协议、主机或端口",
            ),
            Source::Rfc(7838, "3"),
        ),
        field(
            "Authorization",
            text("who the client is: a password or token", "客户的身份凭证：口令或令牌"),
            "11.6.2",
        ),
        other(
            "Cache-Control",
            text("whether and how long a copy may be kept", "副本能否保存、可保存多久"),
            Source::Rfc(9111, "5.2"),
        ),
        field(
            "Connection",
            text(
                "what concerns this connection alone: close ends it after the response",
                "只与本连接有关的选项：close 表示响应后关闭连接",
            ),
            "7.6.1",
        ),
        other(
            "Content-Disposition",
            text("show it, or save it under this name", "显示内容，或以此文件名保存"),
            Source::Rfc(6266, "4"),
        ),
        field("Content-Encoding", text("how the content is compressed", "内容的压缩方式"), "8.4"),
        field(
            "Content-Language",
            text("the language of the readers it is meant for", "内容所面向的读者的语言"),
            "8.5",
        ),
        field(
            "Content-Length",
            text(
                "octets of content behind the empty line: tells where the message ends in the stream",
                "空行之后内容的字节数：由此得知报文在字节流中何处结束",
            ),
            "8.6",
        ),
        field(
            "Content-Location",
            text("where this very form of the content can be had", "取得内容这一形式的位置"),
            "8.7",
        ),
        field("Content-Range", text("which part of the whole this is", "这是全部内容中的哪一部分"), "14.4"),
        field(
            "Content-Type",
            text("the media type of the content: how to read its octets", "内容的媒体类型：如何解释这些字节"),
            "8.3",
        ),
        other(
            "Cookie",
            text(
                "brings back what the server's Set-Cookie asked to keep: HTTP itself remembers nothing",
                "带回服务器用 Set-Cookie 要求保存的内容：HTTP 本身是无状态的",
            ),
            Source::Rfc(6265, "4.2"),
        ),
        field("Date", text("when the message was made", "报文产生的时间"), "6.6.1"),
        field(
            "ETag",
            text(
                "a mark of this version of the content, to ask later whether it has changed",
                "内容当前版本的标记，供以后询问是否已改变",
            ),
            "8.8.3",
        ),
        field(
            "Expect",
            text(
                "100-continue: the client waits for a go-ahead before it sends the content",
                "100-continue：客户等服务器同意后再发送内容",
            ),
            "10.1.1",
        ),
        other(
            "Expires",
            text("from when on a kept copy is stale", "副本从何时起过期"),
            Source::Rfc(9111, "5.3"),
        ),
        other(
            "Forwarded",
            text("what a proxy knows of the client before it", "代理所知的其前方客户的信息"),
            Source::Rfc(7239, "4"),
        ),
        field(
            "From",
            text("the e-mail address of who runs the client", "客户使用者的电子邮件地址"),
            "10.1.2",
        ),
        field(
            "Host",
            text(
                "which site is wanted: many sites share one address and port",
                "要访问哪个站点：多个站点可共用同一地址和端口",
            ),
            "7.2",
        ),
        field(
            "If-Match",
            text("do it only if the resource still has this ETag", "仅当资源的 ETag 仍与此相同时才执行"),
            "13.1.1",
        ),
        field(
            "If-Modified-Since",
            text("send it only if it has changed since; else 304", "仅当此后有修改时才发送，否则回答 304"),
            "13.1.3",
        ),
        field(
            "If-None-Match",
            text(
                "send it only if it no longer has this ETag; else 304",
                "仅当 ETag 已不同时才发送，否则回答 304",
            ),
            "13.1.2",
        ),
        field(
            "If-Range",
            text("if unchanged send the range, else the whole", "未改变则发送该范围，否则发送全部"),
            "13.1.5",
        ),
        field(
            "If-Unmodified-Since",
            text("do it only if it has not changed since", "仅当此后没有修改时才执行"),
            "13.1.4",
        ),
        other(
            "Keep-Alive",
            text(
                "how long an idle connection is kept, and for how many requests",
                "空闲连接保持多久、还可传送多少个请求",
            ),
            Source::Rfc(2068, "19.7.1.1"),
        ),
        field("Last-Modified", text("when the resource was changed last", "资源最后修改的时间"), "8.8.2"),
        other(
            "Link",
            text("other resources that belong to this one", "与该资源相关的其他资源"),
            Source::Rfc(8288, "3"),
        ),
        field(
            "Location",
            text(
                "where to go next: a redirect, or what was created",
                "下一步访问的位置：重定向，或新建的资源",
            ),
            "10.2.2",
        ),
        field(
            "Max-Forwards",
            text(
                "how many proxies may pass it on: counts down as a hop limit does",
                "还可经过多少个代理转发，逐跳减 1",
            ),
            "7.6.2",
        ),
        other(
            "Origin",
            text("the site whose page made this request", "发起该请求的页面所属的站点"),
            Source::Rfc(6454, "7"),
        ),
        other("Pragma", text("no-cache, for old caches", "no-cache，用于旧式缓存"), Source::Rfc(9111, "5.4")),
        field(
            "Proxy-Authenticate",
            text("how to say to the proxy who you are", "如何向代理证明身份"),
            "11.7.1",
        ),
        field(
            "Proxy-Authorization",
            text("who the client is, for the proxy", "客户给代理的身份凭证"),
            "11.7.2",
        ),
        field("Range", text("only these octets of the resource, please", "只请求资源的这些字节"), "14.2"),
        field(
            "Referer",
            text(
                "the page on which the link stood (the misspelling is the standard's)",
                "超链接所在的页面（拼写错误出自标准本身）",
            ),
            "10.1.3",
        ),
        field("Retry-After", text("when to try again", "何时再试"), "10.2.3"),
        other(
            "Sec-WebSocket-Accept",
            text(
                "proves that the server understood the WebSocket request",
                "证明服务器理解了 WebSocket 请求",
            ),
            Source::Rfc(6455, "11.3.3"),
        ),
        other(
            "Sec-WebSocket-Key",
            text(
                "a random value that the WebSocket server has to answer",
                "要求 WebSocket 服务器应答的随机值",
            ),
            Source::Rfc(6455, "11.3.1"),
        ),
        other(
            "Sec-WebSocket-Version",
            text("the version of WebSocket: 13", "WebSocket 的版本：13"),
            Source::Rfc(6455, "11.3.5"),
        ),
        field("Server", text("the server's program", "服务器软件"), "10.2.4"),
        other(
            "Set-Cookie",
            text(
                "keep this and bring it back with every later request",
                "请保存此内容，并在以后的请求中带回",
            ),
            Source::Rfc(6265, "4.1"),
        ),
        other(
            "Strict-Transport-Security",
            text("from now on come by HTTPS only", "今后只能用 HTTPS 访问"),
            Source::Rfc(6797, "6.1"),
        ),
        field(
            "TE",
            text(
                "the transfer codings that the client takes in the response",
                "客户在响应中能接受的传送编码",
            ),
            "10.1.4",
        ),
        field("Trailer", text("the fields that will follow the content", "内容之后还会出现的字段"), "6.6.2"),
        other(
            "Transfer-Encoding",
            text(
                "how the content is cut up for the stream: chunked, where its length is not known beforehand",
                "内容在字节流中的传送方式：事先不知长度时用 chunked（分块）",
            ),
            Source::Rfc(9112, "6.1"),
        ),
        field("Upgrade", text("the sender would rather speak this protocol", "发送方希望改用的协议"), "7.8"),
        other(
            "Upgrade-Insecure-Requests",
            text("the client would rather come by HTTPS", "客户希望改用 HTTPS"),
            Source::Book("W3C Upgrade Insecure Requests"),
        ),
        field("User-Agent", text("the client's program", "客户软件"), "10.1.5"),
        field(
            "Vary",
            text(
                "the request fields that the answer depends on: caches must compare them",
                "响应取决于哪些请求字段：缓存必须比较它们",
            ),
            "12.5.5",
        ),
        field("Via", text("the proxies on the way", "途经的代理"), "7.6.3"),
        field("WWW-Authenticate", text("how to say who you are", "如何证明身份"), "11.6.1"),
        other(
            "X-Forwarded-For",
            text(
                "the client's address, as a proxy saw it; a common field that Forwarded should replace",
                "代理所见的客户地址；常用字段，应由 Forwarded 取代",
            ),
            Source::Rfc(7239, "7.4"),
        ),
    ],
};
