-- Inputs called like the functions that the generated code calls, and like words of its OpenMP directives.
local n = dim "n"
local a = vector("a", n)
local p, q = vector("omp", n), vector("parallel", n)
local w, c, s = vector("f_value_prepared_work", n), scalar("f_grad_compute"), scalar("f_state_size")
local g = vector("f_prepare_work", n)
objective { name = "f", value = sumsq(a) * c * s + sum(exp(w) % a) + dot(g, a), wrt = { a }, prepare = { w, g } }
mapping { name = "h", value = a * c + p + q, wrt = { a } }
