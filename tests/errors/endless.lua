-- mdgen: --limit steps=100000
local k = 0
while true do
  k = k + 1
end
