#!/bin/sh
# The README keeps its word: its spec and its program are built as it says and run, and the C code
# that it shows is what mdgen writes. readme.sh --rewrite puts the present code there.
set -u
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# block N: the Nth block of code in the README that says its language
block() {
    awk -v n="$1" '/^```$/ { inside = 0 } inside { print } /^```./ { inside = ++k == n }' README.md
}
ok() {
    sentence=$1
    shift
    if "$@" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL readme: $sentence"
        head -n 20 "$work/log"
    fi
}

block 1 > "$work/least_squares.lua"
block 3 > "$work/main.c"
cd "$work" || exit 3
ok 'the spec is accepted' "$build/mdgen" least_squares.lua -o grad.c --header grad.h
{
    sed -n '1,/\*\//p' grad.c
    echo
    sed -n '/^size_t least_squares_value_grad_work/p; /^int least_squares_value_grad(/,/;$/p' grad.h
    echo
    sed -n '/^static int least_squares_value_grad_compute/,/^}/p' grad.c
} > excerpt
if [ "${1:-}" = --rewrite ]; then
    awk -v excerpt=excerpt '
        /^```./ && ++k == 2 { print; while ((getline line < excerpt) > 0) print line; skip = 1 }
        /^```$/ { skip = 0 }
        !skip { print }' "$top/README.md" > new && cp new "$top/README.md"
fi
(cd "$top" && block 2) > shown
ok 'the C code shown is what mdgen writes' diff -u shown excerpt
# shellcheck disable=SC2086
ok 'the program compiles' ${CC:-cc} -std=c99 -Wall -Wextra -I"$build/include" grad.c main.c \
    "$build/libmdrt.a" -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-} -o program
ok 'it runs' ./program
echo "$passed passed, $failed failed"
[ $failed = 0 ]
