//! Owns turning the bytes of a text file into text, and saying which encoding they had.
//! Refuses to drop what it can't decode: it becomes U+FFFD, for the caller to report.

use crate::diagnostic::{Failure, Lang};
use crate::msg;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Decodes bytes: a byte-order mark, strict UTF-8, UTF-16 without a mark, then the detector.
/// A named encoding overrides all of them.
///
/// # Errors
/// Usage, when the named encoding is unknown.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    named: Option<&str>,
    lang: Lang,
) -> Result<(Cow<'a, str>, &'static Encoding), Failure> {
    if let Some(name) = named {
        let encoding = by_name(name, lang).ok_or_else(|| {
            Failure::usage(msg!("sheet-unknown-encoding", name = name)).hint(msg!("sheet-encodings-hint"))
        })?;
        return Ok((encoding.decode_with_bom_removal(bytes).0, encoding));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding.decode_with_bom_removal(bytes).0, encoding));
    }
    if let Some(found) = utf16(bytes) {
        return Ok(found);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Cow::Borrowed(text), UTF_8));
    }
    let encoding = detect(bytes, lang);
    Ok((encoding.decode_without_bom_handling(bytes).0, encoding))
}

/// The names people use, beside those of the web.
fn by_name(name: &str, lang: Lang) -> Option<&'static Encoding> {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    match plain.as_str() {
        "latin1" | "cp1252" | "western" => Some(WINDOWS_1252),
        "utf8" | "utf8sig" | "utf8bom" => Some(UTF_8),
        "utf16" | "utf16le" | "unicode" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        "cp936" | "gb2312" | "gbk" => Some(GBK),
        "cp950" => Some(BIG5),
        "ansi" => Some(if lang == Lang::Zh { GBK } else { WINDOWS_1252 }),
        _ => Encoding::for_label(name.trim().as_bytes()),
    }
}

/// UTF-16 without a mark shows as NULs on one side of the pairs only.
fn utf16(bytes: &[u8]) -> Option<(Cow<'static, str>, &'static Encoding)> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let (most, least, encoding) = if odd > even { (odd, even, UTF_16LE) } else { (even, odd, UTF_16BE) };
    if !bytes.len().is_multiple_of(2) || most < 3 || least * 20 > most || most * 50 < sample.len() {
        return None;
    }
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    (!faulty && !text.contains('\0')).then(|| (Cow::Owned(text.into_owned()), encoding))
}

fn detect(bytes: &[u8], lang: Lang) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let hint: Option<&[u8]> = if lang == Lang::Zh { Some(b"cn") } else { None };
    let guess = detector.guess(hint, Utf8Detection::Deny);
    let clean = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let chinese = clean(GB18030).is_some_and(|text| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)));
    let kana = |text: Cow<'_, str>| text.chars().any(|c| ('\u{3041}'..='\u{30fe}').contains(&c));
    let hangul = |text: Cow<'_, str>| text.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
    // Big5 read as GBK is full of characters that no one assigned.
    let assigned = |text: Cow<'_, str>| !text.chars().any(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
    if !clean(GB18030).is_some_and(assigned) && chinese && clean(BIG5).is_some_and(assigned) {
        return BIG5;
    }
    match guess {
        _ if guess == GBK || guess == GB18030 => GBK,
        _ if guess == BIG5 => BIG5,
        // Short Chinese headers look like Japanese or Korean; theirs would hold kana or Hangul.
        _ if guess == EUC_JP && chinese && (lang == Lang::Zh || !clean(EUC_JP).is_some_and(kana)) => GBK,
        _ if guess == EUC_KR && chinese && (lang == Lang::Zh || !clean(EUC_KR).is_some_and(hangul)) => GBK,
        _ if lang == Lang::Zh && chinese => GBK,
        _ if guess == UTF_8 => WINDOWS_1252,
        _ => guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], lang: Lang) -> (String, &'static str) {
        let (text, encoding) = decode(bytes, None, lang).unwrap();
        (text.into_owned(), encoding.name())
    }

    #[test]
    fn short_gbk_headers_are_not_taken_for_japanese() {
        for text in ["客户名称,联系人,电话\n", "姓名,手机\n张三,13800138000\n", "订单号,数量\n", "公司,地址\n"]
        {
            let bytes = GBK.encode(text).0;
            assert_eq!(read(&bytes, Lang::Zh), (text.to_owned(), "GBK"));
        }
    }

    #[test]
    fn western_text_stays_western_in_either_language() {
        let text = "name,city\nJosé García,Málaga\nBjörn,Göteborg\n";
        let bytes = WINDOWS_1252.encode(text).0;
        assert_eq!(read(&bytes, Lang::En), (text.to_owned(), "windows-1252"));
        assert_eq!(read(&bytes, Lang::Zh), (text.to_owned(), "windows-1252"));
    }

    #[test]
    fn big5_of_some_length_is_found() {
        let text = "客戶名稱,聯絡人,電話,地址\n臺灣科技股份有限公司,陳先生,02-27001234,臺北市信義區\n";
        let bytes = BIG5.encode(text).0;
        assert_eq!(read(&bytes, Lang::Zh).0, text);
    }

    #[test]
    fn utf16_is_found_with_and_without_its_mark() {
        let text = "客户名称,电话,city\r\n云栖,0571,杭州\r\n";
        for big in [false, true] {
            let pair = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> = text.encode_utf16().flat_map(pair).collect();
            let mark = pair(0xfeff);
            assert_eq!(read(&bytes, Lang::Zh).0, text);
            assert_eq!(read(&[&mark[..], &bytes[..]].concat(), Lang::En).0, text);
        }
    }

    #[test]
    fn a_single_nul_is_no_utf16_and_a_named_encoding_wins() {
        assert_eq!(read(b"a,b,c\n\0,2,3", Lang::En).1, "UTF-8");
        assert_eq!(decode(b"\xa9", Some("Latin-1"), Lang::Zh).unwrap().0, "©");
        assert!(decode(b"a", Some("klingon"), Lang::En).is_err());
    }
}
