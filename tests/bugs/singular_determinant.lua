-- second derivatives of det and adj were NaN at singular matrices: they divided by the determinant
local n = dims "n"
local x = vector("x", n)
local A = matrix("A", n, n)
local S = x * x.T
objective { name = "singular_det", value = det(S) + det(S + A) , wrt = { x, A },
            emit = { "value", "grad", "hvp", "hessian" } }
objective { name = "singular_adj", value = sum(adj(S) % A) + sum(adj(repmat(x, 1, n)) % A) + quad(x, A), wrt = { x, A },
            emit = { "value", "grad", "jvp", "hvp", "hessian" } }
mapping { name = "singular_adjugate", value = adj(S) + S, wrt = { x },
          emit = { "value", "jvp", "vjp", "jacobian", "jacobian_t" } }
