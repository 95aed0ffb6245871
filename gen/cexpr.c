/* C text of element-wise expressions. */
#include "cexpr.h"
#include "intern.h"
#include "mapvalue.h"

#include <inttypes.h>
#include <string.h>

/* A piece of C and how tightly it binds. */
enum binding { SUM_, PRODUCT_, ATOM_ };
struct text {
    const char *s;
    enum binding b;
};

/* What is written, and how elements are addressed: by an index for each axis, or by the one
 * index of flat memory. */
struct writer {
    struct mdg_c *c;
    const char *flat;
};

static struct text element(const struct writer *w, mdg_node n, const char *const *ix);

static struct text atom(const char *s)
{
    return (struct text){s, ATOM_};
}

static const char *bound(const struct writer *w, struct text t, enum binding b)
{
    return t.b >= b ? t.s : mdg_fmt(w->c->m, "(%s)", t.s);
}

/* ---- addresses ---------------------------------------------------------------------- */

bool mdg_c_is_int(const char *s, int64_t *v)
{
    if (!*s || s[strspn(s, "0123456789")] || strlen(s) > 15) {
        return false;
    }
    *v = 0;
    for (; *s; s++) {
        *v = 10 * *v + (*s - '0');
    }
    return true;
}

static const char *sum_text(struct mdg *m, const char *a, const char *b)
{
    int64_t x, y;
    if (mdg_c_is_int(a, &x) && mdg_c_is_int(b, &y)) {
        return mdg_fmt(m, "%" PRId64, x + y);
    }
    return strcmp(a, "0") == 0 ? b : strcmp(b, "0") == 0 ? a : mdg_fmt(m, "%s + %s", a, b);
}

static const char *in_parens(struct mdg *m, const char *s)
{
    return strchr(s, ' ') && s[0] != '(' ? mdg_fmt(m, "(%s)", s) : s;
}

/* Row-major: ((i d1 + j) d2 + k). */
static const char *linear(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    if (w->flat) {
        return n->order ? w->flat : "0";
    }
    const char *s = "0";
    for (int i = 0; i < n->order; i++) {
        if (i && strcmp(s, "0") != 0) {
            const char *d = mdg_c_size_atom(w->c, n->extent[i]);
            int64_t x, y;
            if (mdg_c_is_int(s, &x) && mdg_c_is_int(d, &y)) {
                s = sum_text(m, mdg_fmt(m, "%" PRId64, x * y), ix[i]);
                continue;
            }
            s = mdg_fmt(m, "%s * %s", strchr(s, ' ') ? mdg_fmt(m, "(%s)", s) : s, d);
        }
        s = sum_text(m, s, ix[i]);
    }
    return s;
}

/* Name of the memory of n, and the offset of n in it. */
static const char *memory(struct mdg_c *c, mdg_node n, const char **offset)
{
    const struct mdg_place *pl = mdg_place(c->p, n);
    *offset = "0";
    if (c->in_block && c->part && c->part[n->id]) {
        return c->part[n->id];
    }
    switch (pl->where) {
    case MDG_VIEW: {
        const char *inner;
        const char *base = memory(c, pl->base, &inner);
        *offset = sum_text(c->m, inner, mdg_c_size(c, pl->offset));
        return base;
    }
    case MDG_INTO:
        return memory(c, pl->base, offset);
    case MDG_OUT:
        return c->in_block && pl->rowed ? c->block_output[pl->output]
                                        : c->output[pl->output];
    case MDG_LEAF:
        if (n->op == MDG_INPUT) {
            bool block = c->in_block && pl->rowed;
            return block ? c->block_input[n->input->index] : c->input[n->input->index];
        }
        return pl->name; /* a table */
    default:
        return pl->name;
    }
}

const char *mdg_c_pointer(struct mdg_c *c, mdg_node n)
{
    const char *offset;
    mdg_node v = mdg_viewed(c->p, n);
    const char *s = memory(c, n, &offset);
    bool value = mdg_place(c->p, v)->where == MDG_SCALAR ||
                 (v->op == MDG_INPUT && v->input->is_scalar &&
                  mdg_place(c->p, v)->where == MDG_LEAF);
    s = value ? mdg_fmt(c->m, "&%s", s) : s;
    return strcmp(offset, "0") == 0 ? s : mdg_fmt(c->m, "%s + %s", s, offset);
}

