-- header and manifest: scalars by value, labels, a structured input, two objectives in one file
local n, K = dims "n K"
local Z, S = matrix("Z", n, K), matrix("S", K, K, { spd = true })
local y, s = labels("y", n, K), scalar("s", { positive = true })
objective {
  name = "interface",
  value = s * sum(y % Z) + tr(Z * S * Z.T),
  wrt = { Z, S, s },
  prepare = { y },
}
mapping { name = "interface_map", value = Z * S, wrt = { Z } }
