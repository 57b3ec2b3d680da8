//! A receipt: one line that says what a student did with a task, to be pasted into any school system.
//!
//! Its sum finds slips of the mouse and lines that were changed by hand. It proves nothing against somebody who reads this
//! file: whatever the program can sign with, its user has too. What does prove something is the answer itself, marked again
//! with the seed that the class gave that student.

use super::seeds::hmac;

/// How the line begins.
const MARK: &str = "netlab1";

/// What a student did with a task.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Receipt {
    /// Who, as the class knows them; empty if nobody said.
    pub student: String,
    /// The exercise.
    pub exercise: String,
    /// The seed of the task.
    pub seed: u64,
    /// Whether the last answer was right.
    pub right: bool,
    /// How often it was answered.
    pub attempts: u64,
    /// How many hints were shown.
    pub hints: u64,
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// The misconceptions that the answers showed.
    pub misconceptions: Vec<String>,
}

impl Receipt {
    /// The line: its fields with colons between, and a sum at the end.
    pub fn line(&self) -> String {
        let fields = self.fields();
        format!("{fields}:{}", sum(&fields))
    }

    fn fields(&self) -> String {
        let is_name = |c: char| !(c.is_whitespace() || c.is_control() || matches!(c, ':' | ',' | '"'));
        let student: String = self.student.chars().map(|c| if is_name(c) { c } else { '_' }).collect();
        format!(
            "{MARK}:{student}:{}:{}:{}:{}:{}:{}:{}",
            self.exercise,
            self.seed,
            if self.right { "right" } else { "wrong" },
            self.attempts,
            self.hints,
            self.at,
            self.misconceptions.join("+")
        )
    }

    /// Reads a line; `None` where it is not a receipt or its sum is wrong. What stands before it or behind, as a school
    /// system puts a name there, is passed over.
    pub fn read(line: &str) -> Option<Receipt> {
        let line = line.get(line.find(&format!("{MARK}:"))?..)?;
        let line = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"')).next()?;
        let fields: Vec<&str> = line.split(':').collect();
        let [_, student, exercise, seed, result, attempts, hints, at, named, given] = fields.as_slice()
        else {
            return None;
        };
        let receipt = Receipt {
            student: (*student).to_string(),
            exercise: (*exercise).to_string(),
            seed: seed.parse().ok()?,
            right: *result == "right",
            attempts: attempts.parse().ok()?,
            hints: hints.parse().ok()?,
            at: at.parse().ok()?,
            misconceptions: named.split('+').filter(|name| !name.is_empty()).map(str::to_string).collect(),
        };
        (sum(&receipt.fields()) == *given).then_some(receipt)
    }

    /// Whether a line means to be a receipt.
    pub fn is_meant(line: &str) -> bool {
        line.contains(MARK)
    }
}

fn sum(fields: &str) -> String {
    super::draws::hex(&hmac(b"netlab receipt", fields.as_bytes())[..6])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt() -> Receipt {
        Receipt {
            student: "s17".into(),
            exercise: "subnet-range".into(),
            seed: 4711,
            right: true,
            attempts: 2,
            hints: 1,
            at: 1_700_000_000,
            misconceptions: vec!["classful-mask".into()],
        }
    }

    #[test]
    fn a_receipt_is_read_again_and_a_changed_one_is_not() {
        let line = receipt().line();
        assert_eq!(Receipt::read(&line), Some(receipt()));
        assert_eq!(Receipt::read(&format!("Li Lei,\"{line}\",x")), Some(receipt()));
        for (from, to) in [("s17", "s18"), (":1:", ":0:"), (":2:", ":1:"), ("4711", "4712")] {
            assert_eq!(Receipt::read(&line.replace(from, to)), None, "{from}");
        }
        assert_eq!(Receipt::read("netlab1:right"), None);
        assert_eq!(Receipt::read(""), None);
        let spaced = Receipt { student: "李 雷".into(), misconceptions: Vec::new(), ..receipt() };
        assert_eq!(Receipt::read(&spaced.line()).map(|read| read.student), Some("李_雷".into()));
    }
}
