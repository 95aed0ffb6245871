-- d(A x)/dx in both layouts
local m, n = dims "m n"
local A, x = matrix("A", m, n), vector("x", n)
mapping {
  name = "linear_map",
  value = tanh(A * x),
  wrt = { x },
  emit = { "value", "jvp", "vjp", "jacobian", "jacobian_t" },
}
