//! One JSON document, an interview a line.

use std::io;

use serde_json::Value;

use crate::atomic::Files;
use crate::cell::Cell;
use crate::exit::{Keys, Leaving, Out, Section};
use crate::layout::{ColumnKind, Row, Values, month_of};
use crate::said::Labels;
use crate::sink::Sink;
use crate::table::Table;

pub(crate) struct JsonSink<'a> {
    file: usize,
    separator: &'static str,
    labels: Labels,
    keys: Keys,
    interview: Object<'a>,
    /// The line that is being written. Its memory is used again for the next.
    line: Vec<u8>,
}

/// An object for each row of a table.
struct Object<'a> {
    table: Table,
    columns: &'a [Out],
    /// The names with the colon that follows, and what stands there. A name that comes again takes the place of the first.
    members: Vec<(String, Member<'a>)>,
}

/// The row that is being written, and how.
struct Writing<'r, 'v> {
    row: &'r Row<'v>,
    labels: Labels,
    keys: Keys,
}

enum Member<'a> {
    Instance,
    Answer(usize, &'a Out),
    Repeat(&'a str, Object<'a>),
}

impl<'a> JsonSink<'a> {
    pub(crate) fn begin(leaving: &'a Leaving, stem: &str, files: &mut Files) -> io::Result<Self> {
        let file = files.begin(&format!("{stem}.json"))?;
        let form = Value::from(leaving.form.as_str());
        let labels = leaving.labels.as_deref().map_or(Value::Null, Value::from);
        let practice = if leaving.practice { "\"practice\": true, " } else { "" };
        let head = format!("{{\"form\": {form}, \"labels\": {labels}, {practice}\"interviews\": [");
        files.write(file, head.as_bytes())?;
        let interview = Object::new("", [], &leaving.main);
        let (labels, keys) = (Labels::of(leaving), leaving.keys);
        Ok(Self { file, separator: "\n", labels, keys, interview, line: Vec::new() })
    }
}

impl Sink for JsonSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row<'_>) -> io::Result<()> {
        let line = &mut self.line;
        line.clear();
        line.extend_from_slice(self.separator.as_bytes());
        self.separator = ",\n";
        keys(self.keys, row, line)?;
        line.extend_from_slice(format!(",\"incomplete\":{},\"answers\":", row.incomplete).as_bytes());
        let writing = Writing { row, labels: self.labels, keys: self.keys };
        self.interview.write(&writing, ("", ""), line)?;
        line.push(b'}');
        files.write(self.file, line)
    }

    fn end(&mut self, files: &mut Files) -> io::Result<()> {
        files.write(self.file, b"\n]}\n")
    }
}

/// Begins an interview's object with what stands before its answers.
fn keys(keys: Keys, row: &Row<'_>, line: &mut Vec<u8>) -> io::Result<()> {
    let named = [
        ("{\"interview\":", row.interview),
        (",\"case\":", row.case),
        (",\"version\":", row.version),
        (",\"member\":", row.member),
        (",\"started\":", row.started),
        (",\"finished\":", row.finished),
    ];
    let coded =
        [("{\"code\":", row.code), (",\"version\":", row.version), (",\"finished_month\":", month_of(row.finished))];
    let pairs = match keys {
        Keys::Named => named.as_slice(),
        Keys::Coded => coded.as_slice(),
    };
    for (key, value) in pairs {
        line.extend_from_slice(key.as_bytes());
        serde_json::to_writer(&mut *line, value)?;
    }
    Ok(())
}

impl<'a> Object<'a> {
    fn new<const N: usize>(path: &str, first: [(&str, Member<'a>); N], section: &'a Section) -> Self {
        let (columns, repeats) = (section.columns.as_slice(), section.repeats.as_slice());
        let mut members: Vec<(String, Member<'a>)> = Vec::new();
        let mut add = |name: &str, member| {
            let name = format!("{}:", Value::from(name));
            match members.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = member,
                None => members.push((name, member)),
            }
        };
        for (name, member) in first {
            add(name, member);
        }
        for (place, column) in columns.iter().enumerate() {
            add(&column.name, Member::Answer(place, column));
        }
        for repeat in repeats {
            let each = Object::new(&repeat.path, [("instance", Member::Instance)], repeat);
            add(&repeat.name, Member::Repeat(repeat.path.strip_prefix(path).unwrap_or(&repeat.path), each));
        }
        Self { table: Table::new(path, columns), columns, members }
    }

    /// Writes the object of one row. `here`: its place with instances, and what its own instance is called.
    fn write(&self, writing: &Writing<'_, '_>, here: (&str, &str), line: &mut Vec<u8>) -> io::Result<()> {
        let (at, instance) = here;
        let answers = self.table.answers(self.columns, &writing.row.values, (at, writing.row.day()));
        let mut before = b'{';
        for (name, member) in &self.members {
            line.push(std::mem::replace(&mut before, b','));
            line.extend_from_slice(name.as_bytes());
            match member {
                Member::Instance => serde_json::to_writer(&mut *line, instance)?,
                Member::Answer(place, out) => {
                    answer(out, answers.get(*place).and_then(|answer| answer.as_deref()), writing.labels, line)?;
                }
                Member::Repeat(within, each) => each.write_all(writing, (&format!("{at}{within}"), instance), line)?,
            }
        }
        if before == b'{' {
            line.push(b'{');
        }
        line.push(b'}');
        Ok(())
    }

    /// Writes the list of a repeat's instances. `around`: what the instance is called in which it stands.
    fn write_all(&self, writing: &Writing<'_, '_>, (at, around): (&str, &str), line: &mut Vec<u8>) -> io::Result<()> {
        let mut before = b'[';
        let values: &Values<'_> = &writing.row.values;
        for (place, id) in values.instances(at).iter().enumerate() {
            line.push(std::mem::replace(&mut before, b','));
            let instance = match writing.keys {
                Keys::Named => id.clone(),
                Keys::Coded if around.is_empty() => place.saturating_add(1).to_string(),
                Keys::Coded => format!("{around}-{}", place.saturating_add(1)),
            };
            self.write(writing, (&format!("{at}[{id}]"), &instance), line)?;
        }
        if before == b'[' {
            line.push(b'[');
        }
        line.push(b']');
        Ok(())
    }
}

fn answer(out: &Out, cell: Option<&Cell<'_>>, labels: Labels, line: &mut Vec<u8>) -> io::Result<()> {
    let column = &out.column;
    let text = |name| match labels {
        Labels::Written => column.label(name),
        Labels::NamesAlone => name,
    };
    match (cell, column.kind) {
        (None, _) => line.extend_from_slice(b"null"),
        (Some(Cell::State(state)), _) => {
            line.extend_from_slice(format!("{{\"state\":\"{}\"}}", state.word()).as_bytes())
        }
        (Some(Cell::Value(value)), ColumnKind::Single) => serde_json::to_writer(&mut *line, text(value.as_ref()))?,
        (Some(Cell::Value(value)), ColumnKind::Multiple) => {
            for (place, name) in value.split(' ').enumerate() {
                line.push(if place == 0 { b'[' } else { b',' });
                serde_json::to_writer(&mut *line, text(name))?;
            }
            line.push(b']');
        }
    }
    Ok(())
}
