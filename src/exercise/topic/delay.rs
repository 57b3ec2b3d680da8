//! Exercises: delay and throughput.

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Quantity, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&SEND, &CLAIMS, &PRODUCT, &BOTTLENECK, &GREATER, &STORE, &WINDOW];

/// A billion: quantities count billionths.
const BILLION: i128 = 1_000_000_000;
/// Metres a second in copper and fibre: two thirds of what it is in vacuum.
const IN_CABLE: i128 = 200_000_000;

static OCTETS_AS_BITS: Misconception = Misconception::new(
    "octets-taken-for-bits",
    text("octets were taken for bits: an octet is 8 bits", "把字节当成了比特：一个字节是 8 比特"),
);

static IN_VACUUM: Misconception = Misconception::new(
    "signals-at-the-speed-of-light",
    text(
        "the speed of light in vacuum was taken; in a cable it is about two thirds of it",
        "用了真空中的光速；在电缆或光纤中约为它的三分之二",
    ),
);

static RATE_IS_SPEED: Misconception = Misconception::new(
    "rate-speeds-up-the-signal",
    text(
        "the rate was taken for a speed of travel, with nothing left for the distance",
        "把速率当成了传播的快慢，忽略了距离",
    ),
);

/// The time that so many bits take at a rate, in nanoseconds.
fn sending(bits: i128, rate: i128) -> i128 {
    bits * BILLION / rate
}

fn time(nanoseconds: i128) -> Value {
    Value::Quantity(nanoseconds)
}

fn shown(of: Quantity, value: i128) -> String {
    Form::Quantity(of).show(&Value::Quantity(value), crate::spec::Lang::En)
}

fn shown_rate(rate: i128) -> String {
    shown(Quantity::Rate, rate * BILLION)
}

fn time_part(key: &'static str, label: crate::spec::Text, nanoseconds: i128) -> Part {
    Part::near(key, label, Form::Quantity(Quantity::Time), time(nanoseconds), 5)
}

/// Transmission and propagation delay.
pub static SEND: Exercise = Exercise::new(
    "delay-send",
    Kind::Compute,
    1,
    text("Transmission and propagation", "发送时延与传播时延"),
    &[&OCTETS_AS_BITS, &IN_VACUUM, &RATE_IS_SPEED],
    send,
);

fn send(chance: &mut Chance) -> Task {
    let octets = i128::from(chance.pick([125u16, 250, 500, 1000, 1250, 1500]));
    let rate = chance.pick([1_000_000i128, 2_000_000, 10_000_000, 100_000_000, 1_000_000_000]);
    let km = i128::from(chance.between(1, 200) * 10);
    let sent = sending(octets * 8, rate);
    let travel = km * 1000 * BILLION / IN_CABLE;
    let parts = vec![
        time_part("send", text("transmission delay", "发送时延"), sent),
        time_part("travel", text("propagation delay", "传播时延"), travel),
        time_part("total", text("until the last bit is there", "最后一个比特到达所需的时间"), sent + travel),
    ];
    let shown_rate = shown_rate(rate);
    let asks = say!(
        en: "{octets} octets are sent at {rate} over {km} km of fibre, in which signals go at 2 x 10^8 m/s. How long do sending and travelling take, and both together? Give units, as 1.25 ms.",
        zh: "以 {rate} 的速率经 {km} km 光纤发送 {octets} 字节，信号传播速率为 2 x 10^8 m/s。发送时延、传播时延及两者之和各是多少？带单位作答，如 1.25 ms。",
        octets = octets, rate = shown_rate, km = km
    );
    let hints = [
        say!(
            en: "Sending: how many bits, how many a second. Travelling: how far, how fast. They have nothing to do with each other.",
            zh: "发送：有多少比特，每秒多少比特。传播：有多远，走多快。两者互不相干。"
        ),
        say!(
            en: "{bits} bits by the rate; {metres} m by the speed.",
            zh: "{bits} 比特除以速率；{metres} m 除以传播速率。",
            bits = octets * 8, metres = km * 1000
        ),
        say!(
            en: "{sent}; {travel}; together {total}",
            zh: "{sent}；{travel}；合计 {total}",
            sent = shown(Quantity::Time, sent), travel = shown(Quantity::Time, travel), total = shown(Quantity::Time, sent + travel)
        ),
    ];
    let vacuum = km * 10_000 / 3;
    Task::new(asks, parts, hints, "netlab explain delay")
        .given("octets", &octets)
        .given("rate", &rate)
        .given("km", &km)
        .mistaken_in(
            &OCTETS_AS_BITS,
            vec![("send", time(sent / 8)), ("total", time(sent / 8 + travel))],
            "netlab explain octet",
        )
        .mistaken_in(
            &IN_VACUUM,
            vec![("travel", time(vacuum)), ("total", time(sent + vacuum))],
            "netlab explain delay",
        )
        .mistaken_in(&RATE_IS_SPEED, vec![("total", time(sent))], "netlab explain bandwidth")
}

