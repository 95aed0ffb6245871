-- Not seen by any test: the diagonal of inv(A) B is no solution with A, nor is a symmetric matrix definite.
local n, k = dims "n k"
local A, B, S, b = matrix("A", n, n), matrix("B", n, n), matrix("S", n, n, { symmetric = true }), vector("b", n)
objective {
  name = "diagonal_of_a_solution",
  value = sumsq(diag(solve(A, B))) + sumsq(einsum("ij,ji->j", inv(A), B)) + sumsq(solve(S, b)),
  wrt = { A, B, S },
  emit = { "value_grad", "jvp" },
}
