//! Owns a field: its type, labels, constraints.
//! Refuses to judge values; `check` does.

use super::{EnumValue, Label, Origin};
use crate::diagnostic::Lang;
use crate::value::fold;
use chrono::NaiveDate;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

macro_rules! types {
    ($($(#[$doc:meta])* $variant:ident $name:literal),* $(,)?) => {
        /// What a field holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Type { $($(#[$doc])* $variant),* }
        impl Type {
            const ALL: &[(Type, &str)] = &[$((Type::$variant, $name)),*];
        }
    };
}
types! {
    /// One line of text.
    String "string",
    /// Many lines of text.
    Text "text",
    /// A whole number.
    Int "int",
    /// An exact decimal.
    Decimal "decimal",
    /// An exact amount of money, in the record's currency.
    Money "money",
    /// Percent points, 10 for 10 %.
    Percent "percent",
    /// True or false.
    Bool "bool",
    /// A calendar day.
    Date "date",
    /// A moment with its offset.
    Datetime "datetime",
    /// A span of time such as `2h` or `14d`.
    Duration "duration",
    /// One of listed values.
    Enum "enum",
    /// A set of tags of the vocabulary.
    Tags "tags",
    /// A set of plain strings.
    Strings "strings",
    /// The id of another record.
    Ref "ref",
    /// A set of ids of other records.
    Refs "refs",
    /// An e-mail address.
    Email "email",
    /// A telephone number, E.164.
    Phone "phone",
    /// An http or https address.
    Url "url",
    /// Fields of its own.
    Table "table",
    /// An array of tables with a key.
    Rows "rows",
}

impl Type {
    /// The type of a name as written in schema files.
    pub fn parse(name: &str) -> Option<Type> {
        Type::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    /// The name as written in schema files.
    pub fn name(self) -> &'static str {
        Type::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// All names, for messages.
    pub fn names() -> String {
        Type::ALL.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    /// Whether values are exact numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Type::Int | Type::Decimal | Type::Money | Type::Percent)
    }

    /// Whether values are sets of scalars.
    pub fn is_set(self) -> bool {
        matches!(self, Type::Tags | Type::Strings | Type::Refs)
    }
}

/// A plain value in a schema file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// true or false
    Bool(bool),
    /// a whole number
    Int(i64),
    /// a decimal
    Float(f64),
    /// anything else, read by the field's type
    Text(String),
}

impl Literal {
    pub(super) fn number(&self) -> Option<Decimal> {
        match self {
            Literal::Int(whole) => Some(Decimal::from(*whole)),
            Literal::Float(float) => float.to_string().parse().ok(),
            Literal::Text(text) => text.parse().ok(),
            Literal::Bool(_) => None,
        }
    }

    /// As a person would type it.
    pub fn text(&self) -> String {
        match self {
            Literal::Bool(truth) => truth.to_string(),
            Literal::Int(whole) => whole.to_string(),
            Literal::Float(float) => float.to_string(),
            Literal::Text(text) => text.clone(),
        }
    }
}

/// When a field must be there.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Requirement {
    /// It may be empty.
    #[default]
    Never,
    /// Always.
    Always,
    /// Under one policy (`solo`, `team`).
    Policy(String),
}

/// A compiled pattern, compared by its source.
#[derive(Clone, Debug)]
pub struct Pattern(pub regex::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// A field of a kind, of a table, or of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Key in the file.
    pub name: String,
    /// What it holds.
    pub kind: Type,
    /// Name for people.
    pub label: Label,
    /// One line of help.
    pub help: Label,
    /// Other names, in sheets and on the command line.
    pub aliases: Vec<String>,
    /// When it must be there.
    pub required: Requirement,
    /// Records created before this day are warned, not refused.
    pub required_from: Option<NaiveDate>,
    /// Required when all these fields have one of these values; the key `policy` limits it to a policy.
    pub required_when: Option<BTreeMap<String, Vec<String>>>,
    /// Value of a new record that says none.
    pub default: Option<Literal>,
    /// No two records of the kind share it.
    pub unique: bool,
    /// Values of an enum, in order.
    pub values: Vec<EnumValue>,
    /// Kinds a reference may name.
    pub to: Vec<String>,
    /// The field of a row that names it.
    pub key: Option<String>,
    /// What the text must match.
    pub pattern: Option<Pattern>,
    /// Least number allowed.
    pub min: Option<Decimal>,
    /// Greatest number allowed.
    pub max: Option<Decimal>,
    /// Stays out of exports unless asked for.
    pub confidential: bool,
    /// Words such as `none` are answers here.
    pub placeholder: bool,
    /// Fields of a table or of rows.
    pub fields: IndexMap<String, Field>,
    /// Where it was declared.
    pub origin: Origin,
    /// The overlay that changed it.
    pub changed_by: Option<Origin>,
    /// Name, labels and aliases folded, made when first asked for: folding them anew for every lookup is slow.
    pub(super) folded: OnceLock<Vec<String>>,
}

impl Field {
    pub(super) fn new(name: &str, origin: Origin) -> Field {
        Field {
            name: name.to_owned(),
            kind: Type::String,
            label: Label::default(),
            help: Label::default(),
            aliases: Vec::new(),
            required: Requirement::Never,
            required_from: None,
            required_when: None,
            default: None,
            unique: false,
            values: Vec::new(),
            to: Vec::new(),
            key: None,
            pattern: None,
            min: None,
            max: None,
            confidential: false,
            placeholder: false,
            fields: IndexMap::new(),
            origin,
            changed_by: None,
            folded: OnceLock::new(),
        }
    }

    /// The name for people; the key where no label is given.
    pub fn label(&self, lang: Lang) -> &str {
        self.label.get(lang).unwrap_or(&self.name)
    }

    /// Whether a word names this field, in any language.
    pub fn answers_to(&self, word: &str) -> bool {
        self.name == word || self.knows(&fold(word))
    }

    /// Whether a folded word names this field.
    pub(super) fn knows(&self, folded: &str) -> bool {
        let names = || {
            [&self.name, &self.label.en, &self.label.zh]
                .into_iter()
                .chain(&self.aliases)
                .map(|name| fold(name))
                .collect()
        };
        !folded.is_empty() && self.folded.get_or_init(names).iter().any(|name| name == folded)
    }

    /// The value of an enum that a word names.
    pub fn value(&self, word: &str) -> Option<&EnumValue> {
        let folded = fold(word);
        self.values
            .iter()
            .find(|value| value.value == word)
            .or_else(|| self.values.iter().find(|value| value.knows(&folded)))
    }

    /// The field of a table or of rows that a word names.
    pub fn field(&self, word: &str) -> Option<&Field> {
        self.fields.get(word).or_else(|| {
            let folded = fold(word);
            self.fields.values().find(|field| field.knows(&folded))
        })
    }
}
