/* Run a spec: read the file, run it in the sandbox, turn whatever goes wrong into one
 * message. */
#define _POSIX_C_SOURCE 200809L
#include "sandbox.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

/* ---- errors that come from Lua ------------------------------------------------------ */

/* If text begins with "NAME:LINE: " for a file of the spec: the place, and the text after
 * it. */
static const char *split(const struct mdg_front *f, const char *text, struct mdg_loc *at)
{
    for (size_t k = 0; k < f->sources.count; k++) {
        const char *names[] = {f->sources.data[k].shown, f->sources.data[k].lua_name};
        for (int j = 0; j < 2; j++) {
            size_t n = strlen(names[j]);
            char *end = NULL;
            if (strncmp(text, names[j], n) != 0 || text[n] != ':' || text[n + 1] < '0' ||
                text[n + 1] > '9') {
                continue;
            }
            long line = strtol(text + n + 1, &end, 10);
            if (end[0] == ':' && end[1] == ' ') {
                *at = (struct mdg_loc){f->sources.data[k].shown, (int)line};
                return end + 2;
            }
        }
    }
    return NULL;
}

/* What Lua says, and what most likely was meant. */
static const struct {
    const char *part, *hint;
} hints[] = {
    {"'for' ", "the bounds of a loop are numbers; a dim is known only when the generated "
               "function runs "
               "(after -D NAME=VALUE, tonumber(NAME) is a number)"},
    {"number expected, got size",
     "a dim has no number before the generated function runs; the functions "
     "of the language (sqrt, exp, ...) take it, those of math do not"},
    {"number expected, got value",
     "the functions of the language (sqrt, exp, ...) take values, those of "
     "math take numbers only"},
    {"a nil value", "a local or a field that was never set; check its spelling"},
    {"near '*'", "the element-wise product is A % B"},
    {"near '!'", "'not equal' is ~= in Lua, 'not' is not"},
    {"near '+='", "write x = x + y"},
    {"unfinished string", "the transpose is A.T or t(A)"},
    {"near '='", "a comparison is ==; x += y is written x = x + y"},
    {"stack overflow", "a function that calls itself without end?"},
    {"attempt to compare", "lt, le, gt and ge compare element by element"},
};

static const char *lua_hint(const char *text)
{
    for (size_t k = 0; k < sizeof hints / sizeof *hints; k++) {
        if (strstr(text, hints[k].part)) {
            return hints[k].hint;
        }
    }
    return NULL;
}

/* The error object at index 1, as place and text; runs where the error was raised. */
static int note_error(lua_State *L)
{
    struct mdg_front *f = mdg_front(L);
    struct mdg *m = f->m;
    if (f->stop) {
        return 1;
    }
    m->cap = 0; /* the run is over: the message must not fail */
    struct mdg_loc at = m->at;
    if (lua_type(L, 1) != LUA_TSTRING) {
        mdg_enter(L);
        f->error_at = m->at;
        f->error_text =
            mdg_fmt(m,
                    "the spec raised an error that is %s\n  hint: error(\"text\") says "
                    "what is wrong",
                    mdg_describe(L, 1));
        return 1;
    }
    const char *text = lua_tostring(L, 1), *rest;
    bool own = false, placed = false;
    while (!own && (rest = split(f, text, &at)) != NULL) {
        placed = true;
        own = !strncmp(rest, "error: ",
                       7); /* raised by mdg_err; error(...) may have put a place before */
        text = own ? rest + 7 : rest;
    }
    if (!placed) {
        mdg_enter(L);
        at = m->at;
    }
    const char *hint = own ? NULL : lua_hint(text);
    f->error_at = at;
    f->error_text = mdg_fmt(m, "%s%s%s", text, hint ? "\n  hint: " : "", hint ? hint : "");
    return 1;
}

static MDG_NORETURN void report_stop(struct mdg_front *f)
{
    struct mdg *m = f->m;
    const struct mdg_limits *l = f->limits;
    switch (f->stop) {
    case MDG_STOP_STEPS:
        mdg_err(m, m->at,
                "the spec ran more than %llu Lua instructions\n  hint: a loop without end? "
                "--limit steps=N allows more",
                (unsigned long long)l->steps);
    case MDG_STOP_SECONDS:
        mdg_err(
            m, m->at,
            "the spec used more than %s seconds of processor time\n  hint: a loop without "
            "end? --limit seconds=N allows more",
            mdg_number(m, l->seconds));
    case MDG_STOP_OUTPUT:
        mdg_err(
            m, m->at,
            "the spec printed more than %llu bytes\n  hint: --limit output=N allows more",
            (unsigned long long)l->output);
    default:
        mdg_err(m, m->at,
                "the spec needs more than %llu bytes of memory\n  hint: --limit memory=N "
                "allows more",
                (unsigned long long)l->memory);
    }
}

