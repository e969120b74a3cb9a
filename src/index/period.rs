//! Owns the days that a text such as `2026`, `2026-Q3`, `2026-11` or `fri` stands for.
//! Refuses words for periods, such as `last month`: they are no days of `value`.

use crate::diagnostic::Message;
use crate::schema::Customs;
use crate::value::{self, narrow};
use chrono::{Months, NaiveDate};

/// First and last day of a year, quarter or month, or a single day twice.
pub fn period(text: &str, customs: &Customs) -> Result<(NaiveDate, NaiveDate), Message> {
    if let Some(found) = part_of_year(&narrow(&value::clean(text))) {
        return Ok(found);
    }
    let day = value::parse_date(text, customs.now.date_naive(), customs.order)?;
    Ok((day, day))
}

fn part_of_year(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, part) = text.split_once('-').unwrap_or((text, ""));
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(year, 4) {
        return None;
    }
    let (month, months) = match part.strip_prefix(['Q', 'q']) {
        Some(quarter @ ("1" | "2" | "3" | "4")) => (quarter.parse::<u32>().ok()? * 3 - 2, 3),
        Some(_) => return None,
        None if part.is_empty() && !text.contains('-') => (1, 12),
        None if digits(part, 2) => (part.parse().ok()?, 1),
        None => return None,
    };
    let first = NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)?;
    Some((first, first.checked_add_months(Months::new(months))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_years_have_first_and_last_days() {
        let customs = Customs { now: "2026-11-20T10:00:00+08:00".parse().unwrap(), region: "CN".into(), order: None };
        let told =
            |text: &str| period(text, &customs).map(|(first, last)| format!("{first}..{last}")).unwrap_or_default();
        assert_eq!(told("2026"), "2026-01-01..2026-12-31");
        assert_eq!(told("2026-q3"), "2026-07-01..2026-09-30");
        assert_eq!(told("2024-02"), "2024-02-01..2024-02-29");
        assert_eq!(told("2024-02-03"), "2024-02-03..2024-02-03");
        assert_eq!(told("fri"), "2026-11-27..2026-11-27");
        for wrong in ["2026-", "2026-13", "2026-Q5", "20x6", "soon"] {
            assert_eq!(told(wrong), "", "{wrong}");
        }
    }
}
