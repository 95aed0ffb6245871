/* Limits on the run of a spec: memory, Lua instructions, processor time.
 *
 * Memory is counted by the allocator that Lua gets, and by the arena's cap.  Instructions
 * are counted by a hook; once a limit is hit the hook fires at every instruction and `stop`
 * is set, so that no pcall and no __close handler can go on.  C functions of Lua never come
 * to the hook (string.find with a pattern that backtracks, a chain of __call): for these a
 * timer of the process's own processor time ends the program with the message that the hook
 * would have given, as a last resort.
 *
 * The same timer and the arena's cap bound what comes after the spec, its translation:
 * a short spec can describe a very large program. */
#ifndef MDG_SANDBOX_H
#define MDG_SANDBOX_H

#include "lua_front.h"

#include <signal.h>
#include <time.h>

/* A Lua state without libraries that obeys f->limits; NULL without memory. */
lua_State *mdg_sandbox_new(struct mdg_front *f);

/* From here on the arena takes at most `more` bytes; when it needs more, m->over_cap is set
 * and MDG_EIO raised. */
void mdg_limit_memory(struct mdg *m, size_t more);

/* Seconds of processor time that the program has used. */
double mdg_processor_seconds(void);

/* The timer of last resort: after `seconds` of processor time it ends the program with
 * MDG_ESPEC and a message at m->at, that `text`. m, w and text stay until it is stopped. No
 * output may be on its way meanwhile. */
struct mdg_watchdog {
    bool armed;
    timer_t timer;
    struct sigaction before;
    const struct mdg *m;
    const char *text;
};
void mdg_watchdog_start(struct mdg_watchdog *w, const struct mdg *m, double seconds,
                        const char *text);
void mdg_watchdog_stop(struct mdg_watchdog *w);

#endif
