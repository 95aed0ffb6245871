-- einsum with odd bytes
-- says: : error: 
einsum('\xff\0->', scalar 's')
