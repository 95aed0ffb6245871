-- Logistic loss of n margins: one softplus and one sigmoid for each.
local n = dim "n"
local z, y = vector("z", n), vector("y", n)
objective {
  name = "softplus_loss",
  value = sum(softplus(-y % z)),
  wrt = { z },
  emit = { "value_grad" },
}
