-- mdgen: --limit output=60
for k = 1, 1000 do print("a line of text") end
