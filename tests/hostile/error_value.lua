-- an error that is an expression
-- says: : error: the spec raised an error that is
error(scalar 's')
