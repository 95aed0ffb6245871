-- gsub with a function that loops
-- says: ran more than
(('x'):rep(10)):gsub('x', function() while true do end end)
