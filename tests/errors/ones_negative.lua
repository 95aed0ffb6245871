local c = ones(-3)
