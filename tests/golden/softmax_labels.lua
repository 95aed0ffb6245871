-- labels never become a one-hot matrix; value and gradient share the softmax
local n, d, K = dims "n d K"
local X, Theta = matrix("X", n, d), matrix("Theta", K, d)
local y = labels("y", n, K)
objective {
  name = "softmax_labels",
  value = -sum(y % log_softmax(X * Theta.T, 2)) / n,
  wrt = { Theta },
}
