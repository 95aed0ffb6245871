/* Operators and element-wise functions of values. */
#include "value_impl.h"

#include <math.h>

static bool number_of(mdg_value a, double *v)
{
    if (a->node->op != MDG_NUMBER) {
        return false;
    }
    *v = a->node->number;
    return true;
}

/* ---- element-wise ---------------------------------------------------------- */

mdg_value mdg_apply(struct mdg *m, enum mdg_map_fn f, mdg_value a)
{
    return mdg_value_new(m, mdg_map1(m, f, a->node), a->rank, a->shape, a->uses);
}

static mdg_value map_broadcast(struct mdg *m, const char *what, enum mdg_map_fn f, int n,
                               const mdg_value *v)
{
    struct mdg_frame fr;
    struct mdg_term term[3];
    mdg_frame_broadcast(m, &fr, what, n, v);
    for (int i = 0; i < n; i++) {
        term[i] = mdg_frame_term(m, &fr, v[i]);
    }
    mdg_node y = mdg_map(m, f, fr.order, fr.extent, n, term);
    return mdg_frame_value(m, &fr, y, mdg_uses_of(m, n, v));
}

mdg_value mdg_fn_map(const struct mdg_call *c)
{
    enum mdg_map_fn f = (enum mdg_map_fn)(c->kind & ~MDG_V_SWAPPED);
    if (c->kind & MDG_V_SWAPPED) {
        return map_broadcast(c->m, c->name, f, 2, (mdg_value[]){c->val[1], c->val[0]});
    }
    return map_broadcast(c->m, c->name, f, c->nvals, c->val);
}

/* a % b (rule D4). */
mdg_value mdg_hadamard(struct mdg *m, const char *what, mdg_value a, mdg_value b)
{
    struct mdg_frame f;
    double s = 0;
    mdg_frame_broadcast(m, &f, what, 2, (mdg_value[]){a, b});
    const struct mdg_uses *uses = mdg_uses_join(m, a->uses, b->uses);
    if (number_of(a, &s)) {
        return mdg_frame_value(m, &f, mdg_scale(m, s, b->node), uses);
    }
    if (number_of(b, &s)) {
        return mdg_frame_value(m, &f, mdg_scale(m, s, a->node), uses);
    }
    struct mdg_term term[] = {mdg_frame_term(m, &f, a), mdg_frame_term(m, &f, b)};
    mdg_node y = mdg_contract(m, f.order, f.order, f.extent, 2, term);
    return mdg_frame_value(m, &f, y, uses);
}

/* a % a % ..., k factors. */
static mdg_value repeated(struct mdg *m, mdg_value a, int k)
{
    struct mdg_frame f;
    struct mdg_term term[3];
    mdg_frame_shape(&f, a->rank, a->shape);
    for (int i = 0; i < k; i++) {
        term[i] = mdg_frame_term(m, &f, a);
    }
    mdg_node y = mdg_contract(m, f.order, f.order, f.extent, k, term);
    return mdg_frame_value(m, &f, y, a->uses);
}

static mdg_value ones_like(struct mdg *m, mdg_value a)
{
    struct mdg_frame f;
    struct mdg_term one = {mdg_num(m, 1), NULL};
    mdg_frame_shape(&f, a->rank, a->shape);
    return mdg_frame_value(m, &f, mdg_contract(m, f.order, f.order, f.extent, 1, &one),
                           a->uses);
}

/* a to the power p element by element; the powers that have a cheaper or exacter form take
 * it. */
static mdg_value power(struct mdg *m, const char *what, mdg_value a, mdg_value b)
{
    double p = 0;
    if (number_of(b, &p)) {
        if (p == 0) {
            return ones_like(m, a);
        }
        if (p == 1) {
            return a;
        }
        if (p == 2 || p == 3) {
            return repeated(m, a, (int)p);
        }
        if (p == 0.5) {
            return mdg_apply(m, MDG_F_sqrt, a);
        }
        if (p == -1 || p == -2) {
            mdg_value r = mdg_apply(m, MDG_F_recip, a);
            return p == -1 ? r : repeated(m, r, 2);
        }
    }
    return map_broadcast(m, what, MDG_F_pow, 2, (mdg_value[]){a, b});
}

