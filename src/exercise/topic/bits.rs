//! Exercises: bits on the wire.

use super::ethernet::HEX_AS_DECIMAL;
use crate::chance::Chance;
use crate::exercise::claim::{Claim, refute};
use crate::exercise::{Exercise, Exhibit, Form, Kind, Misconception, Part, Quantity, Task, Value};
use crate::say;
use crate::signal::{Code, Convention, HIGH, LABEL, LOW, Level, rows};
use crate::spec::{Said, text};

/// From easy to hard.
pub static EXERCISES: &[&Exercise] = &[&BASES, &CLAIMS, &ORDER, &RATE, &READ, &ENCODE];

static RIGHT_IS_HIGH: Misconception = Misconception::new(
    "highest-bit-at-the-right",
    text(
        "the bits were written from the lowest; the highest stands at the left",
        "从最低位开始写了；最高位在左边",
    ),
);

static HALVES: Misconception = Misconception::new(
    "hex-digits-swapped",
    text(
        "the two hexadecimal digits changed places: the left one counts sixteens",
        "两个十六进制数字写反了：左边的数字以 16 为单位",
    ),
);

fn bits(octet: u8) -> Value {
    Value::Bits(format!("{octet:08b}"))
}

/// One number in three bases.
pub static BASES: Exercise = Exercise::new(
    "bits-bases",
    Kind::Compute,
    1,
    text("One octet, three notations", "一个字节，三种写法"),
    &[&RIGHT_IS_HIGH, &HALVES, &HEX_AS_DECIMAL],
    bases,
);

fn bases(chance: &mut Chance) -> Task {
    let (octet, other) = (chance.between(20, 250) as u8, chance.between(0x20, 0xfe) as u8);
    let parts = vec![
        Part::new("bits", text("the first in 8 bits", "前者写成 8 位二进制"), Form::Bits, bits(octet)),
        Part::new(
            "hex",
            text("the first in two hexadecimal digits", "前者写成两位十六进制"),
            Form::Octets,
            Value::Octets(vec![octet]),
        ),
        Part::number("decimal", text("the second in decimal", "后者写成十进制"), other),
    ];
    let asks = say!(
        en: "Write {octet} in bits and in hexadecimal, and 0x{other:02x} in decimal.",
        zh: "把 {octet} 写成二进制和十六进制，把 0x{other:02x} 写成十进制。",
        octet = octet, other = other
    );
    let hints = [
        say!(
            en: "The places of an octet are 128, 64, 32, 16, 8, 4, 2, 1; a hexadecimal digit is four of them.",
            zh: "一个字节各位的权是 128、64、32、16、8、4、2、1；一个十六进制数字是其中四位。"
        ),
        say!(
            en: "Take away the greatest place that fits from {octet}, and go on with the rest. A left hexadecimal digit counts sixteens.",
            zh: "从 {octet} 中减去能减的最大的权，再处理余下的。左边的十六进制数字以 16 为单位。",
            octet = octet
        ),
        say!(
            en: "{octet} = {octet:08b} = 0x{octet:02x}; 0x{other:02x} = {high} x 16 + {low} = {other}",
            zh: "结果：{octet} = {octet:08b} = 0x{octet:02x}；0x{other:02x} = {high} x 16 + {low} = {other}",
            octet = octet, other = other, high = other >> 4, low = other & 15
        ),
    ];
    let see = format!("netlab signal --hex {octet:02x}");
    let swapped = |octet: u8| octet.rotate_left(4);
    let task = Task::new(asks, parts, hints, &see)
        .given("octet", &octet)
        .given("other", &format!("{other:02x}"))
        .mistaken_in(&RIGHT_IS_HIGH, vec![("bits", bits(octet.reverse_bits()))], &see)
        .mistaken_in(
            &HALVES,
            vec![
                ("hex", Value::Octets(vec![swapped(octet)])),
                ("decimal", Value::Number(swapped(other).into())),
            ],
            &see,
        );
    // digits that can be read as decimal are
    match format!("{other:x}").parse::<u8>() {
        Ok(read) => task.mistaken_in(&HEX_AS_DECIMAL, vec![("decimal", Value::Number(read.into()))], &see),
        Err(_) => task,
    }
}

static LOW_OCTET_FIRST: Misconception = Misconception::new(
    "number-low-octet-first",
    text(
        "the low octet was put first; network byte order has the high one first",
        "先写了低位字节；网络字节序先高位",
    ),
);

static HIGH_BIT_FIRST: Misconception = Misconception::new(
    "octet-high-bit-first",
    text(
        "the high bit was sent first; Ethernet sends each octet from its lowest bit",
        "先发了高位；以太网从每个字节的最低位发起",
    ),
);

