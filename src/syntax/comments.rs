//! Owns the comments above removed values: they move to what stands next.
//! Refuses to delete anybody's words with a value.

use toml_edit::{DocumentMut, Item, Table, TableLike};

/// A comment above a removed key stays, in front of the next value or behind the one before: nobody's words are
/// deleted with a value. Returns it where the table has neither.
pub(super) fn keep_comment_above(table: &mut dyn TableLike, key: &str, inline: bool) -> Option<String> {
    let prefix = table.key(key)?.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or("").to_owned();
    if !prefix.contains('#') || !table.get(key).is_some_and(Item::is_value) {
        return None;
    }
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    let at = names.iter().position(|name| name == key)?;
    let is_value = |name: &&String| table.get(name).is_some_and(Item::is_value);
    if let Some(next) = names.get(at + 1).filter(is_value) {
        let mut next = table.key_mut(next)?;
        let own = next.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or("").to_owned();
        next.leaf_decor_mut().set_prefix(format!("{prefix}{own}"));
        return None;
    }
    // In braces a comment behind the last value would swallow the closing one.
    let before = names[..at].iter().rfind(is_value).filter(|_| !inline);
    let Some(before) = before else { return (!inline).then_some(prefix) };
    let decor = table.get_mut(before)?.as_value_mut()?.decor_mut();
    let own = decor.suffix().and_then(|suffix| suffix.as_str()).unwrap_or("").to_owned();
    decor.set_suffix(format!("{own}\n{}", prefix.trim_end_matches([' ', '\t']).trim_end_matches('\n')));
    None
}

/// Puts a comment in front of the first table, or at the end of a document that has none.
pub(super) fn give_to_what_follows(document: &mut DocumentMut, comment: &str) {
    let first = document.iter_mut().find_map(|(_, item)| first_header(item));
    if let Some(decor) = first {
        let own = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or("").to_owned();
        decor.set_prefix(format!("{comment}{own}"));
        return;
    }
    let own = document.trailing().as_str().unwrap_or("").to_owned();
    document.set_trailing(format!("{comment}{own}"));
}

/// What stands around the first header that is written: `[a.b]` alone writes none for `a`.
fn first_header(item: &mut Item) -> Option<&mut toml_edit::Decor> {
    match item {
        Item::Table(table) => match table.is_implicit() || table.is_dotted() {
            true => table.iter_mut().find_map(|(_, inner)| first_header(inner)),
            false => Some(table.decor_mut()),
        },
        Item::ArrayOfTables(rows) => rows.get_mut(0).map(Table::decor_mut),
        _ => None,
    }
}
