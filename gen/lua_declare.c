/* Declarations: dims and inputs. objective and mapping are in lua_objective.c. */
#include "lua_declare.h"
#include "lua_names.h"
#include "nearest.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

enum { TYPICAL = 1000 }; /* what the cost model expects of a dim that says nothing */

const char *mdg_did_you_mean(struct mdg *m, const char *word, int n,
                             const char *const *names)
{
    const char *near = mdg_nearest(word, n, names);
    return near ? mdg_fmt(m, "; did you mean '%s'?", near) : "";
}

/* ---- names -------------------------------------------------------------------- */

void mdg_take_name(struct mdg *m, struct mdg_taken_list *list, const char *name,
                   const char *what)
{
    name = mdg_intern(m, name);
    for (size_t k = 0; k < list->count; k++) {
        if (list->data[k].name == name) {
            mdg_err(m, m->at,
                    "the name '%s' is taken by %s\n  hint: %s needs a name of its own",
                    name, list->data[k].what, what);
        }
    }
    struct mdg_taken t = {name, mdg_fmt(m, "%s of line %d", what, m->at.line)};
    MDG_PUSH(m, list, t);
}

static const char *declared_name(lua_State *L, int i, const char *what, const char *usage)
{
    struct mdg_front *f = mdg_front(L);
    if (lua_type(L, i) != LUA_TSTRING) {
        mdg_err(f->m, f->m->at, "the name of %s must be a text, not %s\n  hint: %s", what,
                mdg_describe(L, i), usage);
    }
    const char *name = mdg_intern(f->m, lua_tostring(L, i));
    if (strlen(name) != lua_rawlen(L, i)) {
        mdg_err(f->m, f->m->at, "the name of %s contains a zero byte", what);
    }
    mdg_check_name(f->m, name, what);
    return name;
}

void mdg_check_fields(lua_State *L, int i, const char *what, int n,
                      const char *const *names)
{
    struct mdg *m = mdg_front(L)->m;
    const char *worst =
        NULL; /* the first in order, so that the message does not depend on hashes */
    lua_pushnil(L);
    while (lua_next(L, i)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) {
            mdg_err(m, m->at,
                    "%s has an entry without a name\n  hint: fields are written name = "
                    "value",
                    what);
        }
        const char *key = lua_tostring(L, -1);
        bool known = false;
        for (int k = 0; k < n; k++) {
            known = known || !strcmp(key, names[k]);
        }
        if (!known && (!worst || strcmp(key, worst) < 0)) {
            worst = mdg_fmt(m, "%s", key);
        }
    }
    if (worst) {
        struct mdg_buf list = {0};
        for (int k = 0; k < n; k++) {
            mdg_putf(m, &list, "%s%s", k ? " " : "", names[k]);
        }
        mdg_err(m, m->at, "%s has no field '%s'%s\n  hint: the fields are %s", what, worst,
                mdg_did_you_mean(m, worst, n, names), list.data);
    }
}

static void check_arguments(lua_State *L, const char *name, int least, int most,
                            const char *usage)
{
    struct mdg *m = mdg_front(L)->m;
    int n = lua_gettop(L);
    if (n < least || n > most) {
        mdg_err(m, m->at, "%s takes %s arguments, not %d\n  hint: %s", name,
                least == most ? mdg_fmt(m, "%d", least)
                              : mdg_fmt(m, "%d to %d", least, most),
                n, usage);
    }
}

/* ---- dims ---------------------------------------------------------------------- */

static void declare_dim(lua_State *L, const char *name, double typical)
{
    struct mdg_front *f = mdg_front(L);
    mdg_take_name(f->m, &f->names, name, mdg_fmt(f->m, "the dim '%s'", name));
    for (int k = 0; k < f->nfixed; k++) {
        if (!strcmp(f->fixed[k].name, name)) {
            f->fixed[k].used = true;
            mdg_push_size(L, mdg_size_int(f->m, f->fixed[k].value));
            return;
        }
    }
    mdg_push_size(L, mdg_size_dim(f->m, mdg_dim_new(f->m, name, typical)));
}

/* dims "n d K" */
static int lua_dims(lua_State *L)
{
    static const char usage[] = "local n, d = dims \"n d\"";
    struct mdg *m = mdg_enter(L);
    check_arguments(L, "dims", 1, 1, usage);
    if (lua_type(L, 1) != LUA_TSTRING) {
        mdg_err(m, m->at, "dims needs a text of names, not %s\n  hint: %s",
                mdg_describe(L, 1), usage);
    }
    const char *p = lua_tostring(L, 1);
    static const char space[] = " \t\n\r,";
    int n = 0;
    for (p += strspn(p, space); *p; p += strspn(p, space)) {
        struct mdg_buf word = {0};
        size_t length = strcspn(p, space);
        mdg_putn(m, &word, p, length);
        p += length;
        mdg_check_name(m, word.data, "a dim");
        luaL_checkstack(L, 4, "too many dims");
        declare_dim(L, mdg_intern(m, word.data), TYPICAL);
        n++;
    }
    if (!n) {
        mdg_err(m, m->at, "dims was given no name\n  hint: %s", usage);
    }
    return n;
}

