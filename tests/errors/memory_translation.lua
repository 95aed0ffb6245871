-- mdgen: --limit memory=4M
-- fix: allow more memory, or emit less: this is a Hessian of 100 x 100 blocks
local w, y = {}, 1
for k = 1, 100 do
  w[k] = scalar("w" .. k)
  y = y + sin(w[k] * y)
end
objective { name = "f", value = y, wrt = w, emit = { "hessian" } }
