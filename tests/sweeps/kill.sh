#!/usr/bin/env bash
# Kills every writing command at every system call that changes something, and at random moments, and looks at
# what is left: the next guanxi, the next git commit, the records, git's index, the user's own work.
#
#   GUANXI=target/release/guanxi tests/sweeps/kill.sh [DIR]
#
# DIR: where to work (a fresh folder below TMPDIR if left out). N: random kills (200). JOBS: at once (2).
# ONLY: a pattern of command names, such as `set/*`. Ends with 1 if anything failed; the lines above say what.
set -u
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
calls=write,pwrite64,writev,openat,open,creat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,fsync,fdatasync,syncfs,mkdir,mkdirat,ftruncate,fallocate,copy_file_range,sendfile,chmod,fchmod,fchmodat

# --- what a state is -------------------------------------------------------------------------------------------
files() { (cd "$1" && find . -path ./.git -prune -o -type f ! -name zz.txt -print0 | sort -z | xargs -0 sha256sum; cd "$1" && find . -path ./.git -prune -o -type d -print | sort); }
state() { files "$1"; git -C "$1" ls-files -s; git -C "$1" ls-tree -r HEAD; }
mine() { git -C "$1" diff "${@:2}" | grep -v '^index '; }
run() { (cd "$1" && shift && GUANXI_SEED=${seed:-7} "$GUANXI" "$@" </dev/null); }

# Locks, journals and temporary files that must be gone. What is left among git's objects has names nobody takes
# again (`pack_git2_*idx.lock` of an unfinished pack): it blocks nothing.
left() { find "$1" -path '*/.git/objects' -prune -o -name '.guanxi-*' -print -o -path '*/.git/*.lock' -print -o -path '*/.git/*/journal.json' -print | sed "s|^$1/||"; }

# A commit of the user's takes what he staged and zz.txt, nothing else.
commit() {
    echo zz >"$1/zz.txt"
    git -C "$1" diff --cached --name-only --no-renames >"$1.want"
    { git -C "$1" add zz.txt && git -C "$1" commit -q -m x; } >"$1.out" 2>&1 || return 1
    echo zz.txt >>"$1.want"
    git -C "$1" show --format= --name-only --no-renames HEAD >"$1.got"
    cmp -s <(sort "$1.want") <(sort "$1.got") || fault "the user's commit holds $(tr '\n' ' ' <"$1.got")"
}

fault() { echo "FAULT $name $point: $*"; failed=1; }

# --- after a kill ----------------------------------------------------------------------------------------------
# $1: the killed copy, $2: what the command had printed. Compares with the states before and after.
examine() {
    local copy=$1 said=$2 now out code stand
    cp -a "$copy" "$copy.git"
    out=$("$GUANXI" -C "$copy" check 2>&1) || fault "the next guanxi fails: $out"
    now=$(state "$copy" | sha256sum)
    case $now in
    "$(cat "$base.before")") stand=before ;;
    "$(cat "$base.after")") stand=after ;;
    *) stand=neither && fault "neither before nor after: $(diff <(state "$copy") <(state "$base.done") | head -5 | tr '\n' '|')" ;;
    esac
    [ -z "$(left "$copy")" ] || fault "left behind: $(left "$copy" | tr '\n' ' ')"
    if grep -q '^\[[0-9a-f]\{7\}\]' "$said" && [ $stand != after ]; then fault "acknowledged, then lost"; fi
    git -C "$copy" fsck --strict --no-dangling >"$copy.out" 2>&1 || fault "fsck: $(head -2 "$copy.out")"
    commit "$copy" || fault "git commit after guanxi fails: $(head -1 "$copy.out")"
    run "$copy" "${command[@]}" >"$copy.out" 2>&1
    code=$?
    if [ $stand = before ]; then
        [ $code = 0 ] || fault "run again: $code $(head -1 "$copy.out")"
        [ "$(files "$copy")" = "$(files "$base.done")" ] || fault "run again: not the same files"
    elif [ $stand = after ]; then
        [ $code = "$(cat "$base.again")" ] || fault "run again: $code $(head -1 "$copy.out")"
        [ "$(files "$copy")" = "$(files "$base.twice")" ] || fault "run again: not the same files as twice"
    fi
    [ -z "$(left "$copy")" ] || fault "left behind by the second run: $(left "$copy" | tr '\n' ' ')"
    outside "$copy.git"
    rm -rf "$copy" "$copy".*
}

