local part = require "parts.broken"
