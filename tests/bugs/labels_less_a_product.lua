-- Labels less a product that is written into the sum's memory: the product was taken off once more.
local n, K, d = dims "n K d"
local Y = labels("Y", n, K)
local X, W = matrix("X", n, d), matrix("W", K, d)
objective {
  name = "labels_less_a_product",
  value = sumsq(Y - X * W.T) + sumsq(X * W.T + Y + 1),
  wrt = { X, W },
  emit = { "value", "grad", "value_grad", "jvp", "hvp" },
}
