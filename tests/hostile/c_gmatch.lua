-- gmatch with a pattern that backtracks
-- says: processor time
-- mdgen: --limit seconds=0.1
for _ in ('a'):rep(40):gmatch(('.-'):rep(30) .. 'b') do end
