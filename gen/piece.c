/* Long functions are cut into pieces: static functions of a bounded number of statements
 * each, so that the time to compile them grows with their length and not with its square.
 */
#include "plan.h"

enum {
    LONGEST = 200, /* statements of a function that stays whole */
    PIECE = 40,    /* statements of a piece */
    UNROLLED = 64  /* multiplications that are written out count as a statement more */
};

/* How much text a statement is: one that is written out element by element is more. */
static int64_t weight(const struct mdg_plan *p, const struct mdg_stmt *s)
{
    int64_t steps = 1, v = 1;
    for (int l = 0; p->small && mdg_is_few(s->node) && l < s->node->nlabels; l++) {
        mdg_size_is_int(s->node->extent[l], &v);
        steps *= v;
    }
    return 1 + steps / UNROLLED;
}

void mdg_plan_pieces(struct mdg_plan *p)
{
    int64_t sum = 0;
    for (size_t i = 0; i < p->stmts.count; i++) {
        sum += weight(p, &p->stmts.data[i]);
    }
    if (sum <= LONGEST) {
        return;
    }
    int64_t room = 0;
    int phase = -1;
    for (size_t i = 0; i < p->stmts.count; i++) {
        struct mdg_stmt *s = &p->stmts.data[i];
        int64_t w = weight(p, s);
        if (s->phase != phase || room < w) {
            p->npieces++;
            room = PIECE;
            phase = s->phase;
        }
        room -= w;
        s->piece = p->npieces;
    }
}
