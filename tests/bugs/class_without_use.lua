-- mdgen: -D m=3
-- The class of a row was looked up, an unused variable, where a sum over the classes needs none of them.
local n, m, k = dims "n m k"
local A = matrix("A", n, m)
local B = labels("B", m, k)

objective {
    name = "class_without_use",
    value = A:at(2, 1) * einsum("ab,ca,ba->", A, B.T * A.T, ones(m, n)),
    wrt = { A },
    emit = { "hvp" },
}