/* v, which also uses what b does: an exponent that is known to be a number is no operand.
 */
static mdg_value with_uses(struct mdg *m, mdg_value v, mdg_value b)
{
    const struct mdg_uses *uses = mdg_uses_join(m, v->uses, b->uses);
    return uses == v->uses ? v : mdg_value_new(m, v->node, v->rank, v->shape, uses);
}

mdg_value mdg_fn_pow(const struct mdg_call *c)
{
    return with_uses(c->m, power(c->m, c->name, c->val[0], c->val[1]), c->val[1]);
}

mdg_value mdg_fn_square(const struct mdg_call *c)
{
    return repeated(c->m, c->val[0], 2);
}

mdg_value mdg_fn_hadamard(const struct mdg_call *c)
{
    return mdg_hadamard(c->m, c->name, c->val[0], c->val[1]);
}

static mdg_value combine(struct mdg *m, const char *what, mdg_value a, double s,
                         mdg_value b)
{
    struct mdg_frame f;
    mdg_frame_broadcast(m, &f, what, 2, (mdg_value[]){a, b});
    struct mdg_term term[] = {mdg_frame_term(m, &f, a), mdg_frame_term(m, &f, b)};
    mdg_node y = mdg_sum(m, f.order, f.extent, 2, term, (double[]){1, s});
    return mdg_frame_value(m, &f, y, mdg_uses_join(m, a->uses, b->uses));
}

/* relu(a) - s relu(-a) */
mdg_value mdg_fn_leaky_relu(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    mdg_value a = c->val[0];
    mdg_value below = mdg_apply(m, MDG_F_relu, mdg_value_negate(m, a));
    mdg_value scaled = mdg_hadamard(m, c->name, c->val[1], below);
    return combine(m, c->name, mdg_apply(m, MDG_F_relu, a), -1, scaled);
}

mdg_value mdg_fn_clamp(const struct mdg_call *c)
{
    struct mdg_frame f;
    mdg_frame_broadcast(c->m, &f, c->name, 3, c->val); /* the error shows all three */
    mdg_value up = map_broadcast(c->m, c->name, MDG_F_maximum, 2, c->val);
    return map_broadcast(c->m, c->name, MDG_F_minimum, 2, (mdg_value[]){up, c->val[2]});
}

/* ---- matrix product -------------------------------------------------------- */

static MDG_NORETURN void refuse_columns(struct mdg *m, mdg_value a, mdg_value b)
{
    const char *x = a->input ? a->input->name : "u", *y = b->input ? b->input->name : "v";
    const char *what = mdg_is_column(a) ? "columns" : "rows";
    const char *dot =
        mdg_is_column(a) ? mdg_fmt(m, "%s.T * %s", x, y) : mdg_fmt(m, "%s * %s.T", x, y);
    const char *outer =
        mdg_is_column(a) ? mdg_fmt(m, "%s * %s.T", x, y) : mdg_fmt(m, "%s.T * %s", x, y);
    const char *call = mdg_fmt(m, "%s * %s", mdg_value_text(m, a), mdg_value_text(m, b));
    if (a->shape[0] == b->shape[0] && a->shape[1] == b->shape[1]) {
        mdg_err(m, m->at,
                "a product of two %s could mean two things: %s\n  hint: write %s for the "
                "inner product, %s %% %s for the element-wise product",
                what, call, dot, x, y);
    }
    mdg_err(m, m->at, "two %s cannot be multiplied: %s\n  hint: the outer product is %s",
            what, call, outer);
}