static NO_PIPELINE: Misconception = Misconception::new(
    "packets-one-after-the-other-end-to-end",
    text(
        "each packet was taken to wait until the one before has arrived; while one is on the second link, the next is on the first",
        "以为前一个分组到达后才发下一个；其实前一个在第二段链路上时，下一个已在第一段上",
    ),
);

static NO_STORING: Misconception = Misconception::new(
    "routers-store-nothing",
    text(
        "the time in the routers was left out; each takes in the whole packet before it sends it on",
        "漏掉了在路由器中的时间；路由器收完整个分组才转发",
    ),
);

/// Packets over several links.
pub static STORE: Exercise = Exercise::new(
    "delay-store",
    Kind::Compute,
    3,
    text("Store and forward", "存储转发"),
    &[&NO_PIPELINE, &NO_STORING],
    store,
);

fn store(chance: &mut Chance) -> Task {
    let (packets, links) = (i128::from(chance.between(2, 20)), i128::from(chance.between(2, 5)));
    let octets = i128::from(chance.pick([250u16, 500, 1000, 1250, 1500]));
    let rate = chance.pick([1_000_000i128, 2_000_000, 10_000_000, 100_000_000]);
    let one = sending(octets * 8, rate);
    let total = (packets + links - 1) * one;
    let parts = vec![
        time_part(
            "first",
            text("until the first packet has arrived", "第一个分组到达所需的时间"),
            links * one,
        ),
        time_part("last", text("until the last has arrived", "最后一个分组到达所需的时间"), total),
    ];
    let shown_rate = shown_rate(rate);
    let asks = say!(
        en: "{packets} packets of {octets} octets each go over {links} links of {rate}, with a router between any two. Routers take in a whole packet before they send it on; nothing else takes time. When has the first packet arrived, and when the last?",
        zh: "{packets} 个 {octets} 字节的分组依次经过 {links} 段 {rate} 的链路，每两段之间有一个路由器。路由器收完整个分组后再转发，其他时延不计。第一个和最后一个分组各在多久后到达？",
        packets = packets, octets = octets, links = links, rate = shown_rate
    );
    let hints = [
        say!(
            en: "Every link needs one transmission delay a packet; different links work at the same time.",
            zh: "每段链路发送每个分组都要一个发送时延；不同链路同时工作。"
        ),
        say!(
            en: "Draw it: when does each packet leave the first link, and how far behind is the last?",
            zh: "画个图：每个分组何时离开第一段链路？最后一个落后多少？"
        ),
        say!(
            en: "one is {one}; {links} of them, and {all} of them: {first}, {last}",
            zh: "一个发送时延 {one}；{links} 个和 {all} 个：{first}、{last}",
            one = shown(Quantity::Time, one), links = links, all = packets + links - 1,
            first = shown(Quantity::Time, links * one), last = shown(Quantity::Time, total)
        ),
    ];
    Task::new(asks, parts, hints, "netlab explain packet switching")
        .given("packets", &packets)
        .given("links", &links)
        .given("octets", &octets)
        .given("rate", &rate)
        .mistaken_in(
            &NO_PIPELINE,
            vec![("last", time(packets * links * one))],
            "netlab explain packet switching",
        )
        .mistaken_in(
            &NO_STORING,
            vec![("first", time(one)), ("last", time(packets * one))],
            "netlab explain delay",
        )
}

static ONE_WAY: Misconception = Misconception::new(
    "half-of-the-round-trip",
    text(
        "half of the round trip was taken; the acknowledgment needs the way back too",
        "只取了往返时间的一半；确认还要走回来",
    ),
);