/// From a number to the order of bits.
pub static ORDER: Exercise = Exercise::new(
    "bits-order",
    Kind::Compute,
    2,
    text("In which order do they go?", "按什么次序发送？"),
    &[&LOW_OCTET_FIRST, &HIGH_BIT_FIRST],
    order,
);

fn order(chance: &mut Chance) -> Task {
    let port = chance.between(1025, 65535) as u16;
    let [high, low] = port.to_be_bytes();
    let parts = vec![
        Part::new(
            "octets",
            text("two octets, in hexadecimal", "两个字节（十六进制）"),
            Form::Octets,
            Value::Octets(vec![high, low]),
        ),
        Part::new(
            "bits",
            text("the first 8 bits, in time", "最先发出的 8 个比特（按时间）"),
            Form::Bits,
            bits(high.reverse_bits()),
        ),
    ];
    let asks = say!(
        en: "A header has the port number {port}. Which two octets stand there, in their order, and as which 8 bits does the first of them go out on an Ethernet at 10 Mbit/s, the first to be sent at the left?",
        zh: "首部中有端口号 {port}。那里依次是哪两个字节？其中第一个字节在 10 Mbit/s 以太网上按什么次序发出 8 个比特（最先发出的写在左边）？",
        port = port
    );
    let hints = [
        say!(
            en: "Two orders: octets of a number (RFC 791 appendix B), and bits of an octet on the link (IEEE 802.3 §3.3).",
            zh: "有两种次序：数的各字节（RFC 791 附录 B），字节的各比特在链路上（IEEE 802.3 §3.3）。"
        ),
        say!(
            en: "{port} = {high} x 256 + {low}. The high octet is first; of each octet the lowest bit is.",
            zh: "{port} = {high} x 256 + {low}。高位字节在先；每个字节则最低位在先。",
            port = port, high = high, low = low
        ),
        say!(
            en: "{high:02x} {low:02x}; {high:02x} is {high:08b}, and goes as {sent:08b}",
            zh: "{high:02x} {low:02x}；{high:02x} 是 {high:08b}，发出时为 {sent:08b}",
            high = high, low = low, sent = high.reverse_bits()
        ),
    ];
    let see = format!("netlab signal --hex {high:02x} {low:02x}");
    Task::new(asks, parts, hints, &see)
        .given("port", &port)
        .mistaken_in(
            &LOW_OCTET_FIRST,
            vec![("octets", Value::Octets(vec![low, high])), ("bits", bits(low.reverse_bits()))],
            &see,
        )
        .mistaken_in(&HIGH_BIT_FIRST, vec![("bits", bits(high))], &see)
}

static OTHER_CONVENTION: Misconception = Misconception::new(
    "manchester-the-other-way",
    text(
        "the other convention was read: IEEE 802.3 has 1 as low to high, many textbooks the other way round",
        "按另一种约定读了：IEEE 802.3 规定 1 由低到高，不少教材相反",
    ),
);

static FIRST_IS_HIGHEST: Misconception = Misconception::new(
    "first-bit-is-the-highest",
    text(
        "the first bit was taken for the highest of the octet; Ethernet sends the lowest first",
        "把最先的比特当成字节的最高位；以太网先发最低位",
    ),
);

static HALF_BITS: Misconception = Misconception::new(
    "levels-are-bits",
    text(
        "a level was taken for a bit; in Manchester a bit is a transition between two levels",
        "把电平当成了比特；曼彻斯特编码的比特是两个电平之间的跳变",
    ),
);

/// The rows of a waveform with their names in front.
fn wave(code: Code, levels: &[Level]) -> Exhibit {
    let rows = rows(code, levels, None);
    let line = |name: &str, row: &String| {
        let wide: usize = crate::draw::width(name);
        format!("{name}{}{row}", " ".repeat(LABEL.saturating_sub(wide)))
    };
    let both = |high: &str, low: &str| {
        rows.iter()
            .zip([high, low])
            .map(|(row, name)| line(name, row).trim_end().to_string())
            .collect::<Vec<_>>()
            .join("\n")
    };
    Exhibit::Drawing(Said { en: both(HIGH.en, LOW.en), zh: both(HIGH.zh, LOW.zh) })
}

fn letters(levels: &[Level]) -> String {
    levels.iter().map(|level| level.letter(false)).collect()
}

/// A waveform read.
pub static READ: Exercise = Exercise::new(
    "bits-manchester",
    Kind::Read,
    2,
    text("Read a waveform", "读出波形"),
    &[&OTHER_CONVENTION, &FIRST_IS_HIGHEST, &HALF_BITS],
    read,
);

