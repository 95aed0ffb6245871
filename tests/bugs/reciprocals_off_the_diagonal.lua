-- Solving with a diagonal matrix took the reciprocal of every element, and 0 times infinity is no number.
local n = dim "n"
local D = matrix("D", n, n, { diagonal = true })
local B = matrix("B", n, n)
objective {
  name = "reciprocals_off_the_diagonal",
  value = sumsq(solve(D, B)) + sumsq(B * inv(D)),
  wrt = { D, B },
  emit = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" },
}
