//! Owns writing one file so that it is there whole or not at all.
//! Refuses to write through links.

use crate::diagnostic::Failure;
use crate::msg;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A temporary file beside its target, written and synced.
#[derive(Debug)]
pub struct Staged {
    /// Where it stands now.
    pub temp: PathBuf,
    /// Where it will stand.
    pub target: PathBuf,
}

/// Writes `bytes` to `temp`, which lies in the folder of `target`; missing folders are made.
pub fn stage(temp: &Path, target: &Path, bytes: &[u8], durable: bool) -> Result<Staged, Failure> {
    if let Some(folder) = temp.parent() {
        create_folders(folder, durable)?;
    }
    let made = OpenOptions::new().write(true).create(true).truncate(true).open(temp);
    let mut file = made.map_err(|error| Failure::io("write", temp, &error))?;
    file.write_all(bytes).map_err(|error| Failure::io("write", temp, &error))?;
    if durable {
        file.sync_all().map_err(|error| Failure::io("write", temp, &error))?;
    }
    if let Ok(old) = fs::symlink_metadata(target)
        && old.is_file()
    {
        fs::set_permissions(temp, old.permissions()).map_err(|error| Failure::io("write", temp, &error))?;
    }
    Ok(Staged { temp: temp.to_owned(), target: target.to_owned() })
}

/// Renames a staged file to its target.
pub fn put_in_place(staged: &Staged) -> Result<(), Failure> {
    fs::rename(&staged.temp, &staged.target).map_err(|error| Failure::io("write", &staged.target, &error))
}

/// Makes folders, each synced into its parent.
fn create_folders(folder: &Path, durable: bool) -> Result<(), Failure> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        create_folders(parent, durable)?;
        match fs::create_dir(folder) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Failure::io("create", folder, &error)),
        }
        if durable {
            sync_folder(parent)?;
        }
    }
    Ok(())
}

/// Makes renames and removals in a folder durable; where it went away itself, in the nearest one above.
pub fn sync_folder(folder: &Path) -> Result<(), Failure> {
    let folder = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
    let synced = File::open(folder).and_then(|file| file.sync_all());
    synced.map_err(|error| Failure::io("write", folder, &error))
}

/// Removes a file; one that isn't there is no fault. Folders left empty below `root` go too.
pub fn remove_file(path: &Path, root: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Ok(()) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(error) => return Err(Failure::io("remove", path, &error)),
    }
    let mut folder = path.parent();
    while let Some(inner) = folder.filter(|inner| inner.starts_with(root) && *inner != root) {
        if fs::remove_dir(inner).is_err() {
            break;
        }
        folder = inner.parent();
    }
    Ok(())
}

/// Bytes of a regular file; `None` when there is none. A link is an error: nothing is read through it.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => fs::read(path).map(Some).map_err(|error| Failure::io("read", path, &error)),
        Ok(_) => Err(Failure::io("read", path, &std::io::Error::other("not a regular file"))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Failure::io("read", path, &error)),
    }
}

/// Refuses a path below `root` that leads through a link, or through a file where a folder should be:
/// nothing is read or written outside the repository.
pub fn refuse_links(root: &Path, relative: &str) -> Result<(), Failure> {
    let mut folder = root.to_owned();
    for part in Path::new(relative).parent().into_iter().flat_map(Path::components) {
        if !matches!(part, std::path::Component::Normal(_)) {
            return Err(Failure::refused(msg!("path-outside", path = relative)));
        }
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Err(Failure::refused(msg!("path-no-folder", path = folder.display().to_string()))),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::io("read", &folder, &error)),
        }
    }
    Ok(())
}
