//! Owns the shape of a kind's TOML file, and how an overlay is laid over a built-in kind.
//! Refuses keys it does not know.

use super::field::{Field, Literal, Requirement, Type};
use super::{EnumValue, Kind, Label, Origin, RequireAny};
use crate::syntax;
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LabelFile {
    en: Option<String>,
    zh: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum RequiredFile {
    Always(bool),
    Policy(String),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn list(self) -> Vec<String> {
        match self {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueFile {
    value: String,
    label: Option<LabelFile>,
    #[serde(default)]
    aliases: Vec<String>,
    probability: Option<i64>,
    state: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldFile {
    r#type: Option<String>,
    label: Option<LabelFile>,
    help: Option<LabelFile>,
    #[serde(default)]
    aliases: Vec<String>,
    required: Option<RequiredFile>,
    required_from: Option<syntax::Datetime>,
    required_when: Option<BTreeMap<String, OneOrMany>>,
    default: Option<Literal>,
    unique: Option<bool>,
    values: Option<Vec<ValueFile>>,
    to: Option<Vec<String>>,
    key: Option<String>,
    pattern: Option<String>,
    min: Option<Literal>,
    max: Option<Literal>,
    confidential: Option<bool>,
    placeholder: Option<bool>,
    #[serde(default)]
    fields: IndexMap<String, FieldFile>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequireAnyFile {
    fields: Vec<String>,
    policy: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindFile {
    pub(super) kind: Option<String>,
    folder: Option<String>,
    label: Option<LabelFile>,
    plural: Option<LabelFile>,
    #[serde(default)]
    aliases: Vec<String>,
    id: Option<String>,
    path: Option<String>,
    title: Option<String>,
    date: Option<String>,
    columns: Option<Vec<String>>,
    identifies: Option<Vec<String>>,
    together: Option<Vec<Vec<String>>>,
    require_any: Option<Vec<RequireAnyFile>>,
    #[serde(default)]
    fields: IndexMap<String, FieldFile>,
}

impl KindFile {
    /// Lays this file over a kind; what it does not say stays.
    pub(super) fn overlay(self, kind: &mut Kind, origin: &Origin) -> Result<(), String> {
        put(&mut kind.folder, self.folder);
        lay_label(&mut kind.label, self.label);
        lay_label(&mut kind.plural, self.plural);
        extend(&mut kind.aliases, self.aliases);
        put(&mut kind.id_template, self.id);
        put(&mut kind.path_template, self.path);
        put(&mut kind.title, self.title);
        if self.date.is_some() {
            kind.date = self.date;
        }
        put(&mut kind.columns, self.columns);
        put(&mut kind.identifies, self.identifies);
        put(&mut kind.together, self.together);
        if let Some(rules) = self.require_any {
            kind.require_any =
                rules.into_iter().map(|rule| RequireAny { fields: rule.fields, policy: rule.policy }).collect();
        }
        lay_fields(&mut kind.fields, self.fields, origin, &kind.name)
    }
}

fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn extend(list: &mut Vec<String>, more: Vec<String>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

fn lay_label(label: &mut Label, file: Option<LabelFile>) {
    if let Some(file) = file {
        put(&mut label.en, file.en);
        put(&mut label.zh, file.zh);
    }
}

fn lay_fields(
    fields: &mut IndexMap<String, Field>,
    files: IndexMap<String, FieldFile>,
    origin: &Origin,
    within: &str,
) -> Result<(), String> {
    for (name, file) in files {
        let path = format!("{within}.{name}");
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if !name.bytes().all(plain) || !name.starts_with(|first: char| first.is_ascii_lowercase()) {
            return Err(format!("`{path}`: a field name is a-z, 0-9 and _, and starts with a letter"));
        }
        let field = fields.entry(name.clone()).or_insert_with(|| Field::new(&name, origin.clone()));
        lay_field(field, file, origin, &path)?;
    }
    Ok(())
}

fn lay_field(field: &mut Field, file: FieldFile, origin: &Origin, path: &str) -> Result<(), String> {
    field.folded = OnceLock::new();
    if field.origin != *origin {
        field.changed_by = Some(origin.clone());
    }
    if let Some(name) = &file.r#type {
        field.kind =
            Type::parse(name).ok_or_else(|| format!("`{path}`: no such type `{name}`, there are {}", Type::names()))?;
    }
    lay_label(&mut field.label, file.label);
    lay_label(&mut field.help, file.help);
    extend(&mut field.aliases, file.aliases);
    if let Some(required) = file.required {
        field.required = match required {
            RequiredFile::Always(true) => Requirement::Always,
            RequiredFile::Always(false) => Requirement::Never,
            RequiredFile::Policy(policy) => Requirement::Policy(policy),
        };
    }
    if let Some(from) = file.required_from {
        let day = from.to_string().parse().map_err(|_| format!("`{path}`: required_from is a date, not `{from}`"))?;
        field.required_from = Some(day);
        if field.required == Requirement::Never {
            field.required = Requirement::Always;
        }
    }
    if let Some(when) = file.required_when {
        field.required_when = Some(when.into_iter().map(|(field, values)| (field, values.list())).collect());
    }
    if file.default.is_some() {
        field.default = file.default;
    }
    put(&mut field.unique, file.unique);
    for value in file.values.into_iter().flatten() {
        lay_value(&mut field.values, value);
    }
    put(&mut field.to, file.to);
    if file.key.is_some() {
        field.key = file.key;
    }
    if let Some(pattern) = file.pattern {
        let compiled = regex::Regex::new(&pattern).map_err(|error| format!("`{path}`: pattern: {error}"))?;
        field.pattern = Some(super::field::Pattern(compiled));
    }
    for (place, literal) in [(&mut field.min, file.min), (&mut field.max, file.max)] {
        if let Some(literal) = literal {
            *place = Some(literal.number().ok_or_else(|| format!("`{path}`: min and max are numbers"))?);
        }
    }
    put(&mut field.confidential, file.confidential);
    put(&mut field.placeholder, file.placeholder);
    lay_fields(&mut field.fields, file.fields, origin, path)?;
    match field.kind {
        Type::Enum if field.values.is_empty() => Err(format!("`{path}`: an enum lists its values")),
        Type::Ref | Type::Refs if field.to.is_empty() => Err(format!("`{path}`: a reference says `to = [\"kind\"]`")),
        Type::Rows if field.fields.is_empty() => Err(format!("`{path}`: rows list their fields")),
        _ => Ok(()),
    }
}

fn lay_value(values: &mut Vec<EnumValue>, file: ValueFile) {
    let at = values.iter().position(|known| known.value == file.value).unwrap_or_else(|| {
        values.push(EnumValue { value: file.value.clone(), ..EnumValue::default() });
        values.len() - 1
    });
    let value = &mut values[at];
    value.folded = OnceLock::new();
    lay_label(&mut value.label, file.label);
    extend(&mut value.aliases, file.aliases);
    if file.probability.is_some() {
        value.probability = file.probability;
    }
    if file.state.is_some() {
        value.state = file.state;
    }
}
