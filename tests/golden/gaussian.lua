-- one Cholesky factor serves log det, the solves and the gradient
local n = dim "n"
local S = matrix("S", n, n, { spd = true })
local x = vector("x", n)
objective {
  name = "gaussian",
  value = (logdet(S) + x.T * inv(S) * x) / 2,
  wrt = { S, x },
}
