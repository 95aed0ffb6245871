local n = dim "n"
error("n must be odd")
-- fix: what the spec itself reports, by error
