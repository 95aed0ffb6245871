/* Values and sizes as Lua userdata: operators, fields, and the functions of functions.def.
 */
#include "lua_front.h"
#include "nearest.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#define VALUE "value"
#define SIZE "size"

struct box {
    const void *content; /* mdg_value or mdg_size */
    unsigned serial;
};

static void push_box(lua_State *L, const void *content, const char *type)
{
    struct box *b = lua_newuserdatauv(L, sizeof *b, 0);
    b->content = content;
    b->serial = mdg_front(L)->serial++;
    luaL_setmetatable(L, type);
}

void mdg_push_value(lua_State *L, mdg_value v)
{
    push_box(L, v, VALUE);
}

void mdg_push_size(lua_State *L, mdg_size s)
{
    push_box(L, s, SIZE);
}

mdg_value mdg_test_value(lua_State *L, int i)
{
    const struct box *b = luaL_testudata(L, i, VALUE);
    return b ? b->content : NULL;
}

bool mdg_test_size(lua_State *L, int i, mdg_size *s)
{
    const struct box *b = luaL_testudata(L, i, SIZE);
    if (b) {
        *s = b->content;
    }
    return b != NULL;
}

bool mdg_to_size(lua_State *L, int i, mdg_size *s)
{
    if (lua_type(L, i) == LUA_TNUMBER) {
        int exact = 0;
        lua_Integer v = lua_tointegerx(L, i, &exact); /* floats without fraction too */
        if (exact) {
            *s = mdg_size_int(mdg_front(L)->m, v);
        }
        return exact;
    }
    return mdg_test_size(L, i, s);
}

static double number_at(lua_State *L, int i)
{
    struct mdg *m = mdg_front(L)->m;
    double v = lua_tonumber(L, i);
    if (isnan(v)) {
        mdg_err(m, m->at,
                "a number of the spec is NaN, not a number\n  hint: 0/0, or inf - inf?");
    }
    return v;
}

mdg_value mdg_to_value(lua_State *L, int i)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_size s;
    if (lua_type(L, i) == LUA_TNUMBER) {
        return mdg_value_number(m, number_at(L, i));
    }
    return mdg_test_size(L, i, &s) ? mdg_value_size(m, s) : mdg_test_value(L, i);
}

bool mdg_serial(lua_State *L, int i, unsigned *serial)
{
    const struct box *b = luaL_testudata(L, i, VALUE);
    b = b ? b : luaL_testudata(L, i, SIZE);
    if (b) {
        *serial = b->serial;
    }
    return b != NULL;
}

const char *mdg_describe(lua_State *L, int i)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_value v = mdg_to_value(L, i);
    if (v) {
        const char *text = mdg_value_text(m, v);
        return text[0] == '[' ? mdg_fmt(m, "an expression %s", text) : text;
    }
    switch (lua_type(L, i)) {
    case LUA_TNONE:
    case LUA_TNIL:
        return "nil";
    case LUA_TSTRING:
        return mdg_fmt(m, "the text \"%.40s\"", lua_tostring(L, i));
    case LUA_TBOOLEAN:
        return lua_toboolean(L, i) ? "true" : "false";
    default:
        return mdg_fmt(m, "a %s", luaL_typename(L, i));
    }
}

/* The same as an operand in a formula. */
static const char *operand(lua_State *L, int i)
{
    mdg_value v = mdg_to_value(L, i);
    return v ? mdg_value_text(mdg_front(L)->m, v) : mdg_describe(L, i);
}

/* ---- operators --------------------------------------------------------------- */

static const char *const symbol[] = {"+", "-", "*", "%", "/", "^"};

/* a op b where both are sizes and the result is one too. */
static bool size_op(lua_State *L, enum mdg_operator op, mdg_size *out)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_size a, b;
    int64_t k = 0;
    if (!mdg_to_size(L, 1, &a) || !mdg_to_size(L, 2, &b)) {
        return false;
    }
    switch (op) {
    case MDG_OP_ADD:
        *out = mdg_size_add(m, a, b);
        return true;
    case MDG_OP_SUB:
        *out = mdg_size_sub(m, a, b);
        return true;
    case MDG_OP_MUL:
        *out = mdg_size_mul(m, a, b);
        return true;
    case MDG_OP_POW:
        if (!mdg_size_is_int(b, &k) || k < 0 || k > 8) {
            return false;
        }
        *out = mdg_size_int(m, 1);
        while (k-- > 0) {
            *out = mdg_size_mul(m, *out, a);
        }
        return true;
    case MDG_OP_HADAMARD:
        mdg_err(m, m->at,
                "'%%' is the element-wise product of values: %s %% %s\n  hint: sizes have "
                "+ - * only; write * for their product, there is no remainder",
                operand(L, 1), operand(L, 2));
    default:
        return false;
    }
}

static MDG_NORETURN void refuse_operand(lua_State *L, const char *op)
{
    struct mdg *m = mdg_front(L)->m;
    int bad = mdg_to_value(L, 1) ? 2 : 1;
    const char *hint =
        lua_isnil(L, bad)     ? "a local or a field that was never set; check its spelling"
        : lua_istable(L, bad) ? "constant{...} makes a matrix of a table of numbers"
                              : "operands are values, numbers and sizes";
    mdg_err(m, m->at, "the %s operand of '%s' is %s: %s %s %s\n  hint: %s",
            bad == 1 ? "left" : "right", op, mdg_describe(L, bad), operand(L, 1), op,
            operand(L, 2), hint);
}

