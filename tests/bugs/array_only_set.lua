-- With sizes fixed (-D n=3) all that read an array turned out to be 0, and the array was set without use.
local n = dim "n"
local A = matrix("A", n, n, { lower = true })
objective {
  name = "array_only_set",
  value = square(A:at(1, 2) * A:at(2, 1)),
  wrt = { A },
  emit = { "value", "grad", "value_grad", "jvp", "hvp", "hessian" },
}
