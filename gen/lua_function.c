/* The functions and methods of functions.def as Lua functions: their arguments are checked
 * and read by the letters of the table.
 */
#include "lua_front.h"
#include "nearest.h"

#include <lauxlib.h>
#include <string.h>

struct function {
    const char *name, *args;
    mdg_function *call;
    int kind;
    const char *signature;
};

static const struct function functions[] = {
#define FUNCTION(name, group, args, binding, kind, signature, doc) \
    {#name, args, mdg_fn_##binding, kind, signature},
#include "functions.def"
};

static const struct function methods[] = {
#define METHOD(name, args, binding, kind, signature, doc) \
    {#name, args, mdg_fn_##binding, kind, signature},
#include "functions.def"
};

static const struct {
    const char *name, *of;
} aliases[] = {
#define ALIAS(name, of) {#name, #of},
#include "functions.def"
};

enum {
    NFUNCTIONS = (int)(sizeof functions / sizeof *functions),
    NMETHODS = (int)(sizeof methods / sizeof *methods),
    NALIASES = (int)(sizeof aliases / sizeof *aliases)
};

static bool is_method(const struct function *f)
{
    return f >= methods && f < methods + NMETHODS;
}

static void check_count(lua_State *L, const struct function *f, const char *name)
{
    struct mdg *m = mdg_front(L)->m;
    int least = 0, most = 0, n = lua_gettop(L);
    for (const char *p = f->args; *p; p++) {
        least += *p != 'a';
        most = strchr("VSA", *p) || most > MDG_MAX_ORDER ? 1 << 20 : most + 1;
    }
    if (is_method(f)) {
        least--;
        most--;
        n--;
    }
    if (n < least || n > most) {
        const char *range = most > MDG_MAX_ORDER ? mdg_fmt(m, "at least %d", least)
                            : most > least       ? mdg_fmt(m, "%d to %d", least, most)
                                                 : mdg_fmt(m, "%d", least);
        bool one = least == 1 && most != 2;
        mdg_err(m, m->at, "%s takes %s argument%s, not %d\n  hint: %s", name, range,
                one ? "" : "s", n, f->signature);
    }
}

static MDG_NORETURN void refuse_argument(lua_State *L, const struct function *f,
                                         const char *name, int i, const char *needs)
{
    struct mdg *m = mdg_front(L)->m;
    const char *hint = lua_isnil(L, i) ? "; a local or a field that was never set?" : "";
    int shown = i - is_method(f);
    if (shown == 0) {
        mdg_err(m, m->at,
                "%s is a method of values: call it with a colon, A:%s(...)\n  hint: %s",
                name, name, f->signature);
    }
    mdg_err(m, m->at, "argument %d of %s is %s, but it must be %s\n  hint: %s%s", shown,
            name, mdg_describe(L, i), needs, f->signature, hint);
}

static mdg_value value_argument(lua_State *L, const struct function *f, const char *name,
                                int i)
{
    bool object =
        i == 1 && is_method(f); /* no number, which a missing colon would make of it */
    mdg_value v = object ? mdg_test_value(L, i) : mdg_to_value(L, i);
    if (!v) {
        refuse_argument(L, f, name, i,
                        lua_istable(L, i) ? "a value; constant{...} makes one of a "
                                            "table"
                                          : "a value, a number or a size");
    }
    return v;
}

static mdg_size size_argument(lua_State *L, const struct function *f, const char *name,
                              int i)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_size s;
    int64_t v = 0;
    if (!mdg_to_size(L, i, &s)) {
        refuse_argument(L, f, name, i,
                        "a size: an integer, a dim, or sums, differences and products "
                        "of these");
    }
    if (!is_method(f) && mdg_size_is_int(s, &v) && v < 0) {
        mdg_err(m, m->at,
                "argument %d of %s is the size %s\n  hint: sizes are not negative", i, name,
                mdg_size_text(m, s));
    }
    return s;
}

static int axis_argument(lua_State *L, const struct function *f, const char *name, int i)
{
    struct mdg *m = mdg_front(L)->m;
    int exact = 0;
    lua_Integer axis = lua_type(L, i) == LUA_TNUMBER ? lua_tointegerx(L, i, &exact) : 0;
    bool extremum = !strcmp(name, "max") || !strcmp(name, "min");
    if (extremum && (!exact || !mdg_test_value(L, 1))) {
        mdg_err(m, m->at,
                "argument 2 of %s is %s, but it must be an axis\n  hint: %simum(A, B) is "
                "the element-wise one, math.%s(a, b) that of numbers",
                name, mdg_describe(L, i), name, name);
    }
    if (!exact || axis < 1 || axis > MDG_MAX_ORDER) {
        refuse_argument(L, f, name, i, "an axis: 1 over rows, 2 along each row");
    }
    return (int)axis;
}

/* ---- constants --------------------------------------------------------------------- */

/* The shape of a nested table, from its first elements. */
static int table_shape(lua_State *L, int i, mdg_size *shape)
{
    struct mdg *m = mdg_front(L)->m;
    int rank = 0;
    lua_pushvalue(L, i);
    while (lua_istable(L, -1)) {
        lua_Unsigned n = lua_rawlen(L, -1);
        if (rank == MDG_MAX_ORDER || n == 0) {
            mdg_err(m, m->at,
                    "constant needs a table of numbers, this one is %s\n  hint: "
                    "constant{1, 2} is a column, constant{{1, 2}, {3, 4}} a matrix by rows",
                    n ? "nested too deeply" : "empty");
        }
        shape[rank++] = mdg_size_int(m, (int64_t)n);
        lua_rawgeti(L, -1, 1);
        lua_remove(L, -2);
    }
    lua_pop(L, 1);
    return rank;
}

/* Append the elements of the table on top of the stack, which is at depth `level`. */
static void fill_table(lua_State *L, int level, int rank, const mdg_size *shape,
                       double **to)
{
    struct mdg *m = mdg_front(L)->m;
    int64_t n = 0;
    bool leaf = level == rank;
    if (leaf != !lua_istable(L, -1) || (leaf && lua_type(L, -1) != LUA_TNUMBER)) {
        mdg_err(m, m->at,
                "an element of constant is %s, but %s was expected\n  hint: the elements "
                "are plain numbers, every row a table of equal length",
                mdg_describe(L, -1), leaf ? "a number" : "a table");
    }
    if (leaf) {
        *(*to)++ = mdg_number_at(L, -1);
        return;
    }
    mdg_size_is_int(shape[level], &n);
    if ((int64_t)lua_rawlen(L, -1) != n) {
        mdg_err(m, m->at,
                "the rows of constant have different lengths: %lld and %lld\n  hint: "
                "every row needs the same number of elements",
                (long long)n, (long long)lua_rawlen(L, -1));
    }
    for (int64_t k = 1; k <= n; k++) {
        lua_rawgeti(L, -1, k);
        fill_table(L, level + 1, rank, shape, to);
        lua_pop(L, 1);
    }
}

static mdg_value table_argument(lua_State *L, const struct function *f, const char *name,
                                int i)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_size shape[MDG_MAX_ORDER];
    int64_t count = 0;
    if (lua_type(L, i) == LUA_TNUMBER) {
        return mdg_to_value(L, i);
    }
    if (!lua_istable(L, i)) {
        refuse_argument(L, f, name, i, "a table of numbers");
    }
    int rank = table_shape(L, i, shape);
    mdg_size n = mdg_size_int(m, 1);
    for (int k = 0; k < rank; k++) {
        n = mdg_size_mul(m, n, shape[k]);
    }
    mdg_size_is_int(n, &count);
    double *data = MDG_ARRAY(m, count, double), *end = data;
    luaL_checkstack(L, MDG_MAX_ORDER + 8, "constant");
    lua_pushvalue(L, i);
    fill_table(L, 0, rank, shape, &end);
    lua_pop(L, 1);
    return mdg_value_table(m, rank, shape, data);
}

