/* C text of a generated function: its _work, its documentation, checks, and the computation. */
#include "cstmt.h"
#include "print.h"
#include "unit.h"

#include <string.h>

/* ---- set-up ---------------------------------------------------------------------------- */

static struct mdg_c *writer(struct mdg *m, const struct mdg_cfunction *f, struct mdg_buf *out)
{
    struct mdg_c *c = MDG_NEW(m, struct mdg_c);
    *c = (struct mdg_c){.m = m, .p = f->plan, .names = mdg_names_copy(m, f->names), .out = out,
                        .real = m->real_float ? "float" : "double", .suffix = m->real_float ? "f" : ""};
    c->rc = f->rc;
    int ni = mdg_input_count(m), no = f->f ? f->f->noutputs : 0;
    c->dim = MDG_ARRAY(m, mdg_dim_count(m) + 1, const char *);
    c->input = MDG_ARRAY(m, ni + 1, const char *);
    c->block_input = MDG_ARRAY(m, ni + 1, const char *);
    c->output = MDG_ARRAY(m, no + 1, const char *);
    c->block_output = MDG_ARRAY(m, no + 1, const char *);
    for (int k = 0; k < mdg_dim_count(m); k++) {
        c->dim[k] = mdg_dim(m, k)->name;
    }
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        switch (p->role) {
        case MDG_P_DIM:
            c->dim[p->index] = p->c;
            break;
        case MDG_P_INPUT:
        case MDG_P_DIRECTION:
            c->input[p->input->index] = p->c;
            break;
        case MDG_P_OUTPUT:
            c->output[p->index] = p->c;
            break;
        default:
            break;
        }
    }
    return c;
}

const char *mdg_c_wanted(struct mdg_c *c, uint64_t mask)
{
    int n = c->p->f->noutputs;
    uint64_t all = n >= 64 ? ~0ull : (1ull << n) - 1;
    if ((mask & all) == all || (n >= 64 && mask >> 63)) {
        return NULL;
    }
    struct mdg_buf b = {0};
    for (int k = 0; k < n && k < 63; k++) {
        if (mask >> k & 1) {
            mdg_putf(c->m, &b, "%s%s != NULL", b.count ? " || " : "", c->output[k]);
        }
    }
    for (int k = 63; (mask >> 63) && k < n; k++) {
        mdg_putf(c->m, &b, "%s%s != NULL", b.count ? " || " : "", c->output[k]);
    }
    return b.data;
}

/* ---- names in formulas --------------------------------------------------------------------- */

static const char *name_in_formula(void *context, mdg_node n)
{
    const struct mdg_c *c = context;
    if (n->id >= c->p->top) {
        return NULL;
    }
    const struct mdg_place *pl = mdg_place(c->p, n);
    if (pl->where == MDG_OUT) {
        return c->output[pl->output];
    }
    if (pl->where == MDG_INTO && n == c->stmt) {
        return name_in_formula(context, pl->base);
    }
    return pl->where == MDG_WORK || pl->where == MDG_SCALAR ? pl->name : NULL;
}

/* What is left of a sum whose products went into its memory by themselves. */
static mdg_node without_products(struct mdg_c *c, mdg_node n)
{
    struct mdg_term *t = MDG_ARRAY(c->m, n->nargs + 1, struct mdg_term);
    double *coef = MDG_ARRAY(c->m, n->nargs + 1, double);
    int count = 0;
    for (int k = 0; n->op == MDG_SUM && k < n->nargs; k++) {
        const struct mdg_place *pl = mdg_place(c->p, n->arg[k].node);
        if (pl->where != MDG_INTO || pl->base != n) {
            t[count] = (struct mdg_term){n->arg[k].node, n->arg[k].ix};
            coef[count++] = n->coef[k];
        }
    }
    return n->op == MDG_SUM && count < n->nargs ? mdg_sum(c->m, n->order, n->extent, count, t, coef) : n;
}

