/* The value of a tree, from the definitions. */
#include "quad.h"

#include <math.h>
#include <string.h>

/* The element of operand a that goes into an element of n: axes of size 1 repeat. */
static int at(const struct node *n, const struct node *a, const int *ix)
{
    int p = 0;
    for (int k = 0; a->rank && k < n->rank; k++) {
        p = p * a->extent[k] + (size_is_one(&a->shape[k]) ? 0 : ix[k]);
    }
    return p;
}

/* The next index of a shape. */
static void step(const struct node *n, int *ix)
{
    for (int k = n->rank - 1; k >= 0; k--) {
        if (++ix[k] < n->extent[k]) {
            return;
        }
        ix[k] = 0;
    }
}

static void kink(struct eval *e, quad distance)
{
    double d = fabs((double)distance);
    e->margin = d < e->margin ? d : e->margin;
}

static quad apply2(struct eval *e, enum map2 f, quad a, quad b)
{
    switch (f) {
    case M_POW:
        return b == 2   ? a * a
               : b == 0 ? (quad)1
               : b == 1 ? a
               : b == 3 ? a * a * a
                        : q_pow(a, b);
    case M_ATAN2:
        kink(e, q_abs(a) + (b < 0 ? (quad)0 : b));
        return q_atan2(a, b);
    case M_MAXIMUM:
        kink(e, a - b);
        return a > b ? a : b;
    case M_MINIMUM:
        kink(e, a - b);
        return a < b ? a : b;
    case M_XLOGY:
        return a == 0 ? 0 : a * q_log(b);
    case M_HUBER:
        kink(e, q_abs(a) - b);
        return q_abs(a) <= b ? a * a / 2 : b * (q_abs(a) - b / 2);
    case M_LEAKY:
        kink(e, a);
        return a > 0 ? a : b * a;
    case M_HADAMARD:
        return a * b;
    case M_LT:
    case M_LE:
        kink(e, a - b);
        return a < b;
    case M_GT:
    case M_GE:
        kink(e, a - b);
        return a > b;
    case M_EQ: /* only of classes and the like, which do not move */
        return a == b;
    case NMAP2:
        break;
    }
    return 0;
}

static quad elementwise(struct eval *e, const struct node *n, quad a, quad b, quad c)
{
    switch (n->op) {
    case ADD:
        return a + b;
    case SUB:
        return a - b;
    case HADAMARD:
        return a * b;
    case DIV:
        return a / b;
    case NEGATE:
        return -a;
    case ASSUME:
        return a;
    case MAP1:
        if (map1s[n->par[0]].kink) {
            kink(e, a);
        }
        return map1s[n->par[0]].f(a);
    case MAP2:
        return apply2(e, (enum map2)n->par[0], a, b);
    case CLAMP:
        return apply2(e, M_MINIMUM, apply2(e, M_MAXIMUM, a, b), c);
    case WHERE:
        return a != 0 ? b : c;
    default:
        return 0;
    }
}

static void each(struct eval *e, const struct node *n, const struct node *const *k,
                 const quad *const *v, quad *y)
{
    int ix[MAX_RANK] = {0};
    for (int i = 0; i < n->count; i++, step(n, ix)) {
        quad x[MAX_KIDS] = {0};
        for (int j = 0; j < n->nkids; j++) {
            x[j] = v[j][at(n, k[j], ix)];
        }
        y[i] = elementwise(e, n, x[0], x[1], x[2]);
    }
}

/* One fibre of a reduction: count elements, stride apart. */
static quad fibre(struct eval *e, enum reduce how, const quad *a, int count, int stride)
{
    quad y = how == R_PROD ? 1 : 0, top = -INFINITY, next = -INFINITY;
    double sign = how == R_MIN ? -1 : 1;
    for (int i = 0; i < count; i++) {
        quad v = (quad)sign * a[i * stride];
        next = v > top ? top : v > next ? v : next;
        top = v > top ? v : top;
        y = how == R_PROD ? y * v : how == R_LOGSUMEXP ? y + q_exp(v) : y + v;
    }
    switch (how) {
    case R_MEAN:
        return y / count;
    case R_MAX:
    case R_MIN:
        if (count > 1) {
            kink(e, top - next);
        }
        return (quad)sign * top;
    case R_LOGSUMEXP:
        return q_log(y);
    default:
        return y;
    }
}

