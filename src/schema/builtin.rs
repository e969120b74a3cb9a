//! Owns the list of built-in kinds. A new kind is one TOML file and one line here.
//! Refuses anything else.

macro_rules! kinds {
    ($($name:literal),* $(,)?) => {
        /// File name and text of every built-in kind, in the order kinds are shown.
        pub const BUILTIN: &[(&str, &str)] = &[$(($name, include_str!(concat!("builtin/", $name, ".toml")))),*];
    };
}
kinds!(
    "customer",
    "contact",
    "opportunity",
    "order",
    "invoice",
    "payment",
    "activity",
    "task",
    "case",
    "campaign",
    "product",
    "target",
    "member",
);

/// Fields that every kind has.
pub(super) const COMMON: &str = include_str!("builtin/common.toml");
