-- goto in a circle
-- says: ran more than
::again:: goto again
