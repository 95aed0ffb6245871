-- an error with odd bytes
-- says: : error: 
error '\0\27[2J\xff'
