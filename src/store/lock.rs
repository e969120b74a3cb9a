//! Owns the one lock of a clone: an operating-system lock, so that a dead process never blocks.
//! Refuses to wait forever.

use crate::diagnostic::Failure;
use crate::msg;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// Held until dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits at most `wait`; a lock still held then is a conflict.
    pub fn acquire(folder: &Path, wait: Duration) -> Result<Lock, Failure> {
        let path = folder.join("lock");
        std::fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| Failure::io("lock", &path, &error))?;
        let begin = Instant::now();
        let mut pause = Duration::from_micros(500);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::WouldBlock) if begin.elapsed() < wait => {
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(8));
                }
                Err(TryLockError::WouldBlock) => {
                    let message = msg!("lock-held", path = path.display().to_string(), seconds = wait.as_secs() as i64);
                    return Err(Failure::conflict(message).hint(msg!("lock-held-hint")));
                }
                Err(TryLockError::Error(error)) => return Err(Failure::io("lock", &path, &error)),
            }
        }
    }
}
