/* The shapes of expressions, as the language defines them. */
#include "fuzz.h"

#include <string.h>

const char *const attr_name[NATTRS] = {"",         "symmetric",  "spd",    "lower",
                                       "upper",    "diagonal",   "onehot", "simplex",
                                       "positive", "nonnegative"};
const char *const kind_name[NKINDS] = {"value",   "grad", "value_grad", "jvp",       "hvp",
                                       "hessian", "vjp",  "jacobian",   "jacobian_t"};
const char *const map2_name[NMAP2] = {"pow",   "atan2",      "maximum",  "minimum", "xlogy",
                                      "huber", "leaky_relu", "hadamard", "lt",      "le",
                                      "gt",    "ge",         "eq"};

static const struct size one = {1, {{1, {0}}}};

static void shape2(struct node *n, const struct size *rows, const struct size *cols)
{
    n->rank = 2;
    n->shape[0] = *rows;
    n->shape[1] = *cols;
}

static void same_shape(struct node *n, const struct node *a)
{
    n->rank = a->rank;
    memcpy(n->shape, a->shape, sizeof n->shape);
}

static bool broadcast(struct node *n, int nkids, const struct node *const *a)
{
    n->rank = 0;
    for (int i = 0; i < nkids; i++) {
        if (a[i]->rank == 0) {
            continue;
        }
        if (n->rank == 0) {
            same_shape(n, a[i]);
            continue;
        }
        if (n->rank != a[i]->rank) {
            return false;
        }
        for (int k = 0; k < n->rank; k++) {
            if (size_is_one(&n->shape[k])) {
                n->shape[k] = a[i]->shape[k];
            } else if (!size_is_one(&a[i]->shape[k]) &&
                       !size_same(&n->shape[k], &a[i]->shape[k])) {
                return false;
            }
        }
    }
    return true;
}

static struct size rows_of(const struct node *a)
{
    return a->rank ? a->shape[0] : one;
}

static struct size cols_of(const struct node *a)
{
    return a->rank ? a->shape[1] : one;
}

static bool is_matrix(const struct node *a)
{
    return a->rank <= 2;
}

static bool is_square(const struct node *a)
{
    return a->rank == 0 || (a->rank == 2 && size_same(&a->shape[0], &a->shape[1]));
}

static bool is_vector(const struct node *a)
{
    return a->rank == 0 ||
           (a->rank == 2 && (size_is_one(&a->shape[0]) || size_is_one(&a->shape[1])));
}

static struct size length_of(const struct node *a)
{
    return a->rank == 0 ? one : a->shape[size_is_one(&a->shape[0]) ? 1 : 0];
}

/* sizes that the call spells out */
static bool as_called(struct node *n)
{
    n->rank = n->nsizes;
    memcpy(n->shape, n->size, sizeof n->shape);
    if (n->nsizes == 1) {
        shape2(n, &n->size[0], &one);
    }
    return true;
}

static bool product(const struct node *a, const struct node *b, struct node *n)
{
    if (a->rank == 0 || b->rank == 0) {
        same_shape(n, a->rank ? a : b);
        return true;
    }
    shape2(n, &a->shape[0], &b->shape[1]);
    return a->rank == 2 && b->rank == 2 && size_same(&a->shape[1], &b->shape[0]);
}

static bool einsum_shape(const struct spec *s, struct node *n)
{
    struct size of[26];
    bool seen[26] = {false};
    const char *p = n->text;
    for (int i = 0; i < n->nkids; i++, p++) {
        const struct node *a = &s->node[n->kid[i]];
        for (int k = 0; *p != ',' && *p != '-'; p++, k++) {
            int c = *p - 'a';
            if (k >= a->rank || (seen[c] && !size_same(&of[c], &a->shape[k]))) {
                return false;
            }
            of[c] = a->shape[k];
            seen[c] = true;
        }
    }
    p++; /* "->" */
    n->rank = 0;
    for (; *p; p++) {
        n->shape[n->rank++] = of[*p - 'a'];
    }
    if (n->rank == 1) {
        n->rank = 2;
        n->shape[1] = one;
    }
    return true;
}

static bool range(const struct size *i, const struct size *j, struct size *length)
{
    return size_add(j, -1, i, length) && size_add(length, 1, &one, length);
}

static bool stack(const struct spec *s, struct node *n, int along)
{
    struct size sum = size_int(0), other = one;
    for (int i = 0; i < n->nkids; i++) {
        const struct node *a = &s->node[n->kid[i]];
        struct size here = along ? cols_of(a) : rows_of(a);
        struct size across = along ? rows_of(a) : cols_of(a);
        if (!is_matrix(a) || (i && !size_same(&other, &across)) ||
            !size_add(&sum, 1, &here, &sum)) {
            return false;
        }
        other = across;
    }
    shape2(n, along ? &other : &sum, along ? &sum : &other);
    return true;
}

