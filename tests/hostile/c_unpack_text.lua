-- string.unpack with a length of its own
-- says: : error: 
string.unpack('s8', ('\xff'):rep(8))
