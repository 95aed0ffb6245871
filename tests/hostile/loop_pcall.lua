-- pcall after pcall
-- says: ran more than
while true do pcall(error, {}) end
