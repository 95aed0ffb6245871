/* Values and sizes as Lua userdata, and their operators. */
#include "lua_front.h"

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

double mdg_number_at(lua_State *L, int i)
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
        return mdg_value_number(m, mdg_number_at(L, i));
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
    mdg_push_index(L);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, type);
    lua_setfield(L, -2, "__metatable"); /* getmetatable gives no more than the name */
    lua_pop(L, 1);
}

void mdg_open_values(lua_State *L)
{
    metatable(L, VALUE);
    metatable(L, SIZE);
}
