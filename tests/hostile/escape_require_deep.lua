-- require of a very deep name
-- says: : error: 
require(('a.'):rep(100000) .. 'a')
