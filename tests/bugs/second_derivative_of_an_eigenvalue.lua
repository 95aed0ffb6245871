-- Which eigenvalue is the largest has the slope 0, and yet its second derivative is not 0.
local n = dims "n"
local A, S = matrix("A", n, n), matrix("S", n, n, { symmetric = true })
objective { name = "least", value = min(eigvalsh(A)), wrt = { A }, emit = { "hvp" } }
objective { name = "largest", value = max(eigvalsh(S)), wrt = { S }, emit = { "hvp", "hessian" } }
objective { name = "norm", value = sumsq(eigvalsh(A)) + sum(eigvalsh(A)) * sum(square(eigvalsh(A))), wrt = { A }, emit = { "hvp" } }
objective { name = "magnitude", value = sum(abs(eigvalsh(A))) + max(svdvals(A)), wrt = { A }, emit = { "hvp" } }
