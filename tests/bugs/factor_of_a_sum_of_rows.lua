-- mdgen: -D d=2
-- Not seen by any test: a matrix that grows block by block of rows is factored when it is complete.
local n, d = dims "n d"
local X, c = matrix("X", n, d), vector("c", d)
objective {
  name = "factor_of_a_sum_of_rows",
  value = logdet(X.T * X) + quad(c, inv(X.T * X)),
  wrt = { X },
  emit = { "value", "grad" },
}
