//! What was typed, as a draft: a recipe or layers.

use crate::address::given::{parse, parse_address};
use crate::address::{Given, typed};
use crate::build::assume::assume;
use crate::build::recipe::{Answer, Ask, follow};
use crate::build::words::{is_layers, layers};
use crate::build::{LARGEST, recipe};
use crate::say;
use crate::spec::Trouble;
use clap::ArgMatches;
use std::fs::File;
use std::io::Read;
use std::net::IpAddr;

/// What is built where nothing is said: the ARP request that the course begins with.
const EXAMPLE: [&str; 3] = ["arp", "who-has", "172.16.10.11"];

/// What is taken where the author says nothing of the sender: of an interface, its own.
#[derive(Clone, Copy, Default)]
pub struct Sender {
    /// The address and its subnet.
    pub from: Option<Given>,
    /// The router of the subnet.
    pub gateway: Option<IpAddr>,
    /// The MAC address.
    pub mac: Option<[u8; 6]>,
    /// Where numbers come from.
    pub seed: Option<u64>,
}

/// The frame that the words describe.
pub fn answer(matches: &ArgMatches, sender: &Sender) -> Result<Answer, Trouble> {
    let mut words: Vec<String> = matches.get_many::<String>("words").into_iter().flatten().cloned().collect();
    let string = |name: &str| matches.get_one::<String>(name);
    let mac = |name: &str| {
        let word = string(name).map(|word| typed(word));
        word.transpose().map_err(|wrong| Trouble { what: wrong.what, hint: wrong.hint })
    };
    let address = |name: &str| string(name).map(|word| parse_address(word)).transpose();
    let mut from = string("from").map(|word| parse(word)).transpose()?;
    // of the interface's own subnet its gateway is the way out, of another the author's alone
    let own = sender.from.filter(|_| from.is_none());
    if words.is_empty() {
        words = EXAMPLE.map(str::to_string).to_vec();
        from = from.or(own).or(parse("172.16.10.10/24").ok());
    }
    let is_recipe = |word: &String| recipe::RECIPES.iter().any(|recipe| recipe.name == word);
    if is_layers(&words)
        || !words.first().is_some_and(is_recipe) && crate::build::words::protocol(&words[0]).is_ok()
    {
        for name in ["from", "to", "gateway", "mac", "to-mac"] {
            if string(name).is_some() {
                let what = say!(
                    en: "`--{name}` goes with a recipe; of layers the fields are said", zh: "`--{name}` 用于配方；逐层书写时请直接写字段",
                    name = name
                );
                return Err(Trouble::new(what)
                    .hint(say!(en: "`eth src=... / ipv4 src=...`", zh: "`eth src=... / ipv4 src=...`")));
            }
        }
        let mut draft = layers(&words, &read)?;
        let notes = assume(&mut draft);
        return Ok(Answer { draft: Some(draft), told: Vec::new(), notes });
    }
    let ask = Ask {
        words: &words[1..],
        from: from.or(own),
        to: address("to")?,
        gateway: address("gateway")?.or(sender.gateway.filter(|_| own.is_some())),
        mac: mac("mac")?.or(sender.mac),
        to_mac: mac("to-mac")?,
        seed: match sender.seed {
            Some(seed) if string("seed").is_none() => seed,
            _ => seed(matches)?,
        },
        read: &read,
    };
    follow(&words[0], ask)
}

/// `--seed`, or 1.
pub fn seed(matches: &ArgMatches) -> Result<u64, Trouble> {
    let Some(word) = matches.get_one::<String>("seed") else { return Ok(1) };
    word.parse().map_err(|_| {
        let what = say!(
            en: "`--seed {word}`: this is no number from 0 to {most}", zh: "`--seed {word}`：这不是 0 到 {most} 的数",
            word = word, most = u64::MAX
        );
        Trouble::new(what).hint(say!(en: "any will do: `--seed 7`", zh: "任取一个即可：`--seed 7`"))
    })
}

/// The octets of a file, no more than fit into a frame.
fn read(name: &str) -> Result<Vec<u8>, Trouble> {
    let trouble = |error: std::io::Error| {
        let why = error.kind();
        Trouble::new(
            say!(en: "cannot read `{name}`: {why}", zh: "无法读取 `{name}`：{why}", name = name, why = why),
        )
    };
    let mut octets = Vec::new();
    let file = File::open(name).map_err(trouble)?;
    file.take(LARGEST as u64 + 1).read_to_end(&mut octets).map_err(trouble)?;
    if octets.len() > LARGEST {
        return Err(Trouble::new(say!(
            en: "`{name}` has more than {most} octets, the most that a frame can have here",
            zh: "`{name}` 超过 {most} 字节，即此处一个帧的最大长度", name = name, most = LARGEST
        )));
    }
    Ok(octets)
}
