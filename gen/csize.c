/* C text of sizes and extents. */
#include "cexpr.h"

#include <float.h>
#include <inttypes.h>
#include <string.h>

static bool is_atom(const char *s)
{
    return s[strspn(s,
                    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
               '\0' ||
           s[0] == '(';
}

const char *mdg_c_size(struct mdg_c *c, mdg_size s)
{
    struct mdg_buf b = {0};
    for (int i = 0; i < mdg_size_terms(s); i++) {
        int n;
        const int *dims;
        int64_t k = mdg_size_term(s, i, &n, &dims);
        uint64_t abs = k < 0 ? 0 - (uint64_t)k : (uint64_t)k;
        mdg_put(c->m, &b, i ? (k < 0 ? " - " : " + ") : k < 0 ? "-" : "");
        if (abs != 1 || n == 0) {
            mdg_putf(c->m, &b, "%" PRIu64 "%s", abs, n ? " * " : "");
        }
        for (int d = 0; d < n; d++) {
            mdg_putf(c->m, &b, "%s%s", d ? " * " : "", c->dim[dims[d]]);
        }
    }
    return mdg_size_terms(s) ? b.data : "0";
}

const char *mdg_c_size_atom(struct mdg_c *c, mdg_size s)
{
    const char *t = mdg_c_size(c, s);
    return is_atom(t) ? t : mdg_fmt(c->m, "(%s)", t);
}

const char *mdg_c_size_safe(struct mdg_c *c, mdg_size s)
{
    const char *sum = NULL;
    for (int i = 0; i < mdg_size_terms(s); i++) {
        int n;
        const int *dims;
        int64_t k = mdg_size_term(s, i, &n, &dims);
        const char *t = k != 1 || n == 0 ? mdg_fmt(c->m, "%" PRId64, k) : NULL;
        for (int d = 0; d < n; d++) {
            t = t ? mdg_fmt(c->m, "mdrt_imul(%s, %s)", t, c->dim[dims[d]])
                  : c->dim[dims[d]];
        }
        sum = sum ? mdg_fmt(c->m, "mdrt_iadd(%s, %s)", sum, t) : t;
    }
    return sum ? sum : "0";
}

const char *mdg_c_size_real(struct mdg_c *c, mdg_size s)
{
    struct mdg_buf b = {0};
    int terms = mdg_size_terms(s);
    for (int i = 0; i < terms; i++) {
        int n;
        const int *dims;
        int64_t k = mdg_size_term(s, i, &n, &dims);
        mdg_put(c->m, &b, i ? (k < 0 ? " - " : " + ") : k < 0 ? "-" : "");
        double abs = k < 0 ? -(double)k : (double)k;
        if (abs != 1 || n == 0) {
            mdg_putf(c->m, &b, "%s%s", mdg_c_number(c, abs), n ? " * " : "");
        }
        for (int d = 0; d < n; d++) {
            mdg_putf(c->m, &b, "%s(%s)%s", d ? " * " : "", c->real, c->dim[dims[d]]);
        }
    }
    return terms == 1 && b.data[0] != '-' && !strchr(b.data, '*') ? b.data
           : terms ? mdg_fmt(c->m, "(%s)", b.data)
                   : mdg_c_number(c, 0);
}

const char *mdg_c_product(struct mdg_c *c, int n, const char *const *factor)
{
    const char *s = NULL;
    for (int i = 0; i < n; i++) {
        if (strcmp(factor[i], "1") != 0) {
            s = s ? mdg_fmt(c->m, "%s * %s", s, factor[i]) : factor[i];
        }
    }
    return s ? s : "1";
}

int mdg_c_row_label(const struct mdg_c *c, mdg_node n)
{
    if (!c->in_block) {
        return -1;
    }
    if (mdg_place(c->p, n)->rowed) {
        return 0;
    }
    for (int k = 0; k < n->nargs; k++) {
        if (mdg_place(c->p, n->arg[k].node)->rowed && n->arg[k].ix) {
            return n->arg[k].ix[0];
        }
    }
    return -1;
}

const char *mdg_c_extent(struct mdg_c *c, mdg_node n, int label)
{
    return label == mdg_c_row_label(c, n) ? c->rows : mdg_c_size_atom(c, n->extent[label]);
}

const char *mdg_c_extents(struct mdg_c *c, mdg_node n, int count, const uint8_t *labels)
{
    const char *f[MDG_MAX_LABELS];
    for (int i = 0; i < count; i++) {
        f[i] = mdg_c_extent(c, n, labels ? labels[i] : i);
    }
    return mdg_c_product(c, count, f);
}

const char *mdg_c_numel(struct mdg_c *c, mdg_node n)
{
    return mdg_c_extents(c, n, n->order, NULL);
}

const char *mdg_c_number(struct mdg_c *c, double v)
{
    const char *s = NULL;
    if (v != v) {
        return mdg_fmt(c->m, "(%s)NAN", c->real);
    }
    bool is_float = c->suffix[0] != '\0';
    double abs = v < 0 ? -v : v;
    if (is_float && abs <= 0x1p-150) {
        v = 0;
    }
    if (v - v != 0 || (is_float && abs > FLT_MAX)) {
        return mdg_fmt(c->m, "%s(%s)INFINITY", v > 0 ? "" : "-", c->real);
    }
    s = mdg_number(c->m, v);
    bool plain = strspn(s, "-0123456789") == strlen(s);
    return mdg_fmt(c->m, "%s%s%s", s, plain ? ".0" : "", c->suffix);
}

const char *mdg_c_increment(const char **what)
{
    int depth = 0;
    if ((*what)[0] != '-') {
        return "+=";
    }
    for (const char *s = *what + 1; *s; s++) {
        depth += (strchr("([", *s) != NULL) - (strchr(")]", *s) != NULL);
        if (depth == 0 && strchr("+-?<>=", *s) && s[-1] == ' ') {
            return "+=";
        }
    }
    ++*what;
    return "-=";
}

void mdg_c_line(struct mdg_c *c, const char *fmt, ...)
{
    for (int i = 0; i < c->indent; i++) {
        mdg_put(c->m, c->out, "    ");
    }
    va_list ap;
    va_start(ap, fmt);
    mdg_vputf(c->m, c->out, fmt, ap);
    va_end(ap);
    mdg_put(c->m, c->out, "\n");
}
