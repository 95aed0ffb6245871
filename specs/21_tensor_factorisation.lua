-- Canonical polyadic (CP) factorisation of a tensor of order 3.
--
--     f(A, B, C) = 1/2 |X - sum_r a_r o b_r o c_r|^2
--
-- Kolda, Bader, "Tensor decompositions and applications", 2009, section 3. With E the model minus
-- X the gradient in A is E_(1) (C kr B), the unfolded tensor times a Khatri-Rao product; here
-- sum_jk E_ijk B_jr C_kr, without unfolding. Those in B and C are alike.

local I, J, K, R = dims "I J K R"
local X = tensor("X", { I, J, K })
local A = matrix("A", I, R)
local B = matrix("B", J, R)
local C = matrix("C", K, R)

objective {
  name  = "tensor_factorisation",
  doc   = "Squared error of a CP model",
  value = sumsq(X - einsum("ir,jr,kr->ijk", A, B, C)) / 2,
  wrt   = { A, B, C },
}
