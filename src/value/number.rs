//! Owns exact numbers as people write them: signs, thousands, Chinese units, currencies, percents.
//! Refuses binary floats, exponents, and any text it would have to guess about.

use super::text::{clean, narrow};
use super::{currency, shown};
use crate::diagnostic::Message;
use crate::msg;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Chinese units and their powers of ten, longer ones first.
const UNITS: &[(&str, u32)] =
    &[("万亿", 12), ("千亿", 11), ("百亿", 10), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4), ("千", 3), ("百", 2)];

enum Fault {
    /// Not the shape of a number.
    Shape,
    /// More digits than are kept exactly.
    Size,
}

/// An exact number. `1,200` is 1200, `1.200` is 1.2 (a single dot is the point), `1,5` is 1.5 (a single
/// comma before one or two digits is the point), `1.200,50` is 1200.50; blanks and `'` group thousands;
/// `(300)` and `300-` are negative; currencies are taken off; 百 千 万 亿 multiply. No percent sign.
pub fn parse_number(text: &str) -> Result<Decimal, Message> {
    prepare(text).and_then(|amount| signed(&amount, true)).map_err(|fault| match fault {
        Fault::Shape => msg!("value-number-unreadable", text = shown(text)),
        Fault::Size => msg!("value-number-too-long", text = shown(text)),
    })
}

/// Percent points: 10 for `10%`, `10` and `１０ ％`.
pub fn parse_percent(text: &str) -> Result<Decimal, Message> {
    let number = prepare(text).and_then(|amount| {
        let points = amount.strip_suffix('%').unwrap_or(&amount);
        signed(points.trim(), false)
    });
    number.map_err(|fault| match fault {
        Fault::Shape => msg!("value-percent-unreadable", text = shown(text)),
        Fault::Size => msg!("value-number-too-long", text = shown(text)),
    })
}

/// A whole number; `12.0` is one, `1.5` isn't.
pub fn parse_int(text: &str) -> Result<i64, Message> {
    let number = prepare(text).and_then(|amount| signed(&amount, false)).map_err(|fault| match fault {
        Fault::Shape => msg!("value-int-unreadable", text = shown(text)),
        Fault::Size => msg!("value-int-too-large", text = shown(text)),
    })?;
    if !number.fract().is_zero() {
        return Err(msg!("value-int-fraction", text = shown(text)));
    }
    number.to_i64().ok_or_else(|| msg!("value-int-too-large", text = shown(text)))
}

/// Plain digits without an exponent; zeros after the point stay as given.
pub fn plain(number: Decimal) -> String {
    if number.is_zero() { number.abs().to_string() } else { number.to_string() }
}

fn prepare(text: &str) -> Result<String, Fault> {
    // a break inside a cell parts two numbers; it doesn't group thousands
    // and no amount is that long, so units can't nest deep
    if text.len() > 400 || text.trim().contains(['\n', '\r', '\t', '\u{2028}']) {
        return Err(Fault::Shape);
    }
    Ok(narrow(&clean(text)).replace('萬', "万").replace('億', "亿"))
}

/// Takes signs and, where allowed, currencies off both ends, then reads the digits.
fn signed(amount: &str, money: bool) -> Result<Decimal, Fault> {
    let mut rest = amount.trim();
    let mut negative = None;
    let mut said: Option<&str> = None;
    loop {
        let before = rest;
        if negative.is_none() {
            let minus = ['-', '−', '–', '负', '負'];
            if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
                (negative, rest) = (Some(true), inner);
            } else if let Some(inner) = rest.strip_prefix(minus).or_else(|| rest.strip_suffix(['-', '−'])) {
                (negative, rest) = (Some(true), inner);
            } else if let Some(inner) = rest.strip_prefix('+').or_else(|| rest.strip_suffix('+')) {
                (negative, rest) = (Some(false), inner);
            }
        }
        if money && let Some((code, inner)) = currency::strip(rest.trim()) {
            if said.is_some_and(|other| other != code) {
                return Err(Fault::Shape);
            }
            (said, rest) = (Some(code), inner);
        }
        rest = rest.trim();
        if rest == before {
            break;
        }
    }
    let mut number = with_units(rest)?;
    number.set_sign_negative(negative == Some(true) && !number.is_zero());
    Ok(number)
}

