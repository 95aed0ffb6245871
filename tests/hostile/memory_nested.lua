-- tables within tables
-- says: bytes of memory
-- mdgen: --limit memory=2M
local t = {}
while true do t = { t } end
