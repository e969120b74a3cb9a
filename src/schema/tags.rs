//! Owns the tag vocabulary of tags.toml: groups, tags, aliases, labels.
//! Refuses to say who may use a tag; `check` does.

use super::Label;
use crate::diagnostic::{Diagnostic, Place};
use crate::value::fold;
use crate::{msg, syntax};
use indexmap::IndexMap;
use serde::Deserialize;

/// A group of tags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagGroup {
    /// Name for people.
    pub label: Label,
    /// A record has at most one tag of the group.
    pub exclusive: bool,
}

/// One tag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tag {
    /// Name of its group, if any.
    pub group: Option<String>,
    /// Other spellings that mean this tag.
    pub aliases: Vec<String>,
    /// Name for people.
    pub label: Label,
    /// Kinds that may carry it; empty means all.
    pub kinds: Vec<String>,
}

/// The vocabulary. Without a tags.toml any tag may be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// Whether there is a tags.toml at all.
    pub present: bool,
    /// Groups by name.
    pub groups: IndexMap<String, TagGroup>,
    /// Tags by name.
    pub tags: IndexMap<String, Tag>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct LabelFile {
    en: String,
    zh: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct GroupFile {
    label: LabelFile,
    exclusive: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct TagFile {
    group: Option<String>,
    aliases: Vec<String>,
    label: LabelFile,
    kinds: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct File {
    groups: IndexMap<String, GroupFile>,
    tags: IndexMap<String, TagFile>,
}

impl Vocabulary {
    /// Reads tags.toml; a faulty one is a finding and counts as absent.
    pub fn read(path: &str, text: &str) -> (Vocabulary, Vec<Diagnostic>) {
        let file: File = match syntax::typed(text) {
            Ok(file) => file,
            Err(fault) => {
                let place = Place::span(path, text, fault.span);
                return (
                    Vocabulary::default(),
                    vec![Diagnostic::error("tags", place, msg!("schema-fault", fault = fault.text))],
                );
            }
        };
        let label = |file: LabelFile| Label { en: file.en, zh: file.zh };
        let groups = file
            .groups
            .into_iter()
            .map(|(name, group)| (name, TagGroup { label: label(group.label), exclusive: group.exclusive }));
        let tags = file.tags.into_iter().map(|(name, tag)| {
            (name, Tag { group: tag.group, aliases: tag.aliases, label: label(tag.label), kinds: tag.kinds })
        });
        (Vocabulary { present: true, groups: groups.collect(), tags: tags.collect() }, Vec::new())
    }

    /// The tag a word means: its name, label or alias.
    pub fn resolve(&self, word: &str) -> Option<&str> {
        if let Some((name, _)) = self.tags.get_key_value(word) {
            return Some(name);
        }
        let wanted = fold(word);
        let same = |text: &str| !text.is_empty() && fold(text) == wanted;
        self.tags
            .iter()
            .find(|(name, tag)| {
                same(name) || same(&tag.label.en) || same(&tag.label.zh) || tag.aliases.iter().any(|alias| same(alias))
            })
            .map(|(name, _)| name.as_str())
    }
}
