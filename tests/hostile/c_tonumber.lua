-- tonumber in a base that is none
-- says: : error: bad argument #2 to 'tonumber'
tonumber('1', 99)