static const char *formula(struct mdg_c *c, mdg_node n)
{
    n = without_products(c, n);
    struct mdg_printer p = {.notation = MDG_ASCII, .name = name_in_formula, .context = c, .budget = 24};
    return mdg_print(c->m, &p, n);
}

/* ---- sizes of the workspace ------------------------------------------------------------------ */

/* Elements of an array, safe from overflow; rows of a block are `rows`. */
static const char *elements(struct mdg_c *c, const struct mdg_array *a, bool safe)
{
    const char *s = safe ? mdg_c_size_safe(c, a->count) : mdg_c_size_atom(c, a->count);
    if (a->rowed) {
        return strcmp(s, "1") == 0 ? "block" : mdg_fmt(c->m, safe ? "mdrt_imul(block, %s)" : "block * %s", s);
    }
    if (!a->work_of) {
        return s;
    }
    const char *rows = mdg_c_size(c, a->matrix->extent[0]);
    const char *call = strcmp(a->work_of, "svd") == 0
                           ? mdg_fmt(c->m, "mdrt_svd_work%s(%s, %s)", c->suffix, rows, mdg_c_size(c, a->matrix->extent[1]))
                           : mdg_fmt(c->m, "mdrt_%s_work%s(%s)", a->work_of, c->suffix, rows);
    if (mdg_size_is(a->count, 0)) {
        return call;
    }
    return mdg_fmt(c->m, safe ? "mdrt_iadd(%s, %s)" : "%s + %s", s, call);
}

static void declare_block(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    if (p->rows) {
        mdg_c_line(c, "const int64_t block = mdrt_block_rows(%s, %s);", mdg_c_size(c, p->rows),
                   mdg_c_size_safe(c, p->row_width));
    }
}

static bool uses_block(const struct mdg_plan *p)
{
    for (int s = 0; s < p->nslots; s++) {
        if (p->arrays.data[p->slot_array[s]].rowed) {
            return true;
        }
    }
    return false;
}

static void emit_work(struct mdg_c *c, const struct mdg_cfunction *f)
{
    const struct mdg_plan *p = f->plan;
    mdg_putf(c->m, c->out, "/* Bytes of workspace for %s; SIZE_MAX if they do not fit. */\n", f->name);
    mdg_putf(c->m, c->out, "%s\n{\n", mdg_prototype(c->m, f, mdg_fmt(c->m, "%s_work", f->name), true));
    c->indent = 1;
    if (p->nslots == 0) {
        for (int k = 0; k < f->nparams; k++) {
            if (f->params[k].role == MDG_P_DIM) {
                mdg_c_line(c, "(void)%s;", f->params[k].c);
            }
        }
        mdg_c_line(c, "return 0;");
        mdg_put(c->m, c->out, "}\n\n");
        return;
    }
    if (uses_block(p)) {
        declare_block(c);
    }
    mdg_c_line(c, "size_t bytes = sizeof(%s);", c->real);
    const char *negative = NULL;
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_DIM) {
            negative = negative ? mdg_fmt(c->m, "%s || %s < 0", negative, f->params[k].c)
                                : mdg_fmt(c->m, "%s < 0", f->params[k].c);
        }
    }
    if (negative) {
        mdg_put(c->m, c->out, "\n");
        mdg_c_line(c, "if (%s) {", negative);
        mdg_c_line(c, "    return SIZE_MAX;");
        mdg_c_line(c, "}");
    }
    for (int s = 0; s < p->nslots; s++) {
        const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
        mdg_c_line(c, "bytes = mdrt_add(bytes, mdrt_bytes(%s, sizeof(%s))); /* %s */", elements(c, a, true),
                   c->real, a->name);
    }
    mdg_c_line(c, "return bytes;");
    mdg_put(c->m, c->out, "}\n\n");
}

