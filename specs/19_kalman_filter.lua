-- The likelihood of a linear state space model, by the Kalman filter.
--
--     x_{t+1} = A x_t + N(0, Q),  y_t = H x_t + N(0, R),  x_1 ~ N(m, P),  t = 1 .. 6
--     f = 1/2 sum_t (log det S_t + v_t' S_t^-1 v_t + p log 2 pi)
--
-- with the innovations v_t = y_t - H m_t and their covariances S_t = H P_t H' + R: R. E. Kalman,
-- 1960; the likelihood is Schweppe's, 1965. The loop is the filter as one writes it; nothing of it
-- is left in the C code. The gradients run through all steps in reverse; those of the covariances
-- Q and R are symmetric.

local steps = 6
local n, p = dims "n p"
local Y = matrix("Y", steps, p, { doc = "one observation per row" })
local m = vector("m", n, { doc = "mean of the first state" })
local P = matrix("P", n, n, { spd = true, doc = "its covariance" })
local A = matrix("A", n, n, { doc = "from a state to the next" })
local H = matrix("H", p, n, { doc = "from a state to what is observed" })
local Q = matrix("Q", n, n, { spd = true, doc = "covariance of the state's noise" })
local R = matrix("R", p, p, { spd = true, doc = "covariance of the observation's noise" })

local total, mean_t, P_t = 0, m, P
for t = 1, steps do
  local v = Y:row(t).T - H * mean_t
  local S = assume(H * P_t * H.T + R, "spd")
  local gain = P_t * H.T * inv(S)
  total = total + logdet(S) + v.T * inv(S) * v + p * math.log(2 * math.pi)
  mean_t = A * (mean_t + gain * v)
  P_t = A * (P_t - gain * H * P_t) * A.T + Q
end

objective {
  name  = "kalman_filter",
  doc   = "Negative log likelihood of a linear state space model",
  value = total / 2,
  wrt   = { A, H, Q, R },
}
