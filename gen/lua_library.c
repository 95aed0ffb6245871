/* The part of Lua's library that a spec may use. Functions whose result depends on
 * addresses, hash seeds or the clock are replaced: pairs and next go through keys in order,
 * tostring shows no address, table.sort is a heap sort. */
#include "lua_front.h"
#include "nearest.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- an order of keys ------------------------------------------------------------ */

/* numbers, texts, booleans, then values and sizes in the order of their creation */
struct key {
    int rank;
    bool is_integer;
    lua_Integer i;
    double number;
    const char *text;
    size_t length;
    unsigned serial;
    lua_Integer at; /* its place in the table of keys */
};

static struct key key_of(lua_State *L, int index)
{
    struct key k = {0};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        k.is_integer = lua_isinteger(L, index);
        k.i = k.is_integer ? lua_tointeger(L, index) : 0;
        k.number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        k.rank = 1;
        k.text = lua_tolstring(L, index, &k.length);
        break;
    case LUA_TBOOLEAN:
        k.rank = 2;
        k.number = lua_toboolean(L, index);
        break;
    default: {
        struct mdg *m = mdg_front(L)->m;
        k.rank = 3;
        if (!mdg_serial(L, index, &k.serial)) {
            mdg_err(m, m->at,
                    "a table with a %s as key cannot be walked: such keys have no order\n"
                    "  hint: use texts or numbers as keys, or a list with ipairs",
                    luaL_typename(L, index));
        }
    }
    }
    return k;
}

static int compare_keys(const void *pa, const void *pb)
{
    const struct key *a = pa, *b = pb;
    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    if (a->rank == 1) {
        int c = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
        return c ? c : (a->length > b->length) - (a->length < b->length);
    }
    if (a->rank == 3) {
        return (a->serial > b->serial) - (a->serial < b->serial);
    }
    if (a->is_integer && b->is_integer) {
        return (a->i > b->i) - (a->i < b->i);
    }
    return (a->number > b->number) - (a->number < b->number);
}

/* next(t[, k]): the smallest key above k. */
static int sorted_next(lua_State *L)
{
    mdg_enter(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    bool first = lua_isnil(L, 2), found = false;
    struct key after = {0}, best = {0};
    if (!first) {
        after = key_of(L, 2);
    }
    lua_pushnil(L); /* 3: the best key so far */
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        struct key k = key_of(L, -1);
        if ((first || compare_keys(&k, &after) > 0) &&
            (!found || compare_keys(&k, &best) < 0)) {
            found = true;
            best = k;
            lua_pushvalue(L, -1);
            lua_replace(L, 3);
        }
    }
    lua_settop(L, 3);
    if (!found) {
        return 1; /* nil */
    }
    lua_pushvalue(L, 3);
    lua_rawget(L, 1);
    return 2;
}

/* One step of pairs: upvalues are the keys in order and the number of the last one. */
static int pairs_step(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    for (;;) {
        lua_settop(L, 1);
        if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL) {
            return 1;
        }
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) { /* keys removed on the way are passed over */
            break;
        }
    }
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

/* Push a table with the keys of the table at index 1, in order. */
static void push_keys(lua_State *L)
{
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_Integer n = 0;
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, ++n);
    }
    if (n == 0) {
        return;
    }
    struct key *keys = lua_newuserdatauv(L, (size_t)n * sizeof *keys, 0);
    for (lua_Integer k = 0; k < n; k++) {
        lua_rawgeti(L, list, k + 1);
        keys[k] = key_of(L, -1);
        keys[k].at = k + 1;
        lua_pop(L, 1);
    }
    qsort(keys, (size_t)n, sizeof *keys, compare_keys);
    lua_createtable(L, n < 1 << 20 ? (int)n : 0, 0);
    for (lua_Integer k = 0; k < n; k++) {
        lua_rawgeti(L, list, keys[k].at);
        lua_rawseti(L, -2, k + 1);
    }
}

