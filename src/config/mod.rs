//! Owns crm.toml: format, language, currency, time zone, region, policy, working calendar, durability.
//! Refuses formats newer than this program, except for reading.

use crate::diagnostic::{Diagnostic, Lang, Place};
use crate::{msg, syntax};
use chrono_tz::Tz;
use indexmap::IndexMap;
use serde::Deserialize;

/// The format this program writes.
pub const FORMAT: u32 = 1;

/// How much is required of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// One person: little is required.
    #[default]
    Solo,
    /// A team: what the operating rules ask for.
    Team,
}

impl Policy {
    /// `solo` or `team`.
    pub fn name(self) -> &'static str {
        match self {
            Policy::Solo => "solo",
            Policy::Team => "team",
        }
    }

    /// The policy of a name.
    pub fn parse(name: &str) -> Option<Policy> {
        [Policy::Solo, Policy::Team].into_iter().find(|policy| policy.name() == name)
    }
}

/// How hard a write waits for the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Everything acknowledged is on disk.
    #[default]
    Full,
    /// Left to the operating system: kill-safe, not power-safe.
    Fast,
}

/// Working days and hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarFile {
    /// `mon` … `sun`.
    pub workdays: Vec<String>,
    /// `09:00-18:00`.
    pub hours: Option<String>,
    /// Days off, `2026-10-01` or `2026-10-01..2026-10-07`.
    pub holidays: Vec<String>,
    /// Days worked although they are weekends.
    pub worked: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    format: Option<u32>,
    language: Option<String>,
    currency: Option<String>,
    time_zone: Option<String>,
    region: Option<String>,
    policy: Option<String>,
    fiscal_year_start: Option<u32>,
    durability: Option<String>,
    folder_limit: Option<usize>,
    calendar: CalendarFile,
    cadence: IndexMap<String, String>,
    deadlines: IndexMap<String, String>,
}

/// The keys of crm.toml.
const KEYS: &[&str] = &[
    "format",
    "language",
    "currency",
    "time_zone",
    "region",
    "policy",
    "fiscal_year_start",
    "durability",
    "folder_limit",
    "calendar",
    "cadence",
    "deadlines",
];

/// The configuration of a repository.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Format of the files.
    pub format: u32,
    /// Language of messages, unless the user says another.
    pub language: Lang,
    /// Currency of amounts that say none, ISO 4217.
    pub currency: String,
    /// Time zone of business days.
    pub time_zone: Tz,
    /// Region of telephone numbers without a country code, ISO 3166.
    pub region: String,
    /// How much is required.
    pub policy: Policy,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u32,
    /// How hard a write waits for the disk.
    pub durability: Durability,
    /// Records in one folder before `check` advises to shard it.
    pub folder_limit: usize,
    /// Working days and hours.
    pub calendar: CalendarFile,
    /// Days between contacts by grade.
    pub cadence: IndexMap<String, String>,
    /// Deadlines by name.
    pub deadlines: IndexMap<String, String>,
}

/// Whether a code is a currency of ISO 4217.
pub fn is_currency(code: &str) -> bool {
    iso_currency::Currency::from_code(code).is_some()
}

impl Default for Config {
    fn default() -> Config {
        Config {
            format: FORMAT,
            language: Lang::En,
            currency: "CNY".into(),
            time_zone: chrono_tz::Asia::Shanghai,
            region: "CN".into(),
            policy: Policy::Solo,
            fiscal_year_start: 1,
            durability: Durability::Full,
            folder_limit: 5_000,
            calendar: CalendarFile::default(),
            cadence: IndexMap::new(),
            deadlines: IndexMap::new(),
        }
    }
}

