local n = dims ""