static int sorted_pairs(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    if (!lua_istable(L, 1)) {
        mdg_err(m, m->at, "pairs needs a table, not %s%s", mdg_describe(L, 1),
                lua_isnil(L, 1) ? "\n  hint: a local or a field that was never set?" : "");
    }
    push_keys(L);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, pairs_step, 2);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* ---- heap sort --------------------------------------------------------------------- */

/* Is element i before element j? */
static bool before(lua_State *L, lua_Integer i, lua_Integer j)
{
    bool less;
    if (lua_isnil(L, 2)) {
        lua_geti(L, 1, i);
        lua_geti(L, 1, j);
        less = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
    } else {
        lua_pushvalue(L, 2);
        lua_geti(L, 1, i);
        lua_geti(L, 1, j);
        lua_call(L, 2, 1);
        less = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
    return less;
}

static void exchange(lua_State *L, lua_Integer i, lua_Integer j)
{
    lua_geti(L, 1, i);
    lua_geti(L, 1, j);
    lua_seti(L, 1, i);
    lua_seti(L, 1, j);
}

static void sift_down(lua_State *L, lua_Integer root, lua_Integer n)
{
    for (lua_Integer child; (child = 2 * root) <= n; root = child) {
        child += child < n && before(L, child, child + 1);
        if (!before(L, root, child)) {
            return;
        }
        exchange(L, root, child);
    }
}

/* table.sort(t[, comp]) */
static int heap_sort(lua_State *L)
{
    mdg_enter(L);
    luaL_checktype(L, 1, LUA_TTABLE);
    if (!lua_isnoneornil(L, 2)) {
        luaL_checktype(L, 2, LUA_TFUNCTION);
    }
    lua_settop(L, 2);
    lua_Integer n = luaL_len(L, 1);
    luaL_argcheck(L, n < 1 << 30, 1, "array too big");
    for (lua_Integer root = n / 2; root >= 1; root--) {
        sift_down(L, root, n);
    }
    for (lua_Integer last = n; last > 1; last--) {
        exchange(L, 1, last);
        sift_down(L, 1, last - 1);
    }
    return 0;
}

/* ---- text of values ------------------------------------------------------------------ */

/* Push the text of the value at index i, without addresses. */
static void push_text(lua_State *L, int i)
{
    int type = lua_type(L, i);
    i = lua_absindex(L, i);
    if (luaL_callmeta(L, i, "__tostring")) {
        if (!lua_isstring(L, -1)) {
            luaL_error(L, "'__tostring' must return a string");
        }
    } else if (type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA) {
        if (luaL_getmetafield(L, i, "__name") != LUA_TSTRING) {
            lua_pushstring(L, lua_typename(L, type));
        }
    } else {
        luaL_tolstring(L, i, NULL);
    }
}

static int text_of(lua_State *L)
{
    mdg_enter(L);
    luaL_checkany(L, 1);
    push_text(L, 1);
    return 1;
}

/* tonumber: a size that is an integer, as after -D, is one. */
static int number_of(lua_State *L)
{
    mdg_size s;
    int64_t v = 0;
    mdg_enter(L);
    if (mdg_test_size(L, 1, &s)) {
        if (mdg_size_is_int(s, &v)) {
            lua_pushinteger(L, v);
        } else {
            lua_pushnil(L);
        }
        return 1;
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

static int print(lua_State *L)
{
    struct mdg_front *f = mdg_front(L);
    mdg_enter(L);
    int n = lua_gettop(L);
    for (int i = 1; i <= n; i++) {
        size_t length = 0;
        push_text(L, i);
        const char *s = lua_tolstring(L, -1, &length);
        if (length + 1 > f->limits->output - f->printed) {
            mdg_stop(L, MDG_STOP_OUTPUT);
        }
        f->printed += length + 1;
        fwrite(i > 1 ? "\t" : "", 1, i > 1, stderr);
        fwrite(s, 1, length, stderr);
        lua_pop(L, 1);
    }
    fwrite("\n", 1, 1, stderr);
    return 0;
}

/* string.format: objects go through push_text; %p would show an address. */
static int format(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    size_t n = 0;
    const char *p = luaL_checklstring(L, 1, &n), *const end = p + n; /* zero bytes go on */
    while ((p = memchr(p, '%', (size_t)(end - p))) != NULL) {
        p += 1 + strspn(p + 1, "-+ #0123456789.");
        if (*p == 'p') {
            mdg_err(
                m, m->at,
                "string.format has no %%p here\n  hint: addresses differ from run to run");
        }
        p += p < end;
    }
    for (int i = 2; i <= lua_gettop(L); i++) {
        mdg_size s;
        int64_t v = 0;
        if (mdg_test_size(L, i, &s) && mdg_size_is_int(s, &v)) {
            lua_pushinteger(L, v);
            lua_replace(L, i);
        } else if (!lua_isnil(L, i) && lua_type(L, i) > LUA_TSTRING) {
            push_text(L, i);
            lua_replace(L, i);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* string.pack, packsize, unpack: little-endian from the start, and without the sizes that
 * are those of the machine's C compiler. */
static int packing(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    const char *const form = luaL_checkstring(L, 1);
    for (const char *p = form; *p; p++) {
        bool sized = p[1] >= '0' && p[1] <= '9';
        if (strchr("=lLT", *p) || (!sized && strchr("!s", *p))) {
            mdg_err(
                m, m->at,
                "'%c' in a format of string.pack differs from machine to machine\n  hint: "
                "give the order and the sizes in bytes: < or >, i8, s4, !8",
                *p);
        }
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushfstring(L, "<%s", form);
    lua_replace(L, 1);
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* ---- control ----------------------------------------------------------------------- */

/* pcall, which a limit passes through. */
static int protected_call(lua_State *L)
{
    struct mdg_front *f = mdg_front(L);
    luaL_checkany(L, 1);
    int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
    if (f->stop) {
        mdg_stop(L, f->stop);
    }
    if (status == LUA_ERRMEM) {
        mdg_stop(L, MDG_STOP_MEMORY);
    }
    lua_pushboolean(L, status == LUA_OK);
    lua_insert(L, 1);
    return lua_gettop(L);
}

/* setmetatable without finalizers: these would run outside of the limits. */
static int set_metatable(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    if (lua_istable(L, 2)) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) {
            mdg_err(
                m, m->at,
                "a metatable cannot have the field __gc here\n  hint: nothing in a spec "
                "needs a finalizer");
        }
        lua_pop(L, 1);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
}

/* ---- unknown names ------------------------------------------------------------------- */

struct names {
    const char **data;
    size_t count, cap;
};

/* The locals and upvalues that the code on the Lua stack can see. */
static void add_locals(lua_State *L, struct mdg *m, struct names *names)
{
    lua_Debug ar;
    for (int level = 1; level < 4 && lua_getstack(L, level, &ar); level++) {
        const char *name;
        for (int k = 1; (name = lua_getlocal(L, &ar, k)) != NULL; k++) {
            if (name[0] != '(') {
                MDG_PUSH(m, names, mdg_fmt(m, "%s", name));
            }
            lua_pop(L, 1);
        }
        lua_getinfo(L, "f", &ar);
        for (int k = 1; (name = lua_getupvalue(L, -1, k)) != NULL; k++) {
            if (name[0] != '(' && strcmp(name, "_ENV") != 0 && name[0]) {
                MDG_PUSH(m, names, mdg_fmt(m, "%s", name));
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
}

static void add_globals(lua_State *L, struct mdg *m, struct names *names)
{
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            MDG_PUSH(m, names, mdg_fmt(m, "%s", lua_tostring(L, -1)));
        }
    }
}

/* Reading a global that is not there. */
static int unknown_global(lua_State *L)
{
    static const char *const absent[] = {
        "io",       "os",     "debug",          "coroutine", "load",   "dofile",
        "loadfile", "xpcall", "collectgarbage", "_G",        "package"};
    struct mdg *m = mdg_enter(L);
    if (lua_type(L, 2) != LUA_TSTRING) {
        lua_pushnil(L);
        return 1;
    }
    const char *name = lua_tostring(L, 2);
    for (size_t k = 0; k < sizeof absent / sizeof *absent; k++) {
        if (!strcmp(name, absent[k])) {
            mdg_err(
                m, m->at,
                "'%s' is not available in a spec\n  hint: a spec cannot touch the machine; "
                "it has math, string, table, utf8 and require",
                name);
        }
    }
    struct names names = {0};
    luaL_checkstack(L, 8, "unknown name");
    add_globals(L, m, &names);
    add_locals(L, m, &names);
    const char *near = mdg_nearest(name, (int)names.count, names.data);
    if (near) {
        mdg_err(m, m->at, "there is nothing named '%.60s'\n  hint: did you mean '%s'?",
                name, near);
    }
    mdg_err(
        m, m->at,
        "there is nothing named '%.60s'\n  hint: dims, inputs and locals must be declared "
        "before use; mdgen --help functions lists the functions",
        name);
}

/* ---- opening --------------------------------------------------------------------------
 */

/* Push a copy of the library on top of the stack without some names. */
static void copy_without(lua_State *L, int nwithout, const char *const *without)
{
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, -3)) {
        bool keep = true;
        for (int k = 0; k < nwithout; k++) {
            keep = keep && strcmp(lua_tostring(L, -2), without[k]) != 0;
        }
        if (keep) {
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, -4);
        } else {
            lua_pop(L, 1);
        }
    }
    lua_remove(L, -2);
}

/* Exchange a function of the table on top of the stack for one that calls it. */
static void wrap(lua_State *L, const char *name, lua_CFunction by)
{
    lua_getfield(L, -1, name);
    lua_pushcclosure(L, by, 1);
    lua_setfield(L, -2, name);
}

static void open_base(lua_State *L)
{
    static const char *const allowed[] = {
        "assert", "error",        "ipairs", "rawequal", "rawget",       "rawlen",  "rawset",
        "select", "getmetatable", "type",   "tonumber", "setmetatable", "_VERSION"};
    luaL_requiref(L, "_G", luaopen_base, 0);
    for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++) {
        lua_getfield(L, -1, allowed[k]);
        lua_setfield(L, -3, allowed[k]);
    }
    lua_pop(L, 1);
    static const luaL_Reg own[] = {{"next", sorted_next},     {"pairs", sorted_pairs},
                                   {"pcall", protected_call}, {"print", print},
                                   {"tostring", text_of},     {NULL, NULL}};
    luaL_setfuncs(L, own, 0);
    wrap(L, "tonumber", number_of);
    wrap(L, "setmetatable", set_metatable);
}

/* Methods of texts come from the table that the spec has, not from the original. */
static void set_string_methods(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

void mdg_open_library(lua_State *L)
{
    static const char *const no_random[] = {"random", "randomseed"};
    static const char *const no_dump[] = {"dump"};
    open_base(L);

    luaL_requiref(L, "math", luaopen_math, 0);
    copy_without(L, 2, no_random);
    lua_setfield(L, -2, "math");

    luaL_requiref(L, "string", luaopen_string, 0);
    copy_without(L, 1, no_dump);
    wrap(L, "format", format);
    wrap(L, "pack", packing);
    wrap(L, "packsize", packing);
    wrap(L, "unpack", packing);
    set_string_methods(L);
    lua_setfield(L, -2, "string");

    luaL_requiref(L, "table", luaopen_table, 0);
    copy_without(L, 0, NULL);
    lua_pushcfunction(L, heap_sort);
    lua_setfield(L, -2, "sort");
    lua_setfield(L, -2, "table");

    luaL_requiref(L, "utf8", luaopen_utf8, 0);
    lua_setfield(L, -2, "utf8");

    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, unknown_global);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, false);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}