/* dim(name[, { typical = 60000 }]) */
static int lua_dim(lua_State *L)
{
    static const char usage[] = "local n = dim(\"n\", { typical = 60000 })";
    static const char *const fields[] = {"typical"};
    struct mdg *m = mdg_enter(L);
    check_arguments(L, "dim", 1, 2, usage);
    const char *name = declared_name(L, 1, "a dim", usage);
    double typical = TYPICAL;
    if (!lua_isnoneornil(L, 2)) {
        if (!lua_istable(L, 2)) {
            mdg_err(m, m->at, "the options of a dim must be a table, not %s\n  hint: %s",
                    mdg_describe(L, 2), usage);
        }
        mdg_check_fields(L, 2, "dim", 1, fields);
        if (lua_getfield(L, 2, "typical") != LUA_TNIL) {
            typical = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : -1;
            if (!(typical > 0) || isinf(typical)) {
                mdg_err(m, m->at, "typical must be a number above 0, not %s\n  hint: %s",
                        mdg_describe(L, -1), usage);
            }
        }
    }
    declare_dim(L, name, typical);
    return 1;
}

/* ---- inputs ---------------------------------------------------------------------- */

/* Attributes and doc of an input from the table at index i. */
static void read_attributes(lua_State *L, int i, struct mdg_input *in, const char *what)
{
    struct mdg *m = mdg_front(L)->m;
    const char *fields[16];
    int n = 0;
    while (n < 15 && (fields[n] = mdg_attr_name(n)) != NULL) {
        n++;
    }
    if (lua_isnoneornil(L, i)) {
        return;
    }
    if (!lua_istable(L, i)) {
        mdg_err(m, m->at,
                "the attributes of %s must be a table, not %s\n  hint: as in { spd = true, "
                "doc = \"covariance\" }",
                what, mdg_describe(L, i));
    }
    if (lua_rawgeti(L, i, 1) == LUA_TSTRING && mdg_attr_bits(lua_tostring(L, -1))) {
        mdg_err(m, m->at, "attributes are written { %s = true }, not { \"%s\" }",
                lua_tostring(L, -1), lua_tostring(L, -1));
    }
    lua_pop(L, 1);
    fields[n] = "doc";
    mdg_check_fields(L, i, mdg_fmt(m, "the table of attributes of %s", what), n + 1,
                     fields);
    for (int k = 0; k < n; k++) {
        int type = lua_getfield(L, i, fields[k]);
        if (type != LUA_TNIL && type != LUA_TBOOLEAN) {
            mdg_err(m, m->at, "the attribute %s of %s must be true or false, not %s",
                    fields[k], what, mdg_describe(L, -1));
        }
        if (lua_toboolean(L, -1)) {
            mdg_attr_check(m, fields[k], in->rank, in->declared, what);
            in->props |= mdg_attr_bits(fields[k]);
        }
        lua_pop(L, 1);
    }
    int type = lua_getfield(L, i, "doc");
    if (type != LUA_TNIL && type != LUA_TSTRING) {
        mdg_err(m, m->at, "doc of %s must be a text, not %s", what, mdg_describe(L, -1));
    }
    in->doc = type == LUA_TSTRING ? mdg_fmt(m, "%s", lua_tostring(L, -1)) : NULL;
    lua_pop(L, 1);
}

/* What remains of a promise where an axis is of size 1 and the leaf lacks it. */
static void drop_vacuous(struct mdg *m, struct mdg_input *in)
{
    mdg_size n = mdg_size_int(m, 1);
    for (int k = 0; k < in->rank; k++) {
        n = mdg_size_mul(m, n, in->declared[k]);
    }
    if (mdg_size_is(n, 1)) { /* of a 1 x 1 matrix only the sign is left */
        unsigned sign = in->props & MDG_SPD ? MDG_POSITIVE
                                            : in->props & (MDG_POSITIVE | MDG_NONNEGATIVE);
        in->props = sign;
    } else if (in->rank > 1 && mdg_size_is(in->declared[in->rank - 1], 1)) {
        in->props &= ~(unsigned)(MDG_ONEHOT | MDG_SIMPLEX); /* every element is 1 */
    }
}

