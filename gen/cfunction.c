/* C text of a generated function: its _work, its documentation, checks, and the
 * computation. */
#include "cfunction.h"
#include "cpiece.h"
#include "print.h"

#include <string.h>

/* ---- set-up ----------------------------------------------------------------------------
 */

struct mdg_c *mdg_c_new(struct mdg *m, const struct mdg_cfunction *f, struct mdg_buf *out)
{
    struct mdg_c *c = MDG_NEW(m, struct mdg_c);
    *c = (struct mdg_c){.m = m,
                        .p = f->plan,
                        .names = mdg_names_copy(m, f->names),
                        .out = out,
                        .real = m->real_float ? "float" : "double",
                        .suffix = m->real_float ? "f" : ""};
    c->rc = f->rc;
    c->work = "work";
    c->block = mdg_name(m, c->names, "block");
    c->parts = mdg_name(m, c->names, "parts");
    c->part_size = mdg_name(m, c->names, "part_size");
    c->part_base = mdg_name(m, c->names, "part_arrays");
    c->bytes = mdg_name(m, c->names, "bytes");
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

/* ---- names in formulas
 * --------------------------------------------------------------------- */

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
    return n->op == MDG_SUM && count < n->nargs
               ? mdg_sum(c->m, n->order, n->extent, count, t, coef)
               : n;
}

static const char *formula(struct mdg_c *c, mdg_node n)
{
    n = without_products(c, n);
    struct mdg_printer p = {
        .notation = c->notation, .name = name_in_formula, .context = c, .budget = 24};
    return mdg_print(c->m, &p, n);
}

static void declare_scalars(struct mdg_c *c)
{
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        mdg_node r[3] = {s->node, s->also[0], s->also[1]};
        for (int k = 0; k < 3; k++) {
            if (r[k] && s->kernel != MDG_K_COPY &&
                mdg_place(c->p, r[k])->where == MDG_SCALAR) {
                mdg_c_line(c, "%s %s = %s;", c->real, mdg_place(c->p, r[k])->name,
                           mdg_c_number(c, 0));
            }
        }
    }
}

static void declare_tables(struct mdg_c *c, const char *prefix)
{
    for (size_t i = 0; i < c->p->count; i++) {
        mdg_node n = mdg_node_at(c->m, c->p->ids[i]);
        struct mdg_place *pl = mdg_place(c->p, n);
        if (n->op != MDG_TABLE) {
            continue;
        }
        pl->name = mdg_name(c->m, c->names, mdg_fmt(c->m, "%stable", prefix));
        int64_t count = 1;
        for (int a = 0; a < n->order; a++) {
            int64_t v = 0;
            mdg_size_is_int(n->extent[a], &v);
            count *= v;
        }
        mdg_putf(c->m, c->out, "%*sstatic const %s %s[] = {", 4 * c->indent, "", c->real,
                 pl->name);
        for (int64_t k = 0; k < count; k++) {
            mdg_putf(c->m, c->out, "%s%s", k ? (k % 8 ? ", " : ",\n        ") : "",
                     mdg_c_number(c, n->table[k]));
        }
        mdg_put(c->m, c->out, count ? "};\n" : "0};\n");
    }
}

static bool is_word(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           (ch >= '0' && ch <= '9') || ch == '_';
}

/* Does the text use the identifier (outside of comments and directives)? */
bool mdg_c_mentions(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = text; p && *p; p++) {
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/");
            continue;
        }
        if (*p == '#' && (p == text || p[-1] == '\n')) { /* words of OpenMP are no names */
            p += strcspn(p, "\n") - 1;
            continue;
        }
        bool start = is_word(*p) && (p == text || !is_word(p[-1]));
        if (start && strncmp(p, name, n) == 0 && !is_word(p[n])) {
            return true;
        }
    }
    return false;
}

