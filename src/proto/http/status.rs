//! Status codes of HTTP responses.

use crate::spec::{Entry, Source, Text, Words, text};

/// A code of RFC 9110 and the section that defines it.
const fn code(code: &'static str, name: &'static str, means: Text, section: &'static str) -> Entry {
    Entry::word(code, name, means, Source::Rfc(9110, section))
}

/// A code of another RFC.
const fn other(
    code: &'static str,
    name: &'static str,
    means: Text,
    rfc: u16,
    section: &'static str,
) -> Entry {
    Entry::word(code, name, means, Source::Rfc(rfc, section))
}

/// What came of the request, in three digits: 1xx goes on, 2xx done, 3xx elsewhere, 4xx the client's fault, 5xx the server's.
pub static STATUS_CODES: Words = Words {
    key: "http-status",
    title: text("HTTP status codes", "HTTP 状态码"),
    source: Source::Iana("http status codes"),
    any_case: false,
    entries: &[
        code("100", "Continue", text("go on and send the content", "请继续发送内容"), "15.2.1"),
        code(
            "101",
            "Switching Protocols",
            text(
                "from here on this connection speaks the protocol named in Upgrade",
                "此后该连接改用 Upgrade 中所列的协议",
            ),
            "15.2.2",
        ),
        other(
            "102",
            "Processing",
            text("still at work; an answer will come", "仍在处理，稍后给出响应"),
            2518,
            "10.1",
        ),
        other(
            "103",
            "Early Hints",
            text(
                "fields that the final response will probably have, sent ahead",
                "预先给出最终响应可能带有的字段",
            ),
            8297,
            "2",
        ),
        code("200", "OK", text("the request succeeded", "请求成功"), "15.3.1"),
        code("201", "Created", text("a new resource has been made", "已创建新的资源"), "15.3.2"),
        code("202", "Accepted", text("taken on, but not finished yet", "已接受请求，但尚未处理完"), "15.3.3"),
        code(
            "203",
            "Non-Authoritative Information",
            text("succeeded, but a proxy has changed the content", "请求成功，但内容经过代理修改"),
            "15.3.4",
        ),
        code(
            "204",
            "No Content",
            text("succeeded, and there is nothing to send", "请求成功，没有内容要发送"),
            "15.3.5",
        ),
        code(
            "205",
            "Reset Content",
            text("succeeded; the client should clear its form", "请求成功，客户应清空其表单"),
            "15.3.6",
        ),
        code(
            "206",
            "Partial Content",
            text("the parts that Range asked for", "Range 所要求的部分内容"),
            "15.3.7",
        ),
        other(
            "207",
            "Multi-Status",
            text("several results, listed in the content", "有多个结果，列在内容中"),
            4918,
            "11.1",
        ),
        other(
            "208",
            "Already Reported",
            text("these members were listed before", "这些成员前面已经列出"),
            5842,
            "7.1",
        ),
        other(
            "226",
            "IM Used",
            text("the content is the difference to an earlier version", "内容是与先前版本的差异"),
            3229,
            "10.4.1",
        ),
        code(
            "300",
            "Multiple Choices",
            text("there are several forms to choose from", "有多种形式可供选择"),
            "15.4.1",
        ),
        code(
            "301",
            "Moved Permanently",
            text("it stands at the place named in Location, for good", "资源已永久移到 Location 所指的位置"),
            "15.4.2",
        ),
        code(
            "302",
            "Found",
            text("for now it stands at the place named in Location", "资源暂时位于 Location 所指的位置"),
            "15.4.3",
        ),
        code(
            "303",
            "See Other",
            text(
                "fetch the answer with GET at the place named in Location",
                "请用 GET 到 Location 所指的位置取得结果",
            ),
            "15.4.4",
        ),
        code(
            "304",
            "Not Modified",
            text("the copy in the client's cache is still good", "客户缓存中的副本仍然有效"),
            "15.4.5",
        ),
        code(
            "305",
            "Use Proxy",
            text("once: go by way of a proxy; no longer used", "曾表示须经代理访问；已不再使用"),
            "15.4.6",
        ),
        code("306", "(Unused)", text("reserved", "保留"), "15.4.7"),
        code(
            "307",
            "Temporary Redirect",
            text(
                "repeat the same request, for now, at the place named in Location",
                "暂时请向 Location 所指的位置重发同样的请求",
            ),
            "15.4.8",
        ),
        code(
            "308",
            "Permanent Redirect",
            text(
                "repeat the same request, from now on, at the place named in Location",
                "今后请向 Location 所指的位置重发同样的请求",
            ),
            "15.4.9",
        ),
        code(
            "400",
            "Bad Request",
            text("the server cannot make sense of the request", "服务器无法理解该请求"),
            "15.5.1",
        ),
        code("401", "Unauthorized", text("say first who you are", "请先证明身份"), "15.5.2"),
        code("402", "Payment Required", text("reserved for the future", "保留供将来使用"), "15.5.3"),
        code("403", "Forbidden", text("understood, but refused", "理解了请求，但拒绝执行"), "15.5.4"),
        code("404", "Not Found", text("there is nothing at this place", "该位置没有任何资源"), "15.5.5"),
        code(
            "405",
            "Method Not Allowed",
            text(
                "the resource does not take this method; Allow lists those it takes",
                "该资源不支持此方法；Allow 列出所支持的方法",
            ),
            "15.5.6",
        ),
        code(
            "406",
            "Not Acceptable",
            text("no form of it fits the Accept fields", "没有符合 Accept 各字段的形式"),
            "15.5.7",
        ),
        code(
            "407",
            "Proxy Authentication Required",
            text("say first to the proxy who you are", "请先向代理证明身份"),
            "15.5.8",
        ),
        code(
            "408",
            "Request Timeout",
            text("the request did not arrive whole in time", "请求未能及时完整到达"),
            "15.5.9",
        ),
        code(
            "409",
            "Conflict",
            text("the request clashes with the present state of the resource", "请求与资源的当前状态相冲突"),
            "15.5.10",
        ),
        code(
            "410",
            "Gone",
            text("it was here and will not come back", "资源曾经存在，但已不再恢复"),
            "15.5.11",
        ),
        code(
            "411",
            "Length Required",
            text("the request has to say its Content-Length", "请求必须给出 Content-Length"),
            "15.5.12",
        ),
        code(
            "412",
            "Precondition Failed",
            text("a condition in the If- fields does not hold", "If- 字段中的条件不成立"),
            "15.5.13",
        ),
        code(
            "413",
            "Content Too Large",
            text("more content than the server will take", "内容超过服务器愿意接受的大小"),
            "15.5.14",
        ),
        code(
            "414",
            "URI Too Long",
            text("a longer target than the server will read", "请求目标超过服务器愿意解释的长度"),
            "15.5.15",
        ),
        code(
            "415",
            "Unsupported Media Type",
            text("the server does not take content of this type", "服务器不接受这种类型的内容"),
            "15.5.16",
        ),
        code(
            "416",
            "Range Not Satisfiable",
            text("the range asked for does not exist", "所要求的范围不存在"),
            "15.5.17",
        ),
        code(
            "417",
            "Expectation Failed",
            text("what Expect asks for cannot be met", "无法满足 Expect 中的期望"),
            "15.5.18",
        ),
        code(
            "418",
            "(Unused)",
            text("reserved, since a joke took it (RFC 2324)", "保留，因为一个玩笑 (RFC 2324) 占用了它"),
            "15.5.19",
        ),
        code(
            "421",
            "Misdirected Request",
            text("this server does not answer for that site", "此服务器不负责该站点"),
            "15.5.20",
        ),
        code(
            "422",
            "Unprocessable Content",
            text(
                "well formed, but the instructions in it cannot be followed",
                "格式正确，但其中的指令无法执行",
            ),
            "15.5.21",
        ),
        other("423", "Locked", text("someone else has locked it", "资源已被他人锁定"), 4918, "11.3"),
        other(
            "424",
            "Failed Dependency",
            text("not done, since an action it hangs on failed", "所依赖的操作失败，因此未执行"),
            4918,
            "11.4",
        ),
        other(
            "425",
            "Too Early",
            text(
                "sent in TLS early data, which might be a replay: send it again",
                "请求在 TLS 早期数据中发送，可能是重放，请重发",
            ),
            8470,
            "5.2",
        ),
        code(
            "426",
            "Upgrade Required",
            text("only by the protocol named in Upgrade", "必须改用 Upgrade 中所列的协议"),
            "15.5.22",
        ),
        other(
            "428",
            "Precondition Required",
            text("the request has to carry a condition", "请求必须附带条件"),
            6585,
            "3",
        ),
        other("429", "Too Many Requests", text("slow down", "请求过于频繁，请放慢"), 6585, "4"),
        other(
            "431",
            "Request Header Fields Too Large",
            text("more header fields than the server will read", "首部字段超过服务器愿意读取的大小"),
            6585,
            "5",
        ),
        other(
            "451",
            "Unavailable For Legal Reasons",
            text("may not be shown, by law", "因法律原因不可用"),
            7725,
            "3",
        ),
        code(
            "500",
            "Internal Server Error",
            text("something went wrong in the server", "服务器内部出错"),
            "15.6.1",
        ),
        code(
            "501",
            "Not Implemented",
            text("the server does not know this method", "服务器不支持该方法"),
            "15.6.2",
        ),
        code(
            "502",
            "Bad Gateway",
            text("the server behind this one gave a wrong answer", "此服务器从上游服务器收到无效的响应"),
            "15.6.3",
        ),
        code(
            "503",
            "Service Unavailable",
            text("overloaded or under repair: try later", "过载或维护中，请稍后再试"),
            "15.6.4",
        ),
        code(
            "504",
            "Gateway Timeout",
            text("the server behind this one gave no answer in time", "上游服务器未及时响应"),
            "15.6.5",
        ),
        code(
            "505",
            "HTTP Version Not Supported",
            text("the server does not speak this version", "服务器不支持该 HTTP 版本"),
            "15.6.6",
        ),
        other(
            "506",
            "Variant Also Negotiates",
            text(
                "the server is set up wrongly: its choice is itself a choice",
                "服务器配置有误：所选的变体本身又要协商",
            ),
            2295,
            "8.1",
        ),
        other("507", "Insufficient Storage", text("no room to keep it", "存储空间不足"), 4918, "11.5"),
        other("508", "Loop Detected", text("the resource contains itself", "资源中出现循环"), 5842, "7.2"),
        other(
            "510",
            "Not Extended",
            text(
                "the request lacks an extension that the server needs; no longer used",
                "请求缺少服务器所需的扩展；已不再使用",
            ),
            2774,
            "",
        ),
        other(
            "511",
            "Network Authentication Required",
            text("log in to this network first: sent by a captive portal", "请先登录本网络：由强制门户发出"),
            6585,
            "6",
        ),
    ],
};
