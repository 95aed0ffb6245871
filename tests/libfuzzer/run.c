/* The pipeline on a text in memory, within small limits. Errors jump back to here, as they
 * do to main. */
#include "run.h"

#include "formats.h"

#include <setjmp.h>
#include <string.h>

static void leave(struct mdg *m)
{
    longjmp(*(jmp_buf *)m->raise_to, 1);
}

/* A text that nothing looks at is still read to its end: the sanitizers see it. */
static size_t length_of(struct mdg *m, struct mdg_job *job, enum mdg_format format)
{
    return strlen(mdg_format_text(m, job, format));
}

/* Wrong derivatives in a report of --check. One that is not a number is none: the branch of
 * a where() that is not taken may well be undefined, and 0 times that is no number. */
static int count_wrong(const char *report)
{
    int count = 0;
    for (const char *line = report; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *end = strchr(line, '\n'), *wrong = strstr(line, "WRONG");
        const char *nan = strstr(line, " nan ");
        bool here = wrong && (!end || wrong < end);
        count += here && !(nan && nan < wrong);
    }
    return count;
}

static int write_all(struct mdg *m, struct mdg_options *o, struct mdg_job *job,
                     unsigned what)
{
    size_t total = length_of(m, job, MDG_FORMAT_SOURCE);
    if (what & RUN_TEXT) {
        total += length_of(m, job, MDG_FORMAT_EXPLAIN_TEXT);
        o->explain_full = true;
        total += length_of(m, job, MDG_FORMAT_EXPLAIN_TEXT);
    }
    if (what & RUN_MARKUP) {
        total += length_of(m, job, MDG_FORMAT_EXPLAIN_LATEX);
        total += length_of(m, job, MDG_FORMAT_EXPLAIN_HTML);
    }
    if (what & RUN_PLAN) {
        for (int f = MDG_FORMAT_PLAN; f < MDG_NFORMATS; f++) {
            total += length_of(m, job, (enum mdg_format)f);
        }
    }
    (void)total;
    return what & RUN_CHECK ? count_wrong(mdg_format_text(m, job, MDG_FORMAT_CHECK)) : 0;
}

int run_spec(const char *text, size_t n, unsigned what)
{
    struct mdg_fixed fixed[] = {{"n", 3, false}, {"m", 2, false}, {"k", 0, false}};
    struct mdg_options o = {
        .spec = "spec.lua",
        .limits = {.memory = 16 << 20, .steps = 200000, .seconds = 10, .output = 1 << 22}};
    struct mdg_job job = {.opt = &o};
    jmp_buf failed;
    struct mdg *m = mdg_new();
    if (!m) {
        return 0;
    }
    m->raise = leave;
    m->raise_to = &failed;
    m->spec = m->spec_base = o.spec;
    m->real_float = o.real_float = (what & RUN_FLOAT) != 0;
    m->cap = (size_t)256 << 20;
    if (setjmp(failed) != 0) {
        mdg_free(m);
        return 0;
    }
    mdg_spec_run_text(m, text, n, "", what & RUN_FIXED ? 3 : 0, fixed, &o.limits,
                      &job.model);
    int wrong = write_all(m, &o, &job, what);
    mdg_free(m);
    return wrong;
}