fn read(chance: &mut Chance) -> Task {
    let octet = chance.between(0x21, 0x7e) as u8;
    let sent: Vec<bool> = (0..8).map(|i| octet >> i & 1 == 1).collect();
    let code = Code::Manchester(Convention::Ieee);
    let levels = code.levels(&sent);
    let in_time = bits(octet.reverse_bits());
    let parts = vec![
        Part::new("bits", text("8 bits, in time", "8 个比特（按时间）"), Form::Bits, in_time),
        Part::new(
            "octet",
            text("the octet, in hexadecimal", "该字节（十六进制）"),
            Form::Octets,
            Value::Octets(vec![octet]),
        ),
    ];
    let asks = say!(
        en: "This is one octet as 10BASE-T sends it: Manchester in the convention of IEEE 802.3, four columns a bit. Which bits are sent, the first at the left, and which octet is it?",
        zh: "这是 10BASE-T 发送的一个字节：曼彻斯特编码，IEEE 802.3 的约定，每比特占四列。依次发送了哪些比特（先发的在左）？是哪个字节？"
    );
    let hints = [
        say!(
            en: "A bit is the transition in the middle of its four columns; there may be one at its border too, which says nothing.",
            zh: "比特由四列正中的跳变表示；交界处也可能有跳变，但没有意义。"
        ),
        say!(
            en: "IEEE 802.3: 1 goes from low to high. The first bit is the lowest of the octet.",
            zh: "IEEE 802.3：1 由低到高。最先的比特是字节的最低位。"
        ),
        say!(
            en: "{sent:08b} in time, so the octet is {octet:08b}, 0x{octet:02x}",
            zh: "按时间为 {sent:08b}，所以字节是 {octet:08b}，即 0x{octet:02x}",
            sent = octet.reverse_bits(), octet = octet
        ),
    ];
    let halves: String =
        levels.iter().take(8).map(|level| if *level == Level::High { '1' } else { '0' }).collect();
    let shown = letters(&levels);
    let see = format!("netlab signal --decode --code manchester {shown}");
    Task::new(asks, parts, hints, &see)
        .given("levels", &shown)
        .shows(wave(code, &levels))
        .mistaken_in(
            &OTHER_CONVENTION,
            vec![("bits", bits(!octet.reverse_bits())), ("octet", Value::Octets(vec![!octet]))],
            &see,
        )
        .mistaken_in(&FIRST_IS_HIGHEST, vec![("octet", Value::Octets(vec![octet.reverse_bits()]))], &see)
        .mistaken_in(&HALF_BITS, vec![("bits", Value::Bits(halves))], &see)
}

static AS_NRZ: Misconception = Misconception::new(
    "nrzi-level-is-the-bit",
    text(
        "the level was taken for the bit, as in NRZ; in NRZI a 1 changes the level",
        "像 NRZ 那样用电平表示比特；NRZI 遇 1 翻转电平",
    ),
);

static ZERO_CHANGES: Misconception = Misconception::new(
    "nrzi-zero-changes",
    text(
        "0 changed the level, as on USB; in the NRZI of Ethernet 1 does",
        "像 USB 那样遇 0 翻转；以太网的 NRZI 遇 1 翻转",
    ),
);

/// Bits as levels.
pub static ENCODE: Exercise = Exercise::new(
    "bits-nrzi",
    Kind::Trace,
    2,
    text("Draw the levels of NRZI", "画出 NRZI 的电平"),
    &[&AS_NRZ, &ZERO_CHANGES],
    encode,
);

