-- Not seen by any test: batches and sums over two axes, whose order is not the same in both factors.
local n, k = dims "n k"
local T, U, V = tensor("T", { 2, 3, n, k }), tensor("U", { 3, 2, k, n }), tensor("V", { n, k, 3 })
local W = tensor("W", { k, n, 4 })
objective {
  name = "orders_of_axes",
  value = sumsq(einsum("abik,bakj->abij", T, U)) + sumsq(einsum("ikl,kij->lj", V, W)) + sumsq(einsum("abik,bakj->baij", T, U)),
  wrt = { T, U, V, W },
  emit = { "value_grad", "jvp" },
}
