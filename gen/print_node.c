/* From nodes to forms, operator by operator. */
#include "print_form.h"

#include <string.h>

enum { DEEPEST = 100, MOST = 4000 };

static mdg_form build(struct printing *c, mdg_node n);

const char *mdg_form_name_of(const struct printing *c, mdg_node n)
{
    return n != c->root && c->p->name ? c->p->name(c->p->context, n) : NULL;
}

static mdg_form with_flags(struct printing *c, mdg_form f, bool symmetric, bool diff)
{
    diff = diff && !c->unsorted;
    if (f->symmetric == symmetric && f->diff == diff) {
        return f;
    }
    struct form *g = MDG_NEW(c->m, struct form);
    *g = *f;
    g->symmetric = symmetric;
    g->diff = diff;
    return g;
}

mdg_form mdg_form_of(struct printing *c, mdg_node n)
{
    const char *name = mdg_form_name_of(c, n);
    if (name) {
        mdg_form f = mdg_form_name(c, name, n);
        return with_flags(c, f, f->symmetric, n->op == MDG_DIFF);
    }
    if (c->left <= 0 || c->depth >= DEEPEST) {
        return mdg_form_leaf(c, F_DOTS, n->order);
    }
    c->left--;
    c->depth++;
    mdg_form f = build(c, n);
    c->depth--;
    bool symmetric = n->order == 2 && (n->props & MDG_SYMMETRIC);
    return with_flags(c, f, f->symmetric || symmetric, f->diff);
}

/* ---- leaves -------------------------------------------------------------------------- */

static mdg_form named(struct printing *c, const char *text)
{
    struct form *f = (struct form *)(uintptr_t)mdg_form_leaf(c, F_NAME, 0);
    f->text = text;
    return f;
}

mdg_form mdg_form_size(struct printing *c, mdg_size s)
{
    int n = mdg_size_terms(s);
    mdg_form *f = MDG_ARRAY(c->m, n + 1, mdg_form);
    double *coef = MDG_ARRAY(c->m, n + 1, double);
    for (int k = 0; k < n; k++) {
        int ndims;
        const int *dims;
        coef[k] = (double)mdg_size_term(s, k, &ndims, &dims);
        f[k] = mdg_form_number(c, 1);
        for (int i = 0; i < ndims; i++) {
            f[k] = mdg_form_multiply(c, f[k], named(c, mdg_dim(c->m, dims[i])->name));
        }
    }
    return mdg_form_sum(c, n, f, coef, NULL);
}

static mdg_form of_input(struct printing *c, mdg_node n)
{
    return mdg_form_name(c, n->input->name, n);
}

static mdg_form of_diff(struct printing *c, mdg_node n)
{
    mdg_node x = c->p->operand ? c->p->operand(c->p->context, n) : NULL;
    if (!x) {
        mdg_form f = mdg_form_name(c, mdg_fmt(c->m, "d%d", n->kind), n);
        return with_flags(c, f, f->symmetric, true);
    }
    mdg_form f = mdg_form_of(c, x);
    struct form *d = (struct form *)(uintptr_t)mdg_form_shape(
        c, f->weight > 1 ? S_DIFFOF : S_DIFF, 1, &f, f);
    d->id = f->id;
    return with_flags(c, d, f->symmetric, true);
}

static mdg_form of_number(struct printing *c, mdg_node n)
{
    return mdg_form_number(c, n->number);
}

static mdg_form of_size(struct printing *c, mdg_node n)
{
    return mdg_form_size(c, n->size);
}

static mdg_form of_delta(struct printing *c, mdg_node n)
{
    return mdg_form_leaf(c, F_EYE, n->order);
}

