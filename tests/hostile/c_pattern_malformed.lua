-- a pattern without an end
-- says: : error: malformed pattern
('x'):find('[')
