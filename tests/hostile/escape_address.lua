-- an address behind a zero byte
-- says: string.format has no %p here
error(string.format("\0%p", "x"))