static struct text load(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    mdg_node v = mdg_viewed(w->c->p, n);
    const struct mdg_place *pl = mdg_place(w->c->p, v);
    const char *offset;
    const char *s = memory(w->c, n, &offset);
    bool value = pl->where == MDG_SCALAR ||
                 (pl->where == MDG_LEAF && v->op == MDG_INPUT && v->input->is_scalar);
    if (value) {
        return atom(s);
    }
    const char *at = sum_text(m, offset, linear(w, n, ix));
    if (strcmp(at, "0") == 0 && v->order == 0) {
        return atom(mdg_fmt(m, "*%s", s));
    }
    return atom(mdg_fmt(m, "%s[%s]", s, at));
}

/* ---- conditions ------------------------------------------------------------------------
 */

static bool is_condition(const struct writer *w, mdg_node n)
{
    bool leaf = mdg_place(w->c->p, n)->where == MDG_LEAF;
    return leaf &&
           (n->op == MDG_DELTA || n->op == MDG_TRI || (mdg_is_onehot(n) && n->order > 0));
}

/* A condition that is known not to hold when the code is written; one that holds is NULL.
 */
static const char never[] = "0";

/* "a op b", decided at once for two numbers and for equal texts. */
static const char *compare(struct mdg *m, const char *a, const char *op, const char *b)
{
    int64_t x, y;
    bool known = mdg_c_is_int(a, &x) && mdg_c_is_int(b, &y);
    if (strcmp(a, b) == 0) {
        x = y = 0;
    } else if (!known) {
        return mdg_fmt(m, "%s %s %s", a, op, b);
    }
    bool yes = strcmp(op, "==") == 0  ? x == y
               : strcmp(op, "<") == 0 ? x < y
               : strcmp(op, ">") == 0 ? x > y
                                      : x >= y;
    return yes ? NULL : never;
}

static const char *both(struct mdg *m, const char *a, const char *b)
{
    if (!a || !b || a == never) {
        return a ? a : b;
    }
    return b == never ? never : mdg_fmt(m, "%s && %s", a, b);
}

/* When is the element 1 (else it is 0)?  NULL: always. */
static const char *condition(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    if (n->op == MDG_DELTA) {
        return compare(m, ix[0], "==", ix[1]);
    }
    if (n->op == MDG_TRI) {
        return compare(m, ix[0], n->kind == MDG_TRI_LOWER ? ">=" : ">", ix[1]);
    }
    /* the class numbers, also where the matrix is written out in memory */
    bool block = w->c->in_block && mdg_place(w->c->p, n)->rowed;
    const char *y = (block ? w->c->block_input : w->c->input)[n->input->index];
    bool one_row = n->order == 1; /* a single sample, or a single class */
    if (one_row && mdg_size_is(n->input->declared[1], 1)) {
        return mdg_fmt(m, "%s[%s] == 0", y, ix[0]);
    }
    return one_row ? mdg_fmt(m, "%s[0] == %s", y, ix[0])
                   : mdg_fmt(m, "%s[%s] == %s", y, ix[0], ix[1]);
}

static struct text choose(const struct writer *w, const char *cond, struct text yes)
{
    if (cond == never) {
        return atom(mdg_c_number(w->c, 0));
    }
    return !cond ? yes
                 : atom(mdg_fmt(w->c->m, "(%s ? %s : %s)", cond, yes.s,
                                mdg_c_number(w->c, 0)));
}

/* ---- operators
 * --------------------------------------------------------------------------- */

static void operand_index(mdg_node n, int k, const char *const *ix, const char **out)
{
    for (int i = 0; i < n->arg[k].node->order; i++) {
        out[i] = ix ? ix[n->arg[k].ix[i]] : NULL;
    }
}

