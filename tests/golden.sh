#!/bin/sh
# Outputs as they are expected, file by file.
#   golden.sh              compare
#   golden.sh --rewrite    write what mdgen says now; read the difference like code
#
# In tests/golden and tests/errors a spec X.lua stands beside what is expected of it:
#   X.c       the generated source; it also compiles, without a warning, as C and C++
#   X.h, X.json, X.txt, X.tex, X.plan      --header, --manifest, --explain[=latex], --plan
#   X.err     the message of a spec that is wrong, with exit status 1 and no output
# Specs in tests/lua check themselves by assert.
# A line "-- mdgen: OPTIONS" in the spec adds options to all of them. A new spec gets X.c or X.err.
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
rewrite=${1:-}
[ -x "$mdgen" ] || { echo "golden.sh: no $mdgen" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
flags='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'

# expect FILE ACTUAL: same content, or rewrite it
expect() {
    if [ -n "$rewrite" ]; then
        cmp -s "$2" "$1" || { cp "$2" "$1" && echo "rewrote $1"; }
    elif cmp -s "$2" "$1"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL golden: $1 differs"
        diff -u "$1" "$2" | head -n 30
    fi
}

# generated ENDING OPTION: expected output of mdgen with an option
generated() {
    [ -e "$stem.$1" ] || return
    # shellcheck disable=SC2086
    if (cd "$folder" && "$mdgen" "$name.lua" $options $2) > "$work/out" 2> "$work/err"; then
        expect "$stem.$1" "$work/out"
    else
        failed=$((failed + 1))
        echo "FAIL golden: $stem.$1: $(head -n 1 "$work/err")"
    fi
}

# compiles FILE: no compiler says a word
compiles() {
    for compiler in 'gcc -std=c99' 'clang -std=c99' 'g++ -xc++'; do
        command -v "${compiler%% *}" > /dev/null || continue
        # shellcheck disable=SC2086
        if $compiler $flags -O1 -I"$top/runtime" -fsyntax-only "$1" > "$work/err" 2>&1; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "FAIL golden: $compiler $1"
            head -n 8 "$work/err"
        fi
    done
}

for spec in tests/golden/*.lua tests/errors/*.lua; do
    [ -e "$spec" ] || continue
    stem=${spec%.lua}
    folder=$(dirname "$spec")
    name=$(basename "$stem")
    options=$(sed -n 's/^-- mdgen: //p' "$spec")
    if [ -n "$rewrite" ] && ! ls "$stem".[!l]* > /dev/null 2>&1; then
        # shellcheck disable=SC2086
        if (cd "$folder" && "$mdgen" "$name.lua" $options) > /dev/null 2>&1; then
            touch "$stem.c"
        else
            touch "$stem.err"
        fi
    fi
    if [ -e "$stem.err" ]; then
        # shellcheck disable=SC2086
        (cd "$folder" && "$mdgen" "$name.lua" $options) > "$work/out" 2> "$work/err"
        status=$?
        expect "$stem.err" "$work/err"
        if [ $status != 1 ] || [ -s "$work/out" ]; then
            failed=$((failed + 1))
            echo "FAIL golden: $stem.err: status $status, $(wc -c < "$work/out") bytes of output"
        fi
    fi
    generated c ''
    generated h '--header -'
    generated json '--manifest -'
    generated txt --explain
    generated tex --explain=latex
    generated plan --plan
    if [ -z "$rewrite" ] && [ -e "$stem.c" ]; then
        compiles "$stem.c"
    fi
done

# of specs that once went wrong only the numbers matter (gallery.sh), and that they compile
for spec in tests/bugs/*.lua; do
    [ -z "$rewrite" ] || break
    stem=$work/$(basename "$spec" .lua)
    # shellcheck disable=SC2046
    if "$mdgen" "$spec" $(sed -n 's/^-- mdgen: //p' "$spec") > "$stem.c" 2> "$work/err"; then
        compiles "$stem.c"
    else
        failed=$((failed + 1))
        echo "FAIL golden: $spec: $(head -n 1 "$work/err")"
    fi
done

# specs that assert what the Lua that a spec sees does
for spec in tests/lua/*.lua; do
    [ -z "$rewrite" ] || break
    # shellcheck disable=SC2046
    if (cd tests/lua && "$mdgen" "$(basename "$spec")" $(sed -n 's/^-- mdgen: //p' "$top/$spec")) \
        > "$work/out" 2> "$work/err" && [ -s "$work/out" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL golden: $spec: $(head -n 1 "$work/err")"
    fi
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
