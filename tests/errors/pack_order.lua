local s = string.pack("=I4", 258)
