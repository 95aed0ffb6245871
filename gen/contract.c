/* Contractions: products over labelled axes, and what vanishes in them.
 *
 *     y[i..] = sum_(k..) prod_a arg_a[ix_a]
 *
 * The constructor brings a product to its canonical form:
 *     numbers are pulled out in front;
 *     transposes, broadcasts and diagonals are looked through (they only rename labels);
 *     identity matrices merge the two labels they join;
 *     rows that sum to 1 (one-hot, simplex) vanish where they are summed: 1'y = 1;
 *     a summed label that no factor has counts: it becomes its size;
 *     an inverse next to its matrix is the identity;
 *     factors are sorted, summed labels numbered by first occurrence.
 */
#include "intern.h"
#include "rewrite.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const uint8_t mdg_identity_ix[MDG_MAX_LABELS] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59};

struct product {
    int order, nlabels;
    mdg_size extent[MDG_MAX_LABELS];
    bool gone[MDG_MAX_LABELS]; /* a summed label that was merged into another or used up */
    double coef;
    bool single; /* one term was given: a sum of something */
    struct {
        struct mdg_term *data;
        size_t count, cap;
    } f;
};

/* ---- labelled operands, shared by the constructors -------------------------- */

bool mdg_unwrap(struct mdg *m, struct mdg_term *t)
{
    mdg_node n = t->node;
    if (n->op != MDG_CONTRACT || n->nargs != 1 || n->nlabels != n->order) {
        return false;
    }
    mdg_node inner = n->arg[0].node;
    uint8_t *ix = MDG_ARRAY(m, inner->order + 1, uint8_t);
    for (int i = 0; i < inner->order; i++) {
        ix[i] = t->ix[n->arg[0].ix[i]];
    }
    *t = (struct mdg_term){inner, ix};
    return true;
}

void mdg_sort_symmetric(struct mdg *m, struct mdg_term *t)
{
    if (t->node->order == 2 && (t->node->props & MDG_SYMMETRIC) && t->ix[0] > t->ix[1]) {
        uint8_t *ix = MDG_ARRAY(m, 2, uint8_t);
        ix[0] = t->ix[1];
        ix[1] = t->ix[0];
        t->ix = ix;
    }
}

