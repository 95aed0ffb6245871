local c = constant {}
