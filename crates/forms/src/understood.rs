//! A form as it was understood, for comparing two of them and for showing what an expression means.

use std::collections::BTreeMap;

use crate::expr::{Program, describe};
use crate::form::{Form, NodeIndex, Part, Preload, Rule, Template, Texts};
use crate::index::{Index, ItemIndex};

impl Form {
    /// The expression of a row with every name resolved to the path of the row it names. The same text comes of
    /// expressions that mean the same, whether they name `${age}`, `../age` or `/data/person/age`. `column` is one of
    /// `relevant`, `calculation`, `constraint`, `required`, `read_only`, `repeat_count`, `choice_filter`, `default`,
    /// `trigger`, `preload`, `seed`; `None` where the row has none.
    pub fn understood(&self, node: NodeIndex, column: &str) -> Option<String> {
        let row = self.logic.rows.get(node)?;
        let rule = |rule: &Rule| match rule {
            Rule::Never => None,
            Rule::Always => Some("true()".to_owned()),
            Rule::When(program) => Some(self.text(program)),
        };
        match column {
            "relevant" => row.relevant.as_ref().map(|program| self.text(program)),
            "calculation" => row.calculation.as_ref().map(|program| self.text(program)),
            "constraint" => row.constraint.as_ref().map(|program| self.text(program)),
            "required" => rule(&row.required),
            "read_only" => rule(&row.readonly),
            "repeat_count" => row.count.as_ref().map(|program| self.text(program)),
            "choice_filter" => row.filter.as_ref().map(|program| self.text(program)),
            "seed" => row.seed.as_ref().map(|program| self.text(program)),
            "default" => match &row.initial.expression {
                Some(program) => Some(format!("= {}", self.text(program))),
                None => Some(row.initial.text.clone()).filter(|text| !text.is_empty()),
            },
            "preload" => row.preload.as_ref().map(|preload| match preload {
                Preload::Start => "start".to_owned(),
                Preload::End => "end".to_owned(),
                Preload::Today => "today".to_owned(),
                Preload::Property(name) => name.clone(),
            }),
            "trigger" => {
                let sources = self
                    .logic
                    .rows
                    .iter()
                    .zip(self.nodes.iter())
                    .filter(|(row, _)| row.triggers.iter().any(|trigger| trigger.row == node));
                let mut paths: Vec<&str> = sources.map(|(_, node)| node.path.as_str()).collect();
                paths.sort_unstable();
                (!paths.is_empty()).then(|| paths.join(" "))
            }
            _ => None,
        }
    }

    /// A text of a row by language, with `{…}` where an expression stands: `label`, `hint`, `guidance_hint`,
    /// `constraint_message`, `required_message`.
    pub fn understood_texts(&self, node: NodeIndex, column: &str) -> Texts {
        let Some((node, row)) = self.nodes.get(node).zip(self.logic.rows.get(node)) else {
            return Texts::new();
        };
        let (template, texts) = match column {
            "label" => (&row.label, &node.label),
            "hint" => (&row.hint, &node.hint),
            "guidance_hint" => (&row.guidance, &node.guidance),
            "constraint_message" => (&row.constraint_message, &node.constraint_message),
            "required_message" => (&row.required_message, &node.required_message),
            _ => return Texts::new(),
        };
        template.as_ref().map_or_else(|| texts.clone(), |template| self.filled(template))
    }

    /// The labels of a choice by language, with `{…}` where an expression stands.
    pub fn understood_choice(&self, list: &str, item: usize) -> Texts {
        let template = self.logic.choice_labels.get(list).and_then(|labels| labels.get(&ItemIndex::at(item)));
        let label = || self.lists.get(list).and_then(|list| list.get(item)).map(|choice| Texts::from(&choice.label));
        template.map(|template| self.filled(template)).or_else(label).unwrap_or_default()
    }

    fn filled(&self, template: &Template) -> Texts {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Expression(program) => format!("{{{}}}", self.text(program)),
        };
        let text = |parts: &Vec<Part>| parts.iter().map(part).collect::<String>();
        template.iter().map(|(tag, parts)| (tag.clone(), text(parts))).collect::<BTreeMap<_, _>>()
    }

    fn text(&self, program: &Program) -> String {
        describe(program, &|row| self.nodes.get(row).map_or_else(String::new, |node| node.path.clone()))
    }
}
