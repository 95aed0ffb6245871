-- Multi-class logistic regression: a linear classifier with K classes, trained by the mean cross
-- entropy of n samples plus a ridge penalty.
--
--     f(Theta) = -1/n sum_i log softmax(Theta x_i)_{y_i} + lambda/2 |Theta|^2
--
-- With P the n x K matrix of softmax(Theta x_i) in its rows and Y the one-hot labels, the
-- gradient is 1/n (P - Y)' X + lambda Theta.
-- The labels are class numbers; the one-hot matrix that they stand for is never formed.

local n, d, K = dims "n d K"
local X      = matrix("X", n, d, { doc = "one sample per row" })
local y      = labels("y", n, K, { doc = "the class of each sample" })
local lambda = scalar("lambda", { doc = "weight of the ridge penalty" })
local Theta  = matrix("Theta", K, d, { doc = "one class per row" })

objective {
  name  = "softmax_regression",
  doc   = "Mean cross entropy of a linear classifier, with a ridge penalty",
  value = -sum(y % log_softmax(X * Theta.T, 2)) / n + lambda / 2 * sumsq(Theta),
  wrt   = { Theta },
}
