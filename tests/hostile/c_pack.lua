-- string.pack of very much
-- says: : error: 
string.pack('!16i17', 1)
