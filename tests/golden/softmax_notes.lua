-- the notes' own spelling of the cross entropy of one sample gives the shifted form
local d, K = dims "d K"
local Theta = matrix("Theta", K, d)
local x, y = vector("x", d), vector("y", K, { onehot = true })
objective {
  name = "softmax_notes",
  value = -t(y) * log(exp(Theta * x) / sum(exp(Theta * x))),
  wrt = { Theta },
}
