#!/bin/sh
# Results have the same bits for any number of threads: functions of threads.lua, compiled with OpenMP,
# with 1 to 8 threads, in double and in float; and as many bits as without OpenMP.
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

# ok 'sentence' COMMAND...
ok() {
    sentence=$1
    shift
    if timeout -k 5 100 "$@" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL threads: $sentence"
        head -n 8 "$work/log"
    fi
}

# program NAME REAL FLAG...: the program of the generated code
program() {
    name=$1
    real=$2
    shift 2
    # shellcheck disable=SC2086
    ok "$name compiles" ${GCC:-gcc} -std=c99 -O2 "$@" -DREAL="$real" -Iruntime -I"$work/$real" -o "$work/$name" \
        tests/threads.c "$work/$real/threads.c" "$build/libmdrt.a" -llapacke -lopenblas -lm \
        ${SANITIZE:-} ${LIBS:-}
}

for real in double float; do
    mkdir -p "$work/$real"
    ok "$real is generated" "$mdgen" tests/threads.lua --real "$real" -o "$work/$real/threads.c" \
        --header "$work/$real/threads.h"
    ok 'there are loops for threads' grep -q 'pragma omp parallel' "$work/$real/threads.c"
    program "serial_$real" "$real"
    program "openmp_$real" "$real" -fopenmp
    ok "$real runs" "$work/serial_$real"
    cp "$work/log" "$work/bits"
    for threads in 1 2 3 4 5 6 7 8; do
        ok "$real runs with $threads threads" env OMP_NUM_THREADS=$threads OMP_DYNAMIC=false "$work/openmp_$real"
        cp "$work/log" "$work/now"
        ok "the same bits of $real with $threads threads" diff "$work/bits" "$work/now"
    done
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
