-- A number that drops out of code without loops was a variable without use.
local A, s = matrix("A", 2, 2), scalar("s")
local v = vcat(tanh(s), eigvalsh(A))

objective { name = "scalar_without_use", value = sum(v * ones(1, 2) * ones(2, 2) * v:rows(2, 3)) + sumsq(v), wrt = { A }, emit = { "grad" } }
