/* Values: construction, broadcasting, the text of shapes, and what expressions use. */
#include "value_impl.h"

#include <assert.h>
#include <string.h>

/* ---- uses ------------------------------------------------------------------ */

struct mdg_uses {
    int ninputs, ndims; /* words */
    const uint64_t *inputs, *dims;
};

static bool has_bit(int nwords, const uint64_t *words, int k)
{
    return k / 64 < nwords && (words[k / 64] >> (k % 64) & 1);
}

static uint64_t *bit_set(struct mdg *m, int k)
{
    uint64_t *w = MDG_ARRAY(m, k / 64 + 1, uint64_t);
    w[k / 64] = (uint64_t)1 << (k % 64);
    return w;
}

const struct mdg_uses *mdg_uses_input(struct mdg *m, int input)
{
    struct mdg_uses *u = MDG_NEW(m, struct mdg_uses);
    u->ninputs = input / 64 + 1;
    u->inputs = bit_set(m, input);
    return u;
}

const struct mdg_uses *mdg_uses_dims(struct mdg *m, mdg_size s)
{
    const struct mdg_uses *all = NULL;
    for (int k = 0; k < mdg_dim_count(m); k++) {
        if (mdg_size_uses(s, k)) {
            struct mdg_uses *u = MDG_NEW(m, struct mdg_uses);
            u->ndims = k / 64 + 1;
            u->dims = bit_set(m, k);
            all = mdg_uses_join(m, all, u);
        }
    }
    return all;
}

static bool subset(int na, const uint64_t *a, int nb, const uint64_t *b)
{
    for (int i = 0; i < na; i++) {
        if (a[i] & ~(i < nb ? b[i] : 0)) {
            return false;
        }
    }
    return true;
}

static bool covers(const struct mdg_uses *big, const struct mdg_uses *small)
{
    return subset(small->ninputs, small->inputs, big->ninputs, big->inputs) &&
           subset(small->ndims, small->dims, big->ndims, big->dims);
}

static const uint64_t *bit_union(struct mdg *m, int n, int na, const uint64_t *a, int nb,
                                 const uint64_t *b)
{
    uint64_t *w = MDG_ARRAY(m, n, uint64_t);
    for (int i = 0; i < n; i++) {
        w[i] = (i < na ? a[i] : 0) | (i < nb ? b[i] : 0);
    }
    return w;
}

const struct mdg_uses *mdg_uses_join(struct mdg *m, const struct mdg_uses *a,
                                     const struct mdg_uses *b)
{
    if (!b || a == b || (a && covers(a, b))) {
        return a;
    }
    if (!a || covers(b, a)) {
        return b;
    }
    struct mdg_uses *u = MDG_NEW(m, struct mdg_uses);
    u->ninputs = a->ninputs > b->ninputs ? a->ninputs : b->ninputs;
    u->ndims = a->ndims > b->ndims ? a->ndims : b->ndims;
    u->inputs = bit_union(m, u->ninputs, a->ninputs, a->inputs, b->ninputs, b->inputs);
    u->dims = bit_union(m, u->ndims, a->ndims, a->dims, b->ndims, b->dims);
    return u;
}

bool mdg_uses_has_input(const struct mdg_uses *u, int input)
{
    return u && has_bit(u->ninputs, u->inputs, input);
}

bool mdg_uses_has_dim(const struct mdg_uses *u, int dim)
{
    return u && has_bit(u->ndims, u->dims, dim);
}

const struct mdg_uses *mdg_uses_of(struct mdg *m, int n, const mdg_value *v)
{
    const struct mdg_uses *u = NULL;
    for (int i = 0; i < n; i++) {
        u = mdg_uses_join(m, u, v[i]->uses);
    }
    return u;
}

const struct mdg_uses *mdg_uses_call(const struct mdg_call *c)
{
    const struct mdg_uses *u = mdg_uses_of(c->m, c->nvals, c->val);
    for (int i = 0; i < c->nsizes; i++) {
        u = mdg_uses_join(c->m, u, mdg_uses_dims(c->m, c->size[i]));
    }
    return u;
}

/* ---- construction ---------------------------------------------------------- */

bool mdg_is_one(mdg_size s)
{
    return mdg_size_is(s, 1);
}

static int axes_beyond_one(int rank, const mdg_size *shape)
{
    int n = 0;
    for (int k = 0; k < rank; k++) {
        n += !mdg_is_one(shape[k]);
    }
    return n;
}

