-- utf8.offset beyond the text
-- says: : error: 
utf8.offset('abc', 1, 100)
