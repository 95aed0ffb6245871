-- select beyond the arguments
-- says: : error: bad argument #1 to 'select'
select(-5, 1)
