-- A recurrent network, unrolled over 5 steps: classify each element of a sequence.
--
--     h_t = tanh(W h_{t-1} + U x_t + b),  h_0 = 0,  f = -sum_t log softmax(V h_t + c)_{y_t}
--
-- J. L. Elman, "Finding structure in time", 1990. The gradient is back-propagation through time:
-- with delta_t the gradient at what tanh takes in step t, W gets sum_t delta_t h_{t-1}', U gets
-- sum_t delta_t x_t' and b sum_t delta_t.

local steps = 5
local d, h, K = dims "d h K"
local X = matrix("X", steps, d, { doc = "one element of the sequence per row" })
local y = labels("y", steps, K, { doc = "its class" })
local W = matrix("W", h, h)
local U = matrix("U", h, d)
local b = vector("b", h)
local V = matrix("V", K, h)
local c = vector("c", K)

local state, states = zeros(h), {}
for t = 1, steps do
  state = tanh(W * state + U * X:row(t).T + b)
  states[t] = state.T
end
local H = vcat(table.unpack(states))

objective {
  name  = "rnn",
  doc   = "Cross entropy of a recurrent network over a sequence",
  value = -sum(y % log_softmax(H * V.T + c.T, 2)),
  wrt   = { W, U, b, V, c },
}
