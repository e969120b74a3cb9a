#!/usr/bin/env bash
# Many processes write into one clone at once. Every change becomes one commit that touches its own record and
# nothing else; what the user has staged, dirty and lying about stays as it is.
#
#   GUANXI=target/release/guanxi tests/sweeps/writers.sh [DIR]
#
# WRITERS: processes (8). EACH: changes of each (200). Ends with 1 if anything failed.
set -u
export LC_ALL=C.UTF-8
: "${GUANXI:?path of the program}"
GUANXI=$(realpath "$GUANXI")
writers=${WRITERS:-8} each=${EACH:-200}
work=${1:-$(mktemp -d "${TMPDIR:-/tmp}/guanxi-writers.XXXXXX")}
mkdir -p "$work/home" && work=$(realpath "$work")
export HOME=$work/home XDG_CONFIG_HOME=$work/home/.config GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GUANXI_DIR GUANXI_TODAY
printf '[user]\n\tname = Li Na\n\temail = lina@example.com\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n' >"$HOME/.gitconfig"
crm=$work/crm
mkdir "$crm" && cd "$crm" || exit 1
failed=0
fault() { echo "FAULT $*"; failed=1; }
expect() { [ "$2" = "$3" ] || fault "$1: $2, expected $3"; }

"$GUANXI" init --lang en >/dev/null || exit 1
for writer in $(seq "$writers"); do "$GUANXI" add customer "Firm $writer" industry=it notes=0 >/dev/null || exit 1; done
"$GUANXI" add customer Mine industry=it city=here notes=0 >/dev/null || exit 1
echo one >tracked.txt && git add tracked.txt && git commit -q -m tracked
echo two >>tracked.txt
echo staged >staged.txt && git add staged.txt
echo stray >customers/stray.txt
printf 'industry = "it"\nname = "Stray"\n' >customers/stray.toml
sed -i 's/"here"/"there"/' customers/mine.toml
before=$(git rev-parse HEAD)
mine() { git diff; git diff --cached; git status --porcelain; sha256sum customers/stray.* customers/mine.toml staged.txt tracked.txt; }
mine >"$work/mine.before"

begin=$(date +%s%N)
for writer in $(seq "$writers"); do
    (for change in $(seq "$each"); do
        "$GUANXI" set "customer/firm-$writer" "notes=$change" >/dev/null 2>>"$work/said.$writer" || echo "$writer $change: $?" >>"$work/refused"
    done) &
done
wait
micros=$((($(date +%s%N) - begin) / 1000))

[ ! -s "$work/refused" ] || fault "refused: $(head -3 "$work/refused" | tr '\n' ';') $(cat "$work"/said.* | sort | uniq -c | sort -rn | head -3)"
expect "commits" "$(git rev-list --count "$before"..HEAD)" $((writers * each))
expect "operations" "$(git log --format='%(trailers:key=Guanxi-Op,valueonly)' "$before"..HEAD | grep -c '^set ')" $((writers * each))
# Subject `customer/firm-3: notes` and the one file of its commit.
swept=$(git log --reverse --format='> %s' --name-only --no-renames "$before"..HEAD | awk '
    /^> / { if (NR > 1 && files != 1) bad++; split($2, part, ":"); want = part[1]; sub("customer/", "customers/", want); want = want ".toml"; files = 0; next }
    NF { files++; if ($0 != want) bad++ }
    END { if (files != 1) bad++; print bad + 0 }')
expect "commits that touch another file" "$swept" 0
# Every value from 1 to the last, in order, none twice.
for writer in $(seq "$writers"); do
    lost=$(git log --reverse -p --format= "$before"..HEAD -- "customers/firm-$writer.toml" | sed -n 's/^+notes = "\(.*\)"$/\1/p' | cmp - <(seq "$each") 2>&1) || fault "firm-$writer: $lost"
done
mine >"$work/mine.after"
cmp "$work/mine.before" "$work/mine.after" || fault "the user's own work changed: $(diff "$work/mine.before" "$work/mine.after" | head -5)"
git fsck --strict --no-dangling >"$work/fsck" 2>&1 || fault "fsck: $(head -3 "$work/fsck")"
[ -z "$(find .git -name '*.lock' -o -name journal.json)" ] || fault "locks or a journal are left"
"$GUANXI" check customers/firm-1.toml >/dev/null || fault "check"
awk -v n=$((writers * each)) -v w="$writers" -v m=$micros 'BEGIN { printf "%d commits by %d processes in %.1f s, %.0f a second\n", n, w, m / 1e6, n / (m / 1e6) }'
[ -n "${1:-}" ] || [ $failed = 1 ] || rm -rf "$work"
exit $failed