/// The bandwidth-delay product.
pub static PRODUCT: Exercise = Exercise::new(
    "delay-product",
    Kind::Compute,
    2,
    text("How much is on the way?", "路上有多少数据？"),
    &[&ONE_WAY, &OCTETS_AS_BITS],
    product,
);

fn product(chance: &mut Chance) -> Task {
    let rate = chance.pick([2_000_000i128, 10_000_000, 20_000_000, 50_000_000, 100_000_000, 1_000_000_000]);
    let ms = i128::from(chance.between(2, 75) * 4);
    let bits = rate * ms / 1000;
    let parts = vec![
        Part::number("bits", text("bits", "比特数"), bits),
        Part::number("octets", text("octets", "字节数"), bits / 8),
    ];
    let shown_rate = shown_rate(rate);
    let asks = say!(
        en: "A path has {rate} and a round-trip time of {ms} ms. How much does a sender have to have on the way, sent and not yet acknowledged, to keep it busy? Give it in bits and in octets.",
        zh: "一条路径的带宽为 {rate}，往返时间为 {ms} ms。发送方要有多少已发送而未确认的数据，才能使它一直不空闲？分别以比特和字节作答。",
        rate = shown_rate, ms = ms
    );
    let hints = [
        say!(
            en: "The bandwidth-delay product: what can be sent until the first acknowledgment comes.",
            zh: "时延带宽积：第一个确认到来之前能发送的数据量。"
        ),
        say!(en: "Rate times round-trip time; mind the unit of the time.", zh: "速率乘往返时间；注意时间的单位。"),
        say!(
            en: "{rate} bit/s x {ms}/1000 s = {bits} bits; by 8: {octets} octets",
            zh: "{rate} bit/s x {ms}/1000 s = {bits} 比特；除以 8：{octets} 字节",
            rate = rate, ms = ms, bits = bits, octets = bits / 8
        ),
    ];
    let number = Value::Number;
    Task::new(asks, parts, hints, "netlab explain bandwidth")
        .given("rate", &rate)
        .given("ms", &ms)
        .mistaken_in(
            &ONE_WAY,
            vec![("bits", number(bits / 2)), ("octets", number(bits / 16))],
            "netlab explain delay",
        )
        .mistaken_in(&OCTETS_AS_BITS, vec![("octets", number(bits))], "netlab explain octet")
}

static NO_WINDOW: Misconception = Misconception::new(
    "bandwidth-is-throughput",
    text(
        "the rate of the link was taken; with a small window the sender waits for acknowledgments",
        "取了链路的速率；窗口小时发送方要停下来等确认",
    ),
);

/// What a window lets through.
pub static WINDOW: Exercise = Exercise::new(
    "delay-window",
    Kind::Compute,
    3,
    text("What does the window let through?", "窗口允许多大的吞吐量？"),
    &[&NO_WINDOW, &OCTETS_AS_BITS, &ONE_WAY],
    window,
);

fn window(chance: &mut Chance) -> Task {
    let octets = chance.pick([8192i128, 16384, 32768, 65536]);
    let ms = chance.pick([10i128, 20, 25, 40, 50, 80, 100, 125]);
    let rate = chance.pick([2_000_000i128, 10_000_000, 20_000_000, 50_000_000, 100_000_000]);
    let least = |by_window: i128| by_window.min(rate);
    let through = least(octets * 8 * 1000 / ms);
    let share = |through: i128| Value::Quantity(through * BILLION / rate);
    let value = |through: i128| Value::Quantity(through * BILLION);
    let parts = vec![
        Part::near(
            "throughput",
            text("throughput", "吞吐量"),
            Form::Quantity(Quantity::Rate),
            value(through),
            10,
        ),
        Part::near(
            "share",
            text("share of the link, in per cent", "占链路的百分比"),
            Form::Quantity(Quantity::Share),
            share(through),
            10,
        ),
    ];
    let shown_link = shown_rate(rate);
    let asks = say!(
        en: "A sender may have {octets} octets unacknowledged. The link has {rate}, the round-trip time is {ms} ms, and sending itself takes no time. What is the highest throughput, and which share of the link is that?",
        zh: "发送方最多可有 {octets} 字节未确认。链路速率 {rate}，往返时间 {ms} ms，发送时延不计。最大吞吐量是多少？占链路的百分之几？",
        octets = octets, rate = shown_link, ms = ms
    );
    let hints = [
        say!(
            en: "One window goes in each round trip, and never more than the link carries.",
            zh: "每个往返时间发送一个窗口，且不超过链路的速率。"
        ),
        say!(
            en: "{bits} bits in {ms} ms: how many a second? Compare with the link.",
            zh: "{ms} ms 内 {bits} 比特：每秒多少？再与链路比较。",
            bits = octets * 8, ms = ms
        ),
        say!(
            en: "{through}, {share} of the link",
            zh: "{through}，占链路的 {share}",
            through = shown_rate(through), share = shown(Quantity::Share, through * BILLION / rate)
        ),
    ];
    let answers = |through: i128| vec![("throughput", value(through)), ("share", share(through))];
    let see = "netlab explain throughput";
    Task::new(asks, parts, hints, see)
        .given("octets", &octets)
        .given("ms", &ms)
        .given("rate", &rate)
        .mistaken_in(&NO_WINDOW, answers(rate), see)
        .mistaken_in(&OCTETS_AS_BITS, answers(least(octets * 1000 / ms)), "netlab explain octet")
        .mistaken_in(&ONE_WAY, answers(least(octets * 16 * 1000 / ms)), "netlab explain delay")
}

