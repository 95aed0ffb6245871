/* require "part" and require "sub.part": text files in the spec's own folder or below. */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include "lua_front.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading ----------------------------------------------------------------- */

/* Up to cap bytes from the beginning of a file, or -1 and errno. */
static ssize_t read_start(const char *path, char *text, size_t cap)
{
    size_t n = 0;
    ssize_t got = 1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    while (n < cap && got > 0) {
        got = read(fd, text + n, cap - n);
        n += got > 0 ? (size_t)got : 0;
        got = got < 0 && errno == EINTR ? 1 : got;
    }
    int error = errno;
    close(fd);
    errno = error;
    return got < 0 ? -1 : (ssize_t)n;
}

/* Memory is taken while no file is open, because mdg_alloc may not return. */
const char *mdg_read_file(struct mdg *m, const char *path, size_t *n)
{
    struct stat st;
    if (stat(path, &st)) {
        return NULL;
    }
    if (!S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL; /* a pipe could block for ever */
        return NULL;
    }
    /* a file that has grown since is read again */
    for (size_t cap = (size_t)st.st_size + 1;; cap = 2 * cap + 1) {
        char *text = mdg_alloc(m, cap + 1, 1);
        ssize_t got = read_start(path, text, cap);
        if (got < 0) {
            return NULL;
        }
        if ((size_t)got < cap) {
            *n = (size_t)got;
            return text;
        }
    }
}

const char *mdg_read_error(void)
{
    return errno == EINVAL ? "not a regular file" : strerror(errno);
}

void mdg_check_text(struct mdg *m, const char *shown, const char *text, size_t n)
{
    struct mdg_loc at = {shown, 1};
    if (n && text[0] == '\033') {
        mdg_err(m, at, "this is compiled Lua\n  hint: a spec is the text itself");
    }
    if (memchr(text, '\0', n)) {
        mdg_err(
            m, at,
            "this is not a text: it contains zero bytes\n  hint: a spec is a Lua file, in "
            "UTF-8 or ASCII");
    }
}

void mdg_load(lua_State *L, const char *text, size_t n, const char *shown)
{
    struct mdg_front *f = mdg_front(L);
    lua_Debug ar;
    if (n >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) { /* a byte order mark */
        text += 3;
        n -= 3;
    }
    const char *chunk = mdg_fmt(f->m, "@%s", shown);
    if (n && text[0] == '#') { /* "#!/usr/bin/mdgen": made a comment, so that lines keep
                                  their numbers */
        text = mdg_fmt(f->m, "--%s", text);
        n += 2;
    }
    /* the name that Lua uses in messages, which it shortens if long */
    luaL_loadbufferx(L, "", 0, chunk, "t");
    lua_getinfo(L, ">S", &ar);
    struct mdg_source s = {mdg_intern(f->m, shown), mdg_fmt(f->m, "%s", ar.short_src)};
    MDG_PUSH(f->m, &f->sources, s);
    f->m->at = (struct mdg_loc){s.shown, 1};
    if (luaL_loadbufferx(L, text, n, chunk, "t") != LUA_OK) {
        lua_error(L);
    }
}

/* ---- require ------------------------------------------------------------------- */

/* "sub.part" or "sub/part" -> "sub/part.lua"; words of letters, digits, '_' and '-' only.
 */
static const char *module_path(struct mdg *m, const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    struct mdg_buf b = {0};
    const char *p = name;
    for (;;) {
        size_t n = strspn(p, allowed);
        if (!n) {
            return NULL;
        }
        mdg_putn(m, &b, p, n);
        p += n;
        if (!*p) {
            mdg_put(m, &b, ".lua");
            return b.data;
        }
        if (*p != '.' && *p != '/') {
            return NULL;
        }
        mdg_put(m, &b, "/");
        p++;
    }
}

/* Does path, links followed, lie in the folder? 1 or 0, or -1 and errno. */
static int lies_within(const char *folder, const char *path)
{
    int within = -1;
    char *outer = realpath(*folder ? folder : ".", NULL);
    char *inner = outer ? realpath(path, NULL) : NULL;
    int error = errno;
    if (inner) {
        size_t n = strlen(outer);
        within =
            !strncmp(outer, inner, n) && (inner[n] == '/' || (n == 1 && outer[0] == '/'));
    }
    free(outer);
    free(inner);
    errno = error;
    return within;
}

