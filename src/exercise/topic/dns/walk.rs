//! Exercises: who is asked in the DNS, and what is remembered.

use crate::chance::Chance;
use crate::exercise::draws::listed;
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

pub static HOST_ASKS_ROOT: Misconception = Misconception::new(
    "the-host-asks-the-root",
    text(
        "the host was taken to ask the root itself; it asks its resolver, and that one walks the tree",
        "以为主机自己询问根；它询问解析程序，由后者逐级查询",
    ),
);

static BOTTOM_UP: Misconception = Misconception::new(
    "dns-asks-from-the-bottom",
    text(
        "the servers were asked from the bottom up; nobody knows the lowest before the ones above name it",
        "自下而上地询问；上级指明之前，谁也不知道下级是谁",
    ),
);

/// Who is asked, in order.
pub static ORDER: Exercise = Exercise::new(
    "dns-order",
    Kind::Trace,
    1,
    text("Who is asked, in which order?", "依次询问谁？"),
    &[&HOST_ASKS_ROOT, &BOTTOM_UP],
    order,
);

fn order(chance: &mut Chance) -> Task {
    let host = chance.pick(super::HOSTS);
    let (domain, top) = chance.pick([
        ("example.com", "com"),
        ("example.org", "org"),
        ("example.cn", "cn"),
        ("example.net", "net"),
    ]);
    let steps: Vec<Said> = vec![
        say!(en: "the host asks its resolver", zh: "主机询问解析程序"),
        say!(en: "a server of the root is asked", zh: "询问根域名服务器"),
        say!(en: "a server of {top} is asked", zh: "询问 {top} 的域名服务器", top = top),
        say!(en: "a server of {domain} is asked", zh: "询问 {domain} 的域名服务器", domain = domain),
        say!(en: "the host has its answer", zh: "主机得到回答"),
    ];
    let drawn = chance.shuffled((0..steps.len()).collect::<Vec<_>>());
    let options = drawn.iter().filter_map(|i| steps.get(*i).cloned()).collect();
    let letters = |order: [usize; 5]| {
        let place = |step: usize| drawn.iter().position(|drawn| *drawn == step).unwrap_or(0);
        Value::Choices(order.map(place).to_vec())
    };
    let right = letters([0, 1, 2, 3, 4]);
    let form = Form::Order(options);
    let told = form.show(&right, crate::spec::Lang::En);
    let parts = vec![Part::new("order", text("from the first to the last", "从先到后"), form, right)];
    let asks = say!(
        en: "A host needs the address of {host}.{domain}, and nobody has anything in a cache. Put the steps in order (letters).",
        zh: "主机需要 {host}.{domain} 的地址，任何缓存都是空的。按先后排列各步（写字母）。",
        host = host, domain = domain
    );
    let hints = [
        say!(
            en: "The host asks once and wants the whole answer; the resolver asks again and again (RFC 1034 §5.3.1).",
            zh: "主机只问一次，要完整的回答；解析程序则一次次询问（RFC 1034 §5.3.1）。"
        ),
        say!(
            en: "Each server names the ones below it. The only ones that everybody knows beforehand are those at the top.",
            zh: "每一级服务器指出下一级。事先人人都知道的只有最上面的。"
        ),
        say!(en: "{told}", zh: "即 {told}", told = told),
    ];
    Task::new(asks, parts, hints, "netlab explain iterative query")
        .given("name", &format!("{host}.{domain}"))
        .mistaken(&HOST_ASKS_ROOT, letters([1, 2, 3, 0, 4]), "netlab explain resolver")
        .mistaken(&BOTTOM_UP, letters([0, 3, 2, 1, 4]), "netlab explain iterative query")
}

static ALWAYS_ROOT: Misconception = Misconception::new(
    "the-root-is-always-asked",
    text(
        "the root was asked every time; a resolver begins with the closest servers that it remembers",
        "以为每次都询问根；解析程序从缓存中最接近的服务器开始",
    ),
);

static REFERRAL_IS_ENOUGH: Misconception = Misconception::new(
    "knowing-the-server-is-enough",
    text(
        "nothing was asked although only the servers are remembered; they still have to be asked",
        "缓存中只有服务器就不再询问；仍然要询问它们",
    ),
);