/* Pointers into the workspace: one slot behind the other; int32 arrays last, for alignment. */
static void declare_arrays(struct mdg_c *c)
{
    const struct mdg_plan *p = c->p;
    const char *prev = NULL;
    bool prev_int = false;
    const struct mdg_array *before = NULL;
    for (int pass = 0; pass < 2; pass++) {
        for (int s = 0; s < p->nslots; s++) {
            const struct mdg_array *a = &p->arrays.data[p->slot_array[s]];
            if (a->is_int32 != (pass == 1)) {
                continue;
            }
            const char *type = a->is_int32 ? "int32_t" : c->real;
            const char *from = prev ? mdg_fmt(c->m, "%s + %s", prev, elements(c, before, false)) : "work";
            bool cast = !prev || prev_int != a->is_int32;
            from = !cast ? from : prev ? mdg_fmt(c->m, "(%s *)(void *)(%s)", type, from) : mdg_fmt(c->m, "(%s *)work", type);
            mdg_c_line(c, "%s *const %s = %s;", type, a->name, from);
            prev = a->name;
            prev_int = a->is_int32;
            before = a;
        }
    }
    for (size_t i = 0; i < p->arrays.count; i++) {
        const struct mdg_array *a = &p->arrays.data[i];
        const struct mdg_array *first = &p->arrays.data[p->slot_array[a->slot]];
        if (first != a) {
            mdg_c_line(c, "%s *const %s = %s; /* its memory is free by then */", a->is_int32 ? "int32_t" : c->real,
                       a->name, first->name);
        }
    }
}

static void declare_scalars(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        mdg_node r[3] = {s->node, s->also[0], s->also[1]};
        for (int k = 0; k < 3; k++) {
            if (r[k] && s->kernel != MDG_K_COPY && mdg_place(c->p, r[k])->where == MDG_SCALAR) {
                mdg_c_line(c, "%s %s = %s;", c->real, mdg_place(c->p, r[k])->name, mdg_c_number(c, 0));
            }
        }
    }
}

static void declare_tables(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        struct mdg_place *pl = mdg_place(c->p, n);
        if (n->op != MDG_TABLE) {
            continue;
        }
        pl->name = mdg_name(c->m, c->names, "table");
        int64_t count = 1;
        for (int a = 0; a < n->order; a++) {
            int64_t v = 0;
            mdg_size_is_int(n->extent[a], &v);
            count *= v;
        }
        mdg_putf(c->m, c->out, "%*sstatic const %s %s[] = {", 4 * c->indent, "", c->real, pl->name);
        for (int64_t k = 0; k < count; k++) {
            mdg_putf(c->m, c->out, "%s%s", k ? (k % 8 ? ", " : ",\n        ") : "", mdg_c_number(c, n->table[k]));
        }
        mdg_put(c->m, c->out, count ? "};\n" : "0};\n");
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

static bool is_word(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') || ch == '_';
}

/* Does the text use the identifier (outside of comments)? */
static bool mentions(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = text; p && *p; p++) {
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/");
            continue;
        }
        bool start = is_word(*p) && (p == text || !is_word(p[-1]));
        if (start && strncmp(p, name, n) == 0 && !is_word(p[n])) {
            return true;
        }
    }
    return false;
}

static void comment(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *file = s->loc.file && strcmp(s->loc.file, c->m->spec) != 0 ? s->loc.file : c->m->spec_base;
    const char *what = s->kernel == MDG_K_FACTOR ? mdg_fmt(c->m, "factors of %s", formula(c, s->node))
                       : s->kernel == MDG_K_COPY ? mdg_fmt(c->m, "%s = %s", c->output[s->output], formula(c, s->node))
                                                 : NULL;
    if (!what) {
        const struct mdg_place *pl = mdg_place(c->p, s->node);
        c->stmt = s->node;
        const char *name = name_in_formula(c, s->node), *eq = s->adds || s->accumulates ? "+=" : "=";
        bool times = pl->where == MDG_INTO && pl->coef != 1;
        what = times ? mdg_fmt(c->m, "%s %s %s * (%s)", name, eq, mdg_number(c->m, pl->coef), formula(c, s->node))
                     : mdg_fmt(c->m, "%s %s %s", name ? name : "", eq, formula(c, s->node));
        c->stmt = NULL;
    }
    mdg_c_line(c, "/* %s:%d  %s */", file, s->loc.line, what);
}

