#!/bin/sh
# Write docs/diagnostics.md to standard output: every message with an example and a fix. Messages
# about specs come from tests/errors, those about the command line from running it, codes of the run
# time from runtime/mdrt.h and runtime/error.c. A message that no chapter takes is an error.
# shellcheck disable=SC2016  # backquotes in quotes are Markdown
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."
mdgen=$(cd "${BUILD:-build}" && pwd)/mdgen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# chapter TITLE PREFIX...: the examples whose names begin so, up to a "_" or the end
chapter() {
    printf '\n## %s\n' "$1"
    shift
    for prefix in "$@"; do
        for err in "tests/errors/$prefix.err" "tests/errors/$prefix"_*.err; do
            if [ -e "$err" ]; then
                entry "${err%.err}"
            fi
        done
    done
}

# entry STEM: the message as a heading, the spec, the whole message, the fix
entry() {
    echo "$1" >> "$work/done"
    message=$(sed -n 's/^[^ ]*:[0-9]*: error: //p' "$1.err" | head -n 1)
    printf '\n### %s\n\n```lua\n' "$(printf '%s' "$message" | sed 's/[][<>*_|`\\]/\\&/g')"
    sed -e '/^-- fix: /d' -e 's/^-- mdgen: /-- mdgen /' "$1.lua" | cut -c 1-100
    printf '```\n```\n'
    cat "$1.err"
    printf '```\n'
    fix=$(sed -n 's/^-- fix: //p' "$1.lua")
    if [ -n "$fix" ]; then
        printf '\nFix: %s.\n' "$fix"
    fi
}

# command_line FIX ARGUMENT...: what mdgen says to these arguments, in a folder with spec.lua
command_line() {
    fix=$1
    shift
    shown=$*
    if (cd "$work" && "$mdgen" "$@" > out 2> err); then
        echo "diagnostics.sh: mdgen $shown: no error" >&2
        exit 1
    fi
    printf '\n### %s\n\n' "$(sed -n '1s/^.*: error: //p' "$work/err" | sed 's/[][<>*_|`\\]/\\&/g')"
    printf '```\n$ mdgen%s\n' "${shown:+ $shown}"
    cat "$work/err"
    printf '```\n\nFix: %s.\n' "$fix"
}

# what to do about a code of the run time
remedy() {
    case $1 in
    MDRT_ESIZE) echo 'pass sizes >= 0; a product of sizes above what memory can hold is refused too, as is a size_t of SIZE_MAX from the `_work` function | `f(-1, ...)`' ;;
    MDRT_EPOSDEF) echo 'check that the data or parameters make the matrix positive definite; add a multiple of the identity; do not promise `spd` where it may fail. NaN in the matrix gives this code too | `logdet(S)` with S = -I' ;;
    MDRT_ESINGULAR) echo 'solve a regularised system, or use fewer columns | `solve(A, b)` with A = 0' ;;
    MDRT_EDET) echo 'the logarithm of a determinant needs one that is > 0: use `logdet(A.T * A) / 2` for log of its absolute value | `logdet(A)` with A = -1' ;;
    MDRT_ELABEL) echo 'classes are numbered from 0 to K-1 | `y[0] = K`' ;;
    MDRT_EEMPTY) echo 'do not call with that size 0: a maximum of nothing has no value (a sum is 0, a product 1) | `max(x)` with n = 0' ;;
    MDRT_ECONVERGE) echo 'look for NaN or infinity in the matrix; LAPACK gave up otherwise | `eigvalsh(A)` with NaN' ;;
    MDRT_ERANGE) echo 'pass dims for which the slice of the spec lies inside of its array | `x:slice(1, 5)` with n = 3' ;;
    *)
        echo "diagnostics.sh: no remedy for $1" >&2
        exit 1
        ;;
    esac
}

cat <<'END'
# Diagnostics

Every message of `mdgen` and of generated code, with an example and a fix. Made by
`docs/diagnostics.sh` from the examples in `tests/errors`, each of which is a test; `make docs`
renews it.

A message about a spec names file and line, the things involved with their shapes, and mostly a
hint, which is the fix. The exit status is 1, and nothing is written. A first line `-- mdgen OPTIONS`
in an example stands for options on the command line.
END

chapter 'Syntax and Lua' syntax call concat equal floor global index length less loop pairs pack pointer nil \
    error assertion finalizer recursion
chapter 'Unknown names and fields' unknown field method
chapter 'Names' name
chapter 'Sizes' dim dims size fixed remainder division
chapter 'Inputs and attributes' tensor labels attribute assume number
chapter 'Arguments' arguments text table max constant ones
chapter 'Shapes of sums and element-wise functions' sum hadamard quotient clamp
chapter 'Products and powers' product power quad dot outer einsum
chapter 'Matrices' square trace transpose det diag solve svdvals
chapter 'Axes, parts, joining' axis axes at row rows slice reshape hcat cumsum
chapter 'Objectives and mappings' no empty objective function wrt emit prepare
chapter 'Files' require
chapter 'Limits' endless memory printed

