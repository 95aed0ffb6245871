/* objective{...} and mapping{...}: what is to be generated. */
#include "lua_declare.h"
#include "lua_names.h"

#include <lauxlib.h>
#include <string.h>

struct form {
    const char *name;
    bool is_mapping;
    const char *usage;
    int nfields;
    const char *fields[6];
    int ndefault;
    enum mdg_kind emit[3]; /* by default */
    unsigned legal;        /* bits of kinds */
};

#define BIT(kind) (1u << (kind))

static const struct form objective_form = {
    "objective",
    false,
    "objective { name = \"f\", value = sumsq(A * x - b), wrt = { x } }",
    6,
    {"name", "value", "wrt", "emit", "doc", "prepare"},
    3,
    {MDG_K_VALUE, MDG_K_GRAD, MDG_K_VALUE_GRAD},
    BIT(MDG_K_VALUE) | BIT(MDG_K_GRAD) | BIT(MDG_K_VALUE_GRAD) | BIT(MDG_K_JVP) |
        BIT(MDG_K_HVP) | BIT(MDG_K_HESSIAN)};

static const struct form mapping_form = {
    "mapping",
    true,
    "mapping { name = \"F\", value = A * x, wrt = { x } }",
    5,
    {"name", "value", "wrt", "emit", "doc"},
    3,
    {MDG_K_VALUE, MDG_K_JVP, MDG_K_VJP},
    BIT(MDG_K_VALUE) | BIT(MDG_K_JVP) | BIT(MDG_K_VJP) | BIT(MDG_K_JACOBIAN) |
        BIT(MDG_K_JACOBIAN_T)};

/* The field on the stack, which must be there. */
static void need_field(lua_State *L, const struct form *f, const char *field,
                       const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    if (lua_getfield(L, 1, field) == LUA_TNIL) {
        mdg_err(m, m->at, "%s has no field '%s'\n  hint: %s%s", of, field, f->usage,
                strcmp(field, "value") ? "" : "; a misspelt local is nil");
    }
}

static const char *text_field(lua_State *L, const char *field, const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    int type = lua_getfield(L, 1, field);
    if (type != LUA_TNIL && type != LUA_TSTRING) {
        mdg_err(m, m->at, "%s of %s must be a text, not %s", field, of,
                mdg_describe(L, -1));
    }
    const char *s = type == LUA_TSTRING ? mdg_fmt(m, "%s", lua_tostring(L, -1)) : NULL;
    lua_pop(L, 1);
    return s;
}

/* The length of the list in the field on top of the stack. */
static int list_length(lua_State *L, const char *field, const char *of, const char *example)
{
    struct mdg *m = mdg_front(L)->m;
    if (!lua_istable(L, -1)) {
        mdg_err(m, m->at, "%s of %s must be a list, not %s\n  hint: %s", field, of,
                mdg_describe(L, -1), example);
    }
    lua_Unsigned n = lua_rawlen(L, -1), entries = 0;
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        entries++;
        lua_pop(L, 1);
    }
    if (n == 0 || n != entries) {
        mdg_err(m, m->at, "%s of %s %s\n  hint: %s", field, of,
                entries ? "is not a plain list (an entry is nil or has a name)"
                        : "is empty",
                example);
    }
    if (n > 1000000) {
        mdg_err(m, m->at, "%s of %s has %llu entries", field, of, (unsigned long long)n);
    }
    return (int)n;
}

/* ---- lists of inputs ----------------------------------------------------------- */

static struct mdg_input *input_entry(lua_State *L, const char *field, const char *of, int k)
{
    struct mdg *m = mdg_front(L)->m;
    mdg_value v = mdg_test_value(L, -1);
    if (lua_type(L, -1) == LUA_TSTRING) {
        mdg_err(m, m->at,
                "entry %d in %s of %s is %s\n  hint: list the input itself, not its name: "
                "%s = { x }",
                k, field, of, mdg_describe(L, -1), field);
    }
    if (!v) {
        mdg_err(m, m->at,
                "entry %d in %s of %s is %s, not an input\n  hint: inputs are what scalar, "
                "vector, matrix, tensor and labels return",
                k, field, of, mdg_describe(L, -1));
    }
    if (!v->input) {
        mdg_err(m, m->at,
                "entry %d in %s of %s is an expression, %s, not an input\n  hint: "
                "derivatives are with respect to declared inputs; chain the result "
                "yourself, or declare it with vector or matrix",
                k, field, of, mdg_value_text(m, v));
    }
    return v->input;
}

