-- the data of a training run are reduced once
local m, n = dims "m n"
local X, y, theta = matrix("X", m, n), vector("y", m), vector("theta", n)
objective {
  name = "prepared",
  value = sumsq(X * theta - y),
  wrt = { theta },
  prepare = { X, y },
}
