-- Multi-class logistic regression for n samples: the question at the end of the lecture notes.
--
--     f(Theta) = -1/n tr(Y' log softmax(X Theta')),  a sample in each row of X, softmax by rows
--     gradient   1/n (softmax(X Theta') - Y)' X
--
-- The gradient of one sample, (softmax(Theta x) - y) x', summed over samples: a product of two
-- matrices. Y is one-hot here; softmax_regression.lua takes class numbers instead.

local n, d, K = dims "n d K"
local X     = matrix("X", n, d, { doc = "one sample per row" })
local Y     = matrix("Y", n, K, { onehot = true, doc = "1 for the class of each sample" })
local Theta = matrix("Theta", K, d, { doc = "one class per row" })

objective {
  name  = "softmax_many_samples",
  doc   = "Mean cross entropy of a linear classifier",
  value = -tr(Y.T * log(softmax(X * Theta.T, 2))) / n,
  wrt   = { Theta },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