/* In code without loops other operands may turn out 0. */
bool mdg_c_only_set(const char *text, const char *name)
{
    size_t n = strlen(name);
    bool read = false, set = false;
    for (const char *line = text; line && *line && !read;
         line = strchr(line, '\n'), line += line != NULL) {
        const char *p = line + strspn(line, " ");
        const char *end = p + strcspn(p, "\n");
        bool itself = strncmp(p, name, n) == 0;
        const char *to = itself ? p + n + (p[n] == '[' ? strcspn(p + n, "]") + 1 : 0)
                                : p; /* an element of an array */
        bool own = itself && (strncmp(to, " = ", 3) == 0 || strncmp(to, " += ", 4) == 0 ||
                              strncmp(to, " -= ", 4) == 0);
        set = set || own;
        for (const char *q = own ? p + n : p; q < end && !read && strncmp(p, "/*", 2) != 0;
             q++) {
            read = strncmp(q, name, n) == 0 && !is_word(q[n]) &&
                   (q == text || !is_word(q[-1]));
        }
    }
    return set && !read;
}

bool mdg_plan_has_phase(const struct mdg_plan *p, int phase)
{
    for (size_t i = 0; i < p->stmts.count; i++) {
        if (p->stmts.data[i].phase == phase) {
            return true;
        }
    }
    return false;
}

/* ---- statements
 * ---------------------------------------------------------------------------------- */

static const char *equation(struct mdg_c *c, const char *name, const char *eq,
                            const char *right)
{
    const char *left = mdg_print_symbol(c->m, name, 1, c->notation);
    return mdg_fmt(c->m, c->notation == MDG_MATHML ? "%s<mo>%s</mo>%s" : "%s %s %s", left,
                   eq, right);
}

const char *mdg_c_what(struct mdg_c *c, const struct mdg_stmt *s)
{
    if (s->kernel == MDG_K_FACTOR) {
        return mdg_fmt(c->m,
                       c->notation == MDG_MATHML ? "<mtext>factors of&#160;</mtext>%s"
                                                 : "factors of %s",
                       formula(c, s->node));
    }
    if (s->kernel == MDG_K_COPY) {
        return equation(c, c->output[s->output], "=", formula(c, s->node));
    }
    const struct mdg_place *pl = mdg_place(c->p, s->node);
    c->stmt = s->node;
    const char *name = name_in_formula(c, s->node), *right = formula(c, s->node);
    const char *eq = s->adds || s->accumulates ? mdg_c_increment(&right) : "=";
    if (pl->where == MDG_INTO && pl->coef != 1) {
        const char *number = mdg_number(c->m, pl->coef);
        right = c->notation == MDG_MATHML
                    ? mdg_fmt(c->m, "<mn>%s</mn><mrow><mo>(</mo>%s<mo>)</mo></mrow>",
                              number, right)
                    : mdg_fmt(c->m, "%s * (%s)", number, right);
    }
    const char *what = equation(c, name ? name : "", eq, right);
    c->stmt = NULL;
    return what;
}

static void comment(struct mdg_c *c, const struct mdg_stmt *s)
{
    const char *file =
        s->loc.file && strcmp(s->loc.file, c->m->spec) != 0 ? s->loc.file : c->m->spec_base;
    mdg_c_line(c, "/* %s:%d  %s */", file, s->loc.line, mdg_c_what(c, s));
}

/* In a long function: only where the statements of another line of the spec begin. */
static void short_comment(struct mdg_c *c, const struct mdg_stmt *s, struct mdg_loc *last)
{
    if (s->loc.line != last->line || s->loc.file != last->file) {
        *last = s->loc;
        const char *file = s->loc.file && strcmp(s->loc.file, c->m->spec) != 0
                               ? s->loc.file
                               : c->m->spec_base;
        mdg_c_line(c, "/* %s:%d */", file, s->loc.line);
    }
}

/* Statements behind one another that the same outputs need stand in one guard. */
struct guard {
    const char *want; /* NULL: none */
    bool any;
};

static void end_guard(struct mdg_c *c, struct guard *g)
{
    if (g->want) {
        c->indent--;
        mdg_c_line(c, "}");
    }
    *g = (struct guard){NULL, false};
}

