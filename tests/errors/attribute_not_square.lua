local m, n = dims "m n"
local S = matrix("S", m, n, { spd = true })
