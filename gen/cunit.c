/* The translation unit and its header, from templates. */
#include "print.h"
#include "template.h"
#include "unit.h"
#include "version.h"

/* Control characters become blanks; a blank goes between what would end or open a comment,
 * or be a trigraph; a backslash does not come last. */
const char *mdg_comment_text(struct mdg *m, const char *text)
{
    struct mdg_buf b = {0};
    mdg_put(m, &b, "");
    for (const char *p = text; *p; p++) {
        const char next = p[1];
        if ((unsigned char)*p < ' ' || *p == 127) {
            mdg_put(m, &b, " ");
        } else if (*p != '\\' || (unsigned char)next > ' ') {
            mdg_putn(m, &b, p, 1);
        }
        if ((*p == '*' && next == '/') || (*p == '/' && next == '*') ||
            (*p == '?' && next == '?') || (*p == '/' && !next)) {
            mdg_put(m, &b, " ");
        }
    }
    return b.data;
}

const char *mdg_prototypes(struct mdg *m, const struct mdg_unit *u)
{
    struct mdg_buf b = {0};
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_cfunction *f = u->functions.data[i];
        if (f->flavour == MDG_PREPARE) {
            const char *name = mdg_fmt(m, "%s_state_size", f->objective->name);
            mdg_putf(m, &b, "%s;\n", mdg_prototype(m, f, name, true));
        }
        mdg_putf(m, &b, "%s;\n", mdg_prototype(m, f, mdg_fmt(m, "%s_work", f->name), true));
        mdg_putf(m, &b, "%s;\n", mdg_prototype(m, f, f->name, false));
    }
    return b.data ? b.data : "";
}

/* The formulas of value and gradients, as lines of a comment. */
static const char *formulas(struct mdg *m, const struct mdg_unit *u)
{
    struct mdg_buf b = {0};
    const struct mdg_objective *last = NULL;
    for (size_t i = 0; i < u->functions.count; i++) {
        const struct mdg_cfunction *f = u->functions.data[i];
        bool show = f->f && f->flavour == MDG_DIRECT &&
                    (f->f->kind == MDG_K_VALUE || f->f->kind == MDG_K_GRAD);
        if (!show) {
            continue;
        }
        if (f->objective != last) {
            mdg_putf(m, &b, " *\n * %s%s%s\n", f->objective->name,
                     f->objective->doc ? ": " : "",
                     f->objective->doc ? mdg_comment_text(m, f->objective->doc) : "");
            last = f->objective;
        }
        for (int k = 0; k < f->f->noutputs; k++) {
            struct mdg_printer p = {.notation = MDG_ASCII, .budget = 40};
            const struct mdg_output *o = &f->f->outputs[k];
            mdg_putf(m, &b, " *     %s = %s\n", o->name, mdg_print(m, &p, o->node));
        }
    }
    return b.data ? b.data : "";
}

static const char *make(struct mdg *m, const struct mdg_unit *u, const char *template,
                        const char *guard, const char *functions)
{
    const struct mdg_mark marks[] = {{"version", MDG_VERSION},
                                     {"spec", m->spec_base},
                                     {"formulas", formulas(m, u)},
                                     {"abi", "1"},
                                     {"prototypes", mdg_prototypes(m, u)},
                                     {"guard", guard},
                                     {"functions", functions}};
    return mdg_fill(m, template, (int)(sizeof marks / sizeof *marks), marks);
}

const char *mdg_emit_c(struct mdg *m, const struct mdg_unit *u)
{
    struct mdg_buf b = {.kept = true};
    for (size_t i = 0; i < u->functions.count; i++) {
        mdg_put(m, &b, i ? "\n" : "");
        mdg_emit_function(m, &b, u->functions.data[i]);
    }
    return make(m, u, "unit.c", "", b.data ? b.data : "");
}

const char *mdg_emit_header(struct mdg *m, const struct mdg_unit *u, const char *guard)
{
    return make(m, u, "header.h", guard, "");
}
