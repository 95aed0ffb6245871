/* Rebuilding nodes on other operands. */
#include "rebuild.h"

mdg_node mdg_rebuild(struct mdg *m, mdg_node n, const mdg_node *arg, mdg_size from,
                     mdg_size to)
{
    struct mdg_term *t = MDG_ARRAY(m, n->nargs + 1, struct mdg_term);
    mdg_size extent[MDG_MAX_LABELS];
    for (int k = 0; k < n->nargs; k++) {
        t[k] = (struct mdg_term){arg[k], n->arg[k].ix};
    }
    for (int l = 0; l < n->nlabels; l++) {
        extent[l] = from && n->extent[l] == from ? to : n->extent[l];
    }
    switch (n->op) {
    case MDG_CONTRACT:
        return mdg_contract(m, n->order, n->nlabels, extent, n->nargs, t);
    case MDG_SUM:
        return mdg_sum(m, n->order, extent, n->nargs, t, n->coef);
    case MDG_MAP:
        return mdg_map(m, (enum mdg_map_fn)n->kind, n->order, extent, n->nargs, t);
    case MDG_REDUCE:
        return mdg_reduce(m, (enum mdg_reduce)n->kind, n->order, n->nlabels, extent, t[0]);
    case MDG_MATRIX:
        return mdg_matrix(m, (enum mdg_matrix_fn)n->kind, n->nargs, arg);
    case MDG_SLICE:
        return mdg_slice(m, arg[0], n->offset, extent);
    case MDG_PAD:
        return mdg_pad(m, arg[0], n->offset, extent);
    case MDG_RESHAPE:
        return mdg_reshape(m, arg[0], n->order, extent);
    case MDG_CUMSUM:
        return mdg_cumsum(m, arg[0], n->kind, n->flag);
    case MDG_LOO:
        return mdg_loo(m, arg[0]);
    case MDG_LOODIFF:
        return mdg_loo_diff(m, arg[0], arg[1]);
    case MDG_ASSUME:
        return mdg_assume(m, arg[0], (unsigned)n->kind);
    default:
        return n;
    }
}
