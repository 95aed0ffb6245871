#!/bin/sh
# The documentation keeps its word: generated pages are as the program and the tests are now, every
# spec shown is accepted, the program shown compiles and prints what it says, links lead somewhere.
# shellcheck disable=SC2016  # backquotes in quotes are Markdown
set -u
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
mdgen=$build/mdgen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

ok() {
    sentence=$1
    shift
    if "$@" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL docs: $sentence"
        head -n 20 "$work/log"
    fi
}

# block LANGUAGE N FILE: the Nth block of code of that language
block() {
    awk -v start="\`\`\`$1" -v n="$2" \
        '/^```$/ { inside = 0 } inside { print } $0 == start { inside = ++k == n }' "$3"
}

"$mdgen" --help reference > "$work/reference.md"
ok 'the reference is made from the table: make docs' diff -u docs/reference.md "$work/reference.md"
BUILD=$build docs/diagnostics.sh > "$work/diagnostics.md"
ok 'the diagnostics are what the tests expect: make docs' \
    diff -u docs/diagnostics.md "$work/diagnostics.md"

# ---- specs ------------------------------------------------------------------------------

k=0
while k=$((k + 1)) && block lua $k docs/language.md > "$work/spec.lua" && [ -s "$work/spec.lua" ]; do
    ok "spec $k of language.md is accepted" "$mdgen" "$work/spec.lua" -o "$work/spec.c"
    ok "its derivatives are right" "$mdgen" --check "$work/spec.lua"
done
ok 'there are specs in it' [ $k -gt 4 ]

# ---- the program of interface.md ----------------------------------------------------------

block lua 1 docs/interface.md > "$work/ridge.lua"
block c 1 docs/interface.md > "$work/program.c"
cd "$work" || exit 3
ok 'the spec of interface.md is accepted' "$mdgen" ridge.lua -o ridge.c --header ridge.h
# shellcheck disable=SC2086
ok 'its program compiles' ${CC:-cc} -std=c99 -Wall -Wextra -I"$build/include" program.c ridge.c \
    "$build/libmdrt.a" -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-} -o program
./program > out 2>&1
ok 'and prints what the comment says' grep -qx '1.00 2.00' out
cd "$top" || exit 3

# ---- the stub ------------------------------------------------------------------------------

"$mdgen" --stub > "$work/stub.lua"
if command -v luac5.4 > /dev/null; then
    ok 'the stub is Lua' luac5.4 -p "$work/stub.lua"
fi

# ---- mdgen diff ------------------------------------------------------------------------------

# differ OLD-VALUE NEW-VALUE: the difference of two objectives, in $work/out
differ() {
    for side in old new; do
        cat > "$work/$side.lua" << END
local n, d = dims "n d"
local X, y, w, lambda = matrix("X", n, d), vector("y", n), vector("w", d), scalar "lambda"
objective { name = "f", value = $1, wrt = { w } }
END
        shift
    done
    "$mdgen" diff "$work/old.lua" "$work/new.lua" > "$work/out" 2>&1
}
says() {
    grep -q -e "$1" "$work/out" || { cat "$work/out"; return 1; }
}
differ 'sumsq(X * w - y)' 'sumsq(X * w - y)'
ok 'equal specs have no difference' says 'No difference'
differ 'sumsq(X * w - y)' 'sumsq(X * w - y) + lambda * sumsq(w)'
ok 'diff shows a new parameter' says '+ int f_grad(.*double lambda'
ok 'diff shows the old formula' says "- 2 X' (X w - y)\$"
ok 'diff shows the new formula' says '+ .*lambda w'
ok 'diff shows operations' says 'FLOPs .* -> .*%'
differ 'sumsq(X * w - y)' 'sumsq(tanh(X * w) - y)'
ok 'diff shows kernels' says '+ block *vector function'

# ---- links --------------------------------------------------------------------------------------

for page in README.md SECURITY.md docs/*.md specs/README.md; do
    [ -e "$page" ] || continue
    # shellcheck disable=SC2013
    for link in $(sed -n 's/](\([^)#: ]*\)[^)]*)/\n@\1\n/gp' "$page" | sed -n 's/^@\(..*\)/\1/p'); do
        ok "$page: $link exists" [ -e "$(dirname "$page")/$link" ]
    done
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
