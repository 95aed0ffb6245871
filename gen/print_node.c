/* From nodes to forms, operator by operator. */
#include "print_form.h"

#include <string.h>

enum { DEEPEST = 100, MOST = 4000 };

static mdg_form build(struct printing *c, mdg_node n);

static const char *name_of(const struct printing *c, mdg_node n)
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
    const char *name = name_of(c, n);
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
static mdg_form placed(struct printing *c, const struct mdg_arg *a, int order)
{
    mdg_form f = mdg_form_of(c, a->node);
    if (f->kind == F_NUM) {
        return f;
    }
    const struct factor one = {.f = f, .ix = a->ix, .delta = a->node->op == MDG_DELTA};
    return mdg_form_contract(c, order, order, 1, &one);
}

struct product {
    int nlabels;
    struct {
        struct factor *data;
        size_t count, cap;
    } f;
};

/* Add the factors of n, whose labels are renamed to `to`. Equal factors are one form;
 * products of more than two axes are opened, for only their factors can become matrix
 * notation. */
static void take_factors(struct printing *c, struct product *p, mdg_node n,
                         const uint8_t *to)
{
    for (int k = 0; k < n->nargs; k++) {
        mdg_node x = n->arg[k].node;
        uint8_t ix[MDG_MAX_LABELS], *own = MDG_ARRAY(c->m, x->order + 1, uint8_t);
        for (int i = 0; i < x->order; i++) {
            ix[i] = own[i] = to[n->arg[k].ix[i]];
        }
        if (x->op == MDG_CONTRACT && x->order > 2 && !name_of(c, x) && c->depth < DEEPEST &&
            p->nlabels + x->nlabels - x->order <= MDG_MAX_LABELS) {
            for (int l = x->order; l < x->nlabels; l++) {
                ix[l] = (uint8_t)p->nlabels++;
            }
            c->depth++;
            take_factors(c, p, x, ix);
            c->depth--;
            continue;
        }
        bool tri = x->op == MDG_TRI && !name_of(c, x),
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
    struct product p = {.nlabels = n->nlabels};
    uint8_t same[MDG_MAX_LABELS];
    for (int l = 0; l < n->nlabels; l++) {
        same[l] = (uint8_t)l;
    }
    take_factors(c, &p, n, same);
    return mdg_form_contract(c, n->order, p.nlabels, (int)p.f.count, p.f.data);
}

mdg_form mdg_form_replaced(struct printing *c, mdg_node n, int k, mdg_node by)
{
    struct product p = {.nlabels = n->nlabels};
    uint8_t same[MDG_MAX_LABELS];
    struct mdg_arg *arg = MDG_ARRAY(c->m, n->nargs, struct mdg_arg);
    struct mdg_node other = *n;
    for (int l = 0; l < n->nlabels; l++) {
        same[l] = (uint8_t)l;
    }
    for (int a = 0; a < n->nargs; a++) {
        arg[a] = (struct mdg_arg){a == k ? by : n->arg[a].node, n->arg[a].ix};
    }
    other.arg = arg;
    c->unsorted = true;
    take_factors(c, &p, &other, same);
    c->in_place = n->nargs == 2; /* longer products are turned so that they read well */
    mdg_form f = mdg_form_contract(c, n->order, p.nlabels, (int)p.f.count, p.f.data);
    c->in_place = c->unsorted = false;
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

static mdg_form log_softmax(struct printing *c, mdg_node n);

static mdg_form of_sum(struct printing *c, mdg_node n)
{
    mdg_form soft = log_softmax(c, n);
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
        f[k] = placed(c, &n->arg[k], n->order);
        bound |= f[k]->kind == F_BIND && n->nargs > 1;
    }
    if (bound) {
        return sum_of_elements(c, n->nargs, f, n->coef, n->order);
    }
    return mdg_form_sum(c, n->nargs, f, n->coef, mdg_form_leaf(c, F_DOTS, n->order));
}

/* ---- element-wise functions
 * ---------------------------------------------------------------- */

/* u - logsumexp(u): softmax or its logarithm. The node is z - lse(z); the reduced axes are
 * given back as they are written: 0 for all of them. */
static mdg_node softmax_of(struct mdg *m, mdg_node n, int *axis)
{
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        mdg_node r = n->arg[k].node;
        if (r->op != MDG_REDUCE || r->kind != MDG_R_LSE || n->coef[k] != -1 ||
            n->order != r->nlabels || n->order > 2 || r->arg[0].node->order != n->order) {
            continue;
        }
        bool fits = true;
        *axis = 0;
        for (int i = 0; i < n->order; i++) {
            uint8_t l = r->arg[0].ix[i];
            fits &= l >= r->order || n->arg[k].ix[l] == i;
            *axis = r->order && l >= r->order ? i + 1 : *axis;
        }
        struct mdg_term *t = MDG_ARRAY(m, n->nargs, struct mdg_term);
        double *coef = MDG_ARRAY(m, n->nargs, double);
        int count = 0;
        for (int a = 0; a < n->nargs; a++) {
            if (a != k) {
                t[count] = (struct mdg_term){n->arg[a].node, n->arg[a].ix};
                coef[count++] = n->coef[a];
            }
        }
        if (fits && mdg_sum(m, n->order, n->extent, count, t, coef) == r->arg[0].node) {
            return r->arg[0].node;
        }
    }
    return NULL;
}

