-- begins with a byte order mark
return { name = "marked", again = require "parts.plain" }