# The next command is git's: it works without a reversal, or a lock stops it.
outside() {
    local copy=$1 staged
    staged=$(mine "$copy" --cached)
    if [ "$staged" != "$(cat "$base.staged.before")" ] && [ "$staged" != "$(cat "$base.staged.after")" ]; then
        [ -e "$copy/.git/index.lock" ] || fault "something of ours is staged and nothing locks the index"
    fi
    if ! commit "$copy"; then
        [ -n "$(find "$copy/.git" -name '*.lock')" ] || fault "git commit fails without a lock: $(head -1 "$copy.out")"
        "$GUANXI" -C "$copy" check >"$copy.out" 2>&1 || fault "guanxi after git: $(head -1 "$copy.out")"
        commit "$copy" || fault "git commit still fails: $(head -1 "$copy.out")"
    else
        "$GUANXI" -C "$copy" check >"$copy.out" 2>&1 || fault "guanxi after git: $(head -1 "$copy.out")"
    fi
    [ -z "$(git -C "$copy" diff --cached)" ] || fault "staged after git's commit: $(git -C "$copy" diff --cached --stat | head -3)"
    case "$(files "$copy")" in
    "$(files "$base")" | "$(files "$base.done")") ;;
    *) fault "git first: files are neither before nor after" ;;
    esac
    local want
    for want in "$base" "$base.done"; do
        [ "$(mine "$copy")" = "$(mine "$want")" ] && [ "$(records "$copy")" = "$(records "$want")" ] && want= && break
    done
    [ -z "$want" ] || fault "git first: committed records are neither before nor after"
    [ -z "$(left "$copy")" ] || fault "git first: left behind $(left "$copy" | tr '\n' ' ')"
}
# What was staged is what is committed now.
records() { git -C "$1" ls-files -s | grep -v 'zz.txt$'; }

# One kill, as a job of its own.
one() {
    base=$1 name=$2 point=$3 failed=0
    mapfile -t command <"$base.command"
    local copy
    copy=$(mktemp -d "$base.kill.XXXXXX")
    rm -rf "$copy" && cp -a "$base" "$copy"
    case $point in
    random*)
        (cd "$copy" && GUANXI_SEED=7 exec "$GUANXI" "${command[@]}" </dev/null >"$copy.said" 2>/dev/null) &
        sleep "${point#random-}"
        { kill -9 $! && wait $!; } 2>/dev/null
        ;;
    *)
        (cd "$copy" && GUANXI_SEED=7 strace -f -qq -o /dev/null -e "trace=${point%-*}" \
            -e "inject=${point%-*}:signal=SIGKILL:when=${point##*-}" "$GUANXI" "${command[@]}" </dev/null >"$copy.said" 2>/dev/null)
        ;;
    esac 2>/dev/null
    examine "$copy" "$copy.said"
    echo "POINT $name"
    rm -rf "$copy"*
    return 0
}

