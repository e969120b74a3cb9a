//! Owns ids made from names, and the Latin keys (pinyin, initials) by which Chinese names are found.
//! Refuses to make an id unique: whoever knows the taken ones does that.

use super::text::fold;
use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;

/// The longest id, in characters.
const LONGEST: usize = 64;

/// Words in which a character isn't read as it mostly is.
const READINGS: &[(&str, &[&str])] = &[
    ("重庆", &["chong", "qing"]),
    ("重慶", &["chong", "qing"]),
    ("银行", &["yin", "hang"]),
    ("銀行", &["yin", "hang"]),
    ("行业", &["hang", "ye"]),
    ("商行", &["shang", "hang"]),
    ("长江", &["chang", "jiang"]),
    ("长沙", &["chang", "sha"]),
    ("长春", &["chang", "chun"]),
    ("长城", &["chang", "cheng"]),
    ("长安", &["chang", "an"]),
    ("长虹", &["chang", "hong"]),
    ("长征", &["chang", "zheng"]),
    ("厦门", &["xia", "men"]),
    ("朝阳", &["chao", "yang"]),
    ("音乐", &["yin", "yue"]),
    ("乐清", &["yue", "qing"]),
    ("六安", &["lu", "an"]),
    ("蚌埠", &["beng", "bu"]),
    ("会计", &["kuai", "ji"]),
    ("大厦", &["da", "sha"]),
    ("成都", &["cheng", "du"]),
    ("首都", &["shou", "du"]),
];

/// File names that some systems keep for devices.
fn is_device(id: &str) -> bool {
    matches!(id, "con" | "prn" | "aux" | "nul")
        || (id.len() == 4
            && (id.starts_with("com") || id.starts_with("lpt"))
            && id.ends_with(|digit: char| digit.is_ascii_digit()))
}

enum Piece {
    Syllable(&'static str),
    Char(char),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if !c.is_ascii()
            && let Some((word, syllables)) = READINGS.iter().find(|(word, _)| rest.starts_with(word))
        {
            pieces.extend(syllables.iter().map(|syllable| Piece::Syllable(syllable)));
            rest = &rest[word.len()..];
            continue;
        }
        pieces.push(c.to_pinyin().map_or(Piece::Char(c), |reading| Piece::Syllable(reading.plain())));
        rest = &rest[c.len_utf8()..];
    }
    pieces
}

/// `ü` is typed as `v`.
fn typed(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for piece in pieces(&text.nfkc().collect::<String>()) {
        match piece {
            Piece::Syllable(syllable) => words.extend([typed(syllable), String::new()]),
            Piece::Char(c) if c.is_alphanumeric() => {
                let latin = deunicode::deunicode_char(c).unwrap_or_default();
                // an ideograph comes with a blank behind it
                let apart = latin.ends_with(' ');
                if apart {
                    words.push(String::new());
                }
                if let Some(word) = words.last_mut() {
                    word.extend(latin.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
                }
                if apart {
                    words.push(String::new());
                }
            }
            Piece::Char('\'' | '’' | '‘' | 'ʼ') => {}
            Piece::Char(c) if unicode_normalization::char::is_combining_mark(c) => {}
            Piece::Char(_) => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// An id made from a name: `[a-z0-9][a-z0-9-]*`, at most 64 characters, cut at a dash where one is
/// near; empty if nothing is left. Names of devices get `-x`, so that every system can hold the file.
pub fn slug(text: &str) -> String {
    let mut id = words(text).join("-");
    if id.len() > LONGEST {
        // only ASCII stands here, so every index is a boundary
        let near = if id.as_bytes().get(LONGEST) == Some(&b'-') { Some(LONGEST) } else { id[..LONGEST].rfind('-') };
        id.truncate(near.filter(|&at| at >= LONGEST / 3).unwrap_or(LONGEST));
    }
    if is_device(&id) {
        id.push_str("-x");
    }
    id
}

/// First letters of the words, and of each Chinese character: `hkxx` for 海康信息.
pub fn initials(text: &str) -> String {
    words(text).iter().filter_map(|word| word.chars().next()).collect()
}

/// The folded text with every Chinese character as its reading, without tones: `haikangxinxi`.
pub fn pinyin(text: &str) -> String {
    pieces(&fold(text))
        .into_iter()
        .map(|piece| match piece {
            Piece::Syllable(syllable) => typed(syllable),
            Piece::Char(c) => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_become_ids() {
        for (name, id) in [
            ("海康信息", "hai-kang-xin-xi"),
            ("Acme Corporation", "acme-corporation"),
            ("Québec Ltd.", "quebec-ltd"),
            ("O'Brien & Söhne GmbH", "obrien-sohne-gmbh"),
            ("３Ｍ中国", "3m-zhong-guo"),
            ("重庆长江银行", "chong-qing-chang-jiang-yin-hang"),
            ("绿源", "lv-yuan"),
            ("Привет", "privet"),
            ("con", "con-x"),
            ("COM1", "com1-x"),
            ("——？！", ""),
            ("😀", ""),
            ("", ""),
        ] {
            assert_eq!(slug(name), id, "{name}");
        }
    }

    #[test]
    fn long_ids_are_cut_at_a_dash() {
        let id = slug(&"海康信息".repeat(20));
        assert!(id.len() <= 64 && id.len() > 50 && !id.ends_with('-'), "{id}");
        assert!(id.split('-').all(|word| ["hai", "kang", "xin", "xi"].contains(&word)), "{id}");
        assert_eq!(slug(&format!("a {}", "b".repeat(100))).len(), 64);
    }

    #[test]
    fn chinese_names_are_found_by_letters() {
        assert_eq!(initials("海康信息"), "hkxx");
        assert_eq!(initials("Acme Corp"), "ac");
        assert_eq!(pinyin("海康信息"), "haikangxinxi");
        assert_eq!(pinyin("海康-Vision（中国）"), "haikangvisionzhongguo");
        assert_eq!(pinyin("Québec Ltd."), "quebecltd");
    }

    proptest! {
        #[test]
        fn a_slug_is_an_id_or_empty(text in any::<String>()) {
            let id = slug(&text);
            prop_assert!(id.len() <= 64);
            prop_assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            prop_assert!(!id.starts_with('-') && !id.ends_with('-'));
            prop_assert_eq!(slug(&id), id);
            let _ = (initials(&text), pinyin(&text));
        }

        #[test]
        fn chinese_has_an_id(text in "[\u{4e00}-\u{9fa5} a-z]{0,80}") {
            prop_assert_eq!(slug(&text).is_empty(), text.trim().is_empty());
        }
    }
}
