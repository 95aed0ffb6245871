#!/bin/sh
# Generated code and the runtime with every compiler at hand, at every level of optimisation and in
# every standard that is promised: no warning, and the same test passes. Options under which NaN gets
# lost are refused.
#   compilers.sh [NAME]   only sentences that contain NAME
# COMPILERS ('gcc clang'): which. LEVELS='-O0 -O3': also all of the generator and of the runtime at
# these levels, which takes minutes.
set -u
export LC_ALL=C OPENBLAS_NUM_THREADS=1
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
only=${1:-}
compilers=${COMPILERS:-gcc clang}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
libs="-lcunit -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-}"
passed=0
failed=0

# good / refused 'sentence' COMMAND...
good() { count 0 "$@"; }
refused() { count 1 "$@"; }
count() {
    want=$1
    sentence=$2
    shift 2
    case $sentence in *"$only"*) ;; *) return ;; esac
    "$@" > "$work/log" 2>&1
    status=$?
    if [ "$status" = "$want" ] && { [ "$want" = 0 ] || grep -q 'needs NaN and infinity' "$work/log"; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL compilers: $sentence: status $status"
        head -n 10 "$work/log"
    fi
}

# sources COMPILER FLAGS FILE...: each compiles without a word
sources() {
    compiler=$1
    flags=$2
    shift 2
    for file in "$@"; do
        # shellcheck disable=SC2086
        $compiler $strict $flags -c -o "$work/one.o" "$file" || return 1
    done
}

for spec in specs/10_logistic_regression.lua specs/17_gaussian_process.lua; do
    "$mdgen" "$spec" -o "$work/f.c" --header "$work/f.h" --test "$work/f_test.c" || exit 3
    for compiler in $compilers; do
        command -v "$compiler" > "$work/log" || continue
        # shellcheck disable=SC2086
        good "the test of $spec compiles with $compiler" $compiler -std=c99 -Iruntime -c -o "$work/f_test.o" "$work/f_test.c"
        for level in -O0 -O1 -O2 -O3 -Os; do
            # shellcheck disable=SC2086
            good "$spec compiles with $compiler $level" $compiler -std=c99 $strict $level -Iruntime \
                -o "$work/f" "$work/f.c" "$work/f_test.o" "$build/libmdrt.a" $libs &&
                good "$spec passes with $compiler $level" "$work/f"
        done
        for standard in c11 c17 gnu99 gnu17 c++11 c++14 c++17 c++20; do
            language=c
            case $standard in c++*) language=c++ ;; esac
            # shellcheck disable=SC2086
            good "$spec compiles with $compiler -std=$standard" $compiler -x$language -std=$standard $strict \
                -Iruntime -fsyntax-only "$work/f.c"
        done
        for option in -Ofast -ffast-math -ffinite-math-only; do
            refused "$spec is refused by $compiler $option" $compiler -std=c99 $option -Iruntime \
                -fsyntax-only "$work/f.c"
        done
    done
done
# as on a processor for which there are no kernels of its own
mkdir "$work/plain"
for file in runtime/*.c runtime/*.h runtime/*.inc; do
    sed 's/defined(__x86_64__)/0/' "$file" > "$work/plain/${file#*/}"
done
for compiler in $compilers; do
    command -v "$compiler" > "$work/log" || continue
    good "the runtime compiles with $compiler for another processor" sources $compiler \
        "-std=c99 -fsyntax-only -I$work/plain $(pkg-config --cflags openblas)" "$work"/plain/*.c
    refused "the runtime is refused by $compiler -Ofast" $compiler -std=c99 -Ofast -Iruntime \
        -fsyntax-only runtime/level1.c
done
# all of the sources, at the levels that no other test builds; minutes
if [ -n "${LEVELS:-}" ]; then
    for compiler in $compilers; do
        command -v "$compiler" > "$work/log" || continue
        for level in $LEVELS; do
            good "the runtime compiles with $compiler $level" sources $compiler \
                "-std=c99 $level -fPIC -Iruntime $(pkg-config --cflags openblas)" runtime/*.c
            good "the generator compiles with $compiler $level" sources $compiler \
                "-std=c99 $level -Igen $(pkg-config --cflags lua5.4)" gen/*.c
        done
    done
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
