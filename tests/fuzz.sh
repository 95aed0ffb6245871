#!/bin/sh
# Random specs against an evaluator in 113-bit arithmetic that shares nothing with the generator:
# value and all derivatives. Specs that fail are made small and saved in tests/fuzz/found/.
# Variables: COUNT (2000), SEED (1), JOBS (the processors), BUILD, FLAGS of the compiler (-O1).
#   fuzz.sh --table    instead: how many of the COUNT specs have each function, attribute, kind ...
# The tester needs gcc, for __float128; on other machines it is left out.
set -u
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
[ -x "$mdgen" ] || { echo "fuzz.sh: no $mdgen" >&2; exit 3; }
seed=${SEED:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
mkdir -p tests/fuzz/found
# the specs fill the processors; threads of the BLAS would only be in their way
export OPENBLAS_NUM_THREADS=1

if ! echo '__float128 x;' | gcc -xc -fsyntax-only - 2> "$work/log"; then
    echo "no gcc with __float128: random derivatives are left out"
    echo "0 passed, 0 failed"
    exit 0
fi
sanitize=${SANITIZE:-}
# shellcheck disable=SC2086
gcc -std=c99 -O2 -g -Wall -Wextra -Wpedantic -Wshadow $sanitize -rdynamic -Itests/fuzz \
    tests/fuzz/*.c -o "$work/fuzz" -Wl,--whole-archive "$build/libmdrt.a" \
    -Wl,--no-whole-archive -llapacke -lopenblas ${LIBS:-} -lquadmath -ldl -lm || exit 3
if [ "${1:-}" = --table ]; then
    mkdir "$work/specs"
    "$work/fuzz" "${COUNT:-2000}" "$seed" "$work/specs" && tests/fuzz/table.sh "$work/specs" "$mdgen"
    exit
fi
"$work/fuzz" "${COUNT:-2000}" "$seed" "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" "$mdgen" \
    "$(pwd)/runtime" "$work" tests/fuzz/found gcc "${FLAGS:--O1}"
