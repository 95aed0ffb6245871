-- a batch of products is one call, and the gradients of its factors are batches too
local k, m, n, p = dims "k m n p"
local A, B = tensor("A", { k, m, n }), tensor("B", { k, n, p })
objective { name = "tensor_batch", value = sumsq(einsum("kmn,knp->kmp", A, B)), wrt = { A, B } }
