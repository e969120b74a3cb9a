//! Owns opening a repository, and what is committed and staged in it.
//! Refuses, with a clear word, what libgit2 can't handle rightly.

use super::{Oid, failed};
use crate::diagnostic::Failure;
use crate::msg;
use git2::{ErrorCode, Repository, RepositoryState};
use std::path::{Path, PathBuf};

/// An open repository with a work tree.
pub struct Git {
    pub(super) repository: Repository,
    /// Root of the work tree.
    pub workdir: PathBuf,
}

impl Git {
    /// Opens the repository whose work tree has its root at `root`.
    pub fn open(root: &Path) -> Result<Git, Failure> {
        if root.join(".git").symlink_metadata().is_err() {
            let message = msg!("git-none", path = root.display().to_string());
            return Err(Failure::failed(message).hint(msg!("git-none-hint")));
        }
        let repository = Repository::open(root).map_err(|error| unsupported(root, &error))?;
        let config = repository.config().map_err(|error| failed("open", &error))?;
        for (key, fine, name) in
            [("extensions.objectformat", "sha1", "SHA-256"), ("extensions.refstorage", "files", "reftable")]
        {
            if config.get_string(key).is_ok_and(|value| value != fine) {
                return Err(refused(root, name));
            }
        }
        let workdir = repository.workdir().map(Path::to_owned).ok_or_else(|| refused(root, "bare"))?;
        Ok(Git { repository, workdir })
    }

    /// Makes a repository with a branch of the user's default name.
    pub fn init(root: &Path) -> Result<Git, Failure> {
        let mut options = git2::RepositoryInitOptions::new();
        options.no_reinit(true).external_template(false);
        let configured = git2::Config::open_default().and_then(|config| config.get_string("init.defaultBranch"));
        options.initial_head(&configured.unwrap_or_else(|_| "main".to_owned()));
        Repository::init_opts(root, &options).map_err(|error| failed("init", &error))?;
        Git::open(root)
    }

    /// Sets name and e-mail for this repository only.
    pub fn set_identity(&self, name: &str, email: &str) -> Result<(), Failure> {
        let set = self.repository.config().and_then(|mut config| {
            config.set_str("user.name", name)?;
            config.set_str("user.email", email)
        });
        set.map_err(|error| failed("write", &error))
    }

    /// `.git` of this work tree: journal and index are its own.
    pub fn folder(&self) -> PathBuf {
        self.repository.path().join("guanxi")
    }

    /// Shared by all work trees of the clone: the lock.
    pub fn common_folder(&self) -> PathBuf {
        self.repository.commondir().join("guanxi")
    }

    /// Path of git's index.
    pub fn index_path(&self) -> PathBuf {
        self.repository.path().join("index")
    }

    /// Path of a loose reference's file.
    pub fn reference_path(&self, name: &str) -> PathBuf {
        self.repository.commondir().join(name)
    }

    /// Full name of the branch that is checked out, if writing to it is safe now.
    pub fn branch(&self) -> Result<String, Failure> {
        let state = match self.repository.state() {
            RepositoryState::Clean => None,
            RepositoryState::Merge => Some("merge"),
            RepositoryState::Revert | RepositoryState::RevertSequence => Some("revert"),
            RepositoryState::CherryPick | RepositoryState::CherryPickSequence => Some("cherry-pick"),
            RepositoryState::Bisect => Some("bisect"),
            RepositoryState::Rebase | RepositoryState::RebaseInteractive | RepositoryState::RebaseMerge => {
                Some("rebase")
            }
            RepositoryState::ApplyMailbox | RepositoryState::ApplyMailboxOrRebase => Some("am"),
        };
        if let Some(state) = state {
            return Err(Failure::conflict(msg!("git-in-progress", state = state))
                .hint(msg!("git-in-progress-hint", state = state)));
        }
        let head = self.repository.find_reference("HEAD").map_err(|error| failed("open", &error))?;
        match head.symbolic_target() {
            Ok(Some(name)) => Ok(name.to_owned()),
            _ => Err(Failure::conflict(msg!("git-detached")).hint(msg!("git-detached-hint"))),
        }
    }

    /// The commit of HEAD; `None` before the first one.
    pub fn head(&self) -> Result<Option<Oid>, Failure> {
        match self.repository.head() {
            Ok(head) => Ok(head.target()),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(error) => Err(failed("open", &error)),
        }
    }

