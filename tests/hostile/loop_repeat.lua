-- repeat without an end
-- says: ran more than
repeat until false
