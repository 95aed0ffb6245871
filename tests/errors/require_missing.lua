local part = require "no_such_part"
