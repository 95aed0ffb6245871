-- sizes of which one is known to be the smaller: no zeros are put around more than needed
local n = dim "n"
local tall, wide, x = matrix("tall", n + 1, n), matrix("wide", n, n + 2), vector("x", n)
objective { name = "sums", value = nuclear_norm(tall) + spectral_norm(wide), wrt = { tall, wide } }
objective { name = "of_vector", value = sum(svdvals(x + 1)) + nuclear_norm(x.T), wrt = { x } }
local F, G = matrix("F", 3, 5), matrix("G", 5, 3)
objective { name = "diagonals", value = sumsq(diag(F)) + sum(diag(G)), wrt = { F, G } }
