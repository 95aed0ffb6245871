-- require of a very long name
-- says: : error: 
require(('a'):rep(100000))