static const char *const relation[] = {
    [MDG_F_lt] = "<", [MDG_F_le] = "<=", [MDG_F_eq] = "=="};

static bool is_inline(const struct writer *w, mdg_node n)
{
    return mdg_place(w->c->p, n)->where == MDG_INLINE;
}

static bool is_relation(const struct writer *w, mdg_node n)
{
    return n->op == MDG_MAP && is_inline(w, n) &&
           (n->kind == MDG_F_lt || n->kind == MDG_F_le || n->kind == MDG_F_eq);
}

/* "a < b" for an inlined comparison. */
static const char *related(const struct writer *w, mdg_node n, const char *const *ix)
{
    const char *side[2], *jx[MDG_MAX_LABELS] = {0};
    for (int k = 0; k < 2; k++) {
        operand_index(n, k, ix, jx);
        side[k] = bound(w, element(w, n->arg[k].node, jx), SUM_);
    }
    return mdg_fmt(w->c->m, "%s %s %s", side[0], relation[n->kind], side[1]);
}

/* The condition that the branch is taken which the factor n selects. In the branch that is
 * not, the other factors may be no numbers (the slope of sqrt(x) for x < 0), which 0 times
 * them would keep. What has a place is read there: its operands may be gone. */
static const char *taken(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    const char *jx[MDG_MAX_LABELS] = {0}, *zero = mdg_c_number(w->c, 0);
    bool yes = true;
    if (is_inline(w, n)) {
        n = mdg_selector(n, &yes);
    }
    if (is_inline(w, n)) {
        operand_index(n, 0, ix, jx);
        n = n->arg[0].node;
        ix = jx;
    }
    return is_relation(w, n) ? mdg_fmt(m, yes ? "%s" : "!(%s)", related(w, n, ix))
                             : mdg_fmt(m, "%s %s %s", bound(w, element(w, n, ix), SUM_),
                                       yes ? "!=" : "==", zero);
}

/* A selector whose axes stand as those of ne0 in it. */
static bool selects_alike(mdg_node n)
{
    bool yes;
    mdg_node ne0 = mdg_selector(n, &yes);
    if (ne0 == NULL || ne0->order != n->order) {
        return false;
    }
    for (int k = 0; k < n->nargs && n->op == MDG_SUM; k++) {
        if (n->arg[k].node == ne0 &&
            memcmp(n->arg[k].ix, mdg_identity_ix, (size_t)n->order) != 0) {
            return false;
        }
    }
    return true;
}

/* The product where *cond holds (NULL: always); elsewhere it is 0. */
static struct text factors(const struct writer *w, mdg_node n, const char *const *ix,
                           const char **cond)
{
    struct mdg *m = w->c->m;
    const char *num = NULL, *den = NULL;
    int dens = 0, nums = 0;
    struct text only = {0};
    for (int k = 0; k < n->nargs; k++) {
        mdg_node a = n->arg[k].node;
        const char *jx[MDG_MAX_LABELS] = {0};
        operand_index(n, k, ix, jx);
        if (is_condition(w, a)) {
            *cond = both(m, *cond, condition(w, a, jx));
        } else if (selects_alike(a)) {
            *cond = both(m, *cond, taken(w, a, jx));
        } else if (a->op == MDG_MAP && a->kind == MDG_F_recip && is_inline(w, a)) {
            const char *kx[MDG_MAX_LABELS] = {0};
            operand_index(a, 0, jx, kx);
            const char *t =
                bound(w, element(w, a->arg[0].node, kx), dens ? PRODUCT_ : ATOM_);
            den = den ? mdg_fmt(m, "%s * %s", den, t) : t;
            dens++;
        } else {
            bool within =
                a->op == MDG_CONTRACT && a->nlabels == a->order && is_inline(w, a);
            only = within ? factors(w, a, jx, cond) : element(w, a, jx);
            if (!within && a->selects) { /* it is 0 where the branch is not taken */
                *cond =
                    both(m, *cond, mdg_fmt(m, "%s != %s", only.s, mdg_c_number(w->c, 0)));
            }
            const char *t = bound(w, only, PRODUCT_);
            num = num ? mdg_fmt(m, "%s * %s", num, t) : t;
            nums++;
        }
    }
    struct text r = nums == 1 ? only
                              : (struct text){num ? num : mdg_c_number(w->c, 1),
                                              nums > 1 ? PRODUCT_ : ATOM_};
    if (den) {
        r.s = mdg_fmt(m, dens > 1 ? "%s / (%s)" : "%s / %s", bound(w, r, PRODUCT_), den);
        r.b = PRODUCT_;
    }
    return r;
}

