-- utf8.char of many
-- says: bytes of memory
-- mdgen: --limit memory=2M
local t = {}
while true do t[#t + 1] = utf8.char(#t + 1, 0x10FFFF) end
