#!/bin/sh
# The command line: exit statuses, messages, and outputs that are written whole or not at all.
# cli.sh [NAME]: only the tests whose sentence contains NAME. MDGEN is the program under test.
set -u
export LC_ALL=C
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
only=${1:-}
[ -x "$mdgen" ] || { echo "cli.sh: no $mdgen" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
cd "$work" || exit 3
passed=0
failed=0
umask 022

cat > good.lua <<'END'
local n = dim "n"
local x = vector("x", n)
objective { name = "half_square", value = sumsq(x) / 2, wrt = { x } }
END
cat > bad.lua <<'END'
local n, d = dims "n d"
local x, y = vector("x", n), vector("y", d)
objective { name = "f", value = sum(x + y), wrt = { x } }
END
mkdir lib
echo 'return 2' > lib/half.lua
echo 'return 2' > 'lib/a b.lua'
cat > split.lua <<'END'
local half = require "lib.half"
local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x) / half, wrt = { x } }
END
mkdir folder

# run ARGS: mdgen with these; leaves $status, and the files out and err
run() {
    "$mdgen" "$@" > out 2> err < /dev/null
    status=$?
}

# test 'a sentence': begins a test; what follows sets $ok
begin() {
    sentence=$1
    why=
    case $sentence in *"$only"*) return 0 ;; *) return 1 ;; esac
}
need() { # need 'what' CONDITION...: a condition of the test
    what=$1
    shift
    "$@" || why="$why; $what"
}
end() {
    if [ -z "$why" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL cli: $sentence: ${why#; } (status $status)"
        sed 's/^/    /' err | head -5
    fi
    rm -rf x.c x.h x.json x.d
}
status_is() { [ "$status" = "$1" ]; }
says() { grep -q -e "$1" err; }
one_error() { [ "$(grep -c 'error:' err)" = 1 ]; }
empty() { [ ! -s "$1" ]; }
absent() { [ ! -e "$1" ]; }
no_part() { [ -z "$(find . -name '.mdgen-*')" ]; }
holds() { grep -q -e "$2" "$1"; }

# failing STATUS 'message' ARGS: a run that must fail so, and write nothing
failing() {
    want=$1
    message=$2
    shift 2
    run "$@"
    need "status $want" status_is "$want"
    need "message '$message'" says "$message"
    need 'one error' one_error
    need 'nothing on standard output' empty out
    need 'no partial file' no_part
}

# ---- what is written where ------------------------------------------------------

if begin 'the C source goes to standard output'; then
    run good.lua
    need 'status 0' status_is 0
    need 'C' holds out 'half_square_value_grad'
    need 'silence' empty err
    end
fi
if begin '-o writes the same bytes to a file'; then
    run good.lua
    cp out direct
    run good.lua -o x.c
    need 'status 0' status_is 0
    need 'nothing on standard output' empty out
    need 'same bytes' cmp -s direct x.c
    end
fi
if begin '-oFILE and options after the spec are accepted'; then
    run good.lua -ox.c
    need 'status 0' status_is 0
    need 'a file' [ -s x.c ]
    end
fi
if begin '-- ends the options'; then
    cp good.lua -- -odd.lua
    run -- -odd.lua
    need 'status 0' status_is 0
    rm -f -- -odd.lua
    end
fi
if begin 'header, manifest and source are written together'; then
    run good.lua -o x.c --header x.h --manifest=x.json
    need 'status 0' status_is 0
    need 'x.c' [ -s x.c ]
    need 'guard' holds x.h 'X_H'
    need 'manifest' holds x.json '{'
    end
fi
if begin 'a manifest for - takes the place of the source'; then
    run good.lua --manifest -
    need 'status 0' status_is 0
    need 'JSON' [ "$(head -c 1 out)" = '{' ]
    end
fi
if begin 'with -o both the source and a manifest for - are written'; then
    run good.lua --manifest - -o x.c
    need 'status 0' status_is 0
    need 'JSON' [ "$(head -c 1 out)" = '{' ]
    need 'x.c' [ -s x.c ]
    end
fi
if begin 'a dependency file names the outputs and all files of the spec'; then
    run split.lua -o x.c --header x.h --deps x.d
    need 'status 0' status_is 0
    need 'the rule' [ "$(sed -n 1p x.d)" = 'x.c x.h: split.lua lib/half.lua' ]
    need 'an empty rule' [ "$(sed -n 2p x.d)" = 'lib/half.lua:' ]
    end
fi
if begin 'a dependency file without -o is for the source that has the name of the spec'; then
    run good.lua --deps x.d
    need 'status 0' status_is 0
    need 'the rule' [ "$(sed -n 1p x.d)" = 'good.c: good.lua' ]
    end
fi
if begin 'the guard of a header is a name whatever the file is called'; then
    run good.lua --header 2-norms.h
    need 'status 0' status_is 0
    need 'guard' holds 2-norms.h '^#ifndef MDGEN_2_NORMS_H$'
    need 'it compiles' ${CC:-cc} -fsyntax-only -xc 2-norms.h
    rm -f 2-norms.h
    end
fi
if begin 'a make rule is quoted'; then
    cp good.lua 'a b$c#d.lua'
    run 'a b$c#d.lua' -o x.c --deps x.d
    need 'status 0' status_is 0
    # shellcheck disable=SC2016
    need 'quotes' [ "$(sed -n 1p x.d)" = 'x.c: a\ b$$c\#d.lua' ]
    printf 'include x.d\nx.c: ; @echo again\n' > rule.mk
    touch -d '2001-01-01' x.c
    need 'make reads it' [ "$(make -s -f rule.mk x.c)" = again ]
    end
fi
if begin 'a make rule for a name with a line break is refused'; then
    failing 2 'cannot hold a file name with a line break' good.lua -o 'x
y.c' --deps x.d
    need 'no file' absent x.d
    end
fi
if begin 'the mode of a new file is what umask gives'; then
    (umask 027 && "$mdgen" good.lua -o x.c)
    need 'mode 640' [ "$(stat -c %a x.c)" = 640 ]
    end
fi
if begin 'a symbolic link stays one'; then
    ln -s folder/real.c x.c
    run good.lua -o x.c
    need 'status 0' status_is 0
    need 'a link' [ -L x.c ]
    need 'its target' [ -s folder/real.c ]
    rm -f folder/real.c
    end
fi
if begin 'the output does not name the folder of the spec'; then
    run good.lua
    cp out direct
    run "$work/good.lua"
    need 'same bytes' cmp -s direct out
    end
fi
if begin 'the locale does not matter'; then
    run good.lua
    cp out direct
    LC_ALL=de_DE.UTF-8 "$mdgen" good.lua > out 2> err
    need 'same bytes' cmp -s direct out
    end
fi
if begin 'a named pipe is written directly'; then
    mkfifo pipe
    timeout 10 cat pipe > got &
    run good.lua -o pipe
    wait
    need 'status 0' status_is 0
    need 'still a pipe' [ -p pipe ]
    need 'content' [ -s got ]
    rm -f pipe
    end
fi
if begin '/dev/stdout is standard output'; then
    run good.lua
    cp out direct
    run good.lua -o /dev/stdout
    need 'status 0' status_is 0
    need 'same bytes' cmp -s direct out
    "$mdgen" good.lua -o /dev/stdout | cat > out
    need 'also a pipe' cmp -s direct out
    end
fi

if begin '--check reports on standard output'; then
    run good.lua --check
    need 'status 0' status_is 0
    need 'the report' holds out 'half_square .*grad .*ok'
    need 'the derivation' holds out 'half_square .*derivation  *[1-9][0-9]* steps .*ok'
    need 'no C' sh -c '! grep -q "#include" out'
    end
fi
if begin '--check and -o write the source too'; then
    run good.lua --check -o x.c
    need 'status 0' status_is 0
    need 'the report' holds out 'half_square .*grad .*ok'
    need 'the source' holds x.c half_square_value_grad
    end
fi

if begin 'diff says what functions that come or go cost'; then
    cat > plain.lua <<'END'
local n, d = dims "n d"
local X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
objective { name = "fit", value = sumsq(X * w - y), wrt = { w } }
END
    sed 's/wrt = { w }/wrt = { w }, prepare = { X, y }/' plain.lua > prepared.lua
    "$mdgen" diff plain.lua prepared.lua > out 2> err
    status=$?
    need 'status 0' status_is 0
    need 'added' holds out '^+ function fit_grad_prepared: .*FLOPs, .*bytes of workspace'
    "$mdgen" diff prepared.lua plain.lua > out 2> err
    need 'removed' holds out '^- function fit_grad_prepared: .*FLOPs, .*bytes of workspace'
    end
fi
if begin '--check does not change the source'; then
    cat > curved.lua <<'END'
local n, d = dims "n d"
local X, y, w, b = matrix("X", n, d), vector("y", n), vector("w", d), scalar("b")
objective { name = "logistic", value = sum(softplus(-y % (X * w + b))) / n + sumsq(w), wrt = { w, b },
            emit = { "value_grad", "hessian", "hvp" } }
END
    run curved.lua
    cp out direct
    run curved.lua --check -o x.c
    need 'status 0' status_is 0
    need 'same bytes' cmp -s direct x.c
    end
fi

for form in '' =text =latex =html; do
    if begin "--explain$form takes the place of the source"; then
        run good.lua "--explain$form" -o x.c
        need 'status 0' status_is 0
        need 'a derivation' holds x.c 'half.*square'
        end
    fi
done
if begin '--explain is ASCII where the locale is'; then
    LC_ALL=C "$mdgen" good.lua --explain > out 2> err
    status=$?
    need 'status 0' status_is 0
    need 'ASCII' sh -c '! LC_ALL=C grep -q "[^ -~]" out'
    end
fi
if begin '--explain-level full shows no fewer steps'; then
    run good.lua --explain
    cp out direct
    run good.lua --explain --explain-level full
    need 'status 0' status_is 0
    need 'steps' [ "$(wc -l < out)" -ge "$(wc -l < direct)" ]
    end
fi

if begin 'an error in either spec of diff is that of diff'; then
    failing 1 '^bad.lua:3: error:' diff bad.lua good.lua
    failing 1 '^bad.lua:3: error:' diff good.lua bad.lua
    failing 3 "cannot read 'none.lua'" diff none.lua good.lua
    end
fi
if begin 'the limit of memory holds for both specs of diff'; then
    cat > large.lua <<'END'
local n = dim "n"
local x = vector("x", n)
local y = x
for i = 1, 2000 do y = sin(y) + i end
objective { name = "f", value = sum(y), wrt = { x } }
END
    failing 1 '^large.lua:[0-9]*: error: the spec' diff large.lua good.lua --limit memory=2M
    failing 1 '^large.lua:[0-9]*: error: the spec' diff good.lua large.lua --limit memory=2M
    end
fi

# ---- help -------------------------------------------------------------------------

for option in --help -h --version; do
    if begin "$option is written to standard output"; then
        run "$option"
        need 'status 0' status_is 0
        need 'mdgen' holds out mdgen
        need 'silence' empty err
        end
    fi
done
if begin 'the help names every option'; then
    run --help
    for option in -o --header --manifest -D --real --deps --limit --help --version; do
        need "$option" holds out "$option"
    done
    end
fi
if begin '--help functions lists the functions of a spec'; then
    run --help functions
    need 'status 0' status_is 0
    need 'log_softmax' holds out log_softmax
    end
fi

# ---- the command line is at fault ---------------------------------------------------

usage() { # usage 'a sentence' 'message' ARGS
    if begin "$1"; then
        shift
        failing 2 "$@"
        end
    fi
}
usage 'no spec' 'no spec is given'
usage 'two specs' 'one spec at a time' good.lua bad.lua
usage 'an unknown option suggests the nearest' 'did you mean --manifest' good.lua --manifset -
usage 'an unknown letter' "unknown option '-q'" good.lua -q
usage 'letters cannot be joined' 'unknown option' good.lua -hx
usage '-o without a file' 'needs an argument' good.lua -o
usage 'an empty file name' 'empty argument' good.lua --header=
usage '-o twice' 'given twice' good.lua -o a -o b
usage '--header twice' 'given twice' good.lua --header a --header b
usage 'an argument for --version' 'takes no argument' --version=2
usage 'two texts for standard output' 'two outputs for standard output' good.lua --manifest - --header -
usage '-D without a value' 'needs NAME=VALUE' good.lua -D n
usage '-D with an empty value' 'needs NAME=VALUE' good.lua -D n=
usage '-D with a fraction' 'an integer >= 0' good.lua -D n=1.5
usage '-D with a negative size' 'an integer >= 0' good.lua -D n=-1
usage '-D with a size that does not fit' 'an integer >= 0' good.lua -D n=99999999999999999999
usage '-D twice for one dim' 'fixed twice' good.lua -D n=1 -D n=2
usage '-D for a dim that the spec lacks' 'no dim of that name' good.lua -D q=3
usage '--real with another type' 'double or float' good.lua --real half
usage 'an unknown form of --explain' 'did you mean --explain=html' good.lua --explain=htm
usage 'an unknown level' 'short or full' good.lua --explain-level all
usage 'two texts in place of C' 'both replace the C source' good.lua --explain --explain=html
usage 'an unknown limit' 'there is no limit' good.lua --limit time=3
usage 'a limit that is no number' 'a number > 0' good.lua --limit steps=many
usage 'a limit of zero' 'a number > 0' good.lua --limit seconds=0
usage 'a limit below zero' 'a number > 0' good.lua --limit memory=-5
if begin 'one file for two outputs'; then
    failing 2 'two outputs for one file' good.lua -o x.c --header ./x.c
    need 'no file' absent x.c
    end
fi
if begin 'the spec is not overwritten'; then
    cp good.lua self.lua
    failing 2 'would replace the spec' self.lua -o self.lua
    need 'the spec is whole' cmp -s good.lua self.lua
    end
fi
if begin '-D fixes a dim'; then
    run good.lua -D n=3
    need 'status 0' status_is 0
    run good.lua -Dn=3 --manifest -
    need 'no dim is left' sh -c '! grep -q "\"role\": \"dim\"" out'
    end
fi
if begin 'every limit can be raised'; then
    run good.lua --limit memory=1G --limit steps=1e9 --limit seconds=60 --limit output=128M
    need 'status 0' status_is 0
    end
fi

# ---- the spec is at fault -------------------------------------------------------------

if begin 'a wrong spec writes nothing'; then
    failing 1 '^bad.lua:3: error:' bad.lua
    end
fi
if begin 'a wrong spec leaves the old file'; then
    echo old > x.c
    failing 1 '^bad.lua:3: error:' bad.lua -o x.c --header x.h
    need 'old content' [ "$(cat x.c)" = old ]
    need 'no header' absent x.h
    end
fi
if begin 'output above the limit is the fault of the spec'; then
    failing 1 'above the limit' good.lua --limit output=100
    end
fi

if begin 'diff shows formulas of outputs that come or go'; then
    cat > narrow.lua <<'END'
local n, d = dims "n d"
local X, y, w = matrix("X", n, d), vector("y", n), vector("w", d)
objective { name = "fit", value = sumsq(X * w - y), wrt = { w } }
END
    sed 's/wrt = { w }/wrt = { w, X }/' narrow.lua > wide.lua
    run diff narrow.lua wide.lua
    need 'status 0' status_is 0
    need 'added' [ "$(grep -A 1 '^  grad_X$' out | sed -n 2p)" = "    + 2 (X w - y) w'" ]
    run diff wide.lua narrow.lua
    need 'status 0' status_is 0
    need 'removed' [ "$(grep -A 1 '^  grad_X$' out | sed -n 2p)" = "    - 2 (X w - y) w'" ]
    end
fi
for side in old new; do
    if begin "diff says what is wrong with the $side spec"; then
        if [ $side = old ]; then
            failing 1 '^bad.lua:3: error:' diff bad.lua good.lua
        else
            failing 1 '^bad.lua:3: error:' diff good.lua bad.lua
        fi
        end
    fi
done
if begin 'diff with a spec that does not exist'; then
    failing 3 'nowhere.lua' diff nowhere.lua good.lua
    end
fi

# ---- input and output errors ------------------------------------------------------------

if begin 'a spec that does not exist'; then
    failing 3 'nowhere.lua' nowhere.lua
    end
fi
if begin 'a required file that does not exist is the fault of the spec'; then
    echo 'require "lib.none"' > asks.lua
    failing 1 "^asks.lua:1: error: cannot read the file 'lib/none.lua'" asks.lua
    end
fi
if begin 'a spec that is a folder'; then
    failing 3 'folder' folder
    end
fi
if begin 'a full disk behind standard output'; then
    "$mdgen" good.lua > /dev/full 2> err
    status=$?
    need 'status 3' status_is 3
    need 'message' says 'cannot write to standard output: No space left'
    end
fi
if begin 'a full disk behind -o'; then
    failing 3 "cannot write '/dev/full': No space left" good.lua -o /dev/full
    end
fi
if begin 'a full disk leaves the other outputs alone'; then
    echo old > x.c
    failing 3 'No space left' good.lua -o x.c --manifest /dev/full
    need 'old content' [ "$(cat x.c)" = old ]
    end
fi
if begin 'a full disk behind --help'; then
    "$mdgen" --help > /dev/full 2> err
    status=$?
    need 'status 3' status_is 3
    end
fi
if begin 'a closed standard output'; then
    "$mdgen" good.lua >&- 2> err
    status=$?
    need 'status 3' status_is 3
    need 'message' says 'cannot write to standard output'
    end
fi
if begin 'a closed standard output does not get into another file'; then
    "$mdgen" good.lua -o x.c --manifest - >&- 2> err
    status=$?
    need 'status 3' status_is 3
    need 'no file' absent x.c
    need 'the spec is whole' holds good.lua sumsq
    end
fi
if begin 'a reader that has gone is an error and no signal'; then
    { "$mdgen" good.lua 2> err; echo $? > code; } | true
    # the reader may end after the text was written: a pipe holds 64 KiB
    status=$(cat code)
    mkfifo pipe
    timeout 10 sh -c "exec 3< pipe" &
    { sleep 0.3; "$mdgen" good.lua 2> err; echo $? > code; } > pipe
    wait
    status=$(cat code)
    need 'status 3' status_is 3
    need 'message' says 'Broken pipe'
    rm -f pipe
    end
fi
if begin 'an output folder that does not exist'; then
    failing 3 "cannot write 'no/x.c': No such file" good.lua -o no/x.c
    end
fi
if begin 'an output that is a folder'; then
    failing 3 "cannot write 'folder': Is a directory" good.lua -o folder
    end
fi
if begin 'an output that ends in a slash'; then
    failing 3 "cannot write 'none/'" good.lua -o none/
    end
fi
if begin 'an output below a file'; then
    failing 3 'Not a directory' good.lua -o good.lua/x.c
    end
fi
if begin 'links in a circle'; then
    ln -s b a
    ln -s a b
    failing 3 "cannot write 'a'" good.lua -o a
    rm -f a b
    end
fi
if begin 'a folder without permission, an old file without permission'; then
    status=0
    if [ "$(id -u)" != 0 ]; then
        mkdir locked
        chmod 555 locked
        failing 3 'Permission denied' good.lua -o locked/x.c
        echo old > x.c
        chmod 444 x.c
        failing 3 'Permission denied' good.lua -o x.c
    elif command -v setpriv > /dev/null && chmod 755 . &&
        setpriv --reuid=65534 --regid=65534 --clear-groups -- test -x "$mdgen" -a -r good.lua; then
        setpriv --reuid=65534 --regid=65534 --clear-groups -- "$mdgen" good.lua -o x.c > out 2> err
        status=$?
        need 'status 3' status_is 3
        need 'message' says 'Permission denied'
    fi
    end
fi
if begin 'a limit on the size of files'; then
    (ulimit -f 0 && "$mdgen" good.lua -o x.c) > out 2>&1
    status=$?
    cp out err
    need 'status 3' status_is 3
    need 'no file' absent x.c
    need 'no partial file' no_part
    end
fi
if begin 'a signal while the output waits leaves no file'; then
    mkfifo pipe
    # shellcheck disable=SC2217
    sleep 60 < pipe & # opens the pipe and does not read
    reader=$!
    cat > big.lua <<'END'
local n = dim "n"
local x = vector("x", n)
for k = 1, 200 do objective { name = "f" .. k, value = sumsq(x) / k, wrt = { x } } end
END
    "$mdgen" big.lua -o x.c --manifest pipe > out 2> err &
    writer=$!
    tries=0 # until the first output is begun, however slow the machine is
    while no_part && [ $((tries += 1)) -lt 300 ]; do
        sleep 0.1
    done
    sleep 0.3
    kill -TERM $writer 2> /dev/null
    wait $writer
    status=$?
    need 'status 3' status_is 3
    need 'message' says 'interrupted'
    need 'no file' absent x.c
    need 'no partial file' no_part
    kill $reader
    wait $reader 2> /dev/null
    rm -f pipe
    end
fi
if begin 'more open files than a wait can name are an error' &&
    bash -c 'ulimit -n 2048' 2> /dev/null; then
    mkfifo pipe
    timeout 10 cat pipe > got &
    # what a careless parent leaves open
    bash -c 'ulimit -n 2048
        for fd in {3..1100}; do eval "exec $fd< good.lua"; done
        exec "$1" good.lua -o pipe' bash "$mdgen" > out 2> err
    status=$?
    wait
    need 'status 3' status_is 3
    need 'message' says 'Too many open files'
    rm -f pipe
    end
fi

echo "$passed passed, $failed failed"
[ $failed = 0 ]
