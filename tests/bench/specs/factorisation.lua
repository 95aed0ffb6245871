-- Matrix factorisation with a mask of observed entries.
local m, n, k = dims "m n k"
local X, M, U, V = matrix("X", m, n), matrix("M", m, n), matrix("U", m, k), matrix("V", n, k)
local lambda = scalar "lambda"
objective {
  name = "factorisation",
  value = sumsq(M % (X - U * V.T)) / 2 + lambda / 2 * (sumsq(U) + sumsq(V)),
  wrt = { U, V },
  emit = { "value_grad" },
}
