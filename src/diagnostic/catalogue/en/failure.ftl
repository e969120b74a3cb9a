io-failed = can't { $doing } `{ $path }`: { $error }
lock-held = another guanxi command has held `{ $path }` for { $seconds } s
lock-held-hint = wait for it to end, then try again
git-failed = git repository: can't { $doing }: { $error }
git-run-failed = `git { $command }` failed: { $error }
git-none = `{ $path }` is in no git repository
git-none-hint = `guanxi init` makes one, `git init` too
git-unsupported = `{ $path }` is a { $what } repository, which guanxi can't write safely
git-unsupported-hint = use a repository with a work tree, SHA-1 objects and file references: `git init`
git-owner = `{ $path }` belongs to another user, git refuses it
git-owner-hint = git config --global --add safe.directory { $path }
git-in-progress = a { $state } is under way in this repository
git-in-progress-hint = finish it (`git { $state } --continue`) or leave it (`git { $state } --abort`), then try again
git-detached = HEAD is detached: a commit made now would belong to no branch
git-detached-hint = `git switch main`, then try again
git-moved = `{ $branch }` moved while this command ran
git-moved-hint = nothing was written; try again
git-staged-meanwhile = git's index changed while this command ran
git-locked = another git command holds `{ $path }`
git-locked-hint = if no git command is running, remove that file; nothing was written
git-no-identity = git doesn't know your name and e-mail
git-no-identity-hint = git config --global user.name "…" && git config --global user.email …
format-newer = this CRM has format { $format }, this guanxi knows { $known }: reading only
format-newer-hint = install a newer guanxi to write
record-none = no such record: `{ $reference }`
record-exists = `{ $reference }` exists already: `{ $path }`
kind-none = no such kind: `{ $name }`
save-first = `{ $path }` has edits that are not committed
save-first-hint = `guanxi save` commits them, `git diff` shows them
field-dirty = `{ $path }`: `{ $field }` has an edit that is not committed
write-unfinished = the commit is made, putting files in place is not finished: { $why }
write-unfinished-hint = the next guanxi command finishes it
refused-by-check = refused: { $count ->
        [one] one error
       *[other] { $count } errors
    }, nothing was written
id-fault = `{ $id }` is no id: { $why ->
        [empty] it is empty
        [long] it is longer than 64 characters
        [dash] it begins with a dash
        [device] some systems keep that name for a device
       *[characters] only a-z, 0-9 and - are allowed
    }
id-fault-hint = an id is a-z, 0-9 and -, at most 64 characters
id-taken = `{ $reference }` is or was another record's id
id-taken-hint = choose another with id=…, or leave it out
id-none-free = found no free id for a new { $kind }
reference-none = nothing is called `{ $text }`
reference-none-near = nothing is called `{ $text }`; did you mean `{ $near }`?
reference-kind = `{ $text }`: no such kind here
reference-several = `{ $text }` may be { $count } records
reference-several-hint = say which: { $names }
init-exists = `{ $path }` is a CRM already
init-inside = `{ $path }` is inside the CRM `{ $outer }`
path-outside = `{ $path }` leads out of the repository
path-no-folder = `{ $path }` is no folder: a link or a file stands there
record-twins = `{ $reference }` stands twice: { $paths }
save-orphans-hint = `git checkout -- { $path }` brings it back; `guanxi rm` says what refers to a record
undo-init = the beginning of a CRM can't be taken back
undo-rename-edited = renamed records were edited since: { $kept }
undo-rename-edited-hint = rename it back: guanxi rename REF OLD-ID
settings-faulty = crm.toml, tags.toml or schema/ can't be read: reading only until { $count ->
        [one] it is mended
       *[other] they are mended
    }
