for _, x in pairs(3) do print(x) end
