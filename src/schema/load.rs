//! Owns putting the schema together: built-in kinds, the common fields, the repository's overlays and kinds.
//! Refuses to lose a good file to a bad one: a faulty overlay is a finding, the others still count.

use super::builtin::{BUILTIN, COMMON};
use super::file::KindFile;
use super::{Field, Kind, Label, Origin, Schema, Type, id_fault, template_fault};
use crate::diagnostic::{Diagnostic, Place};
use crate::{msg, syntax};
use indexmap::IndexMap;
use std::collections::HashSet;
use std::sync::OnceLock;

/// A file of `schema/`: its path for messages, its text.
pub struct SchemaFile {
    /// Path relative to the work tree.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The schema of a repository with what is wrong in its files.
pub fn load(files: &[SchemaFile]) -> (Schema, Vec<Diagnostic>) {
    let mut schema = built_in().clone();
    let mut findings = Vec::new();
    for file in files {
        if let Err(finding) = overlay(&mut schema, file) {
            findings.push(*finding);
        }
    }
    (schema, findings)
}

fn built_in() -> &'static Schema {
    static BUILT: OnceLock<Schema> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut schema = Schema::default();
        for (name, text) in BUILTIN {
            // A test reads every built-in file, so a fault here can't reach a user.
            if let Ok(file) = syntax::typed::<KindFile>(text) {
                let mut kind = empty_kind(name, Origin::BuiltIn);
                let _ = file.overlay(&mut kind, &Origin::BuiltIn);
                add_common_fields(&mut kind);
                schema.kinds.insert((*name).to_owned(), kind);
            }
        }
        schema
    })
}

fn overlay(schema: &mut Schema, file: &SchemaFile) -> Result<(), Box<Diagnostic>> {
    let fault = |span: std::ops::Range<usize>, text: String| {
        let place = Place::span(&file.path, &file.text, span);
        Box::new(Diagnostic::error("schema", place, msg!("schema-fault", fault = text)))
    };
    let read = syntax::typed::<KindFile>(&file.text).map_err(|found| fault(found.span, found.text))?;
    let stem = file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml").to_owned();
    let name = read.kind.clone().unwrap_or(stem);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if id_fault(&name).is_some() || !name.bytes().all(plain) {
        return Err(fault(0..0, format!("`{name}`: a kind's name is a-z, 0-9 and -")));
    }
    let origin = Origin::File(file.path.clone());
    let mut kind = schema.kinds.get(&name).cloned().unwrap_or_else(|| empty_kind(&name, origin.clone()));
    let own = kind.origin == origin;
    let before = kind.fields.clone();
    read.overlay(&mut kind, &origin).map_err(|text| fault(0..0, text))?;
    // Records, reports and commands rely on what built-in fields hold; only free text may be narrowed to listed values.
    let narrowed =
        |old: &Field, new: &Field| old.kind == Type::String && new.kind == Type::Enum && new.name != kind.title;
    let changed = |field: &&Field| {
        before
            .get(&field.name)
            .is_some_and(|old| old.kind != field.kind && !narrowed(old, field) || field.name == "uid" && old != *field)
    };
    if let Some(field) = kind.fields.values().find(changed) {
        return Err(fault(0..0, format!("`{}`: the type of a built-in field can't change", field.name)));
    }
    if own {
        add_common_fields(&mut kind);
        if !kind.fields.contains_key(&kind.title) {
            return Err(fault(0..0, format!("`title = \"{}\"`: the kind has no such field", kind.title)));
        }
    }
    for (template, path) in [(&kind.id_template, false), (&kind.path_template, true)] {
        if let Some(text) = template_fault(template, path) {
            return Err(fault(0..0, text));
        }
    }
    let nobody = |to: &&String| !schema.kinds.contains_key(*to) && **to != name;
    if let Some(to) = kind.fields.values().flat_map(|field| &field.to).find(nobody) {
        return Err(fault(0..0, format!("`to = [\"{to}\"]`: there is no such kind")));
    }
    let taken = schema.kinds.values().any(|other| other.name != name && other.folder == kind.folder);
    let reserved = ["schema", "rules", "reports", "templates", "files"].contains(&kind.folder.as_str());
    let plain_folder = kind.folder.bytes().all(|byte| plain(byte) || byte == b'_') && !kind.folder.is_empty();
    if taken || reserved || !plain_folder {
        return Err(fault(
            0..0,
            format!("`folder = \"{}\"`: taken, reserved, or not of a-z, 0-9, - and _", kind.folder),
        ));
    }
    schema.kinds.insert(name, kind);
    Ok(())
}

