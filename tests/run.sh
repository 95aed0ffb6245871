#!/bin/sh
# Run all tests: the CUnit programs of BUILD/tests, then the scripts beside this one.
# Variables: BUILD (build), CC, CXX, SANITIZE (set if the build is instrumented), ONLY (a part
# of a name: run only what has it). The last line is the total, "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 3
export BUILD="${BUILD:-build}" CC="${CC:-cc}" CXX="${CXX:-c++}" SANITIZE="${SANITIZE:-}"
# as many threads as the tests ask for, not as the machine has
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
log=$BUILD/tests/log
mkdir -p "$BUILD/tests"
passed=0
failed=0

# one NAME COMMAND...: run it and count what it says: the row "tests" of CUnit's summary, or a
# last line "N passed, N failed". One that ends otherwise is a failure.
one() {
    name=$1
    shift
    case $name in *"${ONLY:-}"*) ;; *) return ;; esac
    start=$(date +%s)
    timeout -k 10 "${LIMIT:-900}" "$@" > "$log" 2>&1
    status=$?
    counts=$(awk '/^ *tests +[0-9]/ { p += $4; f += $5; seen = 1 }
                  /^[0-9]+ passed, [0-9]+ failed$/ { p = $1; f = $3; seen = 1 }
                  END { if (seen) print p, f }' "$log")
    ok=${counts% *}
    bad=${counts#* }
    if [ -z "$counts" ] || { [ $status != 0 ] && [ "$bad" = 0 ]; }; then
        echo "--- $name ended with status $status"
        ok=${ok:-0}
        bad=$((${bad:-0} + 1))
    fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    if [ "$bad" != 0 ]; then
        echo "--- $name"
        grep -av '\.\.\.passed$' "$log" | tail -n 60
    fi
    printf '%-28s %6d passed %4d failed %5d s\n' "$name" "$ok" "$bad" $(($(date +%s) - start))
}

for source in tests/test_*.c; do
    name=$(basename "$source" .c)
    [ -e "$source" ] && one "$name" "$BUILD/tests/$name"
done
for script in golden messages readme docs documents gallery cli faults hostile hostile_inputs compilers packages deterministic extremes long threads refused functions fuzz; do
    [ -x "tests/$script.sh" ] && one "$script" "tests/$script.sh"
done

echo
echo "$passed passed, $failed failed"
[ $failed = 0 ]
