//! Owns reports: `.sql` files whose comments declare title, parameters and columns, ours and the user's alike.
//! Refuses to do arithmetic of its own: every figure, totals too, is the statement's.
//!
//! The header is the comments before the first line of SQL. In it these lines count, other comments are free:
//!
//! ```text
//! -- title: Sales performance | 销售业绩
//! -- param: by = owner : owner team month      one of the words behind `:`; the one behind `=` where none is given
//! -- param: from date                          a day, or the first one of a month, quarter or year
//! -- param: to date last                       a day, or the last one
//! -- param: least number = 0                   also: text, int; NULL where neither given nor defaulted
//! -- column: won_amount | Won amount | 赢单金额 | money
//! -- column: group | 分组 | text               in English as its name
//! -- total: Total | 合计                       run again with `:total` = 1 it gives the one row of the total line
//! -- left_out: others | Won deals … | …        a count that isn't shown; a warning where it isn't 0. It is taken from
//!                                              the total line, without one from all rows
//! ```
//!
//! Types are `text`, `int`, `number`, `ratio`, `money` (in the currency of crm.toml), `percent`, `date`, `datetime`;
//! a number behind the type is that of decimal places to show. Every statement may use `:total` (0 or 1),
//! `:currency` (that of crm.toml) and `:lang` (`en`, `zh`).

mod header;
mod run;
#[cfg(test)]
mod tests;

pub use header::{ColumnSpec, LeftOut, Param, ParamType, Report, Shape, parse};
pub use run::run;

/// Name and text of the reports in the program. A new one is a file and a line here.
pub const BUILTIN: &[(&str, &str)] = &[("sales", include_str!("builtin/sales.sql"))];
