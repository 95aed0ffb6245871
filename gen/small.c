/* Small fixed sizes: with -D for every dim, straight-line code beats calls. */
#include "plan.h"

enum {
    MOST_ELEMENTS = 256, /* of an array */
    MOST_STEPS = 8192,   /* multiplications of a statement */
    FEW_STEPS = 128      /* that many are written out */
};

/* The product of the extents, or -1 if one is no integer or it is too much. */
static int64_t volume(int n, const mdg_size *extent, int64_t most)
{
    int64_t product = 1, v;
    for (int i = 0; i < n; i++) {
        if (!mdg_size_is_int(extent[i], &v) || v > most || product * v > most) {
            return -1;
        }
        product *= v;
    }
    return product;
}

bool mdg_is_few(mdg_node n)
{
    return volume(n->nlabels, n->extent, FEW_STEPS) >= 0;
}

bool mdg_is_small(struct mdg *m, const struct mdg_plan *p)
{
    for (size_t i = 0; i < p->count; i++) {
        mdg_node n = mdg_node_at(m, p->ids[i]);
        if (volume(n->order, n->extent, MOST_ELEMENTS) < 0 ||
            volume(n->nlabels, n->extent, MOST_STEPS) < 0) {
            return false;
        }
    }
    return true;
}
