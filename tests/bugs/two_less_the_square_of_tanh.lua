-- Not seen by any test: only as much of 1 as of tanh^2 makes sech^2.
local n = dim "n"
local x, y = vector("x", n), vector("y", n)
objective {
  name = "two_less_the_square_of_tanh",
  value = sum((2 - square(tanh(x))) % y) + sum((3 - 3 * square(tanh(x))) % y),
  wrt = { x, y },
  emit = { "value_grad", "hvp" },
}