/* The file cannot be read, errno says why: the spec's fault if there is no such file, else
 * a failure of the machine. */
static MDG_NORETURN void cannot_read(lua_State *L, const char *name, const char *path)
{
    static const int of_spec[] = {ENOENT, ENOTDIR, EISDIR, EINVAL, ELOOP, ENAMETOOLONG};
    struct mdg_front *f = mdg_front(L);
    struct mdg *m = f->m;
    const char *why = mdg_read_error();
    for (size_t k = 0; k < sizeof of_spec / sizeof *of_spec; k++) {
        if (errno == of_spec[k]) {
            mdg_err(m, m->at,
                    "cannot read the file '%s' of require \"%s\": %s\n  hint: require "
                    "\"a.b\" reads a/b.lua, beside the spec or below",
                    path, name, why);
        }
    }
    f->io_error = mdg_fmt(m, "cannot read '%s': %s", path, why);
    mdg_stop(L, MDG_STOP_IO);
}

static int load_module(lua_State *L, const char *name, const char *file)
{
    struct mdg_front *f = mdg_front(L);
    struct mdg *m = f->m;
    size_t n = 0;
    const char *path = mdg_fmt(m, "%s%s", f->folder, file);
    const char *text = mdg_read_file(m, path, &n);
    int within = text ? lies_within(f->folder, path) : -1;
    if (within < 0) {
        cannot_read(L, name, path);
    }
    if (!within) {
        mdg_err(
            m, m->at,
            "the file '%s' lies outside of the spec's folder\n  hint: a link leads out of "
            "it; require reads files beside the spec or below only",
            path);
    }
    mdg_check_text(m, file, text, n);
    MDG_PUSH(m, &f->out->files, path);
    mdg_load(L, text, n, file);
    lua_pushvalue(L, lua_upvalueindex(1)); /* the globals of the spec */
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, true);
    }
    return 1;
}

/* upvalues: the globals of the spec, the modules loaded so far (false: being loaded) */
static int require(lua_State *L)
{
    struct mdg *m = mdg_enter(L);
    if (lua_type(L, 1) != LUA_TSTRING || lua_gettop(L) != 1) {
        mdg_err(
            m, m->at,
            "require takes the name of a file, a text, not %s\n  hint: require \"layers\" "
            "reads layers.lua beside the spec",
            mdg_describe(L, 1));
    }
    const char *name = lua_tostring(L, 1);
    const char *file = strlen(name) == lua_rawlen(L, 1) ? module_path(m, name) : NULL;
    if (!file) {
        mdg_err(
            m, m->at,
            "require \"%.60s\": this is not the name of a file beside the spec or below\n"
            "  hint: require \"layers\" reads layers.lua, require \"sub.layers\" reads "
            "sub/layers.lua",
            name);
    }
    int seen = lua_getfield(L, lua_upvalueindex(2), file);
    if (seen == LUA_TBOOLEAN && !lua_toboolean(L, -1)) {
        mdg_err(m, m->at,
                "require \"%s\" goes round in a circle: the file is still being loaded",
                name);
    }
    if (seen != LUA_TNIL) {
        lua_remove(L, -2);
        lua_rawgeti(L, -1, 1);
        return 1;
    }
    lua_pushboolean(L, false);
    lua_setfield(L, lua_upvalueindex(2), file);
    load_module(L, name, file);
    lua_createtable(L, 1, 0); /* boxed, so that a module may be false */
    lua_pushvalue(L, -2);
    lua_rawseti(L, -2, 1);
    lua_setfield(L, lua_upvalueindex(2), file);
    return 1;
}

void mdg_open_require(lua_State *L)
{
    lua_pushvalue(L, -1);
    lua_newtable(L);
    lua_pushcclosure(L, require, 2);
    lua_setfield(L, -2, "require");
}
