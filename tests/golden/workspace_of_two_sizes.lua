-- Arrays that take turns in the workspace, of sizes that only the caller knows.
local t, k, d = dims "t k d"
local X, Q, K = matrix("X", t, d), matrix("Q", d, k), matrix("K", d, k)
objective {
    name = "scores",
    value = sum(tanh(tanh(X * Q * K.T * X.T) * X)),
    wrt = { X, Q, K },
    emit = { "value" },
}
