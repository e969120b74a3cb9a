//! Owns the filters of lists: `field=value`, `field!=value`, `field~text`, ranges, and what is empty.
//! Refuses to put anything typed in into SQL: values are bound, names come from the schema.

use super::layout::{KindShape, TableShape, quoted};
use super::period::period;
use super::target::{Target, qualified, target};
use super::{Field as Found, Index, Request, SqlValue};
use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::schema::{Field, Kind, Type, interpret};
use crate::value::{self, Value, fold};
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeZone, Utc};

/// Conditions as they come up, with the values bound to them.
pub(super) struct Filters<'a> {
    pub(super) index: &'a mut Index,
    pub(super) kind: &'a Kind,
    pub(super) shape: &'a KindShape,
    pub(super) request: &'a Request<'a>,
    pub(super) params: Vec<(String, SqlValue)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Is,
    Not,
    Has,
}

impl Filters<'_> {
    /// The condition of one filter as typed, and the word of its field.
    pub(super) fn condition<'f>(&mut self, filter: &'f str) -> Result<(String, &'f str), Failure> {
        let split = || {
            let at = filter.find(['=', '~'])?;
            let (word, sign) = match (&filter[..at], filter.as_bytes()[at]) {
                (word, b'~') => (word, Sign::Has),
                (word, _) => word.strip_suffix('!').map_or((word, Sign::Is), |word| (word, Sign::Not)),
            };
            Some((word.trim(), sign, filter[at + 1..].trim()))
        };
        let (word, sign, text) = split().filter(|(word, ..)| !word.is_empty()).ok_or_else(|| {
            Failure::usage(msg!("list-filter-form", filter = filter)).hint(msg!("list-filter-form-hint"))
        })?;
        let target = target(word, self.kind, self.shape, self.request.lang)?;
        let condition = self.about(&target, sign, text).map_err(|reason| match reason {
            Wrong::Value(reason) => Failure::usage(msg!("list-filter-value", filter = filter, reason = reason)),
            Wrong::Failed(failure) => failure,
        })?;
        // What has no value isn't equal: `!=` shows it.
        let condition = if sign == Sign::Not { format!("NOT coalesce(({condition}), 0)") } else { condition };
        Ok((condition, word))
    }

    fn about(&mut self, target: &Target<'_>, sign: Sign, text: &str) -> Result<String, Wrong> {
        let shape = self.shape;
        let main = &shape.table;
        match target {
            Target::Own(name) => Ok(self.text(&qualified(main, name), sign, text)),
            Target::Field { column, field } => {
                let name = qualified(main, &column.name);
                let set = field.kind.is_set().then_some(name.as_str());
                self.field(&name, set, field, sign, text)
            }
            Target::Table(columns) if text.is_empty() => {
                let empty = columns.iter().map(|column| format!("{} IS NULL", qualified(main, &column.name)));
                Ok(empty.collect::<Vec<_>>().join(" AND "))
            }
            Target::Table(_) | Target::Rows { part: None, .. } if !text.is_empty() => {
                Err(Wrong::Value(msg!("list-needs-part")))
            }
            Target::Table(_) => Ok("0".into()),
            Target::Rows { table, part } => {
                let parent = qualified(main, "id");
                let any = |table: &TableShape, condition: &str| {
                    format!("EXISTS (SELECT 1 FROM {} WHERE parent = {parent} AND ({condition}))", quoted(&table.name))
                };
                let Some((column, field)) = part else { return Ok(format!("NOT {}", any(table, "1"))) };
                let name = qualified(table, &column.name);
                if text.is_empty() {
                    return Ok(format!("NOT {}", any(table, &format!("coalesce({name}, '') <> ''"))));
                }
                let set = field.kind.is_set().then_some(name.as_str());
                let condition = self.field(&name, set, field, sign, text)?;
                Ok(any(table, &condition))
            }
        }
    }

    fn field(&mut self, name: &str, set: Option<&str>, field: &Field, sign: Sign, text: &str) -> Result<String, Wrong> {
        if let Some(set) = set {
            return self.set(set, field, sign, text);
        }
        if text.is_empty() {
            return Ok(format!("coalesce({name}, '') = ''"));
        }
        if sign == Sign::Has && !matches!(field.kind, Type::Ref) {
            return Ok(self.text(name, sign, text));
        }
        let ordered = field.kind.is_number() || matches!(field.kind, Type::Date | Type::Datetime);
        if let Some((from, to)) = text.split_once("..").filter(|_| ordered) {
            return self.range(name, field, from.trim(), to.trim());
        }
        match field.kind {
            Type::Date | Type::Datetime => self.range(name, field, text, text),
            kind if kind.is_number() => {
                let number = self.value(field, text)?;
                Ok(format!("{name} = {number}"))
            }
            Type::Bool => match interpret(field, text, self.request.customs).map_err(Wrong::Value)? {
                Value::Bool(true) => Ok(format!("{name} = 1")),
                // Nothing said is no.
                _ => Ok(format!("coalesce({name}, 0) = 0")),
            },
            Type::Enum => {
                let value = self.value(field, text)?;
                Ok(format!("{name} = {value}"))
            }
            Type::Ref => {
                let ids = self.referred(field, text, sign == Sign::Has)?;
                Ok(format!("{name} IN (SELECT value FROM json_each({ids}))"))
            }
            Type::Email | Type::Phone | Type::Url | Type::Duration => {
                let text =
                    interpret(field, text, self.request.customs).map_or(text.to_owned(), |value| value.display());
                Ok(self.text(name, sign, &text))
            }
            _ => Ok(self.text(name, sign, text)),
        }
    }

    /// Sets: every listed element is among theirs.
    fn set(&mut self, column: &str, field: &Field, sign: Sign, text: &str) -> Result<String, Wrong> {
        if text.is_empty() {
            return Ok(format!("coalesce({column}, '[]') = '[]'"));
        }
        let wanted = match interpret(field, text, self.request.customs).map_err(Wrong::Value)? {
            Value::List(items) => items.iter().map(Value::display).collect(),
            other => vec![other.display()],
        };
        let mut conditions = Vec::new();
        for item in wanted {
            let condition = if field.kind == Type::Refs {
                let ids = self.referred(field, &item, sign == Sign::Has)?;
                format!("value IN (SELECT value FROM json_each({ids}))")
            } else {
                self.text("value", sign, &item)
            };
            conditions.push(format!("EXISTS (SELECT 1 FROM json_each({column}) WHERE {condition})"));
        }
        Ok(if conditions.is_empty() { "0".into() } else { conditions.join(" AND ") })
    }

    /// Texts are equal, or contain the other, when folded; texts of signs alone as they are.
    fn text(&mut self, name: &str, sign: Sign, text: &str) -> String {
        let key = fold(text);
        let (name, key) =
            if key.is_empty() { (name.to_owned(), text.to_owned()) } else { (format!("fold({name})"), key) };
        if text.is_empty() {
            return format!("coalesce({name}, '') = ''");
        }
        let bound = self.bind(SqlValue::Text(key));
        if sign == Sign::Has { format!("instr({name}, {bound}) > 0") } else { format!("{name} = {bound}") }
    }

    /// Both ends belong to it; a missing end is open.
    fn range(&mut self, name: &str, field: &Field, from: &str, to: &str) -> Result<String, Wrong> {
        // Text stands after all numbers in SQLite: an amount that is no number is in no range.
        let mut parts = vec![match field.kind.is_number() {
            true => format!("typeof({name}) <> 'text' AND {name} IS NOT NULL"),
            false => format!("{name} IS NOT NULL"),
        }];
        for (text, first) in [(from, true), (to, false)] {
            if text.is_empty() {
                continue;
            }
            let sign = if first { ">=" } else { "<=" };
            let bound = match field.kind {
                Type::Date => {
                    let (start, end) = period(text, self.request.customs).map_err(Wrong::Value)?;
                    self.bind(SqlValue::Text(if first { start } else { end }.to_string()))
                }
                Type::Datetime => {
                    let moment = self.moment(text, first).map_err(Wrong::Value)?;
                    self.bind(SqlValue::Text(moment.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true)))
                }
                _ => self.value(field, text)?,
            };
            parts.push(format!("{name} {sign} {bound}"));
        }
        Ok(format!("({})", parts.join(" AND ")))
    }

    /// First or last second of the days that a text names, or the moment.
    fn moment(&self, text: &str, first: bool) -> Result<DateTime<FixedOffset>, Message> {
        let customs = self.request.customs;
        let timed = text.contains([':', '：', '点', '點', '时', '時']) || ["now", "现在"].contains(&text);
        if timed {
            return value::parse_moment(text, customs.now, customs.order);
        }
        let (start, end) = period(text, customs)?;
        let zone = self.request.context.config.time_zone;
        // Where summer time begins at midnight, the day begins later.
        let begin = |day: NaiveDate| {
            let local = (0..4).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
            local
                .filter_map(|time| zone.from_local_datetime(&time).earliest())
                .map(|moment| moment.fixed_offset())
                .next()
        };
        let unreadable = || msg!("value-date-unreadable", text = text);
        if first {
            return begin(start).ok_or_else(unreadable);
        }
        let next = end.succ_opt().and_then(begin).ok_or_else(unreadable)?;
        Ok(next - chrono::TimeDelta::seconds(1))
    }

    /// A bound number or value of an enum.
    fn value(&mut self, field: &Field, text: &str) -> Result<String, Wrong> {
        let value = match interpret(field, text, self.request.customs).map_err(Wrong::Value)? {
            Value::Number(number) => self.index.number(number),
            other => SqlValue::Text(other.display()),
        };
        Ok(self.bind(value))
    }

    pub(super) fn bind(&mut self, value: SqlValue) -> String {
        let name = format!(":filter{}", self.params.len());
        self.params.push((name.clone(), value));
        name
    }

    /// A bound JSON array of the references that a text means: by id, former id or whole name, else by a part of the
    /// name. What is written counts too, so that references to nothing can be found.
    fn referred(&mut self, field: &Field, text: &str, parts: bool) -> Result<String, Wrong> {
        let schema = self.request.context.schema;
        let several = field.to.len() > 1;
        let (only, word) = match text.split_once('/') {
            Some((kind, id)) => match schema.kind(kind).filter(|kind| field.to.contains(&kind.name)) {
                Some(kind) => (Some(kind.name.as_str()), id),
                None => (None, text),
            },
            None => (None, text),
        };
        let mut found = Vec::new();
        for exact in [true, false] {
            if (exact && parts) || (!exact && !found.is_empty()) {
                continue;
            }
            for kind in field.to.iter().filter(|kind| only.is_none_or(|only| only == kind.as_str())) {
                let ids = self.ids(kind, word, exact).map_err(Wrong::Failed)?;
                found.extend(ids.into_iter().map(|id| if several { format!("{kind}/{id}") } else { id }));
            }
        }
        found.push(match only {
            Some(kind) if several => format!("{kind}/{word}"),
            _ => word.to_owned(),
        });
        Ok(self.bind(SqlValue::Text(serde_json::to_string(&found).unwrap_or_default())))
    }

    fn ids(&mut self, kind: &str, word: &str, exact: bool) -> Result<Vec<String>, Failure> {
        let Some(shape) = self.index.shape(kind) else { return Ok(Vec::new()) };
        let key = fold(word);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let title = quoted(shape.title.as_deref().unwrap_or("id"));
        let former = shape
            .table
            .columns
            .iter()
            .any(|column| column.path == ["former_ids"] && column.kind == Some(Type::Strings));
        let condition = match exact {
            true if former => format!(
                "id = :word OR fold({title}) = :key OR EXISTS (SELECT 1 FROM json_each(former_ids) WHERE value = :word)"
            ),
            true => format!("id = :word OR fold({title}) = :key"),
            false => format!("instr(fold({title}), :key) > 0 OR instr(id, :word) > 0"),
        };
        let sql = format!("SELECT id FROM {} WHERE {condition}", quoted(&shape.table.name));
        let params = [("word".to_owned(), SqlValue::Text(word.to_owned())), ("key".to_owned(), SqlValue::Text(key))];
        let answer = self.index.query(&sql, &params, self.request.limits, self.request.interrupted)?;
        let ids = answer.rows.into_iter().filter_map(|row| match row.into_iter().next() {
            Some(Found::Text(id)) => Some(id),
            _ => None,
        });
        Ok(ids.collect())
    }
}

enum Wrong {
    /// The text is no value of the field.
    Value(Message),
    /// The index failed.
    Failed(Failure),
}