/// Digits with Chinese units: `12万`, `3.5亿`, `1亿2000万`.
fn with_units(text: &str) -> Result<Decimal, Fault> {
    let Some(at) = text.find(['百', '千', '万', '亿']) else { return digits(text) };
    let (head, tail) = text.split_at(at);
    let (unit, power) = UNITS.iter().find(|(unit, _)| tail.starts_with(unit)).ok_or(Fault::Shape)?;
    let tail = tail[unit.len()..].trim();
    let number = shift(digits(head.trim())?, *power)?;
    if tail.is_empty() {
        return Ok(number);
    }
    let lesser = with_units(tail)?;
    // `1万2` may be 10002 or 12000: every part needs its unit, and each a smaller one
    let part_has_unit = tail.ends_with(['百', '千', '万', '亿']);
    let limit = Decimal::from(10_u64.pow(*power));
    if !part_has_unit || lesser >= limit {
        return Err(Fault::Shape);
    }
    number.checked_add(lesser).ok_or(Fault::Size)
}

/// Moves the point to the right, exactly.
fn shift(number: Decimal, power: u32) -> Result<Decimal, Fault> {
    let mut number = number.normalize();
    let within = power.min(number.scale());
    number.set_scale(number.scale() - within).map_err(|_| Fault::Size)?;
    number.checked_mul(Decimal::from(10_u64.pow(power - within))).ok_or(Fault::Size)
}

/// Unsigned digits with their separators.
fn digits(text: &str) -> Result<Decimal, Fault> {
    let (point, group) = separators(text)?;
    let (whole, fraction) = match point {
        Some(point) => text.split_once(point).ok_or(Fault::Shape)?,
        None => (text, ""),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if point.is_some() && !all_digits(fraction) {
        return Err(Fault::Shape);
    }
    let whole: String = match group {
        Some(group) => {
            let parts: Vec<&str> = whole.split(group).collect();
            let right = parts
                .iter()
                .enumerate()
                .all(|(at, part)| all_digits(part) && if at == 0 { part.len() <= 3 } else { part.len() == 3 });
            if parts.len() < 2 || !right {
                return Err(Fault::Shape);
            }
            parts.concat()
        }
        None if all_digits(whole) || (whole.is_empty() && point == Some('.')) => whole.to_owned(),
        None => return Err(Fault::Shape),
    };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        kept => kept,
    };
    let written = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    Decimal::from_str_exact(&written).map_err(|_| Fault::Size)
}

