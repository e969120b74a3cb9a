//! Owns the merge of sets of scalars, such as tags and references.
//! Refuses conflicts: adding and removing elements has none.

use super::shape::{Token, tokens};
use crate::value::Value;
use std::collections::HashSet;

/// What both added, without what either removed: in our order, their additions last, each once.
pub(super) fn merge(base: &[Value], ours: &[Value], theirs: &[Value]) -> Vec<Value> {
    let [was, here, there] = [base, ours, theirs].map(|list| tokens(list).unwrap_or_default());
    let mut taken = HashSet::new();
    let stays = |token: &Token| match (here.contains(token), there.contains(token)) {
        (true, true) => true,
        (false, false) => false,
        _ => !was.contains(token),
    };
    let mut merged = Vec::new();
    for value in ours.iter().chain(theirs) {
        if Token::of(value).is_some_and(|token| stays(&token) && taken.insert(token)) {
            merged.push(value.clone());
        }
    }
    merged
}
