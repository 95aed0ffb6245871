local k, m, n = dims "k m n"
local T, A = tensor("T", { k, m, n }), matrix("A", n, m)
objective { name = "f", value = sum(T * A), wrt = { A } }
