-- A portfolio: expected return against risk and the cost of trading.
--
--     f(w) = -mu'w + gamma/2 (|F'w|^2 + delta'(w o w)) + cost'|w - held|^(3/2)
--
-- H. Markowitz, "Portfolio selection", 1952, with the risk of a factor model, covariance
-- F F' + diag(delta), and the 3/2-power cost of trading of Grinold, Kahn, "Active Portfolio
-- Management". The covariance is never formed: the gradient is -mu + gamma (F (F'w) + delta o w)
-- + 3/2 cost o sign(w - held) o |w - held|^(1/2), a product with F and one with F'.

local n, k = dims "n k"
local mu    = vector("mu", n, { doc = "expected returns" })
local F     = matrix("F", n, k, { doc = "exposures: an asset per row, a factor per column" })
local delta = vector("delta", n, { nonnegative = true, doc = "variances beside the factors" })
local cost  = vector("cost", n, { nonnegative = true, doc = "cost of trading" })
local held  = vector("held", n, { doc = "the portfolio as it is" })
local gamma = scalar("gamma", { positive = true, doc = "aversion to risk" })
local w     = vector("w", n, { doc = "the portfolio as it should be" })

local risk    = sumsq(F.T * w) + delta.T * square(w)
local trading = cost.T * pow(abs(w - held), 1.5)

objective {
  name  = "portfolio",
  doc   = "Mean-variance portfolio with costs of trading",
  value = -mu.T * w + gamma / 2 * risk + trading,
  wrt   = { w },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
