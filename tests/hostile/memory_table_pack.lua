-- table.pack of unpacked tables
-- says: processor time
-- mdgen: --limit seconds=0.3
local t = { 1 }
while true do t = table.pack(table.unpack(t), table.unpack(t)) t = table.pack(1, table.unpack(t)) end