static void guard(struct mdg_c *c, struct guard *g, const char *want)
{
    bool same =
        g->any && (want == g->want || (want && g->want && strcmp(want, g->want) == 0));
    if (!same) {
        end_guard(c, g);
        if (want) {
            mdg_c_line(c, "if (%s) {", want);
            c->indent++;
        }
    }
    *g = (struct guard){want, true};
}

static void whole(struct mdg_c *c, int phase)
{
    struct guard g = {NULL, false};
    for (size_t i = 0; i < c->p->stmts.count; i++) {
        const struct mdg_stmt *s = &c->p->stmts.data[i];
        if (s->phase == phase) {
            guard(c, &g, mdg_c_wanted(c, s->mask));
            comment(c, s);
            mdg_c_statement(c, s);
        }
    }
    end_guard(c, &g);
}

static void in_pieces(struct mdg_c *c, int phase)
{
    struct mdg_buf *out = c->out;
    int indent = c->indent;
    size_t i = 0;
    if (phase == 1) {
        mdg_c_pieces_in_block(c);
    }
    while (i < c->p->stmts.count) {
        const struct mdg_stmt *first = &c->p->stmts.data[i], *s = first;
        struct mdg_buf text = {0};
        struct guard g = {NULL, false};
        struct mdg_loc last = {0};
        c->out = &text;
        c->indent = 1;
        for (; i < c->p->stmts.count && s->piece == first->piece; s++, i++) {
            if (s->phase == phase) {
                guard(c, &g, mdg_c_wanted(c, s->mask));
                short_comment(c, s, &last);
                mdg_c_statement(c, s);
            }
        }
        end_guard(c, &g);
        c->out = out;
        c->indent = indent;
        if (text.count) {
            mdg_c_piece(c, text.data);
        }
    }
}

void mdg_c_statements(struct mdg_c *c, int phase)
{
    if (c->pieces) {
        in_pieces(c, phase);
    } else {
        whole(c, phase);
    }
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
        case MDG_K_EXPMDD:
        case MDG_K_ADJD:
        case MDG_K_ADJDD:
            return true;
        default:
            break;
        }
    }
    return false;
}

/* Variables whose values nobody asks for after all. */
static void discard(struct mdg_c *c, const char *body)
{
    const struct mdg_plan *p = c->p;
    for (size_t i = 0; p->small && i < p->stmts.count; i++) {
        const struct mdg_place *pl = mdg_place(p, p->stmts.data[i].node);
        if (p->stmts.data[i].kernel != MDG_K_COPY && pl->where == MDG_SCALAR &&
            mdg_c_only_set(body, pl->name)) {
            mdg_c_line(c, "(void)%s;", pl->name);
        }
    }
    for (size_t k = 0; k < p->arrays.count;
         k++) { /* loops over sizes fixed to 0 are not there */
        const struct mdg_array *a = &p->arrays.data[k];
        bool set = p->small && mdg_c_only_set(body, a->name);
        if (!a->rowed && (set || !mdg_c_mentions(body, a->name))) {
            mdg_c_line(c, "(void)%s;", a->name);
        }
    }
}

