//! Owns bringing the drafts of all rows together: references found, rows of one record joined.
//! Refuses references that name nothing or several, and rows that disagree.

use super::columns::link_field;
use super::identify::{self, Identity};
use super::index::{Index, Who};
use super::merge::{self, Origin};
use super::rows::{Draft, Pending, RowDraft};
use crate::diagnostic::{Diagnostic, Message, Place};
use crate::msg;
use crate::record::Record;
use crate::schema::{Kind, Schema, Type};
use crate::value::{Map, Value};
use std::collections::{HashMap, HashSet};

/// A record the import makes or changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    pub kind: String,
    /// What the rows say; references to other new records are marks.
    pub root: Map,
    /// The record that exists already.
    pub target: Option<usize>,
    /// Rows that say so.
    pub rows: Vec<usize>,
    pub origins: HashMap<String, Origin>,
    /// A companion that is only made, never changed.
    pub once: bool,
}

/// What does not change between passes.
pub(super) struct Context<'a> {
    pub schema: &'a Schema,
    pub records: &'a [Record],
    pub base: &'a Index,
    pub file: &'a str,
    pub source: &'a str,
    /// Kinds that are main in some sheet.
    pub main: &'a [String],
    /// Fields of the main kind that recognise a record together.
    pub key: &'a [String],
    /// Kinds made by the rows, in the order they are made.
    pub order: &'a [String],
}

/// One pass over all rows.
pub(super) struct Pass<'a> {
    pub context: &'a Context<'a>,
    pub made: Vec<Made>,
    pub own: Index,
    pub of_target: HashMap<usize, usize>,
    pub seen: HashMap<String, usize>,
    pub faults: Vec<(usize, Diagnostic)>,
    /// Numbers of the rows as the spreadsheet shows them.
    numbers: Vec<u32>,
    later: Vec<(usize, usize, Pending)>,
}

const MARK: char = '\u{1}';

/// The mark that stands for a new record until it has an id.
pub(super) fn mark(made: usize, kind: Option<&str>) -> Value {
    Value::Text(format!("{MARK}{made}{MARK}{}", kind.unwrap_or_default()))
}

/// Replaces marks.
pub(super) fn unmark(value: &mut Value, id: &dyn Fn(usize) -> String) {
    match value {
        Value::Text(text) => {
            if let Some((number, kind)) = text.strip_prefix(MARK).and_then(|rest| rest.split_once(MARK)) {
                let found = number.parse().map(id).unwrap_or_default();
                *text = if kind.is_empty() { found } else { format!("{kind}/{found}") };
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| unmark(item, id)),
        Value::Table(map) => map.values_mut().for_each(|item| unmark(item, id)),
        _ => {}
    }
}

/// Joins the rows; those in `out` are passed over.
pub(super) fn pass<'a>(context: &'a Context<'a>, rows: &[RowDraft], out: &HashSet<usize>) -> Pass<'a> {
    let mut pass = Pass {
        context,
        made: Vec::new(),
        own: Index::default(),
        of_target: HashMap::new(),
        seen: HashMap::new(),
        faults: Vec::new(),
        numbers: rows.iter().map(|row| row.number).collect(),
        later: Vec::new(),
    };
    // Which record each kind of a row became, for the links between them.
    let mut became: Vec<HashMap<&str, Who>> = vec![HashMap::new(); rows.len()];
    for name in context.order {
        let Some(kind) = context.schema.kinds.get(name) else { continue };
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| !out.contains(at)) {
            if let Some(draft) = row.drafts.iter().find(|draft| draft.kind == *name) {
                let who = pass.row(kind, at, row, draft, &became[at]);
                became[at].insert(name.as_str(), who);
            }
        }
    }
    for (at, made, pending) in std::mem::take(&mut pass.later) {
        pass.settle_later(rows, at, made, &pending);
    }
    pass
}

