//! Rosters and answers as schools have them: UTF-8 with a mark or without, UTF-16, GB18030.

use crate::exercise::class::Student;
use crate::exercise::export::csv_rows;
use crate::say;
use crate::spec::Trouble;
use encoding_rs::{Encoding, GB18030};
use std::fs::File;
use std::io::{self, Read};

/// The longest file that is read.
const LONGEST: u64 = 64 << 20;

/// The names that a column of students has.
const STUDENT: &[&str] = &["student", "student id", "id", "sid", "学号", "学生", "编号"];

/// The names that a column of their names has.
const NAME: &[&str] = &["name", "student name", "full name", "姓名", "名字"];

/// What a file holds.
pub fn octets(file: &str) -> Result<Vec<u8>, Trouble> {
    let mut octets = Vec::new();
    let read = match file {
        "-" => io::stdin().lock().take(LONGEST).read_to_end(&mut octets),
        file => File::open(file).and_then(|file| file.take(LONGEST).read_to_end(&mut octets)),
    };
    match read {
        Ok(_) => Ok(octets),
        Err(error) => Err(Trouble::new(say!(
            en: "cannot read {file}: {error}", zh: "无法读取 {file}：{error}", file = file, error = error
        ))),
    }
}

/// The text of a file: as its mark says, else UTF-8 if it is that, else GB18030.
pub fn text(file: &str) -> Result<String, Trouble> {
    let octets = octets(file)?;
    if let Some((encoding, _)) = Encoding::for_bom(&octets) {
        return Ok(encoding.decode(&octets).0.into_owned());
    }
    match String::from_utf8(octets) {
        Ok(text) => Ok(text),
        Err(error) => {
            let (text, _, has_errors) = GB18030.decode(error.as_bytes());
            match has_errors {
                false => Ok(text.into_owned()),
                true => Err(Trouble::new(say!(
                    en: "{file} is neither UTF-8 nor GB18030", zh: "{file} 既不是 UTF-8 也不是 GB18030", file = file
                ))
                .hint(say!(
                    en: "save it as CSV UTF-8", zh: "请另存为 CSV UTF-8"
                ))),
            }
        }
    }
}

/// A table with its columns by name.
pub struct Table {
    head: Vec<String>,
    /// The rows below the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of a file, the names of whose columns stand in its first row.
    pub fn read(text: &str) -> Table {
        let mut rows = csv_rows(text).into_iter();
        let head = rows.next().unwrap_or_default().iter().map(|name| name.to_lowercase()).collect();
        Table { head, rows: rows.collect() }
    }

    /// The number of the column that has one of these names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.head.iter().position(|name| names.contains(&name.as_str()))
    }

    /// The column of students.
    pub fn student(&self) -> Option<usize> {
        self.column(STUDENT)
    }

    /// The names of the columns, in lower case.
    pub fn head(&self) -> &[String] {
        &self.head
    }
}

/// The students of a roster: a column for the number and perhaps one for the name. Without names of columns the first is the
/// number and the second the name.
pub fn roster(file: &str) -> Result<Vec<Student>, Trouble> {
    let text = text(file)?;
    let table = Table::read(&text);
    let (id, name, rows) = match (table.student(), table.column(NAME)) {
        (Some(id), name) => (id, name, table.rows),
        // names alone are what the class knows them by
        (None, Some(name)) => (name, None, table.rows),
        (None, None) => (0, Some(1), csv_rows(&text)),
    };
    let mut students: Vec<Student> = Vec::new();
    for row in rows {
        let field = |i: usize| row.get(i).cloned().unwrap_or_default();
        let student = Student { id: field(id), name: name.map(field).unwrap_or_default() };
        if student.id.is_empty() {
            continue;
        }
        if students.iter().any(|other| other.id == student.id) {
            let what = say!(
                en: "{file} has the student `{id}` twice; each needs a number of their own", zh: "{file} 中学生 `{id}` 出现两次；每人要有自己的编号",
                file = file, id = student.id
            );
            return Err(Trouble::new(what));
        }
        students.push(student);
    }
    match students.is_empty() {
        true => {
            Err(Trouble::new(say!(en: "there is no student in {file}", zh: "{file} 中没有学生", file = file)))
        }
        false => Ok(students),
    }
}
