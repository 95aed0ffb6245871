-- an error that is a boolean
-- says: : error: the spec raised an error that is
error(false)
