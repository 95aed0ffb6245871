/* Planning of one function: places for nodes, kernels, statements in order. */
#include "plan.h"
#include "intern.h"
#include "lower.h"
#include "mapvalue.h"
#include "cname.h"

#include <string.h>

enum {
    INLINE_WEIGHT = 40, /* nodes written into one expression, at most */
    INLINE_DEPTH = 12   /* and how deep */
};

struct planner {
    struct mdg *m;
    struct mdg_plan *p;
    unsigned *uses;   /* by id: how many statements (times) load the node */
    bool *in_memory;  /* by id: some kernel wants it as an array */
    bool *output;     /* by id */
    unsigned *home;   /* by id: the node whose statement an inlined node is part of */
    unsigned *weight; /* by id of a home: nodes inlined there so far */
    uint8_t *depth;
    bool *vector; /* by id: some user is an array function, which would write its operand to
                     memory anyway */
    bool *narrow; /* by id: some user has more axes, and would compute the node again and
                     again */
    enum mdg_kernel *kernel;
};

struct mdg_place *mdg_place(const struct mdg_plan *p, mdg_node n)
{
    return &p->place[n->id];
}

mdg_node mdg_viewed(const struct mdg_plan *p, mdg_node n)
{
    while (mdg_place(p, n)->where == MDG_VIEW) {
        n = mdg_place(p, n)->base;
    }
    return n;
}

/* ---- names --------------------------------------------------------------------------- */

/* A word or two for n: what it is, of what. */
static const char *describe(struct mdg *m, mdg_node n, int depth)
{
    if (n->op == MDG_INPUT) {
        return n->input->name;
    }
    const char *of = depth && n->nargs == 1 ? describe(m, n->arg[0].node, depth - 1) : "";
    const char *sep = *of ? "_" : "";
    switch (n->op) {
    case MDG_MAP: {
        const int f = n->kind == MDG_F_recip0 ? MDG_F_recip : n->kind;
        return mdg_fmt(m, "%s%s%s", mdg_map_info[f].name, sep, of);
    }
    case MDG_REDUCE: {
        static const char *const word[] = {"max", "min", "prod", "lse", "norm"};
        return mdg_fmt(m, "%s%s%s", word[n->kind], sep, of);
    }
    case MDG_MATRIX: {
        static const char *const word[MDG_NMATRIX] = {
            "inv",     "det",     "logdet",   "logprod", "adj",  "chol",
            "eigvals", "eigvecs", "singular", "svdU",    "svdV", "expm",
            "dexpm",   "ddexpm",  "dadj",     "ddadj"};
        return mdg_fmt(m, "%s%s%s", word[n->kind], sep, of);
    }
    case MDG_CONTRACT:
        if (n->nargs == 2 && depth) {
            return mdg_fmt(m, "%s_%s", describe(m, n->arg[0].node, depth - 1),
                           describe(m, n->arg[1].node, depth - 1));
        }
        return n->nargs == 1 && *of && n->nlabels > n->order ? mdg_fmt(m, "sum_%s", of)
               : *of                                         ? of
                                                             : "prod";
    case MDG_SUM:
        return n->nargs == 2 && (n->coef[0] < 0) != (n->coef[1] < 0) ? "diff"
               : *of                                                 ? of
                                                                     : "sum";
    case MDG_NUMBER:
    case MDG_SIZE:
        return "c";
    default:
        return *of ? of : "t";
    }
}

static const char *hint(struct planner *q, mdg_node n)
{
    const char *s = describe(q->m, n, 2);
    if (strlen(s) > 20) {
        s = describe(q->m, n, 1);
    }
    if (strlen(s) > 20) {
        s = n->op == MDG_CONTRACT ? "prod"
            : n->op == MDG_SUM    ? "sum"
                                  : describe(q->m, n, 0);
    }
    return s;
}

static int new_array(struct planner *q, const char *name, mdg_size count)
{
    struct mdg_array a = {.name = mdg_name(q->m, q->p->names, name),
                          .count = count,
                          .first = -1,
                          .last = -1,
                          .slot = -1};
    MDG_PUSH(q->m, &q->p->arrays, a);
    return (int)q->p->arrays.count - 1;
}

