/* Second derivatives of functions of eigenvalues and of singular values. */
#ifndef MDG_SPECTRAL_H
#define MDG_SPECTRAL_H

#include "node.h"

/* The part of the differential of the contraction n that comes from eigenvectors, or from
 * left and right singular vectors, that stand in it as the pairs V_ia V_ja or U_ia V_ja
 * that gradients are made of; d[id] is the differential of the node of that id, with `extra`
 * leading axes, or NULL.  darg[k] becomes NULL for the factors that are dealt with.  NULL:
 * zero. */
mdg_node mdg_spectral_differential(struct mdg *m, mdg_node n, const mdg_node *d,
                                   mdg_node *darg, int extra);

#endif