static void strides(const struct node *a, int axis, int *outer, int *count, int *inner)
{
    *outer = *inner = 1;
    *count = axis && a->rank ? a->extent[axis - 1] : a->count;
    for (int k = 0; axis && k < a->rank; k++) {
        *outer *= k < axis - 1 ? a->extent[k] : 1;
        *inner *= k > axis - 1 ? a->extent[k] : 1;
    }
}

static void along(struct eval *e, const struct node *n, const struct node *a, const quad *x,
                  quad *y)
{
    int outer = 1, count = 1, inner = 1, axis = n->par[1];
    if (n->op == CUMSUM && axis == 0 && a->rank) {
        axis = size_is_one(&a->shape[0]) ? 2 : 1;
    }
    strides(a, axis, &outer, &count, &inner);
    /* the maximum and the mean of nothing, also where there are none of them: their own
     * tests */
    bool some = n->op == REDUCE &&
                (n->par[0] == R_MAX || n->par[0] == R_MIN || n->par[0] == R_MEAN);
    e->bad = (some && count == 0) || e->bad;
    for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
            const quad *f = x + o * count * inner + i;
            quad *g = y + o * count * inner + i;
            quad sum = 0;
            if (n->op == REDUCE) {
                y[o * inner + i] = fibre(e, (enum reduce)n->par[0], f, count, inner);
                continue;
            }
            quad lse = n->op == CUMSUM ? 0 : fibre(e, R_LOGSUMEXP, f, count, inner);
            for (int k = 0; k < count; k++) {
                sum += f[k * inner];
                g[k * inner] = n->op == CUMSUM    ? sum
                               : n->op == SOFTMAX ? q_exp(f[k * inner] - lse)
                                                  : f[k * inner] - lse;
            }
        }
    }
}

static quad norm(struct eval *e, const struct node *n, const struct node *a, const quad *x)
{
    quad y = 0, top = 0, next = 0;
    for (int i = 0; i < a->count; i++) {
        quad v = q_abs(x[i]);
        y += n->op == NORM1 ? v : v * v;
        next = v > top ? top : v > next ? v : next;
        top = v > top ? v : top;
        if (n->op == NORM1) {
            kink(e, v);
        }
    }
    switch (n->op) {
    case NORM:
        if (a->count) {
            kink(e, q_sqrt(y));
        }
        return q_sqrt(y);
    case NORM_INF:
        e->bad = e->bad || a->count == 0;
        kink(e, a->count > 1 ? top - next : top);
        return top;
    default:
        return y;
    }
}

static int rows(const struct node *a)
{
    return a->rank ? a->extent[0] : 1;
}

static int cols(const struct node *a)
{
    return a->rank ? a->extent[1] : 1;
}

/* min(m, n) singular values, descending: square roots of the eigenvalues of A'A or AA' */
static int singular(struct eval *e, const struct node *a, const quad *x, quad *s)
{
    int m = rows(a), n = cols(a), small = m < n ? m : n, large = m < n ? n : m;
    quad g[MAX_COUNT] = {0}, w[MAX_COUNT];
    for (int i = 0; i < small; i++) {
        for (int j = 0; j < small; j++) {
            quad t = 0;
            for (int k = 0; k < large; k++) {
                t += m < n ? x[i * n + k] * x[j * n + k] : x[k * n + i] * x[k * n + j];
            }
            g[i * small + j] = t;
        }
    }
    q_eigvals(small, g, w);
    for (int i = 0; i < small; i++) {
        s[i] = q_sqrt(w[small - 1 - i] > 0 ? w[small - 1 - i] : 0);
        kink(e, (i ? s[i - 1] - s[i] : (quad)1) / 20);
        kink(e, s[i] / 20);
    }
    return small;
}

/* Gaps of eigenvalues as distances from a kink: divided by 20, for they are divided by. */
static void eigen(struct eval *e, int n, const quad *x, quad *w)
{
    q_eigvals(n, x, w);
    for (int i = 1; i < n; i++) {
        kink(e, (w[i] - w[i - 1]) / 20);
    }
}

static void power(struct eval *e, const struct node *n, const struct node *const *k,
                  const quad *const *v, quad *y)
{
    quad base[MAX_COUNT], t[MAX_COUNT];
    int m = rows(k[0]), p = n->par[0];
    if (k[0]->rank == 0) {
        y[0] = apply2(e, M_POW, v[0][0], v[1][0]);
        return;
    }
    memcpy(base, v[0], (size_t)(m * m) * sizeof *base);
    if (p < 0) {
        double cond = 0;
        e->bad = !q_inverse(m, v[0], base, &cond) || cond > 500 || e->bad;
    }
    for (int i = 0; i < m * m; i++) {
        y[i] = i / m == i % m;
    }
    for (int i = 0; i < (p < 0 ? -p : p); i++) {
        q_product(m, m, m, y, base, t);
        memcpy(y, t, (size_t)(m * m) * sizeof *t);
    }
}

