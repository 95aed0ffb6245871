-- dims without end
-- says: bytes of memory
for i = 1, 1e8 do dim('n' .. i) end
