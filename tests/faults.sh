#!/bin/sh
# Failures of the machine: every allocation and every call for a file failing, signals at every call,
# full disks, closed descriptors. Whatever happens, an output is whole or as it was before, no partial
# file is left, and the exit status and the one message say what went wrong.
#   faults.sh [NAME]   only tests whose sentence contains NAME
# FULL=1: every allocation, not only those with different callers, and of every spec of specs/ in every form: an hour.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
only=${1:-}
[ -x "$mdgen" ] || { echo "faults.sh: no $mdgen" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
passed=0
failed=0

if [ -n "${SANITIZE:-}" ] || ! ${CC:-cc} -shared -fPIC -o "$work/fail.so" "$top/tests/fail.c" -ldl ||
    ! ${CC:-cc} -shared -fPIC -o "$work/memory.so" "$top/tests/fail_memory.c" -ldl; then
    echo "0 passed, 0 failed" # a sanitizer has its own malloc
    exit 0
fi

# begin 'a sentence': begins a test in a folder of its own; need says what it needs, end counts it
begin() {
    sentence=$1
    why=
    case $sentence in *"$only"*) ;; *) return 1 ;; esac
    rm -rf "$work/test"
    mkdir -p "$work/test/whole" && cd "$work/test" || exit 3
}
need() { # need 'what' CONDITION...
    what=$1
    shift
    "$@" || why="$why; $what"
}
end() {
    if [ -z "$why" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL faults: $sentence: ${why#; }"
        head -n 3 err 2> /dev/null
    fi
}
is() { [ "$1" = "$2" ]; }
no_part() { for part in .mdgen-*; do [ ! -e "$part" ] || return 1; done; }
holds() { grep -q -e "$2" "$1"; }

# specs: the specs that the tests are about, in this folder
specs() {
    mkdir lib
    echo 'return 2' > lib/half.lua
    cat > good.lua <<'END'
local half = require "lib.half"
local n, d, K = dims "n d K"
local X, w, y = matrix("X", n, d), vector("w", d), labels("y", n, K)
local Theta, S = matrix("Theta", K, d), matrix("S", d, d, { spd = true })
objective { name = "fit", value = sumsq(X * w - X * ones(d)) / half + logdet(S), wrt = { w, S },
            emit = { "value_grad", "hessian" }, prepare = { X } }
objective { name = "classify", value = -sum(y % log_softmax(X * Theta.T, 2)) / n, wrt = { Theta } }
END
    cat > other.lua <<'END'
local n, d = dims "n d"
local X, w = matrix("X", n, d), vector("w", d)
objective { name = "fit", value = sumsq(X * w), wrt = { w } }
END
    cat > bad.lua <<'END'
local n, d = dims "n d"
local x, y = vector("x", n), vector("y", d)
objective { name = "f", value = sum(x + y), wrt = { x } }
END
}

outputs='x.c x.h x.json x_test.c x.d'
many='-o x.c --header x.h --manifest x.json --test x_test.c --deps x.d'

# whole ARGUMENTS: a good run, in the folder whole; then outputs are files that hold "old"
whole() {
    cp -r ./*.lua lib whole 2> /dev/null
    (cd whole && "$mdgen" "$@" > out 2> err)
    old
}
old() {
    for file in $outputs; do
        echo old > "$file"
    done
}
is_old() { read -r first < "$1" && [ "$first" = old ]; }
is_whole() { cmp -s "$1" "whole/$1"; }
all_whole() { for file in $outputs; do is_whole "$file" || return 1; done; }
all_old() { for file in $outputs; do is_old "$file" || return 1; done; }

# ---- calls for files -----------------------------------------------------------------------

# each NAME HOW ARGUMENTS: call 1, 2, ... goes wrong, until there is no such call; outcome judges each.
# Leaves the number of calls in k.
each() {
    name=$1
    how=$2
    shift 2
    whole "$@"
    k=0
    while k=$((k + 1)); do
        old
        FAIL=$name:$k:$how LD_PRELOAD=$work/fail.so "$mdgen" "$@" > out 2> err < /dev/null
        status=$?
        [ -d failed-call ] || break
        rmdir failed-call
        need "no partial file at call $k" no_part
        outcome
        [ -z "$why" ] || break
    done
    need 'a run gets through' is "$status" 0
}

# one line of this kind is all that was said
says() {
    first=
    second=
    { read -r first; read -r second; } < err
    # a pattern is what is wanted
    # shellcheck disable=SC2254
    case "$first$second" in $1) return 0 ;; esac
    return 1
}

# a failure is reported, or it does not matter; files that were renamed before it stay
outcome() {
    if [ $status = 0 ]; then
        need "whole outputs at call $k" all_whole
        need "whole standard output at call $k" is_whole out
        return
    fi
    need "status 3 at call $k, not $status" is $status 3
    need "one message at call $k" says 'mdgen: error: cannot *'
    for file in $outputs; do
        is_old "$file" || need "$file is old or whole at call $k" is_whole "$file"
    done
}

if begin 'every call for a file fails'; then
    specs
    # shellcheck disable=SC2086
    each file 5 good.lua $many
    need 'there are many calls' [ $k -gt 40 ]
    end
fi
if begin 'every call for a file fails, with standard output among the outputs'; then
    specs
    outputs='x.c x.h'
    each file 5 good.lua -o x.c --header x.h --manifest -
    end
    outputs='x.c x.h x.json x_test.c x.d'
fi
if begin 'every write fails'; then
    specs
    # shellcheck disable=SC2086
    each write 28 good.lua $many
    need 'there are calls' [ $k -gt 5 ]
    end
fi
if begin 'a write that takes little is continued'; then
    specs
    outcome() { need "whole outputs at call $k" all_whole; need 'status 0' is $status 0; }
    # shellcheck disable=SC2086
    each short 0 good.lua $many
    need 'there are calls' [ $k -gt 5 ]
    end
fi
for error in 4 11; do
    if begin "a write that was interrupted, errno $error, is done again"; then
        specs
        # shellcheck disable=SC2086
        each write $error good.lua $many
        need 'there are calls' [ $k -gt 5 ]
        end
    fi
done

# ---- signals ------------------------------------------------------------------------------------

# the program ends by the signal, or says that it was interrupted; all outputs are old or all are whole
outcome() {
    if [ $status = 3 ]; then
        need "a message at call $k" says 'mdgen: error: *interrupted'
        need "old outputs at call $k" all_old
    else
        need "the signal ends it at call $k, not status $status" is $status $((128 + number))
        need "outputs all old or all whole at call $k" eval 'all_old || all_whole'
    fi
}
if begin 'SIGTERM at every call'; then
    specs
    number=15
    # shellcheck disable=SC2086
    each signal 15 good.lua $many
    need 'there are many calls' [ $k -gt 60 ]
    end
fi
for number in 1 2 15; do
    if begin "signal $number at every call, with standard output among the outputs"; then
        specs
        outputs=x.c
        each signal $number good.lua -o x.c --manifest -
        need 'there are many calls' [ $k -gt 40 ]
        end
        outputs='x.c x.h x.json x_test.c x.d'
    fi
done
if begin 'a signal that is ignored stays ignored'; then
    specs
    trap '' HUP
    outputs=x.c
    outcome() { need "whole outputs at call $k" all_whole; need 'status 0' is $status 0; }
    each signal 1 good.lua -o x.c --manifest -
    trap 'exit 3' HUP
    end
    outputs='x.c x.h x.json x_test.c x.d'
fi

# ---- disks and descriptors ------------------------------------------------------------------

if begin 'a disk that is full'; then
    specs
    # shellcheck disable=SC2086
    whole good.lua $many
    mkdir disk
    # one page is missing, or two, three ...: each output is the one that does not fit, once
    cat > fill.sh <<'END'
mount -t tmpfs -o size=256k none disk || { echo skipped > disk.log; exit; }
for used in $(seq 80 8 220); do
    rm -rf disk/*
    cp -r good.lua lib disk
    for file in $2; do echo old > "disk/$file"; done
    head -c "${used}k" /dev/zero > disk/other
    (cd disk && "$1" good.lua -o x.c --header x.h --manifest x.json --test x_test.c --deps x.d) > out 2> err
    status=$?
    case $status in
    0) for file in $2; do cmp "disk/$file" "whole/$file"; done ;;
    3)
        for file in $2; do [ "$(cat "disk/$file")" = old ] || echo "$used: $file is not old"; done
        grep -q '^mdgen: error: cannot write .*No space left on device$' err || echo "$used: no message"
        ;;
    *) echo "$used: status $status" ;;
    esac
    find disk -name '.mdgen-*'
    echo $status >> statuses
done > disk.log 2>&1
umount disk
END
    unshare -m sh fill.sh "$mdgen" "$outputs" 2> unshare.log || echo skipped > disk.log
    if ! holds disk.log skipped; then
        need "$(head -n 1 disk.log)" is "$(cat disk.log)" ''
        need 'some runs get through' holds statuses 0
        need 'some do not' holds statuses 3
    fi
    end
fi
for closed in '<' '>' '2>' '< >' '< 2>' '> 2>' '< > 2>'; do
    if begin "closed from the beginning: $closed"; then
        specs
        # shellcheck disable=SC2086
        whole good.lua $many
        redirections=$(echo "$closed" | sed 's/[<>]/&\&-/g')
        eval "\"\$mdgen\" good.lua $many $redirections" 2> err
        status=$?
        need "status 0, not $status" is $status 0
        need 'whole outputs' all_whole
        eval "\"\$mdgen\" good.lua > out 2> err $redirections"
        status=$?
        case " $closed" in
        *' >'*) need "status 3, not $status" is $status 3 ;;
        *) need "status 0, not $status" is $status 0 ;;
        esac
        need 'no partial file' no_part
        end
    fi
done

# ---- memory ------------------------------------------------------------------------------------

# allocations 'what' 'OUTPUTS' ARGUMENTS: see fail_memory.c; skip=1: when the spec has been read
allocations() {
    about="every allocation fails: $1"
    outputs=$2
    shift 2
    begin "$about" || return
    specs
    [ -e "$1" ] || cp "$top/specs/$1" . 2> /dev/null
    whole "$@"
    timeout 600 env OUTPUTS="$outputs" SKIP=$skip DISTINCT=$distinct LD_PRELOAD="$work/memory.so" "$mdgen" "$@" > out 2> err
    need 'the process does not notice' cmp -s err whole/err
    need 'there are allocations' holds faults '^forked [1-9]'
    need "$(head -n 1 faults)" is "$(grep -v -c '^forked' faults)" 0
    forks=$((forks + $(sed -n 's/^forked \(.*\) times/\1/p' faults)))
    end
}

forks=0
distinct=$([ -n "${FULL:-}" ] && echo 0 || echo 1)
skip=0
# shellcheck disable=SC2086
allocations 'a spec, all its outputs' "$outputs" good.lua $many
allocations 'a wrong spec' x.c bad.lua -o x.c
allocations 'help' '' --help reference
skip=1
for form in '' '--real float' '-D n=20 -D K=3' --plan --check --explain=text --explain=latex --explain=html \
    '--explain --explain-level full' '--check -o x.c' '--manifest -' '--test x_test.c' '-o x.c --header -'; do
    # shellcheck disable=SC2086
    allocations "good.lua $form" 'x.c x_test.c' good.lua $form
done
skip=0
allocations 'diff' '' diff other.lua good.lua
allocations 'the stub' '' --stub
skip=1
for spec in ${FULL:+"$top"/specs/*.lua}; do
    spec=$(basename "$spec")
    for form in "$many" '--real float' --plan --check --explain=html '--explain --explain-level full'; do
        # shellcheck disable=SC2086
        allocations "$spec $form" 'x.c x.h x.json x_test.c x.d' "$spec" $form
    done
done

echo "$forks failures of an allocation"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
