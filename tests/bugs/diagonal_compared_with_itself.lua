-- The element (i, i) of a diagonal matrix was written as i == i ? ... : 0, which compilers warn about.
local n = dim "n"
local D = matrix("D", n, n, { diagonal = true })
local B = matrix("B", n, n)
objective {
  name = "diagonal_compared_with_itself",
  value = sumsq(D.T + D) + sumsq(hcat(D, D.T)) + sumsq(D + B:row(1)),
  wrt = { D, B },
  emit = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" },
}
