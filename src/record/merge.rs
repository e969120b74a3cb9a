//! Owns the merge of two edits of one record, field by field, and the difference of two records.
//! Refuses files, syntax, and to settle a conflict: it keeps both values and says so.
//!
//! Two values are the same when they compare equal: numbers by value (1.0 and 1.00), moments by
//! instant. Where both sides hold the same, ours is kept as it is written.

mod apply;
mod conflict;
mod diff;
mod fields;
mod path;
mod rows;
mod sets;
mod shape;
mod text;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod laws;

pub use apply::apply;
pub use conflict::{Conflict, RESERVED, conflict_table, read_conflicts};
pub use diff::{FieldChange, diff};
pub use path::{parse_path, path_text, row_key, row_segment};
pub use shape::{Guess, Shape, Shapes};

use crate::value::{Map, Value};

/// What a merge gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The record, ready to be written: ours stands at each conflicting place, and the reserved
    /// table `_conflict` holds the conflicts of this merge and those still open from before.
    pub value: Map,
    /// The conflicts that *this* merge found, by path. Those carried over are in `value` only.
    pub conflicts: Vec<Conflict>,
}

/// One of the two edits that meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The edit that is already here.
    Ours,
    /// The edit that arrives.
    Theirs,
}

/// What a merge of whole records gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is no such record any more, or never was.
    Absent,
    /// The record, perhaps with conflicts.
    Record(Merged),
    /// One side deleted the record, the other edited it.
    DeletedAndEdited {
        /// Who deleted it.
        deleted: Side,
        /// The record before both.
        base: Map,
        /// The record as the other side left it.
        edited: Map,
    },
    /// Both sides have a record of this name, but with different `uid`: they are two records and never merge.
    Different {
        /// Our record.
        ours: Map,
        /// Their record.
        theirs: Map,
    },
}

/// Merges two edits of `base`, field by field.
///
/// - A change on one side wins; the same change on both sides is no conflict; different changes of a scalar
///   conflict, and ours is kept. A whole table deleted on one side and edited on the other is such a scalar.
/// - Texts merge by lines, unless both changed the same lines: then the whole text conflicts.
/// - Sets take the additions of both and lose what either removed, in our order, their additions last.
/// - Rows merge by their key, in our order; a row that is new in theirs follows the row it follows there, or goes
///   to the end. A row deleted on one side and edited on the other conflicts, and is kept as edited.
/// - Fields that belong together (see [`Shapes::together`]) conflict as one: the path is their names joined by
///   `+`, the values are tables of them.
/// - Where values don't have the shape their field should have (a changed type, rows without their key or with
///   one twice), the field is a scalar.
/// - Conflicts recorded by earlier merges in `_conflict` stay until a side takes them out.
pub fn merge(base: &Map, ours: &Map, theirs: &Map, shapes: &dyn Shapes) -> Merged {
    let (mut value, conflicts) = fields::merge(base, ours, theirs, shapes);
    let carried = conflict::carry(base.get(RESERVED), ours.get(RESERVED), theirs.get(RESERVED));
    if let Some(table) = conflict::record(carried, &conflicts) {
        value.insert(RESERVED.to_owned(), table);
    }
    Merged { value, conflicts }
}

/// Merges whole records; `None` is a record that isn't there. A base of another `uid` than a side is not what
/// that side edited.
pub fn merge_record(base: Option<&Map>, ours: Option<&Map>, theirs: Option<&Map>, shapes: &dyn Shapes) -> Outcome {
    match (ours, theirs) {
        (None, None) => Outcome::Absent,
        (Some(ours), Some(theirs)) if different(ours, theirs) => {
            Outcome::Different { ours: ours.clone(), theirs: theirs.clone() }
        }
        (Some(ours), Some(theirs)) => {
            let nothing = Map::new();
            let base = base.filter(|base| !different(base, ours) && !different(base, theirs)).unwrap_or(&nothing);
            Outcome::Record(merge(base, ours, theirs, shapes))
        }
        (Some(kept), None) => lone(base, kept, Side::Theirs),
        (None, Some(kept)) => lone(base, kept, Side::Ours),
    }
}

/// Only one side has the record: the other deleted it, or never had it.
fn lone(base: Option<&Map>, kept: &Map, other: Side) -> Outcome {
    match base.filter(|base| !different(base, kept)) {
        None => Outcome::Record(Merged { value: kept.clone(), conflicts: Vec::new() }),
        Some(base) if base == kept => Outcome::Absent,
        Some(base) => Outcome::DeletedAndEdited { deleted: other, base: base.clone(), edited: kept.clone() },
    }
}

/// Whether both have a `uid`, and not the same.
fn different(one: &Map, other: &Map) -> bool {
    matches!((one.get("uid"), other.get("uid")), (Some(one), Some(other)) if one != other)
}

/// The three-way rule on anything that is changed as one. `Err` where both sides changed it, differently.
fn three_way<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Result<T, ()> {
    if ours == theirs || base == theirs {
        Ok(ours.clone())
    } else if base == ours {
        Ok(theirs.clone())
    } else {
        Err(())
    }
}

/// Whether a list that both sides emptied, each in its way, is still written (as empty) or gone.
fn still_there(base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>) -> bool {
    let (base, ours, theirs) = (base.is_some(), ours.is_some(), theirs.is_some());
    if ours == theirs || base == theirs { ours } else { theirs }
}
