-- A multilayer perceptron: two hidden layers, softmax outputs, cross entropy.
--
--     f = -1/n sum_i log softmax(H2 W3 + 1 b3')_{i, y_i},  H2 = tanh(H1 W2 + 1 b2'),
--     H1 = tanh(X W1 + 1 b1')
--
-- Its gradient is back-propagation: Rumelhart, Hinton, Williams, "Learning representations by
-- back-propagating errors", 1986. From the output on, D3 = (softmax - Y)/n, then
-- D2 = (D3 W3') o (1 - H2 o H2) and D1 = (D2 W2') o (1 - H1 o H1); the gradient of a layer's
-- weights is its input transposed times its D, that of its biases the sum of the rows of D.

local n, d, h, K = dims "n d h K"
local X  = matrix("X", n, d, { doc = "one sample per row" })
local y  = labels("y", n, K)
local W1 = matrix("W1", d, h)
local b1 = vector("b1", h)
local W2 = matrix("W2", h, h)
local b2 = vector("b2", h)
local W3 = matrix("W3", h, K)
local b3 = vector("b3", K)

local function layer(H, W, b)
  return H * W + b.T
end

local hidden = tanh(layer(tanh(layer(X, W1, b1)), W2, b2))

objective {
  name  = "mlp",
  doc   = "Mean cross entropy of a perceptron with two hidden layers",
  value = -sum(y % log_softmax(layer(hidden, W3, b3), 2)) / n,
  wrt   = { W1, b1, W2, b2, W3, b3 },
}
