//! Owns building rows from the scattered cells of a workbook, vertically merged cells repeated.
//! Refuses rectangles too large to be a table.

use super::budget::{Budget, MAX_CELLS};
use super::{Cell, Row};
use crate::diagnostic::Failure;
use calamine::Dimensions;

/// A cell with its row and column, from 0.
pub(super) type Placed = (u32, u32, Cell);

/// Rows of the cells that hold something. `merges` are the merged ranges, from 0.
pub(super) fn rows(mut cells: Vec<Placed>, merges: &[Dimensions], budget: &mut Budget) -> Result<Vec<Row>, Failure> {
    if !cells.is_sorted_by_key(|(row, column, _)| (*row, *column)) {
        cells.sort_by_key(|(row, column, _)| (*row, *column));
    }
    let copies = repeated(&cells, merges, budget)?;
    if !copies.is_empty() {
        cells.extend(copies);
        cells.sort_by_key(|(row, column, _)| (*row, *column));
    }
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return Ok(Vec::new()) };
    let left = cells.iter().map(|(_, column, _)| *column).min().unwrap_or(0);
    let right = cells.iter().map(|(_, column, _)| *column).max().unwrap_or(0);
    if u64::from(last.0 - first.0 + 1) * u64::from(right - left + 1) > MAX_CELLS {
        return Err(budget.too_many_cells());
    }

    let mut rows: Vec<Row> = Vec::new();
    for (row, column, cell) in cells {
        let number = row.saturating_add(1);
        if rows.last().is_none_or(|last| last.number != number) {
            drop_blank(&mut rows);
            rows.push(Row { number, line: number, cells: Vec::new() });
        }
        // The line above made sure that there is a last row.
        let Some(current) = rows.last_mut() else { continue };
        let column = column as usize;
        if column >= current.cells.len() {
            budget.cells((column + 1 - current.cells.len()) as u64)?;
            current.cells.resize(column + 1, Cell::Empty);
        }
        current.cells[column] = cell;
    }
    drop_blank(&mut rows);
    Ok(rows)
}

fn drop_blank(rows: &mut Vec<Row>) {
    if rows.last().is_some_and(|row| row.cells.iter().all(Cell::is_empty)) {
        rows.pop();
    }
}

/// Copies of the first cell of every vertically merged range, for the rows below it that
/// hold something: people merge the customer's name over its contacts.
fn repeated(cells: &[Placed], merges: &[Dimensions], budget: &mut Budget) -> Result<Vec<Placed>, Failure> {
    let mut tall: Vec<&Dimensions> = merges.iter().filter(|merge| merge.end.0 > merge.start.0).collect();
    if tall.is_empty() {
        return Ok(Vec::new());
    }
    // Merged ranges never overlap; those of a hostile file must not multiply.
    tall.sort_by_key(|merge| (merge.start.1, merge.start.0));
    tall.dedup_by(|next, last| next.start.1 == last.start.1 && next.start.0 <= last.end.0);
    let mut used: Vec<u32> = cells.iter().filter(|(_, _, cell)| !cell.is_empty()).map(|(row, _, _)| *row).collect();
    used.dedup();
    let find = |row: u32, column: u32| cells.binary_search_by_key(&(row, column), |(r, c, _)| (*r, *c)).ok();
    let mut copies = Vec::new();
    for merge in tall {
        let Some(at) = find(merge.start.0, merge.start.1) else { continue };
        let value = &cells[at].2;
        let from = used.partition_point(|row| *row <= merge.start.0);
        let until = used.partition_point(|row| *row <= merge.end.0);
        for row in used.get(from..until).unwrap_or_default() {
            if copies.len() as u64 > MAX_CELLS / 10 {
                return Err(budget.too_many_cells());
            }
            if find(*row, merge.start.1).is_none_or(|at| cells[at].2.is_empty()) {
                budget.text(value.text().len() as u64)?;
                copies.push((*row, merge.start.1, value.clone()));
            }
        }
    }
    Ok(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(row: u32, column: u32, text: &str) -> Placed {
        (row, column, Cell::Text(text.into()))
    }

    fn merge(start: (u32, u32), end: (u32, u32)) -> Dimensions {
        Dimensions { start, end }
    }

    #[test]
    fn a_name_merged_over_its_contacts_is_repeated_and_blank_rows_stay_out() {
        let cells = vec![text(1, 0, "Acme"), text(1, 1, "Ann"), text(2, 1, "Ben"), text(9, 1, "Zoe")];
        let rows = rows(cells, &[merge((1, 0), (4, 0))], &mut Budget::new("x")).unwrap();
        let read: Vec<_> = rows.iter().map(|row| (row.number, row.cells[0].text().into_owned())).collect();
        assert_eq!(read, [(2, "Acme".into()), (3, "Acme".into()), (10, String::new())]);
    }

    #[test]
    fn cells_out_of_order_are_put_in_order() {
        let cells = vec![text(3, 1, "d"), text(0, 2, "c"), text(0, 0, "a")];
        let rows = rows(cells, &[], &mut Budget::new("x")).unwrap();
        assert_eq!(rows[0].cells.len(), 3);
        assert_eq!(rows[1].number, 4);
    }

    #[test]
    fn overlapping_merges_cant_multiply_without_end() {
        let cells: Vec<Placed> = (0..20_000).map(|row| text(row, 1, "x")).chain([text(0, 0, "y")]).collect();
        let merges = vec![merge((0, 0), (1_048_575, 0)); 2_000];
        let rows = rows(cells, &merges, &mut Budget::new("x")).unwrap();
        assert_eq!(rows.len(), 20_000);
        assert_eq!(rows[19_999].cells[0].text(), "y");
    }
}
