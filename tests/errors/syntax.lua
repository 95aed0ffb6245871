local n = dim "n"
local x = vector("x", n
objective { name = "f", value = sumsq(x), wrt = { x } }
-- fix: close what was opened, on the line named or before it
