-- operation counts of the functions of matrices and of their derivatives
local n, m, k = dims "n m k"
local A, B, x = matrix("A", n, n), matrix("B", m, n), vector("x", k)
local S = A * A.T + eye(n)
objective { name = "determinant", value = det(A), wrt = { A }, emit = { "value_grad", "hvp" } }
objective { name = "adjugate", value = sumsq(adj(A)), wrt = { A }, emit = { "value_grad", "hvp" } }
objective { name = "exponential", value = sumsq(expm(A)), wrt = { A }, emit = { "value_grad", "hvp" } }
objective { name = "factor", value = sum(chol(S)), wrt = { A } }
objective { name = "spectrum", value = sumsq(eigvalsh(S)) + eigmax(S), wrt = { A } }
objective { name = "singular", value = nuclear_norm(B) + spectral_norm(B), wrt = { B } }
objective { name = "products", value = prod(x), wrt = { x }, emit = { "value_grad", "hessian" } }
objective { name = "extremes", value = logsumexp(x) + max(x) + norm(x), wrt = { x } }