/// Which sign is the point, and which groups thousands.
fn separators(text: &str) -> Result<(Option<char>, Option<char>), Fault> {
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    if let Some(group) = text.chars().find(|c| matches!(c, ' ' | '\'' | '’')) {
        return match (dots, commas) {
            (0, 0) => Ok((None, Some(group))),
            (1, 0) => Ok((Some('.'), Some(group))),
            (0, 1) => Ok((Some(','), Some(group))),
            _ => Err(Fault::Shape),
        };
    }
    match (dots, commas) {
        (0, 0) => Ok((None, None)),
        (1, 0) => Ok((Some('.'), None)),
        (_, 0) => Ok((None, Some('.'))),
        (0, 1) => match text.split_once(',') {
            Some((_, tail)) if tail.len() == 1 || tail.len() == 2 => Ok((Some(','), None)),
            Some(("0", tail)) if tail.len() == 3 => Ok((Some(','), None)),
            _ => Ok((None, Some(','))),
        },
        (0, _) => Ok((None, Some(','))),
        (1, _) if text.rfind('.') > text.rfind(',') => Ok((Some('.'), Some(','))),
        (_, 1) if text.rfind(',') > text.rfind('.') => Ok((Some(','), Some('.'))),
        _ => Err(Fault::Shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        parse_number(text).ok().map(plain)
    }

    #[test]
    fn amounts_as_sheets_hold_them() {
        for (text, digits) in [
            ("1200", "1200"),
            ("1,200.00", "1200.00"),
            ("1.200,50", "1200.50"),
            ("1 200,50", "1200.50"),
            ("1'200.00", "1200.00"),
            ("1\u{a0}200\u{a0}000", "1200000"),
            ("１２００", "1200"),
            ("¥1,200.00", "1200.00"),
            ("￥ 5", "5"),
            ("$12,500.00", "12500.00"),
            ("(300)", "-300"),
            ("($300)", "-300"),
            ("¥(300)", "-300"),
            ("-¥300", "-300"),
            ("¥-300", "-300"),
            ("300-", "-300"),
            ("+5", "5"),
            ("−5", "-5"),
            ("12万", "120000"),
            ("3.5亿", "350000000"),
            ("8千", "8000"),
            ("12.50万元", "125000"),
            ("3亿元", "300000000"),
            ("300元", "300"),
            ("1200元整", "1200"),
            ("1亿2000万", "120000000"),
            ("3千万", "30000000"),
            ("１，２００元", "1200"),
            ("1,200", "1200"),
            ("1.200", "1.200"),
            ("1,5", "1.5"),
            ("0,500", "0.500"),
            ("1.200.500", "1200500"),
            ("1,200,500", "1200500"),
            (".5", "0.5"),
            ("007", "7"),
            ("-0", "0"),
            ("0.00", "0.00"),
            ("CNY 300", "300"),
            ("300 USD", "300"),
            ("¥300元", "300"),
            ("12萬", "120000"),
            ("2万美元", "20000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(digits), "{text}");
        }
        assert_eq!(parse_number("1.200"), Ok(Decimal::new(12, 1)));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            " ",
            "call for quote",
            "10%",
            "1,2345",
            "12,34,567",
            "1.2E+05",
            "1,200,5",
            "1200元/年",
            "1-2",
            "--5",
            "(-5)",
            "((5))",
            "5.",
            "1..2",
            "1万2",
            "2万3亿",
            "万",
            "元",
            "约300",
            "$300元",
            "1\n200",
            "1,200.00.00",
            "1 2",
            "1'20",
            "0x10",
            "NaN",
            "inf",
            "1_000",
            "12k",
            "-",
            "()",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let message = parse_number("call for quote").unwrap_err().text(Lang::En);
        assert!(message.contains("`call for quote`"), "{message}");
        assert_eq!(parse_number(&"9".repeat(40)).unwrap_err().key, "value-number-too-long");
        assert!(parse_number(&"1千".repeat(200_000)).is_err());
        assert_eq!(parse_number("99999999999999999999999999亿").unwrap_err().key, "value-number-too-long");
    }

    #[test]
    fn percents_are_points() {
        for (text, digits) in [("10%", "10"), ("10", "10"), ("10 %", "10"), ("０．５％", "0.5"), ("-3,5 %", "-3.5")]
        {
            assert_eq!(parse_percent(text).ok().map(plain).as_deref(), Some(digits), "{text}");
        }
        for text in ["", "%", "¥10", "10%%", "high", "10‰"] {
            assert!(parse_percent(text).is_err(), "{text}");
        }
    }

    #[test]
    fn whole_numbers_are_whole() {
        assert_eq!(parse_int("1,200"), Ok(1200));
        assert_eq!(parse_int("１２.0"), Ok(12));
        assert_eq!(parse_int("-3"), Ok(-3));
        assert_eq!(parse_int("1.5").unwrap_err().key, "value-int-fraction");
        assert_eq!(parse_int("99999999999999999999").unwrap_err().key, "value-int-too-large");
        assert_eq!(parse_int("five").unwrap_err().key, "value-int-unreadable");
    }

    proptest! {
        #[test]
        fn plain_digits_read_back(lo in any::<u32>(), mid in any::<u32>(), hi in any::<u32>(), negative in any::<bool>(), scale in 0u32..=28) {
            let number = Decimal::from_parts(lo, mid, hi, negative, scale);
            prop_assert_eq!(parse_number(&plain(number)), Ok(number));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), near in "[-+(]?[¥$A-Z]{0,3}[0-9., '万亿千百]{0,40}[元%)]{0,2}") {
            for text in [text, near] {
                let _ = (parse_number(&text), parse_percent(&text), parse_int(&text), currency::strip(&text));
                let _ = super::super::currency_of(&text);
            }
        }
    }
}