static bool shape_of(const struct spec *s, struct node *n)
{
    const struct node *k[MAX_KIDS] = {NULL};
    for (int i = 0; i < n->nkids; i++) {
        k[i] = &s->node[n->kid[i]];
    }
    const struct node *a = k[0], *b = k[1];
    struct size r, c;
    n->rank = 0;
    switch (n->op) {
    case INPUT:
        n->rank = s->input[n->par[0]].rank;
        memcpy(n->shape, s->input[n->par[0]].shape, sizeof n->shape);
        if (n->rank == 1) {
            n->rank = 2;
            n->shape[1] = one;
        }
        return true;
    case NUMBER:
    case DIM:
        return true;
    case ONES:
    case ZEROS:
    case CONSTANT:
        return as_called(n);
    case EYE:
        shape2(n, &n->size[0], &n->size[0]);
        return true;
    case ADD:
    case SUB:
    case HADAMARD:
    case DIV:
    case MAP2:
    case CLAMP:
    case WHERE:
        return broadcast(n, n->nkids, k);
    case MUL:
        return product(a, b, n);
    case POWER:
    case INV:
    case CHOL:
    case ADJ:
    case EXPM:
        same_shape(n, a);
        return is_square(a);
    case ASSUME:
    case NEGATE:
    case MAP1:
    case SOFTMAX:
    case LOG_SOFTMAX:
        same_shape(n, a);
        return n->par[1] <= (a->rank ? a->rank : 2);
    case CUMSUM:
        same_shape(n, a);
        return n->par[1] ? n->par[1] <= (a->rank ? a->rank : 2) : is_vector(a);
    case TRANSPOSE:
        r = rows_of(a), c = cols_of(a);
        shape2(n, &c, &r);
        return is_matrix(a);
    case REDUCE:
        if (n->par[1]) {
            same_shape(n, a);
            n->shape[n->par[1] - 1] = one;
            return n->par[1] <= a->rank;
        }
        return true;
    case SUMSQ:
    case NORM:
    case NORM1:
    case NORM_INF:
        return true;
    case DOT:
        if (a->rank != b->rank) {
            return false;
        }
        for (int i = 0; i < a->rank; i++) {
            if (!size_same(&a->shape[i], &b->shape[i])) {
                return false;
            }
        }
        return true;
    case QUADRATIC:
        r = length_of(a), c = rows_of(b);
        return is_vector(a) && is_square(b) && size_same(&r, &c);
    case TRACE:
    case DET:
    case LOGDET:
    case EIGMAX:
    case EIGMIN:
        return is_square(a);
    case EIGVALSH:
        r = rows_of(a);
        shape2(n, &r, &one);
        return is_square(a);
    case NUCLEAR:
    case SPECTRAL:
        return is_matrix(a);
    case SVDVALS: {
        int x = 0, y = 0;
        if (a->rank != 2 || is_vector(a)) {
            return a->rank == 0;
        }
        r = a->shape[0];
        if (size_is_int(&a->shape[0], &x) && size_is_int(&a->shape[1], &y)) {
            r = size_int(x < y ? x : y);
        } else if (!is_square(a)) {
            return false;
        }
        shape2(n, &r, &one);
        return true;
    }
    case SOLVE:
        r = rows_of(a), c = rows_of(b);
        same_shape(n, b);
        return is_square(a) && is_matrix(b) && size_same(&r, &c);
    case DIAG:
        r = length_of(a);
        if (is_vector(a)) {
            shape2(n, &r, &r);
        } else {
            shape2(n, &a->shape[0], &one);
        }
        return is_vector(a) || is_square(a);
    case TRIL:
    case TRIU:
        same_shape(n, a);
        return is_matrix(a);
    case VEC:
        r = rows_of(a), c = cols_of(a);
        if (!is_matrix(a) || !size_mul(&r, &c, &r)) {
            return false;
        }
        shape2(n, &r, &one);
        return true;
    case RESHAPE: {
        struct size have = one, want = one;
        for (int i = 0; i < a->rank; i++) {
            if (!size_mul(&have, &a->shape[i], &have)) {
                return false;
            }
        }
        for (int i = 0; i < n->nsizes; i++) {
            if (!size_mul(&want, &n->size[i], &want)) {
                return false;
            }
        }
        return size_same(&have, &want) && as_called(n);
    }
    case KRON: {
        struct size ra = rows_of(a), ca = cols_of(a), rb = rows_of(b), cb = cols_of(b);
        if (!is_matrix(a) || !is_matrix(b) || !size_mul(&ra, &rb, &r) ||
            !size_mul(&ca, &cb, &c)) {
            return false;
        }
        shape2(n, &r, &c);
        return true;
    }
    case OUTER:
        r = length_of(a), c = length_of(b);
        shape2(n, &r, &c);
        return is_vector(a) && is_vector(b);
    case HCAT:
    case VCAT:
        return stack(s, n, n->op == HCAT);
    case REPMAT: {
        struct size ra = rows_of(a), ca = cols_of(a);
        if (!is_matrix(a) || !size_mul(&ra, &n->size[0], &r) ||
            !size_mul(&ca, &n->size[1], &c)) {
            return false;
        }
        shape2(n, &r, &c);
        return true;
    }
    case EINSUM:
        return einsum_shape(s, n);
    case AT:
        return n->nsizes == a->rank;
    case ROW:
        shape2(n, &one, &a->shape[1]);
        return a->rank == 2;
    case COL:
        shape2(n, &a->shape[0], &one);
        return a->rank == 2;
    case ROWS:
        shape2(n, &r, &a->shape[1]);
        return a->rank == 2 && range(&n->size[0], &n->size[1], &n->shape[0]);
    case COLS:
        shape2(n, &a->shape[0], &r);
        return a->rank == 2 && range(&n->size[0], &n->size[1], &n->shape[1]);
    case SLICE: {
        if (a->rank == 0 || !is_vector(a)) {
            return false;
        }
        int along = size_is_one(&a->shape[0]);
        same_shape(n, a);
        return range(&n->size[0], &n->size[1], &n->shape[along]);
    }
    case NOPS:
        break;
    }
    return false;
}

