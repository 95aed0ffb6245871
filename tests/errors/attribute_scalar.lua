local s = scalar("s", { onehot = true })
