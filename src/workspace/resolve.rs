//! Owns what a REF means: `kind/id`, id, former id, name or part of it, pinyin, initials, last four of an id, e-mail, phone.
//! Refuses to guess between several; the caller asks or fails.

use crate::diagnostic::{Failure, Message};
use crate::msg;
use crate::record::Record;
use crate::schema::{Schema, Type};
use crate::value::{Value, fold, initials, parse_phone, pinyin, suggest};

/// What a reference led to.
pub enum Candidates<'r> {
    /// Exactly one.
    One(&'r Record),
    /// None; with the nearest name if one is near.
    None(Message),
    /// Several, all equally near.
    Several(Vec<&'r Record>),
}

impl<'r> Candidates<'r> {
    /// The one, or a failure that lists the candidates.
    pub fn one(self, text: &str, schema: &Schema) -> Result<&'r Record, Failure> {
        match self {
            Candidates::One(record) => Ok(record),
            Candidates::None(message) => Err(Failure::not_found(message)),
            Candidates::Several(list) => {
                let names: Vec<String> = list
                    .iter()
                    .take(8)
                    .map(|record| match schema.kinds.get(&record.kind) {
                        Some(kind) => format!("{} ({})", record.reference(), record.title(kind)),
                        None => record.reference(),
                    })
                    .collect();
                let message = msg!("reference-several", text = text, count = list.len());
                Err(Failure::not_found(message).hint(msg!("reference-several-hint", names = names.join(", "))))
            }
        }
    }
}

/// The records a reference may mean, nearest reading first; `kinds` limits it, empty means all.
pub fn resolve<'r>(records: &'r [Record], schema: &Schema, kinds: &[&str], region: &str, text: &str) -> Candidates<'r> {
    let text = text.trim();
    let (kinds, wanted): (Vec<&str>, &str) = match text.split_once('/') {
        Some((word, id)) => match schema.kind(word) {
            Some(kind) if kinds.is_empty() || kinds.contains(&kind.name.as_str()) => (vec![kind.name.as_str()], id),
            _ => return Candidates::None(msg!("reference-kind", text = text)),
        },
        None => (kinds.to_vec(), text),
    };
    let pool: Vec<&Record> =
        records.iter().filter(|record| kinds.is_empty() || kinds.contains(&record.kind.as_str())).collect();
    let folded = fold(wanted);
    let sought = Sought { wanted, folded: &folded, phone: parse_phone(wanted, region).ok() };
    for reading in READINGS {
        let found: Vec<&Record> = pool.iter().copied().filter(|record| reading(record, schema, &sought)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Candidates::One(one),
            _ => return Candidates::Several(found),
        }
    }
    let titles: Vec<String> = pool.iter().map(|record| title(record, schema)).collect();
    let names = pool.iter().map(|record| record.id.as_str()).chain(titles.iter().map(String::as_str));
    Candidates::None(match suggest(wanted, names) {
        Some(near) => msg!("reference-none-near", text = text, near = near),
        None => msg!("reference-none", text = text),
    })
}

struct Sought<'t> {
    wanted: &'t str,
    folded: &'t str,
    phone: Option<String>,
}

type Reading = fn(&Record, &Schema, &Sought<'_>) -> bool;

/// From the surest to the vaguest; the first that finds anything decides.
const READINGS: &[Reading] = &[
    |record, _, sought| record.id == sought.wanted,
    |record, _, sought| record.texts_of("former_ids").contains(&sought.wanted),
    |record, schema, sought| !sought.folded.is_empty() && fold(&title(record, schema)) == sought.folded,
    |record, schema, sought| typed(record, schema, Type::Email).any(|text| text.eq_ignore_ascii_case(sought.wanted)),
    |record, schema, sought| {
        sought.phone.as_deref().is_some_and(|phone| typed(record, schema, Type::Phone).any(|text| text == phone))
    },
    |record, schema, sought| !sought.folded.is_empty() && fold(&title(record, schema)).contains(sought.folded),
    |record, schema, sought| latin(sought) && pinyin(&title(record, schema)).contains(sought.folded),
    |record, schema, sought| latin(sought) && initials(&title(record, schema)) == sought.folded,
    |record, _, sought| sought.wanted.len() == 4 && record.id.ends_with(sought.wanted),
    |record, _, sought| sought.wanted.len() >= 3 && record.id.contains(sought.wanted),
];

fn latin(sought: &Sought<'_>) -> bool {
    sought.folded.len() >= 2 && sought.folded.is_ascii()
}

fn title(record: &Record, schema: &Schema) -> String {
    schema.kinds.get(&record.kind).map_or_else(|| record.id.clone(), |kind| record.title(kind))
}

fn typed<'r>(record: &'r Record, schema: &'r Schema, wanted: Type) -> impl Iterator<Item = &'r str> {
    let fields = schema.kinds.get(&record.kind).into_iter().flat_map(|kind| kind.fields.values());
    fields
        .filter(move |field| field.kind == wanted)
        .filter_map(|field| record.root.get(&field.name).and_then(Value::text))
}

impl super::Workspace {
    /// The member whose e-mail the git identity has.
    pub fn me<'r>(&self, records: &'r [Record]) -> Option<&'r Record> {
        let identity = self.git.identity().ok()?;
        let same =
            |record: &&Record| record.text_of("email").is_some_and(|email| email.eq_ignore_ascii_case(&identity.email));
        records.iter().filter(|record| record.kind == "member").find(same)
    }
}