/* A small constant in full, a large one as a word. */
static mdg_form of_table(struct printing *c, mdg_node n)
{
    int64_t rows = 1, cols = 1;
    if (n->order > 2 || !mdg_size_is_int(n->extent[0], &rows) ||
        (n->order == 2 && !mdg_size_is_int(n->extent[1], &cols)) || rows * cols > 9) {
        mdg_form f = mdg_form_name(c, "constant", n);
        return f;
    }
    mdg_form *row = MDG_ARRAY(c->m, rows + 1, mdg_form);
    for (int64_t i = 0; i < rows; i++) {
        mdg_form *x = MDG_ARRAY(c->m, cols + 1, mdg_form);
        for (int64_t j = 0; j < cols; j++) {
            x[j] = mdg_form_number(c, n->table[i * cols + j]);
        }
        row[i] = mdg_form_shape(c, S_ROW, (int)cols, x, NULL);
    }
    return mdg_form_shape(c, S_ROWS, (int)rows, row, mdg_form_leaf(c, F_EYE, n->order));
}

/* ---- labelled operands ------------------------------------------------------------------
 */

/* An operand in the frame of n: transposed, or spread over axes that it lacks. */
mdg_form mdg_form_placed(struct printing *c, const struct mdg_arg *a, int order)
{
    mdg_form f = mdg_form_of(c, a->node);
    if (f->kind == F_NUM) {
        return f;
    }
    const struct factor one = {.f = f, .ix = a->ix, .delta = a->node->op == MDG_DELTA};
    return mdg_form_contract(c, order, order, 1, &one);
}

/* Equal factors are one form; products of more than two axes are opened, for only their
 * factors can become matrix notation. */
void mdg_form_take_factors(struct printing *c, struct factors *p, mdg_node n,
                           const uint8_t *to)
{
    for (int k = 0; k < n->nargs; k++) {
        mdg_node x = n->arg[k].node;
        uint8_t ix[MDG_MAX_LABELS], *own = MDG_ARRAY(c->m, x->order + 1, uint8_t);
        for (int i = 0; i < x->order; i++) {
            ix[i] = own[i] = to[n->arg[k].ix[i]];
        }
        if (x->op == MDG_CONTRACT && x->order > 2 && !mdg_form_name_of(c, x) &&
            c->depth < DEEPEST && p->nlabels + x->nlabels - x->order <= MDG_MAX_LABELS) {
            for (int l = x->order; l < x->nlabels; l++) {
                ix[l] = (uint8_t)p->nlabels++;
            }
            c->depth++;
            mdg_form_take_factors(c, p, x, ix);
            c->depth--;
            continue;
        }
        bool tri = x->op == MDG_TRI && !mdg_form_name_of(c, x),
             again = k > 0 && x == n->arg[k - 1].node;
        struct factor f = {.ix = own,
                           .delta = x->op == MDG_DELTA,
                           .tri = tri,
                           .strict = tri && x->kind == MDG_TRI_STRICT};
        f.f = again && p->f.count ? p->f.data[p->f.count - 1].f
              : tri               ? mdg_form_leaf(c, F_ONES, 2)
                                  : mdg_form_of(c, x);
        MDG_PUSH(c->m, &p->f, f);
    }
}

static mdg_form of_contract(struct printing *c, mdg_node n)
{
    struct factors p = {.nlabels = n->nlabels};
    uint8_t same[MDG_MAX_LABELS];
    for (int l = 0; l < n->nlabels; l++) {
        same[l] = (uint8_t)l;
    }
    mdg_form_take_factors(c, &p, n, same);
    return mdg_form_contract(c, n->order, p.nlabels, (int)p.f.count, p.f.data);
}

/* The contraction of n's operands, those of a product of two in their order or turned. */
static mdg_form contracted(struct printing *c, mdg_node n, bool in_place, bool turned)
{
    struct factors p = {.nlabels = n->nlabels};
    uint8_t same[MDG_MAX_LABELS];
    struct mdg_node other = *n;
    for (int l = 0; l < n->nlabels; l++) {
        same[l] = (uint8_t)l;
    }
    if (turned) {
        struct mdg_arg *arg = MDG_ARRAY(c->m, 2, struct mdg_arg);
        arg[0] = n->arg[1];
        arg[1] = n->arg[0];
        other.arg = arg;
    }
    mdg_form_take_factors(c, &p, &other, same);
    c->in_place = in_place;
    c->turned = turned;
    mdg_form f = mdg_form_contract(c, n->order, p.nlabels, (int)p.f.count, p.f.data);
    c->in_place = c->turned = false;
    return f;
}

