-- The derivatives of log det A went through where det A is negative, though the value fails there.
local n = dim "n"
local A = matrix("A", n, n)
local L = matrix("L", n, n, { lower = true })
objective {
  name = "gradient_of_negative_determinant",
  value = log(det(A * A.T + eye(n))) + logdet(A.T * A + 2 * eye(n) + A - A.T) + logdet(L * L.T),
  wrt = { A, L },
  emit = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" },
}