/* ---- first pass, users before operands: where is everything? ----------------------------
 */

static bool is_view(const struct planner *q, mdg_node n)
{
    mdg_node a = n->nargs ? n->arg[0].node : NULL;
    if (n->op == MDG_ASSUME) {
        return true;
    }
    if (n->op == MDG_RESHAPE) {
        return a->order > 0;
    }
    if (n->op != MDG_SLICE || mdg_is_onehot(a)) {
        return false;
    }
    for (int i = 1; i < n->order; i++) { /* only rows are left out: one piece of memory */
        if (n->extent[i] != a->extent[i]) {
            return false;
        }
    }
    return q->in_memory[n->id] || a->op == MDG_INPUT || !mdg_is_elementwise(a);
}

static bool is_cheap(mdg_node n)
{
    if (n->op == MDG_MAP) {
        return mdg_map_info[n->kind].c[0] == '#' || n->kind == MDG_F_step;
    }
    return n->nargs <= 2;
}

/* May n be written into the expressions that use it? */
static bool may_inline(const struct planner *q, mdg_node n)
{
    if (!mdg_is_elementwise(n) || q->in_memory[n->id] || q->output[n->id] ||
        q->kernel[n->id] == MDG_K_VECTOR || q->depth[n->id] >= INLINE_DEPTH ||
        q->weight[q->home[n->id]] >= INLINE_WEIGHT) {
        return false;
    }
    if (n->op == MDG_CONTRACT && n->nargs <= 1) {
        return true; /* transposes and broadcasts are a matter of indices */
    }
    if (q->narrow[n->id] && (n->order == 0 || !is_cheap(n))) {
        return false;
    }
    bool again = q->uses[n->id] <= 3 && is_cheap(n) && n->order > 0 && !q->vector[n->id];
    return q->uses[n->id] == 1 || again;
}

/* x - logsumexp(x): the softmax kernel does not read it from memory. */
static bool is_softmax_operand(mdg_node n)
{
    for (int k = 0; n->op == MDG_SUM && n->nargs == 2 && k < 2; k++) {
        mdg_node lse = n->arg[k].node;
        if (lse->op == MDG_REDUCE && lse->kind == MDG_R_LSE &&
            lse->arg[0].node == n->arg[1 - k].node) {
            return true;
        }
    }
    return false;
}

static void use(struct planner *q, mdg_node user, bool inlined, int k, bool in_memory)
{
    mdg_node a = user->arg[k].node;
    q->uses[a->id] += inlined ? q->uses[user->id] + (q->output[user->id] ? 1 : 0) : 1;
    q->in_memory[a->id] |= in_memory;
    q->vector[a->id] |=
        !inlined && q->kernel[user->id] == MDG_K_VECTOR && !is_softmax_operand(a);
    q->narrow[a->id] |= a->order < user->nlabels || (inlined && q->narrow[user->id]);
    unsigned home = inlined ? q->home[user->id] : user->id;
    q->home[a->id] = home;
    unsigned d = inlined ? q->depth[user->id] + 1u : 1u;
    q->depth[a->id] = (uint8_t)(d > q->depth[a->id] ? d : q->depth[a->id]);
}

static void place_node(struct planner *q, mdg_node n)
{
    struct mdg_place *pl = mdg_place(q->p, n);
    struct mdg_match match;
    unsigned in_memory = 0;
    bool dense =
        q->in_memory[n->id] && (mdg_is_onehot(n) || n->op == MDG_DELTA || n->op == MDG_TRI);
    q->kernel[n->id] = mdg_choose_kernel(q->m, q->p, n, &in_memory, &match);
    if (mdg_is_leaf(n) && !dense) {
        pl->where = MDG_LEAF;
        return;
    }
    if (is_view(q, n)) {
        mdg_node a = n->arg[0].node;
        pl->where = MDG_VIEW;
        pl->base = a;
        pl->offset = n->op == MDG_SLICE ? n->offset[0] : mdg_size_int(q->m, 0);
        for (int i = 1; n->op == MDG_SLICE && i < n->order; i++) {
            pl->offset = mdg_size_mul(q->m, pl->offset, n->extent[i]);
        }
        use(q, n, true, 0, a->order > 0);
        return;
    }
    bool inlined = !dense && may_inline(q, n);
    pl->where = inlined ? MDG_INLINE : n->order == 0 ? MDG_SCALAR : MDG_WORK;
    if (inlined) {
        q->weight[q->home[n->id]]++;
    } else {
        q->home[n->id] = n->id;
    }
    for (int k = 0; k < n->nargs; k++) {
        use(q, n, inlined, k, !inlined && (in_memory >> k & 1));
    }
}

