-- match in a pcall
-- says: processor time
-- mdgen: --limit seconds=0.1
while true do pcall(string.match, ('a'):rep(40), ('a?'):rep(40) .. ('a*'):rep(20) .. 'b') end
