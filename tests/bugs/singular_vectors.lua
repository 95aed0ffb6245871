-- The left and the right singular vectors of one call, told apart.
local n, m = dims "n m"
local A, W = matrix("A", n, m), matrix("W", n, m)

objective {
    name = "singular_vectors",
    value = nuclear_norm(A) + spectral_norm(A + W),
    wrt = { A, W },
    emit = { "value", "value_grad" },
}
