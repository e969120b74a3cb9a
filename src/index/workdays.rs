//! Owns the working days that `workdays()` counts, as crm.toml lists them.
//! Refuses hours and national calendars; days it can't read are passed over.

use super::Calendar;
use crate::config::CalendarFile;
use chrono::{Datelike, NaiveDate, Weekday};

/// Monday to Friday where nothing is said; `worked` beats `holidays`, which beat the week.
pub(super) fn workdays(file: &CalendarFile) -> Calendar {
    let mut week: Vec<Weekday> = file.workdays.iter().filter_map(|name| name.parse().ok()).collect();
    if week.is_empty() {
        week = vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    }
    let (off, on) = (spans(&file.holidays), spans(&file.worked));
    Box::new(move |day| {
        let within =
            |spans: &[(NaiveDate, NaiveDate)]| spans.iter().any(|(first, last)| (*first..=*last).contains(&day));
        within(&on) || (!within(&off) && week.contains(&day.weekday()))
    })
}

fn spans(texts: &[String]) -> Vec<(NaiveDate, NaiveDate)> {
    let read = |text: &String| {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
    };
    texts.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worked_days_beat_holidays_which_beat_the_week() {
        let file = CalendarFile {
            holidays: vec!["2026-10-01..2026-10-07".into()],
            worked: vec!["2026-10-05".into(), "2026-10-10".into()],
            ..CalendarFile::default()
        };
        let works = workdays(&file);
        let day = |day| works(NaiveDate::from_ymd_opt(2026, 10, day).unwrap());
        assert_eq!([1, 5, 7, 8, 10, 11].map(day), [false, true, false, true, true, false]);
    }
}