static OWN_LINK: Misconception = Misconception::new(
    "own-link-is-the-throughput",
    text(
        "the rate of the first link was taken; the slowest share on the way decides",
        "取了第一段链路的速率；由路上最小的份额决定",
    ),
);

static NOT_SHARED: Misconception = Misconception::new(
    "shared-link-for-one",
    text(
        "the shared link was taken for one alone; each gets a part of it",
        "把共用链路当成独占；每个连接只得到一份",
    ),
);

/// The slowest link.
pub static BOTTLENECK: Exercise = Exercise::new(
    "delay-bottleneck",
    Kind::Compute,
    2,
    text("Where is the bottleneck?", "瓶颈在哪里？"),
    &[&OWN_LINK, &NOT_SHARED, &OCTETS_AS_BITS],
    bottleneck,
);

fn bottleneck(chance: &mut Chance) -> Task {
    let mbit = |chance: &mut Chance, these: [i128; 4]| chance.pick(these) * 1_000_000;
    let first = mbit(chance, [20, 50, 100, 200]);
    let middle = mbit(chance, [40, 100, 200, 1000]);
    let last = mbit(chance, [10, 25, 50, 100]);
    let users = i128::from(chance.between(2, 8));
    let megabytes = i128::from(chance.between(1, 50) * 5);
    let through = first.min(last).min(middle / users);
    let file = |rate: i128| megabytes * 8_000_000 * BILLION / rate;
    let rate = |rate: i128| Value::Quantity(rate * BILLION);
    let parts = vec![
        Part::near(
            "throughput",
            text("throughput of each connection", "每个连接的吞吐量"),
            Form::Quantity(Quantity::Rate),
            rate(through),
            5,
        ),
        time_part("time", text("time for the file", "传送文件的时间"), file(through)),
    ];
    let [shown_first, shown_middle, shown_last] = [first, middle, last].map(shown_rate);
    let asks = say!(
        en: "{users} clients, each on a link of {first}, fetch from servers that have {last} each, all at once over one link of {middle} that they share equally. What throughput has each connection, and how long does a file of {file} million octets take?",
        zh: "{users} 个客户各经 {first} 的链路同时从各自的服务器取文件，服务器的链路各为 {last}，中间共用一条 {middle} 的链路并平均分配。每个连接的吞吐量是多少？传送 {file} x 10^6 字节的文件要多久？",
        users = users, first = shown_first, last = shown_last, middle = shown_middle, file = megabytes
    );
    let hints = [
        say!(en: "Nothing goes faster than by the narrowest place on its way.", zh: "再快也快不过路上最窄的一段。"),
        say!(
            en: "The shared link gives each connection 1/{users}. Which of the three is least? A file is 8 bits an octet.",
            zh: "共用链路给每个连接 1/{users}。三者中哪个最小？文件每字节 8 比特。",
            users = users
        ),
        say!(
            en: "least is {through}; {megabits} million bits take {time}",
            zh: "最小的是 {through}；{megabits} x 10^6 比特要 {time}",
            through = shown_rate(through), megabits = megabytes * 8, time = shown(Quantity::Time, file(through))
        ),
    ];
    let answers = |through: i128| vec![("throughput", rate(through)), ("time", time(file(through)))];
    let see = "netlab explain throughput";
    Task::new(asks, parts, hints, see)
        .given("first", &first)
        .given("middle", &middle)
        .given("last", &last)
        .given("users", &users)
        .given("megabytes", &megabytes)
        .mistaken_in(&OWN_LINK, answers(first), see)
        .mistaken_in(&NOT_SHARED, answers(first.min(last).min(middle)), see)
        .mistaken_in(&OCTETS_AS_BITS, vec![("time", time(file(through) / 8))], "netlab explain octet")
}

