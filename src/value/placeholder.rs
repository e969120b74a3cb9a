//! Owns what people write where they know nothing.
//! Refuses to judge a part of a value, or names that only look odd.

use super::text::{clean, fold, narrow};

/// Whole values, folded.
const WORDS: &[&str] = &[
    "待定",
    "未定",
    "未知",
    "不详",
    "不明",
    "暂无",
    "暂缺",
    "无",
    "無",
    "没有",
    "空",
    "未填",
    "未填写",
    "未提供",
    "待补",
    "待补充",
    "待确认",
    "待填",
    "不知道",
    "不清楚",
    "不祥",
    "某某",
    "某某某",
    "测试",
    "測試",
    "n/a",
    "#n/a",
    "#ref!",
    "#value!",
    "#name?",
    "#div/0!",
    "#null!",
    "#num!",
    "none",
    "null",
    "nil",
    "undefined",
    "tbd",
    "tba",
    "tbc",
    "todo",
    "unknown",
    "notavailable",
    "notapplicable",
    "notknown",
    "xx",
    "test",
    "testing",
    "placeholder",
    "dummy",
    "asdf",
];

/// Signs that say nothing, alone or in any number.
const SIGNS: &str = "-–—−_/\\?.。…*,，、;；:!~·'\"()[]<>";

/// Whether the whole value stands for "nothing known": `待定`, `n/a`, `NA`, `tbd`, `--`, `?`, `xxx`, `000`.
/// `无` and `none` are among them. An empty text isn't one, nor are names such as `X`, `Na` or `Nan`.
pub fn is_placeholder(text: &str) -> bool {
    let value = narrow(&clean(text));
    let bare: String = value.chars().filter(|c| *c != ' ').collect();
    let Some(first) = bare.chars().next() else { return false };
    if bare.chars().all(|c| SIGNS.contains(c)) || matches!(bare.as_str(), "NA" | "na" | "N.A." | "n.a.") {
        return true;
    }
    let count = bare.chars().count();
    let repeated = bare.chars().all(|c| c.eq_ignore_ascii_case(&first));
    // `AAA` is a grade and `999` a brand, but nobody is called `aaaa`
    let least = match first {
        'x' | 'X' | '0' => 3,
        c if c.is_ascii_alphabetic() => 4,
        c if c.is_ascii_digit() => 5,
        _ => usize::MAX,
    };
    (repeated && count >= least) || WORDS.contains(&fold(&value).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_known_is_seen() {
        for text in [
            "待定",
            " 未知 ",
            "不详",
            "暂无",
            "N/A",
            "n/a",
            "NA",
            "na",
            "ｎ／ａ",
            "xxx",
            "XX",
            "TBD",
            "Todo",
            "unknown",
            "none",
            "无",
            "-",
            "--",
            "—",
            "/",
            "?",
            "？？",
            "。",
            "null",
            "nil",
            "test",
            "测试",
            "…",
            "000",
            "XXXX",
            "aaaa",
            "#N/A",
            "（待定）",
            "N.A.",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn real_values_stay() {
        for text in [
            "",
            " ",
            "NA Industries",
            "X",
            "Nan",
            "Na",
            "AAA",
            "999",
            "0",
            "00",
            "无锡",
            "Test Systems",
            "A",
            "3M",
            "★★★",
            "无线电",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
