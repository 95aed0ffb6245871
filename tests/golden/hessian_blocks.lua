-- a block for each pair of inputs, the second half of them left to symmetry
local m, n = dims "m n"
local x, y = vector("x", m), vector("y", n)
local A = matrix("A", m, n)
objective {
  name = "hessian_blocks",
  value = x.T * A * y + sum(exp(x)),
  wrt = { x, y },
  emit = { "hessian" },
}