static void computation(struct mdg_c *c, const struct mdg_cfunction *f)
{
    const struct mdg_plan *p = f->plan;
    struct mdg_buf *out = c->out, body = {0}, head = {0};
    if (p->npieces) {
        mdg_c_pieces(c, f);
    }
    c->out = c->pieces ? mdg_c_beside(c) : &head;
    c->indent = c->pieces ? 0 : 1;
    declare_tables(c,
                   c->pieces ? mdg_fmt(c->m, "%s_", f->name) : ""); /* gives them names */
    c->indent = 1;
    c->out = &body;
    mdg_c_statements(c, 0);
    if (mdg_plan_has_phase(p, 1)) {
        mdg_c_blocks(c);
        mdg_c_statements(c, 2);
    }
    mdg_c_line(c, "return MDRT_EOK;");
    struct mdg_buf arrays = {0};
    c->out = &arrays;
    if (c->pieces) {
        mdg_c_declare_mentioned(c, body.data);
    } else {
        mdg_c_declare_arrays(c);
    }
    c->out = &head;
    struct mdg_buf both = {0};
    mdg_put(c->m, &both, arrays.count ? arrays.data : "");
    mdg_put(c->m, &both, body.data);
    mdg_c_declare_blocks(c, both.data);
    mdg_put(c->m, &head, arrays.count ? arrays.data : "");
    if (!c->pieces) {
        declare_scalars(c);
    }
    if (may_fail(p)) {
        mdg_c_line(c, "int %s = MDRT_EOK;", c->rc);
    }
    c->out = out;
    mdg_emit_state_inputs(c, f);
    mdg_put(c->m, out, head.count ? head.data : "");
    mdg_put(c->m, out, "\n");
    for (int k = 0; k < f->nparams; k++) { /* what the simplified formula no longer needs */
        if (!mdg_c_mentions(body.data, f->params[k].c) &&
            !(head.count && mdg_c_mentions(head.data, f->params[k].c)) &&
            (f->params[k].in_state ||
             !mdg_c_mentions(out->data + c->start, f->params[k].c))) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    if (!c->pieces) {
        discard(c, body.data);
    }
    mdg_put(c->m, out, body.data);
}

/* ---- the function itself
 * ----------------------------------------------------------------------------- */

static void document(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct mdg *m = c->m;
    static const char *const what[] = {
        [MDG_K_VALUE] = "The value",
        [MDG_K_GRAD] = "The gradient",
        [MDG_K_VALUE_GRAD] = "The value and its gradient",
        [MDG_K_JVP] = "The differential of the value in a direction",
        [MDG_K_HVP] = "The Hessian times a direction",
        [MDG_K_HESSIAN] = "The Hessian, a block for each pair of inputs",
        [MDG_K_VJP] = "The gradient of Tr(w' value)",
        [MDG_K_JACOBIAN] = "d value / d input, a row for each element of the value",
        [MDG_K_JACOBIAN_T] = "d value / d input, a column for each element of the value"};
    const char *given = f->objective->doc;
    const char *doc = given && *given ? mdg_comment_text(m, given) : NULL;
    mdg_putf(m, c->out, "/* %s%s", doc ? doc : "",
             doc ? (strchr(".!?", doc[strlen(doc) - 1]) ? "\n * " : ".\n * ") : "");
    mdg_putf(m, c->out, "%s%s.\n", what[f->f->kind],
             f->flavour == MDG_PREPARED ? ", with the state that prepare made" : "");
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->in_state) {
            continue;
        }
        const char *shape = p->rank == 0
                                ? "1 element"
                                : mdg_fmt(m, p->rank == 1 ? "%s elements" : "%s, row-major",
                                          mdg_shape_text(m, p->rank, p->shape));
        switch (p->role) {
        case MDG_P_DIM:
            mdg_putf(m, c->out, " *   %-10s size, >= 0\n", p->c);
            break;
        case MDG_P_WORK:
            mdg_putf(m, c->out, " *   %-10s %s_work() bytes, aligned as %s\n", p->c,
                     f->name, c->real);
            break;
        case MDG_P_STATE:
            mdg_putf(m, c->out, " *   %-10s made by %s_prepare\n", p->c,
                     f->objective->name);
            break;
        case MDG_P_OUTPUT:
            mdg_putf(m, c->out, " *   %-10s out, %s; NULL: left out\n", p->c, shape);
            break;
        default:
            if (p->input->is_scalar) {
                mdg_putf(m, c->out, " *   %-10s number%s%s\n", p->c,
                         p->input->doc ? ": " : "",
                         p->input->doc ? mdg_comment_text(m, p->input->doc) : "");
            } else {
                const char *labels = p->input->is_labels
                                         ? mdg_fmt(m, ", class numbers below %s",
                                                   mdg_size_text(m, p->input->declared[1]))
                                         : "";
                mdg_putf(m, c->out, " *   %-10s %s%s%s%s\n", p->c, shape, labels,
                         p->input->doc ? ": " : "",
                         p->input->doc ? mdg_comment_text(m, p->input->doc) : "");
            }
            break;
        }
    }
    mdg_put(
        m, c->out,
        " * Returns 0, or an error with the spec's line: then every output is NaN. */\n");
}

