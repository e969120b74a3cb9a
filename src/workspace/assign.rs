//! Owns turning assignments as typed into edits of a kind's fields: names, types, references, tags.
//! Refuses none quietly: every wrong assignment is told, all at once.

use super::Workspace;
use super::resolve::resolve;
use crate::diagnostic::{Diagnostic, Failure, Message, Place};
use crate::msg;
use crate::record::{Assignment, FieldEdit, Operation, Operator, Record};
use crate::schema::{Field, Kind, Type, interpret};
use crate::value::{Value, currency_of, suggest};

impl Workspace {
    /// The edits of assignments to a record of a kind. References are resolved among `records`.
    pub fn edits(
        &self,
        kind: &Kind,
        assignments: &[Assignment],
        records: &[Record],
    ) -> Result<Vec<FieldEdit>, Failure> {
        let mut edits = Vec::new();
        let mut findings = Vec::new();
        for assignment in assignments {
            match self.edit(kind, assignment, records) {
                Ok(edit) => {
                    edits.extend(self.currency_typed(kind, assignment, &edit));
                    edits.push(edit);
                }
                Err(finding) => findings.push(*finding),
            }
        }
        match findings.len() {
            0 => Ok(edits),
            count => {
                let unknown = findings.iter().any(|finding| finding.code == "unknown-field");
                let message = msg!("assignments-wrong", count = count);
                let failure = if unknown { Failure::usage(message) } else { Failure::refused(message) };
                Err(failure.because(findings))
            }
        }
    }

    /// An amount typed with another currency's sign says the record's currency.
    fn currency_typed(&self, kind: &Kind, assignment: &Assignment, edit: &FieldEdit) -> Option<FieldEdit> {
        let money = edit.path.0.len() == 1 && edit.path.field(kind).is_some_and(|field| field.kind == Type::Money);
        let code = currency_of(&assignment.text).filter(|code| *code != self.config.currency)?;
        (money && kind.fields.contains_key("currency"))
            .then(|| FieldEdit::set("currency", Value::Text(code.to_owned())))
    }

    fn edit(&self, kind: &Kind, assignment: &Assignment, records: &[Record]) -> Result<FieldEdit, Box<Diagnostic>> {
        let path = match assignment.path.resolve(kind) {
            Ok(path) => path,
            Err(word) => return Err(Box::new(unknown_field(kind, &word))),
        };
        let Some(field) = path.field(kind) else { return Err(Box::new(unknown_field(kind, &path.to_string()))) };
        let fault = |code, message: Message| {
            Box::new(
                Diagnostic::error(
                    code,
                    Place::default(),
                    msg!("assignment-fault", field = path.to_string(), fault = message),
                )
                .at_field(path.to_string()),
            )
        };
        if matches!(field.name.as_str(), "uid") {
            return Err(fault("immutable", msg!("field-immutable")));
        }
        let whole_row = path.0.last().is_some_and(|name| crate::record::merge::row_key(name).is_some());
        let operation = match assignment.operator {
            Operator::Unset => Operation::Unset,
            _ if whole_row => {
                return Err(fault(
                    "type",
                    msg!("value-needs-part", field = field.name.as_str(), example = format!("{path}.…=…")),
                ));
            }
            operator => {
                let value = interpret(field, &assignment.text, &self.customs())
                    .map_err(|message| fault(field.kind.name(), message))?;
                let value = self
                    .refer(kind, field, value, records)
                    .map_err(|wrong| with_hint(fault(wrong.code, wrong.message), wrong.hint))?;
                match (operator, value) {
                    (Operator::Set, value) => Operation::Set(value),
                    (Operator::Add, value) => Operation::Add(items(value)),
                    (Operator::Remove, value) => Operation::Remove(items(value)),
                    (Operator::Unset, _) => Operation::Unset,
                }
            }
        };
        let countable = field.kind.is_set() || field.kind.is_number();
        let fits = match operation {
            Operation::Add(_) => countable || field.kind == Type::Text,
            Operation::Remove(_) => countable,
            Operation::Set(_) | Operation::Unset => true,
        };
        if !fits {
            return Err(fault("type", msg!("field-no-set")));
        }
        Ok(FieldEdit { path, operation })
    }

    /// References become ids, tags their name in the vocabulary.
    fn refer(&self, kind: &Kind, field: &Field, value: Value, records: &[Record]) -> Result<Value, Wrong> {
        match (field.kind, value) {
            (Type::Ref, Value::Text(text)) => self.id_of(field, &text, records).map(Value::Text),
            (Type::Refs, Value::List(items)) => {
                let ids =
                    items.iter().filter_map(Value::text).map(|text| self.id_of(field, text, records).map(Value::Text));
                ids.collect::<Result<Vec<_>, _>>().map(Value::List)
            }
            (Type::Tags, Value::List(items)) => {
                let names =
                    items.iter().filter_map(Value::text).map(|text| self.vocabulary.resolve(text).unwrap_or(text));
                Ok(Value::List(names.map(|name| Value::Text(name.to_owned())).collect()))
            }
            (Type::Text | Type::String, value) if kind.title == field.name && value.is_empty() => {
                Err(Wrong { code: "required", message: msg!("field-empty"), hint: None })
            }
            (_, value) => Ok(value),
        }
    }

    fn id_of(&self, field: &Field, text: &str, records: &[Record]) -> Result<String, Wrong> {
        let kinds: Vec<&str> = field.to.iter().map(String::as_str).collect();
        let found = resolve(records, &self.schema, &kinds, &self.config.region, text).one(text, &self.schema);
        let record =
            found.map_err(|failure| Wrong { code: "reference", message: failure.message, hint: failure.hint })?;
        Ok(if kinds.len() > 1 { record.reference() } else { record.id.clone() })
    }
}

/// Why a value can't be taken.
struct Wrong {
    code: &'static str,
    message: Message,
    hint: Option<Message>,
}

fn with_hint(mut finding: Box<Diagnostic>, hint: Option<Message>) -> Box<Diagnostic> {
    finding.hint = hint;
    finding
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::List(items) => items,
        other => vec![other],
    }
}

fn unknown_field(kind: &Kind, word: &str) -> Diagnostic {
    let message = msg!("check-unknown-key", key = word, kind = kind.name.as_str());
    let finding = Diagnostic::error("unknown-field", Place::default(), message);
    let names =
        kind.fields.values().flat_map(|field| [field.name.as_str(), field.label.en.as_str(), field.label.zh.as_str()]);
    match suggest(word, names) {
        Some(near) => finding.hint(msg!("check-did-you-mean", near = near)),
        None => finding.hint(msg!("fields-known", kind = kind.name.as_str(), fields = kind.order().join(", "))),
    }
}