/* The inputs of the list in a field; *n: how many. */
static struct mdg_input **input_list(lua_State *L, const char *field, const char *of,
                                     int *n)
{
    struct mdg *m = mdg_front(L)->m;
    *n = list_length(L, field, of, mdg_fmt(m, "%s = { x, y }", field));
    struct mdg_input **list = MDG_ARRAY(m, *n, struct mdg_input *);
    for (int k = 0; k < *n; k++) {
        lua_rawgeti(L, -1, k + 1);
        list[k] = input_entry(L, field, of, k + 1);
        lua_pop(L, 1);
        for (int j = 0; j < k; j++) {
            if (list[j] == list[k]) {
                mdg_err(m, m->at, "%s of %s lists '%s' twice", field, of, list[k]->name);
            }
        }
    }
    return list;
}

static void read_wrt(lua_State *L, const struct form *f, struct mdg_objective *o,
                     const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    if (o->nkinds == 1 && o->kinds[0] == MDG_K_VALUE &&
        lua_getfield(L, 1, "wrt") == LUA_TNIL) {
        lua_pop(L, 1);
        return; /* a value alone is with respect to nothing */
    }
    lua_settop(L, 1);
    need_field(L, f, "wrt", of);
    if (mdg_test_value(L, -1)) {
        mdg_err(m, m->at, "wrt of %s must be a list, not %s\n  hint: wrt = { x }", of,
                mdg_describe(L, -1));
    }
    o->wrt = input_list(L, "wrt", of, &o->nwrt);
    for (int k = 0; k < o->nwrt; k++) {
        if (o->wrt[k]->is_labels) {
            mdg_err(m, m->at,
                    "wrt of %s lists the labels '%s'\n  hint: class numbers are integers, "
                    "they have no derivative",
                    of, o->wrt[k]->name);
        }
    }
    lua_pop(L, 1);
}

static void read_prepare(lua_State *L, struct mdg_objective *o, const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    if (lua_getfield(L, 1, "prepare") != LUA_TNIL) {
        o->prepare = input_list(L, "prepare", of, &o->nprepare);
    }
    lua_pop(L, 1);
    for (int k = 0; k < o->nprepare; k++) {
        for (int j = 0; j < o->nwrt; j++) {
            if (o->prepare[k] == o->wrt[j]) {
                mdg_err(
                    m, m->at,
                    "'%s' is both in prepare and in wrt of %s\n  hint: prepare lists what "
                    "stays the same over many calls, the data",
                    o->prepare[k]->name, of);
            }
        }
    }
}

/* ---- emit ------------------------------------------------------------------------ */

static const char *legal_kinds(struct mdg *m, const struct form *f, const char **names,
                               int *n)
{
    struct mdg_buf b = {0};
    *n = 0;
    for (int k = 0; k < MDG_NKINDS; k++) {
        if (f->legal & BIT(k)) {
            names[(*n)++] = mdg_kind_name[k];
            mdg_putf(m, &b, "%s%s", b.count ? " " : "", mdg_kind_name[k]);
        }
    }
    return b.data;
}

static enum mdg_kind kind_entry(lua_State *L, const struct form *f, const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    const char *names[MDG_NKINDS];
    int n = 0;
    const char *all = legal_kinds(m, f, names, &n);
    if (lua_type(L, -1) != LUA_TSTRING) {
        mdg_err(m, m->at,
                "an entry in emit of %s is %s, not a text\n  hint: the kinds are %s", of,
                mdg_describe(L, -1), all);
    }
    const char *text = lua_tostring(L, -1);
    for (int k = 0; k < MDG_NKINDS; k++) {
        if (strcmp(text, mdg_kind_name[k]) != 0) {
            continue;
        }
        if (f->legal & BIT(k)) {
            return (enum mdg_kind)k;
        }
        mdg_err(
            m, m->at,
            "emit of %s: \"%s\" is a kind of %s only\n  hint: the kinds of %s %s are %s",
            of, text, f->is_mapping ? "objectives" : "mappings", f->is_mapping ? "a" : "an",
            f->name, all);
    }
    mdg_err(m, m->at, "emit of %s: there is no kind \"%.40s\"%s\n  hint: the kinds are %s",
            of, text, mdg_did_you_mean(m, text, n, names), all);
}

static void read_emit(lua_State *L, const struct form *f, struct mdg_objective *o,
                      const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    o->kinds = MDG_ARRAY(m, MDG_NKINDS, enum mdg_kind);
    if (lua_getfield(L, 1, "emit") == LUA_TNIL) {
        o->nkinds = f->ndefault;
        memcpy(o->kinds, f->emit, sizeof f->emit);
        lua_pop(L, 1);
        return;
    }
    int n = list_length(L, "emit", of, "emit = { \"value\", \"grad\" }");
    for (int i = 0; i < n; i++) {
        lua_rawgeti(L, -1, i + 1);
        enum mdg_kind kind = kind_entry(L, f, of);
        lua_pop(L, 1);
        for (int j = 0; j < o->nkinds; j++) {
            if (o->kinds[j] == kind) {
                mdg_err(m, m->at, "emit of %s lists \"%s\" twice", of, mdg_kind_name[kind]);
            }
        }
        o->kinds[o->nkinds++] = kind;
    }
    lua_pop(L, 1);
}

