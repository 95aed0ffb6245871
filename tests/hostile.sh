#!/bin/sh
# Specs that try to hang, to eat memory or to get out: each ends within its limits, with one clear
# message and the right exit status, and writes nothing.
# hostile.sh [NAME]: only the specs whose sentence contains NAME. MDGEN is the program under test.
set -u
export LC_ALL=C
cd "$(dirname "$0")/.." || exit 3
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
limits='--limit seconds=1'

# spec 'a sentence' STATUS 'part of the message': the spec is read from standard input
spec() {
    cat > spec.lua
    case $1 in *"$only"*) ;; *) return ;; esac
    # shellcheck disable=SC2086
    timeout -k 5 60 "$mdgen" $limits spec.lua > out 2> err < /dev/null
    status=$?
    if [ $status = "$2" ] && [ ! -s out ] && grep -q -- "$3" err; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL hostile: $1: status $status, $(wc -c < out) bytes of output"
        head -n 3 err
    fi
}

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

limits='--limit memory=20000000 --limit seconds=20'
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

limits='--limit seconds=5'
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
ln -s "$0" sub/link.lua 2> /dev/null
ln -s / sub/root
spec 'require follows no link out of the folder' 1 'spec.lua:1: error: ' <<'END'
require "sub.root.etc.hostname"
END
printf '\033LuaT\0\031\223\r\n\032\n' > sub/code.lua
spec 'require does not load compiled Lua' 1 'sub/code.lua:1: error: this is compiled Lua' <<'END'
require "sub.code"
END
mkfifo sub/pipe.lua
spec 'require does not wait for a pipe' 1 'not a regular file' <<'END'
require "sub.pipe"
END
spec 'a zero byte in a name is refused' 1 'spec.lua:1: error: ' <<'END'
vector("x\0y", 3)
END

echo "$passed passed, $failed failed"
[ $failed = 0 ]
