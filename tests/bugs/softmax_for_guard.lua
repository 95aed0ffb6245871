-- An array that a determinant's sign needs, so every output, had a condition without text.
local m = dim "m"
local A = matrix("A", m, m)

objective { name = "softmax_for_guard", value = logdet(log_softmax(A)), wrt = { A }, emit = { "jvp" } }
