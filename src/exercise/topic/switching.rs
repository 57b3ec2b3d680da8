//! Exercises: hubs, switches and the two kinds of domain.

mod domains;

use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::draws::listed;
use crate::exercise::{Cell, Exercise, Exhibit, Form, Kind, Misconception, Part, Task, Value};
use crate::say;
use crate::spec::{Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] =
    &[&HUB, &TABLE, &domains::COUNT, &FORWARD, &CLAIMS, &domains::VLAN, &domains::AGEING];

pub(super) static LEARNS_DESTINATION: Misconception = Misconception::new(
    "switch-learns-the-destination",
    text(
        "the switch was taken to learn from the destination; it learns where the source is",
        "以为交换机按目的地址学习；它学的是源地址所在的端口",
    ),
);

static KNOWS_ALL: Misconception = Misconception::new(
    "switch-knows-all-from-the-start",
    text(
        "the switch was taken to know every host from the start; it knows those that have sent",
        "以为交换机一开始就知道所有主机；它只知道发送过帧的主机",
    ),
);

static UNKNOWN_DROPPED: Misconception = Misconception::new(
    "unknown-is-dropped",
    text(
        "a frame to an unknown address was dropped; it is sent out of all other ports",
        "丢弃了目的地址未知的帧；应从其他所有端口发出",
    ),
);

static LIKE_A_HUB: Misconception = Misconception::new(
    "switch-repeats-like-a-hub",
    text(
        "every frame was sent out of all ports, as by a hub; a known address has one port",
        "像集线器那样把每个帧发往所有端口；已知的地址只对应一个端口",
    ),
);

const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];
/// Where they are: A and B share port 1 by way of a hub.
const PORTS: [usize; 5] = [1, 1, 2, 3, 4];

/// So many frames between the hosts: from whom, to whom.
fn frames(chance: &mut Chance, count: usize) -> Vec<(usize, usize)> {
    let pair = |chance: &mut Chance| <[usize; 2]>::try_from(chance.some(2, NAMES.len())).unwrap_or([0, 1]);
    (0..count).map(|_| pair(chance)).map(|[from, to]| (from, to)).collect()
}

fn shown(frames: &[(usize, usize)]) -> String {
    frames.iter().map(|(from, to)| format!("{}{}", NAMES[*from], NAMES[*to])).collect::<Vec<_>>().join(" ")
}

fn wiring() -> Exhibit {
    Exhibit::Drawing(Said {
        en: [
            "A --+",
            "    +-- hub --- port 1 +--------+ port 3 --- D",
            "B --+                  | switch |",
            "C ------------- port 2 +--------+ port 4 --- E",
        ]
        .join("\n"),
        zh: [
            "A --+",
            "    +-- 集线器 --- 端口 1 +--------+ 端口 3 --- D",
            "B --+                     | 交换机 |",
            "C ---------------- 端口 2 +--------+ 端口 4 --- E",
        ]
        .join("\n"),
    })
}

/// The MAC table after some frames.
pub static TABLE: Exercise = Exercise::new(
    "switching-table",
    Kind::Trace,
    1,
    text("The MAC table after some frames", "若干帧之后的 MAC 地址表"),
    &[&LEARNS_DESTINATION, &KNOWS_ALL],
    table,
);

const KEYS: [&str; 5] = ["a", "b", "c", "d", "e"];

