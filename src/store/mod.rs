//! Owns record files: finding them, reading them safely, writing them atomically; the lock and the journal.
//! Refuses to follow links, to leave the repository, and to read records beyond their size.

mod atomic;
mod journal;
mod lock;
mod scan;

pub use atomic::{Staged, put_in_place, read_if_there, refuse_links, remove_file, stage, sync_folder};
pub use journal::{Journal, JournalFile, LockFile};
pub use lock::Lock;
pub use scan::{Corpus, Found, read_record, scan};
