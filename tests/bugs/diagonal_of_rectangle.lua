-- A rectangle with nothing but a diagonal was taken for symmetric, and its rows for its columns.
local m = dims "m"
local A = matrix("A", m, m)
local part = A:cols(1, 2)

mapping {
    name = "diagonal_of_rectangle",
    value = part * t(triu(tril(part))),
    wrt = { A },
    emit = { "value", "jvp", "jacobian", "jacobian_t" },
}
