/* Raising errors. */
#include "mdg.h"

#include <stdlib.h>

static MDG_NORETURN void raise_error(struct mdg *m, enum mdg_status status,
                                     const char *text)
{
    m->status = status;
    m->message = text;
    if (m->raise) {
        m->raise(m);
    }
    abort(); /* a raise that returns is a bug of the program */
}

void mdg_err(struct mdg *m, struct mdg_loc at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = mdg_vfmt(m, fmt, ap);
    va_end(ap);
    const char *file = at.file ? at.file : m->spec ? m->spec : "spec";
    raise_error(m, MDG_ESPEC, mdg_fmt(m, "%s:%d: error: %s", file, at.line, text));
}

void mdg_fail(struct mdg *m, enum mdg_status status, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = mdg_vfmt(m, fmt, ap);
    va_end(ap);
    raise_error(m, status, mdg_fmt(m, "mdgen: error: %s", text));
}