# --- the commands ----------------------------------------------------------------------------------------------
record() {
    mkdir -p "$crm/$1" && { echo "uid = \"$4\""; echo "name = \"$3\""; cat; } >"$crm/$1/$2.toml"
}
template() {
    local seed=1
    crm=$work/template
    mkdir -p "$crm" && run "$crm" init --lang en >"$work/log" || { cat "$work/log"; exit 1; }
    for id in acme beta gamma; do
        record customers $id "${id^} Works" "aaaa${id}aaaaaa" <<'T'
# met at the fair
industry = "it"   # asked twice
grade = "B"
status = "active"

# how to reach them
phone = "+8613800138000"
email = "info@example.com"

# where they are
city = "杭州"
country = "CN"

notes = "first"
T
        sed -i "s/uid = .*/uid = \"$(printf '%s' "$id" | sha256sum | tr -dc 'a-f2-7' | cut -c1-10)\"/; s/13800138000/1380013800$((${#id} + RANDOM % 5))/; s/info@/$id@/" "$crm/customers/$id.toml"
    done
    for id in wang li; do
        record contacts $id "${id^}" "bbbb2${id:0:2}b2b" <<<'customer = "acme"'
    done
    seed=3 && run "$crm" save >>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
    # The user's own work: a tracked file he is editing, one he has staged, one git doesn't know.
    echo read me >"$crm/readme.txt"
    git -C "$crm" add readme.txt && git -C "$crm" commit -q -m readme
    echo more >>"$crm/readme.txt"
    echo staged >"$crm/staged.txt" && git -C "$crm" add staged.txt
    echo stray >"$crm/customers/stray.txt"
}
edit() { sed -i "$2" "$crm/customers/$1.toml"; }
prepare() {
    local seed=2
    crm=$work/${1//\//-}
    cp -a "$work/template" "$crm"
    case $1 in
    add) command=(add customer 'New Firm' industry=it) ;;
    set/clean) command=(set acme grade=A) ;;
    set/other) edit beta 's/first/by hand/' && command=(set acme grade=A) ;;
    set/dirty) edit acme 's/first/by hand/' && command=(set acme grade=A) ;;
    set/staged) edit acme 's/first/by hand/' && git -C "$crm" add customers && git -C "$crm" reset -q customers/stray.txt && command=(set acme grade=A) ;;
    rm) command=(rm -y beta) ;;
    rename) command=(rename acme acme-two) ;;
    undo/clean) run "$crm" set acme grade=A >/dev/null && command=(undo) ;;
    undo/dirty) run "$crm" set acme grade=A >/dev/null && edit acme 's/first/by hand/' && command=(undo) ;;
    save)
        edit acme 's/first/by hand/' && edit beta 's/"B"/"A"/'
        sed '/^uid/d; s/Gamma/Delta/; s/gamma@/delta@/; s/^phone.*//' "$crm/customers/gamma.toml" >"$crm/customers/delta.toml"
        command=(save)
        ;;
    tags-rename)
        for number in $(seq 45); do
            record customers "many-$number" "Many $number" "cccc$(printf '%06d' "$number" | tr 0189 wxyz)" <<<$'industry = "it"\ntags = ["old"]'
        done
        run "$crm" tags add old >/dev/null && run "$crm" save >/dev/null && command=(tags rename old new)
        ;;
    import)
        printf 'name,industry\n' >"$crm.csv"
        for number in $(seq 60); do echo "Row $number,it" >>"$crm.csv"; done
        command=(import --kind customer "$crm.csv")
        ;;
    esac || { echo "can't prepare $1"; exit 1; }
}

# What the undisturbed command does, and the points at which it changes something.
measure() {
    base=$crm name=$1 point=undisturbed failed=0
    local code begin
    printf '%s\n' "${command[@]}" >"$base.command"
    state "$base" | sha256sum >"$base.before"
    mine "$base" --cached >"$base.staged.before"
    cp -a "$base" "$base.done"
    begin=$(date +%s%N)
    run "$base.done" "${command[@]}" >"$base.said" 2>&1
    code=$?
    echo $((($(date +%s%N) - begin) / 1000)) >"$base.micros"
    [ $code = 0 ] || fault "ends with $code: $(cat "$base.said")"
    state "$base.done" | sha256sum >"$base.after"
    mine "$base.done" --cached >"$base.staged.after"
    cp -a "$base.done" "$base.twice"
    run "$base.twice" "${command[@]}" >/dev/null 2>&1
    echo $? >"$base.again"
    case $1 in save | undo/*) ;; *)
        cmp -s "$base.staged.before" "$base.staged.after" || fault "the user's staged diff changed"
        [ "$(mine "$base")" = "$(mine "$base.done")" ] || fault "the user's diff changed"
        ;;
    esac
    cp -a "$base" "$base.traced"
    (cd "$base.traced" && GUANXI_SEED=7 strace -f -qq -o "$base.trace" -e "trace=$calls" "$GUANXI" "${command[@]}" </dev/null >/dev/null 2>&1)
    rm -rf "$base.traced"
    awk '$2 !~ /^[a-z0-9]+\(/ { next }
        { call = $2; sub(/\(.*/, "", call); n = ++count[$1 " " call] }
        call ~ /^open/ && $0 !~ /O_CREAT/ { next }
        { print call "-" n }' "$base.trace" | sort -u >"$base.points"
    [ $failed = 0 ] || echo "$1" >>"$work/broken"
}

