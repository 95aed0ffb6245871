-- Not seen by any test: products of all others in a row, whose derivative has rows of its own.
local n, k = dims "n k"
local A = matrix("A", n, k)
objective {
  name = "products_of_every_row",
  value = sumsq(prod(A, 2)),
  wrt = { A },
  emit = { "value_grad", "hvp", "hessian" },
}
