loaded_nothing = (loaded_nothing_before or 0) + 1
loaded_nothing_before = loaded_nothing
