/* mdgen SPEC.lua > grad.c: the pipeline, one step a line. */
#define _POSIX_C_SOURCE 200809L
#include "files.h"
#include "formats.h"
#include "help.h"
#include "nearest.h"
#include "sandbox.h"

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* What may be needed to translate a spec, by the limit of memory on Lua. */
enum { TRANSLATION_MEMORY = 16 };

/* Where an error goes: m->raise_to, while m->raise is leave. */
struct session {
    jmp_buf failed;
    struct mdg_watchdog watchdog; /* of the translation */
};

static void leave(struct mdg *m)
{
    struct session *s = m->raise_to;
    mdg_watchdog_stop(&s->watchdog);
    if (m->over_cap) {
        m->over_cap = false;
        m->cap = 0; /* the run is over: the message must not fail */
        mdg_err(
            m, m->at,
            "the spec is too large for its limit of memory\n"
            "  hint: --limit memory=N allows more: N bytes for the spec, %d times N for "
            "its translation",
            TRANSLATION_MEMORY);
    }
    longjmp(s->failed, 1);
}

static void limit_memory(struct mdg *m, const struct mdg_options *o)
{
    size_t memory = o->limits.memory;
    mdg_limit_memory(m, memory < SIZE_MAX / TRANSLATION_MEMORY ? TRANSLATION_MEMORY * memory
                                                               : SIZE_MAX);
}

/* Between these two the limits hold for what is done with the spec that was loaded. */
static void limit_translation(struct mdg *m, const struct mdg_options *o)
{
    struct session *s = m->raise_to;
    limit_memory(m, o);
    mdg_watchdog_start(&s->watchdog, m, o->limits.seconds - mdg_processor_seconds(),
                       "the translation of the spec has used up its processor time\n"
                       "  hint: --limit seconds=N allows more");
}

static void end_translation(struct mdg *m)
{
    struct session *s = m->raise_to;
    mdg_watchdog_stop(&s->watchdog);
    m->cap = 0;
}

/* The base name of a path with bytes replaced that could end a comment or a string in C, or
 * be a trigraph there. */
static const char *harmless_base(struct mdg *m, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct mdg_buf b = {0};
    for (const char *p = slash ? slash + 1 : path; *p; p++) {
        bool odd = (unsigned char)*p < ' ' || *p == 127 || strchr("\"\\?", *p);
        mdg_putn(m, &b, odd ? "_" : p, 1);
    }
    return b.count ? b.data : "spec";
}

/* Every -D must belong to a dim of the spec. */
static void check_fixed(struct mdg *m, const struct mdg_options *o)
{
    for (size_t i = 0; i < o->fixed.count; i++) {
        if (o->fixed.data[i].used) {
            continue;
        }
        const char *name = o->fixed.data[i].name;
        int n = mdg_dim_count(m);
        const char **names = MDG_ARRAY(m, n, const char *);
        for (int k = 0; k < n; k++) {
            names[k] = mdg_dim(m, k)->name;
        }
        const char *near = mdg_nearest(name, n, names);
        mdg_fail(m, MDG_EUSAGE, "-D %s: '%s' has no dim of that name%s%s%s", name, m->spec,
                 near ? "\n  hint: did you mean " : "", near ? near : "", near ? "?" : "");
    }
}

static void check_output_limit(struct mdg *m, const struct mdg_job *job, size_t n,
                               const struct mdg_file *files)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        total += strlen(files[i].text);
    }
    if (total > job->opt->limits.output) {
        mdg_err(m, job->model.objectives.count ? job->model.objectives.data[0].loc : m->at,
                "the output of %zu bytes is above the limit of %zu\n"
                "  hint: --limit output=%zu allows it",
                total, job->opt->limits.output, total);
    }
}

