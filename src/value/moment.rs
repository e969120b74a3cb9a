//! Owns times of day and moments as people write them.
//! Refuses time zones by name, and clock times that may be one of two.

use super::calendar_date::prepare;
use super::date::{self, DateOrder};
use super::shown;
use crate::diagnostic::Message;
use crate::msg;
use chrono::{DateTime, FixedOffset, NaiveTime};

/// A time of day with its offset, if one is written.
type Clock = (NaiveTime, Option<FixedOffset>);

/// A moment: RFC 3339, any date followed by a time (`14:30`, `2:30pm`, 下午2点半), `now` or 现在. A time alone
/// is today's, a date alone begins the day; where no offset is written it is that of `now`.
pub fn parse_moment(
    text: &str,
    now: DateTime<FixedOffset>,
    order: Option<DateOrder>,
) -> Result<DateTime<FixedOffset>, Message> {
    let line = prepare(text);
    if matches!(line.as_str(), "now" | "现在" | "現在" | "此刻" | "刚才" | "刚刚") {
        return Ok(now);
    }
    let today = now.date_naive();
    let unreadable = || msg!("value-moment-unreadable", text = shown(text));
    let at = |day: chrono::NaiveDate, (time, offset): Clock| {
        day.and_time(time).and_local_timezone(offset.unwrap_or(*now.offset())).single().ok_or_else(unreadable)
    };
    if let Some(day) = date::read(&line, text, today, order) {
        return at(day?, (NaiveTime::MIN, None));
    }
    for (before, clock) in split(&line) {
        if before.is_empty() {
            return at(today, clock);
        }
        if let Some(day) = date::read(before, text, today, order) {
            return at(day?, clock);
        }
    }
    Err(unreadable())
}

/// Every way to part a prepared text into something and a time behind it.
pub(super) fn split(line: &str) -> impl Iterator<Item = (&str, Clock)> {
    line.char_indices().filter_map(move |(at, c)| {
        let (before, after) = line.split_at(at);
        let inside = c.is_ascii_digit() && before.ends_with(|c: char| c.is_ascii_digit());
        if inside || c == ' ' {
            return None;
        }
        clock(after).map(|clock| (before.trim_end_matches([' ', ',']), clock))
    })
}

/// A number of one or two digits at the front.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if (1..=2).contains(&end) { Some((text[..end].parse().ok()?, &text[end..])) } else { None }
}

/// Takes the first of some words off the front.
fn word<'t>(text: &'t str, words: &[&'static str]) -> (Option<&'static str>, &'t str) {
    let found = words.iter().find_map(|word| Some((*word, text.strip_prefix(word)?)));
    found.map_or((None, text), |(word, rest)| (Some(word), rest.trim_start()))
}