fn table(chance: &mut Chance) -> Task {
    let frames = frames(chance, 4);
    let port = |host: usize, known: bool| if known { PORTS[host] as i128 } else { 0 };
    let sent = |host: usize| frames.iter().any(|(from, _)| *from == host);
    let received = |host: usize| frames.iter().any(|(_, to)| *to == host);
    let label = |host: usize| say!(en: "{name} at port", zh: "{name} 的端口", name = NAMES[host]);
    let parts =
        KEYS.into_iter().enumerate().map(|(i, key)| Part::number(key, label(i), port(i, sent(i)))).collect();
    let asks = say!(
        en: "The switch has just been turned on; then these frames are sent. Which port has each host in its MAC table? Write 0 where there is no entry.",
        zh: "交换机刚启动，随后依次发送下列帧。MAC 地址表中各主机对应哪个端口？没有表项写 0。"
    );
    let known: Vec<&str> = (0..NAMES.len()).filter(|i| sent(*i)).map(|i| NAMES[i]).collect();
    let hints = [
        say!(
            en: "From each frame the switch learns one thing: where it came in (IEEE 802.1Q §8.7).",
            zh: "交换机从每个帧只学到一件事：它从哪里进来（IEEE 802.1Q §8.7）。"
        ),
        say!(
            en: "Look at the sources alone. What a hub repeats comes in at the hub's port.",
            zh: "只看源地址。经集线器转发来的帧从集线器所在的端口进来。"
        ),
        say!(
            en: "{known} have sent, and have entries; the others have none.",
            zh: "{known} 发送过，有表项；其余没有。",
            known = known.join(", ")
        ),
    ];
    let answers = |of: &dyn Fn(usize) -> bool| {
        KEYS.into_iter().enumerate().map(|(i, key)| (key, Value::Number(port(i, of(i))))).collect()
    };
    let rows = frames
        .iter()
        .enumerate()
        .map(|(i, (from, to))| vec![Cell::same(&(i + 1)), Cell::same(NAMES[*from]), Cell::same(NAMES[*to])])
        .collect();
    let head =
        vec![text("frame", "帧").into(), text("source", "源").into(), text("destination", "目的").into()];
    Task::new(asks, parts, hints, "netlab explain self-learning")
        .given("frames", &shown(&frames))
        .shows(wiring())
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&LEARNS_DESTINATION, answers(&received), "netlab explain self-learning")
        .mistaken_in(&KNOWS_ALL, answers(&|_| true), "netlab explain MAC address table")
}

/// Where a switch sends each frame.
pub static FORWARD: Exercise = Exercise::new(
    "switching-forward",
    Kind::Trace,
    2,
    text("Out of which ports?", "从哪些端口发出？"),
    &[&UNKNOWN_DROPPED, &LIKE_A_HUB, &LEARNS_DESTINATION],
    forward,
);

/// The ports that each frame leaves by; 0 alone where it leaves by none.
fn leaves(frames: &[(usize, usize)], learns_source: bool, floods: bool) -> Vec<Vec<usize>> {
    let mut known = [false; 5];
    let mut step = |(from, to): &(usize, usize)| {
        known[if learns_source { *from } else { *to }] = true;
        let others: Vec<usize> = (1..=4).filter(|port| *port != PORTS[*from]).collect();
        match (known[*to], PORTS[*from] == PORTS[*to]) {
            (true, true) => vec![0],
            (true, false) => vec![PORTS[*to]],
            (false, _) if floods => others,
            (false, _) => vec![0],
        }
    };
    frames.iter().map(&mut step).collect()
}

