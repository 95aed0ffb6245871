-- a typical size that is none
-- says: : error: 
dim('n', { typical = 0 / 0 })
