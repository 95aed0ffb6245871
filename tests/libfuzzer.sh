#!/bin/sh
# Coverage-guided fuzzing with libFuzzer, under the address and undefined-behaviour sanitizers.
#   libfuzzer.sh spec        bytes are the text of a spec (tests/libfuzzer/spec.c)
#   libfuzzer.sh pipeline    bytes are the decisions of the grower of tests/fuzz, so that every
#                            spec is well-typed; --check must find no wrong derivative
#   libfuzzer.sh TARGET FILE...    run the files, that is: repeat a finding
# Variables: SECONDS_EACH (60), TIMEOUT of one input (120 s), BUILD, CLANG (clang), CORPUS (BUILD/libfuzzer/TARGET; it grows and is
# used again). A finding is left beside the corpus, as crash-*, timeout-* or oom-*. Needs clang with libFuzzer, and
# gcc for the grower.
set -u
cd "$(dirname "$0")/.." || exit 3
target=${1:?spec or pipeline}
shift
build=${BUILD:-build}
clang=${CLANG:-clang}
out=$build/libfuzzer
corpus=${CORPUS:-$out/$target}
mkdir -p "$out" "$corpus"
lua=$(pkg-config --cflags lua5.4 2> /dev/null || echo -I/usr/include/lua5.4)
libs=$(pkg-config --libs lua5.4 2> /dev/null || echo -llua5.4)

# the generator with counters, once for both targets; the grower without: its own paths tell nothing
echo 'int LLVMFuzzerTestOneInput(const char *d, unsigned long n);
      int LLVMFuzzerTestOneInput(const char *d, unsigned long n) { return !d && n; }' > "$out/probe.c"
if ! $clang -w -fsanitize=fuzzer "$out/probe.c" -o "$out/probe" 2> /dev/null; then
    echo "libfuzzer.sh: no $clang with libFuzzer" >&2
    exit 3
fi
make -s BUILD="$out/gen" CC="$clang" WERROR= \
    CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
    "$out/gen/libmdg.a" || exit 3
set_flags='-std=c99 -O1 -g -Wall -Wextra -Wpedantic -Wshadow'
more=
if [ "$target" = pipeline ]; then
    for part in tests/fuzz/grow*.c tests/fuzz/exact.c tests/fuzz/lua.c tests/fuzz/quad.c \
        tests/fuzz/size.c tests/fuzz/tree.c; do
        object=$out/$(basename "$part" .c).o
        # shellcheck disable=SC2086
        gcc $set_flags -O2 -Itests/fuzz -c "$part" -o "$object" || exit 3
        more="$more $object"
    done
    more="$more -L$(dirname "$(gcc -print-file-name=libquadmath.so)") -lquadmath"
fi
# shellcheck disable=SC2086
$clang $set_flags -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Igen -Itests/fuzz $lua \
    "tests/libfuzzer/$target.c" tests/libfuzzer/run.c $more "$out/gen/libmdg.a" $libs -lm \
    -o "$out/fuzz_$target" || exit 3

if [ $# -gt 0 ]; then
    exec "$out/fuzz_$target" "$@"
fi

# the words of the language, and the specs that there are; long ones are slow and teach nothing more
sed -n 's/^\(FUNCTION\|ALIAS\|METHOD\|DECLARATION\)(\([a-z_0-9]*\),.*/"\2"/p; s/^ATTR(\([a-z]*\),.*/"\1"/p' \
    gen/functions.def gen/attrs.def > "$out/words"
for word in name value wrt emit prepare doc typical true local function return ' = ' ', ' ' * ' ' % ' \
    .T ij,jk-\>ik grad value_grad jvp hvp hessian vjp jacobian jacobian_t 'for i = 1, ' ' do ' ' end '; do
    printf '"%s"\n' "$word"
done >> "$out/words"
if [ "$target" = spec ]; then
    form=0
    for spec in specs/*.lua tests/bugs/*.lua tests/errors/*.lua tests/golden/*.lua; do
        seed=$corpus/$(basename "$spec")
        if [ -e "$seed" ] || [ "$(wc -c < "$spec")" -gt 1200 ]; then
            continue
        fi
        # the first byte: one form of output each
        # shellcheck disable=SC2059
        { printf "\\00$form" && cat "$spec"; } > "$seed"
        form=$(((form + 1) % 4))
    done
fi
"$out/fuzz_$target" -max_total_time="${SECONDS_EACH:-60}" -max_len="${MAX_LEN:-2048}" -timeout="${TIMEOUT:-120}" -len_control=0 \
    -rss_limit_mb=3000 -dict="$out/words" -artifact_prefix="$out/$target-" -print_final_stats=1 \
    "$corpus"
