#!/bin/sh
# What generated functions give where plain formulas fail: the table of extremes.c, in double and in
# float, with gcc and clang.
set -u
export LC_ALL=C OPENBLAS_NUM_THREADS=1
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
passed=0
failed=0

# one REAL COMPILER: generate, compile, run, count
one() {
    "$mdgen" tests/extremes.lua --real "$1" -o "$work/extremes.c" --header "$work/extremes.h" &&
        # shellcheck disable=SC2086
        $2 -std=c99 -O2 -DREAL="$1" -Iruntime -I"$work" -o "$work/extremes" tests/extremes.c \
            "$work/extremes.c" "$build/libmdrt.a" -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-} &&
        timeout -k 5 100 "$work/extremes" > "$work/log"
    grep '^FAIL' "$work/log"
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/log")
    [ -n "$counts" ] || echo "FAIL extremes: $1 with $2"
    passed=$((passed + ${counts% *} + 0))
    failed=$((failed + ${counts#* } + 0))
    [ -n "$counts" ] || failed=$((failed + 1))
    rm -f "$work/log" && touch "$work/log"
}

touch "$work/log"
for real in double float; do
    one $real "${GCC:-gcc}"
    ! command -v clang > /dev/null || [ -n "${SANITIZE:-}" ] || one $real clang
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
