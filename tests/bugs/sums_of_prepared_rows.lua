-- Not seen by any test: a factor in place of data keeps sums over rows only beside a column of ones, and no maximum of rows.
local n, d, k = dims "n d k"
local X, y, b = matrix("X", n, d), vector("y", n), vector("b", d)
local W, H = matrix("W", d, k), labels("H", n, k)
objective {
  name = "sums_of_prepared_rows",
  value = sumsq(X * b - y) / 2 + square(sum(X * b)),
  wrt = { b },
  emit = { "value_grad", "hvp" },
  prepare = { X, y },
}
objective {
  name = "value_of_prepared_rows",
  value = sumsq(X * b - y) / 2 + square(sum(X * b)),
  emit = { "value" },
  prepare = { X, y },
}
objective {
  name = "maximum_of_prepared_rows",
  value = sumsq(X * b - y) / 2 + max(X * b),
  emit = { "value" },
  prepare = { X, y },
}
objective {
  name = "prepared_labels",
  value = sumsq(X * W - H),
  wrt = { W },
  emit = { "value_grad" },
  prepare = { X, H },
}
