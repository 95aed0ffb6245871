-- a product of more factors than the exact order of products can try
local d = dim "d"
local x, y, factors = vector("x", d), vector("y", d), {}
local product = x.T
for i = 1, 12 do
  factors[i] = matrix("A" .. i, d, d)
  product = product * factors[i]
end
local v = vector("v", d)
objective { name = "chain", value = product * v, wrt = { x, factors[5] } }