    /// The commit a branch points at.
    pub fn branch_tip(&self, name: &str) -> Option<Oid> {
        self.repository.refname_to_id(name).ok()
    }

    /// Whether `old` is `new` or one of its ancestors.
    pub fn contains(&self, new: Oid, old: Oid) -> bool {
        new == old || self.repository.graph_descendant_of(new, old).unwrap_or(false)
    }

    /// Object id of a committed file.
    pub fn committed(&self, path: &str) -> Result<Option<Oid>, Failure> {
        let Some(head) = self.head()? else { return Ok(None) };
        let tree = self
            .repository
            .find_commit(head)
            .and_then(|commit| commit.tree())
            .map_err(|error| failed("read", &error))?;
        match tree.get_path(Path::new(path)) {
            Ok(entry) if entry.kind() == Some(git2::ObjectType::Blob) => Ok(Some(entry.id())),
            Ok(_) => Ok(None),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(failed("read", &error)),
        }
    }

    /// All committed files below HEAD's tree: path and object id.
    pub fn committed_files(&self) -> Result<Vec<(String, Oid)>, Failure> {
        let Some(head) = self.head()? else { return Ok(Vec::new()) };
        self.files_of(head)
    }

    /// All files of a commit: path and object id.
    pub fn files_of(&self, commit: Oid) -> Result<Vec<(String, Oid)>, Failure> {
        let tree = self
            .repository
            .find_commit(commit)
            .and_then(|commit| commit.tree())
            .map_err(|error| failed("read", &error))?;
        let mut list = Vec::new();
        let walked = tree.walk(git2::TreeWalkMode::PreOrder, |folder, entry| {
            if entry.kind() == Some(git2::ObjectType::Blob)
                && let (Ok(folder), Ok(name)) = (Ok::<_, ()>(folder), entry.name())
            {
                list.push((format!("{folder}{name}"), entry.id()));
            }
            git2::TreeWalkResult::Ok
        });
        walked.map_err(|error| failed("read", &error))?;
        Ok(list)
    }

    /// Object ids in git's index for some paths.
    pub fn staged(&self, paths: &[&str]) -> Result<Vec<Option<Oid>>, Failure> {
        let path = self.index_path();
        if path.symlink_metadata().is_err() {
            return Ok(vec![None; paths.len()]);
        }
        let index = git2::Index::open(&path).map_err(|error| failed("read", &error));
        match index {
            Ok(index) => {
                Ok(paths.iter().map(|path| index.get_path(Path::new(path), 0).map(|entry| entry.id)).collect())
            }
            Err(_) => super::index_file::staged_by_git(&self.workdir, paths),
        }
    }

    /// Everything staged: path and object id.
    pub fn staged_files(&self) -> Result<Vec<(String, Oid)>, Failure> {
        super::index_file::all_staged(&self.workdir)
    }

    /// Bytes of a file object.
    pub fn bytes(&self, id: Oid) -> Result<Vec<u8>, Failure> {
        self.repository.find_blob(id).map(|blob| blob.content().to_vec()).map_err(|error| failed("read", &error))
    }
}

/// Whether git knows a name and an e-mail outside of any repository.
pub fn global_identity() -> bool {
    git2::Config::open_default().is_ok_and(|config| {
        ["user.name", "user.email"].iter().all(|key| config.get_string(key).is_ok_and(|value| !value.is_empty()))
    })
}

fn unsupported(root: &Path, error: &git2::Error) -> Failure {
    let text = error.message().to_lowercase();
    if text.contains("object format") || text.contains("objectformat") || text.contains("sha256") {
        refused(root, "SHA-256")
    } else if text.contains("refstorage") || text.contains("reftable") {
        refused(root, "reftable")
    } else if text.contains("not owned") || text.contains("owner") {
        Failure::failed(msg!("git-owner", path = root.display().to_string()))
            .hint(msg!("git-owner-hint", path = root.display().to_string()))
    } else {
        failed("open", error)
    }
}

fn refused(root: &Path, what: &str) -> Failure {
    let message = msg!("git-unsupported", path = root.display().to_string(), what = what);
    Failure::failed(message).hint(msg!("git-unsupported-hint", what = what))
}
