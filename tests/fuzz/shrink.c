/* Make a failing spec smaller, one change at a time, as long as it fails in the same way.
 */
#include "fuzz.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_RUNS = 250 };

struct shrinker {
    const struct tools *t;
    struct spec *best;
    struct result result;
    struct eval *e;
    struct expect *x;
    int runs;
};

/* mdgen's message without what differs between specs of one bug */
static bool same_failure(const struct result *a, const struct result *b)
{
    if (a->outcome != b->outcome) {
        return false;
    }
    if (a->outcome == REFUSED) {
        const char *p = strstr(a->why, "error: "), *q = strstr(b->why, "error: ");
        return p && q && strncmp(p, q, 16) == 0;
    }
    return true;
}

/* All shapes anew after a change; false if it is not well-typed any more. */
static bool retype(struct spec *s)
{
    bool live[MAX_NODES];
    tree_live(s, live);
    for (int i = 0; i <= s->root; i++) {
        if (live[i] && !tree_shape(s, &s->node[i])) {
            return false;
        }
    }
    return s->mapping || s->node[s->root].rank == 0;
}

/* Keep the candidate if it fails as the best one does. */
static bool attempt(struct shrinker *k, struct spec *s)
{
    struct result r;
    if (k->runs >= MOST_RUNS || !retype(s)) {
        return false;
    }
    s->prepare &= tree_inputs(s);
    if (!expect_make(k->x, k->e, s)) {
        return false;
    }
    k->runs++;
    const struct expect *x = k->x;
    batch_run(k->t, 1, &s, &x, &r);
    if (!same_failure(&k->result, &r)) {
        return false;
    }
    *k->best = *s;
    k->result = r;
    return true;
}

static bool kinds(struct shrinker *k, struct spec *s)
{
    bool smaller = false;
    for (int i = 0; i < NKINDS; i++) {
        *s = *k->best;
        s->kinds &= ~(1u << i);
        if (s->kinds && s->kinds != k->best->kinds) {
            smaller = attempt(k, s) || smaller;
        }
    }
    for (int w = 0; w < k->best->nwrt; w++) {
        *s = *k->best;
        if (s->nwrt > 1) {
            memmove(&s->wrt[w], &s->wrt[w + 1], (size_t)(s->nwrt - w - 1) * sizeof *s->wrt);
            s->nwrt--;
            if (attempt(k, s)) {
                smaller = true;
                w--;
            }
        }
    }
    *s = *k->best;
    s->prepare = 0;
    smaller = (k->best->prepare && attempt(k, s)) || smaller;
    for (int d = 0; d < NDIMS; d++) {
        *s = *k->best;
        s->fixed[d] = false;
        smaller = (k->best->fixed[d] && attempt(k, s)) || smaller;
    }
    *s = *k->best;
    s->real_float = false;
    smaller = (k->best->real_float && attempt(k, s)) || smaller;
    *s = *k->best;
    s->block = 0;
    return (k->best->block && attempt(k, s)) || smaller;
}

static void replace(struct spec *s, int i, int by)
{
    for (int p = i + 1; p <= s->root; p++) {
        for (int j = 0; j < s->node[p].nkids; j++) {
            s->node[p].kid[j] = s->node[p].kid[j] == i ? by : s->node[p].kid[j];
        }
    }
    s->root = s->root == i ? by : s->root;
}

static bool same_shape(const struct node *a, const struct node *b)
{
    bool same = a->rank == b->rank;
    for (int k = 0; k < a->rank && same; k++) {
        same = size_same(&a->shape[k], &b->shape[k]);
    }
    return same;
}

/* a sum of all elements in place of the root */
static bool root_by_sum(struct shrinker *k, struct spec *s, int kid)
{
    *s = *k->best;
    int root = s->root;
    int child = s->node[root].kid[kid];
    if (s->mapping || s->node[child].rank == 0) {
        s->root = child;
    } else {
        memset(&s->node[root], 0, sizeof s->node[root]);
        s->node[root].op = REDUCE;
        s->node[root].nkids = 1;
        s->node[root].kid[0] = child;
        if (k->best->node[root].op == REDUCE && k->best->node[root].par[0] == R_SUM) {
            return false;
        }
    }
    return attempt(k, s);
}

