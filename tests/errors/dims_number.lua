local n = dims(3)
