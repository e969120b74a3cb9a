//! Owns building one pack of whole objects, deflated in parallel, without deltas.
//! Refuses to read packs. Format: git's own documentation, gitformat-pack.

use super::{Oid, failed};
use crate::diagnostic::Failure;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use git2::{ObjectType, Odb};
use rayon::prelude::*;
use sha1::{Digest, Sha1};
use std::io::Write;

pub(super) fn write(odb: &Odb<'_>, objects: &[(ObjectType, Vec<u8>, Oid)]) -> Result<(), Failure> {
    let entries: Vec<Vec<u8>> = objects.par_iter().map(|(kind, bytes, _)| entry(*kind, bytes)).collect();
    let mut header = b"PACK".to_vec();
    header.extend(2u32.to_be_bytes());
    header.extend((objects.len() as u32).to_be_bytes());
    let mut digest = Sha1::new();
    let mut writer = odb.packwriter().map_err(|error| failed("write", &error))?;
    let io =
        |error: std::io::Error| Failure::failed(crate::msg!("git-failed", doing = "write", error = error.to_string()));
    for part in std::iter::once(&header).chain(&entries) {
        digest.update(part);
        writer.write_all(part).map_err(io)?;
    }
    writer.write_all(&digest.finalize()).map_err(io)?;
    writer.commit().map_err(|error| failed("write", &error))?;
    odb.refresh().map_err(|error| failed("write", &error))
}

/// Type and size in a variable-length header, then the deflated bytes.
fn entry(kind: ObjectType, bytes: &[u8]) -> Vec<u8> {
    let code: u8 = match kind {
        ObjectType::Commit => 1,
        ObjectType::Tree => 2,
        _ => 3,
    };
    let mut size = bytes.len();
    let mut byte = (code << 4) | (size & 15) as u8;
    size >>= 4;
    let mut entry = Vec::with_capacity(bytes.len() / 2 + 16);
    while size > 0 {
        entry.push(byte | 0x80);
        byte = (size & 0x7f) as u8;
        size >>= 7;
    }
    entry.push(byte);
    let mut encoder = ZlibEncoder::new(entry, Compression::new(4));
    // Writing into memory can't fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