fn forward(chance: &mut Chance) -> Task {
    let frames = frames(chance, 5);
    let value =
        |ports: &Vec<usize>| Value::List(ports.iter().map(|port| Value::Number(*port as i128)).collect());
    let right = leaves(&frames, true, true);
    const ROWS: [&str; 5] = ["f1", "f2", "f3", "f4", "f5"];
    let form = || Form::Set(Box::new(Form::Number));
    let label = |i: usize| say!(en: "frame {i} leaves by", zh: "第 {i} 帧发往端口", i = i + 1);
    let parts = ROWS
        .into_iter()
        .zip(&right)
        .enumerate()
        .map(|(i, (key, ports))| Part::new(key, label(i), form(), value(ports)))
        .collect();
    let asks = say!(
        en: "The switch has just been turned on; then these frames are sent. Out of which ports does it send each? Write all numbers with commas between, 0 for none.",
        zh: "交换机刚启动，随后依次发送下列帧。它把每个帧从哪些端口发出？写出全部端口号，用逗号隔开；都不发写 0。"
    );
    let hints = [
        say!(
            en: "Each frame is used twice: its source to learn, its destination to decide.",
            zh: "每个帧用两次：源地址用来学习，目的地址用来决定。"
        ),
        say!(
            en: "A known destination: its port alone, and none if the frame came from there. An unknown one: all ports but that it came from.",
            zh: "目的地址已知：只发往该端口，若帧正来自该端口则不发。未知：发往除来源以外的所有端口。"
        ),
        say!(
            en: "in order: {ports}",
            zh: "依次为：{ports}",
            ports = right.iter().map(|ports| listed(ports, ",")).collect::<Vec<_>>().join("; ")
        ),
    ];
    let hub: Vec<Vec<usize>> =
        frames.iter().map(|(from, _)| (1..=4).filter(|port| *port != PORTS[*from]).collect()).collect();
    let answers =
        |all: Vec<Vec<usize>>| ROWS.into_iter().zip(&all).map(|(key, ports)| (key, value(ports))).collect();
    let rows = ROWS
        .into_iter()
        .zip(&frames)
        .map(|(key, (from, to))| vec![Cell::same(NAMES[*from]), Cell::same(NAMES[*to]), Cell::Asked(key)])
        .collect();
    let head =
        vec![text("source", "源").into(), text("destination", "目的").into(), text("ports", "端口").into()];
    Task::new(asks, parts, hints, "netlab explain flooding")
        .given("frames", &shown(&frames))
        .shows(wiring())
        .shows(Exhibit::Table { head, rows })
        .mistaken_in(&UNKNOWN_DROPPED, answers(leaves(&frames, true, false)), "netlab explain flooding")
        .mistaken_in(
            &LEARNS_DESTINATION,
            answers(leaves(&frames, false, true)),
            "netlab explain self-learning",
        )
        .mistaken_in(&LIKE_A_HUB, answers(hub), "netlab explain switch")
}

static HUB_SELECTS: Misconception = Misconception::new(
    "hub-sends-to-one",
    text(
        "the hub was taken to send to the destination alone; it repeats every bit to all",
        "以为集线器只发给目的主机；它把每个比特转发给所有主机",
    ),
);

static SWITCH_DELIVERS_ALL: Misconception = Misconception::new(
    "hearing-is-taking",
    text(
        "who hears a frame was taken to take it in; an adapter drops frames for others",
        "以为听到帧就会接收；适配器丢弃给别人的帧",
    ),
);

/// Who hears a frame, and who takes it in.
pub static HUB: Exercise = Exercise::new(
    "switching-hub",
    Kind::Trace,
    1,
    text("Who hears it on a hub, on a switch?", "接在集线器或交换机上，谁收到？"),
    &[&HUB_SELECTS, &LIKE_A_HUB, &SWITCH_DELIVERS_ALL],
    hub,
);

