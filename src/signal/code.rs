//! The line codes.

use crate::spec::{Source, Text, text};

/// What is on the line for a bit or for half of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The lower of two levels, and the lowest of three.
    Low,
    /// The middle one of three.
    Zero,
    /// The highest.
    High,
}

/// Which way Manchester turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// IEEE 802.3: 1 goes from low to high.
    Ieee,
    /// G. E. Thomas, and most textbooks: 1 goes from high to low.
    Thomas,
}

/// A line code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Non-return-to-zero: the level is the bit.
    Nrz,
    /// Non-return-to-zero inverted: a 1 changes the level.
    Nrzi,
    /// A transition in the middle of every bit.
    Manchester(Convention),
    /// Three levels, on the code groups of 4B/5B.
    Mlt3,
}

impl Level {
    /// 1, 0 or -1.
    pub fn number(self) -> i8 {
        match self {
            Level::Low => -1,
            Level::Zero => 0,
            Level::High => 1,
        }
    }

    /// `H` and `L` where there are two levels, `+`, `0` and `-` where there are three.
    pub fn letter(self, three: bool) -> char {
        match (self, three) {
            (Level::High, false) => 'H',
            (Level::Low, false) => 'L',
            (Level::High, true) => '+',
            (Level::Low, true) => '-',
            (Level::Zero, _) => '0',
        }
    }

    /// The other of two levels.
    fn turned(self) -> Level {
        match self {
            Level::Low => Level::High,
            Level::Zero => Level::Zero,
            Level::High => Level::Low,
        }
    }
}

impl Code {
    /// All codes, each convention as a code of its own.
    pub const ALL: [Code; 5] = [
        Code::Nrz,
        Code::Nrzi,
        Code::Manchester(Convention::Ieee),
        Code::Manchester(Convention::Thomas),
        Code::Mlt3,
    ];

