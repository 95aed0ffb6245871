#!/bin/sh
# On 32-bit x86 mdgen writes the same bytes as here, and the tests of the runtime pass. Needs root,
# debootstrap and a Debian mirror, and takes some minutes; no part of `make test`.
#   platforms.sh FOLDER     a Debian of that architecture, made there if the folder does not exist
# Not covered: ARM and big-endian machines under emulation, other C libraries.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."
root=${1:?a folder for the system}
mdgen=$(cd "${BUILD:-build}" && pwd)/mdgen
tests='test_runtime_lapack test_runtime_products test_runtime_scalar test_runtime_vectors test_size test_skinny test_vmath'
packages=gcc,libc6-dev,make,pkg-config,liblua5.4-dev,libopenblas-dev,liblapacke-dev,libcunit1-dev,libmpfr-dev
[ -d "$root" ] || debootstrap --arch=i386 --variant=minbase --include=$packages bookworm "$root" > /dev/null

mkdir -p "$root/mdgen"
git archive HEAD | tar x -C "$root/mdgen"
targets='build/mdgen build/libmdrt.a'
for name in $tests; do targets="$targets build/tests/$name"; done
# shellcheck disable=SC2086
chroot "$root" make -s -C /mdgen CFLAGS='-O1 -g -msse2 -mfpmath=sse' RUNTIME_OPT= $targets

passed=0
failed=0
for spec in specs/*.lua tests/golden/*.lua; do
    [ ! -e "${spec%.lua}.err" ] || continue
    options=$(sed -n 's/^-- mdgen: //p' "$spec")
    # shellcheck disable=SC2086
    "$mdgen" "$spec" $options > "$root/mdgen/build/here"
    # shellcheck disable=SC2086
    chroot "$root" sh -c 'cd /mdgen && build/mdgen "$@" > build/there' sh "$spec" $options || true
    if cmp "$root/mdgen/build/here" "$root/mdgen/build/there"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL platforms: $spec"
    fi
done
for name in $tests; do
    if chroot "$root" "/mdgen/build/tests/$name" > "$root/mdgen/build/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL platforms: $name"
        tail -n 10 "$root/mdgen/build/log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
