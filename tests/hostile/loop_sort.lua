-- table.sort with an order that loops
-- says: ran more than
table.sort({ 3, 1, 2 }, function() while true do end end)
