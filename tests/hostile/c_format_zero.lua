-- a format with a zero byte
-- says: : error: 
('%\0'):format(1)
