-- Not seen by any test: the products of all other elements of a vector need every row, so its rows are no blocks.
local n = dim "n"
local x = vector("x", n)
objective { name = "products_of_all_rows", value = prod(x), wrt = { x }, emit = { "grad", "hvp" } }
