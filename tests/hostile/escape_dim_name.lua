-- a dim's name that is C
-- says: : error: 
dim 'n);'
