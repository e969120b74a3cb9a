//! Owns how many columns a text takes on a terminal, and cutting and padding it to a number of them.
//! Refuses to guess at fonts: characters of ambiguous width count as one column.

use super::Align;
use super::escape::escape;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes on a terminal once escaped; Chinese characters take two.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) { text.len() } else { UnicodeWidthStr::width(&*escape(text)) }
}

/// The text escaped and, if wider than `columns`, cut to end with `…` within them. Nothing is left of it in 0 columns.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    let text = escape(text);
    if width(&text) <= columns {
        return text;
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    let (mut used, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        // A selector can turn what stands before it into a wide form: counting it as one column keeps the sum an
        // upper bound, and the cut one pass.
        used += if matches!(c, '\u{fe01}' | '\u{fe0f}') { 1 } else { c.width().unwrap_or(0) };
        if used > room {
            break;
        }
        end = at + c.len_utf8();
    }
    let mut cut = text[..end].trim_end_matches([' ', '\u{200d}']).to_owned();
    cut.push('…');
    Cow::Owned(cut)
}

/// The text escaped and filled up with blanks to at least `columns`; a wider one is not cut.
pub fn pad(text: &str, columns: usize, align: Align) -> String {
    let text = escape(text);
    let fill = columns.saturating_sub(width(&text));
    match align {
        Align::Left => format!("{text}{:fill$}", ""),
        Align::Right => format!("{:fill$}{text}", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_those_of_a_terminal() {
        let widths = ["", "abc", "海康", "Ａ", "é", "e\u{301}", "👩‍💻", "\u{1b}"].map(width);
        assert_eq!(widths, [0, 3, 4, 2, 1, 1, 2, 6]);
    }

    #[test]
    fn cutting_never_splits_a_wide_character() {
        let cuts = [9, 8, 7, 6, 3, 2, 1, 0].map(|columns| fit("海康信息", columns).into_owned());
        assert_eq!(cuts, ["海康信息", "海康信息", "海康信…", "海康…", "海…", "…", "…", ""]);
        assert_eq!(fit("Acme Inc.", 6), "Acme…");
    }

    #[test]
    fn padding_counts_columns_not_characters() {
        assert_eq!(pad("海康", 6, Align::Left), "海康  ");
        assert_eq!(pad("12", 6, Align::Right), "    12");
        assert_eq!(pad("海康信息", 6, Align::Left), "海康信息");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]
        #[test]
        fn what_is_fitted_fits(text in "(\\PC|[a海\u{301}❤\u{fe0f}\u{fe01}‘👩\u{200d}💻🇨🇳#لا]){0,12}", columns in 0usize..14) {
            let cut = fit(&text, columns);
            prop_assert!(width(&cut) <= columns, "{:?}", cut);
            prop_assert!(width(&pad(&cut, columns, Align::Left)) >= columns);
        }
    }
}
