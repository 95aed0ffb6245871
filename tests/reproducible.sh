#!/bin/sh
# Building twice gives the same bytes, in other folders, locale, time zone and umask; and the archive of
# `make dist` builds without a network and outside of a repository. Takes a minute:
#   reproducible.sh [WORK]    keeps what it builds in WORK
set -eu
cd "$(dirname "$0")/.."
top=$(pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
[ $# -gt 0 ] || trap 'rm -rf "$work"' EXIT

make -s dist BUILD="$work/dist" > /dev/null
make -s dist BUILD="$work/again" > /dev/null
archive=$(cd "$work/dist" && ls mdgen-*.tar.gz)
cmp "$work/dist/$archive" "$work/again/$archive"
echo "same bytes: $archive"

# build FOLDER: the archive, built there; without a network where the machine can do that
build() {
    mkdir -p "$work/$1"
    tar xzf "$work/dist/$archive" -C "$work/$1" --strip-components=1
    offline=
    if unshare -rn true 2> /dev/null; then
        offline='unshare -rn'
    fi
    (cd "$work/$1" && $offline make -s CFLAGS="-O2 -g -ffile-prefix-map=$work/$1=." all) > "$work/log" 2>&1 || {
        tail -n 20 "$work/log"
        exit 1
    }
}
build one
(
    umask 077
    LC_ALL=C.UTF-8 TZ=Asia/Kathmandu
    export LC_ALL TZ
    build another/folder
)
for file in mdgen libmdrt.a libmdrt.so mdgen.lua; do
    cmp "$work/one/build/$file" "$work/another/folder/build/$file"
    echo "same bytes: build/$file"
done
"$work/one/build/mdgen" "$top/specs/least_squares.lua" > "$work/1.c"
"$work/another/folder/build/mdgen" "$top/specs/least_squares.lua" | cmp - "$work/1.c"
echo 'same bytes: generated code'