/* Which of A * B', A' * B, A % B would fit, as a hint. */
static const char *product_hint(struct mdg *m, mdg_value a, mdg_value b)
{
    struct mdg_buf t = {0};
    const char *x = a->input ? a->input->name : "(left)",
               *y = b->input ? b->input->name : "(right)";
    if (a->shape[0] == b->shape[0]) {
        mdg_putf(m, &t, "%s.T * %s", x, y);
    }
    if (a->shape[1] == b->shape[1]) {
        mdg_putf(m, &t, "%s%s * %s.T", t.count ? ", " : "", x, y);
    }
    if (a->shape[0] == b->shape[1]) {
        mdg_putf(m, &t, "%s%s * %s", t.count ? ", " : "", y, x);
    }
    if (a->shape[0] == b->shape[0] && a->shape[1] == b->shape[1]) {
        mdg_putf(m, &t, "%s%s %% %s (element-wise)", t.count ? ", " : "", x, y);
    }
    return t.count ? mdg_fmt(m, "; these would fit: %s", t.data) : "";
}

static void check_product(struct mdg *m, mdg_value a, mdg_value b)
{
    if (a->rank > 2 || b->rank > 2) {
        mdg_err(m, m->at,
                "'*' is the product of matrices, but one operand is a tensor: %s * %s\n"
                "  hint: use einsum(\"kij,kjl->kil\", A, B), or %% for the element-wise "
                "product",
                mdg_value_text(m, a), mdg_value_text(m, b));
    }
    if (a->shape[1] == b->shape[0]) {
        return;
    }
    if ((mdg_is_column(a) && mdg_is_column(b)) || (mdg_is_row(a) && mdg_is_row(b))) {
        refuse_columns(m, a, b);
    }
    mdg_err(m, m->at,
            "the shapes do not fit: %s * %s\n  hint: the left one has %s columns, the "
            "right one %s rows%s",
            mdg_value_text(m, a), mdg_value_text(m, b), mdg_size_text(m, a->shape[1]),
            mdg_size_text(m, b->shape[0]), product_hint(m, a, b));
}

/* y_ik = sum_j a_ij b_jk, where axes of size 1 have no label. */
static mdg_value product(struct mdg *m, mdg_value a, mdg_value b)
{
    if (!a->rank || !b->rank) {
        return mdg_hadamard(m, "*", a, b);
    }
    check_product(m, a, b);
    mdg_size size[] = {a->shape[0], b->shape[1], a->shape[1]};
    uint8_t label[3] = {0}, left[3] = {0}, right[3] = {0};
    mdg_size extent[3];
    int order = 0, nlabels = 0, nleft = 0, nright = 0;
    for (int k = 0; k < 3; k++) {
        if (!mdg_is_one(size[k])) {
            label[k] = (uint8_t)nlabels;
            extent[nlabels++] = size[k];
            order += k < 2;
        }
    }
    bool i = !mdg_is_one(size[0]), k = !mdg_is_one(size[1]), j = !mdg_is_one(size[2]);
    if (i) {
        left[nleft++] = label[0];
    }
    if (j) {
        left[nleft++] = label[2];
        right[nright++] = label[2];
    }
    if (k) {
        right[nright++] = label[1];
    }
    struct mdg_term term[] = {{a->node, left}, {b->node, right}};
    mdg_node y = mdg_contract(m, order, nlabels, extent, 2, term);
    return mdg_value_matrix(m, y, size[0], size[1], mdg_uses_join(m, a->uses, b->uses));
}

/* ---- quotient -------------------------------------------------------------- */

static bool is_empty(mdg_value a)
{
    bool empty = false;
    for (int k = 0; k < a->rank; k++) {
        empty = empty || mdg_size_is(a->shape[k], 0);
    }
    return empty;
}

/* Nothing can be divided by a size that -D fixes to 0; numbers cannot. */
static mdg_value quotient(struct mdg *m, mdg_value a, mdg_value b)
{
    double s = 0;
    if (number_of(b, &s)) {
        bool empty = is_empty(a);
        if (s == 0 && !empty) {
            mdg_err(m, m->at, "division by zero: %s / 0", mdg_value_text(m, a));
        }
        mdg_node reciprocal = mdg_num(m, empty ? 0 : 1 / s);
        return mdg_hadamard(m, "/", a, mdg_value_new(m, reciprocal, 0, NULL, b->uses));
    }
    struct mdg_frame f;
    mdg_frame_broadcast(m, &f, "/", 2,
                        (mdg_value[]){a, b}); /* the error shows b, not 1/b */
    return mdg_hadamard(m, "/", a, mdg_apply(m, MDG_F_recip, b));
}

