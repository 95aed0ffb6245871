-- The result of a loop took the memory of an array of which every turn of the loop reads the first element.
local k = dims "k"
local A = matrix("A", k, k, { symmetric = true })

objective { name = "element_overwritten", value = sumsq(eigmin(A) + ones(k, 1)), wrt = { A } }
