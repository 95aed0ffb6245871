/* Suggestions for misspelt names: optimal string alignment distance. */
#include "nearest.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST = 40 }; /* names beyond this are not compared */

static int lower(char c)
{
    return tolower((unsigned char)c);
}

static int min3(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Edits between a and b, with D. Damerau's swap of two neighbours as one. */
static int distance(const char *a, int na, const char *b, int nb)
{
    int d[LONGEST + 1][LONGEST + 1];
    for (int i = 0; i <= na; i++) {
        d[i][0] = i;
    }
    for (int j = 0; j <= nb; j++) {
        d[0][j] = j;
    }
    for (int i = 1; i <= na; i++) {
        for (int j = 1; j <= nb; j++) {
            int differ = lower(a[i - 1]) != lower(b[j - 1]);
            d[i][j] = min3(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + differ);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && d[i - 2][j - 2] + 1 < d[i][j]) {
                d[i][j] = d[i - 2][j - 2] + 1;
            }
        }
    }
    return d[na][nb];
}

const char *mdg_nearest(const char *word, int n, const char *const *names)
{
    const char *best = NULL;
    size_t length = strlen(word);
    if (length > LONGEST) {
        return NULL;
    }
    int allowed = length <= 4 ? 1 : length <= 8 ? 2 : (int)length / 4 + 1;
    for (int k = 0; k < n; k++) {
        size_t nk = names[k] ? strlen(names[k]) : LONGEST + 1;
        if (nk > LONGEST) {
            continue;
        }
        int d = distance(word, (int)length, names[k], (int)nk);
        int longest = (int)(nk > length ? nk : length);
        /* at least half of the longer name must be kept */
        if (d <= allowed && 2 * d <= longest &&
            (!best || d < allowed || strcmp(names[k], best) < 0)) {
            best = names[k];
            allowed = d;
        }
    }
    return best;
}
