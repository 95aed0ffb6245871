-- A linear support vector machine with the squared hinge loss.
--
--     f(w, b) = 1/2 |w|^2 + C sum_i max(0, 1 - y_i (x_i'w + b))^2,  y_i = 1 or -1
--
-- The L2-loss machine of Fan, Chang, Hsieh, Wang, Lin, "LIBLINEAR", 2008. With the margins
-- xi = max(0, 1 - y o (X w + b)) the gradients are w - 2 C X' (y o xi) and -2 C y'xi. f has a
-- continuous gradient; its generalised Hessian, in hvp, sees only the samples inside of the margin.

local n, d = dims "n d"
local X = matrix("X", n, d, { doc = "one sample per row" })
local y = vector("y", n, { doc = "1 or -1" })
local C = scalar("C", { positive = true, doc = "weight of the loss" })
local w = vector("w", d)
local b = scalar("b", { doc = "intercept" })

objective {
  name  = "svm_squared_hinge",
  doc   = "A linear support vector machine with squared hinge loss",
  value = sumsq(w) / 2 + C * sumsq(relu(1 - y % (X * w + b))),
  wrt   = { w, b },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
