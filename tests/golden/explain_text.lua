-- text of a spec in LaTeX: nothing in it is taken for a command
local n = dim "n"
local alpha = vector("alpha", n)
objective { name = "f", value = sumsq(alpha) * 1e-30, wrt = { alpha }, emit = { "grad" },
            doc = "50% of #1_a & {b} ~ c^2 \\ d < e | \206\177 \t$" }
