-- a pattern that recurses deeply
-- says: : error: pattern too complex
('x'):rep(300000):find(('x'):rep(10) .. ('(x)'):rep(20) .. ('.-'):rep(300) .. '%z')
