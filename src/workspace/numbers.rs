//! Owns the numbers of the last `due`, so that `done 2` means what the user saw.
//! Refuses to fail: the numbers are a convenience, kept in `.git/guanxi/`.

use super::Workspace;

const NAME: &str = "due.json";

impl Workspace {
    /// Keeps the references of the last `due`, in order. On a read-only disk nothing is kept.
    pub fn remember_due(&self, references: &[String]) {
        let folder = self.git.folder();
        if let Ok(text) = serde_json::to_vec(references) {
            let _ = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(NAME), text));
        }
    }

    /// The references of the last `due`.
    pub fn remembered_due(&self) -> Vec<String> {
        let text = std::fs::read(self.git.folder().join(NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }
}
