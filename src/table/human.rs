//! Owns the table on a terminal: no borders, one line per row, columns that line up whatever the script.
//! Refuses to cut numbers, dates and ids: where only they are left, the table is wider than the terminal.

use super::escape::escape;
use super::measure::{fit, pad, width};
use super::{Align, Cell, Look, Table, cells};
use std::borrow::Cow;

const GAP: usize = 2;

/// Title, heading, rows and total; nothing at all when there are no rows.
pub(super) fn render(table: &Table, look: &Look) -> String {
    let mut out = String::new();
    if table.is_empty() {
        return out;
    }
    let texts = |row| -> Vec<Cow<'_, str>> {
        cells(table, row).map(|cell| one_line(cell.human(), look.width.is_some())).collect()
    };
    let rows: Vec<_> = table.rows.iter().map(|row| texts(row)).collect();
    let total = table.total.as_ref().map(|row| texts(row));
    let heading: Option<Vec<_>> = look.heading.then(|| table.columns.iter().map(|c| escape(&c.label)).collect());
    let mut widths = vec![0; table.columns.len()];
    for row in rows.iter().chain(&total).chain(&heading) {
        for (most, text) in widths.iter_mut().zip(row) {
            *most = width(text).max(*most);
        }
    }
    if let Some(limit) = look.width {
        shrink(&mut widths, &soft(table), limit);
    }
    if let Some(title) = &table.title {
        strong(&mut out, &escape(title), look.color);
        out.push('\n');
    }
    if let Some(heading) = &heading {
        strong(&mut out, &line(table, heading, &widths), look.color);
    }
    for row in &rows {
        out.push_str(&line(table, row, &widths));
        out.push('\n');
    }
    if let Some(total) = &total {
        out.push_str(&"-".repeat(widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)));
        out.push('\n');
        strong(&mut out, &line(table, total, &widths), look.color);
    }
    out
}

/// A text of several lines on one: its first with `…` where it may be cut, else all of them.
fn one_line(text: Cow<'_, str>, cut: bool) -> Cow<'_, str> {
    if !text.contains('\n') {
        return text;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if !cut {
        return lines.collect::<Vec<_>>().join(" ").into();
    }
    let first = lines.next().unwrap_or_default();
    if lines.next().is_some() { format!("{first}…").into() } else { first.to_owned().into() }
}

fn line(table: &Table, texts: &[Cow<'_, str>], widths: &[usize]) -> String {
    let mut out = String::new();
    for (at, ((text, column), width)) in texts.iter().zip(&table.columns).zip(widths).enumerate() {
        out.push_str(if at == 0 { "" } else { "  " });
        out.push_str(&pad(&fit(text, *width), *width, column.align));
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

fn strong(out: &mut String, line: &str, color: bool) {
    if color && !line.is_empty() {
        out.push_str("\x1b[1m");
        out.push_str(line);
        out.push_str("\x1b[0m\n");
    } else {
        out.push_str(line);
        out.push('\n');
    }
}

/// Which columns may be cut: texts that stand left, but neither the first column nor the ids.
fn soft(table: &Table) -> Vec<bool> {
    let texts_only = |at: usize| table.rows.iter().all(|row| row.get(at).is_none_or(Cell::is_text));
    let soft = |(at, column): (usize, &super::Column)| {
        at > 0 && column.align == Align::Left && column.name != "id" && texts_only(at)
    };
    table.columns.iter().enumerate().map(soft).collect()
}

/// A text cut to less than this says nothing any more.
const LEAST: usize = 6;

/// Narrows the widest of the soft columns, then the two widest, and so on, until all fit or each is down to the least.
fn shrink(widths: &mut [usize], soft: &[bool], limit: usize) {
    loop {
        let wide = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let mine = || widths.iter().zip(soft).filter(|(_, soft)| **soft).map(|(width, _)| *width);
        let widest = mine().max().unwrap_or(0);
        if wide <= limit || widest <= LEAST {
            return;
        }
        let next = mine().filter(|width| *width < widest).max().unwrap_or(LEAST).max(LEAST);
        let count = mine().filter(|width| *width == widest).count();
        // All of the widest by the same, or, for the rest of the division, as many of them as needed by one.
        let excess = wide - limit;
        let each = (excess / count).min(widest - next);
        let some = if each == 0 { excess } else { count };
        let chosen = widths.iter_mut().zip(soft).filter(|(width, soft)| **soft && **width == widest);
        chosen.take(some).for_each(|(width, _)| *width -= each.max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrunk(mut widths: Vec<usize>, soft: &[bool], limit: usize) -> Vec<usize> {
        shrink(&mut widths, soft, limit);
        widths
    }

    #[test]
    fn the_widest_texts_give_way_first() {
        let soft = [false, true, true, true];
        assert_eq!(shrunk(vec![10, 30, 12, 5], &soft, 100), [10, 30, 12, 5]);
        assert_eq!(shrunk(vec![10, 30, 12, 5], &soft, 50), [10, 17, 12, 5]);
        assert_eq!(shrunk(vec![10, 30, 12, 5], &soft, 40), [10, 9, 10, 5]);
        assert_eq!(shrunk(vec![10, 30, 12, 5], &soft, 10), [10, 6, 6, 5]);
        assert_eq!(shrunk(vec![10, 30], &[false, false], 10), [10, 30]);
    }
}
