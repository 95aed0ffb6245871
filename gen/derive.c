/* Derivatives that a spec asks for, out of the two moves of the calculus. */
#include "calculus.h"
#include "intern.h"
#include "spectral.h"

#include <string.h>

const char *const mdg_kind_name[MDG_NKINDS] = {"value", "grad",     "value_grad",
                                               "jvp",   "hvp",      "hessian",
                                               "vjp",   "jacobian", "jacobian_t"};

/* ---- forward: the differential of whole expressions ------------------------------- */

void mdg_push_all(struct mdg *m, int ny, const mdg_node *y, int n, const mdg_node *x,
                  const mdg_node *dx, int extra, mdg_node *dy)
{
    unsigned *ids;
    size_t count = mdg_reach(m, (size_t)ny, y, &ids);
    unsigned top = count ? ids[count - 1] + 1 : 0;
    mdg_node *d = MDG_ARRAY(m, top + 1, mdg_node);
    for (int k = 0; k < n; k++) {
        if (x[k]->id < top) {
            d[x[k]->id] = dx[k];
        }
    }
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(m, ids[i]);
        mdg_node *dargs = MDG_ARRAY(m, node->nargs + 1, mdg_node);
        for (int k = 0; k < node->nargs; k++) {
            dargs[k] = d[node->arg[k].node->id];
        }
        if (node->nargs) {
            mdg_node vectors = mdg_spectral_differential(m, node, d, dargs, extra);
            mdg_node dn = mdg_differential(m, node, dargs, extra);
            d[node->id] = vectors && dn ? mdg_add(m, vectors, 1, dn)
                          : vectors     ? vectors
                                        : dn;
        }
    }
    for (int i = 0; i < ny; i++) {
        dy[i] = d[y[i]->id];
        if (!dy[i]) {
            mdg_size shape[MDG_MAX_LABELS];
            memcpy(shape, dx[0]->extent, (size_t)extra * sizeof *shape);
            memcpy(shape + extra, y[i]->extent, (size_t)y[i]->order * sizeof *shape);
            dy[i] = mdg_zeros(m, extra + y[i]->order, shape);
        }
    }
}

mdg_node mdg_push(struct mdg *m, mdg_node y, int n, const mdg_node *x, const mdg_node *dx,
                  int extra)
{
    mdg_node dy;
    mdg_push_all(m, 1, &y, n, x, dx, extra, &dy);
    return dy;
}

/* ---- backward: differential, then trace rules, from the value to the inputs -------- */

/* Which nodes depend on one of x? */
static bool *depends(struct mdg *m, size_t count, const unsigned *ids, int n,
                     const mdg_node *x)
{
    bool *on = MDG_ARRAY(m, ids[count - 1] + 1, bool);
    for (size_t i = 0; i < count; i++) {
        mdg_node node = mdg_node_at(m, ids[i]);
        for (int k = 0; k < n; k++) {
            on[node->id] |= node == x[k];
        }
        for (int k = 0; k < node->nargs; k++) {
            on[node->id] |= on[node->arg[k].node->id];
        }
    }
    return on;
}

/* One step: hand the cotangent w of node on to its operands. */
static void step_back(struct mdg *m, mdg_node node, mdg_node w, int extra, const bool *on,
                      mdg_node *cot)
{
    mdg_node *d = MDG_ARRAY(m, node->nargs, mdg_node),
             *g = MDG_ARRAY(m, node->nargs, mdg_node);
    for (int k = 0; k < node->nargs; k++) {
        mdg_node a = node->arg[k].node;
        d[k] = on[a->id] ? mdg_diff_leaf(m, k, a) : NULL;
    }
    mdg_node lin = mdg_differential(m, node, d, 0);
    if (!lin) {
        return;
    }
    struct mdg_loc at = m->at;
    m->at = node->loc;
    mdg_transpose(m, lin, w, extra, g);
    for (int k = 0; k < node->nargs; k++) {
        mdg_node *c = &cot[node->arg[k].node->id];
        if (g[k]) {
            *c = *c ? mdg_add(m, *c, 1, g[k]) : g[k];
        }
    }
    m->at = at;
}