    /// How it is typed.
    pub fn key(self) -> &'static str {
        match self {
            Code::Nrz => "nrz",
            Code::Nrzi => "nrzi",
            Code::Manchester(_) => "manchester",
            Code::Mlt3 => "mlt3",
        }
    }

    /// How its convention is typed, where there is more than one.
    pub fn convention(self) -> Option<&'static str> {
        match self {
            Code::Manchester(Convention::Ieee) => Some("ieee"),
            Code::Manchester(Convention::Thomas) => Some("thomas"),
            _ => None,
        }
    }

    /// The code with that key and, if one is named, that convention.
    pub fn named(key: &str, convention: Option<&str>) -> Option<Code> {
        let fits = |code: &&Code| convention.is_none() || code.convention() == convention;
        Code::ALL.iter().filter(|code| code.key() == key).find(fits).copied()
    }

    /// Manchester in the other convention.
    pub fn other(self) -> Option<Code> {
        match self {
            Code::Manchester(Convention::Ieee) => Some(Code::Manchester(Convention::Thomas)),
            Code::Manchester(Convention::Thomas) => Some(Code::Manchester(Convention::Ieee)),
            _ => None,
        }
    }

    /// Whether it is sent in the code groups of 4B/5B; such a code has three levels.
    pub fn is_grouped(self) -> bool {
        self == Code::Mlt3
    }

    /// How many levels make a bit.
    pub fn samples(self) -> usize {
        match self {
            Code::Manchester(_) => 2,
            _ => 1,
        }
    }

    /// The level before the first bit, where the first bit depends on it.
    pub fn before(self) -> Option<Level> {
        match self {
            Code::Nrz | Code::Manchester(_) => None,
            Code::Nrzi => Some(Level::Low),
            Code::Mlt3 => Some(Level::Zero),
        }
    }

    /// The two halves of a Manchester bit begin with this level.
    pub(super) fn first_half(convention: Convention, bit: bool) -> Level {
        match (convention, bit) {
            (Convention::Ieee, true) | (Convention::Thomas, false) => Level::Low,
            (Convention::Ieee, false) | (Convention::Thomas, true) => Level::High,
        }
    }

    /// The levels of bits.
    pub fn levels(self, bits: &[bool]) -> Vec<Level> {
        let of_bit = |bit: bool| if bit { Level::High } else { Level::Low };
        match self {
            Code::Nrz => bits.iter().map(|bit| of_bit(*bit)).collect(),
            Code::Nrzi => {
                let mut level = Level::Low;
                let step = |bit: &bool| {
                    level = if *bit { level.turned() } else { level };
                    level
                };
                bits.iter().map(step).collect()
            }
            Code::Manchester(convention) => bits
                .iter()
                .flat_map(|bit| {
                    let first = Code::first_half(convention, *bit);
                    [first, first.turned()]
                })
                .collect(),
            Code::Mlt3 => {
                let mut place = 0;
                let step = |bit: &bool| {
                    place = (place + usize::from(*bit)) % ROUND.len();
                    ROUND.get(place).copied().unwrap_or(Level::Zero)
                };
                bits.iter().map(step).collect()
            }
        }
    }

    /// Its name.
    pub fn name(self) -> Text {
        match self {
            Code::Nrz => text("NRZ, non-return-to-zero", "不归零制 NRZ"),
            Code::Nrzi => text("NRZI, non-return-to-zero inverted", "不归零反转制 NRZI"),
            Code::Manchester(Convention::Ieee) => {
                text("Manchester, IEEE 802.3 convention", "曼彻斯特编码，IEEE 802.3 约定")
            }
            Code::Manchester(Convention::Thomas) => {
                text("Manchester, G. E. Thomas convention", "曼彻斯特编码，G. E. Thomas 约定")
            }
            Code::Mlt3 => text("MLT-3 with 4B/5B", "MLT-3 三电平编码，配合 4B/5B"),
        }
    }

    /// How a bit becomes a level.
    pub fn rule(self) -> Text {
        match self {
            Code::Nrz => {
                text("1 is high and 0 is low for the whole bit", "整个比特期间，1 为高电平，0 为低电平")
            }
            Code::Nrzi => text(
                "1 changes the level where the bit begins, 0 leaves it; it is low before the first bit",
                "1 在比特开始处使电平跳变，0 保持电平不变；第一个比特之前为低电平",
            ),
            Code::Manchester(Convention::Ieee) => text(
                "in the middle of the bit, 1 goes from low to high and 0 from high to low",
                "在比特的正中间，1 向上跳变（低到高），0 向下跳变（高到低）",
            ),
            Code::Manchester(Convention::Thomas) => text(
                "in the middle of the bit, 1 goes from high to low and 0 from low to high",
                "在比特的正中间，1 向下跳变（高到低），0 向上跳变（低到高）",
            ),
            Code::Mlt3 => text(
                "four bits become a code group of five; in it, 1 goes on to the next level of 0 + 0 - and 0 stays; \
                 it is 0 before the first bit",
                "4 个比特先变成 5 个比特的码组；其中 1 按 0 + 0 - 的次序换到下一个电平，0 保持不变；第一个比特之前为 0",
            ),
        }
    }

    /// Where that is said.
    pub fn source(self) -> Source {
        match self {
            Code::Nrzi => Source::Ieee("802.3 §24"),
            Code::Manchester(Convention::Ieee) => Source::Ieee("802.3 §7.3.1.1"),
            Code::Mlt3 => Source::Ieee("802.3 §24, §25"),
            Code::Nrz | Code::Manchester(Convention::Thomas) => Source::Book("谢希仁《计算机网络》"),
        }
    }

    /// What follows for the receiver's clock and for the bandwidth, with its sources.
    pub fn remark(self) -> Text {
        match self {
            Code::Nrz => text(
                "The receiver takes its clock from transitions, and a run of equal bits has none; 1000BASE-X therefore \
                 turns octets into 8B/10B code groups before it sends them in NRZ (IEEE 802.3 §36). At 10 Mbit/s: \
                 10 MBd, fundamental at most 5 MHz.",
                "接收方从跳变中提取时钟，而一串相同的比特没有跳变；因此 1000BASE-X 先把字节变成 8B/10B 码组，再用 NRZ \
                 发送（IEEE 802.3 §36）。10 Mbit/s 时：10 MBd，基波最高 5 MHz。",
            ),
            Code::Nrzi => text(
                "A run of 1s has its transitions, a run of 0s has none: 100BASE-FX breaks them with 4B/5B before NRZI \
                 (IEEE 802.3 §24, §26). USB does the opposite, 0 changes the level, and stuffs a 0 behind six 1s \
                 (USB 2.0 §7.1.8, §7.1.9). At 10 Mbit/s: 10 MBd, fundamental at most 5 MHz.",
                "一串 1 有跳变，一串 0 没有：100BASE-FX 先用 4B/5B 打断连续的 0，再用 NRZI（IEEE 802.3 §24、§26）。USB \
                 正好相反，0 使电平跳变，并在六个 1 之后填充一个 0（USB 2.0 §7.1.8、§7.1.9）。10 Mbit/s 时：10 MBd，基波最高 5 MHz。",
            ),
            Code::Manchester(_) => text(
                "Every bit carries the clock in its middle, and as much high as low; the price is twice the bandwidth: \
                 10 Mbit/s are 20 MBd, fundamental at most 10 MHz.",
                "每个比特的正中间都带有时钟，高电平与低电平一样多；代价是带宽加倍：10 Mbit/s 需要 20 MBd，基波最高 10 MHz。",
            ),
            Code::Mlt3 => text(
                "100 Mbit/s become 125 MBd by 4B/5B; as MLT-3 needs four transitions to come round, fundamental at most 31.25 MHz. \
                 100BASE-TX scrambles the bits between 4B/5B and MLT-3 (IEEE 802.3 §25); scrambling is left out here, so \
                 that the code groups can be seen.",
                "100 Mbit/s 经 4B/5B 变成 125 MBd；MLT-3 跳变四次才转一圈，因此基波最高 31.25 MHz。100BASE-TX 在 4B/5B 与 \
                 MLT-3 之间还要扰码（IEEE 802.3 §25）；这里省去扰码，以便看清码组。",
            ),
        }
    }
}

/// The levels of MLT-3 in the order in which ones pass through them.
pub(super) const ROUND: [Level; 4] = [Level::Zero, Level::High, Level::Zero, Level::Low];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_what_is_typed() {
        for code in Code::ALL {
            assert_eq!(Code::named(code.key(), code.convention()), Some(code));
        }
        assert_eq!(Code::named("manchester", None), Some(Code::Manchester(Convention::Ieee)));
        assert_eq!(Code::named("nrz", Some("ieee")), None);
        assert_eq!(Code::named("pam5", None), None);
    }
}
