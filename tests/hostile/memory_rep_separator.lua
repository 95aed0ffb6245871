-- a repetition with a separator
-- says: : error: resulting string too large
(''):rep(1 << 30, 'xy')
