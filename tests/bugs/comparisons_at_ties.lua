-- Not seen by any test: a comparison that is wrong at ties, or a label that is not there, makes a determinant negative or 0.
local n = dim "n"
local s, x, H = scalar "s", vector("x", n), labels("H", n, 1)
local one = abs(sign(s))
objective {
  name = "comparisons_at_ties",
  value = logdet(diag(vcat(where(le(one, 1), 1 + square(s), -1), where(lt(one, 1), -1, 2 + square(s)), 1))),
  wrt = { s },
}
objective { name = "one_class", value = log(sumsq(H % exp(x))) + logdet(H.T * H * (1 + sumsq(x))), wrt = { x } }