/* Indices within what they index. */
static bool within(const struct spec *s, const struct node *n)
{
    const struct node *a = n->nkids ? &s->node[n->kid[0]] : NULL;
    int v[MAX_RANK] = {0};
    for (int i = 0; i < n->nsizes; i++) {
        v[i] = size_value(&n->size[i], s->dim);
    }
    switch (n->op) {
    case AT:
        for (int i = 0; i < n->nsizes; i++) {
            if (v[i] < 1 || v[i] > a->extent[i]) {
                return false;
            }
        }
        return true;
    case ROW:
        return v[0] >= 1 && v[0] <= a->extent[0];
    case COL:
        return v[0] >= 1 && v[0] <= a->extent[1];
    case ROWS:
        return v[0] >= 1 && v[1] >= v[0] - 1 && v[1] <= a->extent[0];
    case COLS:
        return v[0] >= 1 && v[1] >= v[0] - 1 && v[1] <= a->extent[1];
    case SLICE:
        return v[0] >= 1 && v[1] >= v[0] - 1 && v[1] <= a->count;
    default:
        return true;
    }
}

bool tree_shape(const struct spec *s, struct node *n)
{
    if (!shape_of(s, n) || !within(s, n)) {
        return false;
    }
    bool all = true;
    for (int k = 0; k < n->rank; k++) {
        all = all && size_is_one(&n->shape[k]);
    }
    n->rank = all ? 0 : n->rank;
    n->count = 1;
    for (int k = 0; k < n->rank; k++) {
        n->extent[k] = size_value(&n->shape[k], s->dim);
        if (n->extent[k] < 0) {
            return false;
        }
        n->count *= n->extent[k];
        if (n->count > MAX_COUNT) {
            return false;
        }
    }
    return true;
}

void tree_live(const struct spec *s, bool live[MAX_NODES])
{
    memset(live, 0, MAX_NODES * sizeof *live);
    live[s->root] = true;
    for (int i = s->root; i >= 0; i--) {
        for (int k = 0; live[i] && k < s->node[i].nkids; k++) {
            live[s->node[i].kid[k]] = true;
        }
    }
}

unsigned tree_inputs(const struct spec *s)
{
    bool live[MAX_NODES];
    unsigned bits = 0;
    tree_live(s, live);
    for (int i = 0; i <= s->root; i++) {
        if (live[i] && s->node[i].op == INPUT) {
            bits |= 1u << s->node[i].par[0];
        }
    }
    return bits;
}

static void structured_square(const struct input *in, const double *v, double *out)
{
    int n = in->extent[0];
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double *o = &out[i * n + j];
            if (in->attr == SYMMETRIC || in->attr == SPD) {
                *o = (v[i * n + j] + v[j * n + i]) / 2;
            } else if ((in->attr == LOWER && j > i) || (in->attr == UPPER && j < i) ||
                       (in->attr == DIAGONAL && i != j)) {
                *o = 0;
            }
        }
    }
}

/* The promise that each row sums to 1 leaves directions whose rows sum to 0. */
static void centred_rows(const struct input *in, const double *v, double *out)
{
    int n = in->extent[in->rank - 1];
    for (int i = 0; i < in->count; i += n) {
        double mean = 0;
        for (int j = 0; j < n; j++) {
            mean += v[i + j] / n;
        }
        for (int j = 0; j < n; j++) {
            out[i + j] = v[i + j] - mean;
        }
    }
}

void structured(const struct input *in, const double *v, double *out)
{
    memmove(out, v, (size_t)in->count * sizeof *v);
    if (in->attr >= SYMMETRIC && in->attr <= DIAGONAL) {
        double t[MAX_COUNT];
        memcpy(t, v, (size_t)in->count * sizeof *v);
        structured_square(in, t, out);
    } else if (in->attr == SIMPLEX && in->count > 0) {
        centred_rows(in, v, out);
    }
}