static mdg_size declared_size(lua_State *L, int i, const char *what, const char *usage)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_size s;
    int64_t v = 0;
    if (!mdg_to_size(L, i, &s)) {
        const char *why = lua_isnil(L, i)        ? "; is the dim declared, by dims or dim?"
                          : mdg_test_value(L, i) ? "; only + - * of sizes are sizes"
                                                 : "";
        mdg_err(
            m, m->at,
            "a size of %s is %s, but it must be an integer, a dim, or sums, differences "
            "and products of these\n  hint: %s%s",
            what, mdg_describe(L, i), usage, why);
    }
    if (mdg_size_is_int(s, &v) && v < 0) {
        mdg_err(m, m->at, "a size of %s is %lld\n  hint: sizes are not negative", what,
                (long long)v);
    }
    return s;
}

/* Finish an input whose shape is set: attributes at index i, value on the stack. */
static int declare_input(lua_State *L, struct mdg_input *in, int i, const char *what)
{
    struct mdg_front *f = mdg_front(L);
    read_attributes(L, i, in, what);
    if (in->is_labels) {
        in->props = 0; /* one-hot goes without saying */
    } else {
        drop_vacuous(f->m, in);
    }
    in->loc = f->m->at;
    mdg_take_name(f->m, &f->names, in->name, mdg_fmt(f->m, "the input '%s'", in->name));
    mdg_push_value(L, mdg_value_input(f->m, in));
    return 1;
}

/* An input whose sizes are `rank` arguments from the second on. */
static int lua_input(lua_State *L, const char *form, int rank, const char *usage)
{
    struct mdg *m = mdg_enter(L);
    check_arguments(L, form, rank + 1, rank + 2, usage);
    struct mdg_input *in = MDG_NEW(m, struct mdg_input);
    in->name = declared_name(L, 1, "an input", usage);
    const char *what = mdg_fmt(m, "%s '%s'", form, in->name);
    in->is_scalar = rank == 0;
    in->is_labels = !strcmp(form, "labels");
    in->rank = rank;
    in->declared = MDG_ARRAY(m, rank, mdg_size);
    for (int k = 0; k < rank; k++) {
        in->declared[k] = declared_size(L, k + 2, what, usage);
    }
    return declare_input(L, in, rank + 2, what);
}

static int lua_scalar(lua_State *L)
{
    return lua_input(L, "scalar", 0, "scalar(\"lambda\"[, { positive = true }])");
}

static int lua_vector(lua_State *L)
{
    return lua_input(L, "vector", 1, "vector(\"x\", n[, { onehot = true }])");
}

static int lua_matrix(lua_State *L)
{
    return lua_input(L, "matrix", 2, "matrix(\"A\", m, n[, { symmetric = true }])");
}

static int lua_labels(lua_State *L)
{
    return lua_input(L, "labels", 2, "labels(\"y\", n, K[, { doc = \"class numbers\" }])");
}

/* tensor(name, {k, m, n}[, attrs]) */
static int lua_tensor(lua_State *L)
{
    static const char usage[] = "tensor(\"T\", {k, m, n}[, { positive = true }])";
    struct mdg *m = mdg_enter(L);
    check_arguments(L, "tensor", 2, 3, usage);
    struct mdg_input *in = MDG_NEW(m, struct mdg_input);
    in->name = declared_name(L, 1, "an input", usage);
    const char *what = mdg_fmt(m, "tensor '%s'", in->name);
    if (!lua_istable(L, 2)) {
        mdg_err(m, m->at, "the shape of %s must be a table of sizes, not %s\n  hint: %s",
                what, mdg_describe(L, 2), usage);
    }
    lua_Unsigned rank = lua_rawlen(L, 2);
    if (rank < 1 || rank > MDG_MAX_ORDER) {
        mdg_err(m, m->at,
                "%s has %llu sizes\n  hint: from 1 to %d; scalar(\"s\") is a number", what,
                (unsigned long long)rank, MDG_MAX_ORDER);
    }
    in->rank = (int)rank;
    in->declared = MDG_ARRAY(m, in->rank, mdg_size);
    for (int k = 0; k < in->rank; k++) {
        lua_rawgeti(L, 2, k + 1);
        in->declared[k] = declared_size(L, lua_gettop(L), what, usage);
        lua_pop(L, 1);
    }
    return declare_input(L, in, 3, what);
}

/* ---- opening --------------------------------------------------------------------- */

static int lua_objective(lua_State *L)
{
    return mdg_declare_objective(L, false);
}

static int lua_mapping(lua_State *L)
{
    return mdg_declare_objective(L, true);
}

static const luaL_Reg declarations[] = {
#define DECLARATION(name, binding, signature, doc) {#name, lua_##binding},
#include "functions.def"
    {NULL, NULL}};

void mdg_open_declarations(lua_State *L)
{
    luaL_setfuncs(L, declarations, 0);
}
