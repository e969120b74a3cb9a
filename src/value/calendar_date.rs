//! Owns the shapes of calendar dates: which numbers are year, month and day.
//! Refuses words such as `fri` or 明天, which need today's calendar.

use super::date::DateOrder;
use super::text::{clean, narrow};
use chrono::{Datelike, NaiveDate};

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Year {
    /// All of it.
    Full(u32),
    /// Its last two digits: within 80 years before and 19 years after today.
    Two(u32),
    /// Left out: the one that brings the day nearest to today.
    Nearest,
}

/// Year, month and day, perhaps no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fields(pub Year, pub u32, pub u32);

/// How the numbers of a date stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// The text itself says which number is which.
    Fixed(Fields),
    /// Two numbers, then a year of four digits.
    YearLast(u32, u32, u32),
    /// Three numbers of one or two digits.
    Short(u32, u32, u32),
    /// Two numbers with `/`.
    Pair(u32, u32),
    /// Two numbers with `-`: month and day as in ISO dates, unless the order says otherwise.
    Dashed(u32, u32),
}

/// One line, narrow, lower case, simplified, dashes as `-`, Chinese numerals as digits; empty if too long for a date.
pub(super) fn prepare(text: &str) -> String {
    let line = narrow(&clean(text)).to_lowercase();
    if line.chars().count() > 64 {
        return String::new();
    }
    let chars: Vec<char> = line
        .chars()
        .map(|c| match c {
            '後' => '后',
            '週' => '周',
            '個' => '个',
            '號' => '号',
            '點' => '点',
            '禮' => '礼',
            '這' => '这',
            '兩' => '两',
            '時' => '时',
            '‐' | '‑' | '–' | '—' | '−' => '-',
            _ => c,
        })
        .collect();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < chars.len() {
        let end = (at..chars.len()).find(|&i| numeral(chars[i]).is_none()).unwrap_or(chars.len());
        // in 周三 and 星期三 the numeral names a day
        let named = at > 0 && matches!(chars[at - 1], '周' | '期' | '拜');
        match (end > at && !named).then(|| digits(&chars[at..end])).flatten() {
            Some(number) => out.push_str(&number),
            None => out.extend(&chars[at..end.max(at + 1)]),
        }
        at = end.max(at + 1);
    }
    out
}

fn numeral(c: char) -> Option<usize> {
    if c == '两' {
        Some(2)
    } else {
        "〇一二三四五六七八九十零".chars().position(|n| n == c).map(|value| if value == 11 { 0 } else { value })
    }
}

/// 二十一 as 21, 二〇二六 as 2026.
fn digits(chars: &[char]) -> Option<String> {
    let values: Vec<usize> = chars.iter().filter_map(|&c| numeral(c)).collect();
    match values.iter().position(|&value| value == 10) {
        None => Some(values.iter().map(usize::to_string).collect()),
        Some(ten) => {
            let tens = match &values[..ten] {
                [] => 1,
                [tens] => *tens,
                _ => return None,
            };
            match &values[ten + 1..] {
                [] => Some((tens * 10).to_string()),
                [ones] if *ones < 10 => Some((tens * 10 + ones).to_string()),
                _ => None,
            }
        }
    }
}

enum Part {
    /// A number and how many digits it was written with.
    Num(u32, usize),
    Word(String),
    Sign(char),
}
use Part::{Num, Sign, Word};

fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let same: fn(char) -> bool =
            if c.is_ascii_digit() { |c| c.is_ascii_digit() } else { |c| c.is_ascii_alphabetic() };
        let end = if same(c) { rest.find(|c| !same(c)).unwrap_or(rest.len()) } else { c.len_utf8() };
        let run = &rest[..end];
        if c.is_ascii_digit() {
            if end > 8 {
                return None;
            }
            parts.push(Num(run.parse().ok()?, end));
        } else if c.is_ascii_alphabetic() {
            let ordinal = matches!(run, "st" | "nd" | "rd" | "th" | "of") && matches!(parts.last(), Some(Num(..)));
            if !ordinal {
                parts.push(Word(run.to_owned()));
            }
        } else if c != ' ' {
            parts.push(Sign(c));
        }
        rest = &rest[end..];
    }
    Some(parts)
}

/// The shape of a prepared text, if it is a calendar date.
pub(super) fn shape(text: &str) -> Option<Shape> {
    let text = without_weekday(text);
    let parts = parts(text)?;
    let apart = |a: char, b: char| a == b && matches!(a, '-' | '/' | '.');
    match parts.as_slice() {
        [Num(y, 4), Sign(a), Num(m, 1..=2), Sign(b), Num(d, 1..=2)] if apart(*a, *b) => fixed(Year::Full(*y), *m, *d),
        [Num(ymd, 8)] => fixed(Year::Full(ymd / 10000), ymd / 100 % 100, ymd % 100),
        [Num(y, length), Sign('年'), Num(m, 1..=2), Sign('月'), Num(d, 1..=2), end @ ..] if is_day(end) => {
            fixed(year(*y, *length)?, *m, *d)
        }
        [Num(m, 1..=2), Sign('月'), Num(d, 1..=2), end @ ..] if is_day(end) => fixed(Year::Nearest, *m, *d),
        [Num(a, 1..=2), Sign(s), Num(b, 1..=2), Sign(t), Num(y, 4)] if apart(*s, *t) => {
            Some(Shape::YearLast(*a, *b, *y))
        }
        [Num(a, 1..=2), Sign(s), Num(b, 1..=2), Sign(t), Num(c, 1..=2)] if apart(*s, *t) => {
            Some(Shape::Short(*a, *b, *c))
        }
        [Num(a, 1..=2), Sign('/'), Num(b, 1..=2)] => Some(Shape::Pair(*a, *b)),
        [Num(a, 1..=2), Sign('-'), Num(b, 1..=2)] => Some(Shape::Dashed(*a, *b)),
        _ => english(&parts),
    }
}

