local n = dim "class"
