/* Matching contractions of two factors to gemm, gemv and dot. */
#include "match.h"
#include "intern.h"

#include <string.h>

static bool has(int n, const uint8_t *ix, uint8_t l)
{
    return n > 0 && memchr(ix, l, (size_t)n) != NULL;
}

/* The labels of ix that are in b and in c as asked, in order. */
static int pick(int n, const uint8_t *ix, int nb, const uint8_t *b, bool in_b, int nc,
                const uint8_t *c, bool in_c, uint8_t *out)
{
    int k = 0;
    for (int i = 0; i < n; i++) {
        if (has(nb, b, ix[i]) == in_b && has(nc, c, ix[i]) == in_c) {
            out[k++] = ix[i];
        }
    }
    return k;
}

static bool same(int na, const uint8_t *a, int nb, const uint8_t *b)
{
    return na == nb && (na == 0 || memcmp(a, b, (size_t)na) == 0);
}

/* Is ix = [p][q]? */
static bool is_pair(int n, const uint8_t *ix, int np, const uint8_t *p, int nq,
                    const uint8_t *q)
{
    return n == np + nq && same(np, ix, np, p) && same(nq, ix + np, nq, q);
}

static bool distinct(int n, const uint8_t *ix)
{
    for (int i = 0; i < n; i++) {
        if (has(n - i - 1, ix + i + 1, ix[i])) {
            return false;
        }
    }
    return true;
}

static mdg_size size_of(struct mdg *m, const mdg_size *extent, int n, const uint8_t *ix)
{
    mdg_size s = mdg_size_int(m, 1);
    for (int i = 0; i < n; i++) {
        s = mdg_size_mul(m, s, extent[ix[i]]);
    }
    return s;
}

bool mdg_match_gemm(struct mdg *m, const mdg_size *extent, int nx, const uint8_t *x, int ny,
                    const uint8_t *y, int nout, const uint8_t *out, struct mdg_match *r)
{
    uint8_t b[MDG_MAX_LABELS], bo[MDG_MAX_LABELS], by[MDG_MAX_LABELS], M[MDG_MAX_LABELS],
        N[MDG_MAX_LABELS], K[MDG_MAX_LABELS], k2[MDG_MAX_LABELS];
    if (!distinct(nx, x) || !distinct(ny, y)) {
        return false;
    }
    int nb = pick(nx, x, ny, y, true, nout, out, true, b);
    int nk = pick(nx, x, ny, y, true, nout, out, false, K);
    int nm = pick(nx, x, ny, y, false, nout, out, true, M);
    int nn = pick(ny, y, nx, x, false, nout, out, true, N);
    int nk2 = pick(ny, y, nx, x, true, nout, out, false, k2);
    int nby = pick(ny, y, nx, x, true, nout, out, true, by);
    int nbo = pick(nout, out, nx, x, true, ny, y, true, bo);
    if (nk == 0 || nb + nk + nm != nx || nb + nk + nn != ny || nb + nm + nn != nout ||
        !same(nb, b, nby, by) || !same(nb, b, nbo, bo) || !same(nk, K, nk2, k2) ||
        !same(nb, x, nb, b) || !same(nb, y, nb, b) || !same(nb, out, nb, b)) {
        return false;
    }
    const uint8_t *xr = x + nb, *yr = y + nb, * or = out + nb;
    bool mk = is_pair(nm + nk, xr, nm, M, nk, K), km = is_pair(nm + nk, xr, nk, K, nm, M);
    bool kn = is_pair(nn + nk, yr, nk, K, nn, N), nk_ = is_pair(nn + nk, yr, nn, N, nk, K);
    bool mn = is_pair(nm + nn, or, nm, M, nn, N), nm_ = is_pair(nm + nn, or, nn, N, nm, M);
    if ((!mk && !km) || (!kn && !nk_) || (!mn && !nm_)) {
        return false;
    }
    *r = (struct mdg_match){.swapped = !mn, .has_batch = nb > 0};
    if (nm == 0 && nn > 0) {
        r->swapped = true; /* the matrix first: gemv */
    }
    r->batch = size_of(m, extent, nb, b);
    r->k = size_of(m, extent, nk, K);
    mdg_size sm = size_of(m, extent, nm, M), sn = size_of(m, extent, nn, N);
    r->m = r->swapped ? sn : sm;
    r->n = r->swapped ? sm : sn;
    r->has_m = r->swapped ? nn > 0 : nm > 0;
    r->has_n = r->swapped ? nm > 0 : nn > 0;
    r->nb = nb;
    r->nk = nk;
    r->nm = r->swapped ? nn : nm;
    r->nn = r->swapped ? nm : nn;
    memcpy(r->lb, b, (size_t)nb);
    memcpy(r->lk, K, (size_t)nk);
    memcpy(r->lm, r->swapped ? N : M, (size_t)r->nm);
    memcpy(r->ln, r->swapped ? M : N, (size_t)r->nn);
    r->transa = r->swapped ? !nk_ : !mk;
    r->transb = r->swapped ? !km : !kn;
    return true;
}

