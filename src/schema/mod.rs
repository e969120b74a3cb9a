//! Owns the meaning of kinds and fields: built-in kinds, overlays, kinds of the user's own, the tag vocabulary.
//! Refuses to read files (it is handed their text) and to judge records.

mod builtin;
mod export;
mod field;
mod file;
mod interpret;
mod load;
mod tags;
mod template;

pub use builtin::BUILTIN;
pub use export::json_schema;
pub use field::{Field, Literal, Pattern, Requirement, Type};
pub use interpret::{Customs, interpret, not_a_value};
pub use load::{SchemaFile, load};
pub use tags::{Tag, TagGroup, Vocabulary};
pub use template::{Facts, expand_id, expand_path, id_fault, reference_fault, template_fault, uses_sequence};

use crate::diagnostic::Lang;
use crate::value::fold;
use indexmap::IndexMap;
use std::sync::OnceLock;

/// A name in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Label {
    /// The name in a language; English where Chinese is missing, and the other way round.
    pub fn get(&self, lang: Lang) -> Option<&str> {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::Zh => (&self.zh, &self.en),
        };
        [first, second].into_iter().find(|text| !text.is_empty()).map(String::as_str)
    }
}

/// Where a kind or field was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the program.
    BuiltIn,
    /// In a file of the repository.
    File(String),
}

/// One value of an enum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnumValue {
    /// As stored.
    pub value: String,
    /// As shown.
    pub label: Label,
    /// As people also write it.
    pub aliases: Vec<String>,
    /// Percent points a stage stands for.
    pub probability: Option<i64>,
    /// `open`, `won` or `lost`, for stages.
    pub state: Option<String>,
    folded: OnceLock<Vec<String>>,
}

impl EnumValue {
    /// Whether a folded word names this value.
    fn knows(&self, folded: &str) -> bool {
        let names = || {
            [&self.value, &self.label.en, &self.label.zh]
                .into_iter()
                .chain(&self.aliases)
                .map(|name| fold(name))
                .collect()
        };
        !folded.is_empty() && self.folded.get_or_init(names).iter().any(|name| name == folded)
    }

    /// The name for people.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.get(lang).unwrap_or(&self.value)
    }
}

/// At least one of these fields must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequireAny {
    /// Names of fields.
    pub fields: Vec<String>,
    /// Only under this policy; always where none is said.
    pub policy: Option<String>,
}

/// A kind of record.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Name, singular, as in references.
    pub name: String,
    /// Folder of its records, and name of its table.
    pub folder: String,
    /// Singular for people.
    pub label: Label,
    /// Plural for people.
    pub plural: Label,
    /// Other names.
    pub aliases: Vec<String>,
    /// How ids are made.
    pub id_template: String,
    /// Where new records go, below the folder.
    pub path_template: String,
    /// The field that names a record to people.
    pub title: String,
    /// The field whose day files the record; `created` where none is said.
    pub date: Option<String>,
    /// What lists show after the id.
    pub columns: Vec<String>,
    /// Fields that recognise a record besides its id.
    pub identifies: Vec<String>,
    /// Fields that merge as one.
    pub together: Vec<Vec<String>>,
    /// Rules over several fields.
    pub require_any: Vec<RequireAny>,
    /// Fields, in the order they are written.
    pub fields: IndexMap<String, Field>,
    /// Where it was declared.
    pub origin: Origin,
}

impl Kind {
    /// The field a word names: its key, label or alias in any language.
    pub fn field(&self, word: &str) -> Option<&Field> {
        self.fields.get(word).or_else(|| {
            let folded = fold(word);
            self.fields.values().find(|field| field.knows(&folded))
        })
    }

    /// Keys in the order they are written.
    pub fn order(&self) -> Vec<&str> {
        self.fields.keys().map(String::as_str).collect()
    }

    /// Singular for people.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.get(lang).unwrap_or(&self.name)
    }

    /// Singular or plural for people.
    pub fn counted(&self, count: usize, lang: Lang) -> &str {
        if count == 1 { self.label(lang) } else { self.plural.get(lang).unwrap_or(&self.folder) }
    }

    /// The field of a dotted path of names; names of row keys left out.
    pub fn field_at(&self, path: &[&str]) -> Option<&Field> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.field(first)?, |field, name| field.field(name))
    }

    /// The field whose day files the record.
    pub fn date_field(&self) -> &str {
        self.date.as_deref().unwrap_or("created")
    }
}

/// All kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// By name, in a fixed order.
    pub kinds: IndexMap<String, Kind>,
}

impl Schema {
    /// The kind a word names: name, plural, label or alias in any language.
    pub fn kind(&self, word: &str) -> Option<&Kind> {
        self.kinds
            .get(word)
            .or_else(|| self.kinds.values().find(|kind| kind.folder == word))
            .or_else(|| self.kinds.values().find(|kind| same_name(word, &kind.name, &kind.label, &kind.aliases)))
            .or_else(|| self.kinds.values().find(|kind| same_name(word, &kind.folder, &kind.plural, &[])))
    }

    /// The kind filed in a folder.
    pub fn kind_of_folder(&self, folder: &str) -> Option<&Kind> {
        self.kinds.values().find(|kind| kind.folder == folder)
    }

    /// Every word a kind may be called by, for did-you-mean.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.kinds.values().flat_map(|kind| [kind.name.as_str(), kind.folder.as_str(), kind.label.zh.as_str()])
    }
}

/// Whether a word is one of the names, by folded text.
pub(crate) fn same_name(word: &str, name: &str, label: &Label, aliases: &[String]) -> bool {
    let word = fold(word);
    !word.is_empty()
        && (word == fold(name)
            || word == fold(&label.en)
            || word == fold(&label.zh)
            || aliases.iter().any(|alias| word == fold(alias)))
}
