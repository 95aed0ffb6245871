-- The second derivative of products of rows takes the row of its own product.
local n, k = dims "n k"
local X, y = matrix("X", n, k), vector("y", n)

objective {
    name = "products_of_rows",
    value = dot(prod(X, 2), y),
    wrt = { X, y },
    emit = { "value_grad", "hvp", "hessian" },
}
