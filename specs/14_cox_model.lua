-- Cox's proportional hazards model for survival times, with Breslow's treatment of ties.
--
--     f(beta) = -sum_i event_i (x_i'beta - log sum_{j at risk at the time of i} exp(x_j'beta))
--
-- D. R. Cox, "Regression models and life-tables", 1972; N. Breslow in its discussion. Distinct
-- times are numbered from the latest one, so that those at risk at time t are the samples of the
-- times 0..t: sums within each time, then running sums. With s the exponentials summed so and
-- d the events at each time the gradient is X' (exp(X beta) o q - event), where q_i sums d/s over
-- the times at which i is at risk. The largest score is taken out of the exponentials; its
-- gradient cancels.

local n, d, T = dims "n d T"
local X     = matrix("X", n, d, { doc = "one person per row" })
local time  = labels("time", n, T, { doc = "number of the time, 0 for the latest" })
local event = vector("event", n, { nonnegative = true, doc = "1: died then, 0: lost to follow-up" })
local beta  = vector("beta", d)

local score = X * beta
local top   = max(score)
local risk  = cumsum(time.T * exp(score - top)) -- per time

objective {
  name  = "cox_model",
  doc   = "Negative log partial likelihood of proportional hazards",
  value = event.T * (log(time * risk) - (score - top)),
  wrt   = { beta },
}
