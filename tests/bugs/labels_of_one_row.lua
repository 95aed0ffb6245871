-- The classes of labels with a single row were taken for rows of a block: the labels were read beyond their end.
local n, K = dims "n K"
local Y = labels("Y", 1, n)
local B = matrix("B", n, 3)

objective { name = "labels_of_one_row", value = sumsq(Y * B), wrt = { B } }
