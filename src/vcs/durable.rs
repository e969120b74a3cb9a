//! Owns libgit2's switch for waiting until objects are on disk.
//! Refuses anything else that needs unsafe code.

/// Whether libgit2 syncs the objects and references it writes. Holds for the whole process.
#[allow(unsafe_code)]
pub fn set_durable(durable: bool) {
    // SAFETY: the option takes one int by value and only sets a global flag inside libgit2,
    // which `git2` has initialised before by opening the repository.
    unsafe {
        libgit2_sys::git_libgit2_opts(
            libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as std::ffi::c_int,
            std::ffi::c_int::from(durable),
        );
    }
}
