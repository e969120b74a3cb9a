//! Owns making a new record from the values given: defaults, uid, an id that is free, its path.
//! Refuses to judge whether anything is missing; `check` does.

use super::{Change, Dice, Record, derived_uid};
use crate::diagnostic::Failure;
use crate::msg;
use crate::schema::{Customs, Facts, Field, Kind, Type, expand_id, expand_path, id_fault, interpret, uses_sequence};
use crate::value::{Map, Value};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Gives new records their ids: ids in use by kind, former ones included; new ones are added as they are given.
pub struct Naming {
    customs: Customs,
    dice: RefCell<Dice>,
    taken: HashMap<String, HashSet<String>>,
    highest: HashMap<(String, String), u64>,
}

/// The value of a field that a new record does not say.
pub fn default_value(field: &Field, customs: &Customs) -> Option<Value> {
    interpret(field, &field.default.as_ref()?.text(), customs).ok()
}

struct Known<'a> {
    kind: &'a Kind,
    root: &'a Map,
    day: NaiveDate,
    naming: &'a Naming,
}

impl Facts for Known<'_> {
    fn text(&self, field: &str) -> String {
        let text = self.root.get(field).map(Value::display).unwrap_or_default();
        text.rsplit('/').next().unwrap_or_default().to_owned()
    }

    fn day(&self) -> NaiveDate {
        self.day
    }

    fn next(&self, prefix: &str, _digits: usize) -> u64 {
        self.naming.highest.get(&(self.kind.name.clone(), prefix.to_owned())).copied().unwrap_or(0) + 1
    }

    fn random(&self, length: usize) -> String {
        self.naming.random(length)
    }
}

impl Naming {
    /// Starts with no ids in use.
    pub fn new(customs: Customs, dice: Dice) -> Naming {
        Naming { customs, dice: RefCell::new(dice), taken: HashMap::new(), highest: HashMap::new() }
    }

    /// Takes note of the ids of records.
    pub fn take_all(&mut self, records: &[Record]) {
        for record in records {
            self.take(&record.kind, &record.id);
            for former in record.texts_of("former_ids") {
                self.take(&record.kind, former);
            }
        }
    }

    /// The day it is.
    pub fn today(&self) -> NaiveDate {
        self.customs.now.date_naive()
    }

    fn random(&self, length: usize) -> String {
        self.dice.borrow_mut().characters(length)
    }

    /// Takes note of one id.
    pub fn take(&mut self, kind: &str, id: &str) {
        self.taken.entry(kind.to_owned()).or_default().insert(id.to_owned());
        let digits = id.len() - id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0
            && digits < 12
            && let Ok(number) = id[id.len() - digits..].parse::<u64>()
        {
            let highest = self.highest.entry((kind.to_owned(), id[..id.len() - digits].to_owned())).or_default();
            *highest = (*highest).max(number);
        }
    }

    fn is_taken(&self, kind: &str, id: &str) -> bool {
        self.taken.get(kind).is_some_and(|ids| ids.contains(id))
    }

    /// A new record: what `root` says, defaults, `created`, `uid` and an id that is free. `id` is the user's own.
    pub fn create(&mut self, kind: &Kind, mut root: Map, id: Option<String>) -> Result<Change, Failure> {
        for field in kind.fields.values() {
            if !root.contains_key(&field.name)
                && let Some(value) = default_value(field, &self.customs)
            {
                root.insert(field.name.clone(), value);
            }
        }
        let today = self.today();
        root.entry("created".to_owned()).or_insert(Value::Date(today));
        let uid = match (root.get("external_id").map(Value::display), root.get("source_system").map(Value::display)) {
            (Some(external), source) => derived_uid(&kind.name, &source.unwrap_or_default(), &external),
            (None, _) => self.dice.borrow_mut().uid(),
        };
        root.entry("uid".to_owned()).or_insert(Value::Text(uid));
        let day = day_of(kind, &root, today);
        let id = match id {
            Some(id) => self.own_id(kind, id)?,
            None => self.free_id(kind, &root, day, today)?,
        };
        self.take(&kind.name, &id);
        let path = format!("{}/{}", kind.folder, expand_path(&kind.path_template, &id, day));
        Ok(Change::Create { kind: kind.name.clone(), id, path, root })
    }

    fn own_id(&self, kind: &Kind, id: String) -> Result<String, Failure> {
        if let Some(why) = id_fault(&id) {
            return Err(Failure::refused(msg!("id-fault", id = id, why = why)).hint(msg!("id-fault-hint")));
        }
        if self.is_taken(&kind.name, &id) {
            return Err(Failure::refused(msg!("id-taken", reference = format!("{}/{id}", kind.name)))
                .hint(msg!("id-taken-hint")));
        }
        Ok(id)
    }

    fn free_id(&self, kind: &Kind, root: &Map, day: NaiveDate, today: NaiveDate) -> Result<String, Failure> {
        // Numbers count by the year they are given in; dated ids say the day of the event.
        let day = if uses_sequence(&kind.id_template) { today } else { day };
        let known = Known { kind, root, day, naming: self };
        for _ in 0..64 {
            let made = expand_id(&kind.id_template, &known);
            let id = match made {
                Some(id) => id,
                // A name without letters that a slug can hold: the kind and a random part.
                None => format!("{}-{}", kind.name, self.random(6)),
            };
            if !self.is_taken(&kind.name, &id) {
                return Ok(id);
            }
            if kind.id_template.starts_with("{slug") {
                return Ok(self.numbered(kind, &id));
            }
        }
        Err(Failure::failed(msg!("id-none-free", kind = kind.name.as_str())))
    }

    /// `acme-2`, `acme-3` … for further records of one name.
    fn numbered(&self, kind: &Kind, id: &str) -> String {
        let mut number = 2u64;
        loop {
            let suffix = format!("-{number}");
            let cut: String = id.chars().take(64 - suffix.len()).collect();
            let candidate = format!("{}{suffix}", cut.trim_end_matches('-'));
            if !self.is_taken(&kind.name, &candidate) {
                return candidate;
            }
            number += 1;
        }
    }
}

fn day_of(kind: &Kind, root: &Map, today: NaiveDate) -> NaiveDate {
    let of = |field: &str| match root.get(field) {
        Some(Value::Date(day)) => Some(*day),
        Some(Value::Moment(moment)) => Some(moment.date_naive()),
        _ => None,
    };
    let date = kind.fields.get(kind.date_field()).filter(|field| matches!(field.kind, Type::Date | Type::Datetime));
    date.and_then(|field| of(&field.name)).or_else(|| of("created")).unwrap_or(today)
}
