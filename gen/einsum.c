/* einsum("kij,kj->ki", A, B, ...): any number of operands, repeated and omitted indices. */
#include "value_impl.h"

#include <string.h>

enum { NLETTERS = 52 };

struct einsum {
    const struct mdg_call *c;
    const char *text; /* without spaces */
    const char **sub; /* where the letters of an operand begin */
    int *nsub;        /* how many they are */
    const char *out;
    int nout;
    mdg_size extent[NLETTERS]; /* NULL: the letter does not occur */
    mdg_value from[NLETTERS];  /* the operand that gave it */
};

static int letter(char c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' : c >= 'A' && c <= 'Z' ? c - 'A' + 26 : -1;
}

static MDG_NORETURN void refuse(const struct einsum *e, const char *why, const char *hint)
{
    mdg_err(e->c->m, e->c->m->at, "einsum(\"%s\", ...): %s\n  hint: %s", e->text, why,
            hint);
}

static const char *without_spaces(struct mdg *m, const char *s)
{
    struct mdg_buf b = {0};
    for (; *s; s++) {
        if (*s != ' ') {
            mdg_putn(m, &b, s, 1);
        }
    }
    return b.data ? b.data : "";
}

/* Split "ij,jk->ik" into its subscripts. */
static void parse(struct einsum *e)
{
    const char *arrow = strstr(e->text, "->"), *p = e->text;
    int n = 0;
    if (!arrow) {
        refuse(e, "the output is missing",
               "write it after '->', as in \"ij,jk->ik\"; \"i->\" is "
               "a sum");
    }
    for (const char *q = e->text; *q; q++) {
        bool separator = (*q == ',' && q < arrow) || q == arrow || q == arrow + 1;
        if (letter(*q) < 0 && !separator) {
            refuse(e, mdg_fmt(e->c->m, "'%c' is not an index", *q),
                   "indices are the letters a-z and A-Z, one for each axis");
        }
    }
    for (const char *q = e->text; q <= arrow; q++) {
        if (*q == ',' || q == arrow) {
            if (n < e->c->nvals) {
                e->sub[n] = p;
                e->nsub[n] = (int)(q - p);
            }
            n++;
            p = q + 1;
        }
    }
    e->out = arrow + 2;
    e->nout = (int)strlen(e->out);
    if (n != e->c->nvals) {
        refuse(e, mdg_fmt(e->c->m, "%d subscripts for %d operands", n, e->c->nvals),
               "one subscript for each operand, separated by commas");
    }
}

/* The axes of operand k that its letters stand for: 1 for a vector, else all. */
static int lettered_axes(const struct einsum *e, int k, mdg_size *size)
{
    mdg_value a = e->c->val[k];
    struct mdg *m = e->c->m;
    int n = e->nsub[k];
    if (n > MDG_MAX_ORDER) {
        refuse(e, mdg_fmt(m, "operand %d has %d indices", k + 1, n),
               mdg_fmt(m, "at most %d", MDG_MAX_ORDER));
    }
    if (!a->rank) { /* any number of axes of size 1 */
        for (int i = 0; i < n; i++) {
            size[i] = mdg_size_int(m, 1);
        }
        return n;
    }
    if (n == 1 && mdg_is_vector(a)) {
        size[0] = a->node->extent[0];
        return 1;
    }
    for (int i = 0; i < a->rank; i++) {
        size[i] = a->shape[i];
    }
    if (n != a->rank) {
        const char *takes = mdg_is_vector(a) ? "takes one letter (or two)"
                                             : mdg_fmt(m, "takes %d letters", a->rank);
        refuse(e,
               mdg_fmt(m, "operand %d is %s and %s, not \"%.*s\"", k + 1,
                       mdg_value_text(m, a), takes, n, e->sub[k]),
               "one letter for each axis; a column takes one letter");
    }
    return n;
}

static void note_extent(struct einsum *e, int k, char c, mdg_size size)
{
    struct mdg *m = e->c->m;
    mdg_size *x = &e->extent[letter(c)];
    mdg_value *from = &e->from[letter(c)];
    if (!*x || mdg_is_one(*x)) {
        *x = size;
        *from = e->c->val[k];
    } else if (*x != size && !mdg_is_one(size)) {
        refuse(e,
               mdg_fmt(m, "index '%c' is %s in %s but %s in %s", c, mdg_size_text(m, *x),
                       mdg_value_text(m, *from), mdg_size_text(m, size),
                       mdg_value_text(m, e->c->val[k])),
               "the sizes of an index must be equal as polynomials in the dims");
    }
}

static void check_output(const struct einsum *e)
{
    struct mdg *m = e->c->m;
    if (e->nout > MDG_MAX_ORDER) {
        refuse(e, "the output has too many indices",
               mdg_fmt(m, "at most %d", MDG_MAX_ORDER));
    }
    for (int i = 0; i < e->nout; i++) {
        char c = e->out[i];
        if (!e->extent[letter(c)]) {
            refuse(e, mdg_fmt(m, "the output index '%c' is in no operand", c),
                   "every letter after '->' must also stand before it");
        }
        if (memchr(e->out, c, (size_t)i)) {
            refuse(e, mdg_fmt(m, "the index '%c' is twice in the output", c),
                   "diag(x) makes a diagonal matrix of a vector");
        }
    }
}

mdg_value mdg_fn_einsum(const struct mdg_call *c)
{
    struct mdg *m = c->m;
    struct einsum *e = MDG_NEW(m, struct einsum);
    e->c = c;
    e->text = without_spaces(m, c->text[0]);
    e->sub = MDG_ARRAY(m, c->nvals, const char *);
    e->nsub = MDG_ARRAY(m, c->nvals, int);
    parse(e);
    mdg_size size[MDG_MAX_ORDER], shape[MDG_MAX_ORDER], extent[NLETTERS];
    for (int k = 0; k < c->nvals; k++) {
        int n = lettered_axes(e, k, size);
        for (int i = 0; i < n; i++) {
            note_extent(e, k, e->sub[k][i], size[i]);
        }
    }
    check_output(e);

    /* labels: those of the output first, then the summed ones; size 1 has none */
    uint8_t label[NLETTERS] = {0};
    bool done[NLETTERS] = {false};
    int order = 0, nlabels = 0;
    for (int i = 0; i < e->nout; i++) {
        int l = letter(e->out[i]);
        shape[i] = e->extent[l];
        done[l] = true;
        if (!mdg_is_one(shape[i])) {
            label[l] = (uint8_t)order;
            extent[order++] = shape[i];
        }
    }
    nlabels = order;
    for (int l = 0; l < NLETTERS; l++) {
        if (e->extent[l] && !done[l] && !mdg_is_one(e->extent[l])) {
            label[l] = (uint8_t)nlabels;
            extent[nlabels++] = e->extent[l];
        }
    }
    struct mdg_term *term = MDG_ARRAY(m, c->nvals, struct mdg_term);
    for (int k = 0; k < c->nvals; k++) {
        uint8_t *ix = MDG_ARRAY(m, MDG_MAX_ORDER, uint8_t);
        int n = lettered_axes(e, k, size), axes = 0;
        for (int i = 0; i < n; i++) {
            if (!mdg_is_one(size[i])) {
                ix[axes++] = label[letter(e->sub[k][i])];
            }
        }
        term[k] = (struct mdg_term){c->val[k]->node, ix};
    }
    mdg_node y = mdg_contract(m, order, nlabels, extent, c->nvals, term);
    return mdg_value_new(m, y, e->nout, shape, mdg_uses_call(c));
}
