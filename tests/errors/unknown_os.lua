local n = dim("n")
local seed = os.time()
