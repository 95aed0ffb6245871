-- a limit of memory is not caught
-- says: bytes of memory
while true do pcall(string.rep, 'x', 1e9) end
