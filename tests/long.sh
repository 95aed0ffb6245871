#!/bin/sh
# Long functions: cut into pieces of bounded length, and what they compute is the same to the bit.
set -u
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
passed=0
failed=0
flags="-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror ${SANITIZE:-} -I$top/runtime"

# check 'sentence' COMMAND...: it succeeds
check() {
    sentence=$1
    shift
    if "$@" > "$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL long: $sentence"
        tail -n 5 "$work/log"
    fi
}

# spec NAME STEPS DECLARATIONS STEP END
spec() {
    printf "%s\nfor i = 1, %d do %s end\n%s\n" "$3" "$2" "$4" "$5" > "$work/$1.lua"
}

# bounded FILE: no piece has more than 400 lines, no other function more than one that stays whole and
# a few lines for each piece
bounded() {
    awk '
        /^}/ { if (inside && piece && lines > 400) { print name ": " lines " lines"; bad = 1 }
               if (inside && !piece && lines > 1200 + 4 * pieces) { print name ": " lines; bad = 1 }
               inside = 0 }
        /^(MDRT_NOINLINE static|static|int|size_t) .*\(/ {
            name = $0; piece = /_piece_[0-9]+\(/; pieces += piece; inside = 1; lines = 0 }
        { lines++ }
        END { if (!pieces) print "no pieces"; exit bad || !pieces }' "$1"
}

# short FILE: no line of code is longer than 4000
short() {
    awk '!/^ \*/ && length > 4000 { print FNR ": " length; bad = 1 } END { exit bad }' "$1"
}

x='local n = dims "n" local x = vector("x", n) local y = x'
of_x='objective { name = "f", value = sum(y), wrt = { x } }'
spec chain 400 "$x" 'y = sin(y)' "$of_x"
spec nodes 200 "$x" 'y = y + exp(y / i)' "$of_x"
spec branches 300 "$x" 'y = where(gt(x, i), y, x * i)' "$of_x"
spec numbers 400 'local a, x = scalar("a"), scalar("x") local y = x' 'y = sin(y * a)' \
    'objective { name = "f", value = y, wrt = { x, a } }'
spec fixed 120 'local x, A = vector("x", 3), matrix("A", 3, 3) local y = x' 'y = sin(A * y)' \
    'objective { name = "f", value = sum(y), wrt = { x, A } }'
spec solves 250 'local n = dims "n" local A = matrix("A", n, n) local x = vector("x", n) local y = x' \
    'y = solve(A + i * eye(n), y)' 'objective { name = "f", value = sum(y), wrt = { x } }'
spec batch 60 'local N, n = dims "N n" local W, X = matrix("W", n, n), matrix("X", N, n) local h = X' \
    'h = tanh(h * W + X)' 'objective { name = "f", value = sumsq(h), wrt = { W } }'
for name in chain nodes branches numbers fixed solves batch; do
    check "$name is generated" "$build/mdgen" -o "$work/$name.c" "$work/$name.lua"
    check "the functions of $name are bounded" bounded "$work/$name.c"
    check "the lines of $name are bounded" short "$work/$name.c"
    # shellcheck disable=SC2086
    check "$name compiles without a warning" ${CC:-cc} $flags -c "$work/$name.c" -o "$work/$name.o"
    # shellcheck disable=SC2086
    check "$name compiles as C++" ${CXX:-c++} -x c++ -fsyntax-only -Wall -Wextra -Wconversion \
        -Wshadow -Werror "-I$top/runtime" "$work/$name.c"
done

# seconds SPEC: processor time of its translation
seconds() {
    { time -p "$build/mdgen" -o "$work/timed.c" "$work/$1.lua"; } 2>&1 | awk '/^user/ { print $2 }'
}

# the time grows with the length, not with its square; nor does the memory: 16 times the limit of a
# spec is that of its translation, 8000 bytes for an operation
linear() {
    spec short 3000 "$x" "$1" "$of_x"
    spec long 30000 "$x" "$1" "$of_x"
    short=$(seconds short)
    long=$(seconds long)
    echo "3000 steps: $short s, 30000 steps: $long s"
    awk -v s="$short" -v l="$long" 'BEGIN { exit !(s > 0 && l < 30 * (s + 0.02)) }'
}
lean() {
    spec lean 10000 "$x" "$1" "$of_x"
    "$build/mdgen" --limit memory=8000K -o "$work/lean.c" "$work/lean.lua"
}
for step in 'y = sin(y)' 'y = y % y - x'; do
    check "the time for $step is linear" linear "$step"
    [ -n "${SANITIZE:-}" ] || check "the memory for $step is bounded" lean "$step"
done

# four times 30 steps, which stay whole, against 120 steps in pieces
step='local n = dims "n" local W, b, h = matrix("W", n, n), vector("b", n), vector("h", n) local y = h'
for steps in 30 120; do
    spec "net$steps" $steps "$step" 'y = sin(W * y + b)' \
        "mapping { name = \"net$steps\", value = y, wrt = { h }, emit = { \"value\", \"vjp\" } }"
    check "net$steps is generated" "$build/mdgen" "$work/net$steps.lua" -o "$work/net$steps.c" \
        --header "$work/net$steps.h"
done
check "120 steps are cut" grep -q net120_vjp_piece_2 "$work/net120.c"
check "30 steps stay whole" sh -c "! grep -q _piece_ '$work/net30.c'"
cat > "$work/same.c" <<'EOF'
#include "net120.h"
#include "net30.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N = 7 };

int main(void)
{
    double W[N * N], b[N], h[5][N], w[5][N], y[N], g[N];
    void *work = malloc(net120_vjp_work(N) + net120_value_work(N));
    int rc = work == NULL;
    for (int i = 0; i < N * N; i++) {
        W[i] = (i * 37 % 19 - 9) / 12.0;
    }
    for (int i = 0; i < N; i++) {
        b[i] = i / 10.0;
        h[0][i] = 1 - i / 4.0;
        w[4][i] = i * i - 3;
    }
    for (int k = 0; k < 4; k++) {
        rc |= net30_value(N, W, b, h[k], h[k + 1], work);
    }
    for (int k = 4; k-- > 0;) {
        rc |= net30_vjp(N, W, b, h[k], w[k + 1], w[k], work);
    }
    rc |= net120_value(N, W, b, h[0], y, work);
    rc |= net120_vjp(N, W, b, h[0], w[4], g, work);
    printf("%d: %.17g %.17g, %.17g %.17g\n", rc, y[0], h[4][0], g[0], w[0][0]);
    free(work);
    return rc || memcmp(y, h[4], sizeof y) != 0 || memcmp(g, w[0], sizeof g) != 0;
}
EOF
# shellcheck disable=SC2086
check "both link" ${CC:-cc} $flags -ffp-contract=off "$work/same.c" "$work/net30.c" "$work/net120.c" \
    "$build/libmdrt.a" -llapacke -lopenblas -lm ${LIBS:-} -o "$work/same"
check "pieces compute the same bits" "$work/same"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
