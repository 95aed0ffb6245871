-- the metatable of texts gives no way out
-- says: : error: 
(''):rep(0).__index.load('x')
