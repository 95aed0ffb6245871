-- At a tie "at most" holds and "less than" does not, in generated code too; never is NaN.
local n = dim "n"
local x = vector("x", n)
local one, never = abs(sign(x)), log(-1 - x % x)

objective {
    name = "ties_of_comparisons",
    value = sum(where(le(one, 1), x % x, never)) + sum(where(lt(one, 1), never, sin(x))),
    wrt = { x },
}