void mdg_pull(struct mdg *m, mdg_node y, mdg_node w, int extra, int n, const mdg_node *x,
              mdg_node *g)
{
    struct mdg_hold hold = mdg_hold(m);
    unsigned *ids;
    size_t count = mdg_reach(m, 1, &y, &ids);
    bool *on = depends(m, count, ids, n, x);
    mdg_node *cot = MDG_ARRAY(m, y->id + 1, mdg_node);
    cot[y->id] = w;
    for (size_t i = count; i-- > 0;) {
        mdg_node node = mdg_node_at(m, ids[i]);
        if (cot[node->id] && on[node->id] && node->nargs) {
            step_back(m, node, cot[node->id], extra, on, cot);
        }
    }
    for (int k = 0; k < n; k++) {
        g[k] = x[k]->id <= y->id ? cot[x[k]->id] : NULL;
        if (!g[k]) {
            mdg_size shape[MDG_MAX_LABELS];
            memcpy(shape, w->extent, (size_t)extra * sizeof *shape);
            memcpy(shape + extra, x[k]->extent, (size_t)x[k]->order * sizeof *shape);
            g[k] = mdg_zeros(m, extra + x[k]->order, shape);
        }
    }
    mdg_release(m, hold);
}

/* ---- projections onto structure ----------------------------------------------------- */

/* (G + G')/2 in the axes at and at + 1 of g, if x is symmetric.  Triangles and diagonals
 * need nothing: their expressions mask the input, so the calculus masks the gradient. */
static mdg_node project(struct mdg *m, mdg_node g, const struct mdg_input *x, int at)
{
    bool symmetric =
        (x->props & MDG_SYMMETRIC) && (x->props & MDG_DIAGONAL) == 0 && x->node->order == 2;
    if (!symmetric || (g->order == 2 && (g->props & MDG_SYMMETRIC))) {
        return g;
    }
    uint8_t ix[MDG_MAX_ORDER];
    memcpy(ix, mdg_identity_ix, (size_t)g->order);
    ix[at] = (uint8_t)(at + 1);
    ix[at + 1] = (uint8_t)at;
    const struct mdg_term t[2] = {{g, mdg_identity_ix}, {g, ix}};
    const double half[2] = {0.5, 0.5};
    return mdg_sum(m, g->order, g->extent, 2, t, half);
}

/* ---- outputs ------------------------------------------------------------------------- */

struct job {
    struct mdg *m;
    const struct mdg_objective *o;
    struct mdg_function *f;
    int n;
    mdg_node *x; /* leaves of wrt */
    mdg_node y;
};

static void output(struct job *j, const char *name, mdg_node node, int rank,
                   const mdg_size *shape, const struct mdg_input *of)
{
    j->f->outputs[j->f->noutputs++] = (struct mdg_output){name, node, rank, shape, of};
}

/* An output of the shape of an input. */
static void like_input(struct job *j, const char *prefix, mdg_node node,
                       const struct mdg_input *p)
{
    output(j, mdg_fmt(j->m, "%s%s", prefix, p->name), node, p->rank, p->declared, p);
}

/* An output that is a matrix of numel(a) rows and numel(b) columns. */
static void matrix_output(struct job *j, const char *name, mdg_node node, mdg_node a,
                          mdg_node b, const struct mdg_input *of)
{
    mdg_size *shape = MDG_ARRAY(j->m, 2, mdg_size);
    shape[0] = mdg_numel(j->m, a);
    shape[1] = mdg_numel(j->m, b);
    output(j, name, node, 2, shape, of);
}

static struct mdg_input *direction(struct job *j, const char *name, enum mdg_role role,
                                   int rank, const mdg_size *shape,
                                   const struct mdg_input *of)
{
    struct mdg_input *in = MDG_NEW(j->m, struct mdg_input);
    mdg_size *declared = MDG_ARRAY(j->m, rank + 1, mdg_size);
    memcpy(declared, shape, (size_t)rank * sizeof *shape);
    *in = (struct mdg_input){
        .name = name, .role = role, .rank = rank, .declared = declared, .loc = j->o->loc};
    /* a direction has the structure of its input; the masks of its expression apply to it
     * too */
    in->props =
        of ? of->props & MDG_SYMMETRIC & ((of->props & MDG_DIAGONAL) ? 0u : ~0u) : 0u;
    mdg_input_node(j->m, in);
    j->f->directions[j->f->ndirections++] = in;
    return in;
}

static mdg_node *directions(struct job *j)
{
    mdg_node *v = MDG_ARRAY(j->m, j->n, mdg_node);
    for (int k = 0; k < j->n; k++) {
        const struct mdg_input *p = j->o->wrt[k];
        v[k] = direction(j, mdg_fmt(j->m, "v_%s", p->name), MDG_DIRECTION, p->rank,
                         p->declared, p)
                   ->node;
    }
    return v;
}

