-- What is infinite off the diagonal of a triangle is no part of a diagonal gradient, for --check either.
local n = dims "n"
local U = matrix("U", n, n, { upper = true })
objective {
    name = "f",
    value = log(det(U)) + sum(log(abs(diag(U)))),
    wrt = { U },
    emit = { "value_grad", "jvp", "hvp" },
}
