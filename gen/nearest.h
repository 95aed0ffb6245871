/* The known name that a misspelt one most likely meant, for hints in messages. */
#ifndef MDG_NEAREST_H
#define MDG_NEAREST_H

/* The one of names[0 .. n-1] that is nearest to word by insertions, deletions,
 * substitutions and swaps of neighbours, case aside; NULL if none is near enough to be a
 * likely slip. Among equals the first in alphabetical order, so that the order of names
 * does not matter. NULL entries are skipped. */
const char *mdg_nearest(const char *word, int n, const char *const *names);

#endif
