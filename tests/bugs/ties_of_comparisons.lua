-- At a tie "at most" holds and "less than" does not, in generated code as in --check.
local n = dim "n"
local x = vector("x", n)
local one = abs(sign(x))

objective {
    name = "ties_of_comparisons",
    value = sum(where(le(one, 1), x % x, -x)) + sum(where(lt(one, 1), exp(x), sin(x))),
    wrt = { x },
}
