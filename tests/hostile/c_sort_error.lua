-- an error inside of an order
-- says: : error: no order
table.sort({ 1, 2, 3 }, function() error 'no order' end)
