-- parts of an input are read where they lie; the gradient is put together from its parts
local n = dim "n"
local A, x = matrix("A", n, n), vector("x", n + 2)
objective {
  name = "slices",
  value = A:row(1) * x:slice(2, n + 1) + x:at(1) * A:at(n, 1),
  wrt = { A, x },
}
