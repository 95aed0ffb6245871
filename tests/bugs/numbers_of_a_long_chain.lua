-- Numbers pulled out of a long chain of products made one that float has as 0, and 0 times infinity is no number.
local s = scalar("s", { positive = true })
local y = s
for _ = 1, 300 do
  y = sqrt(y * s + 1)
end
objective {
  name = "numbers_of_a_long_chain",
  value = y,
  wrt = { s },
}
