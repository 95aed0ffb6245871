-- an error that is a number
-- says: : error: the spec raised an error that is 42
error(42)
