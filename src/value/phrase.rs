//! Owns the words for days: `tomorrow`, `fri`, `in 2 weeks`, `+10d`, `eom`, 下周五, 三个月后.
//! Refuses words that leave the day open, such as `next week`.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The day that a prepared text names from today.
pub(super) fn read(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    english(&words, today).or_else(|| chinese(&words.concat(), today)).filter(|day| (1..=9999).contains(&day.year()))
}

/// Days since Monday, for an English weekday or its abbreviation.
pub(super) fn weekday(word: &str) -> Option<i64> {
    const DAYS: [&[&str]; 7] = [
        &["mon", "monday"],
        &["tue", "tues", "tuesday"],
        &["wed", "weds", "wednesday"],
        &["thu", "thur", "thurs", "thursday"],
        &["fri", "friday"],
        &["sat", "saturday"],
        &["sun", "sunday"],
    ];
    let at = DAYS.iter().position(|names| names.contains(&word))?;
    i64::try_from(at).ok()
}

/// Days since Monday, for the character behind 周 or 星期.
pub(super) fn chinese_weekday(text: &str) -> Option<i64> {
    match text {
        "一" | "1" => Some(0),
        "二" | "2" => Some(1),
        "三" | "3" => Some(2),
        "四" | "4" => Some(3),
        "五" | "5" => Some(4),
        "六" | "6" => Some(5),
        "日" | "天" | "7" => Some(6),
        _ => None,
    }
}

fn since_monday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().num_days_from_monday())
}

fn days(today: NaiveDate, count: i64) -> Option<NaiveDate> {
    let by = Days::new(count.unsigned_abs());
    if count < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) }
}

fn months(today: NaiveDate, count: i64) -> Option<NaiveDate> {
    let by = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 { today.checked_sub_months(by) } else { today.checked_add_months(by) }
}

/// The next such day, today excluded.
fn coming(today: NaiveDate, weekday: i64) -> Option<NaiveDate> {
    days(today, (weekday - since_monday(today) + 6).rem_euclid(7) + 1)
}

/// Such a day of the week that many weeks away; weeks begin on Monday.
fn of_week(today: NaiveDate, weekday: i64, weeks: i64) -> Option<NaiveDate> {
    days(today, weekday - since_monday(today) + 7 * weeks)
}

/// The last day of the month that many months away.
fn month_end(today: NaiveDate, count: i64) -> Option<NaiveDate> {
    months(today.with_day(1)?, count.checked_add(1)?)?.pred_opt()
}

fn quarter_end(today: NaiveDate) -> Option<NaiveDate> {
    month_end(today, i64::from(2 - today.month0() % 3))
}

/// A count of units from today: `d`, `w`, `m`, `q`, `y`.
fn shifted(today: NaiveDate, count: i64, unit: &str) -> Option<NaiveDate> {
    match unit {
        "d" | "day" | "days" | "天" | "日" => days(today, count),
        "w" | "wk" | "week" | "weeks" | "周" | "个星期" | "星期" | "个礼拜" | "礼拜" | "个周" => {
            days(today, count.checked_mul(7)?)
        }
        "m" | "mo" | "month" | "months" | "个月" | "月" => months(today, count),
        "q" | "quarter" | "quarters" | "个季度" | "季度" => months(today, count.checked_mul(3)?),
        "y" | "year" | "years" | "年" => months(today, count.checked_mul(12)?),
        _ => None,
    }
}

/// A count at the front; `a` and `an` are one.
fn counted(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if (1..=6).contains(&end) { Some((text[..end].parse().ok()?, &text[end..])) } else { None }
}

