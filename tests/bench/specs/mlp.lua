-- A classifier with one hidden layer: mean cross entropy and its gradient in all parameters.
local n, d, h, K = dims "n d h K"
local X, y = matrix("X", n, d), labels("y", n, K)
local W1, b1 = matrix("W1", h, d), vector("b1", h)
local W2, b2 = matrix("W2", K, h), vector("b2", K)
local H = tanh(X * W1.T + b1.T)
objective {
  name = "mlp",
  value = -sum(y % log_softmax(H * W2.T + b2.T, 2)) / n,
  wrt = { W1, b1, W2, b2 },
  emit = { "value_grad" },
}
