-- a required file that loops
-- says: parts/loop.lua:1: error: the spec ran more than
require 'parts.loop'
