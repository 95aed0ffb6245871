-- second derivatives of expm lost digits: the weight 1000 entered the norm that decides on squarings
local n = dims "n"
local A = matrix("A", n, n)
local x = vector("x", n)
objective { name = "large_weight", value = 1000 * quad(x, expm(A)) + sum(expm(A * A / 4)), wrt = { A, x },
            emit = { "value", "grad", "jvp", "hvp", "hessian" } }