static FAR_IS_SLOW: Misconception = Misconception::new(
    "distance-alone-tells",
    text(
        "only the distance was looked at; a long message on a slow link takes longer to send than to travel",
        "只看了距离；慢链路上的长报文，发送比传播更费时间",
    ),
);

static FAST_IS_SHORT: Misconception = Misconception::new(
    "rate-alone-tells",
    text(
        "only the rate was looked at; the distance and the length count as much",
        "只看了速率；距离和长度同样重要",
    ),
);

/// Which delay is the greater?
pub static GREATER: Exercise = Exercise::new(
    "delay-greater",
    Kind::Read,
    2,
    text("Which delay is the greater?", "哪种时延更大？"),
    &[&FAR_IS_SLOW, &FAST_IS_SHORT],
    greater,
);

fn greater(chance: &mut Chance) -> Task {
    const KEYS: [&str; 3] = ["first", "second", "third"];
    let (mut parts, mut rows, mut given, mut far, mut fast, mut right) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let options = || -> Vec<Said> {
        vec![text("transmission", "发送时延").into(), text("propagation", "传播时延").into()]
    };
    for key in KEYS {
        let (octets, rate, km) = loop {
            let octets = i128::from(chance.pick([50u32, 1500, 20_000, 1_000_000]));
            let rate = chance.pick([100_000i128, 1_000_000, 100_000_000, 1_000_000_000]);
            let km = chance.pick([1i128, 40, 1000, 8000]);
            let (sent, travel) = (sending(octets * 8, rate), km * 5000);
            // no close calls
            if sent > travel * 2 || travel > sent * 2 {
                break (octets, rate, km);
            }
        };
        let is_travel = km * 5000 > sending(octets * 8, rate);
        let label = say!(
            en: "{octets} octets, {rate}, {km} km", zh: "{octets} 字节，{rate}，{km} km",
            octets = octets, rate = shown_rate(rate), km = km
        );
        parts.push(Part::choice(key, label, options(), usize::from(is_travel)));
        rows.push(vec![
            Cell::same(&octets),
            Cell::same(&shown_rate(rate)),
            Cell::same(&format!("{km} km")),
            Cell::Asked(key),
        ]);
        given.push(format!("{octets},{rate},{km}"));
        far.push((key, Value::Choice(usize::from(km >= 1000))));
        fast.push((key, Value::Choice(usize::from(rate >= 100_000_000))));
        right.push(crate::exercise::answer::letter(usize::from(is_travel)).to_string());
    }
    let asks = say!(
        en: "Messages on three cables in which signals go at 2 x 10^8 m/s. Which takes longer, to send the message or to travel the distance?",
        zh: "三条电缆上的报文，信号传播速率为 2 x 10^8 m/s。发送时延和传播时延哪个更大？"
    );
    let hints = [
        say!(en: "Work out both: bits by rate, metres by speed.", zh: "两者都算：比特数除以速率，米数除以传播速率。"),
        say!(en: "A thousand kilometres take 5 ms; a thousand bits at 1 Mbit/s take 1 ms.", zh: "一千公里要 5 ms；以 1 Mbit/s 发送一千比特要 1 ms。"),
        say!(en: "in order: {right}", zh: "依次为：{right}", right = right.join(" ")),
    ];
    let head = vec![
        text("octets", "字节").into(),
        text("rate", "速率").into(),
        text("distance", "距离").into(),
        text("greater", "较大者").into(),
    ];
    Task::new(asks, parts, hints, "netlab explain delay")
        .given("cables", &given.join(" "))
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&FAR_IS_SLOW, far, "netlab explain delay")
        .mistaken_in(&FAST_IS_SHORT, fast, "netlab explain bandwidth")
}

