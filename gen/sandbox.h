/* Limits on the run of a spec: memory, Lua instructions, processor time.
 *
 * Memory is counted by the allocator that Lua gets, and by the arena's cap.  Instructions
 * are counted by a hook; once a limit is hit the hook fires at every instruction and `stop`
 * is set, so that no pcall and no __close handler can go on.  C functions of Lua never come
 * to the hook (string.find with a pattern that backtracks, a chain of __call): for these a
 * timer of the process's own processor time ends the program with the message that the hook
 * would have given, as a last resort. */
#ifndef MDG_SANDBOX_H
#define MDG_SANDBOX_H

#include "lua_front.h"

#include <signal.h>
#include <time.h>

/* A Lua state without libraries that obeys f->limits; NULL without memory. */
lua_State *mdg_sandbox_new(struct mdg_front *f);

/* The timer of last resort. */
struct mdg_watchdog {
    bool armed;
    timer_t timer;
    struct sigaction before;
    const char *file;
    const struct mdg_loc *at;
};
void mdg_watchdog_start(struct mdg_watchdog *w, struct mdg_front *f);
void mdg_watchdog_stop(struct mdg_watchdog *w);

#endif
