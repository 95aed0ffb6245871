local n = dim "n"
local A = matrix("A", n, n)
local all = "abcdefghijklmnopqrstuvwxyz"
local pairs_of_letters = all:gsub("..", "%0,"):sub(1, -2)
objective { name = "f", value = sum(einsum(pairs_of_letters .. "->" .. all, A, A, A, A, A, A, A, A, A, A, A, A, A)),
            wrt = { A } }
