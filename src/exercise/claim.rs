//! Claims that people make: the shape that all exercises of the kind `refute` have.

use super::{Form, Misconception, Part, Task, Value};
use crate::chance::Chance;
use crate::spec::{Said, Text, text};

/// A claim, whether it holds, and what shows that.
pub struct Claim {
    /// The claim, a sentence.
    pub says: Text,
    /// Whether it holds.
    pub holds: bool,
    /// What is thought by who answers wrongly.
    pub misconception: &'static Misconception,
    /// What to think about, without the answer.
    pub idea: Text,
    /// Why it holds or does not, with its source.
    pub because: Text,
    /// What shows it.
    pub shown_by: Text,
    /// What is so too, but does not show it.
    pub not_by: &'static [Text],
    /// The command that shows it.
    pub see: &'static str,
}

/// One of the claims: whether it holds, and what shows that.
pub fn refute(chance: &mut Chance, claims: &'static [Claim]) -> Task {
    let drawn = chance.below(claims.len() as u64) as usize;
    let Some(claim) = claims.get(drawn) else { return none() };
    let options: Vec<(bool, Text)> = std::iter::once((true, claim.shown_by))
        .chain(claim.not_by.iter().map(|text| (false, *text)))
        .collect();
    let options = chance.shuffled(options);
    let right = options.iter().position(|(is_right, _)| *is_right).unwrap_or(0);
    let options: Vec<Said> = options.into_iter().map(|(_, text)| text.into()).collect();
    let parts = vec![
        Part::new(
            "holds",
            text("does the claim hold?", "该说法成立吗？"),
            Form::YesNo,
            Value::YesNo(claim.holds),
        ),
        Part::new("shown", text("what shows it", "依据是"), Form::Choice(options), Value::Choice(right)),
    ];
    let letter = super::answer::letter(right);
    let verdict =
        if claim.holds { text("it holds", "成立") } else { text("it does not hold", "不成立") };
    let see = claim.see;
    let hints = [
        claim.idea.into(),
        crate::say!(en: "look at what `{see}` shows", zh: "看看 `{see}` 显示什么", see = see),
        Said {
            en: format!(
                "{}: {}; what shows it is {letter}) {}",
                verdict.en, claim.because.en, claim.shown_by.en
            ),
            zh: format!("{}：{}；依据是 {letter}) {}", verdict.zh, claim.because.zh, claim.shown_by.zh),
        },
    ];
    let says = claim.says;
    let asks = Said {
        en: format!("Somebody says: \"{}\" Does that hold, and what shows it?", says.en),
        zh: format!("有人说：“{}”这种说法成立吗？依据是什么？", says.zh),
    };
    Task::new(asks, parts, hints, see).given("claim", &drawn).mistaken_in(
        claim.misconception,
        vec![("holds", Value::YesNo(!claim.holds))],
        see,
    )
}

/// A task of no claims: nothing is asked, and nothing is right.
fn none() -> Task {
    let nothing = || Said::from(text("there is no claim", "没有说法"));
    Task::new(nothing(), Vec::new(), [nothing(), nothing(), nothing()], "netlab")
}