/// Where a resolver with a cache begins.
pub static FIRST: Exercise = Exercise::new(
    "dns-first",
    Kind::Compute,
    2,
    text("Where does the resolver begin?", "解析程序从哪里开始？"),
    &[&ALWAYS_ROOT, &REFERRAL_IS_ENOUGH],
    first,
);

fn first(chance: &mut Chance) -> Task {
    let host = chance.pick(super::HOSTS);
    let (domain, top) = chance.pick([("example.com", "com"), ("example.org", "org"), ("example.cn", "cn")]);
    let known = chance.below(4) as usize;
    let cached = match known {
        0 => say!(en: "nothing of use", zh: "没有有用的记录"),
        1 => {
            say!(en: "the name servers of {top} with their addresses", zh: "{top} 的域名服务器及其地址", top = top)
        }
        2 => {
            say!(en: "the name servers of {domain} with their addresses", zh: "{domain} 的域名服务器及其地址", domain = domain)
        }
        _ => {
            say!(en: "the address of {host}.{domain}", zh: "{host}.{domain} 的地址", host = host, domain = domain)
        }
    };
    let options: Vec<Said> = vec![
        say!(en: "a server of the root", zh: "根域名服务器"),
        say!(en: "a server of {top}", zh: "{top} 的域名服务器", top = top),
        say!(en: "a server of {domain}", zh: "{domain} 的域名服务器", domain = domain),
        say!(en: "nobody", zh: "谁也不问"),
    ];
    let queries = 3 - known;
    let parts = vec![
        Part::choice("first", text("whom it asks first", "首先询问谁"), options, known),
        Part::number("queries", text("queries that it sends", "它发送的查询数"), queries as i128),
    ];
    let asks = Said {
        en: format!(
            "A host asks its resolver for {host}.{domain}. The cache of the resolver, not yet run out, has {}. Whom does the resolver ask first, and how many queries does it send if each server answers with the next ones below?",
            cached.en
        ),
        zh: format!(
            "主机向解析程序查询 {host}.{domain}。解析程序未过期的缓存中有：{}。它首先询问谁？若每个服务器都指出下一级，它共发送几个查询？",
            cached.zh
        ),
    };
    let hints = [
        say!(
            en: "A resolver begins with the servers that are closest to the name and known to it (RFC 1034 §5.3.3).",
            zh: "解析程序从它已知的、离该域名最近的服务器开始（RFC 1034 §5.3.3）。"
        ),
        say!(
            en: "Without a cache it is one query for the root and one for each level below. What can be left out?",
            zh: "没有缓存时，根一个查询，以下每级一个。可以省去哪些？"
        ),
        say!(
            en: "first {letter}), and {queries} queries.", zh: "首先是 {letter})，共 {queries} 个查询。",
            letter = ["a", "b", "c", "d"][known], queries = queries
        ),
    ];
    let of =
        |first: usize| vec![("first", Value::Choice(first)), ("queries", Value::Number(3 - first as i128))];
    let task = Task::new(asks, parts, hints, "netlab explain resolver")
        .given("name", &format!("{host}.{domain}"))
        .given("known", &known)
        .mistaken_in(&ALWAYS_ROOT, of(0), "netlab explain resolver");
    if known == 0 {
        task
    } else {
        task.mistaken_in(&REFERRAL_IS_ENOUGH, of(3), "netlab explain iterative query")
    }
}

static TTL_STANDS: Misconception = Misconception::new(
    "cached-ttl-stands-still",
    text("the TTL was given unchanged; a cache counts it down", "TTL 没有变化；缓存中的 TTL 会递减"),
);

static ASKED_AGAIN: Misconception = Misconception::new(
    "the-cache-is-never-used",
    text(
        "the server was asked every time; within the TTL the cache answers",
        "每次都询问服务器；在 TTL 之内由缓存回答",
    ),
);

static NEVER_AGAIN: Misconception = Misconception::new(
    "the-cache-never-runs-out",
    text(
        "the cache was taken to answer for ever; after the TTL the server is asked again",
        "以为缓存永远有效；TTL 到期后要再次询问",
    ),
);

