-- Mean cross entropy of a linear classifier; labels are class numbers.
local n, d, K = dims "n d K"
local X, y, Theta = matrix("X", n, d), labels("y", n, K), matrix("Theta", K, d)
objective {
  name = "softmax",
  value = -sum(y % log_softmax(X * Theta.T, 2)) / n,
  wrt = { Theta },
  emit = { "value_grad" },
}