fn encode(chance: &mut Chance) -> Task {
    let octet = chance.between(0x11, 0xee) as u8;
    let sent: Vec<bool> = (0..8).map(|i| octet >> i & 1 == 1).collect();
    let turned: Vec<bool> = sent.iter().map(|bit| !bit).collect();
    let levels = Code::Nrzi.levels(&sent);
    let changes = sent.iter().filter(|bit| **bit).count();
    let word = |levels: &[Level]| Value::Text(letters(levels).to_lowercase());
    let in_time = format!("{:08b}", octet.reverse_bits());
    let parts = vec![
        Part::new("levels", text("8 levels, as HHLH...", "8 个电平，如 HHLH……"), Form::Word, word(&levels)),
        Part::number("changes", text("how often the level changes", "电平翻转次数"), changes as i128),
    ];
    let asks = say!(
        en: "The bits {bits} are sent in NRZI as Ethernet has it, the left one first; the level before is low. Which level has each bit, H or L, and how often does the level change?",
        zh: "比特 {bits} 用以太网的 NRZI 发送（左边先发），之前的电平为低。每个比特的电平是 H 还是 L？电平翻转几次？",
        bits = in_time
    );
    let hints = [
        say!(en: "In NRZI the level itself says nothing; that it changes, or does not, is the bit.", zh: "NRZI 的电平本身没有意义；变与不变才是比特。"),
        say!(en: "IEEE 802.3 §24: a 1 changes the level where the bit begins, a 0 leaves it. Begin with L.", zh: "IEEE 802.3 §24：1 在比特开始处翻转，0 不变。从 L 开始。"),
        say!(
            en: "{levels}, {changes} changes: one for each 1",
            zh: "{levels}，翻转 {changes} 次：每个 1 一次",
            levels = letters(&levels), changes = changes
        ),
    ];
    let see = format!("netlab signal --hex {octet:02x} --code nrzi");
    let number = |number: usize| Value::Number(number as i128);
    let nrz_changes =
        sent.iter().fold((false, 0), |(before, count), bit| (*bit, count + usize::from(*bit != before))).1;
    Task::new(asks, parts, hints, &see)
        .given("bits", &in_time)
        .mistaken_in(
            &AS_NRZ,
            vec![("levels", word(&Code::Nrz.levels(&sent))), ("changes", number(nrz_changes))],
            &see,
        )
        .mistaken_in(
            &ZERO_CHANGES,
            vec![("levels", word(&Code::Nrzi.levels(&turned))), ("changes", number(8 - changes))],
            &see,
        )
}

static BAUD_IS_BITS: Misconception = Misconception::new(
    "baud-is-bits-a-second",
    text(
        "symbols were taken for bits; one of M levels carries log2 M bits",
        "把码元当成了比特；M 种电平的码元携带 log2 M 个比特",
    ),
);

static LEVELS_ARE_BITS: Misconception = Misconception::new(
    "levels-multiply-the-rate",
    text(
        "the rate was multiplied by the number of levels; 4 levels carry 2 bits, 8 carry 3",
        "用电平数去乘；4 种电平只携带 2 比特，8 种携带 3 比特",
    ),
);

/// Symbols and bits.
pub static RATE: Exercise = Exercise::new(
    "bits-rate",
    Kind::Compute,
    2,
    text("Symbols and bits a second", "码元速率与比特率"),
    &[&BAUD_IS_BITS, &LEVELS_ARE_BITS],
    rate,
);

fn rate(chance: &mut Chance) -> Task {
    let bits_each = chance.between(2, 6) as u32;
    let levels = 1i128 << bits_each;
    let baud = i128::from(chance.pick([1200u32, 2400, 20_000, 50_000, 125_000, 2_000_000, 125_000_000]));
    let rate = |each: i128| Value::Quantity(baud * each * 1_000_000_000);
    let right = rate(bits_each.into());
    let form = Form::Quantity(Quantity::Rate);
    let shown = form.show(&right, crate::spec::Lang::En);
    let parts = vec![
        Part::number("each", text("bits a symbol", "每码元的比特数"), bits_each),
        Part::new("rate", text("bit rate, with its unit", "比特率（带单位）"), form, right),
    ];
    let asks = say!(
        en: "A line carries {baud} symbols a second (baud), each one of {levels} levels. How many bits has a symbol, and what is the bit rate?",
        zh: "一条线路每秒传送 {baud} 个码元（波特），每个码元有 {levels} 种电平。每个码元携带多少比特？比特率是多少？",
        baud = baud, levels = levels
    );
    let hints = [
        say!(en: "n bits can say 2^n different things.", zh: "n 个比特可以表示 2^n 种不同状态。"),
        say!(en: "Find n with 2^n = {levels}; each symbol carries that many bits.", zh: "求满足 2^n = {levels} 的 n；每个码元携带这么多比特。", levels = levels),
        say!(
            en: "2^{each} = {levels}; {baud} x {each} = {shown}",
            zh: "2^{each} = {levels}；比特率 {baud} x {each} = {shown}",
            each = bits_each, levels = levels, baud = baud, shown = shown
        ),
    ];
    let see = "netlab signal --code mlt3 --hex 48";
    Task::new(asks, parts, hints, see)
        .given("baud", &baud)
        .given("levels", &levels)
        .mistaken_in(&BAUD_IS_BITS, vec![("each", Value::Number(1)), ("rate", rate(1))], see)
        .mistaken_in(&LEVELS_ARE_BITS, vec![("each", Value::Number(levels)), ("rate", rate(levels))], see)
}

