-- a symmetric product was added by syrk to a sum that already held a product without symmetry
local n, m = dims "n m"
local A, B, X = matrix("A", n, m), matrix("B", m, n), matrix("X", m, n)
mapping { name = "syrk_after_gemm", value = A * B + X.T * X, wrt = { A, X } }
