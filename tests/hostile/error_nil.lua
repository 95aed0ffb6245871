-- error without a value
-- says: : error: the spec raised an error that is nil
error()
