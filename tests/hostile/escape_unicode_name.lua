-- an input's name beyond ASCII
-- says: : error: 
scalar 'x\u{3b1}'
