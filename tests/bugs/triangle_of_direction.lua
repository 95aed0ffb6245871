-- The product of a triangular input with its direction read what lies outside of the triangle.
local n = dim "n"
local L = matrix("L", n, n, { lower = true })
local U = matrix("U", n, n, { upper = true })
objective {
  name = "triangle_of_direction",
  value = sumsq(L) + sumsq(U) + dot(L, U),
  wrt = { L, U },
  emit = { "value_grad", "jvp", "hvp", "hessian" },
}
