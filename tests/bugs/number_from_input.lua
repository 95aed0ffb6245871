-- An input of which the value is a known number, as B'B of a one-hot B, was no parameter where it divides.
local n, m = dims "n m"
local A = vector("A", n)
local B = vector("B", m, { onehot = true })

objective { name = "number_from_input", value = sum(pow(A / dot(B, B), 2 * dot(B, B))), wrt = { A } }
