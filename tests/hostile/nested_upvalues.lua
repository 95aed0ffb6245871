-- a goto without a label
-- says: : error: no visible label
goto nowhere
