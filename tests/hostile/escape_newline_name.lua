-- an input's name with a line break
-- says: : error: 
scalar 'x\nint evil'