bool mdg_form_reads_turned(struct printing *c, mdg_node n)
{
    if (n->nargs != 2) {
        return false;
    }
    mdg_form usual = contracted(c, n, false, false);
    return !mdg_form_same(usual, contracted(c, n, true, false)) &&
           mdg_form_same(usual, contracted(c, n, true, true));
}

mdg_form mdg_form_replaced(struct printing *c, mdg_node n, int k, mdg_node by)
{
    struct mdg_arg *arg = MDG_ARRAY(c->m, n->nargs, struct mdg_arg);
    struct mdg_node other = *n;
    for (int a = 0; a < n->nargs; a++) {
        arg[a] = (struct mdg_arg){a == k ? by : n->arg[a].node, n->arg[a].ix};
    }
    other.arg = arg;
    c->unsorted = true;
    bool two = n->nargs == 2; /* longer products are turned so that they read well */
    mdg_form f = contracted(c, &other, two, mdg_form_reads_turned(c, n));
    c->unsorted = false;
    return f;
}

static mdg_form of_tri(struct printing *c, mdg_node n)
{
    static const uint8_t ix[2] = {0, 1};
    const struct factor f = {.f = mdg_form_leaf(c, F_ONES, 2),
                             .ix = ix,
                             .tri = true,
                             .strict = n->kind == MDG_TRI_STRICT};
    return mdg_form_contract(c, 2, 2, 1, &f);
}

/* Terms of a tensor, some of which are given by their elements: all by their elements then.
 */
static mdg_form sum_of_elements(struct printing *c, int n, mdg_form *f, const double *coef,
                                int order)
{
    int letter[MDG_MAX_ORDER];
    for (int i = 0; i < order; i++) {
        letter[i] = c->letters++;
    }
    for (int k = 0; k < n; k++) {
        f[k] = f[k]->order ? mdg_form_element(c, f[k], order, letter) : f[k];
    }
    return mdg_form_letters(c, F_BIND, mdg_form_sum(c, n, f, coef, NULL), order, letter);
}

static mdg_form of_sum(struct printing *c, mdg_node n)
{
    mdg_form soft = mdg_form_log_softmax(c, n);
    if (soft) {
        return soft;
    }
    mdg_form blocks = mdg_form_concatenation(c, n);
    if (blocks) {
        return blocks;
    }
    mdg_form *f = MDG_ARRAY(c->m, n->nargs + 1, mdg_form);
    bool bound = false;
    for (int k = 0; k < n->nargs; k++) {
        f[k] = mdg_form_placed(c, &n->arg[k], n->order);
        bound |= f[k]->kind == F_BIND && n->nargs > 1;
    }
    if (bound) {
        return sum_of_elements(c, n->nargs, f, n->coef, n->order);
    }
    return mdg_form_sum(c, n->nargs, f, n->coef, mdg_form_leaf(c, F_DOTS, n->order));
}

/* ---- functions of matrices
 * ---------------------------------------------------------------------- */