int mdg_term_cmp(const struct mdg_term *a, const struct mdg_term *b, int order)
{
    if (a->node->id != b->node->id) {
        return a->node->id < b->node->id ? -1 : 1;
    }
    for (int i = 0; i < a->node->order; i++) {
        int p = a->ix[i] < order ? a->ix[i] : MDG_MAX_LABELS;
        int q = b->ix[i] < order ? b->ix[i] : MDG_MAX_LABELS;
        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}

mdg_node mdg_relabel(struct mdg *m, mdg_node node, const uint8_t *ix, int order,
                     const mdg_size *extent)
{
    struct mdg_term t = {node, ix};
    return mdg_contract(m, order, order, extent, 1, &t);
}

/* ---- taking factors in ------------------------------------------------------ */

static void add_factor(struct mdg *m, struct product *p, struct mdg_term t);

/* Is n an element-wise product, without sums? */
static bool is_elementwise(mdg_node n)
{
    return n->op == MDG_CONTRACT && n->nlabels == n->order;
}

static bool has_delta(mdg_node n)
{
    for (int a = 0; a < n->nargs; a++) {
        if (n->arg[a].node->op == MDG_DELTA) {
            return true;
        }
    }
    return false;
}

/* A tensor times numbers? */
static bool is_multiple(mdg_node n)
{
    int tensors = 0;
    for (int a = 0; a < n->nargs; a++) {
        tensors += n->arg[a].node->order > 0;
    }
    return tensors <= 1;
}

/* Does n have a factor that a rewrite rule may join with another: an exponential, a
 * quotient, a root? */
static bool has_rule(mdg_node n)
{
    for (int a = 0; a < n->nargs; a++) {
        mdg_node x = n->arg[a].node;
        bool map = x->op == MDG_MAP && (x->kind == MDG_F_exp || x->kind == MDG_F_recip ||
                                        x->kind == MDG_F_sqrt || x->kind == MDG_F_abs ||
                                        x->kind == MDG_F_sigmoid);
        if (map || (x->op == MDG_REDUCE && x->kind == MDG_R_NORM)) {
            return true;
        }
    }
    return false;
}

/* Should the product n become part of the product around it?  Diagonal matrices always
 * (their identity factor will merge labels); multiples of a tensor, a product of which only
 * the sum is wanted (so that 1'(x o y) is x'y), and what a rewrite rule may join, as long
 * as the product stays short. Other products stay what they are: x o (x o y) can share the
 * work of x o y. */
static bool should_open(const struct product *p, mdg_node n)
{
    bool short_ = p->f.count + (size_t)n->nargs <= 3;
    bool inside = p->nlabels == p->order && has_rule(n);
    return is_elementwise(n) &&
           (has_delta(n) || (short_ && (inside || p->single || is_multiple(n))));
}

static void open_product(struct mdg *m, struct product *p, struct mdg_term t)
{
    p->single = false;
    for (int a = 0; a < t.node->nargs; a++) {
        mdg_node inner = t.node->arg[a].node;
        uint8_t *ix = MDG_ARRAY(m, inner->order + 1, uint8_t);
        for (int i = 0; i < inner->order; i++) {
            ix[i] = t.ix[t.node->arg[a].ix[i]];
        }
        add_factor(m, p, (struct mdg_term){inner, ix});
    }
}

static void add_factor(struct mdg *m, struct product *p, struct mdg_term t)
{
    while (mdg_unwrap(m, &t)) {
    }
    mdg_node n = t.node;
    double v;
    if (mdg_constant(n, &v)) {
        p->coef *= v;
    } else if (n->op == MDG_SUM && n->nargs == 1 &&
               mdg_tame(p->coef, n->coef[0])) { /* c A */
        p->coef *= n->coef[0];
        uint8_t *ix = MDG_ARRAY(m, n->arg[0].node->order + 1, uint8_t);
        for (int i = 0; i < n->arg[0].node->order; i++) {
            ix[i] = t.ix[n->arg[0].ix[i]];
        }
        add_factor(m, p, (struct mdg_term){n->arg[0].node, ix});
    } else if (should_open(p, n)) {
        open_product(m, p, t);
    } else {
        MDG_PUSH(m, &p->f, t);
    }
}

/* ---- what vanishes ----------------------------------------------------------- */

static void drop(struct product *p, size_t k)
{
    memmove(&p->f.data[k], &p->f.data[k + 1], (p->f.count - k - 1) * sizeof *p->f.data);
    p->f.count--;
}

static void rename_label(struct mdg *m, struct product *p, uint8_t from, uint8_t to)
{
    for (size_t k = 0; k < p->f.count; k++) {
        struct mdg_term *t = &p->f.data[k];
        uint8_t *ix = MDG_ARRAY(m, t->node->order + 1, uint8_t);
        for (int i = 0; i < t->node->order; i++) {
            ix[i] = t->ix[i] == from ? to : t->ix[i];
        }
        t->ix = ix;
    }
    p->gone[from] = true;
}

/* Number of axes, over all factors, that carry the label. */
static int occurrences(const struct product *p, uint8_t label)
{
    int n = 0;
    for (size_t k = 0; k < p->f.count; k++) {
        for (int i = 0; i < p->f.data[k].node->order; i++) {
            n += p->f.data[k].ix[i] == label;
        }
    }
    return n;
}

/* delta_ij with i or j summed: rename the one to the other. */
static bool merge_delta(struct mdg *m, struct product *p, size_t k)
{
    struct mdg_term t = p->f.data[k];
    if (t.node->op != MDG_DELTA) {
        return false;
    }
    uint8_t i = t.ix[0], j = t.ix[1];
    if (i != j && i < p->order && j < p->order) {
        return false;
    }
    drop(p, k);
    if (i != j) {
        bool drop_j = j >= p->order;
        rename_label(m, p, drop_j ? j : i, drop_j ? i : j);
    }
    return true;
}

/* sum_j y_ij = 1 where rows sum to 1, and y_ij y_ij = y_ij for one-hot y. */
static bool sum_of_simplex(struct mdg *m, struct product *p, size_t k)
{
    (void)m;
    struct mdg_term t = p->f.data[k];
    if (!(t.node->props & MDG_SIMPLEX) || t.node->order == 0) {
        return false;
    }
    for (size_t q = k + 1; (t.node->props & MDG_ONEHOT) && q < p->f.count; q++) {
        if (p->f.data[q].node == t.node &&
            memcmp(p->f.data[q].ix, t.ix, (size_t)t.node->order) == 0) {
            drop(p, q);
            return true;
        }
    }
    uint8_t last = t.ix[t.node->order - 1];
    if (last < p->order || occurrences(p, last) != 1) {
        return false;
    }
    drop(p, k);
    p->gone[last] = true;
    return true;
}

/* inv(A)_ij A_jk = delta_ik where j is summed, and the same from the left. */
static bool cancel_inverse(struct mdg *m, struct product *p, size_t k)
{
    struct mdg_term t = p->f.data[k];
    if (t.node->op != MDG_MATRIX || t.node->kind != MDG_M_INV) {
        return false;
    }
    bool sym = (t.node->props & MDG_SYMMETRIC) != 0;
    for (size_t q = 0; q < p->f.count; q++) {
        struct mdg_term a = p->f.data[q];
        if (a.node != t.node->arg[0].node) {
            continue;
        }
        for (int s = 0; s < 4; s++) { /* which axis of inv(A) meets which of A */
            int i = s & 1, j = s >> 1;
            uint8_t l = t.ix[i];
            if ((i != j || sym) && l == a.ix[j] && l >= p->order &&
                occurrences(p, l) == 2) {
                uint8_t *ix = MDG_ARRAY(m, 2, uint8_t);
                ix[0] = t.ix[1 - i];
                ix[1] = a.ix[1 - j];
                p->gone[l] = true;
                drop(p, q > k ? q : k);
                drop(p, q > k ? k : q);
                add_factor(m, p, (struct mdg_term){mdg_delta(m, t.node->extent[0]), ix});
                return true;
            }
        }
    }
    return false;
}

/* The triangle of ones on its diagonal. */
static bool diagonal_of_triangle(struct mdg *m, struct product *p, size_t k)
{
    (void)m;
    struct mdg_term t = p->f.data[k];
    if (t.node->op != MDG_TRI || t.ix[0] != t.ix[1]) {
        return false;
    }
    p->coef *= t.node->kind == MDG_TRI_LOWER;
    drop(p, k);
    return true;
}

static void vanish(struct mdg *m, struct product *p)
{
    for (size_t k = 0; k < p->f.count;) {
        bool changed = merge_delta(m, p, k) || sum_of_simplex(m, p, k) ||
                       cancel_inverse(m, p, k) || diagonal_of_triangle(m, p, k);
        k = changed ? 0 : k + 1;
    }
}

/* A summed label that no factor has: multiply by its size. */
static void count_free_labels(struct mdg *m, struct product *p)
{
    for (int l = p->order; l < p->nlabels; l++) {
        if (!p->gone[l] && occurrences(p, (uint8_t)l) == 0) {
            p->gone[l] = true;
            add_factor(m, p,
                       (struct mdg_term){mdg_size_node(m, p->extent[l]), mdg_identity_ix});
        }
    }
}

/* ---- canonical order ---------------------------------------------------------- */

static void sort_factors(struct product *p)
{
    for (size_t k = 1; k < p->f.count; k++) { /* few, nearly sorted */
        struct mdg_term t = p->f.data[k];
        size_t q = k;
        for (; q > 0 && mdg_term_cmp(&p->f.data[q - 1], &t, p->order) > 0; q--) {
            p->f.data[q] = p->f.data[q - 1];
        }
        p->f.data[q] = t;
    }
}

static mdg_node finish(struct mdg *m, struct product *p)
{
    for (size_t k = 0; k < p->f.count; k++) {
        mdg_sort_symmetric(m, &p->f.data[k]);
    }
    sort_factors(p);
    uint8_t to[MDG_MAX_LABELS];
    memset(to, MDG_MAX_LABELS, sizeof to);
    memcpy(to, mdg_identity_ix, (size_t)p->order);
    mdg_size extent[MDG_MAX_LABELS];
    memcpy(extent, p->extent, (size_t)p->order * sizeof *extent);
    int nlabels = p->order;
    struct mdg_arg *arg = MDG_ARRAY(m, p->f.count, struct mdg_arg);
    for (size_t k = 0; k < p->f.count; k++) {
        struct mdg_term t = p->f.data[k];
        uint8_t *ix = MDG_ARRAY(m, t.node->order + 1, uint8_t);
        for (int i = 0; i < t.node->order; i++) {
            if (to[t.ix[i]] == MDG_MAX_LABELS) {
                extent[nlabels] = p->extent[t.ix[i]];
                to[t.ix[i]] = (uint8_t)nlabels++;
            }
            ix[i] = to[t.ix[i]];
        }
        arg[k] = (struct mdg_arg){t.node, ix};
    }
    bool itself = p->f.count == 1 && nlabels == p->order &&
                  arg[0].node->order == p->order &&
                  memcmp(arg[0].ix, mdg_identity_ix, (size_t)p->order) == 0;
    if (itself) {
        return arg[0].node;
    }
    struct mdg_node n = {.op = MDG_CONTRACT,
                         .order = p->order,
                         .nlabels = nlabels,
                         .extent = extent,
                         .nargs = (int)p->f.count,
                         .arg = arg};
    return mdg_simplify(m, mdg_intern_node(m, &n));
}

static mdg_node contract(struct mdg *m, int order, int nlabels, const mdg_size *extent,
                         int nterms, const struct mdg_term *term)
{
    assert(order <= MDG_MAX_ORDER && nlabels <= MDG_MAX_LABELS);
    struct product p = {.order = order,
                        .nlabels = nlabels,
                        .coef = 1,
                        .single = nterms == 1 && nlabels > order};
    if (nlabels) {
        memcpy(p.extent, extent, (size_t)nlabels * sizeof *extent);
    }
    for (int k = 0; k < nterms; k++) {
        add_factor(m, &p, term[k]);
    }
    vanish(m, &p);
    count_free_labels(m, &p);
    for (int l = order; l < nlabels; l++) {
        if (!p.gone[l] && mdg_size_is(extent[l], 0)) {
            p.coef = 0;
        }
    }
    if (p.coef == 0) {
        return mdg_zeros(m, order, extent);
    }
    if (p.f.count == 0 && order == 0) {
        return mdg_num(m, p.coef);
    }
    return mdg_scale(m, p.coef, finish(m, &p));
}

mdg_node mdg_contract(struct mdg *m, int order, int nlabels, const mdg_size *extent,
                      int nterms, const struct mdg_term *term)
{
    struct mdg_hold hold = mdg_hold(m);
    mdg_node n = contract(m, order, nlabels, extent, nterms, term);
    mdg_release(m, hold);
    return n;
}

/* ---- letters -------------------------------------------------------------------- */

static int letter(const char *all, char c)
{
    const char *p = strchr(all, c);
    return p ? (int)(p - all) : -1;
}

mdg_node mdg_ein(struct mdg *m, const char *spec, ...)
{
    char all[MDG_MAX_LABELS + 1] = "";
    const char *out = strstr(spec, "->") + 2;
    int order = (int)strlen(out), nlabels = order, nterms = 0;
    mdg_size extent[MDG_MAX_LABELS] = {0};
    struct mdg_term term[8];
    strcpy(all, out);
    va_list ap;
    va_start(ap, spec);
    for (const char *s = spec; s < out; s++) {
        mdg_node a = va_arg(ap, mdg_node);
        uint8_t *ix = MDG_ARRAY(m, a->order + 1, uint8_t);
        for (int i = 0; i < a->order; i++, s++) {
            int l = letter(all, *s);
            if (l < 0) {
                l = nlabels++;
                all[l] = *s;
                all[l + 1] = '\0';
            }
            ix[i] = (uint8_t)l;
            extent[l] = a->extent[i];
        }
        term[nterms++] = (struct mdg_term){a, ix};
        assert(*s == ',' || *s == '-');
        if (*s == '-') {
            break;
        }
    }
    va_end(ap);
    for (int i = 0; i < order; i++) {
        assert(extent[i]);
    }
    return mdg_contract(m, order, nlabels, extent, nterms, term);
}

mdg_node mdg_broadcast(struct mdg *m, mdg_node a, const char *in, const char *out,
                       mdg_node like)
{
    uint8_t ix[MDG_MAX_ORDER];
    for (int i = 0; i < a->order; i++) {
        ix[i] = (uint8_t)letter(out, in[i]);
    }
    return mdg_relabel(m, a, ix, like->order, like->extent);
}
