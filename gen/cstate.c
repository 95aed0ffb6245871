/* The state of prepared functions: what it holds, its size, and NAME_prepare. */
#include "cstmt.h"
#include "unit.h"

#include <string.h>

/* The state holds the prepared inputs one behind the other, numbers first and labels last. */
struct layout {
    struct mdg *m;
    const char *real;
    const char *at; /* address of the next one */
    const char *type;
};

static mdg_size count_of(struct mdg *m, const struct mdg_param *p)
{
    mdg_size n = mdg_size_int(m, 1);
    for (int i = 0; i < p->rank; i++) {
        n = mdg_size_mul(m, n, p->shape[i]);
    }
    return n;
}

static bool is_prepared(const struct mdg_cfunction *f, const struct mdg_param *p)
{
    return p->role == MDG_P_INPUT && (f->flavour == MDG_PREPARED ? p->in_state : true);
}

/* Declares a pointer for each prepared input; with `copy`, fills it. */
static void walk(struct mdg_c *c, const struct mdg_cfunction *f, bool copy)
{
    struct mdg *m = c->m;
    const char *qualifier = copy ? "" : "const ";
    const char *at = mdg_fmt(m, "(%s%s *)state", qualifier, c->real);
    bool ints = false;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < f->nparams; k++) {
            const struct mdg_param *p = &f->params[k];
            if (!is_prepared(f, p) || p->input->is_labels != (pass == 1)) {
                continue;
            }
            if (pass == 1 && !ints) {
                at = mdg_fmt(m, "(%sint32_t *)(%svoid *)(%s)", qualifier, qualifier, at);
                ints = true;
            }
            const char *name = copy ? mdg_name(m, c->names, mdg_fmt(m, "%s_copy", p->c)) : p->c;
            const char *n = mdg_c_size(c, count_of(m, p)), *type = ints ? "int32_t" : c->real;
            if (p->input->is_scalar && !copy) {
                mdg_c_line(c, "const %s %s = *(%s);", c->real, name, at);
                at = mdg_fmt(m, "%s + 1", at);
                continue;
            }
            mdg_c_line(c, "%s%s *const %s = %s;", qualifier, type, name, at);
            if (copy && ints) {
                const char *i = mdg_c_loop_name(c, 0);
                mdg_c_line(c, "for (int64_t %s = 0; %s < %s; %s++) {", i, i, n, i);
                mdg_c_line(c, "    %s[%s] = %s[%s];", name, i, p->c, i);
                mdg_c_line(c, "}");
            } else if (copy && p->input->is_scalar) {
                mdg_c_line(c, "*%s = %s;", name, p->c);
            } else if (copy) {
                mdg_c_line(c, "mdrt_copy%s(%s, %s, %s);", c->suffix, n, p->c, name);
            }
            at = mdg_fmt(m, "%s + %s", name, n);
        }
    }
}

void mdg_emit_state_inputs(struct mdg_c *c, const struct mdg_cfunction *f)
{
    if (f->flavour == MDG_PREPARED) {
        walk(c, f, false);
    }
}

static void emit_state_size(struct mdg_c *c, const struct mdg_cfunction *f)
{
    struct mdg *m = c->m;
    mdg_putf(m, c->out, "/* Bytes of the state of %s; SIZE_MAX if they do not fit. */\n", f->objective->name);
    mdg_putf(m, c->out, "%s\n{\n", mdg_prototype(m, f, mdg_fmt(m, "%s_state_size", f->objective->name), true));
    mdg_c_line(c, "size_t bytes = sizeof(%s);\n", c->real);
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role == MDG_P_DIM) {
            mdg_c_line(c, "if (%s < 0) {", p->c);
            mdg_c_line(c, "    return SIZE_MAX;");
            mdg_c_line(c, "}");
        }
    }
    for (int k = 0; k < f->nparams; k++) {
        const struct mdg_param *p = &f->params[k];
        if (p->role == MDG_P_INPUT) {
            mdg_c_line(c, "bytes = mdrt_add(bytes, mdrt_bytes(%s, sizeof(%s))); /* %s */",
                       mdg_c_size_safe(c, count_of(m, p)), p->input->is_labels ? "int32_t" : c->real, p->c);
        }
    }
    mdg_c_line(c, "return bytes;");
    mdg_put(m, c->out, "}\n\n");
}

void mdg_emit_prepare_body(struct mdg_c *c, const struct mdg_cfunction *f)
{
    walk(c, f, true);
}

void mdg_emit_state_head(struct mdg_c *c, const struct mdg_cfunction *f)
{
    c->indent = 1;
    emit_state_size(c, f);
    struct mdg *m = c->m;
    mdg_putf(m, c->out, "/* %s_prepare needs no workspace. */\n", f->objective->name);
    mdg_putf(m, c->out, "%s\n{\n", mdg_prototype(m, f, mdg_fmt(m, "%s_work", f->name), true));
    for (int k = 0; k < f->nparams; k++) {
        if (f->params[k].role == MDG_P_DIM) {
            mdg_c_line(c, "(void)%s;", f->params[k].c);
        }
    }
    mdg_c_line(c, "return 0;");
    mdg_put(m, c->out, "}\n\n");
}
