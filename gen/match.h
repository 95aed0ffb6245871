/* Which BLAS call is a contraction of two factors? */
#ifndef MDG_MATCH_H
#define MDG_MATCH_H

#include "node.h"

/* C[batch, M, N] = sum_K A[batch, M, K] B[batch, K, N] in row-major storage, where M, N, K,
 * batch are groups of axes (an empty group has size 1). */
struct mdg_match {
    bool swapped;                 /* A is the second factor, B the first */
    bool transa, transb;          /* A is stored [K][M]; B is stored [N][K] */
    bool has_batch, has_m, has_n; /* is the group not empty? */
    mdg_size batch, m, n, k;
    int nm, nn, nk, nb; /* the labels of the groups */
    uint8_t lm[MDG_MAX_ORDER], ln[MDG_MAX_ORDER], lk[MDG_MAX_ORDER], lb[MDG_MAX_ORDER];
    /* labels that loops around the call go through: first those of the result, then nsummed
     * that are summed. A group's axes then lie anywhere, next to each other. */
    int nloops, nsummed;
    uint8_t loop[MDG_MAX_LABELS];
};

/* Labels of x, y and the result; labels of the result are those below `order` in the order
 * of out.  False if the axes do not lie so that a gemm (gemv, dot) can do it. */
bool mdg_match_gemm(struct mdg *m, const mdg_size *extent, int nx, const uint8_t *x, int ny,
                    const uint8_t *y, int nout, const uint8_t *out, struct mdg_match *r);

/* The same for a CONTRACT node of two factors. */
bool mdg_match_node(struct mdg *m, mdg_node n, struct mdg_match *r);

/* A contraction of two factors as gemm inside of loops over further labels, of which a
 * factor may lack some; false if there is no axis for each of M, N and K that lies so, or
 * if the products inside are small. Only the lists of labels, transa, transb and swapped
 * are set. */
bool mdg_match_loops(struct mdg *m, mdg_node n, struct mdg_match *r);

#endif
