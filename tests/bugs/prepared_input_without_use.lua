-- A prepared input that the simplified value does not need left an unused variable in the prepared functions.
local n, K = dims "n K"
local Y = labels("Y", n, K)
local c = vector("c", K)
objective {
  name = "prepared_input_without_use",
  value = sum(sum(Y, 2)) + sumsq(c) + norm(Y) + tr(Y.T * Y),
  wrt = { c },
  prepare = { Y },
}