/* One test: a condition that must not hold, and the error it is. */
static void refuse(struct mdg_c *c, const char *condition, const char *code, int line)
{
    mdg_c_line(c, "} else if (%s) {", condition);
    mdg_c_line(c, "    %s = MDRT_ERROR(%s, %d);", c->rc, code, line);
}

/* Sizes that were checked, so that none is checked twice. */
struct checked {
    mdg_size *data;
    size_t count, cap;
};

static bool is_new(struct mdg_c *c, struct checked *seen, mdg_size s)
{
    for (size_t k = 0; k < seen->count; k++) {
        if (seen->data[k] == s) {
            return false;
        }
    }
    MDG_PUSH(c->m, seen, s);
    return true;
}

/* Slices have to lie inside of what they are taken from, and nothing has no maximum: in the
 * value as the spec has it, whatever is left of it in this function, and in the function
 * itself. */
static void check_sizes(struct mdg_c *c, size_t count, const unsigned *ids,
                        struct checked *slices, struct checked *maxima)
{
    for (size_t i = 0; i < count; i++) {
        mdg_node n = mdg_node_at(c->m, ids[i]);
        bool extremum =
            n->op == MDG_REDUCE && (n->kind == MDG_R_MAX || n->kind == MDG_R_MIN);
        for (int l = n->order; extremum && l < n->nlabels; l++) {
            int64_t v = 0;
            bool empty = !mdg_size_is_int(n->extent[l], &v) || v == 0;
            if (empty && is_new(c, maxima, n->extent[l])) {
                refuse(c, mdg_fmt(c->m, "%s == 0", mdg_c_size(c, n->extent[l])),
                       "MDRT_EEMPTY", n->loc.line);
            }
        }
        for (int a = 0; n->op == MDG_SLICE && a < n->order; a++) {
            mdg_node x = n->arg[0].node;
            mdg_size end = mdg_size_add(c->m, n->offset[a], n->extent[a]);
            mdg_size left = mdg_size_sub(c->m, x->extent[a], end);
            const mdg_size must[3] = {n->offset[a], n->extent[a], left};
            for (int k = 0; k < 3; k++) {
                if (mdg_size_may_be_negative(must[k]) && is_new(c, slices, must[k])) {
                    refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, must[k])),
                           "MDRT_ERANGE", n->loc.line);
                }
            }
        }
    }
}

static void check_parts(struct mdg_c *c, const struct mdg_cfunction *f)
{
    if (!f->plan) {
        return;
    }
    struct checked slices = {0}, maxima = {0};
    unsigned *ids;
    size_t count = mdg_reach(c->m, 1, &f->objective->value->node, &ids);
    check_sizes(c, count, ids, &slices, &maxima);
    check_sizes(c, f->plan->count, f->plan->ids, &slices, &maxima);
}

static void check_shapes(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        mdg_size count = mdg_size_int(c->m, 1);
        for (int i = 0; i < p->rank; i++) {
            if (mdg_size_may_be_negative(p->shape[i])) {
                int line = p->input ? p->input->loc.line : f->objective->loc.line;
                refuse(c, mdg_fmt(c->m, "%s < 0", mdg_c_size(c, p->shape[i])), "MDRT_ESIZE",
                       line);
            }
            count = mdg_size_mul(c->m, count, p->shape[i]);
        }
        if (p->rank > 1 && !p->in_state && !mdg_size_is_int(count, NULL)) {
            int line = p->input ? p->input->loc.line : f->objective->loc.line;
            refuse(c,
                   mdg_fmt(c->m, "mdrt_bytes(%s, sizeof(%s)) == SIZE_MAX",
                           mdg_c_size_safe(c, count), c->real),
                   "MDRT_ESIZE", line);
        }
    }
}

