-- Matrix factorisation with missing entries, as in recommender systems.
--
--     f(U, V) = 1/2 |M o (R - U V')|^2 + lambda/2 (|U|^2 + |V|^2),  M = 1 where R is known, else 0
--
-- Koren, Bell, Volinsky, "Matrix factorization techniques for recommender systems", 2009. With
-- E = M o M o (U V' - R) the gradients are E V + lambda U and E' U + lambda V.

local m, n, r = dims "m n r"
local R      = matrix("R", m, n, { doc = "ratings: a user per row, an item per column" })
local M      = matrix("M", m, n, { nonnegative = true, doc = "1 where there is a rating" })
local lambda = scalar("lambda", { nonnegative = true, doc = "weight of the penalty" })
local U      = matrix("U", m, r, { doc = "one user per row" })
local V      = matrix("V", n, r, { doc = "one item per row" })

objective {
  name  = "matrix_factorisation",
  doc   = "Squared error of a low-rank model of known entries, with a penalty",
  value = sumsq(M % (R - U * V.T)) / 2 + lambda / 2 * (sumsq(U) + sumsq(V)),
  wrt   = { U, V },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
