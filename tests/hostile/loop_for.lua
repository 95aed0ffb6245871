-- a numeric loop to the end of the integers
-- says: ran more than
for i = 1, math.maxinteger do end
