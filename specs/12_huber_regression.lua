-- Huber regression: least squares for data with outliers.
--
--     f(w) = sum_i h(y_i - x_i'w),  h(r) = r^2/2 where |r| <= delta, delta (|r| - delta/2) beyond
--
-- P. J. Huber, "Robust estimation of a location parameter", 1964. The gradient is
-- -X' clamp(y - X w, -delta, delta): a residual beyond delta pulls no harder than delta.

local n, d = dims "n d"
local X     = matrix("X", n, d, { doc = "one sample per row" })
local y     = vector("y", n)
local delta = scalar("delta", { positive = true, doc = "where the loss becomes linear" })
local w     = vector("w", d)

objective {
  name  = "huber_regression",
  doc   = "Huber's loss of a linear prediction",
  value = sum(huber(y - X * w, delta)),
  wrt   = { w },
}
