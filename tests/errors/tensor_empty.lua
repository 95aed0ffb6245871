local T = tensor("T", {})
