-- a pattern with many captures
-- says: : error: too many captures
('x'):find(('()'):rep(40))
