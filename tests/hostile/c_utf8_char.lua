-- utf8.char of what is no character
-- says: : error: bad argument #1 to 'char'
utf8.char(-1)