/* Basic rule (1): df = Tr(G' dX), hence the gradient is G. */
static mdg_node *gradient(struct job *j)
{
    mdg_node *g = MDG_ARRAY(j->m, j->n, mdg_node);
    mdg_pull(j->m, j->y, mdg_num(j->m, 1), 0, j->n, j->x, g);
    for (int k = 0; k < j->n; k++) {
        g[k] = project(j->m, g[k], j->o->wrt[k], 0);
    }
    return g;
}

static void do_value(struct job *j)
{
    const struct mdg_value *v = j->o->value;
    int rank = 0; /* columns are vectors in the manifest, 1 x 1 is a scalar */
    mdg_size *shape = MDG_ARRAY(j->m, v->rank + 1, mdg_size);
    for (int i = 0; i < v->rank; i++) {
        bool column = v->rank == 2 && i == 1 && mdg_size_is(v->shape[1], 1);
        shape[rank] = v->shape[i];
        rank += !column;
    }
    output(j, j->f->kind == MDG_K_JVP ? "dvalue" : "value", j->y, rank, shape, NULL);
}

static void do_grad(struct job *j)
{
    mdg_node *g = gradient(j);
    for (int k = 0; k < j->n; k++) {
        like_input(j, "grad_", g[k], j->o->wrt[k]);
    }
}

static void do_value_grad(struct job *j)
{
    do_value(j);
    do_grad(j);
}

static void do_jvp(struct job *j)
{
    mdg_node *v = directions(j);
    do_value(j);
    j->f->outputs[0].node = mdg_push(j->m, j->y, j->n, j->x, v, 0);
}

/* The differential of the gradient. */
static void do_hvp(struct job *j)
{
    mdg_node *v = directions(j), *g = gradient(j), *h = MDG_ARRAY(j->m, j->n, mdg_node);
    mdg_push_all(j->m, j->n, g, j->n, j->x, v, 0, h);
    for (int k = 0; k < j->n; k++) {
        like_input(j, "hv_", h[k], j->o->wrt[k]);
    }
}

/* All unit directions of a tensor of the shape of a: delta in each pair of axes (k, order +
 * k). */
static mdg_node unit_directions(struct mdg *m, mdg_node a)
{
    struct mdg_term t[MDG_MAX_ORDER];
    mdg_size extent[MDG_MAX_LABELS];
    for (int i = 0; i < a->order; i++) {
        uint8_t *ix = MDG_ARRAY(m, 2, uint8_t);
        ix[0] = (uint8_t)i;
        ix[1] = (uint8_t)(a->order + i);
        extent[i] = extent[a->order + i] = a->extent[i];
        t[i] = (struct mdg_term){mdg_delta(m, a->extent[i]), ix};
    }
    return mdg_contract(m, 2 * a->order, 2 * a->order, extent, a->order, t);
}

/* Move the first k axes of a behind the others. */
static mdg_node rotate(struct mdg *m, mdg_node a, int k)
{
    uint8_t ix[MDG_MAX_ORDER];
    mdg_size extent[MDG_MAX_ORDER];
    for (int i = 0; i < a->order; i++) {
        ix[i] = (uint8_t)((i + a->order - k) % a->order);
        extent[ix[i]] = a->extent[i];
    }
    return a->order ? mdg_relabel(m, a, ix, a->order, extent) : a;
}

/* Does the order fit? Jacobians and Hessians of tensors have the axes of both. */
static void check_order(struct job *j, mdg_node a, mdg_node b)
{
    if (a->order + b->order > MDG_MAX_ORDER) {
        mdg_err(j->m, j->o->loc,
                "%s of %s has %d axes, more than the %d that are supported",
                mdg_kind_name[j->f->kind], j->o->name, a->order + b->order, MDG_MAX_ORDER);
    }
}

/* The Hessian block of p and q: the gradient in p, differentiated in every unit direction
 * of q. */
static void do_hessian(struct job *j)
{
    struct mdg *m = j->m;
    mdg_node *g = gradient(j);
    for (int p = 0; p < j->n; p++) {
        for (int q = p; q < j->n; q++) {
            mdg_node x = j->x[q];
            check_order(j, g[p], x);
            mdg_node dx = unit_directions(m, x);
            mdg_node h = rotate(m, mdg_push(m, g[p], 1, &x, &dx, x->order), x->order);
            h = project(m, h, j->o->wrt[q], g[p]->order);
            const char *name =
                mdg_fmt(m, "hess_%s_%s", j->o->wrt[p]->name, j->o->wrt[q]->name);
            matrix_output(j, name, h, g[p], x, j->o->wrt[p]);
        }
    }
}

