-- Jacobians and Hessians of matrices: Kronecker products, rows stacked, the commutation matrix.
local m, n, p, q = dims "m n p q"
local A, X, B, Y = matrix("A", m, n), matrix("X", n, p), matrix("B", p, q), matrix("Y", m, q)
local S, C, x = matrix("S", n, n), matrix("C", n, n), vector("x", n)
local all = { "jvp", "vjp", "jacobian" }

mapping { name = "product", value = A * X * B, wrt = { X }, emit = all }
mapping { name = "inverse", value = inv(S), wrt = { S }, emit = { "jacobian" } }
mapping { name = "gram", value = X.T * X, wrt = { X }, emit = { "jacobian" } }
mapping { name = "elements", value = exp(X), wrt = { X }, emit = { "jacobian" } }
mapping { name = "square", value = outer(x, x), wrt = { x }, emit = { "jacobian" } }
mapping { name = "times", value = X.T * x, wrt = { X, x }, emit = { "jacobian_t" } }
mapping { name = "activation", value = tanh(S * x), wrt = { x }, emit = all }
objective { name = "fit", value = sumsq(A * X * B - Y), wrt = { X }, emit = { "hessian" } }
objective { name = "volume", value = logdet(S), wrt = { S }, emit = { "hessian" } }
objective { name = "trace", value = tr(S * C) ^ 2, wrt = { S }, emit = { "hessian" } }
objective { name = "form", value = x.T * S * x, wrt = { x, S }, emit = { "hessian", "hvp" } }