static int operate(lua_State *L, enum mdg_operator op)
{
    struct mdg *m = mdg_enter(L);
    mdg_size s;
    if (size_op(L, op, &s)) {
        mdg_push_size(L, s);
        return 1;
    }
    mdg_value a = mdg_to_value(L, 1), b = mdg_to_value(L, 2);
    if (!a || !b) {
        refuse_operand(L, symbol[op]);
    }
    mdg_push_value(L, mdg_value_op(m, op, a, b));
    return 1;
}

static int meta_add(lua_State *L)
{
    return operate(L, MDG_OP_ADD);
}

static int meta_sub(lua_State *L)
{
    return operate(L, MDG_OP_SUB);
}

static int meta_mul(lua_State *L)
{
    return operate(L, MDG_OP_MUL);
}

static int meta_mod(lua_State *L)
{
    return operate(L, MDG_OP_HADAMARD);
}

static int meta_div(lua_State *L)
{
    return operate(L, MDG_OP_DIV);
}

static int meta_pow(lua_State *L)
{
    return operate(L, MDG_OP_POW);
}

static int meta_unm(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_size s;
    if (mdg_test_size(L, 1, &s)) {
        mdg_push_size(L, mdg_size_sub(m, mdg_size_int(m, 0), s));
    } else {
        mdg_push_value(L, mdg_value_negate(m, mdg_to_value(L, 1)));
    }
    return 1;
}

/* ---- what is refused -------------------------------------------------------------- */

static int meta_eq(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_size a, b;
    if (mdg_test_size(L, 1, &a) && mdg_test_size(L, 2, &b)) {
        lua_pushboolean(L, a == b);
        return 1;
    }
    mdg_err(m, m->at,
            "'==' (or '~=') would compare the expressions, not their values: %s == %s\n"
            "  hint: eq(A, B) compares element by element when the generated function "
            "runs; rawequal(A, B) asks for the same object",
            operand(L, 1), operand(L, 2));
}

/* Sizes whose order is known whatever the dims are can be compared. */
static int compare(lua_State *L, const char *op, int64_t least)
{
    struct mdg *m = mdg_enter(L);
    mdg_size a, b;
    if (!mdg_to_size(L, 1, &a) || !mdg_to_size(L, 2, &b)) {
        mdg_err(m, m->at,
                "'%s' cannot compare expressions: %s %s %s\n  hint: lt, le, gt and ge "
                "compare element by element when the generated function runs",
                op, operand(L, 1), op, operand(L, 2));
    }
    mdg_size gap = mdg_size_sub(m, mdg_size_sub(m, b, a), mdg_size_int(m, least));
    bool yes = !mdg_size_may_be_negative(gap);
    bool no = !mdg_size_may_be_negative(mdg_size_sub(m, mdg_size_int(m, -1), gap));
    if (!yes && !no) {
        mdg_err(m, m->at,
                "whether %s %s %s is not known before the generated function runs\n"
                "  hint: -D NAME=VALUE fixes a dim",
                mdg_size_text(m, a), op, mdg_size_text(m, b));
    }
    lua_pushboolean(L, yes);
    return 1;
}

static int meta_lt(lua_State *L)
{
    return compare(L, "<", 1);
}

static int meta_le(lua_State *L)
{
    return compare(L, "<=", 0);
}

static int meta_len(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_err(m, m->at,
            "'#' has no meaning for %s\n  hint: the sizes are the dims that you declared; "
            "norm(A) is a norm",
            operand(L, 1));
}

static int meta_concat(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_err(m, m->at,
            "'..' joins texts, not values: %s .. %s\n  hint: hcat(A, B) puts matrices side "
            "by side, vcat(A, B) one below the other; tostring(A) is a text",
            operand(L, 1), operand(L, 2));
}

static int meta_idiv(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_err(m, m->at,
            "'//' is not defined: %s // %s\n  hint: '/' divides element by element; sizes "
            "have + - * only",
            operand(L, 1), operand(L, 2));
}

static int meta_call(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_err(m, m->at,
            "%s is not a function\n  hint: A:at(i, j) is an element; write '*' for a "
            "product",
            mdg_describe(L, 1));
}

static int meta_newindex(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    mdg_err(m, m->at,
            "%s cannot be changed\n  hint: expressions are built anew: hcat, vcat and "
            "where put parts together",
            mdg_describe(L, 1));
}

static int meta_tostring(lua_State *L)
{
    mdg_enter(L);
    lua_pushstring(L, operand(L, 1));
    return 1;
}

/* ---- functions --------------------------------------------------------------------- */

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
        *(*to)++ = number_at(L, -1);
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

/* ---- opening ------------------------------------------------------------------------- */

static const luaL_Reg operators[] = {{"__add", meta_add},
                                     {"__sub", meta_sub},
                                     {"__mul", meta_mul},
                                     {"__mod", meta_mod},
                                     {"__div", meta_div},
                                     {"__pow", meta_pow},
                                     {"__unm", meta_unm},
                                     {"__idiv", meta_idiv},
                                     {"__eq", meta_eq},
                                     {"__lt", meta_lt},
                                     {"__le", meta_le},
                                     {"__len", meta_len},
                                     {"__concat", meta_concat},
                                     {"__call", meta_call},
                                     {"__newindex", meta_newindex},
                                     {"__tostring", meta_tostring},
                                     {NULL, NULL}};

static void metatable(lua_State *L, const char *type)
{
    luaL_newmetatable(L, type);
    luaL_setfuncs(L, operators, 0);
    lua_newtable(L);
    for (int k = 0; k < NMETHODS; k++) {
        push_function(L, &methods[k], methods[k].name);
        lua_setfield(L, -2, methods[k].name);
    }
    lua_pushcclosure(L, meta_index, 1);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__metatable"); /* getmetatable gives no more than the name */
    lua_pop(L, 1);
}

void mdg_open_values(lua_State *L)
{
    metatable(L, VALUE);
    metatable(L, SIZE);
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
