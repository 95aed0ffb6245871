-- gsub that makes a long text
-- says: bytes of memory
(('x'):rep(1e6)):gsub('x', ('y'):rep(1000))
