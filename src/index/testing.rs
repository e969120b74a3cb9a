//! Owns the small CRM that the tests of index and reports are run on.
//! Refuses files: records are made from their text.

use super::guarded::{Answer, Field, Limits};
use super::{Context, Index, Request};
use crate::config::Config;
use crate::diagnostic::Lang;
use crate::record::Record;
use crate::schema::{Customs, Schema, SchemaFile, load};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub(crate) struct Crm {
    pub(crate) schema: Schema,
    pub(crate) config: Config,
    pub(crate) customs: Customs,
    limits: Limits,
    interrupted: Arc<AtomicBool>,
}

impl Crm {
    /// The built-in kinds with overlays: name of the kind, text of its file. It is Friday, 20 November 2026.
    pub(crate) fn new(overlays: &[(&str, &str)]) -> Crm {
        let file =
            |(name, text): &(&str, &str)| SchemaFile { path: format!("schema/{name}.toml"), text: (*text).into() };
        let (schema, findings) = load(&overlays.iter().map(file).collect::<Vec<_>>());
        assert!(findings.is_empty(), "{findings:?}");
        let now = "2026-11-20T10:00:00+08:00".parse().unwrap();
        let customs = Customs { now, region: "CN".into(), order: None };
        Crm { schema, config: Config::default(), customs, limits: Limits::default(), interrupted: Arc::default() }
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context { schema: &self.schema, config: &self.config, today: self.customs.now.date_naive() }
    }

    pub(crate) fn request(&self) -> Request<'_> {
        Request {
            context: self.context(),
            lang: Lang::En,
            customs: &self.customs,
            limits: &self.limits,
            interrupted: &self.interrupted,
        }
    }

    pub(crate) fn build(&mut self, records: &[Record]) -> Index {
        Index::build(records, &[], &self.context()).unwrap()
    }

    pub(crate) fn ask(&self, index: &mut Index, sql: &str) -> Answer {
        index.query(sql, &[], &self.limits, &self.interrupted).unwrap_or_else(|failure| panic!("{sql}: {failure}"))
    }
}

pub(crate) fn record(kind: &str, id: &str, text: &str) -> Record {
    let (record, findings) = Record::read(kind, id, &format!("{kind}s/{id}.toml"), text.to_owned());
    assert!(findings.is_empty(), "{findings:?}");
    record.unwrap()
}

pub(crate) fn number(text: &str) -> Field {
    Field::Number(text.parse().unwrap())
}
