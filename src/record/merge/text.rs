//! Owns the merge of texts of many lines.
//! Refuses conflict markers: lines that both changed make the whole text a conflict.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

/// Lines of both texts beyond which what differs is taken as one change: comparing them line by line could take
/// the product of their lengths.
const MOST_LINES: usize = 10_000;

/// A change: lines of the base, and the lines of the side that stand for them.
#[derive(Clone, Debug)]
struct Hunk {
    base: Range<usize>,
    side: Range<usize>,
}

/// The text with the changes of both, or `None` if both changed the same lines, or put lines into one place.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.split('\n').collect::<Vec<_>>());
    let mut mine = hunks(&base, &ours).into_iter().peekable();
    let mut other = hunks(&base, &theirs).into_iter().peekable();
    let mut merged: Vec<&str> = Vec::new();
    let mut at = 0;
    loop {
        let (mut my_part, mut other_part) = (Vec::new(), Vec::new());
        let Some(mut reach) = start(mine.peek(), other.peek()) else { break };
        // Changes that touch belong to one stretch of the base.
        loop {
            let grown = my_part.len() + other_part.len();
            take(&mut mine, &mut reach, &mut my_part);
            take(&mut other, &mut reach, &mut other_part);
            if my_part.len() + other_part.len() == grown {
                break;
            }
        }
        merged.extend(&base[at..reach.start]);
        let my_lines = version(&ours, &my_part, &reach);
        let other_lines = version(&theirs, &other_part, &reach);
        let lines = match (my_lines, other_lines) {
            (Some(mine), Some(other)) if mine != other => return None,
            (Some(lines), _) | (None, Some(lines)) => lines,
            (None, None) => break,
        };
        merged.extend(lines);
        at = reach.end;
    }
    merged.extend(&base[at..]);
    Some(merged.join("\n"))
}

/// The range of the change that comes first.
fn start(one: Option<&Hunk>, other: Option<&Hunk>) -> Option<Range<usize>> {
    [one, other].into_iter().flatten().map(|hunk| hunk.base.clone()).min_by_key(|range| (range.start, range.end))
}

/// Moves the changes that touch the stretch into the part, and lets the stretch grow over them. Two changed
/// stretches side by side don't touch; lines put in at the edge of a changed stretch do.
fn take(hunks: &mut Peekable<IntoIter<Hunk>>, reach: &mut Range<usize>, part: &mut Vec<Hunk>) {
    while let Some(hunk) = hunks.next_if(|hunk| {
        let next = &hunk.base;
        next.start < reach.end || (next.start == reach.end && (next.start == next.end || reach.start == reach.end))
    }) {
        reach.end = reach.end.max(hunk.base.end);
        part.push(hunk);
    }
}

/// A side's lines for a stretch of the base, if the side changed it.
fn version<'t, 'l>(side: &'t [&'l str], part: &[Hunk], reach: &Range<usize>) -> Option<&'t [&'l str]> {
    let (first, last) = (part.first()?, part.last()?);
    let start = first.side.start - (first.base.start - reach.start);
    let end = last.side.end + (reach.end - last.base.end);
    Some(&side[start..end])
}

fn hunks(base: &[&str], side: &[&str]) -> Vec<Hunk> {
    let same = base.iter().zip(side).take_while(|(one, other)| one == other).count();
    let (old, new) = (&base[same..], &side[same..]);
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[..old.len() - same_end], &new[..new.len() - same_end]);
    let whole = || vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    let ops = match old.len() + new.len() {
        0 => Vec::new(),
        lines if lines > MOST_LINES => whole(),
        _ => capture_diff_slices(Algorithm::Myers, old, new),
    };
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in ops {
        let (tag, base, side) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let base = base.start + same..base.end + same;
        let side = side.start + same..side.end + same;
        match hunks.last_mut() {
            Some(last) if last.base.end == base.start && last.side.end == side.start => {
                last.base.end = base.end;
                last.side.end = side.end;
            }
            _ => hunks.push(Hunk { base, side }),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_in_different_lines_meet() {
        let cases = [
            ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
            ("a\nb\nc", "A\nb\nc", "a\nB\nc", "A\nB\nc"),
            ("a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny\n", "x\na\nb\nc\ny\n"),
            ("a\nb\nc\nd", "a\nc\nd", "a\nb\nc\nD", "a\nc\nD"),
            ("a\nb\nc\nd", "a\nc\nd", "a\nc\nd\ne", "a\nc\nd\ne"),
            ("a\r\nb\r\nc", "A\r\nb\r\nc", "a\r\nb\r\nC", "A\r\nb\r\nC"),
        ];
        for (base, ours, theirs, merged) in cases {
            assert_eq!(merge(base, ours, theirs).as_deref(), Some(merged), "{base:?} {ours:?} {theirs:?}");
            assert_eq!(merge(base, theirs, ours).as_deref(), Some(merged), "{base:?} {theirs:?} {ours:?}");
        }
    }

    #[test]
    fn changes_that_touch_conflict_unless_they_are_the_same() {
        let cases = [
            ("a\nb\nc", "a\nx\nc", "a\ny\nc"),
            ("a\nb\nc", "a\nx\nb\nc", "a\ny\nb\nc"),
            ("a\nb\nc", "a\nc", "a\nb\nx\nc"),
            ("a\nb\nc\nd", "a\nx\ny\nd", "a\nb\nz\nd"),
            ("a\nb", "a\nb\nx", "a\nb\ny"),
            ("a", "", "b"),
        ];
        for (base, ours, theirs) in cases {
            assert_eq!(merge(base, ours, theirs), None, "{base:?} {ours:?} {theirs:?}");
            assert_eq!(merge(base, theirs, ours), None, "{base:?} {theirs:?} {ours:?}");
            assert_eq!(merge(base, ours, ours).as_deref(), Some(ours));
        }
    }

    #[test]
    fn a_huge_rewrite_is_one_change() {
        let many = |mark: &str| (0..6_000).map(|line| format!("{mark}{line}\n")).collect::<String>();
        let (base, ours) = (format!("top\n{}end", many("a")), format!("top\n{}end", many("b")));
        let theirs = base.replace("end", "END");
        assert_eq!(merge(&base, &ours, &theirs), Some(ours.replace("end", "END")));
    }
}
