//! Owns turning one row of cells into drafts of records, one per kind, all faults of the row at once.
//! Refuses to look at other rows.

use super::cells::{self, Content};
use super::columns::{Column, Target};
use super::mapfile::MapFile;
use super::sheet::Row;
use crate::diagnostic::{Diagnostic, Lang, Place};
use crate::msg;
use crate::schema::{Customs, Field, Requirement, Schema, Type, Vocabulary, interpret};
use crate::value::{Value, clean, fold, is_placeholder, region_of};
use std::collections::HashMap;

/// A value for a field, with the column it came from.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub path: Vec<String>,
    pub value: Value,
    pub column: usize,
}

/// Names of other records for a field.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub path: Vec<String>,
    pub names: Vec<String>,
    pub field: Field,
    pub lookup: Option<String>,
    pub create: bool,
    pub column: usize,
}

/// What a row says of one record.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub kind: String,
    pub given: Vec<Given>,
    pub pending: Vec<Pending>,
    /// The texts it was made of, for recognising it again.
    pub raw: Vec<(String, String)>,
}

impl Draft {
    pub(super) fn has(&self, field: &str) -> bool {
        self.given.iter().any(|given| given.path == [field])
            || self.pending.iter().any(|pending| pending.path == [field])
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.given.iter().find(|given| given.path == [field])?.value.text()
    }

    fn give(&mut self, field: &str, value: Value, column: usize) {
        self.given.push(Given { path: vec![field.to_owned()], value, column });
    }
}

/// A row with its drafts.
#[derive(Clone, Debug)]
pub(super) struct RowDraft {
    /// Sheet of the book, row of the sheet.
    pub at: (usize, usize),
    pub number: u32,
    pub drafts: Vec<Draft>,
    pub faults: Vec<Diagnostic>,
}

/// What all rows of a sheet share.
pub(super) struct Sheet<'a> {
    pub file: &'a str,
    pub schema: &'a Schema,
    pub columns: &'a [Column],
    pub map: Option<&'a MapFile>,
    pub main: &'a str,
    pub customs: &'a Customs,
    pub vocabulary: &'a Vocabulary,
    pub currency: &'a str,
    pub lang: Lang,
    /// Cells read before, by column and text.
    pub read: HashMap<(usize, String), Result<Option<cells::Said>, crate::diagnostic::Message>>,
}

/// Types whose cells repeat down a column.
fn repeats(kind: Type) -> bool {
    matches!(kind, Type::Enum | Type::Date | Type::Datetime | Type::Tags | Type::Ref | Type::Bool | Type::Percent)
}