fn hub(chance: &mut Chance) -> Task {
    let [from, to] = <[usize; 2]>::try_from(chance.some(2, NAMES.len())).unwrap_or([0, 1]);
    let is_broadcast = chance.below(3) == 0;
    let all: Vec<usize> = (0..NAMES.len()).filter(|host| *host != from).collect();
    let one = if is_broadcast { all.clone() } else { vec![to] };
    let options = || -> Vec<Said> {
        NAMES.iter().map(|name| say!(en: "host {name}", zh: "主机 {name}", name = name)).collect()
    };
    let parts = vec![
        Part::ticks("hub", text("on a hub it reaches", "用集线器时到达"), options(), all.clone()),
        Part::ticks("switch", text("on a switch it reaches", "用交换机时到达"), options(), one.clone()),
        Part::ticks("taken", text("taken in on the hub by", "用集线器时接收它的是"), options(), one.clone()),
    ];
    let to_name = if is_broadcast { "ff:ff:ff:ff:ff:ff" } else { NAMES[to] };
    let asks = say!(
        en: "Hosts A to E, one a port. {from} sends a frame to {to}. Which hosts does it reach if they are connected by a hub, which by a switch that knows them all, and which take it in on the hub? All letters.",
        zh: "主机 A 到 E 各接一个端口。{from} 发送一个目的地址为 {to} 的帧。若用集线器连接，它到达哪些主机？若用已学到所有主机的交换机连接呢？用集线器时哪些主机接收它？写出全部字母。",
        from = NAMES[from], to = to_name
    );
    let names = |hosts: &[usize]| hosts.iter().map(|host| NAMES[*host]).collect::<Vec<_>>().join(" ");
    let hints = [
        say!(
            en: "A hub knows bits and no addresses; a switch reads the destination; an adapter too.",
            zh: "集线器只认比特，不认地址；交换机看目的地址；适配器也看。"
        ),
        say!(
            en: "A hub repeats to all other ports. Is {to} the address of one, or of everybody?",
            zh: "集线器转发到其他所有端口。{to} 是一台主机的地址，还是所有主机的？",
            to = to_name
        ),
        say!(
            en: "hub: {all}; switch: {one}; taken in by {one}",
            zh: "集线器：{all}；交换机：{one}；接收：{one}",
            all = names(&all), one = names(&one)
        ),
    ];
    let wrong_taken = if is_broadcast { vec![to] } else { all.clone() };
    Task::new(asks, parts, hints, "netlab explain hub")
        .given("from", NAMES[from])
        .given("to", to_name)
        .mistaken_in(&HUB_SELECTS, vec![("hub", Value::Choices(vec![to]))], "netlab explain hub")
        .mistaken_in(&LIKE_A_HUB, vec![("switch", Value::Choices(all.clone()))], "netlab explain switch")
        .mistaken_in(
            &SWITCH_DELIVERS_ALL,
            vec![("taken", Value::Choices(wrong_taken))],
            "netlab explain promiscuous mode",
        )
}

static NEEDS_IP: Misconception = Misconception::new(
    "switch-forwards-by-ip",
    text(
        "the switch was taken to need or to read IP addresses; it reads MAC addresses",
        "以为交换机需要或查看 IP 地址；它看的是 MAC 地址",
    ),
);

static STORM_BY_TALK: Misconception = Misconception::new(
    "storm-comes-from-much-broadcasting",
    text(
        "a storm was put down to many broadcasts; it needs a loop, in which frames go round for ever",
        "以为广播多就成广播风暴；要有环路，帧在其中不停地转",
    ),
);

pub(super) static PORT_IS_DOMAIN: Misconception = Misconception::new(
    "each-port-a-broadcast-domain",
    text(
        "each switch port was taken for a broadcast domain; it is a collision domain",
        "以为交换机的每个端口是一个广播域；它是一个碰撞域",
    ),
);