static void matrix(struct eval *e, const struct node *n, const struct node *const *k,
                   const quad *const *v, quad *y)
{
    const struct node *a = k[0];
    int m = rows(a);
    double cond = 0;
    quad t[MAX_COUNT];
    switch (n->op) {
    case DET:
        e->singular = !q_inverse(m, v[0], t, &cond) || cond > 500 || e->singular;
        y[0] = q_det(m, v[0]);
        break;
    case LOGDET:
        (void)(q_inverse(m, v[0], t, &cond));
        y[0] = q_det(m, v[0]);
        e->bad = !(y[0] > 0.01) || cond > 500 || e->bad;
        y[0] = q_log(y[0]);
        break;
    case INV:
        e->bad = !q_inverse(m, v[0], y, &cond) || cond > 500 || e->bad;
        break;
    case SOLVE:
        e->bad = !q_inverse(m, v[0], t, &cond) || cond > 500 || e->bad;
        q_product(m, m, cols(k[1]), t, v[1], y);
        break;
    case CHOL:
        e->bad = !q_cholesky(m, v[0], y) || e->bad;
        for (int i = 0; i < m; i++) {
            e->bad = !(y[i * m + i] > 0.05) || e->bad;
        }
        break;
    case ADJ:
        if (m > 0) {
            q_adjugate(m, v[0], y);
        }
        break;
    case EXPM:
        for (int i = 0; i < m * m; i++) {
            e->bad = q_abs(v[0][i]) > 3 || e->bad;
        }
        q_expm(m, v[0], y);
        break;
    case EIGVALSH:
        eigen(e, m, v[0], y);
        break;
    case EIGMAX:
    case EIGMIN:
        e->bad = m == 0 || e->bad;
        eigen(e, m, v[0], t);
        y[0] = m == 0 ? 0 : t[n->op == EIGMAX ? m - 1 : 0];
        break;
    case SVDVALS:
        singular(e, a, v[0], y);
        break;
    case NUCLEAR:
    case SPECTRAL: {
        int c = singular(e, a, v[0], t);
        e->bad = (c == 0 && n->op == SPECTRAL) || e->bad;
        y[0] = c ? t[0] : 0;
        for (int i = 1; i < c && n->op == NUCLEAR; i++) {
            y[0] += t[i];
        }
        break;
    }
    default:
        power(e, n, k, v, y);
    }
}

static void einsum(const struct spec *s, const struct node *n, const quad *const *v,
                   quad *y)
{
    int extent[26] = {0}, ix[26] = {0}, letters[26], nl = 0;
    const char *p = n->text, *sub[MAX_KIDS], *out = strchr(n->text, '>') + 1;
    for (int i = 0; i < n->nkids; i++, p++) {
        const struct node *a = &s->node[n->kid[i]];
        sub[i] = p;
        for (int k = 0; *p != ',' && *p != '-'; p++, k++) {
            if (!strchr(out, *p) && !memchr(n->text, *p, (size_t)(p - n->text))) {
                letters[nl++] = *p - 'a';
            }
            extent[*p - 'a'] = a->extent[k];
        }
    }
    for (const char *o = out; *o; o++) {
        letters[nl++] = *o - 'a';
    }
    memset(y, 0, (size_t)n->count * sizeof *y);
    for (int i = 0; i < nl; i++) {
        if (extent[letters[i]] == 0) {
            return;
        }
    }
    for (;;) {
        quad f = 1;
        for (int i = 0; i < n->nkids; i++) {
            int q = 0;
            for (const char *c = sub[i]; *c != ',' && *c != '-'; c++) {
                q = q * extent[*c - 'a'] + ix[*c - 'a'];
            }
            f *= v[i][q];
        }
        int q = 0;
        for (const char *o = out; *o; o++) {
            q = q * extent[*o - 'a'] + ix[*o - 'a'];
        }
        y[q] += f;
        int l = nl - 1;
        while (l >= 0 && ++ix[letters[l]] == extent[letters[l]]) {
            ix[letters[l--]] = 0;
        }
        if (l < 0) {
            return;
        }
    }
}

