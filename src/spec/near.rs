//! The words that were perhaps meant.

/// How like a name must be to have been meant.
const LIKE: f64 = 0.8;

/// The name most like `word`, if one is near enough to have been meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, names).first().copied()
}

/// The names that are near enough to `word` to have been meant, each once, the most like first; of those that are alike
/// the first given. Capitals, spaces, hyphens and underscores make no difference.
pub fn near<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word: String = folded(word).collect();
    let mut scored: Vec<(f64, &str)> = Vec::new();
    for name in names {
        let like = likeness(&word, &folded(name).collect::<String>());
        if like >= LIKE && !scored.iter().any(|(_, other)| *other == name) {
            scored.push((like, name));
        }
    }
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    scored.into_iter().map(|(_, name)| name).collect()
}

/// How like two folded words are: a name that begins with the word is more so than any that does not, and then a slip of
/// one letter or two that changed places, since in a short word Jaro and Winkler see little likeness there; and a name
/// that holds the word is like it, whatever its length.
fn likeness(word: &str, name: &str) -> f64 {
    let letters = |text: &str| text.chars().count();
    let likeness = strsim::jaro_winkler(word, name);
    if letters(word) > 1 && name.starts_with(word) {
        2.0 + likeness
    } else if letters(name) > 2 && strsim::damerau_levenshtein(word, name) <= 1 {
        1.0 + likeness
    } else if letters(word) > 1 && name.contains(word) {
        likeness.max(LIKE)
    } else {
        likeness
    }
}

/// The letters of a word as they are compared: small, without spaces, hyphens and underscores.
pub fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '–' | '－')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_meant_is_found() {
        let names = ["tcp-syn", "udp", "dns-response", "arp-request", "arp-reply", "port", "ttl", "子网掩码"];
        for (typed, meant) in [
            ("tcp_syn", Some("tcp-syn")),
            ("tpc-syn", Some("tcp-syn")),
            ("dns-respone", Some("dns-response")),
            ("prot", Some("port")),
            ("tll", Some("ttl")),
            ("ARP-REPLY", Some("arp-reply")),
            ("syn", Some("tcp-syn")),
            ("掩码", Some("子网掩码")),
            ("子网掩马", Some("子网掩码")),
            ("qqqq", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }

    #[test]
    fn each_is_offered_once_and_the_most_like_first() {
        assert_eq!(near("arp", ["arq", "arp-reply", "arp-request"]), ["arp-reply", "arp-request", "arq"]);
        assert_eq!(near("ipv5", ["ipv4", "ipv6", "ipv4"]), ["ipv4", "ipv6"]);
    }
}