/* ---- names of generated functions --------------------------------------------------- */

static void take_function(lua_State *L, const struct mdg_objective *o, const char *suffix,
                          const char *of)
{
    struct mdg_front *f = mdg_front(L);
    const char *name = mdg_fmt(f->m, "%s_%s", o->name, suffix);
    mdg_take_name(f->m, &f->functions, name,
                  mdg_fmt(f->m, "a generated function of %s", of));
}

static void take_functions(lua_State *L, const struct mdg_objective *o, const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    for (int k = 0; k < o->nkinds; k++) {
        const char *kind = mdg_kind_name[o->kinds[k]];
        take_function(L, o, kind, of);
        take_function(L, o, mdg_fmt(m, "%s_work", kind), of);
        bool prepared = o->kinds[k] == MDG_K_VALUE || o->kinds[k] == MDG_K_GRAD ||
                        o->kinds[k] == MDG_K_VALUE_GRAD;
        if (o->nprepare && prepared) {
            take_function(L, o, mdg_fmt(m, "%s_prepared", kind), of);
            take_function(L, o, mdg_fmt(m, "%s_prepared_work", kind), of);
        }
    }
    if (o->nprepare) {
        take_function(L, o, "prepare", of);
        take_function(L, o, "prepare_work", of);
        take_function(L, o, "state_size", of);
    }
}

/* ---- the whole ------------------------------------------------------------------------
 */

static void read_value(lua_State *L, const struct form *f, struct mdg_objective *o,
                       const char *of)
{
    struct mdg *m = mdg_front(L)->m;
    need_field(L, f, "value", of);
    o->value = mdg_to_value(L, -1);
    if (!o->value) {
        mdg_err(m, m->at,
                "the value of %s is %s\n  hint: it must be an expression, as in %s", of,
                mdg_describe(L, -1), f->usage);
    }
    if (!f->is_mapping && o->value->rank) {
        mdg_err(
            m, m->at,
            "the value of %s must be 1 x 1, but it is %s\n  hint: sum(...) or sumsq(...) "
            "makes one number of it; mapping { ... } takes values of any shape",
            of, mdg_value_shape(m, o->value));
    }
    lua_pop(L, 1);
}

static const char *read_name(lua_State *L, const struct form *f)
{
    struct mdg_front *front = mdg_front(L);
    struct mdg *m = front->m;
    need_field(L, f, "name", mdg_fmt(m, "this %s", f->name));
    if (lua_type(L, -1) != LUA_TSTRING) {
        mdg_err(m, m->at, "the name of %s must be a text, not %s", f->name,
                mdg_describe(L, -1));
    }
    const char *name = mdg_intern(m, lua_tostring(L, -1));
    lua_pop(L, 1);
    mdg_check_name(m, name, f->is_mapping ? "a mapping" : "an objective");
    for (size_t k = 0; k < front->out->objectives.count; k++) {
        const struct mdg_objective *o = &front->out->objectives.data[k];
        if (o->name == name) {
            mdg_err(
                m, m->at,
                "the name '%s' is taken by the %s of line %d\n  hint: every objective and "
                "mapping needs a name of its own",
                name, o->is_mapping ? "mapping" : "objective", o->loc.line);
        }
    }
    return name;
}

int mdg_declare_objective(lua_State *L, bool is_mapping)
{
    struct mdg *m = mdg_enter(L);
    const struct form *f = is_mapping ? &mapping_form : &objective_form;
    if (lua_gettop(L) != 1 || !lua_istable(L, 1)) {
        mdg_err(m, m->at, "%s takes one table\n  hint: %s", f->name, f->usage);
    }
    struct mdg_objective o = {.is_mapping = is_mapping, .loc = m->at};
    mdg_check_fields(L, 1, f->name, f->nfields, f->fields);
    o.name = read_name(L, f);
    const char *of = mdg_fmt(m, "%s '%s'", f->name, o.name);
    o.doc = text_field(L, "doc", of);
    read_value(L, f, &o, of);
    read_emit(L, f, &o, of);
    read_wrt(L, f, &o, of);
    if (!is_mapping) {
        read_prepare(L, &o, of);
    }
    take_functions(L, &o, of);
    MDG_PUSH(m, &mdg_front(L)->out->objectives, o);
    return 0;
}
