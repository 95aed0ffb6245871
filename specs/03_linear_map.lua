-- A linear map: the third formula of the lecture notes, and the one whose value is a vector.
--
--     f(x) = A x        df/dx = A'  in the layout of the notes,  A  with a row per element of f
--
-- A mapping has no gradient but a Jacobian: "jacobian_t" is the layout of the notes, "jacobian"
-- the other one (numerator layout). jvp is A v for a direction v, vjp is A'w for weights w;
-- neither needs the Jacobian.

local m, n = dims "m n"
local A = matrix("A", m, n)
local x = vector("x", n)

mapping {
  name  = "linear_map",
  doc   = "The linear map A x",
  value = A * x,
  wrt   = { x },
  emit  = { "value", "jvp", "vjp", "jacobian", "jacobian_t" },
}