/* ---- calls ------------------------------------------------------------------------- */

static const char *attribute_argument(lua_State *L, const struct function *f,
                                      const char *name, int i)
{
    struct mdg *m = mdg_front(L)->m;
    const char *names[16];
    int n = 0;
    while (n < 16 && (names[n] = mdg_attr_name(n)) != NULL) {
        n++;
    }
    if (lua_type(L, i) != LUA_TSTRING) {
        refuse_argument(L, f, name, i, "the name of an attribute, a text");
    }
    const char *text = lua_tostring(L, i);
    if (!mdg_attr_bits(text)) {
        mdg_err(
            m, m->at,
            "there is no attribute \"%s\"%s\n  hint: symmetric spd lower upper diagonal "
            "onehot simplex positive nonnegative",
            text, mdg_did_you_mean(m, text, n, names));
    }
    return text;
}

static int call_function(lua_State *L)
{
    const struct function *f = lua_touserdata(L, lua_upvalueindex(1));
    const char *name = lua_tostring(L, lua_upvalueindex(2));
    struct mdg *m = mdg_enter(L);
    check_count(L, f, name);
    int n = lua_gettop(L), i = 1;
    mdg_value *val = MDG_ARRAY(m, n, mdg_value);
    mdg_size *size = MDG_ARRAY(m, n, mdg_size);
    const char **text = MDG_ARRAY(m, n, const char *);
    struct mdg_call c = {
        .m = m, .name = name, .kind = f->kind, .val = val, .size = size, .text = text};
    for (const char *p = f->args; *p; p++) {
        do {
            switch (*p) {
            case 'v':
            case 'V':
                val[c.nvals++] = value_argument(L, f, name, i);
                break;
            case 's':
            case 'S':
                size[c.nsizes++] = size_argument(L, f, name, i);
                break;
            case 'T':
                val[c.nvals++] = table_argument(L, f, name, i);
                break;
            case 't':
                if (lua_type(L, i) != LUA_TSTRING) {
                    refuse_argument(L, f, name, i, "a text");
                }
                text[c.ntexts++] = lua_tostring(L, i);
                break;
            case 'A':
                text[c.ntexts++] = attribute_argument(L, f, name, i);
                break;
            case 'a':
                c.axis = i <= n ? axis_argument(L, f, name, i) : 0;
                break;
            }
            i++;
        } while (strchr("VSA", *p) && i <= n);
    }
    if (c.nsizes > MDG_MAX_ORDER) {
        mdg_err(m, m->at, "%s: %d axes are too many\n  hint: at most %d", name, c.nsizes,
                MDG_MAX_ORDER);
    }
    mdg_push_value(L, f->call(&c));
    return 1;
}