impl Config {
    /// Reads crm.toml; what is wrong is a finding and keeps its default.
    pub fn read(path: &str, text: &str) -> (Config, Vec<Diagnostic>) {
        let mut config = Config::default();
        let mut findings = Vec::new();
        let file: File = match syntax::typed(text) {
            Ok(file) => file,
            Err(fault) => {
                // A newer format may have keys we don't know: its number still counts.
                if let Some(crate::value::Value::Number(format)) = syntax::parse(text).root.get("format") {
                    config.format = u32::try_from(*format).unwrap_or(u32::MAX);
                }
                let place = Place::span(path, text, fault.span);
                findings.push(Diagnostic::error("config", place, msg!("config-fault", fault = fault.text)));
                return (config, findings);
            }
        };
        let parsed = syntax::parse(text);
        let places = parsed.places;
        for key in parsed.root.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            let span = places.get(&[key.as_str().into()]).map_or(0..0, |place| place.key.clone());
            let finding = Diagnostic::warning(
                "config",
                Place::span(path, text, span),
                msg!("config-key", key = key, known = KEYS.join(", ")),
            );
            findings.push(finding.at_field(key));
        }
        let mut wrong = |key: &str, given: &str, expected: &'static str| {
            let span = places.get(&[key.into()]).map_or(0..0, |place| place.value.clone());
            let message = msg!("config-value", key = key, given = given, expected = expected);
            findings.push(Diagnostic::error("config", Place::span(path, text, span), message).at_field(key));
        };
        let mut take = |key: &str, given: Option<String>, expected: &'static str, set: &mut dyn FnMut(&str) -> bool| {
            if let Some(given) = given
                && !set(&given)
            {
                wrong(key, &given, expected);
            }
        };
        config.format = file.format.unwrap_or(FORMAT);
        take("language", file.language, "en, zh", &mut |text| {
            Lang::parse(text).map(|lang| config.language = lang).is_some()
        });
        take("currency", file.currency, "ISO 4217", &mut |text| {
            iso_currency::Currency::from_code(text)
                .map(|currency| config.currency = currency.code().to_owned())
                .is_some()
        });
        take("time_zone", file.time_zone, "IANA: Asia/Shanghai", &mut |text| {
            text.parse().map(|zone| config.time_zone = zone).is_ok()
        });
        take("region", file.region, "ISO 3166: CN", &mut |text| {
            let good = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            good.then(|| config.region = text.to_owned()).is_some()
        });
        take("policy", file.policy, "solo, team", &mut |text| {
            Policy::parse(text).map(|policy| config.policy = policy).is_some()
        });
        take("durability", file.durability, "full, fast", &mut |text| {
            let found = match text {
                "full" => Some(Durability::Full),
                "fast" => Some(Durability::Fast),
                _ => None,
            };
            found.map(|durability| config.durability = durability).is_some()
        });
        if let Some(month) = file.fiscal_year_start {
            if (1..=12).contains(&month) {
                config.fiscal_year_start = month;
            } else {
                wrong("fiscal_year_start", &month.to_string(), "1 … 12");
            }
        }
        if let Some(limit) = file.folder_limit {
            config.folder_limit = limit;
        }
        config.calendar = file.calendar;
        config.cadence = file.cadence;
        config.deadlines = file.deadlines;
        (config, findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_values_are_findings_and_keep_their_defaults() {
        let text = "format = 1\ncurrency = \"XYZ\"\npolicy = \"team\"\ntime_zone = \"Mars/Base\"\n";
        let (config, findings) = Config::read("crm.toml", text);
        assert_eq!(config.policy, Policy::Team);
        assert_eq!(config.currency, "CNY");
        let told: Vec<String> = findings.iter().map(|finding| finding.place.to_string()).collect();
        assert_eq!(told, ["crm.toml:2:12", "crm.toml:4:13"]);
    }

    #[test]
    fn a_newer_format_is_known_by_its_number() {
        let (config, findings) = Config::read("crm.toml", "format = 9\n[unheard]\nof = true\n");
        assert_eq!(config.format, 9);
        assert_eq!(findings.len(), 1);
    }
}
