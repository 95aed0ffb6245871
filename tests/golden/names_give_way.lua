-- inputs called as the generated code's own names and as C's
local n = dim "n"
local work, value, exp_ = vector("work", n), vector("value", n), vector("exp", n)
objective { name = "names_give_way", value = sum(work % value % exp(exp_)), wrt = { work } }
