-- A long derivation gets names for its intermediates
local n, d, h, K = dims "n d h K"
local X, Y = matrix("X", n, d), matrix("Y", n, K, { onehot = true })
local V, W = matrix("V", h, d), matrix("W", K, h)
objective {
  name  = "two_layers",
  value = -sum(Y % log_softmax(tanh(tanh(X * V.T)) * W.T, 2)) / n,
  wrt   = { V, W },
}
