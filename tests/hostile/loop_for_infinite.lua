-- a numeric loop to infinity
-- says: ran more than
for i = 1.0, 1 / 0 do end
