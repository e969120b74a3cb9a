//! Owns "did you mean": the known word that a mistyped one most likely stands for.
//! Refuses far-fetched guesses: no answer beats a wrong one.

use super::text::fold;

/// Longer texts are no mistyped words.
const LONGEST: usize = 64;

/// The known word nearest to a mistyped one: equal when folded, else few enough slips for its length
/// (none under 3 characters, 1 up to 5, 2 up to 9, then 3), else the only one it begins.
pub fn suggest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let key = fold(wrong);
    let length = key.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, f64, &'a str)> = None;
    let mut begun = Vec::new();
    for word in known {
        let candidate = fold(word);
        if candidate == key {
            return Some(word);
        }
        let size = candidate.chars().count();
        if length >= 3 && candidate.starts_with(&key) {
            begun.push(word);
        }
        // a word that is mostly slips is another word
        if size < 3 || size.abs_diff(length) > most {
            continue;
        }
        let slips = strsim::damerau_levenshtein(&key, &candidate);
        let likeness = strsim::jaro_winkler(&key, &candidate);
        if slips <= most
            && best.is_none_or(|(fewest, closest, _)| slips < fewest || (slips == fewest && likeness > closest))
        {
            best = Some((slips, likeness, word));
        }
    }
    match (best, begun.as_slice()) {
        (Some((_, _, word)), _) => Some(word),
        (None, [word]) => Some(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [&str; 7] = ["name", "industry", "next_contact", "owner", "phone", "客户名称", "grade"];

    #[test]
    fn slips_are_seen_through() {
        for (wrong, meant) in [
            ("nmae", "name"),
            ("Industy", "industry"),
            ("nextcontact", "next_contact"),
            ("next-contact", "next_contact"),
            ("phnoe", "phone"),
            ("客户名", "客户名称"),
            ("客户名秤", "客户名称"),
            ("indus", "industry"),
        ] {
            assert_eq!(suggest(wrong, FIELDS.into_iter()), Some(meant), "{wrong}");
        }
    }

    #[test]
    fn other_words_get_no_guess() {
        for wrong in ["", "x", "na", "colour", "amount", "客户", "ownership rights"] {
            assert_eq!(suggest(wrong, FIELDS.into_iter()), None, "{wrong}");
        }
        assert_eq!(suggest("sta", ["stage", "status"].into_iter()), None);
        assert_eq!(suggest("cat", ["ca"].into_iter()), None);
    }
}
