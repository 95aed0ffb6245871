-- Not seen by any test: of a tall matrix, and of a wide one, a direction may leave the span of the singular vectors.
local A, B = matrix("A", 4, 2), matrix("B", 2, 3)
objective {
  name = "singular_values_of_rectangles",
  value = sum(pow(svdvals(A), 3)) + sum(sqrt(1 + square(svdvals(B)))) + prod(svdvals(A)),
  wrt = { A, B },
  emit = { "value_grad", "hvp", "hessian" },
}
objective {
  name = "squares_of_singular_values",
  value = 3 * sumsq(svdvals(B)),
  wrt = { B },
  emit = { "hvp" },
}
