local s = scalar("s", { doc = 3 })
-- fix: doc = "what the input is"