static void guarded_statements(struct mdg_c *c, int phase)
{
    const char *open = NULL;
    bool any = false;
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        if (s->phase != phase) {
            continue;
        }
        const char *want = mdg_c_wanted(c, s->mask);
        bool same = any && (want == open || (want && open && strcmp(want, open) == 0));
        if (!same) {
            if (any && open) {
                c->indent--;
                mdg_c_line(c, "}");
            }
            if (want) {
                mdg_c_line(c, "if (%s) {", want);
                c->indent++;
            }
            open = want;
        }
        any = true;
        comment(c, s);
        mdg_c_statement(c, s);
    }
    if (any && open) {
        c->indent--;
        mdg_c_line(c, "}");
    }
}

static const char *row_offset(struct mdg_c *c, mdg_node n, const char *at)
{
    const char *f[MDG_MAX_ORDER];
    f[0] = at;
    for (int i = 1; i < n->order; i++) {
        f[i] = mdg_c_size_atom(c, n->extent[i]);
    }
    return mdg_c_product(c, n->order, f);
}

/* Names for the first row of a block, in each parameter that has rows. */
static void name_block_pointers(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        if (n->op == MDG_INPUT && mdg_place(c->p, n)->rowed) {
            const char **name = &c->block_input[n->input->index];
            *name = mdg_name(c->m, c->names, mdg_fmt(c->m, "%s_rows", c->input[n->input->index]));
        }
    }
    for (int k = 0; k < c->p->nroots; k++) {
        if (mdg_place(c->p, c->p->root[k])->rowed) {
            c->block_output[k] = mdg_name(c->m, c->names, mdg_fmt(c->m, "%s_rows", c->output[k]));
        }
    }
}

static void block_pointers(struct mdg_c *c, const char *at, const char *body)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        struct mdg_place *pl = mdg_place(c->p, n);
        if (n->op == MDG_INPUT && pl->rowed && mentions(body, c->block_input[n->input->index])) {
            mdg_c_line(c, "const %s *const %s = %s + %s;", n->input->is_labels ? "int32_t" : c->real,
                       c->block_input[n->input->index], c->input[n->input->index],
                       n->input->is_labels ? at : row_offset(c, n, at));
        }
    }
    for (int k = 0; k < c->p->nroots; k++) {
        mdg_node n = c->p->root[k];
        if (mdg_place(c->p, n)->rowed && mentions(body, c->block_output[k])) {
            mdg_c_line(c, "%s *const %s = %s == NULL ? NULL : %s + %s;", c->real, c->block_output[k], c->output[k],
                       c->output[k], row_offset(c, n, at));
        }
    }
}

/* Results that blocks add to start at zero. */
static void zero_accumulators(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        if (!s->accumulates || s->adds) {
            continue;
        }
        const struct mdg_place *pl = mdg_place(c->p, s->node);
        bool out = pl->where == MDG_OUT || (pl->where == MDG_INTO && mdg_place(c->p, pl->base)->where == MDG_OUT);
        const char *want = out ? mdg_c_wanted(c, s->mask) : NULL;
        if (want) {
            mdg_c_line(c, "if (%s) {", want);
            c->indent++;
        }
        if (mdg_place(c->p, s->node)->where != MDG_SCALAR) { /* variables are zero from the start */
            mdg_c_zero(c, s->node);
        }
        if (want) {
            c->indent--;
            mdg_c_line(c, "}");
        }
    }
}

static void blocks(struct mdg_c *c)
{
    const char *at = mdg_name(c->m, c->names, "at"), *n = mdg_c_size_atom(c, c->p->rows);
    zero_accumulators(c);
    mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s += block) {", at, at, n, at);
    c->indent++;
    c->rows = mdg_name(c->m, c->names, "rows");
    mdg_c_line(c, "const int64_t %s = %s - %s < block ? %s - %s : block;", c->rows, n, at, n, at);
    name_block_pointers(c);
    struct mdg_buf body = {0}, *out = c->out;
    c->out = &body;
    c->in_block = true;
    guarded_statements(c, 1);
    c->in_block = false;
    c->out = out;
    block_pointers(c, at, body.data);
    mdg_putf(c->m, c->out, "\n%s", body.data);
    c->indent--;
    mdg_c_line(c, "}");
}

