-- Scaled dot-product attention with one head.
--
--     f(X) = softmax(Q K' / sqrt(k)) V,  Q = X Wq,  K = X Wk,  V = X Wv,  softmax by rows
--
-- Vaswani and others, "Attention is all you need", 2017, equation 1. A layer rather than a loss, so
-- a mapping: vjp takes the gradient G of what follows and gives those of the weights and of the
-- input. With P the softmax, V gets P'G, and the scores get S = P o (G V' - diag((P o G V') 1)).

local t, d, k, v = dims "t d k v"
local X  = matrix("X", t, d, { doc = "one token per row" })
local Wq = matrix("Wq", d, k)
local Wk = matrix("Wk", d, k)
local Wv = matrix("Wv", d, v)

mapping {
  name  = "attention",
  doc   = "Attention of tokens to each other",
  value = softmax(X * Wq * (X * Wk).T / sqrt(k), 2) * (X * Wv),
  wrt   = { X, Wq, Wk, Wv },
}
