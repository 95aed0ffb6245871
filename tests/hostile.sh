#!/bin/sh
# Specs that try to hang, to eat memory or to get out: each ends within its limits, with one clear
# message and the right exit status, and writes nothing.
# In tests/hostile a spec says what it tries, a part of the message it gets, and options:
#   -- a sentence
#   -- says: a part of the message
#   -- mdgen: OPTIONS
# Those that a file cannot hold are below. Last come specs whose names clash with C and its libraries.
# hostile.sh [NAME]: only the specs whose sentence contains NAME. MDGEN is the program under test,
# SLOW (1) how many times as long it may take, for builds without optimisation.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 3
top=$(pwd)
build=$(cd "${BUILD:-build}" && pwd)
mdgen=${MDGEN:-$build/mdgen}
only=${1:-}
[ -x "$mdgen" ] || { echo "hostile.sh: no $mdgen" >&2; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
cd "$work" || exit 3
passed=0
failed=0
slow=${SLOW:-1} # how many times as long the program may take
limits="--limit seconds=$slow"
# what the program may take at most, except where the address sanitizer takes terabytes
space=$([ -n "${SANITIZE:-}" ] && echo unlimited || echo 2000000)

# attack 'a sentence' FILE STATUS 'part of the message': one error, and nothing else
attack() {
    # shellcheck disable=SC2086
    # shellcheck disable=SC3045
    (ulimit -v "$space" && exec timeout -k 5 $((60 * slow)) "$mdgen" $limits "$2") > out 2> err < /dev/null
    status=$?
    if [ $status = "$3" ] && [ ! -s out ] && grep -aq -- "$4" err && [ "$(grep -ac 'error: ' err)" = 1 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL hostile: $1: status $status, $(wc -c < out) bytes of output"
        head -n 3 err
    fi
}

# spec 'a sentence' STATUS 'part of the message': the spec is read from standard input
spec() {
    cat > spec.lua
    case $1 in *"$only"*) attack "$1" spec.lua "$2" "$3" ;; esac
}

cp -r "$top/tests/hostile/." .
for file in *.lua; do
    sentence=$(sed -n '1s/^-- //p' "$file")
    case $sentence in *"$only"*) ;; *) continue ;; esac
    limits="--limit seconds=$((2 * slow)) --limit steps=1e6 --limit memory=20M $(sed -n '3s/^-- mdgen: //p' "$file")"
    attack "$sentence ($file)" "$file" 1 "$(sed -n '2s/^-- says: //p' "$file")"
done
limits="--limit seconds=$slow"

spec 'a loop without end stops' 1 'spec.lua:1: error: the spec ' <<'END'
while true do end
END
spec 'pcall does not swallow a limit' 1 'spec.lua:[12]: error: the spec ' <<'END'
while true do
  pcall(function() while true do end end)
end
END
spec 'a __close handler does not outlive a limit' 1 'spec.lua:[0-9]: error: the spec ' <<'END'
local function endless() while true do end end
pcall(function()
  local a <close> = setmetatable({}, { __close = endless })
  endless()
end)
END
spec 'a pattern that backtracks stops' 1 'processor time' <<'END'
(("a"):rep(40)):find(("a*"):rep(30) .. "b")
END
spec 'a chain of __call stops' 1 'processor time' <<'END'
local mt = {}
local t = setmetatable({}, mt)
mt.__call = t
t()
END
spec 'table.concat over a table without end stops' 1 'processor time' <<'END'
table.concat(setmetatable({}, { __index = rawlen }), "", 1, 1e15)
END
spec 'table.move over a range without end stops' 1 'processor time' <<'END'
table.move({}, 1, 1e15, 2)
END
spec 'long texts stop' 1 'error: the spec ' <<'END'
local s = ("x"):rep(1e8)
while true do local t = s .. "y" end
END

limits="--limit memory=20000000 --limit seconds=$((20 * slow))"
spec 'string.rep has the limit of memory' 1 'bytes of memory' <<'END'
local s = ("x"):rep(1e9)
END
spec 'a table that grows has the limit of memory' 1 'spec.lua:3: error: the spec needs more' <<'END'
local t = {}
for i = 1, 1e8 do
  t[i] = { tostring(i), {} }
end
END
spec 'expressions have the limit of memory' 1 'error: the spec ' <<'END'
local n = dim "n"
local x = vector("x", n)
for i = 1, 1e8 do
  x = x + i * sin(x)
end
END

