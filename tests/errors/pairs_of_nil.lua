local layers = {}
for k in pairs(layers.first) do print(k) end
