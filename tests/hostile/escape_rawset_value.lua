-- rawset of a value
-- says: : error: bad argument #1 to 'rawset'
rawset(scalar 's', 'T', 1)
