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

static int write_all(struct mdg *m, struct mdg_job *job, uint8_t how)
{
    static const enum mdg_format first[] = {MDG_FORMAT_EXPLAIN_TEXT,
                                            MDG_FORMAT_EXPLAIN_LATEX, MDG_FORMAT_PLAN,
                                            MDG_FORMAT_CHECK};
    static const enum mdg_format last[] = {MDG_FORMAT_EXPLAIN_TEXT, MDG_FORMAT_EXPLAIN_HTML,
                                           MDG_FORMAT_DEPS, MDG_FORMAT_CHECK};
    int wrong = 0;
    size_t total = length_of(m, job, MDG_FORMAT_SOURCE);
    for (int f = (int)first[how & 3]; f <= (int)last[how & 3]; f++) {
        const char *text = mdg_format_text(m, job, (enum mdg_format)f);
        total += strlen(text);
        wrong += f == MDG_FORMAT_CHECK ? count_wrong(text) : 0;
    }
    return total ? wrong : 0;
}

int run_spec(const char *text, size_t n, uint8_t how)
{
    struct mdg_fixed fixed[] = {{"n", 3, false}, {"m", 2, false}, {"k", 0, false}};
    struct mdg_options o = {
        .spec = "spec.lua",
        .explain_full = (how & 64) != 0,
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
    m->real_float = o.real_float = (how & 16) != 0;
    m->cap = (size_t)64 << 20; /* what is larger is slow and teaches nothing more */
    if (setjmp(failed) != 0) {
        mdg_free(m);
        return 0;
    }
    mdg_spec_run_text(m, text, n, "", how & 32 ? 3 : 0, fixed, &o.limits, &job.model);
    int wrong = write_all(m, &job, how);
    mdg_free(m);
    return wrong;
}
