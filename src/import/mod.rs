//! Owns turning spreadsheets into changes of records.
//! Refuses to write: it hands changes and findings to the caller.

pub mod sheet;
