local k = scalar "k"
local x = vector("x", k)
