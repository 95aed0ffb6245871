#!/bin/sh
# Functions of refused.lua refuse what they must, with the spec's line and NaN outputs, and leave
# alone what is left out.
set -u
export LC_ALL=C OPENBLAS_NUM_THREADS=1
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP

"$mdgen" tests/refused.lua -o "$work/refused.c" --header "$work/refused.h" || exit 1
# shellcheck disable=SC2086
${CC:-cc} -std=c99 -O1 -Wall -Wextra -Werror ${SANITIZE:-} -Iruntime -I"$work" -o "$work/refused" \
    tests/refused.c "$work/refused.c" "$build/libmdrt.a" -lcunit -llapacke -lopenblas -lm ${LIBS:-} ||
    exit 1
timeout -k 5 100 "$work/refused"
