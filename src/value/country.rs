//! Owns which region a country's name means, for telephone numbers written without a country code.
//! Refuses to be complete: an unknown name means no region, and the number is read as the repository's own.

use super::text::fold;

/// ISO 3166 code and names, as sheets write them.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("AE", &["United Arab Emirates", "UAE", "阿联酋"]),
    ("AR", &["Argentina", "阿根廷"]),
    ("AT", &["Austria", "Österreich", "奥地利"]),
    ("AU", &["Australia", "澳大利亚", "澳洲"]),
    ("BE", &["Belgium", "Belgique", "België", "比利时"]),
    ("BR", &["Brazil", "Brasil", "巴西"]),
    ("CA", &["Canada", "加拿大"]),
    ("CH", &["Switzerland", "Schweiz", "Suisse", "瑞士"]),
    ("CL", &["Chile", "智利"]),
    ("CN", &["China", "PRC", "Mainland China", "中国", "中国大陆", "中华人民共和国"]),
    ("CZ", &["Czech Republic", "Czechia", "捷克"]),
    ("DE", &["Germany", "Deutschland", "德国"]),
    ("DK", &["Denmark", "Danmark", "丹麦"]),
    ("EG", &["Egypt", "埃及"]),
    ("ES", &["Spain", "España", "西班牙"]),
    ("FI", &["Finland", "Suomi", "芬兰"]),
    ("FR", &["France", "法国"]),
    ("GB", &["United Kingdom", "UK", "Great Britain", "England", "Scotland", "Wales", "英国"]),
    ("GR", &["Greece", "希腊"]),
    ("HK", &["Hong Kong", "香港", "中国香港"]),
    ("HU", &["Hungary", "匈牙利"]),
    ("ID", &["Indonesia", "印度尼西亚", "印尼"]),
    ("IE", &["Ireland", "爱尔兰"]),
    ("IL", &["Israel", "以色列"]),
    ("IN", &["India", "印度"]),
    ("IT", &["Italy", "Italia", "意大利"]),
    ("JP", &["Japan", "日本"]),
    ("KR", &["South Korea", "Korea", "Republic of Korea", "韩国"]),
    ("MO", &["Macao", "Macau", "澳门", "中国澳门"]),
    ("MX", &["Mexico", "墨西哥"]),
    ("MY", &["Malaysia", "马来西亚"]),
    ("NL", &["Netherlands", "The Netherlands", "Holland", "荷兰"]),
    ("NO", &["Norway", "Norge", "挪威"]),
    ("NZ", &["New Zealand", "新西兰"]),
    ("PH", &["Philippines", "菲律宾"]),
    ("PL", &["Poland", "Polska", "波兰"]),
    ("PT", &["Portugal", "葡萄牙"]),
    ("RO", &["Romania", "罗马尼亚"]),
    ("RU", &["Russia", "Russian Federation", "俄罗斯"]),
    ("SA", &["Saudi Arabia", "沙特阿拉伯", "沙特"]),
    ("SE", &["Sweden", "Sverige", "瑞典"]),
    ("SG", &["Singapore", "新加坡"]),
    ("TH", &["Thailand", "泰国"]),
    ("TR", &["Turkey", "Türkiye", "土耳其"]),
    ("TW", &["Taiwan", "台湾", "中国台湾"]),
    ("UA", &["Ukraine", "乌克兰"]),
    ("US", &["United States", "USA", "US", "United States of America", "America", "美国"]),
    ("VN", &["Vietnam", "越南"]),
    ("ZA", &["South Africa", "南非"]),
];

/// The region a country's name or code means.
pub fn region_of(country: &str) -> Option<&'static str> {
    let wanted = fold(country);
    let same = |code: &str, names: &[&str]| wanted == fold(code) || names.iter().any(|name| wanted == fold(name));
    COUNTRIES.iter().find(|(code, names)| !wanted.is_empty() && same(code, names)).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn countries_are_known_by_code_and_name_and_no_name_means_two() {
        for (name, region) in [("USA", "US"), ("德国", "DE"), ("  the netherlands ", "NL"), ("fr", "FR")] {
            assert_eq!(region_of(name), Some(region));
        }
        assert_eq!(region_of(""), None);
        assert_eq!(region_of("Atlantis"), None);
        let mut seen = BTreeSet::new();
        for name in COUNTRIES.iter().flat_map(|(_, names)| *names) {
            assert!(seen.insert(fold(name)), "{name} stands twice");
        }
    }
}