static struct text product(const struct writer *w, mdg_node n, const char *const *ix)
{
    const char *cond = NULL;
    struct text r = factors(w, n, ix, &cond);
    return choose(w, cond, r);
}

/* Is the term added to the sum by a kernel of its own? */
static bool is_into(const struct writer *w, mdg_node n, int k)
{
    const struct mdg_place *pl = mdg_place(w->c->p, n->arg[k].node);
    return pl->where == MDG_INTO && pl->base == n;
}

static struct text sum(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    const char *s = NULL;
    for (int pass = 0; pass < 2;
         pass++) { /* what is added first, then what is subtracted */
        for (int k = 0; k < n->nargs; k++) {
            double c = n->coef[k];
            if (is_into(w, n, k)) {
                continue;
            }
            if ((c < 0) != (pass == 1)) {
                continue;
            }
            const char *jx[MDG_MAX_LABELS] = {0};
            operand_index(n, k, ix, jx);
            double abs = c < 0 ? -c : c;
            bool one = mdg_is_num(n->arg[k].node, 1);
            struct text t =
                one ? atom(mdg_c_number(w->c, abs)) : element(w, n->arg[k].node, jx);
            if (strcmp(t.s, mdg_c_number(w->c, 0)) == 0) {
                continue; /* outside of a part of a matrix; compilers keep x + 0.0 */
            }
            const char *f = bound(w, t, PRODUCT_);
            f = one || abs == 1 ? f : mdg_fmt(m, "%s * %s", mdg_c_number(w->c, abs), f);
            s = s       ? mdg_fmt(m, "%s %s %s", s, c < 0 ? "-" : "+", f)
                : c < 0 ? mdg_fmt(m, "-%s", f)
                        : f;
        }
    }
    if (!s) {
        return atom(mdg_c_number(w->c, 0));
    }
    bool single = n->nargs == 1 && n->coef[0] > 0;
    return (struct text){s, single ? PRODUCT_ : SUM_};
}

static struct text map(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    struct text a[3];
    for (int k = 0; k < n->nargs; k++) {
        const char *jx[MDG_MAX_LABELS] = {0};
        operand_index(n, k, ix, jx);
        a[k] = element(w, n->arg[k].node, jx);
    }
    const char *one = mdg_c_number(w->c, 1), *zero = mdg_c_number(w->c, 0);
    switch ((enum mdg_map_fn)n->kind) {
    case MDG_F_recip:
        return (struct text){mdg_fmt(m, "%s / %s", one, bound(w, a[0], ATOM_)), PRODUCT_};
    case MDG_F_where:
        return atom(
            mdg_fmt(m, "(%s != %s ? %s : %s)", bound(w, a[0], SUM_), zero, a[1].s, a[2].s));
    case MDG_F_ne0:
        return atom(mdg_fmt(m, "(%s != %s ? %s : %s)", a[0].s, zero, one, zero));
    case MDG_F_lt:
    case MDG_F_le:
    case MDG_F_eq:
        return atom(mdg_fmt(m, "(%s %s %s ? %s : %s)", a[0].s, relation[n->kind], a[1].s,
                            one, zero));
    default: {
        const char *s =
            mdg_fmt(m, "%s%s(%s", mdg_map_info[n->kind].c, w->c->suffix, a[0].s);
        for (int k = 1; k < n->nargs; k++) {
            s = mdg_fmt(m, "%s, %s", s, a[k].s);
        }
        return atom(mdg_fmt(m, "%s)", s));
    }
    }
}

