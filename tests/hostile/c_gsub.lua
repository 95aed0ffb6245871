-- gsub with a pattern that backtracks
-- says: processor time
-- mdgen: --limit seconds=0.1
('a'):rep(40):gsub(('a-'):rep(30) .. 'b', '')
