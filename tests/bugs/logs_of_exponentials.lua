-- Logarithms of means, of weighted sums and of parts of exponentials overflowed; a root mean square had
-- no derivative at 0.
local n, K = dims "n K"
local Z, Y, w = matrix("Z", n, K), labels("Y", n, K), vector("w", K, { positive = true })
objective { name = "mean_exp", value = sum(log(mean(exp(Z), 2))), wrt = { Z } }
objective { name = "weighted", value = sum(log(exp(Z) * w)) - log(softmax(w):at(1)), wrt = { Z, w } }
objective { name = "likelihood", value = -sum(log(sum(Y % softmax(Z, 2), 2))), wrt = { Z } }
objective { name = "deviation", value = sum(sqrt(mean(square(Z - mean(Z, 1)), 1))), wrt = { Z } }
