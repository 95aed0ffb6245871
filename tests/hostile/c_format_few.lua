-- a format with too few arguments
-- says: : error: bad argument #2 to 'string.format'
('%s'):format()
