-- rawget of a value
-- says: : error: bad argument #1 to 'rawget'
rawget(scalar 's', 'T')
