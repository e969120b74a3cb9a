//! Owns the tests of days: their shapes, their words, their order.
//! Refuses tests of times, which stand beside `moment`.

use super::*;
use proptest::prelude::*;

/// A Saturday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn read_all(cases: &[(&str, &str)], order: Option<DateOrder>) {
    for (text, date) in cases {
        let read = parse_date(text, today(), order).map(|date| date.to_string());
        assert_eq!(read.as_deref(), Ok(*date), "{text}");
    }
}

fn key(text: &str, order: Option<DateOrder>) -> &'static str {
    parse_date(text, today(), order).map_or_else(|message| message.key, |_| "ok")
}

#[test]
fn dates_of_the_calendar() {
    read_all(
        &[
            ("2026-11-21", "2026-11-21"),
            ("2026/11/21", "2026-11-21"),
            ("2026.11.21", "2026-11-21"),
            ("20261121", "2026-11-21"),
            ("2026-1-2", "2026-01-02"),
            ("2026年11月21日", "2026-11-21"),
            ("2026年1月2号", "2026-01-02"),
            ("26年11月21日", "2026-11-21"),
            ("二〇二六年十一月二十一日", "2026-11-21"),
            ("11月21日", "2026-11-21"),
            ("12月18号", "2026-12-18"),
            ("1月5日", "2027-01-05"),
            ("11-21", "2026-11-21"),
            ("01-05", "2027-01-05"),
            ("21-11", "2026-11-21"),
            ("21 Nov 2026", "2026-11-21"),
            ("Nov 21, 2026", "2026-11-21"),
            ("02 Mar 2021", "2021-03-02"),
            ("15-Jan-24", "2024-01-15"),
            ("21st of November 2026", "2026-11-21"),
            ("Sept. 3, 2026", "2026-09-03"),
            ("Sat, 21 Nov 2026", "2026-11-21"),
            ("21 Nov", "2026-11-21"),
            ("21/11/2026", "2026-11-21"),
            ("11/21/2026", "2026-11-21"),
            ("11/11/2026", "2026-11-11"),
            ("2026-11-21 00:00:00", "2026-11-21"),
            ("2026-11-21T23:30:00Z", "2026-11-21"),
            ("2026/11/21 9:05", "2026-11-21"),
            ("２０２６／１１／２１", "2026-11-21"),
            ("2026-11-21 星期六", "2026-11-21"),
            ("2026年11月21日（周六）", "2026-11-21"),
            ("2024-02-29", "2024-02-29"),
            ("31/12/46", "1946-12-31"),
            ("31/12/45", "2045-12-31"),
        ],
        None,
    );
}

#[test]
fn words_count_from_today() {
    read_all(
        &[
            ("today", "2026-11-21"),
            ("Yesterday", "2026-11-20"),
            ("tomorrow", "2026-11-22"),
            ("sat", "2026-11-28"),
            ("sunday", "2026-11-22"),
            ("mon", "2026-11-23"),
            ("fri", "2026-11-27"),
            ("next fri", "2026-11-27"),
            ("this fri", "2026-11-20"),
            ("last fri", "2026-11-13"),
            ("in 2 weeks", "2026-12-05"),
            ("in 3 days", "2026-11-24"),
            ("2 weeks ago", "2026-11-07"),
            ("+10d", "2026-12-01"),
            ("+2w", "2026-12-05"),
            ("+1m", "2026-12-21"),
            ("+1y", "2027-11-21"),
            ("-3d", "2026-11-18"),
            ("eow", "2026-11-22"),
            ("eom", "2026-11-30"),
            ("eoq", "2026-12-31"),
            ("eoy", "2026-12-31"),
            ("今天", "2026-11-21"),
            ("昨天", "2026-11-20"),
            ("前天", "2026-11-19"),
            ("明天", "2026-11-22"),
            ("后天", "2026-11-23"),
            ("後天", "2026-11-23"),
            ("大后天", "2026-11-24"),
            ("周五", "2026-11-27"),
            ("星期五", "2026-11-27"),
            ("礼拜五", "2026-11-27"),
            ("周六", "2026-11-28"),
            ("星期天", "2026-11-22"),
            ("下周五", "2026-11-27"),
            ("下下周一", "2026-11-30"),
            ("本周五", "2026-11-20"),
            ("上周五", "2026-11-13"),
            ("下个星期三", "2026-11-25"),
            ("下个月5号", "2026-12-05"),
            ("上月31日", "2026-10-31"),
            ("月底", "2026-11-30"),
            ("下月底", "2026-12-31"),
            ("3天后", "2026-11-24"),
            ("三天前", "2026-11-18"),
            ("两周后", "2026-12-05"),
            ("三个月后", "2027-02-21"),
            ("两个星期以后", "2026-12-05"),
            ("明年3月5日", "2027-03-05"),
            ("年底", "2026-12-31"),
            ("十天后", "2026-12-01"),
            ("下周五 14:30", "2026-11-27"),
        ],
        None,
    );
}

