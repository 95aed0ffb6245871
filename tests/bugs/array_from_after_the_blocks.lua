-- Not seen by any test: what is formed after the loop over blocks cannot take the memory of a block's rows.
local n, d, k = dims "n d k"
local X, W = matrix("X", n, d), matrix("W", d, k)
objective {
  name = "array_from_after_the_blocks",
  value = sumsq(exp(sum(tanh(X * W), 1))) + sum(sin(sum(tanh(X * W), 1))),
  wrt = { W },
  emit = { "value", "value_grad" },
}
