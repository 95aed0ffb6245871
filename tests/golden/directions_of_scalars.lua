-- Directions are pointers, those of scalars too.
local n = dim "n"
local x, l = vector("x", n), scalar "l"
objective {
  name = "f", value = l^2 * sumsq(x) + exp(l), wrt = { x, l },
  emit = { "jvp", "hvp", "hessian" },
}
mapping { name = "g", value = l^2 * sumsq(x) + exp(l), wrt = { x, l } }