/* exp(z) over its sum */
static mdg_form spelled_softmax(struct printing *c, mdg_form z)
{
    mdg_form e = mdg_form_call(c, "exp", 1, &z, z), one = mdg_form_leaf(c, F_ONES, 1);
    if (z->order == 1) {
        return mdg_form_divide(c, e, mdg_form_multiply(c, mdg_form_transpose(c, one), e));
    }
    mdg_form sums = mdg_form_diag(c, mdg_form_multiply(c, e, one));
    return mdg_form_multiply(c, mdg_form_inverse(c, sums), e);
}

/* softmax along an axis of z; rows if nothing is said. */
static mdg_form softmax_form(struct printing *c, mdg_node z, int axis)
{
    mdg_form f = mdg_form_of(c, z);
    if (c->p->spelled && (z->order == 1 || axis)) {
        mdg_form t = axis == 1 && z->order == 2 ? mdg_form_transpose(c, f) : f;
        mdg_form p = spelled_softmax(c, t);
        return t == f ? p : mdg_form_transpose(c, p);
    }
    if (axis == 1) {
        f = mdg_form_transpose(c, f);
    }
    mdg_form y =
        mdg_form_call(c, z->order == 2 && axis == 0 ? "softmax_all" : "softmax", 1, &f, f);
    return axis == 1 ? mdg_form_transpose(c, y) : y;
}

static mdg_form log_softmax(struct printing *c, mdg_node n)
{
    int axis;
    mdg_node z = c->p->spelled ? NULL : softmax_of(c->m, n, &axis);
    if (!z) {
        return NULL;
    }
    mdg_form p = softmax_form(c, z, axis);
    bool back = p->kind == F_TRANS;
    p = back ? p->arg[0] : p;
    p = mdg_form_call(c, "log", 1, &p, p);
    return back ? mdg_form_transpose(c, p) : p;
}

static mdg_form one_plus(struct printing *c, mdg_form f, double s)
{
    mdg_form two[2] = {mdg_form_number(c, 1), f};
    const double coef[2] = {s, 1};
    return mdg_form_sum(c, 2, two, coef, f);
}

static mdg_form call1(struct printing *c, const char *text, mdg_form f)
{
    return mdg_form_call(c, text, 1, &f, f);
}

/* Functions that textbooks have no name for. */
static mdg_form textbook(struct printing *c, enum mdg_map_fn fn, mdg_form x)
{
    switch (fn) {
    case MDG_F_expm1:
        return one_plus(c, call1(c, "exp", x), -1);
    case MDG_F_log1p:
        return call1(c, "log", one_plus(c, x, 1));
    case MDG_F_softplus:
        return call1(c, "log", one_plus(c, call1(c, "exp", x), 1));
    case MDG_F_log_sigmoid:
        return call1(c, "log", call1(c, "sigmoid", x));
    default:
        return NULL;
    }
}

static const struct {
    enum mdg_map_fn fn;
    enum shape shape;
} map_shapes[] = {
    {MDG_F_abs, S_ABS},  {MDG_F_sqrt, S_SQRT},    {MDG_F_lt, S_LT},
    {MDG_F_le, S_LE},    {MDG_F_eq, S_EQ},        {MDG_F_ne0, S_NE0},
    {MDG_F_step, S_GT0}, {MDG_F_maximum, S_MAX2}, {MDG_F_minimum, S_MIN2},
};