static bool has_phase(const struct mdg_plan *p, int phase)
{
    for (size_t i = 0; i < p->stmts.count; i++) {
        if (p->stmts.data[i].phase == phase) {
            return true;
        }
    }
    return false;
}

static bool may_fail(const struct mdg_plan *p)
{
    for (size_t i = 0; i < p->stmts.count; i++) {
        switch (p->stmts.data[i].kernel) {
        case MDG_K_FACTOR:
        case MDG_K_SOLVE:
        case MDG_K_INVERSE:
        case MDG_K_LOGDET:
        case MDG_K_LOGPROD:
        case MDG_K_ADJ:
        case MDG_K_CHOL:
        case MDG_K_EIGH:
        case MDG_K_SVD:
        case MDG_K_EXPM:
        case MDG_K_EXPMD:
            return true;
        default:
            break;
        }
    }
    return false;
}

static void computation(struct mdg_c *c, const struct mdg_cfunction *f)
{
    const struct mdg_plan *p = f->plan;
    struct mdg_buf *out = c->out, body = {0}, head = {0};
    c->out = &head;
    declare_tables(c); /* gives tables their names */
    c->out = &body;
    guarded_statements(c, 0);
    if (has_phase(p, 1)) {
        blocks(c);
        guarded_statements(c, 2);
    }
    mdg_c_line(c, "return MDRT_EOK;");
    c->out = &head;
    if (uses_block(p) || has_phase(p, 1)) {
        declare_block(c);
    }
    declare_arrays(c);
    declare_scalars(c);
    if (may_fail(p)) {
        mdg_c_line(c, "int %s = MDRT_EOK;", c->rc);
    }
    c->out = out;
    mdg_emit_state_inputs(c, f);
    mdg_put(c->m, out, head.count ? head.data : "");
    mdg_put(c->m, out, "\n");
    for (int k = 0; k < f->nparams; k++) { /* what the simplified formula no longer needs */
        if (!mentions(body.data, f->params[k].c) && !(head.count && mentions(head.data, f->params[k].c)) &&
            !mentions(out->data + c->start, f->params[k].c)) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    mdg_put(c->m, out, body.data);
}

/* ---- the function itself ----------------------------------------------------------------------------- */

static void document(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct mdg *m = c->m;
    static const char *const what[] = {
        [MDG_K_VALUE] = "The value", [MDG_K_GRAD] = "The gradient", [MDG_K_VALUE_GRAD] = "The value and its gradient",
        [MDG_K_JVP] = "The differential of the value in a direction",
        [MDG_K_HVP] = "The Hessian times a direction", [MDG_K_HESSIAN] = "The Hessian, a block for each pair of inputs",
        [MDG_K_VJP] = "The gradient of Tr(w' value)", [MDG_K_JACOBIAN] = "d value / d input, a row for each element of the value",
        [MDG_K_JACOBIAN_T] = "d value / d input, a column for each element of the value"};
    const char *doc = f->objective->doc;
    mdg_putf(m, c->out, "/* %s%s", doc ? doc : "", doc ? (strchr(".!?", doc[strlen(doc) - 1]) ? "\n * " : ".\n * ") : "");
    mdg_putf(m, c->out, "%s%s.\n", what[f->f->kind], f->flavour == MDG_PREPARED ? ", with the state that prepare made" : "");
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->in_state) {
            continue;
        }
        const char *shape = p->rank == 0 ? "1 element" : mdg_fmt(m, p->rank == 1 ? "%s elements" : "%s, row-major",
                                                                  mdg_shape_text(m, p->rank, p->shape));
        switch (p->role) {
        case MDG_P_DIM:
            mdg_putf(m, c->out, " *   %-10s size, >= 0\n", p->c);
            break;
        case MDG_P_WORK:
            mdg_putf(m, c->out, " *   %-10s %s_work() bytes, aligned as %s\n", p->c, f->name, c->real);
            break;
        case MDG_P_STATE:
            mdg_putf(m, c->out, " *   %-10s made by %s_prepare\n", p->c, f->objective->name);
            break;
        case MDG_P_OUTPUT:
            mdg_putf(m, c->out, " *   %-10s out, %s; NULL: left out\n", p->c, shape);
            break;
        default:
            if (p->input->is_scalar) {
                mdg_putf(m, c->out, " *   %-10s number%s%s\n", p->c, p->input->doc ? ": " : "", p->input->doc ? p->input->doc : "");
            } else {
                const char *labels = p->input->is_labels ? mdg_fmt(m, ", class numbers below %s", mdg_size_text(m, p->input->declared[1])) : "";
                mdg_putf(m, c->out, " *   %-10s %s%s%s%s\n", p->c, shape, labels, p->input->doc ? ": " : "", p->input->doc ? p->input->doc : "");
            }
            break;
        }
    }
    mdg_put(m, c->out, " * Returns 0, or an error with the spec's line: then every output is NaN. */\n");
}

