-- a __name does not get into the output
-- says: : error: 
local t = setmetatable({}, { __name = '*/ int main(void) {' })
vector('x', t)
