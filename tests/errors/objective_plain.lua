objective("f")