/* One test: a condition that must not hold, and the error it is. */
static void refuse(struct mdg_c *c, const char *condition, const char *code, int line)
{
    mdg_c_line(c, "} else if (%s) {", condition);
    mdg_c_line(c, "    %s = MDRT_ERROR(%s, %d);", c->rc, code, line);
}

static void check_slices(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (size_t i = 0; f->plan && i < f->plan->count; i++) {
        mdg_node n = mdg_node_at(c->m, f->plan->ids[i]);
        for (int a = 0; n->op == MDG_SLICE && a < n->order; a++) {
            mdg_node x = n->arg[0].node;
            mdg_size end = mdg_size_add(c->m, n->offset[a], n->extent[a]);
            mdg_size left = mdg_size_sub(c->m, x->extent[a], end);
            const mdg_size must[3] = {n->offset[a], n->extent[a], left};
            for (int k = 0; k < 3; k++) {
                if (mdg_size_may_be_negative(must[k])) {
                    refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, must[k])), "MDRT_ERANGE", n->loc.line);
                }
            }
        }
    }
}

static void check_shapes(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        mdg_size count = mdg_size_int(c->m, 1);
        for (int i = 0; i < p->rank; i++) {
            if (mdg_size_may_be_negative(p->shape[i])) {
                int line = p->input ? p->input->loc.line : f->objective->loc.line;
                refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, p->shape[i])), "MDRT_ESIZE", line);
            }
            count = mdg_size_mul(c->m, count, p->shape[i]);
        }
        if (p->rank > 1 && !p->in_state && !mdg_size_is_int(count, NULL)) {
            int line = p->input ? p->input->loc.line : f->objective->loc.line;
            refuse(c, mdg_fmt(c->m, "mdrt_bytes(%s, sizeof(%s)) == SIZE_MAX", mdg_c_size_safe(c, count), c->real),
                   "MDRT_ESIZE", line);
        }
    }
}

static void check_labels(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->input && p->input->is_labels && !p->in_state) {
            refuse(c, mdg_fmt(c->m, "mdrt_labels_check(%s, %s, %s) != MDRT_EOK", mdg_c_size(c, p->input->declared[0]), p->c,
                              mdg_c_size(c, p->input->declared[1])),
                   "MDRT_ELABEL", p->input->loc.line);
        }
    }
}

static void checks(struct mdg_c *c, const struct mdg_cfunction *f, const char *work)
{
    const char *negative = NULL;
    int line = f->objective->loc.line;
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role == MDG_P_DIM) {
            line = negative ? line : mdg_dim(c->m, p->index)->loc.line;
            negative = negative ? mdg_fmt(c->m, "%s || %s < 0", negative, p->c) : mdg_fmt(c->m, "%s < 0", p->c);
        }
    }
    mdg_c_line(c, "if (%s%s%s == SIZE_MAX) {", negative ? negative : "", negative ? " || " : "", work);
    mdg_c_line(c, "    %s = MDRT_ERROR(MDRT_ESIZE, %d);", c->rc, line);
    check_shapes(c, f);
    check_slices(c, f);
    check_labels(c, f);
}

