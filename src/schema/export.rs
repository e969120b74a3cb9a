//! Owns the JSON Schema of a kind, for editors.
//! Refuses to be the check itself: editors only help while typing.

use super::{Field, Kind, Requirement, Type};
use crate::diagnostic::Lang;
use serde_json::{Map, Value as Json, json};

/// JSON Schema (2020-12) of a kind under a policy, with titles in a language.
pub fn json_schema(kind: &Kind, policy: &str, lang: Lang) -> Json {
    let mut schema = object(&kind.fields, policy, lang);
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".into(), json!(kind.label(lang)));
    Json::Object(schema)
}

fn object(fields: &indexmap::IndexMap<String, Field>, policy: &str, lang: Lang) -> Map<String, Json> {
    let properties: Map<String, Json> =
        fields.iter().map(|(name, field)| (name.clone(), property(field, policy, lang))).collect();
    let required: Vec<&String> = fields
        .values()
        .filter(|field| match &field.required {
            Requirement::Always => field.required_from.is_none(),
            Requirement::Policy(only) => only == policy,
            Requirement::Never => false,
        })
        .map(|field| &field.name)
        .collect();
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Json::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema
}

fn property(field: &Field, policy: &str, lang: Lang) -> Json {
    let mut schema = match field.kind {
        Type::Int => map(json!({ "type": "integer" })),
        Type::Decimal | Type::Money | Type::Percent => map(json!({ "type": "number" })),
        Type::Bool => map(json!({ "type": "boolean" })),
        Type::Date => map(json!({ "type": "string", "format": "date" })),
        Type::Datetime => map(json!({ "type": "string", "format": "date-time" })),
        Type::Enum => {
            let values: Vec<&String> = field.values.iter().map(|value| &value.value).collect();
            map(json!({ "type": "string", "enum": values }))
        }
        Type::Tags | Type::Strings | Type::Refs => {
            map(json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true }))
        }
        Type::Email => map(json!({ "type": "string", "format": "email" })),
        Type::Url => map(json!({ "type": "string", "format": "uri" })),
        Type::Table => object(&field.fields, policy, lang),
        Type::Rows => map(json!({ "type": "array", "items": Json::Object(object(&field.fields, policy, lang)) })),
        Type::String | Type::Text | Type::Duration | Type::Ref | Type::Phone => map(json!({ "type": "string" })),
    };
    schema.insert("title".into(), json!(field.label(lang)));
    if let Some(help) = field.help.get(lang) {
        schema.insert("description".into(), json!(help));
    }
    if let Some(pattern) = &field.pattern {
        schema.insert("pattern".into(), json!(pattern.0.as_str()));
    }
    Json::Object(schema)
}

fn map(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}
