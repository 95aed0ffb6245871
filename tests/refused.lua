-- Functions that refuse some sizes, labels or matrices, and some that must not, for tests/refused.c.
local n, i, j = dims "n i j"
local x, z = vector("x", n), vector("z", n - 2)
local A, H, M = matrix("A", n, i), labels("H", n, i), matrix("M", n, n)
objective { name = "shape", value = sumsq(z), wrt = { z }, emit = { "value_grad" } }
objective { name = "part", value = sumsq(x:slice(i, j)), wrt = { x }, emit = { "value_grad" } }
objective { name = "fixed_part", value = sum(x:slice(2, 3)), wrt = { x }, emit = { "grad" } }
objective { name = "largest", value = max(x), wrt = { x }, emit = { "value_grad" } }
objective { name = "classes", value = sum(H % A), wrt = { A }, emit = { "value_grad" } }
objective { name = "regular", value = logdet(M), wrt = { M }, emit = { "value_grad" } }
objective { name = "large", value = sumsq(A), wrt = { A }, emit = { "value_grad" } }
objective { name = "alone", value = sum(exp(x)), wrt = { x }, emit = { "value", "grad" } }
objective {
  name = "shared",
  value = sumsq(M * x) + sumsq(exp(M)),
  wrt = { M, x },
  emit = { "value_grad" },
}
local S, G = matrix("S", n, n, { symmetric = true }), labels("G", n, 1)
objective { name = "indefinite", value = sumsq(solve(S, x)), emit = { "value" } }
objective { name = "one_class", value = sum(G % x), emit = { "value" } }
objective {
  name = "ties",
  value = sum(where(le(x, 1), square(x), -x)) + sum(where(lt(x, 1), 5, 7)),
  emit = { "value" },
}
