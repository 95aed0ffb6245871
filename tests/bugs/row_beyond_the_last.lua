-- The gradient of a row beyond the last, and of the maximum of nothing, was zeros: only the value looked at the sizes.
local m, n, k = dims "m n k"
local A = matrix("A", m, n)
local B = matrix("B", k + 1, k)
objective {
  name = "row_beyond_the_last",
  value = sum(B:row(k)) + max(A) + sum(A:row(m)),
  wrt = { A, B },
  emit = { "value", "grad", "value_grad", "jvp", "hvp" },
}
