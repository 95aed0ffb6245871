#!/bin/sh
# Generate, compile, and time: make bench [QUICK=1] [ONLY=REGEX] [THREADS=2]
# Generated code is compiled as a user would, with GENFLAGS, -O2 if unset; the baselines with all the compiler has.
# With --peers: the same beside other tools, make bench-peers (peers/run.py says more).
set -eu
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build} CC=${CC:-cc}
out=$BUILD/bench
mkdir -p "$out"
warn='-Wall -Wextra -Wpedantic -Wconversion -Wshadow'
include="-Iruntime -I$out $(pkg-config --cflags openblas 2>/dev/null || true)"
sources='data limits least_squares classifiers factors models small'

generate() {
    for spec in tests/bench/specs/*.lua; do
        name=$(basename "$spec" .lua)
        # shellcheck disable=SC2046 # the options of a spec's first line are words
        "$BUILD/mdgen" $(sed -n '1s/^-- mdgen: //p' "$spec") "$spec" \
            -o "$out/$name.c" --header "$out/$name.h"
    done
}

# link PROGRAM SOURCES FLAGS...: a program, or with -shared a library, in which generated code has these flags
link() {
    program=$out/$1 parts=$2
    shift 2
    objects=
    for spec in tests/bench/specs/*.lua; do
        name=$(basename "$spec" .lua)
        $CC -std=c99 ${GENFLAGS:--O2} $warn "$@" $include -c "$out/$name.c" -o "$program.$name.o"
        objects="$objects $program.$name.o"
    done
    for source in $parts; do
        $CC -std=c99 -O3 -march=native $warn "$@" $include -c "tests/bench/$source.c" \
            -o "$program-$source.o"
        objects="$objects $program-$source.o"
    done
    # shellcheck disable=SC2086 # a list of files
    $CC "$@" -o "$program" $objects "$BUILD/libmdrt.a" -llapacke -lopenblas -lm
}

generate
if [ "${1:-}" = --peers ]; then
    plain=${GENFLAGS:--O2}
    for threads in ${THREADS:-1 2}; do
        openmp=$([ "$threads" = 1 ] || echo -fopenmp)
        GENFLAGS=$plain
        link "peers$threads.so" "peers $sources" -fPIC -shared $openmp
        # as CasADi's C is compiled, which is not in a strict mode of C either
        GENFLAGS='-O3 -march=native -ffp-contract=fast'
        link "peers${threads}_tuned.so" "peers $sources" -fPIC -shared $openmp
    done
    export PYTHONDONTWRITEBYTECODE=1
    exec python3 tests/bench/peers/run.py --build "$BUILD" ${QUICK:+--quick} ${DOCS:+--docs} --only "${ONLY:-}" \
        --threads "${THREADS:-1 2}" --peers "${PEERS:-}"
fi
csv=$out/bench.csv
link bench1 "bench $sources"
link bench2 "bench $sources" -fopenmp
echo 'threads,workload,sizes,generated_ms,baseline_ms,ratio,target,limit,work_bytes,difference' \
    > "$csv"
status=0
for threads in ${THREADS:-1 2}; do
    OPENBLAS_NUM_THREADS=$threads OMP_NUM_THREADS=$threads \
        "$out/bench$threads" ${QUICK:+-q} -o "${ONLY:-}" -c "$csv" || status=1
done
awk -f tests/bench/plot.awk "$csv" > "$out/performance.svg"
exit "$status"
