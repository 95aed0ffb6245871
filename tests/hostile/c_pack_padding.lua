-- string.packsize that overflows
-- says: : error: 
string.packsize(('c2147483647'):rep(3))