mdg_value mdg_value_new(struct mdg *m, mdg_node node, int rank, const mdg_size *shape,
                        const struct mdg_uses *uses)
{
    struct mdg_value *v = MDG_NEW(m, struct mdg_value);
    int n = axes_beyond_one(rank, shape);
    assert(node->order == n);
    v->node = node;
    v->uses = uses;
    if (n) {
        v->rank = rank < 2 ? 2 : rank;
        mdg_size *copy = MDG_ARRAY(m, v->rank, mdg_size);
        for (int k = 0; k < v->rank; k++) {
            copy[k] = k < rank ? shape[k] : mdg_size_int(m, 1);
        }
        v->shape = copy;
    }
    return v;
}

mdg_value mdg_value_matrix(struct mdg *m, mdg_node node, mdg_size rows, mdg_size cols,
                           const struct mdg_uses *uses)
{
    return mdg_value_new(m, node, 2, (mdg_size[]){rows, cols}, uses);
}

mdg_value mdg_value_number(struct mdg *m, double v)
{
    return mdg_value_new(m, mdg_num(m, v), 0, NULL, NULL);
}

mdg_value mdg_value_size(struct mdg *m, mdg_size s)
{
    int64_t v = 0;
    if (mdg_size_is_int(s, &v)) {
        return mdg_value_number(m, (double)v);
    }
    return mdg_value_new(m, mdg_size_node(m, s), 0, NULL, mdg_uses_dims(m, s));
}

mdg_value mdg_value_table(struct mdg *m, int rank, const mdg_size *shape, const double *v)
{
    struct mdg_frame f;
    mdg_frame_shape(&f, rank, shape);
    mdg_node node = f.order ? mdg_table(m, f.order, f.extent, v) : mdg_num(m, v[0]);
    return mdg_value_new(m, node, rank, shape, NULL);
}

/* ---- inputs ---------------------------------------------------------------- */

/* The leaf as it enters expressions. A triangle is cut out of it, so that what lies outside
 * is neither read nor part of any gradient; the promise is wrapped around for the
 * rewriting. */
static mdg_node structured(struct mdg *m, const struct mdg_input *in, mdg_node leaf)
{
    unsigned both = in->props & MDG_DIAGONAL;
    if (!both || leaf->order != 2) {
        return leaf;
    }
    mdg_size n = leaf->extent[0];
    mdg_node cut;
    if (both == MDG_DIAGONAL) {
        cut = mdg_ein(m, "i,ij->ij", mdg_ein(m, "ii->i", leaf), mdg_delta(m, n));
    } else {
        mdg_node tri = mdg_tri(m, MDG_TRI_LOWER, n, n);
        cut = mdg_ein(m, both == MDG_LOWER ? "ij,ij->ij" : "ij,ji->ij", leaf, tri);
    }
    return mdg_assume(m, cut, in->props & ~(unsigned)MDG_POSITIVE);
}

/* Labels of one class: every row of the one-hot matrix is 1. */
static mdg_node one_class(struct mdg *m, const struct mdg_frame *f)
{
    struct mdg_term one = {mdg_num(m, 1), NULL};
    return mdg_contract(m, f->order, f->order, f->extent, 1, &one);
}

mdg_value mdg_value_input(struct mdg *m, struct mdg_input *in)
{
    struct mdg_frame f;
    mdg_frame_shape(&f, in->rank, in->declared);
    mdg_node leaf = mdg_input_node(m, in);
    bool single = in->is_labels && mdg_is_one(in->declared[1]);
    mdg_node node = single ? one_class(m, &f) : structured(m, in, leaf);
    mdg_value v =
        mdg_value_new(m, node, in->rank, in->declared, mdg_uses_input(m, in->index));
    ((struct mdg_value *)v)->input = in;
    return v;
}

/* ---- text ------------------------------------------------------------------ */

const char *mdg_value_shape(struct mdg *m, mdg_value a)
{
    return a->rank ? mdg_shape_text(m, a->rank, a->shape) : "1 x 1";
}

const char *mdg_value_text(struct mdg *m, mdg_value a)
{
    if (a->node->op == MDG_NUMBER) {
        return mdg_number(m, a->node->number);
    }
    if (a->node->op == MDG_SIZE) {
        return mdg_size_text(m, a->node->size);
    }
    return mdg_fmt(m, "%s%s[%s]", a->input ? a->input->name : "", a->input ? " " : "",
                   mdg_value_shape(m, a));
}

