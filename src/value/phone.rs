//! Owns phone numbers: one spelling (E.164, with the extension), and how they are shown.
//! Refuses numbers that no country has, and completing a number that lacks digits.

use super::shown;
use super::text::{clean, narrow};
use crate::diagnostic::Message;
use crate::msg;
// the metadata behind this static is decoded at its first use
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberFormat, Region};

/// Words before an extension, longer ones first.
const EXTENSIONS: &[&str] = &["分机号", "分机", "内线", "转", "轉", "extension", "ext.", "ext", "#", "x"];

/// E.164 with the extension, such as `+862188888888;ext=801`. Where no country code is written, `region`
/// (two letters, such as `CN`) says the country. Blanks, dots, dashes and brackets are left out;
/// 转, 分机, `ext`, `x`, `#` and a third group after a Chinese area code and number begin an extension.
pub fn parse_phone(text: &str, region: &str) -> Result<String, Message> {
    let line = narrow(&clean(text)).to_lowercase();
    let unreadable = || msg!("value-phone-unreadable", text = shown(text));
    let line = line.strip_prefix("tel:").unwrap_or(&line);
    let (number, extension) = parted(line).ok_or_else(unreadable)?;
    let dialled = dialled(number).ok_or_else(unreadable)?;
    let chinese = region.eq_ignore_ascii_case("CN");
    check_mobile(&dialled, chinese, text)?;
    let region = Region::try_from(region.to_ascii_uppercase().as_str()).ok();
    let parsed = PHONE_NUMBER_UTIL.parse(&dialled, region).map_err(|error| match error {
        ParseError::InvalidCountryCode => msg!("value-phone-country-code", text = shown(text)),
        ParseError::NotANumber(_) => unreadable(),
        _ => wrong_length(&dialled, text),
    })?;
    check_assigned(&parsed, dialled.starts_with('+'), &dialled, text)?;
    let e164 = parsed.format_as(PhoneNumberFormat::E164);
    Ok(match extension {
        Some(extension) => format!("{e164};ext={extension}"),
        None => e164.into_owned(),
    })
}

/// The international format for people, `+86 138 0013 8000`, with ` ext. 801` behind it;
/// a text that isn't E.164 stays as it is.
pub fn show_phone(e164: &str) -> String {
    let (number, extension) = match e164.split_once(";ext=") {
        Some((number, extension)) => (number, Some(extension)),
        None => (e164, None),
    };
    let plain = number.strip_prefix('+').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(parsed) = plain.then(|| PHONE_NUMBER_UTIL.parse(number, None).ok()).flatten() else {
        return e164.to_owned();
    };
    let shown = parsed.format_as(PhoneNumberFormat::International);
    match extension {
        Some(extension) => format!("{shown} ext. {extension}"),
        None => shown.into_owned(),
    }
}

/// The number and its extension of one to eight digits; none if what follows the word is no extension.
fn parted(line: &str) -> Option<(&str, Option<&str>)> {
    let canonical = line.split_once(";ext=");
    let worded = || {
        let at = line.find(|c: char| c.is_alphabetic() || c == '#')?;
        let (number, rest) = line.split_at(at);
        let after = EXTENSIONS.iter().find_map(|word| rest.strip_prefix(word))?;
        Some((number, after.trim_start_matches([' ', ':', '.', '-', '='])))
    };
    let (number, extension) = match canonical.or_else(worded) {
        Some((number, extension)) => {
            (number.trim_end_matches([' ', ',', '(', '-']), extension.trim_end_matches([' ', ')']))
        }
        None => match third_group(line) {
            Some(parted) => parted,
            None => return Some((line, None)),
        },
    };
    let right = (1..=8).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_digit());
    right.then_some((number, Some(extension)))
}

/// `021-88888888-801`: an area code, seven or eight digits, an extension.
fn third_group(line: &str) -> Option<(&str, &str)> {
    let groups: Vec<&str> = line.split('-').map(str::trim).collect();
    let [area, number, extension] = groups.as_slice() else { return None };
    let all = [area, number, extension].iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let fits = all && area.starts_with('0') && (3..=4).contains(&area.len()) && (7..=8).contains(&number.len());
    let cut = line.rfind('-')?;
    (fits && (1..=6).contains(&extension.len())).then(|| (&line[..cut], line[cut + 1..].trim()))
}

/// Digits with a `+` in front if one is written; none if there is anything but digits and separators.
fn dialled(number: &str) -> Option<String> {
    let bare = number.trim_start_matches(['(', ' ']);
    let (plus, rest) = match bare.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", bare),
    };
    // the zero in `+44 (0)20` is dialled only inside the country
    let rest = if plus.is_empty() { rest.to_owned() } else { rest.replacen("(0)", "", 1) };
    if !rest.chars().all(|c| c.is_ascii_digit() || " -.()/‐‑–—−".contains(c)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    (3..=20).contains(&digits.len()).then(|| format!("{plus}{digits}"))
}

/// A Chinese number that begins as mobile numbers do has eleven digits.
fn check_mobile(dialled: &str, chinese: bool, text: &str) -> Result<(), Message> {
    let national = match dialled.strip_prefix("+86").or_else(|| dialled.strip_prefix("0086")) {
        Some(national) => national,
        None if chinese && !dialled.starts_with('+') => dialled,
        None => return Ok(()),
    };
    let mobile = national.starts_with('1') && national[1..].starts_with(|c: char| ('3'..='9').contains(&c));
    if mobile && national.len() >= 6 && national.len() != 11 {
        return Err(msg!("value-phone-mobile-length", text = shown(text), digits = national.len()));
    }
    Ok(())
}