static WIDTH_IS_SPEED: Misconception = Misconception::new(
    "more-bandwidth-travels-faster",
    text(
        "bandwidth was taken for a speed of travel; it is how many bits go in a second",
        "把带宽当成了传播快慢；它是每秒能发多少比特",
    ),
);

static PING_ONE_WAY: Misconception = Misconception::new(
    "ping-measures-one-way",
    text(
        "the time of ping was taken for one way; it is there and back",
        "把 ping 的时间当成单程；它是往返时间",
    ),
);

/// Claims about delay.
pub static CLAIMS: Exercise = Exercise::new(
    "delay-claims",
    Kind::Refute,
    1,
    text("Is it so? Delay and throughput", "是这样吗？时延与吞吐量"),
    &[&WIDTH_IS_SPEED, &PING_ONE_WAY, &NO_WINDOW, &NO_STORING],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "On a link of 1 Gbit/s a bit arrives sooner than on one of 10 Mbit/s of the same length.",
            "在同样长的链路上，1 Gbit/s 的比特比 10 Mbit/s 的先到。",
        ),
        holds: false,
        misconception: &WIDTH_IS_SPEED,
        idea: text(
            "what does the rate change: how fast a signal goes, or how long a bit lasts?",
            "速率改变的是信号走多快，还是一个比特占多久？",
        ),
        because: text(
            "signals travel alike; the rate says how short each bit is",
            "信号走得一样快；速率只决定每个比特有多短",
        ),
        shown_by: text(
            "delay has two parts: length by rate, and distance by speed",
            "时延有两部分：长度除以速率，距离除以传播速率",
        ),
        not_by: &[
            text("throughput is what arrives in a second", "吞吐量是每秒到达的数据量"),
            text("packets queue where links meet", "分组在链路汇合处排队"),
        ],
        see: "netlab explain delay",
    },
    Claim {
        says: text(
            "ping prints how long a datagram takes to the other host.",
            "ping 显示的是数据报到对方所需的时间。",
        ),
        holds: false,
        misconception: &PING_ONE_WAY,
        idea: text("when does ping stop its clock?", "ping 什么时候停表？"),
        because: text("it waits for the reply: there and back", "它要等到回答：一来一回"),
        shown_by: text(
            "the time is between two frames, request and reply",
            "这段时间介于请求和回答两个帧之间",
        ),
        not_by: &[
            text("both have the same identifier", "两者的标识符相同"),
            text("the reply has type 0", "回答的类型是 0"),
        ],
        see: "netlab frame --summary --sample icmp-echo",
    },
    Claim {
        says: text(
            "On a link of 100 Mbit/s a file always comes at 100 Mbit/s.",
            "在 100 Mbit/s 的链路上，文件总以 100 Mbit/s 传来。",
        ),
        holds: false,
        misconception: &NO_WINDOW,
        idea: text("what else is in the frames, and who else is on the way?", "帧里还有什么？路上还有谁？"),
        because: text(
            "headers, windows, other traffic and slower links leave less",
            "首部、窗口、其他流量和更慢的链路都会使它变小",
        ),
        shown_by: text(
            "throughput is what arrives, bandwidth what could",
            "吞吐量是实际到达的，带宽是最多可能的",
        ),
        not_by: &[
            text("an octet has 8 bits", "一个字节有 8 比特"),
            text("100 Mbit/s are 12.5 million octets a second", "100 Mbit/s 即每秒 12.5 百万字节"),
        ],
        see: "netlab explain throughput",
    },
    Claim {
        says: text(
            "A router that has to take in a whole packet before it sends it on adds delay.",
            "路由器收完整个分组再转发，会增加时延。",
        ),
        holds: true,
        misconception: &NO_STORING,
        idea: text("when does the first bit leave the router?", "第一个比特何时离开路由器？"),
        because: text("each link adds one transmission delay", "每段链路都增加一个发送时延"),
        shown_by: text("packet switching stores each packet before it goes on", "分组交换先存储分组再转发"),
        not_by: &[
            text("a router takes one off the TTL", "路由器把 TTL 减一"),
            text("a router has several interfaces", "路由器有多个接口"),
        ],
        see: "netlab explain packet switching",
    },
];