main() {
    command -v strace >/dev/null || { echo "kill.sh needs strace: apt install strace (Debian, Ubuntu), dnf install strace (Fedora), pacman -S strace (Arch)" >&2; exit 2; }
    : "${GUANXI:?path of the program}"
    GUANXI=$(realpath "$GUANXI")
    work=${1:-$(mktemp -d "${TMPDIR:-/tmp}/guanxi-kill.XXXXXX")}
    mkdir -p "$work/home" && work=$(realpath "$work")
    export GUANXI HOME=$work/home XDG_CONFIG_HOME=$work/home/.config GIT_CONFIG_NOSYSTEM=1 GUANXI_NOW=2026-11-23T09:00:00+08:00 work
    unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE GUANXI_DIR GUANXI_TODAY
    printf '[user]\n\tname = Li Na\n\temail = lina@example.com\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n' >"$HOME/.gitconfig"
    template
    local names=(add set/clean set/other set/dirty set/staged rm rename undo/clean undo/dirty save tags-rename)
    if "$GUANXI" import --help >/dev/null 2>&1; then names+=(import); else echo "import: left out, this binary has no such command"; fi
    local name began=$SECONDS total=0
    : >"$work/jobs" && : >"$work/results"
    local kept=()
    for name in "${names[@]}"; do
        # shellcheck disable=SC2053
        [[ $name == ${ONLY:-*} ]] || continue
        kept+=("$name")
        prepare "$name"
        measure "$name" | tee -a "$work/results"
        local at
        while read -r at; do echo "$crm $name $at"; done <"$work/${name//\//-}.points" >>"$work/jobs"
    done
    RANDOM=${SEED:-1}
    local count=${N:-200} number
    for ((number = 0; number < count && ${#kept[@]} > 0; number++)); do
        name=${kept[RANDOM % ${#kept[@]}]}
        crm=$work/${name//\//-}
        echo "$crm $name random-$(awk -v r=$RANDOM -v m="$(cat "$crm.micros")" 'BEGIN { printf "%.6f", r / 32767 * m * 1.2 / 1e6 }')" >>"$work/jobs"
    done
    xargs -r -P "${JOBS:-2}" -n 3 "$here/kill.sh" --one <"$work/jobs" >>"$work/results" 2>&1
    grep -v '^POINT ' "$work/results" | sort | head -50
    for name in "${kept[@]}"; do
        local points faults
        points=$(grep -c "^POINT $name\$" "$work/results")
        faults=$(grep "^FAULT $name " "$work/results" | awk '{ print $3 }' | sort -u | wc -l)
        echo "$name: $points points, $faults failures"
        total=$((total + points))
    done
    local lost=$(($(wc -l <"$work/jobs") - total))
    [ $lost = 0 ] || echo "$lost kills ended without a verdict"
    echo "$total kills ($count at random) in $((SECONDS - began)) s"
    local verdict=0
    if [ $lost != 0 ] || grep -q '^FAULT ' "$work/results"; then verdict=1; fi
    [ -n "${1:-}" ] || [ $verdict = 1 ] || rm -rf "$work"
    exit $verdict
}

case ${1:-} in
--one) shift && one "$@" ;;
*) main "$@" ;;
esac
