#!/bin/sh
# Generated functions under bad input, with arrays between pages that cannot be touched: hostile_inputs.c.
#   hostile_inputs.sh [NAME...]   only specs whose path contains a NAME
# FULL=1: every spec of specs/, tests/golden and tests/bugs, in double and in float; half an hour.
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

# one SPEC REAL
one() {
    options=$(sed -n 's/^-- mdgen: //p' "$1")
    rm -f "$work/log" "$work/try"
    # shellcheck disable=SC2086
    "$mdgen" "$1" $options --real "$2" -o "$work/f.c" --test "$work/test.c" > "$work/log" 2>&1 &&
        ${GCC:-gcc} -std=c99 -O1 -Iruntime ${SANITIZE:-} -c -o "$work/f.o" "$work/f.c" > "$work/log" 2>&1 &&
        ${GCC:-gcc} -std=c99 -O0 -w -fwrapv -D_GNU_SOURCE -DTEST="\"$work/test.c\"" -Iruntime -o "$work/try" \
            tests/hostile_inputs.c "$work/f.o" "$build/libmdrt.a" -lcunit -llapacke -lopenblas -lm \
            ${SANITIZE:-} ${LIBS:-} > "$work/log" 2>&1 &&
        timeout -k 5 300 "$work/try" > "$work/log" 2>&1
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$work/log")
    passed=$((passed + ${counts% *} + 0))
    failed=$((failed + ${counts#* } + 0))
    if [ -z "$counts" ]; then
        failed=$((failed + 1))
        echo "FAIL hostile_inputs: $1 in $2 comes to no end"
        tail -n 5 "$work/log"
    elif [ "${counts#* }" != 0 ]; then
        echo "FAIL hostile_inputs: $1 in $2"
        grep '^FAIL' "$work/log"
    fi
}

reals=double
specs='specs/04*.lua specs/07*.lua specs/10*.lua specs/15*.lua specs/19*.lua specs/21*.lua specs/softmax*.lua'
if [ -n "${FULL:-}" ] || [ $# != 0 ]; then
    reals='double float'
    specs='specs/*.lua tests/golden/*.lua tests/bugs/*.lua'
fi
for spec in $specs; do
    [ ! -e "${spec%.lua}.err" ] || continue
    wanted=$([ $# = 0 ] && echo yes)
    for name in "$@"; do
        case $spec in *"$name"*) wanted=yes ;; esac
    done
    for real in ${wanted:+$reals}; do
        if [ "$real" = double ] || ! grep -q -e '^-- mdgen:.*--real' "$spec"; then
            one "$spec" "$real"
        fi
    done
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