/* Elements moved to other places, and products without sums. */
static void layout(const struct spec *s, const struct node *n, const struct node *const *k,
                   const quad *const *v, quad *y)
{
    const struct node *a = k[0];
    int r = a->rank <= 2 ? rows(a) : 0, c = a->rank <= 2 ? cols(a) : 0;
    int lo[2] = {0, 0}, width = n->rank == 2 ? n->extent[1] : 1;
    bool vector =
        a->rank == 0 ||
        (a->rank == 2 && (size_is_one(&a->shape[0]) || size_is_one(&a->shape[1])));
    int off[MAX_RANK] = {0}, q = 0;
    for (int i = 0; i < n->nsizes; i++) {
        off[i] = size_value(&n->size[i], s->dim) - 1;
    }
    switch (n->op) {
    case AT:
        for (int i = 0; i < n->nsizes; i++) {
            q = q * a->extent[i] + off[i];
        }
        y[0] = v[0][q];
        return;
    case ROW:
    case ROWS:
        lo[0] = off[0];
        break;
    case COL:
    case COLS:
        lo[1] = off[0];
        break;
    case SLICE:
        memcpy(y, v[0] + off[0], (size_t)n->count * sizeof *y);
        return;
    case RESHAPE:
        memcpy(y, v[0], (size_t)n->count * sizeof *y);
        return;
    default:
        break;
    }
    for (int i = 0; i < n->count; i++) {
        int p = n->rank ? i / width : 0, u = n->rank ? i % width : 0;
        switch (n->op) {
        case TRANSPOSE:
            y[i] = v[0][u * c + p];
            break;
        case DIAG:
            y[i] = !vector ? v[0][i * c + i] : p == u ? v[0][p] : 0;
            break;
        case TRIL:
            y[i] = u <= p ? v[0][i] : 0;
            break;
        case TRIU:
            y[i] = u >= p ? v[0][i] : 0;
            break;
        case VEC:
            y[i] = v[0][i % r * c + i / r];
            break;
        case REPMAT:
            y[i] = v[0][p % r * c + u % c];
            break;
        case OUTER:
            y[i] = v[0][p] * v[1][u];
            break;
        case KRON: {
            int rb = rows(k[1]), cb = cols(k[1]);
            y[i] = v[0][p / rb * c + u / cb] * v[1][p % rb * cb + u % cb];
            break;
        }
        case HCAT:
        case VCAT: {
            int j = 0, *w = n->op == HCAT ? &u : &p;
            while (*w >= (n->op == HCAT ? cols(k[j]) : rows(k[j]))) {
                *w -= n->op == HCAT ? cols(k[j]) : rows(k[j]);
                j++;
            }
            y[i] = v[j][p * cols(k[j]) + u];
            break;
        }
        default: /* a part */
            y[i] = v[0][(p + lo[0]) * c + u + lo[1]];
        }
    }
}

static void leaf(const struct eval *e, const struct node *n, quad *y)
{
    for (int i = 0; i < n->count; i++) {
        switch (n->op) {
        case INPUT:
            y[i] = e->in[n->par[0]][i];
            break;
        case NUMBER:
            y[i] = n->number;
            break;
        case DIM:
            y[i] = size_value(&n->size[0], e->s->dim);
            break;
        case ONES:
            y[i] = 1;
            break;
        case EYE:
            y[i] = n->rank == 0 || i / n->extent[1] == i % n->extent[1];
            break;
        case CONSTANT:
            y[i] = ((int)(hash2((uint64_t)n->number, (uint64_t)i) % 33) - 16) / 8.0;
            break;
        default:
            y[i] = 0;
        }
    }
}

/* Is what assume() says true? */
static bool promise_kept(const struct node *n, const quad *y)
{
    int r = rows(n), c = cols(n), square = n->rank == 0 || (n->rank == 2 && r == c);
    quad t[MAX_COUNT];
    bool kept = true;
    for (int i = 0; i < n->count && n->par[0] >= POSITIVE; i++) {
        kept = kept && y[i] >= 0 && (y[i] > 0 || n->par[0] == NONNEGATIVE);
    }
    if (n->par[0] >= POSITIVE || n->rank == 0) {
        return kept;
    }
    if (n->par[0] == SIMPLEX) {
        int along = n->rank == 2 && c == 1 ? r : n->extent[n->rank - 1];
        kept = along > 0 || (c == 0 && r == 0); /* the sum of nothing is not 1 */
        for (int i = 0; i < n->count; i += along) {
            quad sum = -1;
            for (int j = 0; j < along; j++) {
                sum += y[i + j];
            }
            kept = kept && q_abs(sum) < 1e-25;
        }
        return kept;
    }
    for (int i = 0; i < n->count && square; i++) {
        quad a = y[i], b = y[i % c * c + i / c];
        int above = i % c > i / c, below = i % c < i / c;
        kept = kept && !((n->par[0] == LOWER && above && a != 0) ||
                         (n->par[0] == UPPER && below && a != 0) ||
                         (n->par[0] == DIAGONAL && (above || below) && a != 0) ||
                         (n->par[0] <= SPD && q_abs(a - b) > 1e-25 * (1 + q_abs(a))));
    }
    return square && kept && (n->par[0] != SPD || q_cholesky(r, y, t));
}