static void push_function(lua_State *L, const struct function *f, const char *name)
{
    union {
        const void *in;
        void *out;
    } row = {f}; /* upvalues are not const; nothing writes to it */
    lua_pushlightuserdata(L, row.out);
    lua_pushstring(L, name);
    lua_pushcclosure(L, call_function, 2);
}

/* ---- fields ------------------------------------------------------------------------- */

static MDG_NORETURN void refuse_field(lua_State *L, bool is_size)
{
    struct mdg *m = mdg_front(L)->m;
    const char *names[NMETHODS + 1] = {"T"};
    for (int k = 0; k < NMETHODS; k++) {
        names[k + 1] = methods[k].name;
    }
    if (lua_type(L, 2) != LUA_TSTRING) {
        mdg_err(m, m->at,
                "%s cannot be indexed with %s in brackets\n  hint: x:at(i) and A:at(i, j) "
                "are elements, A:row(i) and A:col(j) rows and columns",
                mdg_describe(L, 1), mdg_describe(L, 2));
    }
    const char *key = lua_tostring(L, 2);
    if (is_size) {
        mdg_err(m, m->at, "a size has no field '%s'\n  hint: %s is a number", key,
                mdg_describe(L, 1));
    }
    for (int k = 0; k < NFUNCTIONS; k++) {
        if (!strcmp(functions[k].name, key)) {
            mdg_err(m, m->at, "%s has no field '%s'\n  hint: %s is a function: %s(A)",
                    mdg_describe(L, 1), key, key, key);
        }
    }
    mdg_err(m, m->at,
            "%s has no field '%s'%s\n  hint: values have .T and the methods at, row, col, "
            "rows, cols, slice",
            mdg_describe(L, 1), key, mdg_did_you_mean(m, key, NMETHODS + 1, names));
}

static int meta_index(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_value v = mdg_test_value(L, 1);
    if (!v) {
        refuse_field(L, true);
    }
    if (lua_type(L, 2) == LUA_TSTRING) {
        const char *key = lua_tostring(L, 2);
        if (!strcmp(key, "T")) {
            mdg_push_value(L, mdg_value_transpose(m, v));
            return 1;
        }
        lua_pushvalue(L, 2);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
            return 1;
        }
    }
    refuse_field(L, false);
}

void mdg_push_index(lua_State *L)
{
    lua_newtable(L);
    for (int k = 0; k < NMETHODS; k++) {
        push_function(L, &methods[k], methods[k].name);
        lua_setfield(L, -2, methods[k].name);
    }
    lua_pushcclosure(L, meta_index, 1);
}

void mdg_open_functions(lua_State *L)
{
    for (int k = 0; k < NFUNCTIONS; k++) {
        push_function(L, &functions[k], functions[k].name);
        lua_setfield(L, -2, functions[k].name);
    }
    for (int k = 0; k < NALIASES; k++) {
        for (int j = 0; j < NFUNCTIONS; j++) {
            if (!strcmp(functions[j].name, aliases[k].of)) {
                push_function(L, &functions[j], aliases[k].name);
                lua_setfield(L, -2, aliases[k].name);
            }
        }
    }
    lua_pushnumber(L, 3.141592653589793);
    lua_setfield(L, -2, "pi");
}
