-- an error that names another file
-- says: : error: 
error('/etc/passwd:1: error: x', 0)