fn clock(text: &str) -> Option<Clock> {
    let (_, rest) = word(text, &["at ", "t"]);
    let (part, rest) =
        word(rest, &["凌晨", "清晨", "早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上", "今晚", "夜里"]);
    let (hour, rest) = number(rest)?;
    let (minute, second, rest, is_clock) = after_hour(rest)?;
    let (half_day, rest) = word(rest.trim_start(), &["a.m.", "p.m.", "am", "pm"]);
    if !is_clock && half_day.is_none() {
        return None;
    }
    let hour = match (half_day, part) {
        (Some(_), Some(_)) => return None,
        (Some(half), None) if (1..=12).contains(&hour) => hour % 12 + if half.starts_with('p') { 12 } else { 0 },
        (Some(_), None) => return None,
        (None, Some("下午" | "傍晚")) if hour < 12 => hour + 12,
        (None, Some("中午")) if hour < 3 => hour + 12,
        (None, Some("凌晨")) if hour == 12 => 0,
        // twelve at night ends one day and begins the next
        (None, Some("晚上" | "今晚" | "夜里")) => match hour {
            5..=11 => hour + 12,
            18..=23 => hour,
            _ => return None,
        },
        (None, _) => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some((time, offset(rest.trim())?))
}

/// Minutes and seconds, what is left, and whether this is surely a time.
fn after_hour(text: &str) -> Option<(u32, u32, &str, bool)> {
    if let Some(rest) = text.strip_prefix(':') {
        let (minute, rest) = number(rest)?;
        let Some(tail) = rest.strip_prefix(':') else { return Some((minute, 0, rest, true)) };
        let (second, tail) = number(tail)?;
        let tail =
            tail.strip_prefix(['.', ',']).map_or(tail, |tail| tail.trim_start_matches(|c: char| c.is_ascii_digit()));
        return Some((minute, second, tail, true));
    }
    let Some(rest) = text.strip_prefix(['点', '时']) else { return Some((0, 0, text, false)) };
    let rest = rest.strip_prefix('钟').unwrap_or(rest);
    for (written, minute) in [("半", 30), ("整", 0), ("1刻", 15), ("3刻", 45)] {
        if let Some(rest) = rest.strip_prefix(written) {
            return Some((minute, 0, rest, true));
        }
    }
    let Some((minute, rest)) = number(rest) else { return Some((0, 0, rest, true)) };
    let rest = rest.strip_prefix('分').unwrap_or(rest);
    match number(rest) {
        Some((second, tail)) => Some((minute, second, tail.strip_prefix('秒').unwrap_or(tail), true)),
        None => Some((minute, 0, rest, true)),
    }
}

/// Nothing, `z`, `+08:00`, `+0800`, `+08`; the outer none is anything else.
fn offset(text: &str) -> Option<Option<FixedOffset>> {
    let text = text
        .strip_prefix("utc")
        .or_else(|| text.strip_prefix("gmt"))
        .map_or(text, |rest| if rest.is_empty() { "z" } else { rest });
    let (sign, rest) = match text.chars().next() {
        None => return Some(None),
        Some('z') if text.len() == 1 => return Some(FixedOffset::east_opt(0)),
        Some('+') => (1, &text[1..]),
        Some('-') => (-1, &text[1..]),
        _ => return None,
    };
    let digits = rest.replacen(':', "", 1);
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => (digits.get(..2)?, digits.get(2..)?),
        _ => return None,
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 18 || minutes > 59 {
        return None;
    }
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_people_write_them() {
        let now = DateTime::parse_from_rfc3339("2026-11-21T10:15:30+08:00").unwrap();
        for (text, moment) in [
            ("2026-11-21T14:30:00+02:00", "2026-11-21T14:30:00+02:00"),
            ("2026-11-21T14:30:05.123Z", "2026-11-21T14:30:05+00:00"),
            ("2026-11-21 14:30", "2026-11-21T14:30:00+08:00"),
            ("2026/11/21 14:30:15", "2026-11-21T14:30:15+08:00"),
            ("２０２６－１１－２１　１４：３０", "2026-11-21T14:30:00+08:00"),
            ("2026-11-21", "2026-11-21T00:00:00+08:00"),
            ("14:30", "2026-11-21T14:30:00+08:00"),
            ("2:30pm", "2026-11-21T14:30:00+08:00"),
            ("12am", "2026-11-21T00:00:00+08:00"),
            ("yesterday 14:30", "2026-11-20T14:30:00+08:00"),
            ("fri at 9:00", "2026-11-27T09:00:00+08:00"),
            ("昨天下午2点半", "2026-11-20T14:30:00+08:00"),
            ("下午两点半", "2026-11-21T14:30:00+08:00"),
            ("14点30分", "2026-11-21T14:30:00+08:00"),
            ("下周三上午10点", "2026-11-25T10:00:00+08:00"),
            ("11月21日 晚上8点", "2026-11-21T20:00:00+08:00"),
            ("2026年11月20日14时5分", "2026-11-20T14:05:00+08:00"),
            ("11-21 14:30-05:00", "2026-11-21T14:30:00-05:00"),
            ("Nov 21, 2026, 2:30 PM", "2026-11-21T14:30:00+08:00"),
            ("20261121 14:30", "2026-11-21T14:30:00+08:00"),
            ("now", "2026-11-21T10:15:30+08:00"),
            ("现在", "2026-11-21T10:15:30+08:00"),
        ] {
            assert_eq!(parse_moment(text, now, None).map(|at| at.to_rfc3339()), Ok(moment.to_owned()), "{text}");
        }
        for text in [
            "",
            "14",
            "25:00",
            "13pm",
            "晚上12点",
            "soon 14:30",
            "2026-02-30 14:30",
            "14:30 PST",
            "03/04/2026 14:30",
            "14:3:",
            "+10d +10d",
        ] {
            assert!(parse_moment(text, now, None).is_err(), "{text}");
        }
    }
}
