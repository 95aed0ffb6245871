/* What a plan costs: one function per kernel. Operation counts of factorisations are from
 * Golub and Van Loan, "Matrix Computations" (4th edition): Cholesky 4.2.5, LU 3.2.6,
 * symmetric eigenproblem 8.3.3, singular values figure 8.6.1; of the matrix exponential
 * from Higham, "Functions of Matrices", 10.3. */
#include "cost.h"
#include "mapvalue.h"

#include <inttypes.h>
#include <string.h>

struct counter {
    struct mdg *m;
    const struct mdg_plan *p;
    const struct mdg_stmt *s;
};

typedef mdg_size flops_fn(const struct counter *c);

/* ---- sizes ------------------------------------------------------------------------- */

/* What does not fit is this much: plans of absurd fixed sizes are shown too. */
static const int64_t too_many = (int64_t)1 << 60;

static mdg_size product(struct mdg *m, mdg_size a, mdg_size b)
{
    int64_t x, y;
    bool numbers = mdg_size_is_int(a, &x) && mdg_size_is_int(b, &y);
    return numbers && x > 0 && y > 0 && x > too_many / y ? mdg_size_int(m, too_many)
                                                         : mdg_size_mul(m, a, b);
}

static mdg_size sum_of(struct mdg *m, mdg_size a, mdg_size b)
{
    int64_t x, y;
    bool numbers = mdg_size_is_int(a, &x) && mdg_size_is_int(b, &y);
    return numbers && x > 0 && y > too_many - x ? mdg_size_int(m, too_many)
                                                : mdg_size_add(m, a, b);
}

static mdg_size times(const struct counter *c, int64_t k, mdg_size s)
{
    return product(c->m, mdg_size_int(c->m, k), s);
}

static mdg_size zero(const struct counter *c)
{
    return mdg_size_int(c->m, 0);
}

/* k sixths of the product of three sizes. */
static mdg_size cubic(const struct counter *c, int64_t k, mdg_size a, mdg_size b,
                      mdg_size d)
{
    return times(c, k, product(c->m, a, product(c->m, b, d)));
}

static mdg_size whole(const struct counter *c, int64_t k, mdg_size s)
{
    return times(c, k * MDG_COST_UNIT, s);
}

static mdg_node operand(const struct counter *c, int k)
{
    return c->s->node->arg[k].node;
}

/* Elements of what a kernel goes through: all labels of a node. */
static mdg_size volume(const struct counter *c, mdg_node n)
{
    mdg_size v = mdg_size_int(c->m, 1);
    for (int l = 0; l < n->nlabels; l++) {
        bool picked = false; /* the class of a one-hot row is looked up, not summed over */
        for (int k = 0; k < n->nargs && n->op == MDG_CONTRACT; k++) {
            mdg_node a = n->arg[k].node;
            picked |= mdg_is_onehot(a) && mdg_place(c->p, a)->where == MDG_LEAF &&
                      a->order == 2 && n->arg[k].ix[1] == l && n->arg[k].ix[0] != l;
        }
        v = picked ? v : product(c->m, v, n->extent[l]);
    }
    return v;
}

/* ---- formulas written out in loops
 * --------------------------------------------------------- */

static bool is_condition(const struct counter *c, mdg_node n)
{
    return mdg_place(c->p, n)->where == MDG_LEAF &&
           (n->op == MDG_DELTA || n->op == MDG_TRI || mdg_is_onehot(n));
}

static int of_map(mdg_node n)
{
    static const enum mdg_map_fn simple[] = {
        MDG_F_abs,     MDG_F_sign,    MDG_F_step,   MDG_F_heaviside, MDG_F_relu,
        MDG_F_maximum, MDG_F_minimum, MDG_F_recip0, MDG_F_sqrt,      MDG_F_ne0,
        MDG_F_lt,      MDG_F_le,      MDG_F_eq,     MDG_F_where,     MDG_F_recip};
    for (size_t k = 0; k < sizeof simple / sizeof *simple; k++) {
        if (n->kind == (int)simple[k]) {
            return 1;
        }
    }
    return MDG_COST_FUNCTION;
}

