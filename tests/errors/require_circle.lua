local part = require "parts.circle"
