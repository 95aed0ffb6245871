-- Exercise 2: one sample of multi-class logistic regression, f(Theta) = -y'log softmax(Theta x)
local K, d = dims "K d"
local x, y = vector("x", d), vector("y", K, { onehot = true })
local Theta = matrix("Theta", K, d)
objective { name = "logistic", value = -(y.T * log(softmax(Theta * x))), wrt = { Theta } }
