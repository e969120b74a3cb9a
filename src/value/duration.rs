//! Owns lengths of time as people write them, in one canonical text.
//! Refuses months (their length varies), numbers without a unit, and turning days into hours.

use super::shown;
use super::text::{clean, narrow};
use crate::diagnostic::Message;
use crate::msg;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Unit letters with the words for them, longer words first where one begins another.
const UNITS: &[(char, &[&str])] = &[
    ('w', &["weeks", "week", "wks", "wk", "w", "个星期", "星期", "个礼拜", "礼拜", "周"]),
    ('d', &["days", "day", "d", "天", "日"]),
    ('h', &["hours", "hour", "hrs", "hr", "h", "个小时", "小时", "个钟头", "钟头", "个钟"]),
    ('m', &["minutes", "minute", "mins", "min", "m", "分钟", "分"]),
];

/// A length of time as `2w`, `3d`, `1h30m`: from `90 min`, `1h30m`, `1.5h`, `2小时`, `半小时`, `3天`, `PT1H30M`.
/// Sixty minutes become an hour; hours stay hours and days days, for a working day isn't 24 hours.
pub fn parse_duration(text: &str) -> Result<String, Message> {
    read(text).ok_or_else(|| msg!("value-duration-unreadable", text = shown(text)))
}

fn read(text: &str) -> Option<String> {
    let given = narrow(&clean(text)).to_lowercase();
    let mut rest = given.as_str();
    if let Some(iso) = rest.strip_prefix('p') {
        // before the `t`, `m` are months
        if iso.split('t').next()?.contains('m') {
            return None;
        }
        rest = iso;
    }
    let mut counts = [0_u64; 4];
    let mut last = None;
    while !rest.is_empty() {
        rest = rest.trim_start();
        if last.is_some() || given.starts_with('p') {
            rest = rest.strip_prefix('t').unwrap_or(rest).trim_start_matches(['零', ',', ' ']);
        }
        let (count, after) = count(rest)?;
        let (at, letter, after) = unit(after.trim_start())?;
        // units go from large to small, each once
        if last.is_some_and(|last| at <= last) {
            return None;
        }
        last = Some(at);
        let minutes = count.checked_mul(Decimal::from(60))?;
        match (letter, count.fract().is_zero()) {
            (_, true) => counts[at] = counts[at].checked_add(count.to_u64()?)?,
            ('h', false) if minutes.fract().is_zero() => counts[3] = minutes.to_u64()?,
            _ => return None,
        }
        rest = after;
    }
    last?;
    let [weeks, days, hours, minutes] = counts;
    let hours = hours.checked_add(minutes / 60)?;
    if [weeks, days, hours].iter().any(|count| *count > 1_000_000) {
        return None;
    }
    let parts = [(weeks, 'w'), (days, 'd'), (hours, 'h'), (minutes % 60, 'm')];
    let written: String =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, letter)| format!("{count}{letter}")).collect();
    Some(if written.is_empty() { "0m".to_owned() } else { written })
}

/// A count at the front, in digits or as one Chinese numeral; 半 is a half, 个半 adds one.
fn count(text: &str) -> Option<(Decimal, &str)> {
    let half = Decimal::new(5, 1);
    if let Some(rest) = text.strip_prefix("半个").or_else(|| text.strip_prefix('半')) {
        return Some((half, rest));
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = if end > 0 {
        (Decimal::from_str_exact(&text[..end]).ok()?, &text[end..])
    } else {
        let first = text.chars().next()?;
        let value = match first {
            '两' => 2,
            _ => "零一二三四五六七八九十".chars().position(|numeral| numeral == first)?,
        };
        (Decimal::from(value), &text[first.len_utf8()..])
    };
    Some(match rest.strip_prefix("个半") {
        Some(rest) => (number.checked_add(half)?, rest),
        None => (number, rest),
    })
}

fn unit(text: &str) -> Option<(usize, char, &str)> {
    UNITS.iter().enumerate().find_map(|(at, (letter, words))| {
        let rest = words.iter().find_map(|word| text.strip_prefix(word))?;
        // `1 month` isn't one minute
        let glued = rest.starts_with(|c: char| c.is_alphabetic() && c.is_ascii() && c != 't');
        (!glued).then_some((at, *letter, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_one_text() {
        for (text, canonical) in [
            ("90m", "1h30m"),
            ("90 min", "1h30m"),
            ("1h30m", "1h30m"),
            ("1 hour 30 minutes", "1h30m"),
            ("1.5h", "1h30m"),
            ("45分钟", "45m"),
            ("2h", "2h"),
            ("2小时", "2h"),
            ("3天", "3d"),
            ("2周", "2w"),
            ("两周", "2w"),
            ("半小时", "30m"),
            ("半个小时", "30m"),
            ("一个半小时", "1h30m"),
            ("１小时２０分", "1h20m"),
            ("30h", "30h"),
            ("1w2d", "1w2d"),
            ("PT1H30M", "1h30m"),
            ("P3D", "3d"),
            ("P1DT2H", "1d2h"),
            ("0m", "0m"),
        ] {
            assert_eq!(parse_duration(text).as_deref(), Ok(canonical), "{text}");
            assert_eq!(parse_duration(canonical).as_deref(), Ok(canonical), "{canonical}");
        }
    }

    #[test]
    fn unclear_lengths_are_refused() {
        for text in [
            "",
            "90",
            "1 month",
            "P1M",
            "-2h",
            "1.5d",
            "30m1h",
            "1h1h",
            "soon",
            "0.001h",
            "2hx",
            "99999999999999999999h",
            "1.2.3h",
            "h",
            "p",
            "pt",
        ] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in proptest::prelude::any::<String>(), near in "[0-9.]{0,22}[hmdwtp半个小时天周分钟 ]{0,4}[0-9.]{0,5}[hmdw]?") {
            let _ = (parse_duration(&text), parse_duration(&near), super::super::parse_bool(&text));
        }
    }
}
