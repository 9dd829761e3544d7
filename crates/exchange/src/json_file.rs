//! One JSON document, an interview a line.

use std::io;

use serde_json::Value;

use crate::atomic::Files;
use crate::cell::Cell;
use crate::layout::{Column, ColumnKind, Layout, Repeat, Row, Table, Values};
use crate::sink::Sink;

pub(crate) struct JsonSink<'a> {
    file: usize,
    separator: &'static str,
    labels: Labels,
    interview: Object<'a>,
    /// The line that is being written. Its memory is used again for the next.
    line: Vec<u8>,
}

/// What is written of a choice.
#[derive(Clone, Copy)]
enum Labels {
    Written,
    NamesAlone,
}

/// An object for each row of a table.
struct Object<'a> {
    table: Table,
    /// The names with the colon that follows, and what stands there. A name that comes again takes the place of the first.
    members: Vec<(String, Member<'a>)>,
}

enum Member<'a> {
    Instance,
    Answer(usize, &'a Column),
    Repeat(&'a str, Object<'a>),
}

impl<'a> JsonSink<'a> {
    pub(crate) fn begin(layout: &'a Layout, stem: &str, files: &mut Files) -> io::Result<Self> {
        let file = files.begin(&format!("{stem}.json"))?;
        let form = Value::from(layout.form.as_str());
        let labels = layout.labels.as_deref().map_or(Value::Null, Value::from);
        let practice = if layout.practice { "\"practice\": true, " } else { "" };
        let head = format!("{{\"form\": {form}, \"labels\": {labels}, {practice}\"interviews\": [");
        files.write(file, head.as_bytes())?;
        let labels = if layout.labels.is_some() { Labels::Written } else { Labels::NamesAlone };
        let interview = Object::new("", [], &layout.columns, &layout.repeats);
        Ok(Self { file, separator: "\n", labels, interview, line: Vec::new() })
    }
}

impl Sink for JsonSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row<'_>) -> io::Result<()> {
        let line = &mut self.line;
        line.clear();
        line.extend_from_slice(self.separator.as_bytes());
        self.separator = ",\n";
        let keys = [
            ("{\"interview\":", row.interview),
            (",\"case\":", row.case),
            (",\"version\":", row.version),
            (",\"member\":", row.member),
            (",\"started\":", row.started),
            (",\"finished\":", row.finished),
        ];
        for (key, value) in keys {
            line.extend_from_slice(key.as_bytes());
            serde_json::to_writer(&mut *line, value)?;
        }
        line.extend_from_slice(format!(",\"incomplete\":{},\"answers\":", row.incomplete).as_bytes());
        self.interview.write(&row.values, ("", ""), self.labels, line)?;
        line.push(b'}');
        files.write(self.file, line)
    }

    fn end(&mut self, files: &mut Files) -> io::Result<()> {
        files.write(self.file, b"\n]}\n")
    }
}

impl<'a> Object<'a> {
    fn new<const N: usize>(
        path: &str,
        first: [(&str, Member<'a>); N],
        columns: &'a [Column],
        repeats: &'a [Repeat],
    ) -> Self {
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
            let each = Object::new(&repeat.path, [("instance", Member::Instance)], &repeat.columns, &repeat.repeats);
            add(&repeat.name, Member::Repeat(repeat.path.strip_prefix(path).unwrap_or(&repeat.path), each));
        }
        Self { table: Table::new(path, columns), members }
    }

    /// Writes the object of one row. `here`: its place with instances, and its own instance.
    fn write(&self, values: &Values<'_>, here: (&str, &str), labels: Labels, line: &mut Vec<u8>) -> io::Result<()> {
        let (at, instance) = here;
        let answers = self.table.answers(values, at);
        let mut before = b'{';
        for (name, member) in &self.members {
            line.push(std::mem::replace(&mut before, b','));
            line.extend_from_slice(name.as_bytes());
            match member {
                Member::Instance => serde_json::to_writer(&mut *line, instance)?,
                Member::Answer(place, column) => {
                    answer(column, answers.get(*place).copied().flatten(), labels, line)?;
                }
                Member::Repeat(within, each) => each.write_all(values, &format!("{at}{within}"), labels, line)?,
            }
        }
        if before == b'{' {
            line.push(b'{');
        }
        line.push(b'}');
        Ok(())
    }

    /// Writes the list of a repeat's instances.
    fn write_all(&self, values: &Values<'_>, at: &str, labels: Labels, line: &mut Vec<u8>) -> io::Result<()> {
        let mut before = b'[';
        for instance in values.instances(at) {
            line.push(std::mem::replace(&mut before, b','));
            self.write(values, (&format!("{at}[{instance}]"), instance), labels, line)?;
        }
        if before == b'[' {
            line.push(b'[');
        }
        line.push(b']');
        Ok(())
    }
}

fn answer(column: &Column, cell: Option<&Cell<'_>>, labels: Labels, line: &mut Vec<u8>) -> io::Result<()> {
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
