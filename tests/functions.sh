#!/bin/sh
# The table of functions: each name of gen/functions.def in a spec of its own, in all kinds of
# derivatives. "--check" compares grad, jvp, hvp, hessian, vjp and jacobian with differences; the
# --test program of the C does the same in double and in float. A name without a row below fails.
#   functions.sh [NAME...]   only these
# Variables: BUILD (build), JOBS. Prints a table for humans; the last line is the total.
set -u
export LC_ALL=C OPENBLAS_NUM_THREADS=1
cd "$(dirname "$0")/.." || exit 3
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
[ -x "$mdgen" ] || { echo "functions.sh: no $mdgen" >&2; exit 3; }

# An expression of A (n x n) for each name, smooth at random points: p is positive, u within 1,
# P positive definite, M regular, x a vector, B a matrix. Flat functions are factors of A.
expression() {
    case $1 in
    log | log1p | sqrt | lgamma | digamma | reciprocal) echo "$1(p)" ;;
    asin | acos | atanh | tan) echo "$1(u)" ;;
    acosh) echo 'acosh(1 + p)' ;;
    sign | heaviside) echo "$1(A) % A" ;;
    lt | le | gt | ge | eq) echo "$1(A, B) % A" ;;
    leaky_relu | huber) echo "$1(A, 0.7)" ;;
    pow | xlogy) echo "$1(p, p + square(B))" ;;
    atan2 | maximum | minimum | hadamard | dot | kron | hcat | vcat) echo "$1(A, B)" ;;
    clamp) echo 'clamp(A, -0.6, 0.8)' ;;
    where) echo 'where(gt(A, 0), square(A), B)' ;;
    sum | mean | max | min | prod | logsumexp | softmax | log_softmax)
        echo "vcat(vec($1(A)), vec($1(A, 1)), vec($1(A, 2)))" ;;
    cumsum) echo 'cumsum(A, 1) + cumsum(A, 2)' ;;
    quad) echo 'quad(A * x, A)' ;;
    logdet | chol | eigvalsh | eigmax | eigmin) echo "$1(P)" ;;
    svdvals | nuclear_norm | spectral_norm) echo "$1(M)" ;;
    inv) echo 'inv(M)' ;;
    solve) echo 'solve(M, A)' ;;
    diag) echo 'diag(A) + diag(diag(A)) * x' ;;
    reshape) echo 'reshape(A, n * n, 1)' ;;
    outer) echo 'outer(A * x, x)' ;;
    repmat) echo 'repmat(A, 2, 3)' ;;
    einsum) echo 'einsum("ij,kj,ik->ki", A, B, A)' ;;
    assume) echo 'logdet(assume(P, "spd"))' ;;
    ones | zeros) echo "A * $1(n)" ;;
    eye) echo 'A + eye(n)' ;;
    constant) echo 'kron(A, constant{{1, 2}, {3, 4}})' ;;
    exp | expm1 | square | abs | sin | cos | atan | sinh | cosh | tanh | asinh | erf | erfc | sigmoid | \
        log_sigmoid | softplus | relu | elu | gelu | silu | sumsq | norm | norm1 | norm_inf | \
        t | tr | det | adj | tril | triu | vec | expm) echo "$1(A)" ;;
    esac
}

# The worst of a kind in the lines of --check: ok, or what it says.
said() {
    awk -v kind="$1" '$2 == kind { seen = 1; if ($NF != "ok") bad = $NF }
        END { print bad ? bad : seen ? "ok" : "missing" }' "$dir/check"
}

# in C TYPE OPTIONS: does the test program of the generated code pass?
in_c() {
    # shellcheck disable=SC2086
    "$mdgen" "$dir/f.lua" --real "$1" -o "$dir/$1.c" --header "$dir/$1.h" --test "$dir/$1_test.c" \
        > "$dir/log" 2>&1 &&
        ${CC:-cc} -std=c99 -O1 -Iruntime -o "$dir/$1" "$dir/$1.c" "$dir/$1_test.c" \
            "$build/libmdrt.a" -lcunit -llapacke -lopenblas -lm ${SANITIZE:-} ${LIBS:-} > "$dir/log" 2>&1 &&
        timeout 60 "$dir/$1" > "$dir/log" 2>&1 && echo ok || echo FAIL
}

# one NAME: its row
one() {
    value=$(expression "$1")
    dir=$FUNCTIONS_WORK/$1
    mkdir -p "$dir"
    cat > "$dir/f.lua" << EOF
local n = dims "n"
local A, B = matrix("A", n, n), matrix("B", n, n)
local x = vector("x", n)
local p, u = square(A) + 0.3, 0.8 * tanh(A)
local P, M = A * A.T + 0.5 * eye(n), A + 4 * eye(n)
local f = ${value:-no_row_in_functions_sh}
objective { name = "o", value = sum(f) + sumsq(f) / 2, wrt = { A },
            emit = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" } }
mapping { name = "m", value = f, wrt = { A },
          emit = { "value", "jvp", "vjp", "jacobian", "jacobian_t" } }
EOF
    timeout 60 "$mdgen" "$dir/f.lua" --check > "$dir/check" 2>&1
    row=$1
    for kind in grad hvp hessian jvp vjp jacobian; do
        row="$row $(said $kind)"
    done
    # shellcheck disable=SC2086
    printf '%-14s %-7s %-7s %-8s %-7s %-7s %-9s %-7s %-7s\n' $row "$(in_c double)" "$(in_c float)"
    rm -rf "$dir"
}

if [ -n "${FUNCTIONS_WORK:-}" ]; then
    one "$1"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
if [ $# = 0 ]; then
    sed -n 's/^FUNCTION(\([a-z_0-9]*\),.*/\1/p' gen/functions.def
else
    printf '%s\n' "$@"
fi | FUNCTIONS_WORK=$work xargs -P "${JOBS:-$(nproc)}" -n 1 sh tests/functions.sh > "$work/rows"
printf '%-14s %-7s %-7s %-8s %-7s %-7s %-9s %-7s %-7s\n' function grad hvp hessian jvp vjp \
    jacobian double float
sort "$work/rows"
failed=$(grep -c -e FAIL -e missing -e WRONG -e wrong "$work/rows")
passed=$(($(wc -l < "$work/rows") - failed))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
