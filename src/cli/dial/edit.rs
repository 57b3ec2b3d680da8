//! A line that is being typed, with its history: keys in, a line out. Knows no terminal.

use crate::draw::{clip, safe, width};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Lines that are remembered.
const REMEMBERED: usize = 1000;

/// The most characters of a line: more than a terminal's own editing takes.
const LONGEST: usize = 65_536;

/// What a key led to.
#[derive(Debug, PartialEq, Eq)]
pub enum Done {
    /// The line may look different.
    Edited,
    /// The line is done.
    Line(String),
    /// Ctrl-D on an empty line.
    End,
    /// Ctrl-C.
    Break,
    /// Ctrl-L: the screen is to be empty.
    Clear,
}

/// The line, the cursor in it, and the lines before.
#[derive(Debug, Default)]
pub struct Editor {
    line: Vec<char>,
    cursor: usize,
    history: Vec<String>,
    /// Which line of the history is shown; behind its end, the one that is new.
    shown: usize,
    /// The new line, while another is shown.
    new: String,
}

impl Editor {
    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Done {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if control => return self.control(c.to_ascii_lowercase()),
            KeyCode::Char('b') if alt => self.cursor = self.word_before(),
            KeyCode::Char('f') if alt => self.cursor = self.word_behind(),
            KeyCode::Char('d') if alt => self.take(self.cursor, self.word_behind()),
            KeyCode::Char(c) => self.insert(c),
            KeyCode::Enter => return self.done(),
            KeyCode::Backspace if alt => self.take(self.word_before(), self.cursor),
            KeyCode::Backspace => self.take(self.cursor.saturating_sub(1), self.cursor),
            KeyCode::Delete => self.take(self.cursor, self.cursor + 1),
            KeyCode::Left if control || alt => self.cursor = self.word_before(),
            KeyCode::Right if control || alt => self.cursor = self.word_behind(),
            KeyCode::Left => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Right => self.cursor = (self.cursor + 1).min(self.line.len()),
            KeyCode::Home => self.cursor = 0,
            KeyCode::End => self.cursor = self.line.len(),
            KeyCode::Up => self.show(self.shown.saturating_sub(1)),
            KeyCode::Down => self.show((self.shown + 1).min(self.history.len())),
            KeyCode::Tab => self.insert('\t'),
            _ => {}
        }
        Done::Edited
    }

    fn control(&mut self, c: char) -> Done {
        match c {
            'c' => return Done::Break,
            'd' if self.line.is_empty() => return Done::End,
            'd' => self.take(self.cursor, self.cursor + 1),
            'l' => return Done::Clear,
            'j' | 'm' => return self.done(),
            'a' => self.cursor = 0,
            'e' => self.cursor = self.line.len(),
            'b' => self.cursor = self.cursor.saturating_sub(1),
            'f' => self.cursor = (self.cursor + 1).min(self.line.len()),
            'h' => self.take(self.cursor.saturating_sub(1), self.cursor),
            'k' => self.take(self.cursor, self.line.len()),
            'u' => self.take(0, self.cursor),
            'w' => self.take(self.word_before(), self.cursor),
            'p' => self.show(self.shown.saturating_sub(1)),
            'n' => self.show((self.shown + 1).min(self.history.len())),
            _ => {}
        }
        Done::Edited
    }

    /// Text that was pasted: its lines stay in the one line, as spaces would.
    pub fn paste(&mut self, text: &str) {
        for c in text.trim_end_matches(['\r', '\n']).chars() {
            self.insert(if c == '\r' || c == '\n' { ' ' } else { c });
        }
    }

    fn insert(&mut self, c: char) {
        if self.line.len() < LONGEST {
            self.line.insert(self.cursor, c);
            self.cursor += 1;
        }
    }

    /// Takes the characters from `from` up to `to` out of the line.
    fn take(&mut self, from: usize, to: usize) {
        let to = to.min(self.line.len());
        if from < to {
            self.line.drain(from..to);
            self.cursor = from;
        }
    }

    /// The beginning of the word before the cursor.
    fn word_before(&self) -> usize {
        let before = self.line.get(..self.cursor).unwrap_or_default();
        let end = before.iter().rposition(|c| !c.is_whitespace()).map_or(0, |at| at + 1);
        before[..end].iter().rposition(|c| c.is_whitespace()).map_or(0, |at| at + 1)
    }

    /// The end of the word behind the cursor.
    fn word_behind(&self) -> usize {
        let is_space = |at: &usize| self.line.get(*at).is_some_and(|c| c.is_whitespace());
        let start = (self.cursor..self.line.len()).find(|at| !is_space(at)).unwrap_or(self.line.len());
        (start..self.line.len()).find(is_space).unwrap_or(self.line.len())
    }

    fn text(&self) -> String {
        self.line.iter().collect()
    }

    fn show(&mut self, which: usize) {
        if which == self.shown {
            return;
        }
        if self.shown == self.history.len() {
            self.new = self.text();
        }
        self.shown = which;
        let text = self.history.get(which).unwrap_or(&self.new);
        self.line = text.chars().collect();
        self.cursor = self.line.len();
    }

    fn done(&mut self) -> Done {
        let line = self.text();
        if !line.is_empty() && self.history.last() != Some(&line) {
            if self.history.len() == REMEMBERED {
                self.history.remove(0);
            }
            self.history.push(line.clone());
        }
        self.line.clear();
        self.cursor = 0;
        self.new.clear();
        self.shown = self.history.len();
        Done::Line(line)
    }

    /// What of the line fits in `columns` with the cursor in it, escaped, and the column of the cursor.
    pub fn view(&self, columns: usize) -> (String, usize) {
        let columns = columns.max(8);
        let wide = |from: usize, to: usize| -> usize {
            self.line.get(from..to).unwrap_or_default().iter().map(|c| width(&safe(&c.to_string()))).sum()
        };
        // a window that ends at the cursor, where the line is too long for one that begins with it
        let mut start = 0;
        let mut before = wide(0, self.cursor);
        while before >= columns {
            before -= wide(start, start + 1);
            start += 1;
        }
        let rest: String = self.line.get(start..).unwrap_or_default().iter().collect();
        let rest = safe(&rest);
        if width(&rest) < columns {
            return (rest.into_owned(), before);
        }
        // `...` may not stand on the cursor
        let shown = clip(&rest, columns - 1);
        if before + 4 < columns {
            (shown.into_owned(), before)
        } else {
            (self.plain_window(start, columns), before)
        }
    }

    /// As many characters from `start` on as fit.
    fn plain_window(&self, start: usize, columns: usize) -> String {
        let mut out = String::new();
        for c in self.line.get(start..).unwrap_or_default() {
            let c = c.to_string();
            let c = safe(&c);
            if width(&out) + width(&c) >= columns {
                break;
            }
            out.push_str(&c);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(editor: &mut Editor, code: KeyCode) -> Done {
        editor.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn control(editor: &mut Editor, c: char) -> Done {
        editor.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
    }

    fn typed(editor: &mut Editor, text: &str) {
        for c in text.chars() {
            press(editor, KeyCode::Char(c));
        }
    }

    #[test]
    fn a_line_is_edited() {
        let mut editor = Editor::default();
        typed(&mut editor, "youmem 你好");
        for _ in 0..3 {
            press(&mut editor, KeyCode::Left);
        }
        press(&mut editor, KeyCode::Backspace);
        typed(&mut editor, "n");
        assert_eq!(editor.view(80), ("youmen 你好".into(), 6));
        press(&mut editor, KeyCode::End);
        assert_eq!(editor.view(80).1, 11);
        control(&mut editor, 'w');
        assert_eq!(press(&mut editor, KeyCode::Enter), Done::Line("youmen ".into()));
        typed(&mut editor, "abc def");
        control(&mut editor, 'a');
        editor.key(KeyEvent::new(KeyCode::Right, KeyModifiers::CONTROL));
        control(&mut editor, 'k');
        assert_eq!(editor.view(80), ("abc".into(), 3));
        control(&mut editor, 'u');
        assert_eq!(control(&mut editor, 'd'), Done::End);
        assert_eq!(control(&mut editor, 'c'), Done::Break);
    }

    #[test]
    fn lines_before_come_back() {
        let mut editor = Editor::default();
        for line in ["one", "two", "two", ""] {
            typed(&mut editor, line);
            press(&mut editor, KeyCode::Enter);
        }
        typed(&mut editor, "new");
        let mut seen = Vec::new();
        for code in [KeyCode::Up, KeyCode::Up, KeyCode::Up, KeyCode::Down, KeyCode::Down, KeyCode::Down] {
            press(&mut editor, code);
            seen.push(editor.text());
        }
        assert_eq!(seen, ["two", "one", "one", "two", "new", "new"]);
    }

    #[test]
    fn a_paste_is_one_line() {
        let mut editor = Editor::default();
        editor.paste("a\r\nb\x1b[2J\n");
        assert_eq!(editor.view(80).0, "a  b\\x1b[2J");
    }

    proptest! {
        /// Whatever is pressed, the cursor is in the line, and the line in its columns.
        #[test]
        fn any_keys_do_no_harm(keys in prop::collection::vec((0..22_usize, any::<char>()), 0..200), columns in 0..40_usize) {
            use KeyCode::{Backspace, Delete, Down, End, Enter, Home, Left, Right, Up};
            let codes = [Backspace, Delete, Down, End, Enter, Home, Left, Right, Up];
            let mut editor = Editor::default();
            for (which, c) in keys {
                match codes.get(which) {
                    Some(code) => drop(press(&mut editor, *code)),
                    None if which < 12 => drop(control(&mut editor, c)),
                    None => drop(press(&mut editor, KeyCode::Char(c))),
                }
                let (line, cursor) = editor.view(columns);
                prop_assert!(editor.cursor <= editor.line.len());
                prop_assert!(width(&line) < columns.max(8) && cursor < columns.max(8), "{line:?} {cursor}");
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