/* Operations for one element of n itself, its operands given. */
static int of_element(const struct counter *c, mdg_node n)
{
    int ops = 0;
    switch (n->op) {
    case MDG_CONTRACT: /* factors that are conditions choose, the others multiply */
        for (int k = 0; k < n->nargs; k++) {
            ops += !is_condition(c, n->arg[k].node);
        }
        ops -= ops > 0;
        return n->nlabels > n->order ? ops + 1 : ops;
    case MDG_SUM:
        for (int k = 0; k < n->nargs; k++) {
            bool into = mdg_place(c->p, n->arg[k].node)->where == MDG_INTO;
            bool number = mdg_is_num(n->arg[k].node, 1);
            ops += into ? 0 : 1 + (!number && n->coef[k] != 1 && n->coef[k] != -1);
        }
        return ops > 0 ? ops - 1 : 0;
    case MDG_MAP:
        return of_map(n);
    default:
        return 0;
    }
}

/* Operations of the formula of n for each of `elements` turns of a loop, with what is
 * written out in it; numbers are computed once. */
static mdg_size of_formula(const struct counter *c, mdg_node n, mdg_size elements)
{
    mdg_size sum = whole(c, of_element(c, n), elements);
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        enum mdg_where w = mdg_place(c->p, a)->where;
        if (w == MDG_INLINE ||
            (w == MDG_VIEW && mdg_place(c->p, mdg_viewed(c->p, a))->where == MDG_INLINE)) {
            sum = sum_of(c->m, sum,
                         of_formula(c, a, a->order ? elements : mdg_size_int(c->m, 1)));
        }
    }
    return sum;
}

/* What is written out in the operands of a kernel. */
static mdg_size of_operand(const struct counter *c, mdg_node a)
{
    return mdg_place(c->p, a)->where == MDG_INLINE ? of_formula(c, a, mdg_numel(c->m, a))
                                                   : zero(c);
}

static mdg_size flops_loop(const struct counter *c)
{
    mdg_node n = c->s->node;
    mdg_size v = volume(c, n);
    if (n->op == MDG_REDUCE) {
        int each = n->kind == MDG_R_LSE    ? MDG_COST_FUNCTION + 2
                   : n->kind == MDG_R_NORM ? 2
                                           : 1;
        return sum_of(c->m, whole(c, each, v), of_operand(c, operand(c, 0)));
    }
    return sum_of(c->m, of_formula(c, n, v),
                  c->s->adds ? whole(c, 1, mdg_numel(c->m, n)) : zero(c));
}

static mdg_size flops_vector(const struct counter *c)
{
    return sum_of(c->m, whole(c, of_map(c->s->node), mdg_numel(c->m, c->s->node)),
                  of_operand(c, operand(c, 0)));
}

/* ---- products
 * ---------------------------------------------------------------------------- */

static mdg_size flops_product(const struct counter *c)
{
    return whole(c, 2, volume(c, c->s->node));
}

static mdg_size
flops_syrk(const struct counter *c) /* one triangle, its diagonal included */
{
    const struct mdg_match *g = c->s->match;
    mdg_size n = sum_of(c->m, g->m, mdg_size_int(c->m, 1));
    return cubic(c, MDG_COST_UNIT, g->m, n, g->k);
}

/* ---- sums and reductions
 * ------------------------------------------------------------------- */

static mdg_size flops_once(const struct counter *c)
{
    return whole(c, c->s->node->op == MDG_REDUCE && c->s->node->kind == MDG_R_NORM ? 2 : 1,
                 volume(c, c->s->node));
}

static mdg_size
flops_lse(const struct counter *c) /* the largest, exp, the sum; log once a row */
{
    return sum_of(c->m, whole(c, MDG_COST_FUNCTION + 3, volume(c, c->s->node)),
                  whole(c, MDG_COST_FUNCTION + 1, mdg_numel(c->m, c->s->node)));
}

static mdg_size flops_softmax(const struct counter *c)
{
    return sum_of(c->m, flops_lse(c), whole(c, 1, volume(c, c->s->node)));
}

static mdg_size flops_scan(const struct counter *c)
{
    return whole(c, 1, mdg_numel(c->m, c->s->node));
}

static mdg_size flops_loo(const struct counter *c) /* products from both ends */
{
    return whole(c, 3, mdg_numel(c->m, c->s->node));
}

static mdg_size flops_loodiff(const struct counter *c)
{
    return whole(c, 8, mdg_numel(c->m, c->s->node));
}

static mdg_size flops_none(const struct counter *c)
{
    return zero(c);
}

static mdg_size flops_copy(const struct counter *c)
{
    mdg_node n = c->s->node;
    return of_operand(c, n);
}

/* ---- factorisations
 * ------------------------------------------------------------------------- */