static const char *const map_names[MDG_NMAPS] = {
#define MAP(name, arity, da, db, dc, c, tested) [MDG_F_##name] = #name,
#include "maps.def"
#undef MAP
};

static mdg_form power(struct printing *c, mdg_form a, mdg_form b)
{
    mdg_form two[2] = {a, b};
    return mdg_form_new(c, a->order || b->order ? F_EPOW : F_POW, 2, two, a->order ? a : b);
}

/* Is it 0 or 1 already? */
static bool is_indicator(mdg_node n)
{
    return n->op == MDG_MAP &&
           (n->kind == MDG_F_lt || n->kind == MDG_F_le || n->kind == MDG_F_eq ||
            n->kind == MDG_F_ne0 || n->kind == MDG_F_step);
}

static mdg_form of_map(struct printing *c, mdg_node n)
{
    enum mdg_map_fn fn = (enum mdg_map_fn)n->kind;
    mdg_form a[3] = {NULL, NULL, NULL}, like = mdg_form_leaf(c, F_DOTS, n->order);
    int axis;
    mdg_node z = fn == MDG_F_exp ? softmax_of(c->m, n->arg[0].node, &axis) : NULL;
    if (z && !name_of(c, n->arg[0].node)) {
        return softmax_form(c, z, axis);
    }
    for (int k = 0; k < n->nargs; k++) {
        const struct mdg_arg *x = &n->arg[k];
        a[k] = x->node->order == 0 ? mdg_form_of(c, x->node) : placed(c, x, n->order);
    }
    if (fn == MDG_F_recip || fn == MDG_F_recip0) {
        return mdg_form_reciprocal(c, a[0]);
    }
    if (fn == MDG_F_ne0 && is_indicator(n->arg[0].node)) {
        return a[0];
    }
    if (fn == MDG_F_pow) {
        return power(c, a[0], a[1]);
    }
    if (fn == MDG_F_xlogy) {
        return mdg_form_hadamard(c, a[0], mdg_form_call(c, "log", 1, &a[1], a[1]));
    }
    mdg_form book = c->p->book ? textbook(c, fn, a[0]) : NULL;
    if (book) {
        return book;
    }
    for (size_t k = 0; k < sizeof map_shapes / sizeof *map_shapes; k++) {
        if (map_shapes[k].fn == fn) {
            return mdg_form_shape(c, map_shapes[k].shape, n->nargs, a, like);
        }
    }
    struct form *y =
        (struct form *)(uintptr_t)mdg_form_call(c, map_names[fn], n->nargs, a, like);
    y->elementwise = true;
    return y;
}

/* ---- reductions
 * -------------------------------------------------------------------------------- */

/* log of the sum of exp, with vectors of ones. */
static mdg_form log_sum_exp(struct printing *c, mdg_form f, bool rows, bool cols)
{
    mdg_form one = mdg_form_leaf(c, F_ONES, 1), e = call1(c, "exp", f);
    if (f->order == 2 && cols) { /* along each row, then over rows */
        e = mdg_form_multiply(c, e, one);
    }
    if (rows) {
        e = e->order == 2 ? mdg_form_multiply(c, mdg_form_transpose(c, e), one)
                          : mdg_form_multiply(c, mdg_form_transpose(c, one), e);
    }
    return call1(c, "log", e);
}

