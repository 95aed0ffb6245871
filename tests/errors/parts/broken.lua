local k = 1

return k + undeclared
