-- require of a number
-- says: : error: require takes
require(12)
