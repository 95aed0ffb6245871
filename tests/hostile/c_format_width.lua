-- a format with a width of a thousand digits
-- says: : error: invalid conversion
('%1000000000d'):format(1)
