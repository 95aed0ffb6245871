-- targets that are distributions: each row sums to one
local N, K, d = dims "N K d"
local P, X, W, q = matrix("P", N, K, { simplex = true }), matrix("X", N, d), matrix("W", d, K), vector("q", K, { simplex = true })
objective { name = "cross_entropy", value = -sum(P % log_softmax(X * W, 2)) / N, wrt = { W } }
objective { name = "divergence", value = sum(q % (log(q) - log_softmax(W.T * X:row(1).T))), wrt = { W } }