static mdg_form of_matrix(struct printing *c, mdg_node n)
{
    static const char *const names[MDG_NMATRIX] = {
        [MDG_M_INV] = "inv",         [MDG_M_DET] = "det",
        [MDG_M_LOGDET] = "logdet",   [MDG_M_LOGPROD] = "logprod",
        [MDG_M_ADJ] = "adj",         [MDG_M_CHOL] = "chol",
        [MDG_M_EIGVALS] = "eigvals", [MDG_M_EIGVECS] = "eigvecs",
        [MDG_M_SVDVALS] = "svdvals", [MDG_M_SVDU] = "svdU",
        [MDG_M_SVDV] = "svdV",       [MDG_M_EXPM] = "expm",
        [MDG_M_EXPMD] = "expmd",     [MDG_M_EXPMDD] = "expmdd",
        [MDG_M_ADJD] = "adjd",       [MDG_M_ADJDD] = "adjdd"};
    mdg_form a[3] = {NULL};
    mdg_form like = mdg_form_leaf(c, F_DOTS, n->order);
    for (int k = 0; k < n->nargs; k++) {
        a[k] = mdg_form_of(c, n->arg[k].node);
    }
    switch (n->kind) {
    case MDG_M_INV:
        return mdg_form_inverse(c, a[0]);
    case MDG_M_LOGDET:
        return mdg_form_shape(c, S_LOGDET, 1, a, like);
    case MDG_M_LOGPROD: {
        mdg_form p = mdg_form_call(c, "prod", 1, a, like);
        return mdg_form_call(c, "log", 1, &p, p);
    }
    case MDG_M_ADJ:
        if (c->p->book) {
            return mdg_form_multiply(c, mdg_form_call(c, "det", 1, a, NULL),
                                     mdg_form_inverse(c, a[0]));
        }
        break;
    default:
        break;
    }
    return mdg_form_call(c, names[n->kind], n->nargs, a, like);
}

static mdg_form of_cumsum(struct printing *c, mdg_node n)
{
    mdg_form a[2] = {mdg_form_of(c, n->arg[0].node), mdg_form_number(c, n->kind + 1)};
    return mdg_form_call(c, n->flag ? "revcumsum" : "cumsum", n->order > 1 ? 2 : 1, a,
                         mdg_form_leaf(c, F_DOTS, n->order));
}

static mdg_form of_loo(struct printing *c, mdg_node n)
{
    mdg_form a[2] = {mdg_form_of(c, n->arg[0].node), NULL};
    a[1] = n->nargs > 1 ? mdg_form_of(c, n->arg[1].node) : NULL;
    return mdg_form_call(c, n->nargs > 1 ? "d_prod_others" : "prod_others", n->nargs, a,
                         mdg_form_leaf(c, F_DOTS, n->order));
}

static mdg_form of_assume(struct printing *c, mdg_node n)
{
    return mdg_form_of(c, n->arg[0].node);
}

static mdg_form (*const builders[MDG_NOPS])(struct printing *, mdg_node) = {
    [MDG_INPUT] = of_input,
    [MDG_DIFF] = of_diff,
    [MDG_NUMBER] = of_number,
    [MDG_SIZE] = of_size,
    [MDG_TABLE] = of_table,
    [MDG_DELTA] = of_delta,
    [MDG_TRI] = of_tri,
    [MDG_CONTRACT] = of_contract,
    [MDG_SUM] = of_sum,
    [MDG_MAP] = mdg_form_of_map,
    [MDG_REDUCE] = mdg_form_of_reduce,
    [MDG_MATRIX] = of_matrix,
    [MDG_SLICE] = mdg_form_of_slice,
    [MDG_PAD] = mdg_form_of_pad,
    [MDG_RESHAPE] = mdg_form_of_reshape,
    [MDG_CUMSUM] = of_cumsum,
    [MDG_LOO] = of_loo,
    [MDG_LOODIFF] = of_loo,
    [MDG_ASSUME] = of_assume,
};

static mdg_form build(struct printing *c, mdg_node n)
{
    return builders[n->op](c, n);
}

void mdg_form_begin(struct printing *c, mdg_node root)
{
    c->root = root;
    c->left = c->p->budget > 0 && c->p->budget < MOST ? c->p->budget : MOST;
}

mdg_form mdg_form_root(struct printing *c, mdg_node n)
{
    mdg_form_begin(c, n);
    return mdg_form_of(c, n);
}