static bool is_blas(enum mdg_kernel k)
{
    return k == MDG_K_GEMM || k == MDG_K_GEMV || k == MDG_K_SYRK || k == MDG_K_GEMMT;
}

/* Adds to symmetric matrices only. */
static bool is_symmetric(enum mdg_kernel k)
{
    return k == MDG_K_SYRK || k == MDG_K_GEMMT;
}

/* May the product in term k of the sum n go straight into the sum's memory? Then its
 * kernel. */
static bool is_product(const struct planner *q, mdg_node n, int k, enum mdg_kernel *kernel)
{
    mdg_node a = n->arg[k].node;
    struct mdg_match match;
    unsigned in_memory;
    bool aligned = a->order == n->order &&
                   memcmp(n->arg[k].ix, mdg_identity_ix, (size_t)n->order) == 0;
    *kernel = mdg_choose_kernel(q->m, q->p, a, &in_memory, &match);
    return aligned && q->uses[a->id] == 1 && !q->output[a->id] && is_blas(*kernel);
}

/* A sum of matrix products and other terms: each product that nothing else needs goes
 * straight into the memory of the sum, as alpha A B + beta C.  A symmetric product does so
 * only if it is the one product, since its kernel adds to symmetric matrices only. */
static void place_products(struct planner *q, mdg_node n)
{
    struct mdg_place *pl = mdg_place(q->p, n);
    enum mdg_kernel kernel;
    int products = 0;
    if (n->op != MDG_SUM || n->order == 0 ||
        (pl->where != MDG_WORK && pl->where != MDG_OUT)) {
        return;
    }
    for (int k = 0; k < n->nargs; k++) {
        products += is_product(q, n, k, &kernel);
    }
    for (int k = 0; k < n->nargs; k++) {
        if (is_product(q, n, k, &kernel) && (!is_symmetric(kernel) || products == 1)) {
            struct mdg_place *pa = mdg_place(q->p, n->arg[k].node);
            pa->where = MDG_INTO;
            pa->base = n;
            pa->coef = n->coef[k];
        }
    }
}

/* Outputs that nothing else reads are written where they belong. */
static void place_outputs(struct planner *q)
{
    for (int k = 0; k < q->p->nroots; k++) {
        mdg_node n = q->p->root[k];
        struct mdg_place *pl = mdg_place(q->p, n);
        if ((pl->where == MDG_WORK || pl->where == MDG_SCALAR) && q->uses[n->id] == 0) {
            pl->where = MDG_OUT;
            pl->output = k;
        }
    }
}

/* ---- second pass, operands before users: statements
 * ---------------------------------------- */

static struct mdg_stmt *statement(struct planner *q, enum mdg_kernel kernel, mdg_node n)
{
    struct mdg_stmt s = {.kernel = kernel,
                         .node = n,
                         .factor = -1,
                         .scratch = -1,
                         .output = -1,
                         .loc = n->loc,
                         .mask = q->p->mask[n->id]};
    MDG_PUSH(q->m, &q->p->stmts, s);
    return &q->p->stmts.data[q->p->stmts.count - 1];
}

static void give_memory(struct planner *q, mdg_node n)
{
    struct mdg_place *pl = mdg_place(q->p, n);
    if (pl->name) {
        return; /* an earlier product gave it to the sum */
    }
    if (pl->where == MDG_WORK) {
        pl->array = new_array(q, hint(q, n), mdg_numel(q->m, n));
        pl->name = q->p->arrays.data[pl->array].name;
    } else if (pl->where == MDG_SCALAR) {
        pl->name = mdg_name(q->m, q->p->names, hint(q, n));
    }
}

