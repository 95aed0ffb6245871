/* The derivative column of maps.def, turned into expressions.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = unary { "*" unary }
 *     unary   = "-" unary | number | a | b | c | y | name "(" sum { "," sum } ")" | "(" sum
 * ")"
 */
#include "partial.h"
#include "intern.h"
#include "mapvalue.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct mdg *m;
    mdg_node n; /* the function's node: y */
    const char *p;
};

static mdg_node read_sum(struct reader *r);

static mdg_node times(struct reader *r, mdg_node a, mdg_node b)
{
    const struct mdg_term t[2] = {{a, mdg_identity_ix}, {b, mdg_identity_ix}};
    return mdg_contract(r->m, r->n->order, r->n->order, r->n->extent, 2, t);
}

static void blank(struct reader *r)
{
    r->p += strspn(r->p, " ");
}

static bool take(struct reader *r, char c)
{
    blank(r);
    bool is = *r->p == c;
    r->p += is;
    return is;
}

static mdg_node full(struct reader *r, mdg_node a, const uint8_t *ix)
{
    return mdg_relabel(r->m, a, ix, r->n->order, r->n->extent);
}

static mdg_node read_call(struct reader *r, size_t length)
{
    int f = mdg_map_find(r->p, length);
    assert(f >= 0);
    r->p += length + 1;
    struct mdg_term arg[3];
    int n = 0;
    do {
        arg[n++] = (struct mdg_term){read_sum(r), mdg_identity_ix};
    } while (take(r, ','));
    take(r, ')');
    return mdg_map(r->m, (enum mdg_map_fn)f, r->n->order, r->n->extent, n, arg);
}

static mdg_node read_unary(struct reader *r)
{
    if (take(r, '-')) {
        return mdg_scale(r->m, -1, read_unary(r));
    }
    if (take(r, '(')) {
        mdg_node e = read_sum(r);
        take(r, ')');
        return e;
    }
    blank(r);
    if (isdigit((unsigned char)*r->p)) {
        const char *from = r->p;
        r->p += strspn(from, "0123456789.");
        double whole = 0, scale = 1; /* strtod would read the locale's decimal point */
        bool point = false;
        for (; from < r->p; from++) {
            point |= *from == '.';
            whole = *from == '.' ? whole : whole * 10 + (*from - '0');
            scale = point && *from != '.' ? scale * 10 : scale;
        }
        return full(r, mdg_num(r->m, whole / scale), mdg_identity_ix);
    }
    size_t length = strspn(r->p, "abcdefghijklmnopqrstuvwxyz_0123456789");
    if (length > 1) {
        return read_call(r, length);
    }
    char c = *r->p++;
    return c == 'y' ? r->n : full(r, r->n->arg[c - 'a'].node, r->n->arg[c - 'a'].ix);
}

static mdg_node read_product(struct reader *r)
{
    mdg_node a = read_unary(r);
    while (take(r, '*')) {
        a = times(r, a, read_unary(r));
    }
    return a;
}

static mdg_node read_sum(struct reader *r)
{
    mdg_node a = read_product(r);
    for (;;) {
        if (take(r, '+')) {
            a = mdg_add(r->m, a, 1, read_product(r));
        } else if (take(r, '-')) {
            a = mdg_add(r->m, a, -1, read_product(r));
        } else {
            return a;
        }
    }
}

mdg_node mdg_partial(struct mdg *m, mdg_node n, int k)
{
    const struct mdg_map_info *f = &mdg_map_info[n->kind];
    if (!f->deriv[k]) {
        mdg_err(m, n->loc,
                "the derivative of %s is not known"
                "\n  hint: a Hessian of lgamma or digamma is as far as it goes",
                f->name);
    }
    struct reader r = {m, n, f->deriv[k]};
    mdg_node e = read_sum(&r);
    blank(&r);
    assert(*r.p == '\0');
    return e;
}
