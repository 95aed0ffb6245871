#!/bin/sh
# Mutants: each line of tests/mutants.def breaks one rule of the calculus, one rewrite rule or one
# kernel in a copy of the source; some test has to fail ("kill" it). Tests are tried one after the
# other, those first that know the file best: C programs, random specs, the gallery. Expected
# outputs of whole programs (tests/golden) are not used: they would notice any change, right or
# wrong. Takes half an hour.
#   mutate.sh [NAME...]    only mutants whose class or name contains a NAME
# Variables: JOBS (the processors), COUNT of random specs (300), LOG (a file that results are added
# to as they come; mutants that it has are not run again), TESTS (only these), GALLERY (its specs,
# or "no": it takes longest by far). The score is at least 100% of the calculus and 85% of each other
# class.
set -u
cd "$(dirname "$0")/.." || exit 3
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
log=${LOG:-$work/results}
: >> "$log" || exit 3
log=$(cd "$(dirname "$log")" && pwd)/$(basename "$log")
export OPENBLAS_NUM_THREADS=1

# the tests of a change of FILE, in the order in which they are tried
tests_of() {
    case $1 in
    runtime/tiny*) echo runtime_tiny runtime_products fuzz gallery ;;
    runtime/*vmath*) echo vmath runtime_vectors fuzz gallery ;;
    runtime/*skinny* | runtime/block_*) echo skinny runtime_products fuzz gallery ;;
    runtime/*) echo runtime_lapack runtime_scalar runtime_vectors runtime_products skinny fuzz gallery ;;
    gen/maps.def) echo maps calculus rules node value fuzz gallery ;;
    gen/rewrite* | gen/rules*) echo rules calculus maps node value fuzz gallery ;;
    gen/props.c) echo node rules calculus maps value fuzz gallery ;;
    gen/diff.c | gen/spectral.c | gen/trace.c | gen/derive.c | gen/partial.c)
        echo calculus maps rules node value refused extremes fuzz gallery ;;
    gen/cshell.c | gen/cwork.c) echo refused fuzz cost value gallery ;;
    *) echo fuzz cost calculus maps rules node value refused extremes gallery ;;
    esac
}

# build PROGRAM...: in the copy that is the working directory
build() {
    for program in "$@"; do
        echo "build/$program"
    done | xargs make -s CFLAGS='-O1 -w' RUNTIME_OPT= WERROR= > log 2>&1
}

# the tester of random specs, whose objects are made once
build_fuzz() {
    build mdgen libmdrt.a || return 1
    for source in tests/fuzz/*.c; do
        object=build/fuzz/$(basename "$source" .c).o
        [ -e "$object" ] || gcc -std=c99 -O2 -Itests/fuzz -c -o "$object" "$source" || return 1
    done
    gcc -rdynamic -o build/fuzz/fuzz build/fuzz/*.o -Wl,--whole-archive build/libmdrt.a \
        -Wl,--no-whole-archive -llapacke -lopenblas -lquadmath -ldl -lm
}

# fuzz COUNT SEED
fuzz() {
    rm -rf found
    mkdir found
    timeout 300 build/fuzz/fuzz "$1" "$2" 1 build/mdgen "$PWD/runtime" found - gcc '-O0 -w' > log 2>&1
}

# Build TEST in the copy (status 2 if that does not go), and run it.
try() {
    case $1 in
    fuzz)
        build_fuzz || return 2
        fuzz 16 1 && fuzz "${COUNT:-300}" 2
        ;;
    refused | extremes)
        build mdgen libmdrt.a || return 2
        timeout 300 "tests/$1.sh" > log 2>&1
        ;;
    gallery)
        build mdgen libmdrt.a || return 2
        # shellcheck disable=SC2086
        QUICK=1 JOBS=1 timeout 1800 tests/gallery.sh ${GALLERY:-specs/ tests/bugs/} > log 2>&1
        ;;
    *)
        build "tests/test_$1" || return 2
        timeout 120 "build/tests/test_$1" > log 2>&1
        ;;
    esac
}

# What becomes of a mutant of FILE that stands in the copy?
fate() {
    for test in ${TESTS:-$(tests_of "$1")}; do
        [ "$test" = gallery ] && [ "${GALLERY:-}" = no ] && continue
        try "$test" && continue
        [ $? = 2 ] && echo 'does not compile' || echo "killed by $test"
        return
    done
    echo survived
}

mkdir -p "$work/0/build/fuzz"
cp -R Makefile gen runtime templates tests specs "$work/0"
(
    cd "$work/0" || exit 3
    for file in gen/diff.c runtime/scalar.c runtime/tiny.h runtime/vmath.h; do
        echo "${TESTS:-$(tests_of $file)}"
    done | xargs -n 1 | sort -u > tests_of_all
    while read -r test; do
        [ "$test" = gallery ] && [ "${GALLERY:-}" = no ] && continue
        try "$test" || { echo "without a mutant: $test"; tail -n 20 log; exit 1; }
    done < tests_of_all
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
awk 'FILENAME == ARGV[1] { done[$1, $2] = 1; next } !(($1, $2) in done)' "$log" "$work/table" > "$work/left"

# The text of stdin becomes FILE. Headers take the names of a table's rows, which mutants leave as
# they are: then what is compiled anew is only what includes the table itself.
place() {
    cat > "$1"
    case $1 in
    *.def)
        touch -r Makefile "$1"
        grep -l "#include \"$(basename "$1")\"" gen/*.c | xargs touch
        ;;
    esac
}

# all mutants K, K + jobs, .. in copy K
some() {
    cd "$work/$1" || exit 3
    # shellcheck disable=SC3045 # dash and bash have it
    ulimit -v 4000000 2> /dev/null # a mutant may grow without end
    awk -v k="$1" -v n="$jobs" 'NR % n == k' "$work/left" | while read -r class name file command; do
        cp "$file" "$work/original$1"
        sed "$command" "$work/original$1" | place "$file"
        if cmp -s "$file" "$work/original$1"; then
            result='does not apply'
        else
            result=$(fate "$file")
        fi
        printf '%-10s %-32s %s\n' "$class" "$name" "$result" >> "$log"
        place "$file" < "$work/original$1"
    done
}
k=0
while [ "$k" -lt "$jobs" ]; do
    some "$k" < /dev/null &
    k=$((k + 1))
done
wait
awk 'FILENAME == ARGV[1] { wanted[$1, $2] = 1; next } ($1, $2) in wanted' "$work/table" "$log" |
    sort > "$work/sorted"
cat "$work/sorted"

awk '/survived$/ { alive[$1]++ } /does not/ { broken++; alive[$1]++ } { all[$1]++ }
     END {
         for (c in all) {
             share = 100 * (all[c] - alive[c]) / all[c]
             printf "%-10s %d of %d killed, %.1f%%\n", c, all[c] - alive[c], all[c], share
             bad += share < (c == "calculus" ? 100 : 85)
         }
         exit broken || bad
     }' "$work/sorted"
