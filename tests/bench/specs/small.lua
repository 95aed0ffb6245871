-- Forms of fixed small size: x'Ax, x'P^-1 x with its gradient, and a step of a Kalman filter with
-- n states and n / 2 measurements, prediction and update, as [x, P] of the next moment.
for _, n in ipairs { 4, 6, 8, 16 } do
  local k = n // 2
  local function input(declare, name, ...)
    return declare(name .. n, ...)
  end
  local A, x = input(matrix, "A", n, n), input(vector, "x", n)
  local P = input(matrix, "P", n, n, { spd = true })
  local F, Q = input(matrix, "F", n, n), input(matrix, "Q", n, n, { symmetric = true })
  local H, R = input(matrix, "H", k, n), input(matrix, "R", k, k, { spd = true })
  local z = input(vector, "z", k)

  objective { name = "quad" .. n, value = x.T * A * x, wrt = { x }, emit = { "value_grad" } }
  objective {
    name = "inverse_quad" .. n,
    value = x.T * inv(P) * x,
    wrt = { x },
    emit = { "value_grad" },
  }

  local ahead, spread = F * x, F * P * F.T + Q
  local S = assume(H * spread * H.T + R, "spd")
  local gain = spread * H.T * inv(S)
  mapping {
    name = "kalman" .. n,
    value = hcat(ahead + gain * (z - H * ahead), spread - gain * H * spread),
    wrt = { x },
    emit = { "value" },
  }
end
