#!/bin/sh
# The same bytes whatever builds the generator and wherever it runs: mdgen of BUILD, of gcc -O3 and
# of clang -O0, in other locales and another working directory, at other addresses. Compared is all
# that is written of some specs: C, header, manifest, test program, explanation, plan.
#   deterministic.sh     BUILD is build if not set; clang is left out where there is none
set -u
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
passed=0
failed=0

# write MDGEN FOLDER: everything, of the specs in the working directory
write() {
    mkdir -p "$2"
    for spec in *.lua; do
        out=$2/${spec%.lua}
        "$1" "$spec" -o "$out.c" --header "$out.h" --manifest "$out.json" --test "$out.test" &&
            "$1" "$spec" --explain=html -o "$out.html" && "$1" "$spec" --plan -o "$out.plan"
    done > "$2/messages" 2>&1
}

# same 'sentence' FOLDER: as the first time
same() {
    if diff -r "$work/first" "$2" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL deterministic: $1"
        head -n 5 "$work/log"
    fi
}

# built NAME COMPILER FLAG: a generator of its own
built() {
    make -s BUILD="$work/$1" CC="$2" CFLAGS="$3" WERROR= LDFLAGS= "$work/$1/mdgen" > "$work/log" 2>&1 &&
        (cd "$work/specs" && write "$work/$1/mdgen" "$work/$1.out")
    same "built with $2 $3" "$work/$1.out"
}

mkdir -p "$work/specs" "$work/elsewhere/deep"
cp specs/least_squares.lua specs/08*.lua specs/18*.lua specs/19*.lua specs/24*.lua "$work/specs"
cp "$work"/specs/* "$work/elsewhere/deep"
(cd "$work/specs" && write "$build/mdgen" "$work/first")
if [ ! -s "$work/first/least_squares.c" ] || [ -s "$work/first/messages" ]; then
    failed=1
    head -n 5 "$work/first/messages"
fi

(cd "$work/specs" && write "$build/mdgen" "$work/again")
same 'a second time, at other addresses' "$work/again"
if setarch -R true 2> "$work/log"; then
    printf '#!/bin/sh\nexec setarch -R "%s" "$@"\n' "$build/mdgen" > "$work/fixed"
    chmod +x "$work/fixed"
    (cd "$work/specs" && write "$work/fixed" "$work/fixed.out")
    same 'at addresses that are not random' "$work/fixed.out"
fi
(cd "$work/elsewhere/deep" && write "$build/mdgen" "$work/there")
same 'in another working directory' "$work/there"
# a locale with a decimal comma, made here if the machine has its description
localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" > "$work/log" 2>&1
for locale in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
    (cd "$work/specs" && LOCPATH=$work LC_ALL=$locale TZ=Asia/Kathmandu write "$build/mdgen" "$work/$locale.out")
    same "in the locale $locale" "$work/$locale.out"
done
cd "$top" || exit 3
built gcc "${GCC:-gcc}" -O3
if command -v clang > "$work/log"; then
    built clang clang -O0
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
