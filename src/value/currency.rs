//! Owns the signs, words and codes that say a currency beside an amount.
//! Refuses to guess one where nothing is said.

use super::text::{clean, narrow};

/// Signs and words, longer ones before the shorter ones they end with.
const SIGNS: &[(&str, &str)] = &[
    ("人民币", "CNY"),
    ("元人民币", "CNY"),
    ("新加坡元", "SGD"),
    ("新台币", "TWD"),
    ("瑞士法郎", "CHF"),
    ("澳门元", "MOP"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("台币", "TWD"),
    ("韩元", "KRW"),
    ("澳元", "AUD"),
    ("加元", "CAD"),
    ("新元", "SGD"),
    ("卢布", "RUB"),
    ("元整", "CNY"),
    ("元", "CNY"),
    ("圆", "CNY"),
    ("块", "CNY"),
    ("円", "JPY"),
    ("rmb", "CNY"),
    ("cn¥", "CNY"),
    ("jp¥", "JPY"),
    ("hk$", "HKD"),
    ("us$", "USD"),
    ("nt$", "TWD"),
    ("mop$", "MOP"),
    ("au$", "AUD"),
    ("ca$", "CAD"),
    ("sg$", "SGD"),
    ("nz$", "NZD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("s$", "SGD"),
    ("r$", "BRL"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("￡", "GBP"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₱", "PHP"),
    ("₴", "UAH"),
];

/// Codes of money in use (ISO 4217).
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY", "COP", "CRC",
    "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD",
    "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SYP", "SZL",
    "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG",
];

/// What follows a sign at the front; a code that runs on into a word is none.
fn at_front<'t>(text: &'t str, sign: &str) -> Option<&'t str> {
    let head = text.get(..sign.len())?;
    let rest = &text[sign.len()..];
    let glued = sign.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with(char::is_alphabetic);
    (head.eq_ignore_ascii_case(sign) && !glued).then_some(rest)
}

/// What precedes a sign at the back.
fn at_back<'t>(text: &'t str, sign: &str) -> Option<&'t str> {
    let cut = text.len().checked_sub(sign.len())?;
    let tail = text.get(cut..)?;
    let rest = &text[..cut];
    let glued =
        sign.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.ends_with(|c: char| c.is_ascii_alphabetic());
    (tail.eq_ignore_ascii_case(sign) && !glued).then_some(rest)
}

/// Takes one currency off the front or the back of an amount: its ISO code and what is left.
pub(super) fn strip(text: &str) -> Option<(&'static str, &str)> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',' || byte == b'-') {
        return None;
    }
    let signs = SIGNS.iter().copied().chain(CODES.iter().map(|code| (*code, *code)));
    for (sign, code) in signs {
        if let Some(rest) = at_front(text, sign).or_else(|| at_back(text, sign)) {
            return Some((if code == "CNH" { "CNY" } else { code }, rest.trim()));
        }
    }
    None
}

/// The ISO code of the currency that a cell's sign, word or code says: `¥300` is CNY, `JPY 300` JPY;
/// none where the cell says none, or where it is no amount.
pub fn currency_of(text: &str) -> Option<&'static str> {
    let cell = narrow(&clean(text));
    let bare = cell.trim_matches(|c: char| matches!(c, '(' | ')' | '-' | '+' | '−' | ' '));
    let (code, rest) = strip(bare)?;
    if rest.is_empty() {
        // alone, a word such as `all` or `top` is a word
        return (!bare.bytes().any(|byte| byte.is_ascii_lowercase())).then_some(code);
    }
    let amount = |c: char| c.is_ascii_digit() || " .,'’()-+−百千万萬亿億".contains(c);
    let inner = strip(rest).map_or(rest, |(_, inner)| inner);
    inner.chars().all(amount).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_a_word_or_a_code_says_the_currency() {
        for (cell, code) in [
            ("¥1,200.00", "CNY"),
            ("￥300", "CNY"),
            ("300元", "CNY"),
            ("12万元", "CNY"),
            ("RMB 5", "CNY"),
            ("$12,500.00", "USD"),
            ("-$5", "USD"),
            ("($5)", "USD"),
            ("HK$100", "HKD"),
            ("US$ 1", "USD"),
            ("€5", "EUR"),
            ("5 €", "EUR"),
            ("£5", "GBP"),
            ("JPY 300", "JPY"),
            ("300 usd", "USD"),
            ("3万美元", "USD"),
            ("港币100", "HKD"),
            ("万元", "CNY"),
            ("USD", "USD"),
            ("100日元", "JPY"),
        ] {
            assert_eq!(currency_of(cell), Some(code), "{cell}");
        }
    }

    #[test]
    fn other_cells_say_none() {
        for cell in ["", "1200", "12万", "call", "all", "top 5 customers", "TRY again", "元旦", "USDT 5", "10%"] {
            assert_eq!(currency_of(cell), None, "{cell}");
        }
    }
}
