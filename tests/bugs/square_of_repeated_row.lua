-- The sum of squares of a repeated row lost the number of repetitions: a summed label without a factor was dropped.
local m, n = dims "m n"
local A = matrix("A", m, n)
objective {
  name = "square_of_repeated_row",
  value = sum(square(repmat(A:row(1), m, 1))),
  wrt = { A },
  emit = { "value", "grad", "value_grad", "jvp", "hvp" },
}
