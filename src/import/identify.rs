//! Owns recognising a record again: by its uid, its key, its identifying fields, or what the row says.
//! Refuses to take two records for one because a single weak field agrees.

use super::index::Who;
use super::resolve::Pass;
use super::rows::Draft;
use crate::schema::{Kind, Type};
use crate::value::{Map, Value, fold};
use sha2::{Digest, Sha256};

/// What was recognised.
pub(super) enum Identity {
    Found(Who),
    New,
    /// The text fits several records.
    Several(String, usize),
}

/// Recognises the record a row speaks of. A record without any identity gets an external id made from its contents.
pub(super) fn identify(pass: &mut Pass<'_>, kind: &Kind, root: &mut Map, draft: &Draft, companion: bool) -> Identity {
    for field in ["uid", "external_id"] {
        let Some(text) = root.get(field).map(Value::display) else { continue };
        let found: Vec<Who> =
            pass.find(&kind.name, field, &text).into_iter().filter(|who| same_source(pass, *who, field)).collect();
        if let Some(who) = found.first() {
            return Identity::Found(*who);
        }
    }
    let is_main = pass.context.main.first() == Some(&kind.name);
    let key: Vec<String> = if is_main { pass.context.key.to_vec() } else { Vec::new() };
    let own_key = !key.is_empty() && key.iter().all(|field| field != "external_id");
    if own_key && let Some(text) = root.get(&key[0]).map(Value::display) {
        let mut found = pass.find(&kind.name, &key[0], &text);
        found.retain(|who| key.iter().all(|field| same(pass, *who, field, root)));
        return one(found, text);
    }
    let title_identifies = kind.identifies.contains(&kind.title);
    for field in &kind.identifies {
        let Some(text) = root.get(field).map(Value::display).filter(|text| !text.is_empty()) else { continue };
        let mut found = pass.find(&kind.name, field, &text);
        found.retain(|who| agrees(pass, *who, kind, field, root, title_identifies));
        // The one with the same name is meant where several share a number.
        let named: Vec<Who> = found.iter().copied().filter(|who| same(pass, *who, &kind.title, root)).collect();
        let found = if named.is_empty() { found } else { named };
        match found.len() {
            0 => {}
            1 => return Identity::Found(found[0]),
            count => return Identity::Several(text, count),
        }
    }
    if kind.name == "contact"
        && let Some(name) = root.get("name").map(Value::display)
    {
        let mut found = pass.find("contact", "name", &name);
        found.retain(|who| same(pass, *who, "customer", root) && !contradicts(pass, *who, kind, root));
        return one(found, name);
    }
    let known = own_key
        || ["external_id"]
            .into_iter()
            .chain(kind.identifies.iter().map(String::as_str))
            .any(|field| root.contains_key(field));
    if known { Identity::New } else { by_contents(pass, kind, root, draft, companion) }
}

fn one(found: Vec<Who>, text: String) -> Identity {
    match found.as_slice() {
        [] => Identity::New,
        [who] => Identity::Found(*who),
        several => Identity::Several(text, several.len()),
    }
}

/// Rows of activities, payments, tasks: recognised by what they say, and by how many equal ones came before.
fn by_contents(pass: &mut Pass<'_>, kind: &Kind, root: &mut Map, draft: &Draft, companion: bool) -> Identity {
    let mut raw: Vec<&(String, String)> = draft.raw.iter().collect();
    if kind.name == "opportunity" {
        // A deal stays the same while its amount and stage change.
        raw.retain(|(path, _)| path == "name" || path == "customer" || path == "opened_on");
    }
    raw.sort();
    let mut digest = Sha256::new();
    digest.update(kind.name.as_bytes());
    for (path, text) in raw {
        digest.update(format!("\u{0}{path}\u{0}{}", fold(text)).as_bytes());
    }
    let hex: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut external = format!("import:{hex}");
    if !companion {
        let count = pass.seen.entry(format!("{}{external}", kind.name)).or_default();
        *count += 1;
        if *count > 1 {
            external = format!("{external}-{count}");
        }
    }
    root.insert("external_id".to_owned(), Value::Text(external.clone()));
    pass.find(&kind.name, "external_id", &external).first().map_or(Identity::New, |who| Identity::Found(*who))
}

fn value<'p>(pass: &'p Pass<'_>, who: Who, field: &str) -> Option<&'p Value> {
    match who {
        Who::Existing(record) => pass.context.records[record].root.get(field),
        Who::Made(made) => pass.made.get(made)?.root.get(field),
    }
}

fn same_source(pass: &Pass<'_>, who: Who, field: &str) -> bool {
    let contents =
        value(pass, who, "external_id").and_then(Value::text).is_some_and(|text| text.starts_with("import:"));
    let source = value(pass, who, "source_system").and_then(Value::text);
    field == "uid" || contents || matches!(who, Who::Made(_)) || source == Some(pass.context.source)
}

/// Both have the same, or neither has any.
fn same(pass: &Pass<'_>, who: Who, field: &str, root: &Map) -> bool {
    let text = |value: Option<&Value>| value.map(|value| fold(&value.display())).unwrap_or_default();
    text(value(pass, who, field)) == text(root.get(field))
}

/// Both have one, and they differ.
fn differ(pass: &Pass<'_>, who: Who, field: &str, root: &Map) -> bool {
    value(pass, who, field).is_some() && root.contains_key(field) && !same(pass, who, field, root)
}

/// An identifying field of both differs.
fn contradicts(pass: &Pass<'_>, who: Who, kind: &Kind, root: &Map) -> bool {
    let external = matches!(who, Who::Existing(_))
        && same_source(pass, who, "external_id")
        && differ(pass, who, "external_id", root);
    external || (matches!(who, Who::Made(_)) && kind.identifies.iter().any(|field| differ(pass, who, field, root)))
}

/// Whether a record that shares one identifying field is the one meant.
fn agrees(pass: &Pass<'_>, who: Who, kind: &Kind, by: &str, root: &Map, title_identifies: bool) -> bool {
    let external = differ(pass, who, "external_id", root);
    if external && (matches!(who, Who::Made(_)) || same_source(pass, who, "external_id")) {
        return false;
    }
    if kind.name == "contact" {
        let here = !differ(pass, who, "customer", root);
        return same(pass, who, "name", root) || (here && matches!(who, Who::Existing(_)));
    }
    let stronger = kind.identifies.iter().take_while(|field| *field != by);
    if title_identifies && stronger.into_iter().any(|field| differ(pass, who, field, root)) {
        return false;
    }
    let unique = kind.fields.get(by).is_some_and(|field| field.unique);
    let owned = kind.fields.get("customer").is_some_and(|field| field.kind == Type::Ref);
    unique || !owned || !differ(pass, who, "customer", root)
}
