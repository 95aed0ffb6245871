-- A linear function: the first formula of the lecture notes.
--
--     f(x) = c'x        gradient  c
--
-- From the differential df = c' dx, whose coefficient is the gradient. With c in `wrt` as well,
-- dc' x = x' dc gives the gradient x.

local n = dim "n"
local c = vector("c", n)
local x = vector("x", n)

objective {
  name  = "linear",
  doc   = "The linear function c'x",
  value = c.T * x,
  wrt   = { x, c },
}
