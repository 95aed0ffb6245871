#!/bin/sh
# Every spec of specs/ is translated, in double and float; gcc and clang compile the result as C,
# g++ as C++, without a warning; and mdgen --check finds every derivative right.
set -u
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
flags='-O1 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Iruntime -fsyntax-only'
passed=0
failed=0

ok() { # ok 'what' COMMAND...
    what=$1
    shift
    if "$@" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL gallery: $what"
        head -n 10 "$work/log"
    fi
}

for spec in specs/*.lua; do
    for real in double float; do
        rm -f "$work/unit.c"
        ok "$spec --real $real" "$mdgen" "$spec" --real $real -o "$work/unit.c"
        for compiler in 'gcc -std=c99' 'clang -std=c99' 'g++ -xc++'; do
            # shellcheck disable=SC2086
            ok "$compiler: $spec --real $real" $compiler $flags "$work/unit.c"
        done
    done
    ok "$spec --check" "$mdgen" "$spec" --check
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