void eval_node(struct eval *e, int i)
{
    const struct spec *s = e->s;
    const struct node *n = &s->node[i], *k[MAX_KIDS] = {NULL};
    const quad *v[MAX_KIDS] = {NULL};
    quad *y = e->val[i];
    for (int j = 0; j < n->nkids; j++) {
        k[j] = &s->node[n->kid[j]];
        v[j] = e->val[n->kid[j]];
    }
    switch (n->op) {
    case INPUT:
    case NUMBER:
    case DIM:
    case ONES:
    case ZEROS:
    case EYE:
    case CONSTANT:
        leaf(e, n, y);
        break;
    case ADD:
    case SUB:
    case HADAMARD:
    case DIV:
    case NEGATE:
    case MAP1:
    case MAP2:
    case CLAMP:
    case WHERE:
    case ASSUME:
        each(e, n, k, v, y);
        break;
    case MUL:
        if (k[0]->rank == 0 || k[1]->rank == 0) {
            for (int j = 0; j < n->count; j++) {
                y[j] = v[0][k[0]->rank ? j : 0] * v[1][k[1]->rank ? j : 0];
            }
        } else {
            q_product(rows(k[0]), cols(k[0]), cols(k[1]), v[0], v[1], y);
        }
        break;
    case REDUCE:
    case SOFTMAX:
    case LOG_SOFTMAX:
    case CUMSUM:
        along(e, n, k[0], v[0], y);
        break;
    case SUMSQ:
    case NORM:
    case NORM1:
    case NORM_INF:
        y[0] = norm(e, n, k[0], v[0]);
        break;
    case DOT:
    case QUADRATIC:
    case TRACE:
        y[0] = 0;
        for (int j = 0; n->op == DOT && j < k[0]->count; j++) {
            y[0] += v[0][j] * v[1][j];
        }
        for (int j = 0; n->op == QUADRATIC && j < k[1]->count; j++) {
            y[0] += v[1][j] * v[0][j / cols(k[1])] * v[0][j % cols(k[1])];
        }
        for (int j = 0; n->op == TRACE && j < rows(k[0]); j++) {
            y[0] += v[0][j * rows(k[0]) + j];
        }
        break;
    case POWER:
    case DET:
    case LOGDET:
    case INV:
    case SOLVE:
    case CHOL:
    case ADJ:
    case EXPM:
    case EIGVALSH:
    case EIGMAX:
    case EIGMIN:
    case SVDVALS:
    case NUCLEAR:
    case SPECTRAL:
        matrix(e, n, k, v, y);
        break;
    case EINSUM:
        einsum(s, n, v, y);
        break;
    default:
        layout(s, n, k, v, y);
    }
    if (n->op == ASSUME && e->noise == 0) {
        e->bad = !promise_kept(n, y) || e->bad;
    }
    for (int j = 0; j < n->count; j++) {
        if (e->noise != 0 && n->op != NUMBER && n->op != ONES && n->op != EYE) {
            uint64_t h = hash2(hash2(s->seed, (uint64_t)i), (uint64_t)j);
            y[j] *= 1 + (quad)(e->noise * ((double)(h >> 11) / 4503599627370496.0 - 1));
        }
        double size = fabs((double)y[j]);
        e->bad = !q_finite(y[j]) || size > 1e5 || e->bad;
        e->top = size > e->top ? size : e->top;
    }
}

void eval_start(struct eval *e, const struct spec *s)
{
    e->s = s;
    e->live = NULL;
    e->noise = 0;
    e->margin = INFINITY;
    e->top = 0;
    e->bad = e->singular = false;
    for (int i = 0; i < s->ninputs; i++) {
        for (int j = 0; j < s->input[i].count; j++) {
            e->in[i][j] = s->input[i].x[j];
        }
    }
}

void eval_all(struct eval *e)
{
    for (int i = 0; i <= e->s->root; i++) {
        if (!e->live || e->live[i]) {
            eval_node(e, i);
        }
    }
}
