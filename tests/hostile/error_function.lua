-- an error that is a function
-- says: : error: the spec raised an error that is
error(print)
