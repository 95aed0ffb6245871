-- functions of the language can be hidden, not broken
-- says: : error: the spec declares no objective
local sum0 = sum
sum = function() end
local x = sum0(vector('x', 3))
dim, dims, matrix = nil, nil, nil
