-- Least squares with the data fixed: exercise 1 of the lecture notes as one fits it.
--
--     f(theta) = |X theta - y|^2        gradient  2 X' (X theta - y)
--
-- `prepare` says that X and y stay the same over many calls. least_squares_fit_prepare reduces
-- them once to a triangular factor R of [X y], as [X y]'[X y] = R'R; then a call costs d^2 rather
-- than n d operations. The factor is accurate near a perfect fit, where X'X would cancel (Golub,
-- Van Loan, "Matrix Computations", section 5.3).

local n, d = dims "n d"
local X     = matrix("X", n, d, { doc = "one sample per row" })
local y     = vector("y", n, { doc = "what is to be predicted" })
local theta = vector("theta", d)

objective {
  name    = "least_squares_fit",
  doc     = "The squared error of a linear prediction",
  value   = sumsq(X * theta - y),
  wrt     = { theta },
  prepare = { X, y },
}