static const char *call(struct mdg_c *c, const struct mdg_cfunction *f, const char *name, bool dims_only)
{
    struct mdg_buf b = {0};
    mdg_putf(c->m, &b, "%s(", name);
    bool any = false;
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (!p->in_state && (!dims_only || p->role == MDG_P_DIM)) {
            mdg_putf(c->m, &b, "%s%s", any ? ", " : "", p->c);
            any = true;
        }
    }
    mdg_put(c->m, &b, ")");
    return b.data;
}

static void nan_outputs(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role != MDG_P_OUTPUT) {
            continue;
        }
        mdg_size count = mdg_size_int(c->m, 1);
        for (int i = 0; i < p->rank; i++) {
            count = mdg_size_mul(c->m, count, p->shape[i]);
        }
        mdg_c_line(c, "mdrt_nan%s(%s, %s);", c->suffix, mdg_c_size_safe(c, count), p->c);
    }
}

/* The public function: checks, the computation, NaN on failure. */
static void shell(struct mdg_c *c, const struct mdg_cfunction *f, const char *limit, const char *inner)
{
    struct mdg *m = c->m;
    mdg_putf(m, c->out, "%s\n{\n", mdg_prototype(m, f, f->name, false));
    c->indent = 1;
    mdg_c_line(c, "int %s = MDRT_EOK;\n", c->rc);
    checks(c, f, call(c, f, limit, true));
    mdg_c_line(c, "} else {");
    mdg_c_line(c, "    %s = %s;", c->rc, call(c, f, inner, false));
    mdg_c_line(c, "}");
    if (f->f) {
        mdg_c_line(c, "if (%s != MDRT_EOK) {", c->rc);
        c->indent++;
        nan_outputs(c, f);
        c->indent--;
        mdg_c_line(c, "}");
    }
    mdg_c_line(c, "return %s;", c->rc);
    mdg_put(m, c->out, "}\n");
}

static void emit_prepare(struct mdg_c *c, const struct mdg_cfunction *f, const char *compute)
{
    struct mdg *m = c->m;
    mdg_emit_state_head(c, f);
    mdg_putf(m, c->out, "static %s\n{\n", mdg_prototype(m, f, compute, false));
    c->indent = 1;
    struct mdg_buf *out = c->out, body = {0};
    c->out = &body;
    mdg_emit_prepare_body(c, f);
    c->out = out;
    for (int k = 0; k < f->nparams; k++) {
        if (!mentions(body.data, f->params[k].c)) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    mdg_put(m, out, body.count ? body.data : "");
    mdg_c_line(c, "return MDRT_EOK;");
    mdg_put(m, out, "}\n\n");
    mdg_putf(m, out, "/* Make the state for %s_..._prepared from the inputs that stay the same.\n"
                     " *   state      %s_state_size() bytes, aligned as %s\n"
                     " * Returns 0, or an error with the spec's line. */\n",
             f->objective->name, f->objective->name, c->real);
    shell(c, f, mdg_fmt(m, "%s_state_size", f->objective->name), compute);
}

void mdg_emit_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f)
{
    struct mdg_c *c = writer(m, f, out);
    const char *compute = mdg_fmt(m, "%s_compute", f->name);
    if (f->flavour == MDG_PREPARE) {
        emit_prepare(c, f, compute);
        return;
    }
    emit_work(c, f);
    mdg_putf(m, out, "static %s\n{\n", mdg_prototype(m, f, compute, false));
    c->indent = 1;
    c->start = out->count;
    computation(c, f);
    mdg_put(m, out, "}\n\n");
    document(c, f);
    shell(c, f, mdg_fmt(m, "%s_work", f->name), compute);
}
