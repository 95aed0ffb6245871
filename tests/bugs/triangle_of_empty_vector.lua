-- The upper triangle of a column, its first element, was an error where the column is empty.
local n = dim "n"
local x = vector("x", n)

objective { name = "triangle_of_empty_vector", value = sumsq(triu(x)), wrt = { x } }