impl Sheet<'_> {
    /// The drafts of a row.
    pub(super) fn draft(&mut self, at: (usize, usize), row: &Row) -> RowDraft {
        let mut draft = RowDraft { at, number: row.number, drafts: Vec::new(), faults: Vec::new() };
        for (index, cell) in row.cells.iter().enumerate().skip(self.columns.len()) {
            if !cell.is_empty() {
                let place = Place::cell(self.file, row.number, index as u32);
                draft.faults.push(Diagnostic::error(
                    "ragged",
                    place,
                    msg!("import-ragged", text = clean(&cell.text())),
                ));
            }
        }
        let columns = self.columns;
        let abroad = self.abroad(row);
        for column in columns {
            let Some(target) = column.target.as_ref().filter(|_| !column.skipped) else { continue };
            let empty = super::sheet::Cell::Empty;
            let cell = row.cells.get(column.index).unwrap_or(&empty);
            let said = if repeats(target.field.kind) {
                let key = (column.index, cell.text().into_owned());
                let (customs, vocabulary) = (self.customs, self.vocabulary);
                self.read.entry(key).or_insert_with(|| cells::read(target, cell, customs, vocabulary)).clone()
            } else {
                cells::read(target, cell, abroad.as_ref().unwrap_or(self.customs), self.vocabulary)
            };
            // A foreign number in a form nobody here knows comes in as it stands; `check` warns of it.
            let said = match said {
                Err(_) if abroad.is_some() && target.field.kind == Type::Phone && !is_placeholder(&cell.text()) => {
                    Ok(Some(cells::Said::plain(Value::Text(clean(&cell.text())))))
                }
                said => said,
            };
            match said {
                Ok(None) => {}
                Ok(Some(said)) => self.put(&mut draft, column, target, said, &cell.text()),
                Err(message) => match &target.otherwise {
                    Some(field) => {
                        let text = format!("{}: {}", column.header, clean(&cell.text()));
                        note(of(&mut draft, &target.kind), field, text, column.index);
                    }
                    None => draft.faults.push(self.fault(row.number, column, target, message)),
                },
            }
        }
        self.constants(&mut draft, row);
        self.titled(&mut draft, row);
        self.people(&mut draft);
        self.follow_up(&mut draft);
        draft.drafts.retain(|draft| !draft.given.is_empty() || !draft.pending.is_empty());
        draft
    }

    fn fault(&self, row: u32, column: &Column, target: &Target, message: crate::diagnostic::Message) -> Diagnostic {
        let code = if message.key == "check-placeholder" { "placeholder" } else { target.field.kind.name() };
        let mut finding = Diagnostic::error(code, Place::cell(self.file, row, column.index as u32), message)
            .at_field(target.path_text());
        finding.kind = Some(target.kind.clone());
        finding
    }

    fn put(&self, row: &mut RowDraft, column: &Column, target: &Target, said: cells::Said, text: &str) {
        let draft = of(row, &target.kind);
        draft.raw.push((target.path_text(), clean(text)));
        match said.content {
            Content::Names(names) => draft.pending.push(Pending {
                path: target.path.clone(),
                names,
                field: target.field.clone(),
                lookup: target.lookup.clone(),
                create: target.create,
                column: column.index,
            }),
            Content::Value(value)
                if target.field.kind == Type::Text && target.path.len() == 1 && draft.has(&target.path[0]) =>
            {
                note(draft, &target.path[0], value.display(), column.index);
            }
            Content::Value(value) => draft.given.push(Given { path: target.path.clone(), value, column: column.index }),
        }
        let kind = self.schema.kinds.get(&target.kind);
        if let Some(code) = said.currency.filter(|code| *code != self.currency)
            && kind.is_some_and(|kind| kind.fields.contains_key("currency"))
            && !self
                .columns
                .iter()
                .filter_map(|column| column.target.as_ref())
                .any(|other| other.kind == target.kind && other.path == ["currency"])
            && !draft.has("currency")
        {
            draft.give("currency", Value::Text(code.to_owned()), column.index);
        }
        for (label, number) in said.spare {
            self.spare_number(draft, column, label, number);
        }
    }

    /// How to read the telephone numbers of a row that names another country than the repository's.
    fn abroad(&self, row: &Row) -> Option<Customs> {
        let is_country = |column: &&Column| column.target.as_ref().is_some_and(|target| target.field.name == "country");
        let cell = row.cells.get(self.columns.iter().find(is_country)?.index)?;
        let region = region_of(&cell.text()).filter(|region| *region != self.customs.region)?;
        Some(Customs { region: region.to_owned(), ..self.customs.clone() })
    }

    /// A further number goes to a free telephone field that no column fills, else into the notes with its label.
    fn spare_number(&self, draft: &mut Draft, column: &Column, label: Option<String>, number: String) {
        let kind = self.schema.kinds.get(&draft.kind);
        let filled = |name: &str| {
            let targets = self.columns.iter().filter_map(|column| column.target.as_ref());
            targets.into_iter().any(|target| target.kind == draft.kind && target.path == [name])
        };
        let already =
            draft.given.iter().any(|given| given.path == ["notes"] && given.value.display().contains(&number));
        let free = ["phone", "phone2"].into_iter().find(|name| !filled(name) && !draft.has(name) && label.is_none());
        let field = free.and_then(|name| kind?.fields.get(name)).filter(|field| field.kind == Type::Phone);
        let read = field
            .and_then(|field| interpret(field, &number, self.customs).ok().map(|value| (field.name.clone(), value)));
        match read {
            Some((name, value)) => draft.give(&name, value, column.index),
            None if already => {}
            None => note(
                draft,
                "notes",
                format!("{}: {number}", label.unwrap_or_else(|| column.header.clone())),
                column.index,
            ),
        }
    }

    fn constants(&self, row: &mut RowDraft, cells: &Row) {
        for (kind, path, text) in self.map.iter().flat_map(|map| &map.constants) {
            let Some(target) = Target::new(self.schema, kind, path) else { continue };
            let there = row.drafts.iter().any(|draft| draft.kind == *kind) || kind == self.main;
            let draft = of(row, kind);
            if !there || draft.given.iter().any(|given| given.path == *path) {
                continue;
            }
            let cell = super::sheet::Cell::Text(self.filled(text, cells));
            match cells::read(&target, &cell, self.customs, self.vocabulary) {
                Ok(Some(cells::Said { content: Content::Value(value), .. })) => {
                    draft.given.push(Given { path: path.clone(), value, column: 0 })
                }
                Ok(Some(cells::Said { content: Content::Names(names), .. })) => draft.pending.push(Pending {
                    path: path.clone(),
                    names,
                    field: target.field,
                    lookup: None,
                    create: false,
                    column: 0,
                }),
                Ok(None) => {}
                Err(message) => row.faults.push(Diagnostic::error(
                    "constant",
                    Place { path: self.file.to_owned(), line: row.number, ..Place::default() },
                    message,
                )),
            }
        }
    }

    /// Deals in foreign sheets often have no name, only a number: such a record is called after its product and customer.
    fn titled(&self, row: &mut RowDraft, cells: &Row) {
        let Some(kind) = self.schema.kinds.get(self.main) else { return };
        let targets = || {
            self.columns
                .iter()
                .filter(|column| !column.skipped)
                .filter_map(|column| Some((column, column.target.as_ref()?)))
        };
        let named = targets().any(|(_, target)| target.kind == *self.main && target.path == [kind.title.clone()]);
        // Only what is sold to somebody can be called so.
        let refers = ["product", "customer"]
            .iter()
            .all(|name| kind.fields.get(*name).is_some_and(|field| field.kind == Type::Ref));
        let required = kind.fields.get(&kind.title).is_some_and(|title| title.required == Requirement::Always);
        if named || !refers || !required {
            return;
        }
        let text_of = |name: &str| {
            let (column, target) = targets().find(|(_, target)| target.kind == *self.main && target.path == [name])?;
            let text = clean(&cells.cells.get(column.index)?.text());
            let text = target.values.get(&fold(&text)).cloned().unwrap_or(text);
            (!text.is_empty()).then_some((text, column.index))
        };
        let mut parts: Vec<(String, usize)> = ["product", "customer"].into_iter().filter_map(text_of).collect();
        if parts.is_empty() {
            parts.extend(text_of("external_id"));
        }
        let Some(column) = parts.first().map(|(_, column)| *column) else { return };
        let name = parts.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(" · ");
        let draft = of(row, self.main);
        if !draft.has(&kind.title) {
            draft.give(&kind.title, Value::Text(name), column);
        }
    }

    /// A fixed value with the cells of the columns it names: `{product} · {account}`.
    fn filled(&self, text: &str, cells: &Row) -> String {
        if !text.contains('{') {
            return text.to_owned();
        }
        let mut filled = text.to_owned();
        for column in self.columns {
            let cell = cells.cells.get(column.index).map(|cell| clean(&cell.text())).unwrap_or_default();
            filled = filled.replace(&format!("{{{}}}", column.header), &cell);
        }
        clean(&filled).trim_matches([' ', ',', '·', '-', '–', '/', ':', '，']).to_owned()
    }

    /// Names of people from their parts; numbers of nobody belong to the company.
    fn people(&self, row: &mut RowDraft) {
        for kind in ["contact", "member"] {
            let Some(draft) = row.drafts.iter_mut().find(|draft| draft.kind == kind && !draft.has("name")) else {
                continue;
            };
            let part = |field| draft.text(field).unwrap_or_default().to_owned();
            let (given, middle, family) = (part("given_name"), part("middle_name"), part("family_name"));
            let chinese = format!("{given}{family}").chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
            let name = if chinese { format!("{family}{given}") } else { clean(&[given, middle, family].join(" ")) };
            let column = draft.given.first().map_or(0, |given| given.column);
            if !name.is_empty() {
                draft.give("name", Value::Text(name), column);
            }
        }
        let Some(nobody) = row.drafts.iter().position(|draft| draft.kind == "contact" && !draft.has("name")) else {
            return;
        };
        if self.main == "contact" || !row.drafts.iter().any(|draft| draft.kind == "customer" && draft.has("name")) {
            return;
        }
        let loose = std::mem::take(&mut row.drafts[nobody].given);
        for given in loose {
            let to = match given.path[0].as_str() {
                "mobile" | "phone" => ["phone", "phone2"].as_slice(),
                "email" => &["email"],
                "wechat" => &["wechat"],
                _ => &[],
            };
            let customer = of(row, "customer");
            match to.iter().find(|field| !customer.has(field)) {
                Some(field) => customer.give(field, given.value, given.column),
                None => row.drafts[nobody].given.push(given),
            }
        }
    }

    /// A follow-up has a title and the owner of what it follows up.
    fn follow_up(&self, row: &mut RowDraft) {
        if self.main == "task" {
            return;
        }
        let owner =
            row.drafts.iter().find_map(|draft| draft.pending.iter().find(|pending| pending.path == ["owner"])).cloned();
        let names: Vec<(String, String)> = row
            .drafts
            .iter()
            .filter(|draft| draft.kind != "task")
            .flat_map(|draft| {
                draft
                    .raw
                    .iter()
                    .filter(|(path, _)| path.ends_with("name") || path == "number")
                    .map(|(path, text)| (format!("{}.{path}", draft.kind), text.clone()))
            })
            .collect();
        let Some(task) = row.drafts.iter_mut().find(|draft| draft.kind == "task") else { return };
        task.raw.extend(names);
        let column = task.given.first().map_or(0, |given| given.column);
        if !task.has("title") {
            let title = if self.lang == Lang::Zh { "回访" } else { "follow up" };
            task.give("title", Value::Text(title.to_owned()), column);
        }
        if let Some(owner) = owner.filter(|_| !task.has("owner")) {
            task.pending.push(owner);
        }
    }
}

fn of<'r>(row: &'r mut RowDraft, kind: &str) -> &'r mut Draft {
    let at = row.drafts.iter().position(|draft| draft.kind == kind).unwrap_or_else(|| {
        row.drafts.push(Draft { kind: kind.to_owned(), ..Draft::default() });
        row.drafts.len() - 1
    });
    &mut row.drafts[at]
}

/// Adds a line to a text.
fn note(draft: &mut Draft, field: &str, line: String, column: usize) {
    match draft.given.iter_mut().find(|given| given.path == [field]) {
        Some(given) => given.value = Value::Text(format!("{}\n{line}", given.value.display())),
        None => draft.give(field, Value::Text(line), column),
    }
}
