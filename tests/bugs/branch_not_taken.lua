-- The branch of where() that is not taken has no derivative there: neither has its NaN.
local n, m = dims "n m"
local x, w = vector("x", n), vector("w", n)
local A = matrix("A", m, n)
objective {
  name  = "branches",
  value = dot(w, where(gt(x, 0), sqrt(x), square(x))) + sum(where(le(x, 0), x, x % log(x))),
  wrt   = { x, w },
  emit  = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" },
}
local z = A * x
objective {
  name  = "branches_of_products",
  value = sum(where(gt(z, 0), log(z) % sqrt(z), 0)),
  wrt   = { A, x },
  emit  = { "value", "grad", "value_grad", "hvp" },
}
mapping { name = "guarded", value = where(lt(x, 0), exp(-x), pow(x, 1.5)), wrt = { x } }
