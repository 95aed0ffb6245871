#!/bin/sh
# Every spec of specs/, tests/golden and tests/bugs in every form: in double, in float, and with all
# dims fixed. The generated code compiles without a warning with gcc, clang and as C++; its
# --test program compiles with gcc and clang and passes; --check finds nothing.
#   gallery.sh [NAME...]   only specs whose path contains a NAME
# Variables: BUILD, MDGEN, JOBS, GCC, CXX; QUICK (not empty: stop at the first failure; no float and
# no compilers but gcc).
set -u
export LC_ALL=C OPENBLAS_NUM_THREADS=1
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
[ -x "$mdgen" ] || { echo "gallery.sh: no $mdgen" >&2; exit 3; }
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
work=${GALLERY_WORK:-}
level=-O1
[ -z "${QUICK:-}" ] || level=-O0

# ok 'sentence' COMMAND...: a test; what the command says is shown if it fails
ok() {
    sentence=$1
    shift
    if timeout -k 5 100 "$@" > "$dir/log" 2>&1; then
        echo pass
    else
        echo "FAIL gallery: $spec: $sentence"
        status=${QUICK:+255} # xargs stops
        grep -a -v -e '\.\.\.passed$' -e '^$' -e CUnit -e '^ *passed$' "$dir/log" | head -n 15
        return 1
    fi
}

# "-D n=3 -D d=2": a small size for every dim, all different
fix_dims() {
    # shellcheck disable=SC2086
    "$mdgen" "$spec" $options --manifest - 2> "$dir/log" |
        sed -n 's/.*"name": "\([^"]*\)", "role": "dim".*/\1/p' | awk '
            !seen[$1]++ { printf "-D %s=%d ", $1, 2 + n++ % 5 }'
}

# form NAME OPTIONS: generate, compile, run
form() {
    form=$1
    shift
    # shellcheck disable=SC2086
    ok "generates $form" "$mdgen" "$spec" $options "$@" -o "$dir/$form.c" \
        --header "$dir/$form.h" --test "$dir/${form}_test.c" || return
    forms="$forms $dir/$form.c"
    programs="$programs $dir/${form}_test.c"
    # shellcheck disable=SC2086
    ok "compiles $form" ${GCC:-gcc} -std=c99 $strict $level ${SANITIZE:-} -Iruntime -c -o "$dir/$form.o" \
        "$dir/$form.c" &&
        ok "compiles the test of $form" ${GCC:-gcc} -std=c99 $strict -O0 -Iruntime \
            -o "$dir/$form" "$dir/${form}_test.c" "$dir/$form.o" "$build/libmdrt.a" -lcunit \
            -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-} &&
        ok "passes its test $form" "$dir/$form"
}

other_compilers() {
    if command -v clang > /dev/null; then
        # shellcheck disable=SC2086
        ok 'compiles with clang' clang -std=c99 $strict -Iruntime -fsyntax-only $forms $programs
    fi
    # shellcheck disable=SC2086
    ok 'compiles as C++' ${CXX:-c++} -x c++ -std=c++11 -Wall -Wextra -Werror -Iruntime \
        -fsyntax-only $forms
}

# The test of the plain form again, its rows one by one.
row_by_row() {
    ok 'passes its test row by row' sh -c '"$@" && "$0"' "$dir/rows" ${GCC:-gcc} -std=c99 -O0 -Iruntime \
        -include tests/few_rows.h -o "$dir/rows" "$dir/plain_test.c" "$dir/plain.c" "$build/libmdrt.a" \
        -lcunit -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-}
}

# one SPEC: all about it, a line "pass" for each test that passes
one() {
    spec=$1
    dir=$work/$(echo "${spec%.lua}" | tr / _)
    mkdir -p "$dir"
    options=$(sed -n 's/^-- mdgen: //p' "$spec")
    forms=
    programs=
    form plain
    case ${QUICK:+--real}$options in *--real*) ;; *) form float --real float ;; esac
    if grep -qs mdrt_block_rows "$dir/plain.c"; then
        row_by_row
    fi
    dims=$(fix_dims)
    # shellcheck disable=SC2086
    [ -z "$dims" ] || form fixed $dims
    if [ -z "${QUICK:-}" ]; then
        other_compilers
    fi
    # shellcheck disable=SC2086
    ok 'passes --check' "$mdgen" "$spec" $options --check
    rm -rf "$dir"
}

if [ -n "$work" ]; then
    status=0
    one "$1"
    exit "${status:-0}"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
for spec in specs/*.lua tests/golden/*.lua tests/bugs/*.lua; do
    [ -e "$spec" ] && [ ! -e "${spec%.lua}.err" ] || continue
    wanted=$([ $# = 0 ] && echo yes)
    for name in "$@"; do
        case $spec in *"$name"*) wanted=yes ;; esac
    done
    [ -z "$wanted" ] || echo "$spec"
done > "$work/specs"
GALLERY_WORK=$work xargs -P "${JOBS:-$(nproc)}" -n 1 sh tests/gallery.sh < "$work/specs" > "$work/results"

# a test that finds nothing wrong with wrong code is no test
spec=specs/05_residual.lua
"$mdgen" "$spec" -o "$work/wrong.c" --header "$work/wrong.h" --test "$work/wrong_test.c"
sed -i '/grad_x_part\|grad_x)/s/1\.0/1.001/' "$work/wrong.c"
# shellcheck disable=SC2086
${GCC:-gcc} -std=c99 -Iruntime -o "$work/wrong" "$work/wrong_test.c" "$work/wrong.c" \
    "$build/libmdrt.a" -lcunit -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-}
if "$work/wrong" > "$work/log" 2>&1 || ! grep -q 'differences give' "$work/log"; then
    echo "FAIL gallery: a gradient that is wrong by a thousandth passes its test"
else
    echo pass
fi >> "$work/results"

grep -a -v '^pass$' "$work/results"
passed=$(grep -c '^pass$' "$work/results")
failed=$(grep -c '^FAIL' "$work/results")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
