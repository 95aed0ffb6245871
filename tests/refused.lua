-- Functions that refuse some sizes, labels or matrices; tests/refused.c calls them with those.
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