/* ---- errors raised by mdg_err while Lua runs -------------------------------------------
 */

static void raise_in_lua(struct mdg *m)
{
    lua_State *L = m->raise_to;
    struct mdg_front *f = mdg_front(L);
    if (m->status == MDG_EIO) { /* no memory */
        f->memory_denied = m->over_cap;
        mdg_stop(L, MDG_STOP_MEMORY);
    }
    lua_pushstring(L, m->message);
    lua_error(L);
}

/* ---- running ----------------------------------------------------------------------------
 */

static int run_in_lua(lua_State *L)
{
    struct mdg_front *f = lua_touserdata(L, 1);
    lua_settop(L, 0);
    lua_newtable(L); /* the globals of the spec */
    mdg_open_library(L);
    mdg_open_values(L);
    mdg_open_functions(L);
    mdg_open_declarations(L);
    mdg_open_require(L);
    mdg_load(L, f->text, f->length, f->m->spec);
    lua_pushvalue(L, 1);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 0);
    return 0;
}

static const char *folder_of(struct mdg *m, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? mdg_fmt(m, "%.*s", (int)(slash - path + 1), path) : "";
}

/* Run in Lua; 0 or Lua's status. m is as before afterwards. */
static int run(struct mdg_front *f)
{
    struct mdg *m = f->m;
    struct mdg_watchdog watchdog;
    struct mdg before = *m;
    lua_State *L = mdg_sandbox_new(f);
    if (!L) {
        return LUA_ERRMEM;
    }
    m->raise = raise_in_lua;
    m->raise_to = L;
    mdg_limit_memory(m, f->limits->memory);
    mdg_watchdog_start(&watchdog, m, f->limits->seconds,
                       "the spec has used up its processor time\n"
                       "  hint: --limit seconds=N allows more; a loop without end, or a "
                       "pattern that backtracks?");
    lua_pushcfunction(L, note_error);
    lua_pushcfunction(L, run_in_lua);
    lua_pushlightuserdata(L, f);
    int status = lua_pcall(L, 1, 0, 1);
    mdg_watchdog_stop(&watchdog);
    lua_close(L);
    m->raise = before.raise;
    m->raise_to = before.raise_to;
    m->cap = before.cap;
    m->over_cap = before.over_cap;
    m->status = before.status;
    m->message = before.message;
    return status;
}

void mdg_spec_run_text(struct mdg *m, const char *text, size_t length, const char *folder,
                       int nfixed, struct mdg_fixed *fixed, const struct mdg_limits *limits,
                       struct mdg_model *out)
{
    struct mdg_front *f = MDG_NEW(m, struct mdg_front);
    *f = (struct mdg_front){
        .m = m, .nfixed = nfixed, .fixed = fixed, .limits = limits, .out = out};
    f->folder = folder;
    f->text = text;
    f->length = length;
    m->at = (struct mdg_loc){m->spec, 1};
    mdg_check_text(m, m->spec, text, length);

    int status = run(f);
    if (f->stop == MDG_STOP_MEMORY || (status == LUA_ERRMEM && !f->stop)) {
        f->stop = MDG_STOP_MEMORY;
        if (!f->memory_denied) {
            mdg_fail(m, MDG_EIO, "out of memory");
        }
    }
    if (f->stop == MDG_STOP_IO) {
        mdg_fail(m, MDG_EIO, "%s", f->io_error);
    }
    if (f->stop) {
        report_stop(f);
    }
    if (status != LUA_OK) {
        const char *what = f->error_text ? f->error_text : "errors within errors";
        mdg_err(m, f->error_text ? f->error_at : m->at, "%s", what);
    }
    if (!out->objectives.count) {
        mdg_err(m, (struct mdg_loc){m->spec, 1},
                "the spec declares no objective\n  hint: objective { name = \"f\", "
                "value = sumsq(A * x - b), wrt = { x } }");
    }
}

void mdg_spec_run(struct mdg *m, const char *path, int nfixed, struct mdg_fixed *fixed,
                  const struct mdg_limits *limits, struct mdg_model *out)
{
    size_t n = 0;
    m->at = (struct mdg_loc){path, 1};
    mdg_limit_memory(m, limits->memory);
    const char *text = mdg_read_file(m, path, &n);
    if (!text) {
        mdg_fail(m, MDG_EIO, "cannot read '%s': %s", path, mdg_read_error());
    }
    MDG_PUSH(m, &out->files, path);
    m->cap = 0;
    mdg_spec_run_text(m, text, n, folder_of(m, path), nfixed, fixed, limits, out);
}
