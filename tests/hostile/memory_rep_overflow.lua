-- a repetition above all memory
-- says: : error: resulting string too large
('x'):rep(math.maxinteger)
