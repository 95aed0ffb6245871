-- Concatenations are written as blocks, and their derivatives by the blocks that matter.
local n, d, k = dims "n d k"
local A, B, C = matrix("A", n, d), matrix("B", n, k), matrix("C", k, d)
local u, x, a = vector("u", n), vector("x", d), scalar "a"
objective { name = "side_by_side", value = logdet(hcat(A, B) * hcat(A, B).T), wrt = { B } }
objective { name = "with_intercept", value = sumsq(hcat(ones(n), A) * vcat(a, x) - u), wrt = { x, a } }
mapping { name = "stacked", value = vcat(A, C) * x, wrt = { A, x } }
mapping { name = "copies", value = repmat(A, 2, 3), wrt = { A }, emit = { "jvp" } }