bool mdg_match_node(struct mdg *m, mdg_node n, struct mdg_match *r)
{
    return n->op == MDG_CONTRACT && n->nargs == 2 &&
           mdg_match_gemm(m, n->extent, n->arg[0].node->order, n->arg[0].ix,
                          n->arg[1].node->order, n->arg[1].ix, n->order, mdg_identity_ix,
                          r);
}

/* Products of fewer steps are no better than loops. */
enum { FEWEST_STEPS = 1000 };

/* The axes of one array. */
struct axes {
    int n;
    const uint8_t *ix;
};

static int where(struct axes a, uint8_t l)
{
    const uint8_t *at = a.n ? memchr(a.ix, l, (size_t)a.n) : NULL;
    return at ? (int)(at - a.ix) : -1;
}

/* The labels that end with `last` and stand next to each other in a and in b, but not in
 * c. */
static int run(struct axes a, struct axes b, struct axes c, uint8_t last, uint8_t *out)
{
    int i = where(a, last), j = where(b, last), n = 1;
    while (i - n >= 0 && j - n >= 0 && a.ix[i - n] == b.ix[j - n] &&
           where(c, a.ix[i - n]) < 0) {
        n++;
    }
    memcpy(out, a.ix + i - n + 1, (size_t)n);
    return n;
}

/* The last label of a that is in b and not in c, or -1. */
static int last_of(struct axes a, struct axes b, struct axes c)
{
    for (int i = a.n - 1; i >= 0; i--) {
        if (where(b, a.ix[i]) >= 0 && where(c, a.ix[i]) < 0) {
            return a.ix[i];
        }
    }
    return -1;
}

/* Which label ends the group of a and b: the last axis of either array if it is of this
 * group, as elements of a row have to lie next to each other; -1 if there is none. */
static int end_of(struct axes a, struct axes b, struct axes c)
{
    int last = last_of(a, b, c), end = -1;
    if (last >= 0 && last == a.ix[a.n - 1]) {
        end = last;
    }
    int other = last_of(b, a, c);
    if (other >= 0 && other == b.ix[b.n - 1]) {
        return end < 0 || end == other ? other : -1;
    }
    return end < 0 ? last : end;
}

bool mdg_match_loops(struct mdg *m, mdg_node n, struct mdg_match *r)
{
    struct axes x = {n->arg[0].node->order, n->arg[0].ix};
    struct axes y = {n->arg[1].node->order, n->arg[1].ix}, c = {n->order, mdg_identity_ix};
    if (x.n == 0 || y.n == 0 || c.n == 0 || !distinct(x.n, x.ix) || !distinct(y.n, y.ix)) {
        return false;
    }
    uint8_t inner = (uint8_t)(n->order - 1); /* of the result: an axis of B alone */
    bool swapped = where(y, inner) < 0;
    struct axes a = swapped ? y : x, b = swapped ? x : y;
    int em = end_of(a, c, b), en = end_of(b, c, a), ek = end_of(a, b, c);
    uint8_t la = a.ix[a.n - 1], lb = b.ix[b.n - 1];
    if (em < 0 || en < 0 || ek < 0 || en != inner || (la != em && la != ek) ||
        (lb != en && lb != ek)) {
        return false;
    }
    *r = (struct mdg_match){.swapped = swapped,
                            .transa = la == em,
                            .transb = lb == ek,
                            .has_batch = true,
                            .has_m = true,
                            .has_n = true};
    r->nm = run(a, c, b, (uint8_t)em, r->lm);
    r->nn = run(b, c, a, (uint8_t)en, r->ln);
    r->nk = run(a, b, c, (uint8_t)ek, r->lk);
    r->m = size_of(m, n->extent, r->nm, r->lm);
    r->n = size_of(m, n->extent, r->nn, r->ln);
    r->k = size_of(m, n->extent, r->nk, r->lk);
    for (uint8_t l = 0; l < n->nlabels; l++) {
        if (!has(r->nm, r->lm, l) && !has(r->nn, r->ln, l) && !has(r->nk, r->lk, l)) {
            r->nsummed += l >= n->order;
            r->loop[r->nloops++] = l;
        }
    }
    mdg_size steps = mdg_size_mul(m, r->m, mdg_size_mul(m, r->n, r->k));
    return mdg_size_typical(m, steps) >= FEWEST_STEPS;
}
