//! Owns a cell as a person sees it in the spreadsheet.
//! Refuses to guess: text that looks like a number stays text.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::borrow::Cow;

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text as written, blanks included.
    Text(String),
    /// Decimal digits with a point, no binary noise; beyond 28 places an exponent (`1e300`).
    Number(String),
    /// A calendar day.
    Date(NaiveDate),
    /// A day with a time.
    Moment(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(String),
}

impl Cell {
    /// Nothing, or only blanks.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What a person would see; dates as `2026-11-21`, moments as `2026-11-21 09:30:00`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => Cow::Borrowed(text),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::Moment(moment) => Cow::Owned(moment.format("%Y-%m-%d %H:%M:%S%.f").to_string()),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Text, or nothing when there is none.
    pub(super) fn from_text(text: String) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub(super) fn from_data(data: &Data) -> Cell {
        match data {
            Data::Empty => Cell::Empty,
            Data::Int(number) => Cell::Number(number.to_string()),
            Data::Float(number) => number_cell(*number),
            Data::String(text) => Cell::from_text(text.clone()),
            Data::Bool(value) => Cell::Bool(*value),
            Data::DateTime(moment) => serial_cell(moment),
            Data::DateTimeIso(text) => iso_cell(text),
            Data::DurationIso(text) => duration_cell(text),
            Data::Error(error) => Cell::Error(error_name(error)),
        }
    }

    pub(super) fn from_data_ref(data: DataRef<'_>) -> Cell {
        match data {
            DataRef::String(text) => Cell::from_text(text),
            DataRef::SharedString(text) => Cell::from_text(text.to_owned()),
            other => Cell::from_data(&Data::from(other)),
        }
    }
}

fn error_name(error: &CellErrorType) -> String {
    error.to_string()
}

fn number_cell(number: f64) -> Cell {
    match digits(number) {
        Some(digits) => Cell::Number(digits),
        None => Cell::Error("#NUM!".to_owned()),
    }
}

/// The digits of a binary float as a person typed them: whole numbers exactly,
/// others to the 15 significant digits that spreadsheets keep.
pub(super) fn digits(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        return Some((number as i64).to_string());
    }
    let rounded = format!("{number:.14e}");
    let (mantissa, exponent) = rounded.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let figures: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let figures = figures.trim_end_matches('0');
    if figures.is_empty() {
        return Some("0".to_owned());
    }
    if !(-28..=28).contains(&exponent) {
        let (first, rest) = figures.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        return Some(format!("{sign}{first}{point}{rest}e{exponent}"));
    }
    let plain = if exponent < 0 {
        format!("0.{}{figures}", "0".repeat(exponent.unsigned_abs() as usize - 1))
    } else {
        let whole = exponent as usize + 1;
        match figures.len() > whole {
            true => format!("{}.{}", &figures[..whole], &figures[whole..]),
            false => format!("{figures}{}", "0".repeat(whole - figures.len())),
        }
    };
    Some(format!("{sign}{plain}"))
}

fn serial_cell(serial: &ExcelDateTime) -> Cell {
    let value = serial.as_f64();
    if serial.is_duration() || (0.0..1.0).contains(&value) {
        return Cell::Text(clock((value * 86_400_000.0).round() as i64));
    }
    // The year 10000 and days before the epoch have no date; the number is what is left.
    if !(0.0..2_958_466.0).contains(&value) {
        return number_cell(value);
    }
    let (year, month, day, hour, minute, second, milli) = serial.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
    let time = NaiveTime::from_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into());
    match (date, time) {
        (Some(date), Some(NaiveTime::MIN)) => Cell::Date(date),
        (Some(date), Some(time)) => Cell::Moment(date.and_time(time)),
        _ => number_cell(value),
    }
}

/// A duration as `255:10:10`, with thousandths where there are any.
fn clock(milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { "-" } else { "" };
    let all = milliseconds.unsigned_abs();
    let (hours, minutes, seconds, rest) = (all / 3_600_000, all / 60_000 % 60, all / 1000 % 60, all % 1000);
    let thousandths = if rest == 0 { String::new() } else { format!(".{rest:03}") };
    format!("{sign}{hours:02}:{minutes:02}:{seconds:02}{thousandths}")
}

fn iso_cell(text: &str) -> Cell {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Cell::Date(date);
    }
    match text.trim_end_matches('Z').parse::<NaiveDateTime>() {
        Ok(moment) if moment.time() == NaiveTime::MIN => Cell::Date(moment.date()),
        Ok(moment) => Cell::Moment(moment),
        Err(_) => Cell::from_text(text.to_owned()),
    }
}

/// `PT10H10M10.5S` as `10:10:10.5`; anything else as it is.
fn duration_cell(text: &str) -> Cell {
    let parts = || {
        let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (hours, rest) = rest.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?;
        let (whole, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if ![hours, minutes, whole].into_iter().all(plain) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        Some(format!("{sign}{hours:0>2}:{minutes:0>2}:{whole:0>2}{point}{fraction}"))
    };
    Cell::from_text(parts().unwrap_or_else(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_the_digits_a_person_typed() {
        let shown = |number| digits(number).unwrap_or_default();
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(-1234.5), "-1234.5");
        assert_eq!(shown(129.696), "129.696");
        assert_eq!(shown(1562.0), "1562");
        assert_eq!(shown(-0.0), "0");
        assert_eq!(shown(13_800_138_000.0), "13800138000");
        assert_eq!(shown(9_007_199_254_740_991.0), "9007199254740991");
        assert_eq!(shown(0.000012), "0.000012");
        assert_eq!(shown(1e22), "10000000000000000000000");
        assert_eq!(shown(-2.5e300), "-2.5e300");
        assert_eq!(digits(f64::NAN), None);
    }

    #[test]
    fn durations_read_as_a_clock() {
        assert_eq!(clock(918_610_000), "255:10:10");
        assert_eq!(clock(-1_500), "-00:00:01.500");
        assert_eq!(duration_cell("PT10H10M10.123456000S"), Cell::Text("10:10:10.123456".into()));
        assert_eq!(duration_cell("P1D"), Cell::Text("P1D".into()));
    }

    #[test]
    fn iso_cells_are_days_or_moments() {
        assert_eq!(iso_cell("2021-01-01").text(), "2021-01-01");
        assert_eq!(iso_cell("2021-01-01T10:10:10").text(), "2021-01-01 10:10:10");
        assert_eq!(iso_cell("10:10:10"), Cell::Text("10:10:10".into()));
    }
}
