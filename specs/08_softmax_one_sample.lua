-- Multi-class logistic regression for one sample: exercise 2 of the lecture notes, in the
-- spelling of the notes.
--
--     f(Theta) = -y' log(softmax(Theta x)),  softmax(z) = exp(z) / (1' exp(z))
--     gradient   (softmax(Theta x) - y) x'
--
-- Written so, exp overflows for scores beyond 709. The generated code does not: log of a softmax
-- becomes z - max - log(sum(exp(z - max))), and 1'y = 1 because y is one-hot.

local d, K = dims "d K"
local x     = vector("x", d, { doc = "the sample" })
local y     = vector("y", K, { onehot = true, doc = "1 for its class" })
local Theta = matrix("Theta", K, d, { doc = "one class per row" })

local function softmax_of(z)
  return exp(z) / (ones(K).T * exp(z))
end

objective {
  name  = "softmax_one_sample",
  doc   = "Cross entropy of a linear classifier for one sample",
  value = -y.T * log(softmax_of(Theta * x)),
  wrt   = { Theta },
}
