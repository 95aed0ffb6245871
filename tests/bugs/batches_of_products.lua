-- Products of matrices inside of loops: over an index that one factor lacks, that stands between
-- the others, that is summed; transposed results; added to what is there.
local k, m, n, p, q = dims "k m n p q"
local A, B = tensor("A", { k, m, n }), matrix("B", n, p)
local C, D = tensor("C", { m, k, n }), tensor("D", { n, k, p })
local X = tensor("X", { m, k, p })

objective {
  name  = "batches_of_products",
  value = sumsq(einsum("kmn,np->mkp", A, B) + X) + sumsq(einsum("mkn,nkp->pkm", C, D))
        + sumsq(einsum("mkn,nkp->mp", C, D)) / 2,
  wrt   = { A, B, C, D },
  emit  = { "value", "grad", "value_grad", "hvp" },
}

mapping {
  name  = "products_in_loops",
  value = einsum("kmn,np->pkm", A, B) - 2 * einsum("mkn,nkp->pkm", C, D),
  wrt   = { A, B, D },
}