#[test]
fn an_order_settles_what_a_cell_leaves_open() {
    assert_eq!(key("03/04/2026", None), "value-date-ambiguous");
    assert_eq!(key("03/04", None), "value-date-ambiguous");
    assert_eq!(key("03/04/05", None), "value-date-ambiguous");
    read_all(
        &[
            ("03/04/2026", "2026-04-03"),
            ("3.4.26", "2026-04-03"),
            ("03/12", "2026-12-03"),
            ("2026-03-04", "2026-03-04"),
        ],
        Some(DateOrder::Dmy),
    );
    read_all(&[("03/04/2026", "2026-03-04"), ("12/03", "2026-12-03")], Some(DateOrder::Mdy));
    read_all(
        &[("26/11/21", "2026-11-21"), ("12-03", "2026-12-03"), ("21/11/2026", "2026-11-21")],
        Some(DateOrder::Ymd),
    );
    assert_eq!(key("02/25/2026", Some(DateOrder::Dmy)), "value-date-wrong-order");
    assert_eq!(key("02/30/2026", Some(DateOrder::Mdy)), "value-date-no-such-day");
}

#[test]
fn other_texts_are_refused() {
    for text in ["2026-02-30", "2026-13-01", "20261301", "2月30日", "2026年2月29日", "0000-01-01", "30/30/2026"] {
        assert_eq!(key(text, None), "value-date-no-such-day", "{text}");
    }
    for text in [
        "",
        "soon",
        "2026",
        "45678",
        "next week",
        "Jan-24",
        "2026-11",
        "2026/11-21",
        "in 99999999 weeks",
        "+99999y",
        "+999999m",
        "下个月32号",
        "3",
        "11.21",
        "2026-11-21 call",
        "5月后",
        "周八",
    ] {
        assert_eq!(key(text, None), "value-date-unreadable", "{text}");
    }
}

#[test]
fn a_column_decides_its_order() {
    use DateOrder::{Dmy, Mdy, Ymd};
    assert_eq!(fits_order(&["03/04/2026", "25/04/2026", ""]), [Dmy]);
    assert_eq!(fits_order(&["03/04/2026", "04/25/2026 10:00"]), [Mdy]);
    assert_eq!(fits_order(&["03/04/2026", "2026-11-21"]), [Dmy, Mdy]);
    assert_eq!(fits_order(&["25/04/2026", "04/25/2026"]), []);
    assert_eq!(fits_order(&["26/11/21"]), [Ymd, Dmy]);
    assert_eq!(fits_order(&["2026-11-21", "n/a", "11月5日"]), [Ymd, Dmy, Mdy]);
}

proptest! {
    #[test]
    fn iso_days_read_back(number in 1i32..=3_652_059, order in 0usize..4) {
        let day = NaiveDate::from_num_days_from_ce_opt(number).unwrap();
        let order = DateOrder::ALL.get(order).copied();
        prop_assert_eq!(parse_date(&day.to_string(), today(), order), Ok(day));
        prop_assert_eq!(parse_date(&day.format("%Y年%m月%d日").to_string(), today(), order), Ok(day));
    }

    #[test]
    fn no_text_panics(text in any::<String>(), near in "[下上本个周月年后前一二三十两半天日号点分0-9a-z :/.,+-]{0,14}", day in 1i32..3_652_059) {
        let today = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
        let now = today.and_hms_opt(1, 2, 3).unwrap().and_utc().fixed_offset();
        for text in [text, near] {
            for order in [None, Some(DateOrder::Ymd), Some(DateOrder::Dmy), Some(DateOrder::Mdy)] {
                let _ = (parse_date(&text, today, order), super::super::parse_moment(&text, now, order));
            }
            let _ = fits_order(&[&text]);
        }
    }
}
