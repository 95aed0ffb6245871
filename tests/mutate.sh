#!/bin/sh
# Mutants: each line of tests/mutants.def breaks one rule of the calculus, one rewrite rule or one
# kernel in a copy of the source; some test has to fail ("kill" it). The quick C programs are tried
# first, then random specs, then some of the gallery. Expected outputs of whole programs
# (tests/golden) are not used: they would notice any change, right or wrong. Takes half an hour.
#   mutate.sh [NAME...]    only mutants whose class or name contains a NAME
# Variables: JOBS (the processors), COUNT of random specs (100). The score is at least 100% of
# the calculus and 85% of each other class.
set -u
cd "$(dirname "$0")/.." || exit 3
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
export OPENBLAS_NUM_THREADS=1
gen_tests='calculus maps rules node value cost'
runtime_tests='runtime_lapack runtime_products runtime_scalar runtime_vectors'

# build PROGRAM...: in the copy that is the working directory
build() {
    for program in "$@"; do
        echo "build/$program"
    done | xargs make -s CFLAGS='-O1 -w' RUNTIME_OPT= WERROR= > log 2>&1
}

# who kills what stands in the copy? Prints the name of the test that fails, or nothing
killer() {
    tests=$gen_tests
    case $1 in runtime/*) tests=$runtime_tests ;; esac
    for test in $tests; do
        timeout 120 "build/tests/test_$test" > log 2>&1 || { echo "test_$test"; return; }
    done
    COUNT=${COUNT:-100} JOBS=1 FLAGS='-O0 -w' timeout 600 tests/fuzz.sh > log 2>&1 ||
        { echo fuzz; return; }
    JOBS=1 timeout 1800 tests/gallery.sh specs/1 tests/bugs/ > log 2>&1 || echo gallery
}

# all that a change of FILE may reach
programs() {
    tests=$gen_tests
    case $1 in runtime/*) tests=$runtime_tests ;; esac
    echo mdgen libmdrt.a
    for test in $tests; do
        echo "tests/test_$test"
    done
}

mkdir "$work/0"
cp -R Makefile gen runtime templates tests specs "$work/0"
(
    cd "$work/0" || exit 3
    for file in gen/diff.c runtime/scalar.c; do
        # shellcheck disable=SC2046
        build $(programs $file) || { cat log; exit 1; }
        found=$(killer $file)
        [ -z "$found" ] || { echo "without a mutant: $found fails"; tail -n 20 log; exit 1; }
    done
) || exit 1
k=1
while [ "$k" -lt "$jobs" ]; do
    cp -Rp "$work/0" "$work/$k"
    k=$((k + 1))
done

grep -v '^#' tests/mutants.def | while read -r class name file command; do
    wanted=$([ $# = 0 ] && echo yes)
    for word in "$@"; do
        case "$class $name" in *"$word"*) wanted=yes ;; esac
    done
    [ -z "$wanted" ] || printf '%s\n' "$class $name $file $command"
done > "$work/table"

# all mutants K, K + jobs, .. in copy K
some() {
    cd "$work/$1" || exit 3
    awk -v k="$1" -v n="$jobs" 'NR % n == k' "$work/table" | while read -r class name file command; do
        cp "$file" "$work/original$1"
        # shellcheck disable=SC2046
        sed "$command" "$work/original$1" > "$file"
        if cmp -s "$file" "$work/original$1"; then
            result='does not apply'
        elif ! build $(programs "$file"); then
            result='does not compile'
        else
            by=$(killer "$file")
            result=${by:+killed by $by}
        fi
        printf '%-10s %-32s %s\n' "$class" "$name" "${result:-survived}"
        cp "$work/original$1" "$file"
    done
}
k=0
while [ "$k" -lt "$jobs" ]; do
    some "$k" < /dev/null &
    k=$((k + 1))
done > "$work/results"
wait
sort "$work/results"

awk '/survived$/ { alive[$1]++ } /does not/ { broken++; alive[$1]++ } { all[$1]++ }
     END {
         for (c in all) {
             share = 100 * (all[c] - alive[c]) / all[c]
             printf "%-10s %d of %d killed, %.1f%%\n", c, all[c] - alive[c], all[c], share
             bad += share < (c == "calculus" ? 100 : 85)
         }
         exit broken || bad
     }' "$work/results"
