-- The squared length of a vector: the second formula of the lecture notes, in both spellings.
--
--     f(x) = |x|^2 = x'x        gradient  2x
--
-- Both objectives become the same expression, so that their functions are the same but for the
-- name. hvp multiplies by the Hessian 2 I, which is never formed.

local n = dim "n"
local x = vector("x", n)

objective {
  name  = "sum_of_squares",
  doc   = "The squared Euclidean norm",
  value = sumsq(x),
  wrt   = { x },
  emit  = { "value", "grad", "value_grad", "hvp" },
}

objective {
  name  = "inner_product",
  doc   = "The inner product of a vector with itself",
  value = x.T * x,
  wrt   = { x },
}