/// Claims about hubs and switches.
pub static CLAIMS: Exercise = Exercise::new(
    "switching-claims",
    Kind::Refute,
    1,
    text("Is it so? Hubs and switches", "是这样吗？集线器与交换机"),
    &[&LEARNS_DESTINATION, &UNKNOWN_DROPPED, &NEEDS_IP, &STORM_BY_TALK, &PORT_IS_DOMAIN],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "A switch writes down the destination of a frame and the port it sends it to.",
            "交换机记下帧的目的地址和发出的端口。",
        ),
        holds: false,
        misconception: &LEARNS_DESTINATION,
        idea: text(
            "how would it know the port of an address it has never heard from?",
            "从没听到过的地址，它怎么知道在哪个端口？",
        ),
        because: text(
            "it writes down the source and the port of arrival (IEEE 802.1Q §8.7)",
            "它记下源地址和进来的端口（IEEE 802.1Q §8.7）",
        ),
        shown_by: text(
            "self-learning: which address sends from which port",
            "自学习：哪个地址从哪个端口发送",
        ),
        not_by: &[
            text("flooding: out of all ports but one", "泛洪：从除一个以外的所有端口发出"),
            text("ageing: an entry is forgotten", "老化：表项被删除"),
        ],
        see: "netlab explain self-learning",
    },
    Claim {
        says: text(
            "A switch drops a frame whose destination is not in its table.",
            "目的地址不在表中时，交换机丢弃该帧。",
        ),
        holds: false,
        misconception: &UNKNOWN_DROPPED,
        idea: text("how does the first frame of all reach anybody?", "最早的那个帧怎样到达对方？"),
        because: text(
            "it is sent out of all other ports (IEEE 802.1Q §8.6)",
            "它从其他所有端口发出（IEEE 802.1Q §8.6）",
        ),
        shown_by: text("flooding: what is unknown goes everywhere", "泛洪：未知的发往各处"),
        not_by: &[
            text("ageing: entries are forgotten after a while", "老化：过一段时间表项被删除"),
            text("a switch reads the destination of a frame", "交换机查看帧的目的地址"),
        ],
        see: "netlab explain flooding",
    },
    Claim {
        says: text("A switch needs an IP address to forward frames.", "交换机要有 IP 地址才能转发帧。"),
        holds: false,
        misconception: &NEEDS_IP,
        idea: text("which addresses are in a frame without IP?", "不含 IP 的帧里有哪些地址？"),
        because: text(
            "it reads MAC addresses; an IP address is for managing it",
            "它看 MAC 地址；IP 地址只用于管理它",
        ),
        shown_by: text(
            "switches forward frames that have no IP in them, as this one",
            "交换机也转发不含 IP 的帧，如这个帧",
        ),
        not_by: &[
            text("a switch has a MAC table", "交换机有 MAC 地址表"),
            text("a router has an IP address at each interface", "路由器每个接口有一个 IP 地址"),
        ],
        see: "netlab frame --layers --sample rstp",
    },
    Claim {
        says: text("Many ARP requests at once are a broadcast storm.", "同时有很多 ARP 请求就是广播风暴。"),
        holds: false,
        misconception: &STORM_BY_TALK,
        idea: text("what makes one broadcast frame come back again and again?", "什么使一个广播帧一再回来？"),
        because: text(
            "a storm is frames that go round in a loop; spanning tree takes loops away (IEEE 802.1Q)",
            "风暴是帧在环路中打转；生成树消除环路（IEEE 802.1Q）",
        ),
        shown_by: text(
            "a frame has no field that counts down, so that in a loop it never ends",
            "帧没有递减的字段，在环路中永不消失",
        ),
        not_by: &[
            text("an ARP request goes to ff:ff:ff:ff:ff:ff", "ARP 请求发往 ff:ff:ff:ff:ff:ff"),
            text("a broadcast reaches all ports", "广播到达所有端口"),
        ],
        see: "netlab explain broadcast storm",
    },
    Claim {
        says: text(
            "A broadcast leaves a switch by all other ports: they are one broadcast domain.",
            "广播从交换机的其他所有端口发出：它们同属一个广播域。",
        ),
        holds: true,
        misconception: &PORT_IS_DOMAIN,
        idea: text("who hears an ARP request?", "谁能听到 ARP 请求？"),
        because: text(
            "only a router, or a VLAN, ends a broadcast domain",
            "只有路由器或 VLAN 才能隔开广播域",
        ),
        shown_by: text(
            "a broadcast domain is all that a broadcast frame reaches",
            "广播域是广播帧所能到达的范围",
        ),
        not_by: &[
            text("a collision domain is where frames can collide", "碰撞域是帧可能碰撞的范围"),
            text("a switch has a table of addresses", "交换机有地址表"),
        ],
        see: "netlab explain broadcast domain",
    },
];