static mdg_form of_reduce(struct printing *c, mdg_node n)
{
    static const char *const names[] = {"max", "min", "prod", "logsumexp", "norm"};
    mdg_node x = n->arg[0].node;
    const uint8_t *ix = n->arg[0].ix;
    mdg_form f = mdg_form_of(c, x), arg[1 + MDG_MAX_ORDER],
             like = mdg_form_leaf(c, F_DOTS, n->order);
    bool repeated = x->order != n->nlabels, reduced[MDG_MAX_LABELS];
    int count = 0;
    for (int i = 0; i < n->nlabels; i++) {
        reduced[i] = repeated ? i >= n->order : ix[i] >= n->order;
    }
    if (repeated) {
        f = placed(c, &n->arg[0], n->nlabels);
    }
    if (n->kind == MDG_R_LSE && c->p->book && n->nlabels <= 2) {
        return log_sum_exp(c, f, reduced[0], n->nlabels == 2 && reduced[1]);
    }
    arg[count++] = f;
    if (n->kind == MDG_R_NORM && n->order == 0) {
        return mdg_form_shape(c, n->nlabels == 1 ? S_NORM : S_NORMF, 1, arg, like);
    }
    for (int i = 0; n->order && i < n->nlabels; i++) {
        if (reduced[i]) {
            arg[count++] = mdg_form_number(c, i + 1);
        }
    }
    return mdg_form_call(c, names[n->kind], count, arg, like);
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
        [MDG_M_EXPMD] = "expmd"};
    mdg_form a[2] = {mdg_form_of(c, n->arg[0].node), NULL};
    mdg_form like = mdg_form_leaf(c, F_DOTS, n->order);
    switch (n->kind) {
    case MDG_M_INV:
        return mdg_form_inverse(c, a[0]);
    case MDG_M_LOGDET:
        return mdg_form_shape(c, S_LOGDET, 1, a, like);
    case MDG_M_LOGPROD:
        return call1(c, "log", mdg_form_call(c, "prod", 1, a, like));
    case MDG_M_ADJ:
        if (c->p->book) {
            return mdg_form_multiply(c, mdg_form_call(c, "det", 1, a, NULL),
                                     mdg_form_inverse(c, a[0]));
        }
        break;
    case MDG_M_EXPMD:
        a[1] = mdg_form_of(c, n->arg[1].node);
        break;
    default:
        break;
    }
    return mdg_form_call(c, names[n->kind], n->nargs, a, like);
}

/* ---- parts
 * ------------------------------------------------------------------------------------------
 */

static bool whole_axis(mdg_size offset, mdg_size part, mdg_size all)
{
    return mdg_size_is(offset, 0) && part == all;
}

mdg_form mdg_form_range(struct printing *c, mdg_size offset, mdg_size part, mdg_size all)
{
    if (whole_axis(offset, part, all)) {
        return NULL;
    }
    mdg_size one = mdg_size_int(c->m, 1);
    mdg_form r[2] = {mdg_form_size(c, mdg_size_add(c->m, offset, one)),
                     mdg_form_size(c, mdg_size_add(c->m, offset, part))};
    return part == one ? r[0] : mdg_form_shape(c, S_RANGE, 2, r, NULL);
}

static mdg_form part(struct printing *c, mdg_node n, mdg_form like)
{
    mdg_node x = n->arg[0].node;
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = mdg_form_of(c, x);
    for (int i = 0; i < n->order; i++) {
        a[i + 1] = mdg_form_range(c, n->offset[i], n->extent[i], x->extent[i]);
    }
    bool flat = a[0]->order <= 2 && a[0]->order == n->order;
    mdg_form cut = flat ? mdg_form_cut(c, a[0], a[1], n->order == 2 ? a[2] : NULL) : NULL;
    if (cut && cut->order == like->order) {
        return cut;
    }
    return mdg_form_new(c, F_PART, n->order + 1, a, like);
}

static mdg_form of_slice(struct printing *c, mdg_node n)
{
    return part(c, n, mdg_form_leaf(c, F_DOTS, n->order));
}

/* The shape of a without axes of size 1, if that is the shape of n. */
static bool only_drops_ones(mdg_node a, mdg_node n)
{
    int k = 0;
    for (int i = 0; i < a->order; i++) {
        if (mdg_size_is(a->extent[i], 1)) {
            continue;
        }
        if (k == n->order || n->extent[k] != a->extent[i]) {
            return false;
        }
        k++;
    }
    return k == n->order;
}