static NRZ_HAS_A_CLOCK: Misconception = Misconception::new(
    "nrz-clocks-itself",
    text(
        "NRZ was taken to keep the receiver's clock; in a run of like bits nothing changes",
        "以为 NRZ 能自带时钟；连续相同的比特没有跳变",
    ),
);

static HIGH_IS_ONE: Misconception = Misconception::new(
    "high-is-always-one",
    text(
        "a high level was taken for 1 on every wire; most line codes say it otherwise",
        "以为高电平总是 1；多数线路编码并非如此",
    ),
);

/// Claims about bits on the wire.
pub static CLAIMS: Exercise = Exercise::new(
    "bits-claims",
    Kind::Refute,
    1,
    text("Is it so? Bits on the wire", "是这样吗？线路上的比特"),
    &[&NRZ_HAS_A_CLOCK, &HIGH_IS_ONE, &HIGH_BIT_FIRST, &BAUD_IS_BITS],
    |chance| refute(chance, ABOUT),
);

static ABOUT: &[Claim] = &[
    Claim {
        says: text(
            "In NRZ the receiver finds the borders of the bits in any data.",
            "用 NRZ 时，无论什么数据接收方都能找到比特的边界。",
        ),
        holds: false,
        misconception: &NRZ_HAS_A_CLOCK,
        idea: text("how do eight zeros look?", "八个 0 是什么样子？"),
        because: text(
            "where no level changes there is nothing to keep time by",
            "电平不变时没有可供对时的东西",
        ),
        shown_by: text("octet 00 has no transition for eight bits", "字节 00 的八个比特里没有跳变"),
        not_by: &[
            text("octet 55 has a transition at every bit", "字节 55 的每个比特都有跳变"),
            text("each octet is sent lowest bit first", "每个字节先发最低位"),
        ],
        see: "netlab signal --code nrz --hex 00 ff",
    },
    Claim {
        says: text(
            "On an Ethernet cable a high voltage is a 1 and a low one a 0.",
            "以太网电缆上高电压是 1，低电压是 0。",
        ),
        holds: false,
        misconception: &HIGH_IS_ONE,
        idea: text("in Manchester, how do a 1 and a 0 differ?", "曼彻斯特编码中 1 和 0 有什么不同？"),
        because: text(
            "in Manchester each bit is high for half of its time, 1 and 0 alike (IEEE 802.3 §7.3.1.1)",
            "曼彻斯特编码中 1 和 0 都有一半时间为高（IEEE 802.3 §7.3.1.1）",
        ),
        shown_by: text("octets 00 and ff are high half of the time both", "字节 00 和 ff 都有一半时间为高"),
        not_by: &[
            text("10BASE-T has 10 million bits a second", "10BASE-T 每秒一千万比特"),
            text("each bit has a transition in its middle", "每个比特中间有跳变"),
        ],
        see: "netlab signal --code manchester --hex 00 ff",
    },
    Claim {
        says: text("Ethernet sends the highest bit of each octet first.", "以太网先发送每个字节的最高位。"),
        holds: false,
        misconception: &HIGH_BIT_FIRST,
        idea: text("which bit of 01 goes out first?", "01 的哪一位先发出？"),
        because: text(
            "each octet goes least significant bit first (IEEE 802.3 §3.3)",
            "每个字节先发最低位（IEEE 802.3 §3.3）",
        ),
        shown_by: text("octet 01 goes out as 1, then seven zeros", "字节 01 发出时先是 1，然后七个 0"),
        not_by: &[
            text("octet 01 is 00000001 in bits", "字节 01 写成二进制是 00000001"),
            text("a number of 16 bits goes high octet first", "16 位的数先发高位字节"),
        ],
        see: "netlab signal --code nrz --hex 01",
    },
    Claim {
        says: text(
            "The signal of 10 Mbit/s in Manchester may change 20 million times a second.",
            "10 Mbit/s 的曼彻斯特信号每秒最多可跳变两千万次。",
        ),
        holds: true,
        misconception: &BAUD_IS_BITS,
        idea: text("how many levels are there in one bit?", "一个比特里有几个电平？"),
        because: text(
            "a bit is two levels, so there are twice as many as bits",
            "一个比特是两个电平，所以电平数是比特数的两倍",
        ),
        shown_by: text(
            "like bits have a transition in the middle and one between them",
            "相同的比特之间也有跳变，加上中间的跳变",
        ),
        not_by: &[
            text("octets go lowest bit first", "字节先发最低位"),
            text("the levels are called high and low", "电平分高和低"),
        ],
        see: "netlab signal --code manchester --hex ff",
    },
];