static bool has_place(const struct planner *q, mdg_node n)
{
    if (n->id >= q->p->top || !q->p->mask[n->id]) {
        return false;
    }
    enum mdg_where w = mdg_place(q->p, n)->where;
    return w == MDG_WORK || w == MDG_SCALAR || w == MDG_OUT || w == MDG_INTO;
}

/* Does a sum consist of nothing but products that go into its memory by themselves? */
static bool is_all_into(const struct planner *q, mdg_node n)
{
    for (int k = 0; k < n->nargs; k++) {
        if (mdg_place(q->p, n->arg[k].node)->where != MDG_INTO ||
            mdg_place(q->p, n->arg[k].node)->base != n) {
            return false;
        }
    }
    return n->op == MDG_SUM && n->nargs > 0;
}

/* The node of a that lies in memory as a triangle, its other half whatever: a itself, or
 * the raw matrix that a masks. */
static enum mdg_factor_kind factor_kind(mdg_node a)
{
    if (a->props & MDG_SPD) {
        return MDG_CHOLESKY;
    }
    return a->props & MDG_DIAGONAL ? MDG_TRIANGLE : MDG_LU;
}

/* The factorisation of a, made where it is first needed. */
static int factor_of(struct planner *q, mdg_node a, mdg_node user)
{
    struct mdg_plan *p = q->p;
    for (size_t i = 0; i < p->factors.count; i++) {
        if (p->factors.data[i].a == a) {
            for (size_t s = 0; s < p->stmts.count; s++) {
                struct mdg_stmt *st = &p->stmts.data[s];
                st->mask |= st->kernel == MDG_K_FACTOR && st->factor == (int)i
                                ? p->mask[user->id]
                                : 0;
            }
            return (int)i;
        }
    }
    struct mdg_factoring f = {a, factor_kind(a), -1, -1};
    mdg_size nn = mdg_size_mul(q->m, a->extent[0], a->extent[0]);
    if (f.kind != MDG_TRIANGLE) {
        const char *of = describe(q->m, a, 1);
        bool chol = f.kind == MDG_CHOLESKY;
        f.array = new_array(q, mdg_fmt(q->m, chol ? "L_%.16s" : "LU_%.16s", of), nn);
        if (!chol) {
            f.pivots = new_array(q, mdg_fmt(q->m, "piv_%.16s", of), a->extent[0]);
            p->arrays.data[f.pivots].is_int32 = true;
        }
    }
    MDG_PUSH(q->m, &p->factors, f);
    int index = (int)p->factors.count - 1;
    if (f.kind != MDG_TRIANGLE) {
        struct mdg_stmt *s = statement(q, MDG_K_FACTOR, a);
        s->factor = index;
        s->mask = p->mask[user->id];
        s->loc = user->loc;
    }
    return index;
}

/* Scratch memory as mdrt_<name>_work tells, and `more` elements. */
static void scratch_for(struct planner *q, struct mdg_stmt *s, const char *name,
                        mdg_size more)
{
    s->scratch = new_array(q, "scratch", more);
    struct mdg_array *a = &q->p->arrays.data[s->scratch];
    a->work_of = name;
    a->matrix = s->node->arg[0].node;
}

/* exp(x - logsumexp(x)) of the operand of a logsumexp: the softmax that the same pass
 * makes. */
static mdg_node softmax_of(struct planner *q, mdg_node lse)
{
    const struct mdg_term t[2] = {{lse->arg[0].node, lse->arg[0].ix},
                                  {lse, mdg_identity_ix}};
    const double c[2] = {1, -1};
    mdg_node z = mdg_sum(q->m, lse->nlabels, lse->extent, 2, t, c);
    mdg_node e = mdg_map1(q->m, MDG_F_exp, z);
    return has_place(q, e) ? e : NULL;
}

static void also(struct planner *q, struct mdg_stmt *s, mdg_node other, bool *done)
{
    if (other->id < q->p->top && has_place(q, other) && other != s->node) {
        s->also[s->also[0] != NULL] = other;
        s->mask |= q->p->mask[other->id];
        done[other->id] = true;
        give_memory(q, other);
    }
}

