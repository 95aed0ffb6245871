local c = constant { 1, "2" }
