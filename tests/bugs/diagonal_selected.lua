-- A selector on the diagonal of a matrix, whose factor has each label twice: the evaluator read
-- the selector at other places, and beyond its end.
local n = dims "n"
local A = matrix("A", n, n)
objective {
    name = "f",
    value = sum(where(gt(diag(A), 0), diag(A) % diag(A) % diag(A), 0)),
    wrt = { A },
    emit = { "value_grad", "jvp" , "hvp"},
}