static mdg_size product_of(struct mdg *m, int n, const mdg_size *extent)
{
    mdg_size s = mdg_size_int(m, 1);
    for (int i = 0; i < n; i++) {
        s = mdg_size_mul(m, s, extent[i]);
    }
    return s;
}

/* What a kernel needs besides operands and result. */
static void equip(struct planner *q, struct mdg_stmt *s, bool *done)
{
    struct mdg *m = q->m;
    mdg_node n = s->node, a = n->nargs ? n->arg[0].node : NULL;
    switch (s->kernel) {
    case MDG_K_LOOP:
        if (n->op ==
            MDG_REDUCE) { /* the axes in order first, then as a reduction of rows */
            s->scratch = new_array(q, "ordered", product_of(m, n->nlabels, n->extent));
        }
        break;
    case MDG_K_EIGH: {
        scratch_for(q, s, "eigh", a->extent[0]);
        mdg_node w = mdg_matrix(m, MDG_M_EIGVALS, 1, &a),
                 v = mdg_matrix(m, MDG_M_EIGVECS, 1, &a);
        also(q, s, n == w ? v : w, done);
        break;
    }
    case MDG_K_SVD: {
        mdg_node r[3] = {mdg_matrix(m, MDG_M_SVDVALS, 1, &a),
                         mdg_matrix(m, MDG_M_SVDU, 1, &a),
                         mdg_matrix(m, MDG_M_SVDV, 1, &a)};
        mdg_size one = mdg_size_int(m, 1),
                 sides = mdg_size_add(m, a->extent[0], a->extent[1]);
        scratch_for(q, s, "svd",
                    mdg_size_mul(m, r[0]->extent[0], mdg_size_add(m, sides, one)));
        for (int k = 0; k < 3; k++) {
            also(q, s, r[k], done);
        }
        break;
    }
    case MDG_K_LSE: {
        mdg_node e = softmax_of(q, n);
        if (e && !mdg_is_zero(e)) {
            s->kernel = MDG_K_SOFTMAX;
            uint64_t mask = s->mask;
            also(q, s, e, done);
            s->mask = mask | q->p->mask[e->id];
        }
        break;
    }
    case MDG_K_INVERSE:
        if (q->p->factors.data[s->factor].kind == MDG_LU) {
            scratch_for(q, s, "lu_inv", mdg_size_int(m, 0));
        }
        break;
    case MDG_K_DET: {
        mdg_size size = mdg_size_mul(m, a->extent[0],
                                     mdg_size_add(m, a->extent[0], mdg_size_int(m, 1)));
        s->scratch = new_array(q, "scratch", size);
        break;
    }
    case MDG_K_ADJ:
        scratch_for(q, s, "adj", mdg_size_int(m, 0));
        break;
    case MDG_K_EXPM:
        scratch_for(q, s, "expm", mdg_size_int(m, 0));
        break;
    case MDG_K_EXPMD:
        scratch_for(q, s, "expm_frechet", mdg_size_int(m, 0));
        break;
    case MDG_K_EXPMDD:
        scratch_for(q, s, "expm_frechet2", mdg_size_int(m, 0));
        break;
    case MDG_K_ADJD:
        scratch_for(q, s, "adj_diff", mdg_size_int(m, 0));
        break;
    case MDG_K_ADJDD:
        scratch_for(q, s, "adj_diff2", mdg_size_int(m, 0));
        break;
    default:
        break;
    }
}

/* The matrix whose factorisation a kernel uses, or NULL. */
static mdg_node factored(mdg_node n, enum mdg_kernel k)
{
    struct mdg_solve how;
    if (k == MDG_K_SOLVE) {
        return n->arg[mdg_solve_operand(n, &how)].node->arg[0].node;
    }
    return k == MDG_K_INVERSE || k == MDG_K_LOGDET ? n->arg[0].node : NULL;
}

static const struct mdg_match *keep_match(struct mdg *m, mdg_node n,
                                          const struct mdg_match *match)
{
    if (n->op != MDG_CONTRACT || n->nargs != 2 || n->nlabels == n->order) {
        return NULL;
    }
    struct mdg_match *kept = MDG_NEW(m, struct mdg_match);
    *kept = *match;
    return kept;
}

