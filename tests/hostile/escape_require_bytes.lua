-- require of a name with a zero byte
-- says: : error: require
require 'parts.loop\0x'
