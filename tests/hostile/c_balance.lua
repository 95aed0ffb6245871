-- %b over a long text, again and again
-- says: processor time
-- mdgen: --limit seconds=0.1
(('('):rep(1e5)):find('%b()')
(('('):rep(1e6)):find('%b()', 1)
(('('):rep(4e6)):find('%b()')