static enum mdg_factor_kind factor_kind(const struct counter *c)
{
    return c->s->factor >= 0 ? c->p->factors.data[c->s->factor].kind : MDG_LU;
}

static mdg_size cube(const struct counter *c, int64_t sixths)
{
    mdg_size n = c->s->node->order ? c->s->node->extent[0] : operand(c, 0)->extent[0];
    return cubic(c, sixths, n, n, n);
}

static mdg_size flops_factor(const struct counter *c) /* n^3/3 and 2 n^3/3 */
{
    mdg_size n = c->p->factors.data[c->s->factor].a->extent[0];
    return cubic(c, factor_kind(c) == MDG_CHOLESKY ? 2 : 4, n, n, n);
}

static mdg_size flops_solve(const struct counter *c) /* one triangle or two */
{
    mdg_node n = c->s->node;
    mdg_size k = product(c->m, n->extent[0], mdg_numel(c->m, n));
    mdg_size both = whole(c, factor_kind(c) == MDG_TRIANGLE ? 1 : 2, k);
    return c->s->factors ? sum_of(c->m, both, flops_factor(c)) : both;
}

static mdg_size
flops_inverse(const struct counter *c) /* from the factor: 2 n^3/3, 4 n^3/3; n^3/3 */
{
    enum mdg_factor_kind k = factor_kind(c);
    return cube(c, k == MDG_CHOLESKY ? 4 : k == MDG_LU ? 8 : 2);
}

static mdg_size flops_logs(const struct counter *c)
{
    return whole(c, MDG_COST_FUNCTION + 1, operand(c, 0)->extent[0]);
}

static mdg_size flops_det(const struct counter *c)
{
    return cube(c, 4);
}

static mdg_size flops_chol(const struct counter *c)
{
    return cube(c, 2);
}

static mdg_size
flops_adj(const struct counter *c) /* LU and inverse; a singular matrix takes longer */
{
    return cube(c, 12);
}

static mdg_size flops_eigh(const struct counter *c) /* 4 n^3/3; 9 n^3 with vectors */
{
    bool vectors = c->s->node->kind == MDG_M_EIGVECS || c->s->also[0];
    return cube(c, vectors ? 54 : 8);
}

static mdg_size flops_svd(
    const struct counter *c) /* m >= n: 4 m n^2 - 4 n^3/3; 14 m n^2 + 8 n^3 with vectors */
{
    mdg_node a = operand(c, 0);
    mdg_size x = a->extent[0], y = a->order > 1 ? a->extent[1] : a->extent[0];
    bool tall = mdg_size_typical(c->m, x) >= mdg_size_typical(c->m, y);
    mdg_size m = tall ? x : y, n = tall ? y : x;
    bool vectors = c->s->node->kind != MDG_M_SVDVALS || c->s->also[0];
    return sum_of(c->m, cubic(c, vectors ? 84 : 24, m, n, n),
                  cubic(c, vectors ? 48 : -8, n, n, n));
}

/* Pade approximant of degree 13: 6 products, a solve; about 4 squarings. */
static mdg_size flops_expm(const struct counter *c)
{
    return cube(c, 6 * 20 + 16);
}

/* n^3 in sixths for each of the leading axes of a derivative. */
static mdg_size for_directions(const struct counter *c, int64_t sixths)
{
    mdg_size n = operand(c, 0)->extent[0], one = cubic(c, sixths, n, n, n);
    for (int i = 0; i + 2 < c->s->node->order; i++) {
        one = product(c->m, one, c->s->node->extent[i]);
    }
    return one;
}

/* Dual matrices: three products in the place of one; of the second order, nine. */
static mdg_size flops_expmd(const struct counter *c)
{
    return for_directions(c, (int64_t)3 * (6 * 20 + 16));
}

static mdg_size flops_expmdd(const struct counter *c)
{
    return for_directions(c, (int64_t)9 * (6 * 20 + 16));
}

/* Singular vectors once, then four products for each direction, and minors. */
static mdg_size adj_derivative(const struct counter *c, int64_t minors)
{
    mdg_size n = operand(c, 0)->extent[0];
    return sum_of(c->m, cubic(c, 132, n, n, n), for_directions(c, 4 * 12 + minors));
}

static mdg_size flops_adjd(const struct counter *c)
{
    return adj_derivative(c, 0);
}

static mdg_size flops_adjdd(const struct counter *c)
{
    return adj_derivative(c, 96);
}

/* ---- the table
 * ------------------------------------------------------------------------------ */

