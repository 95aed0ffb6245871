/* The limits of a spec's run. */
#define _POSIX_C_SOURCE 200809L
#include "sandbox.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    HOOK_STEPS = 1000, /* Lua instructions between two looks at the limits */
    GRACE = 1          /* seconds that the hook has before the timer of last resort */
};

struct mdg_front *mdg_front(lua_State *L)
{
    return *(struct mdg_front **)lua_getextraspace(L);
}

double mdg_processor_seconds(void)
{
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- memory --------------------------------------------------------------- */

static void *allocate(void *context, void *p, size_t old, size_t size)
{
    struct mdg_front *f = context;
    size_t have = p ? old : 0; /* without p, old is the kind of object */
    if (size == 0) {
        free(p);
        f->memory -= have;
        return NULL;
    }
    if (size > have && size - have > f->limits->memory - f->memory) {
        f->memory_denied = true; /* Lua collects garbage and tries once more */
        return NULL;
    }
    void *q = realloc(p, size);
    if (q) {
        f->memory += size - have;
    }
    return q;
}

void mdg_limit_memory(struct mdg *m, size_t more)
{
    m->cap = more < SIZE_MAX - m->used ? m->used + more : 0;
}

/* ---- time ------------------------------------------------------------------ */

static void hook(lua_State *L, lua_Debug *ar)
{
    struct mdg_front *f = mdg_front(L);
    (void)ar;
    mdg_enter(L);
    f->steps += HOOK_STEPS;
    if (f->stop) {
        mdg_stop(L, f->stop);
    }
    if (f->steps > f->limits->steps) {
        mdg_stop(L, MDG_STOP_STEPS);
    }
    if (mdg_processor_seconds() - f->started > f->limits->seconds) {
        mdg_stop(L, MDG_STOP_SECONDS);
    }
}

void mdg_stop(lua_State *L, enum mdg_stop why)
{
    mdg_front(L)->stop = why;
    lua_sethook(L, hook, LUA_MASKCOUNT, 1);
    lua_pushliteral(L, "a limit is reached");
    lua_error(L);
    abort(); /* lua_error does not return, but its declaration does not say so */
}

struct mdg *mdg_enter(lua_State *L)
{
    struct mdg_front *f = mdg_front(L);
    lua_Debug ar;
    if (f->stop) {
        mdg_stop(L, f->stop);
    }
    for (int level = 0; lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (ar.currentline > 0) {
            f->m->at = (struct mdg_loc){mdg_intern(f->m, ar.source + 1), ar.currentline};
            break;
        }
    }
    return f->m;
}

lua_State *mdg_sandbox_new(struct mdg_front *f)
{
    f->started = mdg_processor_seconds();
    lua_State *L = lua_newstate(allocate, f);
    if (L) {
        *(struct mdg_front **)lua_getextraspace(L) = f;
        lua_sethook(L, hook, LUA_MASKCOUNT, HOOK_STEPS);
    }
    return L;
}

/* ---- last resort -------------------------------------------------------------- */

static void put(const char *s)
{
    ssize_t ignored = write(STDERR_FILENO, s, strlen(s));
    (void)ignored;
}

/* Only calls that are safe in a signal handler. Nothing has been written yet that would
 * have to be taken back: outputs come last. */
static void time_is_up(int signal, siginfo_t *info, void *context)
{
    const struct mdg_watchdog *w = info->si_value.sival_ptr;
    const struct mdg_loc at = w->m->at;
    char digits[16], *p = digits + sizeof digits;
    int line = at.line;
    (void)signal;
    (void)context;
    *--p = '\0';
    do {
        *--p = (char)('0' + line % 10);
        line /= 10;
    } while (line > 0);
    put(at.file ? at.file : w->m->spec);
    put(":");
    put(p);
    put(": error: ");
    put(w->text);
    put("\n");
    _exit(MDG_ESPEC);
}

void mdg_watchdog_start(struct mdg_watchdog *w, const struct mdg *m, double seconds,
                        const char *text)
{
    const double longest = 1e6;
    struct sigaction act = {.sa_flags = SA_SIGINFO};
    act.sa_sigaction = time_is_up;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGXCPU};
    event.sigev_value.sival_ptr = w;
    *w = (struct mdg_watchdog){.m = m, .text = text};
    if (seconds > longest || sigaction(SIGXCPU, &act, &w->before)) {
        return;
    }
    if (timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &w->timer)) {
        sigaction(SIGXCPU, &w->before, NULL);
        return;
    }
    time_t whole = seconds > 0 ? (time_t)seconds : 0;
    long rest = seconds > 0 ? (long)(1e9 * (seconds - (double)whole)) : 0;
    struct itimerspec when = {.it_value = {.tv_sec = whole + GRACE, .tv_nsec = rest}};
    w->armed = true;
    timer_settime(w->timer, 0, &when, NULL);
}

void mdg_watchdog_stop(struct mdg_watchdog *w)
{
    if (w->armed) {
        timer_delete(w->timer);
        sigaction(SIGXCPU, &w->before, NULL);
        w->armed = false;
    }
}
