-- require of a name with a backslash
-- says: : error: require
require 'parts\\..\\loop'
