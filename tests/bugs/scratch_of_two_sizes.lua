-- mdgen: -D n=2 -D k=12
-- Not seen by any test: scratch memory of a routine for a small matrix is too small for a large one.
local n, k = dims "n k"
local A, B = matrix("A", n, n), matrix("B", k, k)
objective {
  name = "scratch_of_two_sizes",
  value = sumsq(expm(A)) + sumsq(expm(B / 4)) + sumsq(inv(A + 5 * eye(n))) + sumsq(inv(B + 9 * eye(k))),
  wrt = { A, B },
  emit = { "value", "grad" },
}