static void make_statements(struct planner *q)
{
    struct mdg_plan *p = q->p;
    bool *done = MDG_ARRAY(q->m, p->top, bool);
    for (size_t i = 0; i < p->count; i++) {
        mdg_node n = mdg_node_at(q->m, p->ids[i]);
        struct mdg_match match = {0};
        unsigned in_memory;
        if (!has_place(q, n) || done[n->id] || !p->mask[n->id]) {
            continue;
        }
        enum mdg_kernel k = mdg_choose_kernel(q->m, q->p, n, &in_memory, &match);
        mdg_node a = factored(n, k);
        int factor = a ? factor_of(q, a, n) : -1;
        if (mdg_place(p, n)->where == MDG_INTO) {
            give_memory(q, mdg_place(p, n)->base);
        } else {
            give_memory(q, n);
        }
        if (is_all_into(q, n)) {
            continue;
        }
        struct mdg_stmt *s = statement(q, k, n);
        s->match = keep_match(q->m, n, &match);
        s->factor = factor;
        size_t at = p->stmts.count - 1;
        struct mdg_stmt copy = *s;
        equip(q, &copy, done);
        p->stmts.data[at] = copy;
    }
    for (int k = 0; k < p->nroots; k++) {
        struct mdg_place *pl = mdg_place(p, p->root[k]);
        if (pl->where != MDG_OUT || pl->output != k) {
            struct mdg_stmt *s = statement(q, MDG_K_COPY, p->root[k]);
            s->output = k;
            s->mask = 1ull << (k < 63 ? k : 63);
            s->loc = p->f->objective->loc;
        }
    }
}

/* ---- masks
 * ------------------------------------------------------------------------------------ */

/* A kernel that takes the operand of a matrix function whole (its factorisation) does not
 * need the function's own value: solving with A does not need A^-1 in memory. */
static bool needs_operand(mdg_node n, enum mdg_kernel k, int arg)
{
    struct mdg_solve how;
    return k != MDG_K_SOLVE || mdg_solve_operand(n, &how) != arg;
}

static void find_masks(struct planner *q)
{
    struct mdg_plan *p = q->p;
    for (int k = 0; k < p->nroots; k++) {
        p->mask[p->root[k]->id] |= 1ull << (k < 63 ? k : 63);
    }
    for (int k = 0; k < p->f->nguards; k++) { /* they concern every output */
        p->mask[p->root[p->nroots + k]->id] = ~0ull;
    }
    for (size_t i = p->count; i-- > 0;) {
        mdg_node n = mdg_node_at(q->m, p->ids[i]);
        unsigned in_memory;
        struct mdg_match match;
        enum mdg_kernel kernel = mdg_choose_kernel(q->m, q->p, n, &in_memory, &match);
        for (int k = 0; k < n->nargs; k++) {
            mdg_node a = n->arg[k].node;
            a = needs_operand(n, kernel, k) ? a : a->arg[0].node;
            p->mask[a->id] |= p->mask[n->id];
        }
    }
}

static void place_all(struct planner *q)
{
    struct mdg_plan *p = q->p;
    for (size_t i = p->count; i-- > 0;) {
        mdg_node n = mdg_node_at(q->m, p->ids[i]);
        if (mdg_is_inverse(n) && q->uses[n->id] == 0 && !q->output[n->id]) {
            mdg_place(p, n)->where = MDG_LEAF; /* only solved with: never formed */
            continue;
        }
        place_node(q, n);
        enum mdg_kernel k = q->kernel[n->id];
        if (mdg_place(p, n)->where != MDG_INLINE && mdg_place(p, n)->where != MDG_VIEW) {
            for (int a = 0; a < n->nargs; a++) {
                if (!needs_operand(n, k, a)) {
                    mdg_node inv = n->arg[a].node;
                    q->uses[inv->id]--;
                    q->uses[inv->arg[0].node->id]++;
                    q->in_memory[inv->arg[0].node->id] = true;
                }
            }
        }
    }
    place_outputs(q);
    for (size_t i = 0; i < p->count; i++) {
        place_products(q, mdg_node_at(q->m, p->ids[i]));
    }
}