/* Node i by an earlier node of its shape, or by numbers. */
static bool node(struct shrinker *k, struct spec *s, int i)
{
    const struct node *n = &k->best->node[i];
    if (n->nkids == 0 && n->op != INPUT) {
        return false;
    }
    for (int j = 0; j < n->nkids; j++) {
        if (n->kid[j] < i && same_shape(n, &k->best->node[n->kid[j]])) {
            *s = *k->best;
            replace(s, i, n->kid[j]);
            if (attempt(k, s)) {
                return true;
            }
        }
    }
    for (int j = 0; j < i && n->nkids; j++) {
        if (k->best->node[j].op == INPUT && same_shape(n, &k->best->node[j])) {
            *s = *k->best;
            replace(s, i, j);
            if (attempt(k, s)) {
                return true;
            }
        }
    }
    *s = *k->best;
    struct node *m = &s->node[i];
    int rank = n->rank;
    struct size shape[MAX_RANK];
    memcpy(shape, n->shape, sizeof shape);
    bool same = n->op == ONES;
    memset(m, 0, sizeof *m);
    m->op = rank ? ONES : NUMBER;
    m->number = 1.5;
    m->nsizes = rank;
    memcpy(m->size, shape, sizeof shape);
    return !same && attempt(k, s);
}

static bool nodes(struct shrinker *k, struct spec *s)
{
    bool smaller = false, live[MAX_NODES];
    for (int j = 0; j < k->best->node[k->best->root].nkids; j++) {
        if (root_by_sum(k, s, j)) {
            smaller = true;
            j = -1;
        }
    }
    for (int i = k->best->root; i >= 0; i--) {
        tree_live(k->best, live);
        if (i <= k->best->root && live[i]) {
            smaller = node(k, s, i) || smaller;
        }
    }
    return smaller;
}

/* Promises of inputs that do not matter. */
static bool promises(struct shrinker *k, struct spec *s)
{
    bool smaller = false;
    for (int i = 0; i < k->best->ninputs; i++) {
        *s = *k->best;
        if (s->input[i].attr != PLAIN) {
            s->input[i].attr = PLAIN;
            smaller = attempt(k, s) || smaller;
        }
    }
    return smaller;
}

/* Take out the inputs that nothing uses. */
static void drop_inputs(struct shrinker *k, struct spec *s)
{
    for (int i = k->best->ninputs - 1; i >= 0; i--) {
        *s = *k->best;
        bool used = (tree_inputs(s) & 1u << i) != 0;
        for (int w = 0; w < s->nwrt; w++) {
            used = used || s->wrt[w] == i;
            s->wrt[w] -= s->wrt[w] > i;
        }
        for (int p = 0; p <= s->root; p++) {
            if (s->node[p].op == INPUT) {
                s->node[p].par[0] -= s->node[p].par[0] > i;
            }
        }
        s->prepare = (s->prepare & ((1u << i) - 1)) | (s->prepare >> (i + 1) << i);
        memmove(&s->input[i], &s->input[i + 1],
                (size_t)(s->ninputs - i - 1) * sizeof s->input[i]);
        s->ninputs--;
        if (!used) {
            (void)attempt(k, s);
        }
    }
}

static void save(const struct tools *t, const struct spec *s, const struct result *r)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%016llx.lua", t->found, (unsigned long long)s->seed);
    FILE *out = fopen(path, "w");
    if (!out) {
        return;
    }
    fprintf(out, "-- %s\n", r->why);
    fprintf(out, "-- seed %016llx, n = %d, m = %d, k = %d%s", (unsigned long long)s->seed,
            s->dim[0], s->dim[1], s->dim[2], s->real_float ? ", --real float" : "");
    for (int k = 0; k < NDIMS; k++) {
        fprintf(out, "%s%s", s->fixed[k] ? ", -D " : "", s->fixed[k] ? dim_name[k] : "");
    }
    if (s->block) {
        fprintf(out, ", blocks of %d", s->block);
    }
    fprintf(out, "\n");
    for (int i = 0; i < s->ninputs; i++) {
        fprintf(out, "-- %c =", "ABCDEF"[i]);
        for (int j = 0; j < s->input[i].count; j++) {
            fprintf(out, " %.17g", s->input[i].x[j]);
        }
        fprintf(out, "\n");
    }
    lua_spec(out, s, "q");
    fclose(out);
}

void shrink(const struct tools *t, struct spec *s, struct result *r)
{
    struct shrinker k = {t, s, *r, malloc(sizeof *k.e), malloc(sizeof *k.x), 0};
    struct spec *scratch = malloc(sizeof *scratch);
    if (k.e && k.x && scratch) {
        save(t, s, r);
        for (bool smaller = true; smaller && k.runs < MOST_RUNS;) {
            smaller = kinds(&k, scratch);
            smaller = nodes(&k, scratch) || smaller;
            smaller = promises(&k, scratch) || smaller;
        }
        drop_inputs(&k, scratch);
        *r = k.result;
        save(t, s, r);
    }
    free(k.e);
    free(k.x);
    free(scratch);
}
