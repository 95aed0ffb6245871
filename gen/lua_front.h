/* Inside of the Lua front end: what spec.c, sandbox.c and the lua_*.c files share. */
#ifndef MDG_LUA_FRONT_H
#define MDG_LUA_FRONT_H

#include "spec.h"

#include <lua.h>

/* Why a run was stopped; the spec cannot catch these. */
enum mdg_stop {
    MDG_STOP_NONE,
    MDG_STOP_STEPS,
    MDG_STOP_SECONDS,
    MDG_STOP_MEMORY,
    MDG_STOP_OUTPUT,
    MDG_STOP_IO /* not a limit: a file of the spec cannot be read */
};

/* A name that is taken, and by what. */
struct mdg_taken {
    const char *name; /* interned */
    const char *what; /* "the input 'x' of line 3" */
};

struct mdg_taken_list {
    struct mdg_taken *data;
    size_t count, cap;
};

/* All state of one run of a spec. A lua_State finds it in its extra space. */
struct mdg_front {
    struct mdg *m;
    int nfixed;
    struct mdg_fixed *fixed;
    const struct mdg_limits *limits;
    struct mdg_model *out;

    /* files, and the names that Lua gives to them in messages (it shortens long ones) */
    const char *folder; /* of the spec: "" or ending in a slash */
    const char *text;   /* the spec itself */
    size_t length;
    struct {
        struct mdg_source {
            const char *shown, *lua_name;
        } * data;
        size_t count, cap;
    } sources;

    /* declarations */
    struct mdg_taken_list names, functions; /* dims and inputs; generated functions */
    unsigned serial; /* of the next userdata, so that these have an order */

    /* limits: sandbox.c */
    size_t memory;      /* bytes that Lua holds */
    uint64_t steps;     /* instructions so far, in units of the hook */
    double started;     /* processor seconds */
    size_t printed;     /* bytes written by print */
    bool memory_denied; /* an allocation was refused because of the limit */
    enum mdg_stop stop;

    /* the error that ended the spec */
    struct mdg_loc error_at;
    const char *error_text;
    const char *io_error; /* of MDG_STOP_IO */
};

struct mdg_front *mdg_front(lua_State *L);

/* To be called first in every function that Lua calls: m->at becomes the line of the spec
 * that is being run; limits are looked at now and then. Returns the context. */
struct mdg *mdg_enter(lua_State *L);

/* End the run: the spec has used up a limit. Does not return; pcall does not catch it. */
MDG_NORETURN void mdg_stop(lua_State *L, enum mdg_stop why);

/* ---- values in Lua ----------------------------------------------------------- */

void mdg_push_value(lua_State *L, mdg_value v);
void mdg_push_size(lua_State *L, mdg_size s);
/* The value at index i, numbers and sizes made values; NULL if it is none of these. */
mdg_value mdg_to_value(lua_State *L, int i);
/* The value at index i if it is one already, else NULL. */
mdg_value mdg_test_value(lua_State *L, int i);
/* The size at index i; integers and floats without fraction count. */
bool mdg_to_size(lua_State *L, int i, mdg_size *s);
/* The same, for a dim or expression of dims only: plain numbers do not count. */
bool mdg_test_size(lua_State *L, int i, mdg_size *s);
/* A number that tells userdata apart in the order of their creation; false for other
 * values. */
bool mdg_serial(lua_State *L, int i, unsigned *serial);
/* What stands at index i, for messages: "nil", "a table", "A [m x n]". */
const char *mdg_describe(lua_State *L, int i);

/* The number at index i, which is no NaN (an error). */
double mdg_number_at(lua_State *L, int i);

/* Metatables of values and sizes. */
void mdg_open_values(lua_State *L);
/* The functions of functions.def, into the table on top of the stack. */
void mdg_open_functions(lua_State *L);
/* Push what values and sizes have as __index: .T and the methods of functions.def. */
void mdg_push_index(lua_State *L);
/* dims, scalar, ..., objective, mapping. */
void mdg_open_declarations(lua_State *L);
/* The allowed part of Lua's own library, with replacements where it is not deterministic or
 * not bounded. */
void mdg_open_library(lua_State *L);
/* require. */
void mdg_open_require(lua_State *L);

/* Load the text of a spec file as a function on the stack; raises an error if it is no Lua.
 */
void mdg_load(lua_State *L, const char *text, size_t n, const char *shown);

/* Text of a file that must be a regular one, in the arena; NULL with errno set. *n: its
 * length. */
const char *mdg_read_file(struct mdg *m, const char *path, size_t *n);
/* Why it could not be read, right after the call. */
const char *mdg_read_error(void);
/* Refuse compiled Lua and other files that are no text. */
void mdg_check_text(struct mdg *m, const char *shown, const char *text, size_t n);

/* "; did you mean 'x'?" or "" */
const char *mdg_did_you_mean(struct mdg *m, const char *word, int n,
                             const char *const *names);

#endif
