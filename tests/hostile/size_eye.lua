-- eye of a size beyond all memory
-- says: : error: 
eye(1 << 40)
