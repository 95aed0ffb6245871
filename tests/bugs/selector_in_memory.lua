-- What selects a branch is read where it stands, not made again from operands that are gone.
local A, B = vector("A", 3), matrix("B", 4, 4)
local t = square(einsum("aa,b,b->b", B, A, A))
local y = where(lt(t, 1.5), -0.75, einsum("a,a,b->", t, t, A))
objective { name = "selector", value = dot(y, y), wrt = { B }, emit = { "jvp", "hessian" } }