limits="--limit seconds=$((5 * slow))"
spec 'deep recursion is an error of the spec' 1 'spec.lua:1: error: stack overflow' <<'END'
local function f() return 1 + f() end
f()
END
spec 'deep nesting of calls of pcall ends' 1 'spec.lua:1: error: the spec declares no objective' <<'END'
local function f() return pcall(f) end
f()
END
spec 'deeply nested tables are an error of the spec' 1 'spec.lua:3: error: constant' <<'END'
local t = { 1 }
for i = 1, 1000 do t = { t } end
constant(t)
END
spec 'deeply nested source is an error of the spec' 1 'spec.lua:1: error: ' <<END
local x = $(awk 'BEGIN { for (i = 0; i < 5000; i++) printf "(" }')
END
spec 'print has the limit of output' 1 'printed more than' <<'END'
local s = ("x"):rep(1e7)
for i = 1, 100 do print(s) end
END
for name in io os debug coroutine load loadfile dofile xpcall collectgarbage package _G; do
    spec "there is no $name" 1 "spec.lua:2: error: '$name' is not available" <<END

local x = $name
END
done
spec 'math.random is gone' 1 "spec.lua:1: error: " <<'END'
local x = math.random(3)
END
spec 'string.dump is gone, for methods of texts too' 1 "spec.lua:2: error: " <<'END'
assert(string.dump == nil)
local x = ("x").dump(assert)
END
spec 'there are no finalizers' 1 '__gc' <<'END'
setmetatable({}, { __gc = function() end })
END
spec 'metatables of texts, values and the environment are out of reach' 1 'spec.lua:5: error: stop' <<'END'
assert(getmetatable("") == false)
assert(getmetatable(dim "n") == "size" and getmetatable(scalar "s") == "value")
assert(getmetatable(_ENV) == false)
assert(not pcall(setmetatable, _ENV, {}))
error "stop"
END
spec 'addresses do not show' 1 'spec.lua:4: error: stop' <<'END'
for _, x in ipairs { {}, print, dim "n" } do
  assert(not tostring(x):find "0x" and not ("%s"):format(x):find "0x")
end
error "stop"
END
spec 'methods of values refuse other objects' 1 'spec.lua:3: error: stop' <<'END'
local at = scalar("s").at
for _, x in ipairs { {}, print, "s", 1, dim "n" } do assert(not pcall(at, x, 1)) end
error "stop"
END
for path in ../x /etc/passwd ..x a/../../x .. . '' a//b; do
    spec "require does not read '$path'" 1 'spec.lua:1: error: require' <<END
require "$path"
END
done
mkdir sub
ln -s "$top/tests/lua/parts/plain.lua" sub/link.lua
ln -s "$top/tests" sub/tests
spec 'require follows no link out of the folder' 1 "'sub/link.lua' lies outside of the spec's folder" <<'END'
require "sub.link"
END
spec 'require goes through no folder that is a link out' 1 "lies outside of the spec's folder" <<'END'
require "sub.tests.lua.parts.plain"
END
printf '\033LuaT\0\031\223\r\n\032\n' > sub/code.lua
spec 'require does not load compiled Lua' 1 'sub/code.lua:1: error: this is compiled Lua' <<'END'
require "sub.code"
END
printf 'return 1\n\0' > sub/zero.lua
spec 'require does not load what is no text' 1 'sub/zero.lua:1: error: this is not a text' <<'END'
require "sub.zero"
END
ln -s /dev/zero sub/device.lua
spec 'require does not read a device' 1 'not a regular file' <<'END'
require "sub.device"
END
truncate -s 3G sub/large.lua
spec 'require does not read a file of gigabytes' 1 'bytes of memory' <<'END'
require "sub.large"
END
mkfifo sub/pipe.lua
spec 'require does not wait for a pipe' 1 'not a regular file' <<'END'
require "sub.pipe"
END
spec 'a zero byte in a name is refused' 1 'spec.lua:1: error: ' <<'END'
vector("x\0y", 3)
END

# ---- names that clash: the generated code gives way, or the name is refused ------------------

compilers='gcc -std=c99 -Werror -Wall -Wextra -Wpedantic -Wconversion -Wshadow
clang -std=c99 -Werror -Wall -Wextra -Wpedantic -Wconversion -Wshadow
gcc -std=c17 -Werror -Wall -Wextra
g++ -xc++ -std=c++11 -Werror -Wall -Wextra'