static void check_labels(struct mdg_c *c, const struct mdg_cfunction *f)
{
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->input && p->input->is_labels && !p->in_state) {
            refuse(c,
                   mdg_fmt(c->m, "mdrt_labels_check(%s, %s, %s) != MDRT_EOK",
                           mdg_c_size(c, p->input->declared[0]), p->c,
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
            negative = negative ? mdg_fmt(c->m, "%s || %s < 0", negative, p->c)
                                : mdg_fmt(c->m, "%s < 0", p->c);
        }
    }
    mdg_c_line(c, "if (%s%s%s == SIZE_MAX) {", negative ? negative : "",
               negative ? " || " : "", work);
    mdg_c_line(c, "    %s = MDRT_ERROR(MDRT_ESIZE, %d);", c->rc, line);
    check_shapes(c, f);
    check_parts(c, f);
    check_labels(c, f);
}

static const char *call(struct mdg_c *c, const struct mdg_cfunction *f, const char *name,
                        bool dims_only)
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

/* The C name of the only output, or NULL if there are others: its statements need no guard
 * of their own where the function does nothing without it. */
static const char *only_output(const struct mdg_cfunction *f)
{
    const char *name = NULL;
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_OUTPUT) {
            if (name) {
                return NULL;
            }
            name = f->params[k].c;
        }
    }
    return name;
}

/* The public function: checks, the computation, NaN on failure. */
static void shell(struct mdg_c *c, const struct mdg_cfunction *f, const char *limit,
                  const char *inner)
{
    struct mdg *m = c->m;
    mdg_putf(m, c->out, "%s\n{\n", mdg_prototype(m, f, f->name, false));
    c->indent = 1;
    mdg_c_line(c, "int %s = MDRT_EOK;\n", c->rc);
    checks(c, f, call(c, f, limit, true));
    const char *only = only_output(f);
    mdg_c_line(c, "} else %s{", only ? mdg_fmt(m, "if (%s != NULL) ", only) : "");
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

static void emit_prepare(struct mdg_c *c, const struct mdg_cfunction *f,
                         const char *compute)
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
        if (!mdg_c_mentions(body.data, f->params[k].c)) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    mdg_put(m, out, body.count ? body.data : "");
    mdg_c_line(c, "return MDRT_EOK;");
    mdg_put(m, out, "}\n\n");
    mdg_putf(m, out,
             "/* Make the state for %s_..._prepared from the inputs that stay the same.\n"
             " *   state      %s_state_size() bytes, aligned as %s\n"
             " * Returns 0, or an error with the spec's line. */\n",
             f->objective->name, f->objective->name, c->real);
    const char *state = call(c, f, mdg_fmt(m, "%s_state_size", f->objective->name), true);
    shell(c, f, mdg_fmt(m, "%s == SIZE_MAX || %s_work", state, f->name), compute);
}

void mdg_emit_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f)
{
    struct mdg_c *c = mdg_c_new(m, f, out);
    const char *compute = mdg_fmt(m, "%s_compute", f->name);
    if (f->flavour == MDG_PREPARE) {
        emit_prepare(c, f, compute);
        return;
    }
    mdg_c_work(c, f);
    struct mdg_buf text = {0};
    c->out = &text;
    mdg_putf(m, &text, "%sstatic %s\n{\n", f->plan->npieces ? "" : "MDRT_VECTORISE\n",
             mdg_prototype(m, f, compute, false));
    c->indent = 1;
    c->start = text.count;
    computation(c, f);
    c->out = out;
    mdg_put(m, out, c->pieces ? mdg_c_beside(c)->data : "");
    mdg_put(m, out, text.data);
    mdg_put(m, out, "}\n\n");
    document(c, f);
    shell(c, f, mdg_fmt(m, "%s_work", f->name), compute);
}
