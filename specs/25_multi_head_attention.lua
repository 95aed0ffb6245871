-- Multi-head attention, all heads at once by einsum.
--
--     head_h = softmax(X Wq_h (X Wk_h)' / sqrt(k)) X Wv_h,  f = 1/2 |sum_h head_h Wo_h - Y|^2
--
-- Vaswani and others, "Attention is all you need", 2017, section 3.2.2; a product with the stacked
-- Wo there is the sum over heads here. Weights are tensors with the head as their first index; the
-- gradient of each has its shape, and products become batches of matrix products.

local t, d, h, k = dims "t d h k"
local X  = matrix("X", t, d, { doc = "one token per row" })
local Y  = matrix("Y", t, d, { doc = "what the layer should give" })
local Wq = tensor("Wq", { h, d, k })
local Wk = tensor("Wk", { h, d, k })
local Wv = tensor("Wv", { h, d, k })
local Wo = tensor("Wo", { h, k, d })

local function of_tokens(W)
  return einsum("td,hdk->htk", X, W)
end

local scores = einsum("htk,hsk->hts", of_tokens(Wq), of_tokens(Wk)) / sqrt(k)
local heads  = einsum("hts,hsk->htk", softmax(scores, 3), of_tokens(Wv))

objective {
  name  = "multi_head_attention",
  doc   = "Squared error of an attention layer",
  value = sumsq(einsum("htk,hkd->td", heads, Wo) - Y) / 2,
  wrt   = { Wq, Wk, Wv, Wo },
}