for err in tests/errors/*.err; do
    grep -qx "${err%.err}" "$work/done" || {
        echo "diagnostics.sh: $err belongs to no chapter" >&2
        exit 1
    }
done

cat > "$work/spec.lua" <<'END'
local n = dim "n"
local x = vector("x", n)
objective { name = "f", value = sumsq(x), wrt = { x } }
END
printf '\n## The command line\n\nThe exit status is 2; where something cannot be read or written it is 3. In the examples, `spec.lua`\nhas a dim `n`.\n'
command_line 'name a spec'
command_line 'run mdgen once for each spec' spec.lua other.lua
command_line 'see mdgen --help' spec.lua --plann
command_line 'see mdgen --help' spec.lua --frobnicate
command_line 'name the file' spec.lua -o
command_line 'name the file, or leave the option out' spec.lua --header=
command_line 'leave the argument out' spec.lua --check=yes
command_line 'name it once' spec.lua -o a.c -o b.c
command_line 'ask for one of them' spec.lua --plan --explain
command_line 'send one of them to a file' spec.lua --header - --manifest -
command_line 'give each output a file of its own' spec.lua -o a.c --header a.c
command_line 'choose another name for the output' spec.lua -o spec.lua
command_line 'name a dim that the spec declares' spec.lua -D m=3
command_line 'give an integer, as in -D n=100' spec.lua -D n=big
command_line 'give name and size, as in -D n=100' spec.lua -D n
command_line 'name it once' spec.lua -D n=1 -D n=2
command_line 'take one of the two' spec.lua --real half
command_line 'take one of the four' spec.lua --limit time=3
command_line 'give a number, as in --limit memory=512M' spec.lua --limit memory=much
command_line 'name the old and the new one' diff spec.lua
command_line 'run mdgen again for the other output' diff spec.lua spec.lua --plan
command_line 'check the name; it is looked for from the current folder' nowhere.lua
command_line 'make the folder first' spec.lua -o nowhere/a.c
command_line 'choose another name for the output' spec.lua -o 'two
lines.c' --deps spec.d
printf '\033Lua' > "$work/compiled.lua"
command_line 'name the source of the spec' compiled.lua
printf 'local n\0' > "$work/binary.lua"
command_line 'save the spec as a text, in UTF-8 or ASCII' binary.lua
mkdir "$work/specs" "$work/elsewhere"
ln -s ../elsewhere "$work/specs/link"
echo 'return 2' > "$work/elsewhere/part.lua"
echo 'require "link.part"' > "$work/specs/main.lua"
command_line 'copy the file into the folder of the spec' specs/main.lua

cat <<'END'

## Limits of time and output, the machine

The exit status is 1 for the limits, 3 for the machine. Outputs are written whole or not at all.

| message | fix |
|---|---|
| `the spec used more than N seconds of processor time`, `the spec has used up its processor time` | look for a loop without end, or allow more by `--limit seconds=N` |
| `the output of N bytes is above the limit of N` | write fewer functions or shorter ones, or allow more by `--limit output=N` |
| `wrt of objective 'f' has N entries` | a list has a million entries at most |
| `cannot write to standard output: ...` | the disk is full, or the program that reads has ended |
| `interrupted` | a signal came before the outputs were complete; run mdgen again |
| `out of memory` | the machine has less memory than the limits allow |

The following say that `mdgen` is wrong, or that it was asked for what no spec can ask for. Please report
them with the spec: `N wrong derivatives` of `--check`, `the third derivative of ... is not known`,
`the derivative of ... is not known`.
END

cat <<'END'

## Generated code

The result of a generated function is 0, or an error: `MDRT_CODE(rc)` is the code, `MDRT_LINE(rc)` the
line of the spec whose expression failed, `mdrt_strerror(rc)` the text. All outputs are NaN then.

| code | text | fix | example |
|---|---|---|---|
END
sed -n 's/^ *\(MDRT_E[A-Z]*\) = [1-9].*/\1/p' runtime/mdrt.h | while read -r code; do
    text=$(sed -n "s/.*\[$code\] = \"\(.*\)\".*/\1/p" runtime/error.c)
    [ -n "$text" ] || exit 1
    advice=$(remedy "$code")
    printf '| `%s` | %s | %s |\n' "$code" "$text" "$advice"
done

cat <<'END'

When generated code is compiled:

- `#error "... was translated for interface 1 of mdrt.h"`: the `mdrt.h` found is of another version than
  the `mdgen` that wrote the file. Translate the spec again, or install the matching library.
- `undefined reference to mdrt_...`, `cblas_...`, `LAPACKE_...`: link with `pkg-config --libs mdrt`.
END