mdg_form mdg_form_kronecker(struct printing *c, mdg_node n, int rows)
{
    if (n->op != MDG_CONTRACT || n->nargs != 2 || n->nlabels != n->order || n->order > 4 ||
        rows > 2 || n->order - rows > 2) {
        return NULL;
    }
    mdg_form f[2] = {NULL, NULL};
    bool two = rows == 2 || n->order - rows == 2;
    for (int k = 0; k < 2 && two; k++) {
        const struct mdg_arg *a = &n->arg[k];
        int nr = 0, side = -1;
        bool swap = false;
        for (int i = 0; i < a->node->order; i++) {
            bool row = a->ix[i] < rows;
            int at = row ? a->ix[i] : a->ix[i] - rows, axes = row ? rows : n->order - rows;
            nr += row;
            swap = row && i > 0;
            int want = axes == 2 ? at : -1;
            if (want >= 0 && side >= 0 && side != want) {
                return NULL;
            }
            side = want >= 0 ? want : side;
        }
        if (a->node->order > 2 || side < 0 || f[side] || nr > 1 ||
            a->node->order - nr > 1) {
            return NULL;
        }
        mdg_form x = mdg_form_of(c, a->node);
        f[side] = swap || (a->node->order == 1 && nr == 0) ? mdg_form_transpose(c, x) : x;
    }
    return two ? mdg_form_shape(c, S_KRON, 2, f, mdg_form_leaf(c, F_DOTS, 2)) : NULL;
}

/* Copies of one matrix or vector, repmat(A, p, q): (1 1') kron A. */
static mdg_form repeated(struct printing *c, mdg_node x, mdg_node n)
{
    if (x->op != MDG_CONTRACT || x->nargs != 1 || x->nlabels != x->order ||
        x->order != 2 * n->order || n->order > 2 || x->arg[0].node->order != n->order) {
        return NULL;
    }
    for (int i = 0; i < n->order; i++) {
        if (x->arg[0].ix[i] != 2 * i + 1 ||
            n->extent[i] != mdg_size_mul(c->m, x->extent[2 * i], x->extent[2 * i + 1])) {
            return NULL;
        }
    }
    mdg_form one = mdg_form_leaf(c, F_ONES, 1);
    mdg_form all =
        n->order == 1 ? one : mdg_form_multiply(c, one, mdg_form_transpose(c, one));
    mdg_form f[2] = {all, mdg_form_of(c, x->arg[0].node)};
    return mdg_form_shape(c, S_KRON, 2, f, mdg_form_leaf(c, F_DOTS, n->order));
}

/* a_ik b_jl as the matrix (i j) x (k l), a_i b_j as the vector (i j). */
static mdg_form kronecker(struct printing *c, mdg_node x, mdg_node n)
{
    int half = x->order / 2;
    if (x->op != MDG_CONTRACT || x->nargs != 2 || x->nlabels != x->order ||
        x->order != 2 * n->order || n->order > 2 || x->arg[0].node->order != half ||
        x->arg[1].node->order != half) {
        return NULL;
    }
    mdg_form f[2] = {NULL, NULL};
    for (int k = 0; k < 2; k++) {
        const uint8_t *ix = x->arg[k].ix;
        int side = ix[0] % 2;
        bool fits = half == 1 || ix[0] % 2 == ix[1] % 2;
        if (!fits || f[side]) {
            return NULL;
        }
        f[side] = mdg_form_of(c, x->arg[k].node);
        f[side] = half == 2 && ix[0] > ix[1] ? mdg_form_transpose(c, f[side]) : f[side];
    }
    for (int i = 0; i < n->order; i++) {
        if (n->extent[i] != mdg_size_mul(c->m, x->extent[2 * i], x->extent[2 * i + 1])) {
            return NULL;
        }
    }
    return mdg_form_shape(c, S_KRON, 2, f, mdg_form_leaf(c, F_DOTS, n->order));
}

static mdg_form of_reshape(struct printing *c, mdg_node n)
{
    mdg_node x = n->arg[0].node;
    mdg_form like = mdg_form_leaf(c, F_DOTS, n->order);
    if (only_drops_ones(x, n) && x->op == MDG_SLICE && !name_of(c, x) && x->order <= 2) {
        bool row = n->order == 1 && x->order == 2 && mdg_size_is(x->extent[0], 1);
        mdg_form r = part(c, x, row ? mdg_form_literal(c, "", false, true) : like);
        return row ? mdg_form_transpose(c, r) : r; /* a row of a matrix becomes a column */
    }
    mdg_form kron = kronecker(c, x, n);
    kron = kron ? kron : repeated(c, x, n);
    if (kron) {
        return kron;
    }
    mdg_form f = mdg_form_of(c, x);
    if (only_drops_ones(x, n) || only_drops_ones(n, x)) {
        struct form *g = mdg_form_new(c, F_SHAPE, 1, &f, like);
        g->number = S_SAME;
        return g;
    }
    if (x->order == 2 && n->order == 1) {
        f = mdg_form_transpose(c, f);
        return mdg_form_call(c, "vec", 1, &f, like);
    }
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = f;
    for (int i = 0; i < n->order; i++) {
        a[i + 1] = mdg_form_size(c, n->extent[i]);
    }
    return mdg_form_call(c, "reshape", n->order + 1, a, like);
}