static flops_fn *const flops[MDG_NKERNELS] = {
    [MDG_K_LOOP] = flops_loop,       [MDG_K_VECTOR] = flops_vector,
    [MDG_K_DOT] = flops_product,     [MDG_K_GEMV] = flops_product,
    [MDG_K_GEMM] = flops_product,    [MDG_K_SYRK] = flops_syrk,
    [MDG_K_GEMMT] = flops_syrk,      [MDG_K_SUM] = flops_once,
    [MDG_K_ROWSUM] = flops_once,     [MDG_K_REDUCE] = flops_once,
    [MDG_K_ROWREDUCE] = flops_once,  [MDG_K_LSE] = flops_lse,
    [MDG_K_SOFTMAX] = flops_softmax, [MDG_K_FACTOR] = flops_factor,
    [MDG_K_SOLVE] = flops_solve,     [MDG_K_INVERSE] = flops_inverse,
    [MDG_K_LOGDET] = flops_logs,     [MDG_K_DET] = flops_det,
    [MDG_K_LOGPROD] = flops_logs,    [MDG_K_ADJ] = flops_adj,
    [MDG_K_CHOL] = flops_chol,       [MDG_K_EIGH] = flops_eigh,
    [MDG_K_SVD] = flops_svd,         [MDG_K_EXPM] = flops_expm,
    [MDG_K_EXPMD] = flops_expmd,     [MDG_K_EXPMDD] = flops_expmdd,
    [MDG_K_ADJD] = flops_adjd,       [MDG_K_ADJDD] = flops_adjdd,
    [MDG_K_CUMSUM] = flops_scan,     [MDG_K_LOO] = flops_loo,
    [MDG_K_LOODIFF] = flops_loodiff, [MDG_K_COPY] = flops_copy,
};

/* ---- bytes
 * ------------------------------------------------------------------------------------ */

int mdg_cost_real(const struct mdg *m)
{
    return m->real_float ? 4 : 8;
}

/* What a statement reads, each place once. */
struct reads {
    const struct counter *c;
    mdg_node *seen;
    size_t count, cap;
};

static void read_node(struct reads *r, mdg_node n)
{
    const struct mdg_plan *p = r->c->p;
    n = mdg_viewed(p, n);
    for (size_t k = 0; k < r->count; k++) {
        if (r->seen[k] == n) {
            return;
        }
    }
    r->seen = mdg_grow(r->c->m, false, r->seen, r->count, &r->cap, sizeof(mdg_node));
    r->seen[r->count++] = n;
    if (mdg_place(p, n)->where == MDG_INLINE) {
        for (int k = 0; k < n->nargs; k++) {
            read_node(r, n->arg[k].node);
        }
    }
}

static struct reads reads_of(const struct counter *c)
{
    struct reads r = {.c = c};
    const struct mdg_stmt *s = c->s;
    mdg_node n = s->node;
    struct mdg_solve how;
    int inverse = s->kernel == MDG_K_SOLVE ? mdg_solve_operand(n, &how) : -1;
    if (s->kernel == MDG_K_COPY || s->kernel == MDG_K_FACTOR) {
        read_node(&r, n);
        return r;
    }
    for (int k = 0; k < n->nargs; k++) {
        bool factored =
            k == inverse || s->kernel == MDG_K_INVERSE || s->kernel == MDG_K_LOGDET;
        bool into = mdg_place(c->p, n->arg[k].node)->where == MDG_INTO;
        if (!factored && !into) {
            read_node(&r, n->arg[k].node);
        }
    }
    if (s->factor >= 0 &&
        (s->factors || c->p->factors.data[s->factor].kind == MDG_TRIANGLE)) {
        read_node(&r, c->p->factors.data[s->factor].a);
    }
    return r;
}

/* Bytes of a node in memory; a number in a variable and what is written out have none. */
static mdg_size stored(const struct counter *c, mdg_node n)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (n->op == MDG_INPUT && n->input->is_labels && pl->where == MDG_LEAF) {
        return times(c, 4, n->input->declared[0]);
    }
    bool memory = pl->where == MDG_WORK || pl->where == MDG_OUT || pl->where == MDG_INTO ||
                  pl->where == MDG_STATE ||
                  (pl->where == MDG_LEAF && n->op == MDG_INPUT && !n->input->is_scalar);
    return memory ? times(c, mdg_cost_real(c->m), mdg_numel(c->m, n)) : zero(c);
}

