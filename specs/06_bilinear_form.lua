-- A function of a matrix: the worked example of the lecture notes.
--
--     f(X) = a'Xb        gradient  a b'
--
-- df = a' dX b = tr(b a' dX), and what stands before dX is the transposed gradient.

local m, n = dims "m n"
local X = matrix("X", m, n)
local a = vector("a", m)
local b = vector("b", n)

objective {
  name  = "bilinear_form",
  doc   = "The bilinear form a'Xb",
  value = a.T * X * b,
  wrt   = { X },
}