/// A cache and its TTL.
pub static CACHE: Exercise = Exercise::new(
    "dns-cache",
    Kind::Trace,
    2,
    text("What the cache answers", "缓存如何回答"),
    &[&ASKED_AGAIN, &NEVER_AGAIN, &TTL_STANDS],
    cache,
);

const ASKS: [&str; 3] = ["ask2", "ask3", "ask4"];
const LEFT: [&str; 3] = ["ttl2", "ttl3", "ttl4"];

fn cache(chance: &mut Chance) -> Task {
    let ttl = chance.pick([60u64, 120, 300, 600, 900]);
    let start = chance.between(0, 30);
    let second = start + chance.between(ttl / 4, ttl / 2);
    let third = second + chance.between(ttl / 3, ttl);
    let fourth = third + chance.between(ttl / 5, ttl);
    let times = [second, third, fourth];
    // what is asked again, and what TTL the answer has
    let mut fetched = start;
    let told = times.map(|time| {
        let again = time >= fetched + ttl;
        if again {
            fetched = time;
        }
        (again, fetched + ttl - time)
    });
    let label_ask =
        |time: u64| say!(en: "at {time} s: is a server asked?", zh: "{time} 秒：询问服务器吗？", time = time);
    let label_ttl =
        |time: u64| say!(en: "at {time} s: TTL of the answer", zh: "{time} 秒：回答的 TTL", time = time);
    let mut parts = Vec::new();
    for (((ask, left), time), (again, rest)) in ASKS.into_iter().zip(LEFT).zip(times).zip(told) {
        parts.push(Part::yes_no(ask, label_ask(time), again));
        parts.push(Part::number(left, label_ttl(time), rest));
    }
    let asks = say!(
        en: "A resolver is asked for the same name at the seconds in the table; the authoritative servers give the record a TTL of {ttl}. At which times does the resolver ask them, and which TTL has its own answer?",
        zh: "解析程序在表中各秒被查询同一个域名；权威域名服务器给该记录的 TTL 是 {ttl}。它在哪些时刻要询问权威域名服务器？它自己的回答中 TTL 是多少？",
        ttl = ttl
    );
    let hints = [
        say!(
            en: "A record may be kept for so many seconds from when it came; what is passed on is what is left (RFC 1035 §3.2.1).",
            zh: "记录从收到时起可以保存这么多秒；转告他人的是剩余的时间（RFC 1035 §3.2.1）。"
        ),
        say!(
            en: "Note when the record in the cache runs out, and begin again when it was fetched again.",
            zh: "记下缓存中的记录何时到期；重新取得时再重新计算。"
        ),
        say!(
            en: "{all}", zh: "即 {all}",
            all = times.iter().zip(&told).map(|(time, (again, rest))| format!("{time}: {} {rest}", if *again { "+" } else { "-" })).collect::<Vec<_>>().join(", ")
        ),
    ];
    let mut rows = vec![vec![Cell::same(&start), Cell::said(text("yes", "是")), Cell::same(&ttl)]];
    for ((ask, left), time) in ASKS.into_iter().zip(LEFT).zip(times) {
        rows.push(vec![Cell::same(&time), Cell::Asked(ask), Cell::Asked(left)]);
    }
    let head = vec![
        text("second", "秒").into(),
        text("a server is asked", "询问服务器").into(),
        text("TTL of the answer", "回答的 TTL").into(),
    ];
    let yes = |is: bool| ASKS.into_iter().map(|key| (key, Value::YesNo(is))).collect::<Vec<_>>();
    let see = "netlab frame --tree --sample dns-response";
    Task::new(asks, parts, hints, see)
        .given("ttl", &ttl)
        .given("start", &start)
        .given("times", &listed(&times, " "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&ASKED_AGAIN, yes(true), see)
        .mistaken_in(&NEVER_AGAIN, yes(false), see)
        .mistaken_in(&TTL_STANDS, LEFT.into_iter().map(|key| (key, Value::Number(ttl.into()))).collect(), see)
}