fn wrong_length(dialled: &str, text: &str) -> Message {
    let digits = dialled.trim_start_matches('+').len();
    msg!("value-phone-length", text = shown(text), digits = digits)
}

fn check_assigned(number: &PhoneNumber, plus: bool, dialled: &str, text: &str) -> Result<(), Message> {
    // new Chinese mobile prefixes come faster than tables of them
    let mobile = number.country_code == 86 && (13_000_000_000..20_000_000_000).contains(&number.national_number);
    if mobile || number.is_valid() {
        return Ok(());
    }
    match number.is_possible_with_reason() {
        // North American numbers all have ten digits, and sheets are full of 555
        Ok(NumberLengthType::IsPossible) if plus || number.country_code == 1 => Ok(()),
        Ok(NumberLengthType::IsPossible)
            if number.country_code != 86 || dialled.len() > 8 || dialled.starts_with('0') =>
        {
            Err(msg!("value-phone-unassigned", text = shown(text)))
        }
        Ok(_) => Err(msg!("value-phone-area-code", text = shown(text))),
        Err(_) => Err(wrong_length(dialled, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use proptest::prelude::*;

    #[test]
    fn numbers_have_one_spelling() {
        for (text, e164) in [
            ("13800138000", "+8613800138000"),
            ("138 0013 8000", "+8613800138000"),
            ("138-0013-8000", "+8613800138000"),
            ("１３８００１３８０００", "+8613800138000"),
            ("138.0013.8000", "+8613800138000"),
            ("+86 138 0013 8000", "+8613800138000"),
            ("(+86)13800138000", "+8613800138000"),
            ("8613800138000", "+8613800138000"),
            ("0086 13800138000", "+8613800138000"),
            ("\u{202d}13800138000\u{202c}", "+8613800138000"),
            ("021-88888888", "+862188888888"),
            ("（021）88888888", "+862188888888"),
            ("021-88888888转801", "+862188888888;ext=801"),
            ("021-88888888 分机：801", "+862188888888;ext=801"),
            ("021-88888888 ext. 801", "+862188888888;ext=801"),
            ("021-88888888x801", "+862188888888;ext=801"),
            ("021-88888888（转801）", "+862188888888;ext=801"),
            ("021-88888888-801", "+862188888888;ext=801"),
            ("+862188888888;ext=801", "+862188888888;ext=801"),
            ("400-123-4567", "+864001234567"),
            ("4001234567", "+864001234567"),
            ("800-810-1234", "+868008101234"),
            ("+44 (0)20 7031 3000", "+442070313000"),
            ("+1 (212) 555-0123", "+12125550123"),
            ("tel:+1-212-555-0123", "+12125550123"),
            ("+852 2345 6789", "+85223456789"),
            ("0571 8888 8888", "+8657188888888"),
        ] {
            assert_eq!(parse_phone(text, "CN").as_deref(), Ok(e164), "{text}");
        }
        assert_eq!(parse_phone("(555) 123-4567", "US").as_deref(), Ok("+15551234567"));
        assert_eq!(parse_phone("020 7031 3000", "gb").as_deref(), Ok("+442070313000"));
    }

    #[test]
    fn what_lacks_is_said() {
        for (text, key) in [
            ("1380013800", "value-phone-mobile-length"),
            ("+86 138001380001", "value-phone-mobile-length"),
            ("88888888", "value-phone-area-code"),
            ("call me", "value-phone-unreadable"),
            ("", "value-phone-unreadable"),
            ("12", "value-phone-unreadable"),
            ("13800138000/13900139000", "value-phone-unreadable"),
            ("021-88888888转", "value-phone-unreadable"),
            ("+999 12345678", "value-phone-country-code"),
            ("13800138000 王经理", "value-phone-unreadable"),
            ("12345678901", "value-phone-unassigned"),
        ] {
            assert_eq!(parse_phone(text, "CN").map_err(|message| message.key), Err(key), "{text}");
        }
        let message = parse_phone("1380013800", "CN").unwrap_err().text(Lang::En);
        assert!(message.contains("10 digits") && message.contains("11"), "{message}");
        assert_eq!(parse_phone("13800138000", "??").map_err(|message| message.key), Err("value-phone-country-code"));
    }

    #[test]
    fn numbers_are_shown_in_groups() {
        assert_eq!(show_phone("+8613800138000"), "+86 138 0013 8000");
        assert_eq!(show_phone("+862188888888;ext=801"), "+86 21 8888 8888 ext. 801");
        assert_eq!(show_phone("ask Li"), "ask Li");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), region in "[A-Z?]{0,3}", near in "[+(]{0,2}[0-9 .()-]{0,18}(转|ext|x|#|;ext=)?[0-9]{0,9}") {
            for text in [text, near] {
                let _ = show_phone(&text);
                let _ = super::super::split_phones(&text);
                if let Ok(e164) = parse_phone(&text, &region) {
                    let _ = show_phone(&e164);
                    prop_assert!(e164.starts_with('+'));
                }
            }
        }

        #[test]
        fn mobiles_read_back(number in 13_000_000_000_u64..20_000_000_000) {
            let e164 = parse_phone(&number.to_string(), "CN");
            prop_assert_eq!(e164.clone().ok(), Some(format!("+86{number}")));
            prop_assert_eq!(parse_phone(&show_phone(&e164.clone().unwrap()), "CN"), e164);
        }
    }
}