fn english(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let count = |word: &str| match word {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        _ => counted(word).filter(|(_, rest)| rest.is_empty()).map(|(count, _)| count),
    };
    match words {
        ["today"] => Some(today),
        ["yesterday"] => days(today, -1),
        ["tomorrow"] => days(today, 1),
        ["eow"] => of_week(today, 6, 0),
        ["eom"] => month_end(today, 0),
        ["eoq"] => quarter_end(today),
        ["eoy"] => NaiveDate::from_ymd_opt(today.year(), 12, 31),
        ["this", day] => of_week(today, weekday(day)?, 0),
        ["next", day] => of_week(today, weekday(day)?, 1),
        ["last", day] => of_week(today, weekday(day)?, -1),
        ["in", number, unit] => shifted(today, count(number)?, unit),
        [number, unit, "ago"] => shifted(today, -count(number)?, unit),
        [number, unit, "from", "now"] => shifted(today, count(number)?, unit),
        [word] => {
            let signed = match word.strip_prefix('+') {
                Some(rest) => Some((1, rest)),
                None => word.strip_prefix('-').map(|rest| (-1, rest)),
            };
            match signed {
                Some((sign, rest)) => {
                    let (count, unit) = counted(rest)?;
                    shifted(today, sign * count, unit)
                }
                None => coming(today, weekday(word)?),
            }
        }
        _ => None,
    }
}

fn chinese(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match text {
        "今天" | "今日" => return Some(today),
        "昨天" | "昨日" => return days(today, -1),
        "前天" => return days(today, -2),
        "大前天" => return days(today, -3),
        "明天" | "明日" => return days(today, 1),
        "后天" => return days(today, 2),
        "大后天" => return days(today, 3),
        "季末" | "季度末" | "本季末" | "本季度末" => return quarter_end(today),
        "年底" | "年末" | "今年底" | "今年年底" => return NaiveDate::from_ymd_opt(today.year(), 12, 31),
        "半年后" | "半年之后" => return months(today, 6),
        "半年前" => return months(today, -6),
        _ => {}
    }
    ago_or_hence(text, today)
        .or_else(|| week_day(text, today))
        .or_else(|| month_day(text, today))
        .or_else(|| year_day(text, today))
}

/// 3天后, 两周后, 三个月前.
fn ago_or_hence(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let ends = [("之后", 1), ("以后", 1), ("后", 1), ("之前", -1), ("以前", -1), ("前", -1)];
    let (rest, sign) = ends.iter().find_map(|(end, sign)| Some((text.strip_suffix(end)?, *sign)))?;
    let (count, unit) = counted(rest)?;
    // `5月后` and `5日后` may mean a date: only the count of days is common
    if unit == "月" { None } else { shifted(today, sign * count, unit) }
}

/// Takes 下, 上 (each time by one), 本 and 这 off the front.
fn away(text: &str) -> (Option<i64>, &str) {
    for (word, step) in [('下', 1), ('上', -1)] {
        let rest = text.trim_start_matches(word);
        let times = (text.len() - rest.len()) / word.len_utf8();
        if times > 0 {
            let times = i64::try_from(times).unwrap_or(i64::from(u8::MAX));
            return (Some(step * times), rest.strip_prefix('个').unwrap_or(rest));
        }
    }
    match text.strip_prefix(['本', '这']) {
        Some(rest) => (Some(0), rest.strip_prefix('个').unwrap_or(rest)),
        None => (None, text),
    }
}

/// 周五 (the coming), 下周五, 上个星期天.
fn week_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (weeks, rest) = away(text);
    let day = ["周", "星期", "礼拜"].iter().find_map(|week| rest.strip_prefix(week))?;
    let day = chinese_weekday(day)?;
    match weeks {
        Some(weeks) => of_week(today, day, weeks),
        None => coming(today, day),
    }
}

/// 下个月5号, 本月底, 月底.
fn month_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (count, rest) = away(text);
    let rest = rest.strip_prefix('月')?;
    if matches!(rest, "底" | "末") {
        return month_end(today, count.unwrap_or(0));
    }
    let (day, end) = counted(rest)?;
    if !matches!(end, "号" | "日") {
        return None;
    }
    months(today.with_day(1)?, count?)?.with_day(u32::try_from(day).ok()?)
}

/// 明年3月5日, 去年底.
fn year_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let years = [("大前年", -3), ("前年", -2), ("去年", -1), ("今年", 0), ("明年", 1), ("后年", 2)];
    let (rest, years) = years.iter().find_map(|(word, years)| Some((text.strip_prefix(word)?, *years)))?;
    let year = today.year().checked_add(years)?;
    if matches!(rest, "底" | "年底" | "末") {
        return NaiveDate::from_ymd_opt(year, 12, 31);
    }
    let (month, rest) = counted(rest)?;
    let (day, end) = counted(rest.strip_prefix('月')?)?;
    if !matches!(end, "号" | "日" | "") {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