/* ---- power ----------------------------------------------------------------- */

/* A^k for a square matrix, by repeated squaring; A^0 = I. */
static mdg_value matrix_power(struct mdg *m, mdg_value a, double p)
{
    mdg_node base = p < 0 ? mdg_matrix(m, MDG_M_INV, 1, &a->node) : a->node;
    mdg_node y = NULL;
    if (p == 0) {
        y = mdg_delta(m, a->shape[0]);
    }
    for (int64_t k = (int64_t)fabs(p); k > 0; k /= 2) {
        if (k % 2) {
            y = y ? mdg_ein(m, "ij,jk->ik", y, base) : base;
        }
        base = k > 1 ? mdg_ein(m, "ij,jk->ik", base, base) : base;
    }
    return mdg_value_new(m, y, 2, a->shape, a->uses);
}

static mdg_value raise_to(struct mdg *m, mdg_value a, mdg_value b)
{
    const double largest =
        1024; /* of exponents: beyond, the product has too many factors */
    double p = 0;
    const char *call = mdg_fmt(m, "%s ^ %s", mdg_value_text(m, a), mdg_value_text(m, b));
    if (b->rank) {
        mdg_err(m, m->at,
                "the exponent of '^' must be a scalar: %s\n  hint: pow(A, B) is the "
                "element-wise power, expm(A) the matrix exponential",
                call);
    }
    if (!a->rank) {
        return with_uses(m, power(m, "^", a, b), b);
    }
    const char *x = a->input ? a->input->name : "A";
    if (a->rank != 2 || a->shape[0] != a->shape[1]) {
        const char *also = mdg_is_vector(a) && number_of(b, &p) && p == 2
                               ? mdg_fmt(m, ", sumsq(%s) the sum of squares", x)
                               : "";
        mdg_err(m, m->at,
                "'^' is the power of a scalar or of a square matrix: %s\n  hint: "
                "pow(%s, %s) is the element-wise power%s",
                call, x, b->node->op == MDG_NUMBER ? mdg_value_text(m, b) : "p", also);
    }
    if (!number_of(b, &p) || p != floor(p) || fabs(p) > largest) {
        mdg_err(m, m->at,
                "a matrix has integer powers only, from -1024 to 1024: %s\n  hint: "
                "pow(%s, %s) is the element-wise power",
                call, x, b->node->op == MDG_NUMBER ? mdg_value_text(m, b) : "p");
    }
    return with_uses(m, matrix_power(m, a, p), b);
}

/* ---- operators ------------------------------------------------------------- */

mdg_value mdg_value_op(struct mdg *m, enum mdg_operator op, mdg_value a, mdg_value b)
{
    switch (op) {
    case MDG_OP_ADD:
        return combine(m, "+", a, 1, b);
    case MDG_OP_SUB:
        return combine(m, "-", a, -1, b);
    case MDG_OP_MUL:
        return product(m, a, b);
    case MDG_OP_HADAMARD:
        return mdg_hadamard(m, "%", a, b);
    case MDG_OP_DIV:
        return quotient(m, a, b);
    case MDG_OP_POW:
        break;
    }
    return raise_to(m, a, b);
}

mdg_value mdg_value_negate(struct mdg *m, mdg_value a)
{
    return mdg_value_new(m, mdg_scale(m, -1, a->node), a->rank, a->shape, a->uses);
}

mdg_value mdg_value_transpose(struct mdg *m, mdg_value a)
{
    if (!a->rank) {
        return a;
    }
    if (a->rank > 2) {
        mdg_err(m, m->at,
                "a tensor has no transpose: %s\n  hint: einsum(\"kij->kji\", T) exchanges "
                "axes",
                mdg_value_text(m, a));
    }
    mdg_node y = a->node->order == 2 ? mdg_ein(m, "ij->ji", a->node) : a->node;
    return mdg_value_matrix(m, y, a->shape[1], a->shape[0], a->uses);
}

mdg_value mdg_fn_transpose(const struct mdg_call *c)
{
    return mdg_value_transpose(c->m, c->val[0]);
}
