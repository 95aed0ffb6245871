-- repmat to a size that overflows
-- says: : error: a size is too large
repmat(vector('x', 1 << 40), 1 << 40, 1)
