-- require of a folder
-- says: : error: cannot read the file 'parts.lua'
require 'parts'
