-- a doc that ends the comment it stands in, or goes on in the next line
local n = dim "n"
local x = vector("x", n, { doc = "b */ #error %s ??/\n q \\" })
objective {
  name = "doc_ends_comment",
  doc = "a */ int y; /* @version@ \\\n#error ??/",
  value = sumsq(x),
  wrt = { x },
}
