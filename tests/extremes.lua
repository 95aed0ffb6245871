-- Values where plain formulas fail: sizes of 0, overflow and underflow, eigenvalues that meet, kinks.
-- All functions take the same inputs, so that tests/extremes.c can go through a table of them.
local m, n = dims "m n"
local x, A = vector("x", n), matrix("A", m, n)
local S = matrix("S", n, n)
local l, s = eigvalsh(S), svdvals(S)

local function case(name, value)
  objective { name = name, value = value, wrt = { x, A, S }, emit = { "value_grad", "hvp" } }
end

case("quotient_inside", sum(A / m))
case("mean_inside", sum(mean(A, 2)))
case("square_inside", sum(square(A * x) / m))
case("root_inside", sum(square(A * x) / sqrt(m * n)))
case("mean_outside", mean(A) + sumsq(x))

case("sum_exp_eigenvalues", sum(exp(l)))
case("sum_sq_eigenvalues", sumsq(l))
case("cubic_eigenvalues", sum(pow(l, 3)) - 2 * sumsq(l))
case("product_of_eigenvalues", prod(l))
case("log_sum_exp_eigenvalues", logsumexp(l))
case("nuclear", nuclear_norm(S))
case("spectral", spectral_norm(S))
case("smooth_singular", sum(sqrt(1 + square(s))))
case("sum_cubed_singular", sum(pow(s, 3)))

local y, z = 1000 * x, x:at(1) * 1000
case("sum_of_two_exps", sum(log(exp(y) + exp(-y))))
case("sum_of_three_exps", sum(log(1 + exp(y) + 2 * exp(-y))))
case("exp_and_sum", log(exp(z) + sum(exp(y))))
case("log_of_cosh", sum(log(cosh(y))))
case("log_of_determinant", log(det(diag(pow(10, y)))) + log(det(A.T * A + S) / 2))
case("log_of_product", log(prod(exp(y) - 2)))