fn empty_kind(name: &str, origin: Origin) -> Kind {
    Kind {
        name: name.to_owned(),
        folder: format!("{name}s"),
        label: Label::default(),
        plural: Label::default(),
        aliases: Vec::new(),
        id_template: "{slug:name}".to_owned(),
        path_template: "{id}.toml".to_owned(),
        title: "name".to_owned(),
        date: None,
        columns: vec!["name".to_owned()],
        identifies: vec!["name".to_owned()],
        together: Vec::new(),
        require_any: Vec::new(),
        fields: IndexMap::new(),
        origin,
    }
}

/// The common fields stand behind the kind's own, `uid` first; what the kind declares itself stays as it is.
fn add_common_fields(kind: &mut Kind) {
    let Ok(common) = syntax::typed::<KindFile>(COMMON) else { return };
    let mut base = empty_kind(&kind.name, Origin::BuiltIn);
    if common.overlay(&mut base, &Origin::BuiltIn).is_err() {
        return;
    }
    // A kind's own word beats a common one: `description` is a field of its own in some kinds. Compared by lower case:
    // folding every word would cost every command its start.
    let words = |field: &Field| {
        let names = [&field.name, &field.label.en, &field.label.zh].into_iter().chain(&field.aliases);
        names.map(|name| name.to_lowercase()).collect::<Vec<_>>()
    };
    let own: HashSet<String> = kind.fields.values().flat_map(words).collect();
    for (name, mut field) in base.fields {
        field.aliases.retain(|alias| !own.contains(&alias.to_lowercase()));
        kind.fields.entry(name).or_insert(field);
    }
    if let Some(at) = kind.fields.get_index_of("uid") {
        kind.fields.move_index(at, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fold;
    use std::collections::BTreeMap;

    #[test]
    fn every_built_in_kind_reads_and_is_whole() {
        for (name, text) in BUILTIN {
            let file = syntax::typed::<KindFile>(text).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            assert_eq!(file.kind.as_deref(), Some(*name));
            let mut kind = empty_kind(name, Origin::BuiltIn);
            file.overlay(&mut kind, &Origin::BuiltIn).unwrap();
        }
        syntax::typed::<KindFile>(COMMON).unwrap();
        let schema = built_in();
        for kind in schema.kinds.values() {
            assert!(kind.fields.contains_key(&kind.title), "{}: title", kind.name);
            for column in kind.columns.iter().chain(&kind.identifies).chain(kind.together.iter().flatten()) {
                assert!(kind.fields.contains_key(column), "{}: {column}", kind.name);
            }
            for field in kind.fields.values() {
                assert!(
                    !field.label.en.is_empty() && !field.label.zh.is_empty(),
                    "{}.{}: label",
                    kind.name,
                    field.name
                );
                for target in &field.to {
                    assert!(schema.kinds.contains_key(target), "{}.{}: to {target}", kind.name, field.name);
                }
                if field.kind == Type::Rows {
                    let key = field.key.as_deref().unwrap_or_default();
                    assert!(field.fields.contains_key(key), "{}.{}: key `{key}`", kind.name, field.name);
                }
            }
        }
    }

    #[test]
    fn no_word_names_two_fields_of_a_kind() {
        for kind in built_in().kinds.values() {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for field in kind.fields.values() {
                let words = [&field.name, &field.label.en, &field.label.zh].into_iter().chain(&field.aliases);
                for word in words {
                    let other = seen.insert(fold(word), &field.name);
                    assert!(
                        other.is_none_or(|other| other == field.name),
                        "{}: `{word}` names {} and {}",
                        kind.name,
                        other.unwrap_or_default(),
                        field.name
                    );
                }
            }
        }
    }

    #[test]
    fn an_overlay_changes_what_it_says_and_a_faulty_one_loses_nothing() {
        let file = |path: &str, text: &str| SchemaFile { path: path.into(), text: text.into() };
        let (schema, findings) = load(&[
            file(
                "schema/customer.toml",
                "[fields.region]\ntype = \"enum\"\nvalues = [{ value = \"华东\" }]\nrequired_from = 2026-12-01\n",
            ),
            file("schema/broken.toml", "[fields.x]\ntype = \"nonsense\"\n"),
            file("schema/visit.toml", "label = { zh = \"拜访计划\" }\n[fields.name]\n"),
        ]);
        let region = &schema.kinds["customer"].fields["region"];
        assert_eq!(region.required, super::super::Requirement::Always);
        assert_eq!(schema.kind("拜访计划").map(|kind| kind.folder.as_str()), Some("visits"));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place.path, "schema/broken.toml");
    }
}