/* A small positive definite matrix that one statement alone solves with, for vectors or
 * rows, is factored there: the factor need not be stored, nor its roots be taken. */
static void join_factors(struct mdg_plan *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->stmts.count; i++) {
        struct mdg_stmt *s = &p->stmts.data[i], *next = s + 1;
        bool solves = p->small && s->kernel == MDG_K_FACTOR && s->phase != 1 &&
                      i + 1 < p->stmts.count && next->kernel == MDG_K_SOLVE &&
                      next->factor == s->factor && next->mask == s->mask &&
                      p->factors.data[s->factor].kind == MDG_CHOLESKY;
        struct mdg_solve how;
        if (solves) {
            (void)mdg_solve_operand(next->node, &how);
            solves = how.rows || next->node->order == 1;
        }
        for (size_t k = i + 2; solves && k < p->stmts.count; k++) {
            solves = p->stmts.data[k].factor != s->factor;
        }
        if (solves) {
            next->factors = true;
        } else {
            p->stmts.data[kept++] = *s;
        }
    }
    p->stmts.count = kept;
}

/* In the order of execution: who finds something in its result, and adds to it? */
static void mark_additions(struct mdg *m, struct mdg_plan *p)
{
    bool *begun = MDG_ARRAY(m, p->top, bool);
    for (size_t i = 0; i < p->stmts.count; i++) {
        struct mdg_stmt *s = &p->stmts.data[i];
        const struct mdg_place *pl = mdg_place(p, s->node);
        mdg_node to = pl->where == MDG_INTO ? pl->base : s->node;
        if (s->kernel != MDG_K_COPY && s->kernel != MDG_K_FACTOR) {
            s->adds = begun[to->id];
            begun[to->id] = true;
        }
    }
}

struct mdg_plan *mdg_plan_function(struct mdg *m, const struct mdg_function *f,
                                   struct mdg_names *names)
{
    struct mdg_plan *p = MDG_NEW(m, struct mdg_plan);
    p->f = f;
    p->names = names;
    p->cells = -1;
    int all = f->noutputs + f->nguards;
    p->nroots = f->noutputs;
    p->root = MDG_ARRAY(m, all + 1, mdg_node); /* outputs, then guards */
    mdg_node *in = MDG_ARRAY(m, all + 1, mdg_node);
    for (int k = 0; k < all; k++) {
        in[k] = k < f->noutputs ? f->outputs[k].node : f->guards[k - f->noutputs];
    }
    mdg_lower(m, all, in, p->root);
    p->count = mdg_reach(m, (size_t)all, p->root, &p->ids);
    p->top = p->count ? p->ids[p->count - 1] + 1 : 0;
    p->small = mdg_is_small(m, p);
    p->place = MDG_ARRAY(m, p->top + 1, struct mdg_place);
    p->mask = MDG_ARRAY(m, p->top + 1, uint64_t);
    struct planner q = {m,
                        p,
                        MDG_ARRAY(m, p->top, unsigned),
                        MDG_ARRAY(m, p->top, bool),
                        MDG_ARRAY(m, p->top, bool),
                        MDG_ARRAY(m, p->top, unsigned),
                        MDG_ARRAY(m, p->top, unsigned),
                        MDG_ARRAY(m, p->top, uint8_t),
                        MDG_ARRAY(m, p->top, bool),
                        MDG_ARRAY(m, p->top, bool),
                        MDG_ARRAY(m, p->top, enum mdg_kernel)};
    for (int k = 0; k < p->nroots; k++) {
        bool *output = &q.output[p->root[k]->id];
        q.uses[p->root[k]->id] += *output; /* a second output: read by the copy into it */
        *output = true;
    }
    for (int k = p->nroots; k < all; k++) {
        q.uses[p->root[k]->id]++;
    }
    find_masks(&q);
    place_all(&q);
    make_statements(&q);
    mdg_plan_blocks(m, p);
    join_factors(p);
    mark_additions(m, p);
    mdg_plan_pieces(p);
    mdg_plan_work(m, p);
    return p;
}