static mdg_size bytes_of(const struct counter *c)
{
    struct reads r = reads_of(c);
    const struct mdg_stmt *s = c->s;
    mdg_size sum = zero(c);
    for (size_t k = 0; k < r.count; k++) {
        sum = sum_of(c->m, sum, stored(c, r.seen[k]));
    }
    if (s->factor >= 0 && c->p->factors.data[s->factor].kind !=
                              MDG_TRIANGLE) { /* the factor, written or read */
        mdg_node a = c->p->factors.data[s->factor].a;
        sum = sum_of(c->m, sum, times(c, mdg_cost_real(c->m), mdg_numel(c->m, a)));
    }
    if (s->kernel != MDG_K_FACTOR) {
        bool twice = s->adds || s->accumulates; /* read, then written */
        mdg_size result = s->kernel == MDG_K_COPY
                              ? times(c, mdg_cost_real(c->m), mdg_numel(c->m, s->node))
                              : stored(c, s->node);
        sum = sum_of(c->m, sum, times(c, twice ? 2 : 1, result));
    }
    for (int k = 0; k < 2; k++) {
        sum = s->also[k] ? sum_of(c->m, sum, stored(c, s->also[k])) : sum;
    }
    return sum;
}

/* ---- what is asked
 * ------------------------------------------------------------------------------ */

struct mdg_cost mdg_cost_stmt(struct mdg *m, const struct mdg_plan *p,
                              const struct mdg_stmt *s)
{
    struct counter c = {m, p, s};
    flops_fn *f = flops[s->kernel] ? flops[s->kernel] : flops_none;
    return (struct mdg_cost){f(&c), bytes_of(&c)};
}

struct mdg_cost mdg_cost_plan(struct mdg *m, const struct mdg_plan *p, uint64_t mask)
{
    struct mdg_cost sum = {mdg_size_int(m, 0), mdg_size_int(m, 0)};
    for (size_t i = 0; i < p->stmts.count; i++) {
        if (p->stmts.data[i].mask & mask) {
            struct mdg_cost c = mdg_cost_stmt(m, p, &p->stmts.data[i]);
            sum.flops = sum_of(m, sum.flops, c.flops);
            sum.bytes = sum_of(m, sum.bytes, c.bytes);
        }
    }
    return sum;
}

int mdg_cost_reads(struct mdg *m, const struct mdg_plan *p, const struct mdg_input *in)
{
    int count = 0;
    bool in_block = false;
    for (size_t i = 0; i < p->stmts.count; i++) {
        struct counter c = {m, p, &p->stmts.data[i]};
        struct reads r = reads_of(&c);
        for (size_t k = 0; k < r.count; k++) {
            mdg_node n = r.seen[k];
            if (n->op != MDG_INPUT || n->input != in) {
                continue;
            }
            bool block = c.s->phase == 1 && mdg_place(p, n)->rowed;
            count += !block || !in_block;
            in_block |= block;
        }
    }
    return count;
}

double mdg_cost_typical(const struct mdg *m, struct mdg_cost c)
{
    return mdg_size_typical(m, c.flops) / MDG_COST_UNIT;
}

/* ---- text
 * ------------------------------------------------------------------------------------- */

static int64_t gcd(int64_t a, int64_t b)
{
    while (b) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a < 0 ? -a : a;
}

const char *mdg_cost_text(struct mdg *m, mdg_size s, int divisor)
{
    struct mdg_buf b = {0};
    if (mdg_size_is(s, too_many)) {
        return "too many to count";
    }
    for (int i = 0; i < mdg_size_terms(s); i++) {
        int n;
        const int *dims;
        int64_t k = mdg_size_term(s, i, &n, &dims), g = gcd(k, divisor), den = divisor / g;
        k /= g;
        mdg_put(m, &b, i ? (k < 0 ? " - " : " + ") : k < 0 ? "-" : "");
        k = k < 0 ? -k : k;
        bool number = k != 1 || n == 0;
        if (number) {
            mdg_putf(m, &b, "%" PRId64, k);
        }
        for (int d = 0, run; d < n; d += run) {
            for (run = 1; d + run < n && dims[d + run] == dims[d]; run++) {
            }
            mdg_putf(m, &b, "%s%s", number || d ? " " : "", mdg_dim(m, dims[d])->name);
            if (run > 1) {
                mdg_putf(m, &b, "^%d", run);
            }
        }
        if (den != 1) {
            mdg_putf(m, &b, "/%" PRId64, den);
        }
    }
    return mdg_size_terms(s) ? b.data : "0";
}
