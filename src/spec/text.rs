//! What a person reads, in English and in Chinese, side by side.

use std::fmt;

/// A constant text in both languages. Built only by [`text`], which refuses a half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese (simplified).
    pub zh: &'static str,
}

/// Makes a [`Text`]; in a `static` or `const` an empty English or a Chinese without one Chinese character
/// does not compile.
pub const fn text(en: &'static str, zh: &'static str) -> Text {
    assert!(!en.is_empty(), "the English text is empty");
    let bytes = zh.as_bytes();
    let mut i = 0;
    let mut chinese = false;
    while i < bytes.len() {
        if bytes[i] >= 0x80 {
            chinese = true;
        }
        i += 1;
    }
    assert!(chinese, "the Chinese text has no Chinese character");
    Text { en, zh }
}

/// A name that is the same in both languages because the standard prints it so, or an empty place.
pub const fn same(name: &'static str) -> Text {
    Text { en: name, zh: name }
}

/// A message with values in it, already written in both languages. Built by [`say!`](crate::say).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Said {
    /// English.
    pub en: String,
    /// Chinese (simplified).
    pub zh: String,
}

impl From<Text> for Said {
    fn from(text: Text) -> Said {
        Said { en: text.en.into(), zh: text.zh.into() }
    }
}

/// Writes a message once in both languages, with the same named values in each.
///
/// A value missing from one of the two formats, or not given, does not compile:
///
/// ```
/// let said = netlab::say!(en: "needs {need} octets", zh: "需要 {need} 字节", need = 4);
/// assert_eq!(said.zh, "需要 4 字节");
/// ```
/// ```compile_fail
/// let said = netlab::say!(en: "needs {need} octets", zh: "需要字节", need = 4);
/// ```
#[macro_export]
macro_rules! say {
    (en: $en:literal, zh: $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match ($(&$value,)*) {
            ($($name,)*) => $crate::spec::Said {
                en: format!($en, $($name = $name),*),
                zh: format!($zh, $($name = $name),*),
            },
        }
    };
}

/// Writes a message as [`say!`](crate::say) does, but only in the language that is shown: for what stands on a page many
/// times.
///
/// ```
/// use netlab::spec::Lang;
/// assert_eq!(netlab::say_in!(Lang::Zh, en: "needs {need} octets", zh: "需要 {need} 字节", need = 4), "需要 4 字节");
/// ```
#[macro_export]
macro_rules! say_in {
    ($lang:expr, en: $en:literal, zh: $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match ($(&$value,)*) {
            ($($name,)*) => match $lang {
                $crate::spec::Lang::En => format!($en, $($name = $name),*),
                $crate::spec::Lang::Zh => format!($zh, $($name = $name),*),
                lang => $crate::say!(en: $en, zh: $zh $(, $name = $name)*).show(lang),
            },
        }
    };
}

/// The language of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
    /// Chinese and English together, for bilingual classes.
    Both,
}

impl Lang {
    /// `en`, `zh` or `zh+en`, as typed after `--lang`.
    pub fn parse(word: &str) -> Option<Lang> {
        match word.to_ascii_lowercase().as_str() {
            "en" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            "zh+en" | "en+zh" => Some(Lang::Both),
            _ => None,
        }
    }

    /// The language of a POSIX locale name (`zh_CN.UTF-8`, `en_GB`, `C`); `None` where it names neither.
    pub fn of_locale(name: &str) -> Option<Lang> {
        let language = name.split(['_', '.', '@', '-']).next().unwrap_or("");
        match language.to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::Zh),
            "" => None,
            _ => Some(Lang::En),
        }
    }

    /// One of the two halves: what stands alone when a line has room for one language only.
    pub fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Lang::En => en,
            Lang::Zh | Lang::Both => zh,
        }
    }
}

impl Text {
    /// The text in `lang`; in both as `中文 (English)`.
    pub fn show(&self, lang: Lang) -> String {
        join(self.en, self.zh, lang)
    }
}

impl Said {
    /// The message in `lang`; in both as `中文 (English)`.
    pub fn show(&self, lang: Lang) -> String {
        join(&self.en, &self.zh, lang)
    }

    /// Lines in `lang`, none of which may be moved; in both the English ones below the Chinese.
    pub fn lines(&self, lang: Lang) -> String {
        match lang {
            Lang::Both if self.en != self.zh => format!("{}\n\n{}", self.zh, self.en),
            lang => self.show(lang),
        }
    }
}

fn join(en: &str, zh: &str, lang: Lang) -> String {
    match lang {
        Lang::En => en.to_string(),
        Lang::Zh => zh.to_string(),
        Lang::Both if en == zh => en.to_string(),
        Lang::Both => format!("{zh} ({en})"),
    }
}

impl fmt::Display for Said {
    /// English: for logs and tests. People get [`Said::show`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Something went wrong that the user can mend: what was needed, what there was and where, then what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What was needed and what there was.
    pub what: Said,
    /// What to type instead.
    pub hint: Option<Said>,
}

impl Trouble {
    /// Trouble without a hint yet.
    pub fn new(what: Said) -> Trouble {
        Trouble { what, hint: None }
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn hint(mut self, hint: Said) -> Trouble {
        self.hint = Some(hint);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_shown_once_each() {
        let octets = text("octets", "字节");
        assert_eq!(octets.show(Lang::En), "octets");
        assert_eq!(octets.show(Lang::Zh), "字节");
        assert_eq!(octets.show(Lang::Both), "字节 (octets)");
        assert_eq!(same("IPv4").show(Lang::Both), "IPv4");
    }

    #[test]
    fn a_locale_name_gives_the_language() {
        assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::of_locale("zh"), Some(Lang::Zh));
        assert_eq!(Lang::of_locale("en_GB.UTF-8"), Some(Lang::En));
        assert_eq!(Lang::of_locale("C"), Some(Lang::En));
        assert_eq!(Lang::of_locale(""), None);
    }

    #[test]
    fn a_message_carries_its_values_in_both() {
        let said = say!(en: "{have} of {need}", zh: "{need} 中的 {have}", have = 3, need = 8);
        assert_eq!((said.en.as_str(), said.zh.as_str()), ("3 of 8", "8 中的 3"));
    }
}
