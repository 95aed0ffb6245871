local part = require "../sum_shapes"
