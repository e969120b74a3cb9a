//! Owns what several test files need: the sandbox, the reading of our own source, workbooks made on the spot.
//! Refuses to hold tests.

mod sandbox;
pub mod source;
pub mod states;
mod workbook;

pub use sandbox::Sandbox;
pub use workbook::customers_workbook;

use std::path::{Path, PathBuf};

/// Root of the package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of fixtures.
pub fn fixtures() -> PathBuf {
    package().join("fixtures")
}

/// Real files of others beside the package, where they are present (`GUANXI_DATA` says another place).
pub fn data() -> Option<PathBuf> {
    let told = std::env::var_os("GUANXI_DATA").map(PathBuf::from);
    let root = told.unwrap_or_else(|| package().join("../shared/data"));
    if root.is_dir() {
        return Some(root);
    }
    eprintln!("left out: no data at {}", root.display());
    None
}
