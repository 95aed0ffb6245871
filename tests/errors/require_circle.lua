local part = require "parts.circle"
-- fix: move what both files need into a third one
