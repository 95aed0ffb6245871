local part = require(7)
