-- an error with a very long text
-- says: : error: eee
error(('e'):rep(1e6))
