-- A class that is looked up for the class of another row has to be there.
local n = dim "n"
local A, B = labels("A", n, n), labels("B", n, n)
local x = vector("x", n)

objective { name = "class_of_class", value = det(A * B) * sum(x), wrt = { x } }
