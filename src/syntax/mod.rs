//! Owns TOML: reading with the place of every value, and edits that change only what they change.
//! Refuses to know what any key means.

mod comments;
mod edit;
mod place;
mod read;
mod write;

pub use edit::{Edit, edit};
pub use place::{Place, Places, Step};
pub use read::{Fault, Parsed, parse, typed};
pub use toml::value::Datetime;
pub use write::{inline, write};