static void do_vjp(struct job *j)
{
    do_value(j); /* for its shape only */
    struct mdg_output value = j->f->outputs[--j->f->noutputs];
    mdg_node w = direction(j, "w", MDG_COTANGENT, value.rank, value.shape, NULL)->node;
    mdg_node *g = MDG_ARRAY(j->m, j->n, mdg_node);
    mdg_pull(j->m, j->y, w, 0, j->n, j->x, g);
    for (int k = 0; k < j->n; k++) {
        like_input(j, "grad_", project(j->m, g[k], j->o->wrt[k], 0), j->o->wrt[k]);
    }
}

/* d value / d x with the axes of value, then those of x: forward or backward, whichever has
 * fewer directions to carry. */
static mdg_node jacobian_of(struct job *j, int k)
{
    struct mdg *m = j->m;
    mdg_node x = j->x[k], y = j->y, jac;
    const struct mdg_input *p = j->o->wrt[k];
    check_order(j, x, y);
    bool forward =
        mdg_size_typical(m, mdg_numel(m, x)) <= mdg_size_typical(m, mdg_numel(m, y));
    if (forward) {
        mdg_node dx = unit_directions(m, x);
        jac = rotate(m, mdg_push(m, y, 1, &x, &dx, x->order), x->order);
    } else {
        mdg_pull(m, y, unit_directions(m, y), y->order, 1, &x, &jac);
    }
    return project(m, jac, p, y->order);
}

static void do_jacobian(struct job *j)
{
    for (int k = 0; k < j->n; k++) {
        const struct mdg_input *p = j->o->wrt[k];
        mdg_node jac = jacobian_of(j, k);
        if (j->f->kind == MDG_K_JACOBIAN) {
            matrix_output(j, mdg_fmt(j->m, "jac_%s", p->name), jac, j->y, j->x[k], p);
        } else {
            jac = rotate(j->m, jac, j->y->order);
            matrix_output(j, mdg_fmt(j->m, "jac_t_%s", p->name), jac, j->x[k], j->y, p);
        }
    }
}

static void (*const kinds[MDG_NKINDS])(struct job *) = {
    [MDG_K_VALUE] = do_value,
    [MDG_K_GRAD] = do_grad,
    [MDG_K_VALUE_GRAD] = do_value_grad,
    [MDG_K_JVP] = do_jvp,
    [MDG_K_HVP] = do_hvp,
    [MDG_K_HESSIAN] = do_hessian,
    [MDG_K_VJP] = do_vjp,
    [MDG_K_JACOBIAN] = do_jacobian,
    [MDG_K_JACOBIAN_T] = do_jacobian,
};

/* What fails in the value fails in its derivatives too: the sign of a determinant is seen
 * by its logarithm alone, not by the inverse in the derivative. */
static void find_guards(struct mdg *m, struct mdg_function *f, mdg_node y)
{
    unsigned *ids;
    size_t count = mdg_reach(m, 1, &y, &ids);
    bool *depends = MDG_ARRAY(m, y->id + 1, bool); /* on one of wrt */
    f->guards = MDG_ARRAY(m, count + 1, mdg_node);
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(m, ids[i]);
        for (int k = 0; n->op == MDG_INPUT && k < f->objective->nwrt; k++) {
            depends[n->id] |= n->input == f->objective->wrt[k];
        }
        for (int a = 0; a < n->nargs; a++) {
            depends[n->id] |= depends[n->arg[a].node->id];
        }
        bool log =
            n->op == MDG_MATRIX && (n->kind == MDG_M_LOGDET || n->kind == MDG_M_LOGPROD);
        bool cholesky = log && (n->arg[0].node->props & MDG_SPD); /* it fails by itself */
        if (log && !cholesky && depends[n->id]) {
            f->guards[f->nguards++] = n;
        }
    }
}

struct mdg_function *mdg_derive(struct mdg *m, const struct mdg_objective *o,
                                enum mdg_kind kind)
{
    struct mdg_function *f = MDG_NEW(m, struct mdg_function);
    f->name = mdg_fmt(m, "%s_%s", o->name, mdg_kind_name[kind]);
    f->objective = o;
    f->kind = kind;
    f->outputs = MDG_ARRAY(m, 2 + o->nwrt + o->nwrt * o->nwrt, struct mdg_output);
    f->directions = MDG_ARRAY(m, o->nwrt + 1, struct mdg_input *);
    struct job j = {m, o, f, o->nwrt, MDG_ARRAY(m, o->nwrt, mdg_node), o->value->node};
    for (int k = 0; k < o->nwrt; k++) {
        j.x[k] = o->wrt[k]->node;
    }
    m->at = o->loc;
    kinds[kind](&j);
    find_guards(m, f, j.y);
    return f;
}