# clash 'what names these are' NAME...: each of them as a vector, a dim, an objective and a mapping
clash() {
    sentence="names of $1 compile"
    case $sentence in *"$only"*) ;; *) return ;; esac
    shift
    for name in "$@"; do
        echo "vectors[#vectors + 1] = vector('$name', n)"
    done > inputs
    for name in "$@"; do
        echo "do local x = vector('x_$name', dim '$name')
            objective { name = '$name', value = sumsq(x) + sumsq(vectors[1] % sin(all)), wrt = { x } } end"
    done > dims
    for kind in inputs dims; do
        {
            printf "local n = dim 'n_'\nlocal vectors, all = {}, zeros(n)\n"
            if [ $kind = inputs ]; then
                cat inputs
                echo "for _, x in ipairs(vectors) do all = all + exp(x) % x end
                    objective { name = 'f', value = sum(all) + max(all), wrt = vectors, emit = { 'value_grad', 'hvp' } }"
            else
                echo "vectors[1], all = vector('v_', n), vector('w_', n)"
                cat dims
            fi
        } > clash.lua
        if ! "$mdgen" clash.lua -o clash.c --header clash.h > out 2> err; then
            failed=$((failed + 1))
            echo "FAIL hostile: $sentence: $kind"
            head -n 3 err
            continue
        fi
        echo "$compilers" | while read -r compiler flags; do
            command -v "$compiler" > out || continue
            # shellcheck disable=SC2086
            if "$compiler" $flags -I"$top/runtime" -fsyntax-only clash.c 2> err; then
                echo pass
            else
                echo "FAIL hostile: $sentence: $kind: $compiler $flags"
                head -n 5 err
            fi
        done > clash.log
        grep -v '^pass$' clash.log
        passed=$((passed + $(grep -c '^pass$' clash.log)))
        failed=$((failed + $(grep -c '^FAIL' clash.log)))
    done
}

clash 'the C library' malloc free printf memcpy memset strlen abs exp log sin sqrt pow fmax fmin floor \
    gamma lgamma signgam j0 j1 y0 y1 yn jn erf hypot isnan isinf nan main exit abort time clock rand \
    errno stdin stdout stderr environ index rindex read write open close link pipe signal raise remove \
    size_t int64_t int32_t intptr_t ptrdiff_t div ldiv labs qsort bsearch atoi system
clash 'macros' NULL EOF NAN INFINITY HUGE_VAL SIZE_MAX INT64_MAX INT32_MAX INT_MAX DBL_MAX RAND_MAX M_PI \
    I complex imaginary isfinite signbit fpclassify assert offsetof INT64_C va_list unix linux \
    i386 BUFSIZ FILENAME_MAX
clash 'BLAS, LAPACK and OpenMP' cblas_dgemm dgemm_ dpotrf_ LAPACKE_dpotrf cblas_ddot CblasRowMajor CblasNoTrans \
    lapack_int LAPACK_ROW_MAJOR omp_get_max_threads omp_get_thread_num openblas_set_num_threads xerbla_
clash 'what the generated code uses itself' work state value grad rc fail i j k l m p q r s t u v w x y z \
    i1 i2 j1 block blocks rows row first last lo hi out in tmp sum dvalue hess jac grad_x value_work \
    count begin end threads thread part parts data real scale bytes need total
clash 'C23, C11 and other languages' nullptr_t noreturn \
    atomic fortran near far huge pascal interrupt override final import module
# every macro that the headers of generated code define, whatever the compiler and the standard
echo '#include "mdrt.h"' > macros.h
# shellcheck disable=SC2046
clash 'every macro of the headers' $(for compiler in 'gcc -std=c99' 'gcc -std=gnu17' 'g++ -xc++ -std=gnu++17' \
    'clang -std=gnu17'; do
    $compiler -I"$top/runtime" -dM -E macros.h 2> err
done | sed 's/^#define \([A-Za-z0-9_]*\).*/\1/' | grep -v -e '^_' -e '^MDRT_' | sort -u)
for name in if int double restrict inline class template this new delete namespace operator private virtual \
    mutable explicit typename typeid try catch throw using friend and or not xor bitand compl and_eq true false \
    wchar_t nullptr char16_t bool alignas alignof constexpr typeof thread_local static_assert mdrt_gemv MDRT_OK _x __x; do
    spec "'$name' as a name is refused, or gives way" 1 'spec.lua:[12]: error: ' <<END
local x = scalar("$name", { doc = "a keyword" })
error "stop"
END
done

echo "$passed passed, $failed failed"
[ $failed = 0 ]
