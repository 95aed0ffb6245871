/* C text of a generated function: the computation, its statements in guards or pieces. What
 * stands around it is in cshell.c. */
#include "cfunction.h"
#include "cpiece.h"

#include <assert.h>
#include <string.h>

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

bool mdg_plan_has_phase(const struct mdg_plan *p, int phase)
{
    for (size_t i = 0; i < p->stmts.count; i++) {
        if (p->stmts.data[i].phase == phase) {
            return true;
        }
    }
    return false;
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
            mdg_c_comment(c, s);
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
                mdg_c_short_comment(c, s, &last);
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
static void discard(struct mdg_c *c, const char *body, const struct mdg_words *words)
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
        if (!a->rowed && (set || !mdg_c_has_word(words, a->name))) {
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
    const struct mdg_words *in_body = mdg_c_words(c->m, body.data);
    const struct mdg_words *in_head = mdg_c_words(c->m, head.data);
    const struct mdg_words *ahead =
        mdg_c_words(c->m, mdg_fmt(c->m, "%s", out->data + c->start));
    for (int k = 0; k < f->nparams; k++) { /* what the simplified formula no longer needs */
        const char *name = f->params[k].c;
        if (!mdg_c_has_word(in_body, name) && !mdg_c_has_word(in_head, name) &&
            (f->params[k].in_state || !mdg_c_has_word(ahead, name))) {
            mdg_c_line(c, "(void)%s;", name);
        }
    }
    if (!c->pieces) {
        discard(c, body.data, in_body);
    }
    mdg_put(c->m, out, body.data);
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
    const char *state =
        mdg_c_call(c, f, mdg_fmt(m, "%s_state_size", f->objective->name), true);
    mdg_c_shell(c, f, mdg_fmt(m, "%s == SIZE_MAX || %s_work", state, f->name), compute);
}

/* Are so many products written out that fused multiplication and addition counts? */
static bool is_written_out(const struct mdg_plan *p)
{
    enum { WORTH = 32 };
    int64_t all = 0;
    for (size_t i = 0; p->small && !p->npieces && i < p->stmts.count; i++) {
        mdg_node n = p->stmts.data[i].node;
        bool sums = n->op == MDG_CONTRACT && n->nlabels > n->order;
        int64_t steps = sums && p->stmts.data[i].kernel == MDG_K_LOOP, v = 0;
        for (int l = 0; steps && l < n->nlabels; l++) {
            steps *= mdg_size_is_int(n->extent[l], &v) ? v : 0;
        }
        all += steps;
    }
    return all >= WORTH;
}

static void emit_fused(struct mdg_c *c, const struct mdg_cfunction *f, const char *compute)
{
    mdg_putf(c->m, c->out,
             "#if MDRT_HAS_FMA\nMDRT_FMA\nstatic %s\n{\n    return %s;\n}\n#endif\n\n",
             mdg_prototype(c->m, f, mdg_fmt(c->m, "%s_fused", f->name), false),
             mdg_c_call(c, f, compute, false));
}

static void emit_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f)
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
    bool written_out = is_written_out(f->plan);
    mdg_putf(m, &text, "%sstatic %s\n{\n",
             f->plan->npieces ? ""
             : written_out    ? "MDRT_WRITTEN_OUT\n"
                              : "MDRT_VECTORISE\n",
             mdg_prototype(m, f, compute, false));
    c->indent = 1;
    c->start = text.count;
    computation(c, f);
    c->out = out;
    mdg_put(m, out, c->pieces ? mdg_c_beside(c)->data : "");
    mdg_put(m, out, text.data);
    mdg_put(m, out, "}\n\n");
    if (written_out) {
        emit_fused(c, f, compute);
        compute = mdg_fmt(m, "MDRT_FUSED(%s)", f->name);
    }
    mdg_c_document(c, f);
    mdg_c_shell(c, f, mdg_fmt(m, "%s_work", f->name), compute);
}

void mdg_emit_function(struct mdg *m, struct mdg_buf *out, const struct mdg_cfunction *f)
{
    struct mdg_hold hold = mdg_hold(m);
    assert(out->kept);
    emit_function(m, out, f);
    mdg_release(m, hold);
}
