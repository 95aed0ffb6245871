local function f(k) return 1 + f(k + 1) end
f(1)