fn fixed(year: Year, month: u32, day: u32) -> Option<Shape> {
    Some(Shape::Fixed(Fields(year, month, day)))
}

fn is_day(end: &[Part]) -> bool {
    matches!(end, [] | [Sign('日' | '号')])
}

fn year(number: u32, length: usize) -> Option<Year> {
    match length {
        4 => Some(Year::Full(number)),
        2 => Some(Year::Two(number)),
        _ => None,
    }
}

/// `21 Nov 2026`, `Nov 21, 2026`, `15-Jan-24`, `2026-Nov-21`, `21 Nov`. `Jan-24` may be a month of 2024: refused.
fn english(parts: &[Part]) -> Option<Shape> {
    let parts = match parts {
        [Word(day), rest @ ..] if super::phrase::weekday(day).is_some() => rest,
        all => all,
    };
    if let [Word(_), Sign('-'), Num(..)] = parts {
        return None;
    }
    let bare: Vec<&Part> = parts.iter().filter(|part| !matches!(part, Sign('-' | '/' | '.' | ','))).collect();
    match bare.as_slice() {
        [Num(d, 1..=2), Word(m), Num(y, length)] => fixed(year(*y, *length)?, month(m)?, *d),
        [Num(y, 4), Word(m), Num(d, 1..=2)] => fixed(Year::Full(*y), month(m)?, *d),
        [Word(m), Num(d, 1..=2), Num(y, 4)] => fixed(Year::Full(*y), month(m)?, *d),
        [Num(d, 1..=2), Word(m)] | [Word(m), Num(d, 1..=2)] => fixed(Year::Nearest, month(m)?, *d),
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS
        .iter()
        .position(|name| *name == word || &name[..3] == word || (*name == "september" && word == "sept"))?;
    u32::try_from(at + 1).ok()
}

/// A weekday written behind a date says nothing new.
fn without_weekday(text: &str) -> &str {
    let bare = text.trim_end_matches(')');
    for start in ["星期", "礼拜", "周"] {
        if let Some((date, day)) = bare.rsplit_once(start)
            && date.contains(|c: char| c.is_ascii_digit())
            && day.chars().count() == 1
            && super::phrase::chinese_weekday(day).is_some()
        {
            return date.trim_end_matches([' ', '(', ',']);
        }
    }
    text
}

impl Shape {
    /// Year, month and day under an order; none where the order can't be read from the shape.
    pub(super) fn under(self, order: DateOrder) -> Option<Fields> {
        match (self, order) {
            (Shape::Fixed(fields), _) => Some(fields),
            (Shape::YearLast(..), DateOrder::Ymd) => None,
            (Shape::YearLast(d, m, y), DateOrder::Dmy) | (Shape::YearLast(m, d, y), DateOrder::Mdy) => {
                Some(Fields(Year::Full(y), m, d))
            }
            (Shape::Short(y, m, d), DateOrder::Ymd)
            | (Shape::Short(d, m, y), DateOrder::Dmy)
            | (Shape::Short(m, d, y), DateOrder::Mdy) => Some(Fields(Year::Two(y), m, d)),
            (Shape::Pair(d, m) | Shape::Dashed(d, m), DateOrder::Dmy)
            | (Shape::Pair(m, d) | Shape::Dashed(m, d), DateOrder::Ymd | DateOrder::Mdy) => {
                Some(Fields(Year::Nearest, m, d))
            }
        }
    }
}

impl Fields {
    /// The day, if the calendar has it.
    pub(super) fn day(self, today: NaiveDate) -> Option<NaiveDate> {
        let Fields(year, month, day) = self;
        match year {
            Year::Full(year) => day_of(i32::try_from(year).ok()?, month, day),
            Year::Two(last) => {
                let newest = today.year() + 19;
                let year = newest - (newest - i32::try_from(last).ok()?).rem_euclid(100);
                day_of(year, month, day)
            }
            Year::Nearest => [1, 0, -1]
                .into_iter()
                .filter_map(|offset| day_of(today.year() + offset, month, day))
                .min_by_key(|date| (*date - today).num_days().abs()),
        }
    }

    /// Whether some year has this day.
    pub(super) fn exists(self) -> bool {
        let Fields(year, month, day) = self;
        let year = match year {
            Year::Full(year) => i32::try_from(year).unwrap_or(0),
            Year::Two(last) => 2000 + i32::try_from(last).unwrap_or(0),
            Year::Nearest => 2000,
        };
        day_of(year, month, day).is_some()
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    if (1..=9999).contains(&year) { NaiveDate::from_ymd_opt(year, month, day) } else { None }
}