static bool is_stdout(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

/* The text of every output, then all files at once. CHECK is the first of the formats: if
 * it finds a wrong derivative, its report is the only output. */
static void write_outputs(struct mdg *m, struct mdg_job *job)
{
    const struct mdg_options *o = job->opt;
    struct mdg_file files[MDG_NFORMATS + 1];
    size_t n = 0;
    bool stdout_taken = false;
    for (int f = 0; f < MDG_NFORMATS; f++) {
        stdout_taken = stdout_taken || is_stdout(o->extra[f]);
    }
    for (int f = 0; f < MDG_NFORMATS && !job->wrong; f++) {
        if (o->extra[f]) {
            files[n].path = o->extra[f];
            files[n++].text = mdg_format_text(m, job, (enum mdg_format)f);
        }
    }
    if (!job->wrong && (o->output || !stdout_taken)) {
        files[n].path = o->output ? o->output : "-";
        files[n++].text = mdg_format_text(m, job, o->main);
    }
    check_output_limit(m, job, n, files);
    end_translation(m);
    mdg_files_write(m, n, files, o->spec);
    if (job->wrong) {
        mdg_fail(m, MDG_ESPEC, "%s: %d wrong derivative%s", m->spec, job->wrong,
                 job->wrong == 1 ? "" : "s");
    }
}

static void load(struct mdg *m, struct mdg_options *o, const char *spec,
                 struct mdg_model *model)
{
    m->spec = spec;
    m->spec_base = harmless_base(m, spec);
    m->real_float = o->real_float;
    mdg_spec_run(m, spec, (int)o->fixed.count, o->fixed.data, &o->limits, model);
}

static void generate(struct mdg *m, struct mdg_options *o)
{
    struct mdg_job job = {.opt = o};
    load(m, o, o->spec, &job.model);
    check_fixed(m, o);
    limit_translation(m, o);
    write_outputs(m, &job);
}

static void print(struct mdg *m, const char *text)
{
    struct mdg_file file = {"-", text};
    mdg_files_write(m, 1, &file, NULL);
}

/* Two specs, two contexts. An error in the old one becomes an error of m. */
static void diff(struct mdg *m, struct mdg_options *o)
{
    struct mdg_job job = {.opt = o};
    struct mdg_model before = {0};
    struct mdg *old = mdg_part(m);
    load(old, o, o->old, &before);
    load(m, o, o->spec, &job.model);
    check_fixed(m, o);
    limit_memory(old, o);
    limit_translation(m, o);
    const struct mdg_unit *a = mdg_generate(old, &before), *b = mdg_generate(m, &job.model);
    struct mdg_file file = {o->output ? o->output : "-", mdg_plan_diff(m, b, old, a)};
    check_output_limit(m, &job, 1, &file);
    end_translation(m);
    mdg_files_write(m, 1, &file, o->spec);
    mdg_free(old);
}

static void run(struct mdg *m, int argc, char **argv)
{
    struct mdg_options o;
    mdg_options_parse(m, argc, argv, &o);
    switch (o.action) {
    case MDG_GENERATE:
        generate(m, &o);
        break;
    case MDG_COMPARE:
        diff(m, &o);
        break;
    case MDG_HELP:
        print(m, mdg_help(m));
        break;
    case MDG_HELP_FUNCTIONS:
        print(m, mdg_help_functions(m));
        break;
    case MDG_HELP_REFERENCE:
        print(m, mdg_help_reference(m));
        break;
    case MDG_STUB:
        print(m, mdg_stub(m));
        break;
    case MDG_SHOW_VERSION:
        print(m, mdg_version(m));
        break;
    }
}

int main(int argc, char **argv)
{
    /* a reader that has gone, or a file at its size limit, is an error of write() */
    signal(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN);
#endif
    mdg_files_guard();
    struct mdg *m = mdg_new();
    if (!m) {
        fputs("mdgen: error: out of memory\n", stderr);
        return MDG_EIO;
    }
    struct session s = {0};
    m->raise = leave;
    m->raise_to = &s;
    enum mdg_status status = MDG_OK;
    if (setjmp(s.failed) == 0) {
        run(m, argc, argv);
    } else {
        fprintf(stderr, "%s\n", m->message);
        status = m->status;
    }
    mdg_free(m);
    return (int)status;
}