/* ---- frames ---------------------------------------------------------------- */

void mdg_frame_shape(struct mdg_frame *f, int rank, const mdg_size *shape)
{
    f->rank = rank;
    f->order = 0;
    for (int k = 0; k < rank; k++) {
        f->shape[k] = shape[k];
        if (!mdg_is_one(shape[k])) {
            f->label[k] = (uint8_t)f->order;
            f->extent[f->order++] = shape[k];
        }
    }
}

/* "A [m x n] + b [n x 1]" for operators, "maximum(A [m x n], 3)" for functions. */
static const char *call_text(struct mdg *m, const char *what, int n, const mdg_value *v)
{
    struct mdg_buf b = {0};
    bool infix = strchr("+-*/%^", what[0]) != NULL;
    if (!infix) {
        mdg_putf(m, &b, "%s(", what);
    }
    for (int i = 0; i < n; i++) {
        if (i) {
            mdg_putf(m, &b, infix ? " %s " : ", ", what);
        }
        mdg_put(m, &b, mdg_value_text(m, v[i]));
    }
    if (!infix) {
        mdg_put(m, &b, ")");
    }
    return b.data;
}

/* Would a fit b once b were transposed? */
static bool transposed_fits(mdg_value a, mdg_value b)
{
    for (int k = 0; k < 2; k++) {
        mdg_size x = a->shape[k], y = b->shape[1 - k];
        if (x != y && !mdg_is_one(x) && !mdg_is_one(y)) {
            return false;
        }
    }
    return true;
}

static MDG_NORETURN void misfit(struct mdg *m, const char *what, int n, const mdg_value *v,
                                mdg_size x, mdg_size y)
{
    const char *call = call_text(m, what, n, v);
    const char *sizes = mdg_fmt(m, "%s and %s are neither equal nor is one of them 1",
                                mdg_size_text(m, x), mdg_size_text(m, y));
    bool vectors =
        mdg_is_vector(v[0]) && mdg_is_vector(v[n - 1]); /* a sum of x and y.T is no hint */
    if (n == 2 && !vectors && v[0]->rank == 2 && v[1]->rank == 2 &&
        transposed_fits(v[0], v[1])) {
        mdg_err(m, m->at,
                "the shapes do not fit: %s\n  hint: %s; the transpose (.T) of one "
                "operand would fit",
                call, sizes);
    }
    mdg_err(m, m->at,
            "the shapes do not fit: %s\n  hint: %s; sizes must be equal as polynomials "
            "in the dims, or 1",
            call, sizes);
}

void mdg_frame_broadcast(struct mdg *m, struct mdg_frame *f, const char *what, int n,
                         const mdg_value *v)
{
    mdg_size shape[MDG_MAX_ORDER];
    int rank = 0;
    for (int i = 0; i < n; i++) {
        rank = v[i]->rank > rank ? v[i]->rank : rank;
    }
    for (int k = 0; k < rank; k++) {
        shape[k] = mdg_size_int(m, 1);
    }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < v[i]->rank; k++) {
            mdg_size *x = &shape[rank - v[i]->rank + k], y = v[i]->shape[k];
            if (mdg_is_one(*x)) {
                *x = y;
            } else if (*x != y && !mdg_is_one(y)) {
                misfit(m, what, n, v, *x, y);
            }
        }
    }
    mdg_frame_shape(f, rank, shape);
}

struct mdg_term mdg_frame_term(struct mdg *m, const struct mdg_frame *f, mdg_value v)
{
    uint8_t *ix = MDG_ARRAY(m, v->node->order, uint8_t);
    int n = 0;
    for (int k = 0; k < v->rank; k++) {
        if (!mdg_is_one(v->shape[k])) {
            ix[n++] = f->label[f->rank - v->rank + k];
        }
    }
    return (struct mdg_term){v->node, ix};
}

mdg_value mdg_frame_value(struct mdg *m, const struct mdg_frame *f, mdg_node node,
                          const struct mdg_uses *uses)
{
    return mdg_value_new(m, node, f->rank, f->shape, uses);
}

/* ---- shapes ---------------------------------------------------------------- */

