//! Owns the SQLite index: exact numbers in it, functions for SQL, running statements safely.
//! Refuses to be the truth: whatever it holds can be built again from the files.

mod functions;
pub mod guarded;

pub use functions::{Calendar, Numbers, register};
