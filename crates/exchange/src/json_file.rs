//! One JSON document, an interview a line.

use std::io;

use serde_json::{Map, Value, json};

use crate::atomic::Files;
use crate::cell::Cell;
use crate::layout::{Column, ColumnKind, Layout, Place, Repeat, Row, Values};
use crate::run::Sink;

pub(crate) struct JsonSink<'a> {
    layout: &'a Layout,
    file: usize,
    first: bool,
}

impl<'a> JsonSink<'a> {
    pub(crate) fn begin(layout: &'a Layout, stem: &str, files: &mut Files) -> io::Result<Self> {
        let file = files.begin(&format!("{stem}.json"))?;
        let form = Value::from(layout.form.as_str());
        let labels = layout.labels.as_deref().map_or(Value::Null, Value::from);
        let practice = if layout.practice { "\"practice\": true, " } else { "" };
        let head = format!("{{\"form\": {form}, \"labels\": {labels}, {practice}\"interviews\": [");
        files.write(file, head.as_bytes())?;
        Ok(Self { layout, file, first: true })
    }

    fn answers(&self, columns: &[Column], repeats: &[Repeat], values: &Values, place: Place<'_>) -> Map<String, Value> {
        let mut object = Map::new();
        for column in columns {
            object.insert(column.name.clone(), self.answer(column, values.answer(place, column)));
        }
        for repeat in repeats {
            let instances = values.instances_of(place, repeat).into_iter().map(|(instance, at)| {
                let here = Place { path: &repeat.path, at: &at };
                let mut object = Map::new();
                object.insert("instance".to_owned(), Value::from(instance));
                object.extend(self.answers(&repeat.columns, &repeat.repeats, values, here));
                Value::Object(object)
            });
            object.insert(repeat.name.clone(), Value::Array(instances.collect()));
        }
        object
    }

    fn answer(&self, column: &Column, cell: Option<&Cell>) -> Value {
        let text =
            |name: &str| if self.layout.labels.is_some() { column.label(name).into() } else { Value::from(name) };
        match (cell, column.kind) {
            (None, _) => Value::Null,
            (Some(Cell::State(state)), _) => json!({ "state": state.word() }),
            (Some(Cell::Value(value)), ColumnKind::Single) => text(value),
            (Some(Cell::Value(value)), ColumnKind::Multiple) => value.split(' ').map(text).collect(),
        }
    }
}

impl Sink for JsonSink<'_> {
    fn row(&mut self, files: &mut Files, row: &Row) -> io::Result<()> {
        let document = json!({
            "interview": row.interview,
            "case": row.case,
            "version": row.version,
            "member": row.member,
            "started": row.started,
            "finished": row.finished,
            "incomplete": row.incomplete,
            "answers": self.answers(&self.layout.columns, &self.layout.repeats, &row.values, Place::ROOT),
        });
        let separator = if std::mem::replace(&mut self.first, false) { "\n" } else { ",\n" };
        files.write(self.file, separator.as_bytes())?;
        files.write(self.file, document.to_string().as_bytes())
    }

    fn end(&mut self, files: &mut Files) -> io::Result<()> {
        files.write(self.file, b"\n]}\n")
    }
}
