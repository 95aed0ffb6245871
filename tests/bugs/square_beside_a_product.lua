-- Not seen by any test: a square added to a product by half would leave the sum without its other half; nor is a symmetric matrix definite.
local n, m = dims "n m"
local A, B, X, S = matrix("A", n, m), matrix("B", m, n), matrix("X", m, n), matrix("S", n, n, { symmetric = true })
local b = vector("b", n)
objective {
  name = "square_beside_a_product",
  value = sum(sin(A * B + X.T * X)) + sumsq(solve(S - 30 * eye(n), b)),
  wrt = { A, X, S },
  emit = { "value_grad" },
}