impl Pass<'_> {
    pub(super) fn find(&self, kind: &str, field: &str, text: &str) -> Vec<Who> {
        let there = self.context.base.find(kind, field, text);
        let mut found = there.to_vec();
        found.extend(self.own.find(kind, field, text).iter().filter(|who| !there.contains(who)));
        found
    }

    pub(super) fn fault(
        &mut self,
        row: usize,
        number: u32,
        column: usize,
        code: &'static str,
        message: Message,
        hint: Option<Message>,
    ) {
        let finding = Diagnostic::error(code, Place::cell(self.context.file, number, column as u32), message);
        self.faults.push((
            row,
            match hint {
                Some(hint) => finding.hint(hint),
                None => finding,
            },
        ));
    }

    /// One draft of one row becomes a record or part of one.
    fn row(&mut self, kind: &Kind, at: usize, row: &RowDraft, draft: &Draft, became: &HashMap<&str, Who>) -> Who {
        let mut root = Map::new();
        let mut origins = HashMap::new();
        for given in &draft.given {
            put(&mut root, &given.path, given.value.clone());
            origins.insert(given.path.join("."), (at, given.column));
        }
        for (to, who) in became {
            if let Some(field) = link_field(kind, to).filter(|field| !root.contains_key(&field.name)) {
                let value = self.reference(*who, None);
                let value = if field.kind == Type::Refs { Value::List(vec![value]) } else { value };
                root.insert(field.name.clone(), value);
                origins.insert(field.name.clone(), (at, first_column(row, to)));
            }
        }
        let mut later = Vec::new();
        for pending in &draft.pending {
            origins.insert(pending.path.join("."), (at, pending.column));
            let waits = pending.field.to.iter().any(|to| self.made_later(kind, to));
            if waits {
                later.push(pending.clone());
            } else if let Some(value) = self.look_up(at, row.number, pending) {
                put(&mut root, &pending.path, value);
            }
        }
        wrap_rows(kind, &mut root);
        self.products_of_lines(kind, &mut root);
        let companion = !self.context.main.contains(&kind.name);
        let who = match identify::identify(self, kind, &mut root, draft, companion) {
            Identity::Found(who) => who,
            Identity::New => Who::Made(self.make(kind, None)),
            Identity::Several(text, count) => {
                let column = first_column(row, &kind.name);
                self.fault(
                    at,
                    row.number,
                    column,
                    "ambiguous",
                    msg!("import-several", text = text, count = count),
                    None,
                );
                Who::Made(self.make(kind, None))
            }
        };
        let made = self.made_of(kind, who);
        let entry = &mut self.made[made];
        entry.once = companion && kind.name == "task";
        if !entry.rows.contains(&at) {
            entry.rows.push(at);
        }
        let said = root.clone();
        let clashes = merge::absorb(kind, &mut entry.root, &mut entry.origins, root, &origins);
        let who = entry.target.map_or(Who::Made(made), Who::Existing);
        for clash in clashes {
            let column = origins.get(&clash.field).map_or(0, |origin| origin.1);
            let first = clash.first.map_or(0, |origin| origin.0);
            let shown = |mut value: Value| {
                unmark(&mut value, &|made| {
                    self.made
                        .get(made)
                        .map_or_else(String::new, |made| made.root.get("name").map(Value::display).unwrap_or_default())
                });
                value.display()
            };
            let (new, old, first) = (shown(clash.new), shown(clash.old), self.number_of(first));
            let message = msg!("import-rows-disagree", field = clash.field.as_str(), new = new, old = old, row = first);
            self.fault(at, row.number, column, "rows-disagree", message, None);
        }
        self.register(kind, &said, who);
        for pending in later {
            self.later.push((at, made, pending));
        }
        who
    }

    pub(super) fn number_of(&self, row: usize) -> String {
        self.numbers.get(row).map(u32::to_string).unwrap_or_default()
    }

    fn made_later(&self, kind: &Kind, to: &str) -> bool {
        let place = |name: &str| self.context.order.iter().position(|other| other == name);
        place(to).is_some_and(|to| place(&kind.name).is_some_and(|own| to >= own))
    }

    pub(super) fn make(&mut self, kind: &Kind, target: Option<usize>) -> usize {
        self.made.push(Made { kind: kind.name.clone(), target, ..Made::default() });
        self.made.len() - 1
    }

    fn made_of(&mut self, kind: &Kind, who: Who) -> usize {
        match who {
            Who::Made(made) => made,
            Who::Existing(record) => match self.of_target.get(&record) {
                Some(made) => *made,
                None => {
                    let made = self.make(kind, Some(record));
                    self.of_target.insert(record, made);
                    made
                }
            },
        }
    }

    pub(super) fn register(&mut self, kind: &Kind, root: &Map, who: Who) {
        for field in self.context.base.fields_of(&kind.name) {
            if let Some(value) = root.get(field) {
                self.own.add(&kind.name, field, value, who);
            }
        }
    }
}

fn first_column(row: &RowDraft, kind: &str) -> usize {
    let draft = row.drafts.iter().find(|draft| draft.kind == kind);
    let given = draft.and_then(|draft| {
        draft.given.first().map(|given| given.column).or_else(|| draft.pending.first().map(|pending| pending.column))
    });
    given.unwrap_or(0)
}

/// Puts a value at a path of tables.
pub(super) fn put(root: &mut Map, path: &[String], value: Value) {
    match path {
        [name] => {
            root.insert(name.clone(), value);
        }
        [name, rest @ ..] => {
            let inner = root.entry(name.clone()).or_insert_with(|| Value::Table(Map::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
        [] => {}
    }
}

/// One sheet row holds one row of a field of rows.
pub(super) fn wrap_rows(kind: &Kind, root: &mut Map) {
    for (name, value) in root.iter_mut() {
        if kind.fields.get(name).is_some_and(|field| field.kind == Type::Rows) && matches!(value, Value::Table(_)) {
            let row = std::mem::replace(value, Value::Bool(false));
            *value = Value::List(vec![row]);
        }
    }
}