mdg_size mdg_rows(struct mdg *m, mdg_value a)
{
    return a->rank ? a->shape[0] : mdg_size_int(m, 1);
}

mdg_size mdg_cols(struct mdg *m, mdg_value a)
{
    return a->rank ? a->shape[1] : mdg_size_int(m, 1);
}

bool mdg_is_column(mdg_value a)
{
    return a->rank == 2 && mdg_is_one(a->shape[1]);
}

bool mdg_is_row(mdg_value a)
{
    return a->rank == 2 && mdg_is_one(a->shape[0]);
}

bool mdg_is_vector(mdg_value a)
{
    return a->rank == 0 || mdg_is_column(a) || mdg_is_row(a);
}

void mdg_need_matrix(const struct mdg_call *c, mdg_value a)
{
    if (a->rank > 2) {
        mdg_err(c->m, c->m->at,
                "%s needs a matrix, but its argument is the tensor %s\n  hint: "
                "einsum and the element-wise functions work on tensors",
                c->name, mdg_value_text(c->m, a));
    }
}

void mdg_need_square(const struct mdg_call *c, mdg_value a)
{
    mdg_need_matrix(c, a);
    mdg_size rows = mdg_rows(c->m, a), cols = mdg_cols(c->m, a);
    if (rows != cols) {
        mdg_err(c->m, c->m->at,
                "%s needs a square matrix, but its argument is %s\n  hint: %s and "
                "%s are not provably equal",
                c->name, mdg_value_text(c->m, a), mdg_size_text(c->m, rows),
                mdg_size_text(c->m, cols));
    }
}

void mdg_need_vector(const struct mdg_call *c, mdg_value a)
{
    if (!mdg_is_vector(a)) {
        mdg_err(c->m, c->m->at,
                "%s needs a vector (n x 1 or 1 x n), but its argument is %s\n"
                "  hint: A:row(i) and A:col(j) are vectors, vec(A) stacks the "
                "columns",
                c->name, mdg_value_text(c->m, a));
    }
}

mdg_size mdg_count(struct mdg *m, int rank, const mdg_size *shape)
{
    mdg_size n = mdg_size_int(m, 1);
    for (int k = 0; k < rank; k++) {
        n = mdg_size_mul(m, n, shape[k]);
    }
    return n;
}

mdg_node mdg_node_full(struct mdg *m, mdg_node a, int rank, const mdg_size *shape)
{
    return a->order == rank ? a : mdg_reshape(m, a, rank, shape);
}

mdg_node mdg_node_drop(struct mdg *m, mdg_node a, int rank, const mdg_size *shape)
{
    struct mdg_frame f;
    mdg_frame_shape(&f, rank, shape);
    return a->order == f.order ? a : mdg_reshape(m, a, f.order, f.extent);
}

/* ---- attributes ------------------------------------------------------------ */

enum where { ANY, LAST, SQUARE };

static const struct attr {
    const char *name;
    unsigned bits;
    enum where where;
} attrs[] = {
#define ATTR(name, bits, where, doc) {#name, bits, where},
#include "attrs.def"
#undef ATTR
};

enum { NATTRS = (int)(sizeof attrs / sizeof *attrs) };

unsigned mdg_attr_bits(const char *name)
{
    for (int k = 0; k < NATTRS; k++) {
        if (!strcmp(attrs[k].name, name)) {
            return attrs[k].bits;
        }
    }
    return 0;
}

const char *mdg_attr_name(int k)
{
    return k < NATTRS ? attrs[k].name : NULL;
}

void mdg_attr_check(struct mdg *m, const char *name, int rank, const mdg_size *shape,
                    const char *what)
{
    for (int k = 0; k < NATTRS; k++) {
        if (strcmp(attrs[k].name, name) != 0) {
            continue;
        }
        if (attrs[k].where == SQUARE && (rank != 2 || shape[0] != shape[1])) {
            mdg_err(m, m->at,
                    "%s cannot be %s: its shape is %s\n  hint: %s is a property of "
                    "square matrices, n x n",
                    what, name, mdg_shape_text(m, rank, shape), name);
        }
        if (attrs[k].where == LAST && rank == 0) {
            mdg_err(m, m->at,
                    "%s cannot be %s: it is a scalar\n  hint: %s is a property of "
                    "vectors and of the rows of matrices",
                    what, name, name);
        }
    }
}
