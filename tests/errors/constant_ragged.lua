local c = constant { { 1, 2 }, { 3 } }
