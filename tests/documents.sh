#!/bin/sh
# The derivations of the gallery as documents: pdflatex compiles each, with no line wider than
# the page, and tidy finds nothing in the HTML. What is not installed is left out.
set -u
cd "$(dirname "$0")/.." || exit 3
mdgen=$(cd "${BUILD:-build}" && pwd)/mdgen
[ -x "$mdgen" ] || { echo "documents.sh: no $mdgen" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# says STATUS NAME: count it; what is wrong is in $work/out
says() {
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL documents: $2"
        head -n 8 "$work/out"
    fi
}

# points by which the widest line sticks out, if that is to be seen
too_wide() {
    sed -n 's/^Overfull .hbox (\([0-9.]*\)pt too wide.*/\1/p' "$1" | awk '$1 > 20' | sort -n | tail -n 1
}

latex() {
    (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error "$1.tex") > "$work/out" 2>&1
    status=$?
    if [ $status = 0 ] && [ -n "$(too_wide "$work/$1.log")" ]; then
        status=1
        echo "a line is $(too_wide "$work/$1.log") points too wide" > "$work/out"
    fi
    says $status "pdflatex $1"
}

for spec in specs/*.lua tests/golden/*.lua; do
    name=$(basename "$spec" .lua)
    options=$(sed -n 's/^-- mdgen: //p' "$spec")
    if command -v pdflatex > /dev/null; then
        # shellcheck disable=SC2086
        "$mdgen" "$spec" $options --explain=latex -o "$work/$name.tex" > "$work/out" 2>&1 && latex "$name" \
            || says 1 "$spec --explain=latex"
    fi
    if command -v tidy > /dev/null; then
        # shellcheck disable=SC2086
        "$mdgen" "$spec" $options --explain=html -o "$work/$name.html" > "$work/out" 2>&1 &&
            tidy -q -e "$work/$name.html" > "$work/out" 2>&1
        says $? "$spec --explain=html"
    fi
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
