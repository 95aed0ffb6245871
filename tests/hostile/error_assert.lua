-- assert with a value that is no text
-- says: : error: the spec raised an error that is
assert(nil, {})