/* What is left of a node when its axes of size 1 are dropped, or NULL if that is not plain.
 */
static mdg_node without_ones(mdg_node a)
{
    bool spread = a->op == MDG_CONTRACT && a->nargs == 1 && a->nlabels == a->order;
    if (a->op != MDG_RESHAPE && !spread) {
        return NULL;
    }
    mdg_node x = a->arg[0].node;
    for (int i = 0; spread && i + 1 < x->order; i++) {
        if (a->arg[0].ix[i] >= a->arg[0].ix[i + 1]) {
            return NULL;
        }
    }
    return only_drops_ones(a, x) ? x : NULL;
}

/* A row, a column, an element in zeros: e_k x', x e_k', c e_i e_j'. */
static mdg_form unit_vectors(struct printing *c, mdg_node n)
{
    mdg_node a = n->arg[0].node, x = without_ones(a);
    bool number = a->op == MDG_CONTRACT && a->nargs == 0;
    int singles = 0;
    for (int i = 0; i < n->order; i++) {
        bool single = mdg_size_is(a->extent[i], 1);
        singles += single;
        if (!single && !whole_axis(n->offset[i], a->extent[i], n->extent[i])) {
            return NULL;
        }
    }
    if (n->order > 2 || singles == 0 || (!x && !number)) {
        return NULL;
    }
    bool ones = !x && n->order == 2 && singles == 1; /* a row or column of them */
    mdg_form f = x      ? mdg_form_of(c, x)
                 : ones ? mdg_form_leaf(c, F_ONES, 1)
                        : mdg_form_number(c, 1);
    mdg_form side[2] = {f, f};
    for (int i = 0; i < n->order; i++) {
        if (mdg_size_is(a->extent[i], 1)) {
            mdg_form k =
                mdg_form_size(c, mdg_size_add(c->m, n->offset[i], mdg_size_int(c->m, 1)));
            side[i] = mdg_form_shape(c, S_UNIT, 1, &k, mdg_form_leaf(c, F_ONES, 1));
        }
    }
    if (n->order == 1) {
        return mdg_form_multiply(c, f, side[0]);
    }
    mdg_form outer = mdg_form_multiply(c, side[0], mdg_form_transpose(c, side[1]));
    return singles == 2 ? mdg_form_multiply(c, f, outer) : outer;
}

static mdg_form of_pad(struct printing *c, mdg_node n)
{
    mdg_form unit = unit_vectors(c, n);
    mdg_form blocks = unit ? unit : mdg_form_concatenation(c, n);
    if (blocks) {
        return blocks;
    }
    mdg_node x = n->arg[0].node;
    mdg_form *a = MDG_ARRAY(c->m, n->order + 1, mdg_form);
    a[0] = mdg_form_of(c, x);
    for (int i = 0; i < n->order; i++) {
        mdg_form r = mdg_form_range(c, n->offset[i], x->extent[i], n->extent[i]);
        a[i + 1] = r ? r : mdg_form_literal(c, ":", false, false);
    }
    return mdg_form_call(c, "pad", n->order + 1, a, mdg_form_leaf(c, F_DOTS, n->order));
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
    [MDG_INPUT] = of_input,   [MDG_DIFF] = of_diff,         [MDG_NUMBER] = of_number,
    [MDG_SIZE] = of_size,     [MDG_TABLE] = of_table,       [MDG_DELTA] = of_delta,
    [MDG_TRI] = of_tri,       [MDG_CONTRACT] = of_contract, [MDG_SUM] = of_sum,
    [MDG_MAP] = of_map,       [MDG_REDUCE] = of_reduce,     [MDG_MATRIX] = of_matrix,
    [MDG_SLICE] = of_slice,   [MDG_PAD] = of_pad,           [MDG_RESHAPE] = of_reshape,
    [MDG_CUMSUM] = of_cumsum, [MDG_LOO] = of_loo,           [MDG_LOODIFF] = of_loo,
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
