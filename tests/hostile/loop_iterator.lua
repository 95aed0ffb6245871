-- an iterator that never ends
-- says: ran more than
for _ in function() return 1 end do end
