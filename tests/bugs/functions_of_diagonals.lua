-- Rules took the operand of a function for a node of the function's shape; of a diagonal it is the whole matrix.
local n, m = dims "n m"
local A = matrix("A", n, n)
local T = tensor("T", { n, m, n })
local a, D = diag(A), einsum("imi->mi", T)
objective {
  name = "functions_of_diagonals",
  value = sum(log(exp(D)) % cos(D)) + sum(1 / (1 + exp(D)) % D) + sumsq(abs(D) % D) + sum(log(sigmoid(D)))
    + sum(log(1 + exp(D)) % D) + sum(1 / exp(D)) + sumsq(exp(D) / sum(exp(D), 2)) + sum(log(exp(D) % square(D))) + sum(exp(D) % sigmoid(-D))
    + sum(log(1 - sigmoid(D))) + sum(1 / (1 / square(D))) + sum(square(sqrt(square(D)))) + sum(log(sum(exp(D), 2))) + sum((1 - sigmoid(D)) % D),
  wrt = { T },
  emit = { "value", "grad", "hvp" },
}
objective {
  name = "functions_of_a_diagonal",
  value = norm(abs(a) / abs(a)) + sumsq(abs(a)) + sum(log(exp(a)) % a) + sum(log(diag(exp(A)))),
  wrt = { A },
  emit = { "value", "grad", "hvp" },
}
