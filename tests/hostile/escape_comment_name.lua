-- an objective's name that ends a comment
-- says: : error: 
local x = scalar 'x'
objective { name = 'f */ int evil;', value = x, wrt = { x } }
