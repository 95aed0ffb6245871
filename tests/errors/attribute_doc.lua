local s = scalar("s", { doc = 3 })
