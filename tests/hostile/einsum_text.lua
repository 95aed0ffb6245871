-- einsum with a very long text
-- says: : error: 
einsum(('a'):rep(1e6), scalar 's')