static struct text slice(const struct writer *w, mdg_node n, const char *const *ix)
{
    const char *jx[MDG_MAX_LABELS] = {0};
    for (int i = 0; i < n->order; i++) {
        jx[i] = sum_text(w->c->m, ix[i], mdg_c_size(w->c, n->offset[i]));
    }
    return element(w, n->arg[0].node, jx);
}

static struct text pad(const struct writer *w, mdg_node n, const char *const *ix)
{
    struct mdg *m = w->c->m;
    mdg_node a = n->arg[0].node;
    const char *jx[MDG_MAX_LABELS] = {0}, *cond = NULL;
    for (int i = 0; i < n->order; i++) {
        bool from_start = mdg_size_is(n->offset[i], 0),
             whole = a->extent[i] == n->extent[i];
        const char *off = mdg_c_size_atom(w->c, n->offset[i]);
        const char *end = mdg_c_size(w->c, mdg_size_add(m, n->offset[i], a->extent[i]));
        int64_t x, o;
        bool known = mdg_c_is_int(ix[i], &x) && mdg_c_is_int(off, &o);
        jx[i] = from_start ? ix[i]
                : known    ? mdg_fmt(m, "%" PRId64, x - o)
                           : mdg_fmt(m, "%s - %s", ix[i], off);
        cond =
            from_start ? cond : both(m, cond, compare(m, in_parens(m, ix[i]), ">=", off));
        cond = whole ? cond : both(m, cond, compare(m, in_parens(m, ix[i]), "<", end));
    }
    if (cond == never) {
        return atom(mdg_c_number(w->c, 0));
    }
    struct text t = element(w, a, jx);
    return choose(w, cond, t);
}

static struct text formula(const struct writer *w, mdg_node n, const char *const *ix)
{
    switch (n->op) {
    case MDG_NUMBER:
        return n->number < 0 ? (struct text){mdg_c_number(w->c, n->number), SUM_}
                             : atom(mdg_c_number(w->c, n->number));
    case MDG_SIZE:
        return atom(mdg_c_size_real(w->c, n->size));
    case MDG_DELTA:
    case MDG_TRI:
        return choose(w, condition(w, n, ix), atom(mdg_c_number(w->c, 1)));
    case MDG_INPUT:
        return mdg_is_onehot(n) && n->order
                   ? choose(w, condition(w, n, ix), atom(mdg_c_number(w->c, 1)))
                   : load(w, n, ix);
    case MDG_CONTRACT:
        return product(w, n, ix);
    case MDG_SUM:
        return sum(w, n, ix);
    case MDG_MAP:
        return map(w, n, ix);
    case MDG_SLICE:
        return slice(w, n, ix);
    case MDG_PAD:
        return pad(w, n, ix);
    case MDG_REDUCE:
    case MDG_RESHAPE:
        return element(w, n->arg[0].node, ix);
    default:
        return load(w, n, ix);
    }
}

static struct text element(const struct writer *w, mdg_node n, const char *const *ix)
{
    const struct mdg_place *pl = mdg_place(w->c->p, n);
    bool leaf = pl->where == MDG_LEAF && n->op != MDG_TABLE;
    if (pl->where == MDG_VIEW && n->order == 0 && pl->base->order == 0) {
        return element(w, pl->base, ix);
    }
    return leaf || pl->where == MDG_INLINE ? formula(w, n, ix) : load(w, n, ix);
}

const char *mdg_c_element(struct mdg_c *c, mdg_node n, const char *const *index)
{
    struct writer w = {c, NULL};
    return element(&w, n, index).s;
}

const char *mdg_c_formula(struct mdg_c *c, mdg_node n, const char *const *index)
{
    struct writer w = {c, NULL};
    return formula(&w, n, index).s;
}

/* ---- flat loops
 * ---------------------------------------------------------------------------- */

const char *mdg_c_flat(struct mdg_c *c, mdg_node n, const char *index)
{
    struct writer w = {c, index};
    const char *ix[MDG_MAX_LABELS] = {0};
    return formula(&w, n, ix).s;
}
