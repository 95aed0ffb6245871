-- dims whose product overflows
-- says: : error: a size is too large
local A = matrix('A', 1 << 40, 1 << 40)
