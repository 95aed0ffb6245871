/* One function per row of formats.def. */
#include "formats.h"

#include <string.h>

static const struct mdg_unit *unit(struct mdg *m, struct mdg_job *job)
{
    if (!job->unit) {
        job->unit = mdg_generate(m, &job->model);
    }
    return job->unit;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "least_squares.h" gives LEAST_SQUARES_H. */
static const char *guard_name(struct mdg *m, const char *file)
{
    struct mdg_buf b = {0};
    if (!is_letter(*file)) {
        mdg_put(m, &b, "MDGEN_");
    }
    for (; *file; file++) {
        char c = *file;
        if (c >= 'a' && c <= 'z') {
            c = (char)(c - 'a' + 'A');
        } else if (!is_letter(c) && !is_digit(c)) {
            c = '_';
        }
        mdg_putn(m, &b, &c, 1);
    }
    return b.data;
}

/* The base name of the spec with another ending. */
static const char *spec_with(struct mdg *m, const char *ending)
{
    size_t n = strlen(m->spec_base);
    if (n > 4 && strcmp(m->spec_base + n - 4, ".lua") == 0) {
        n -= 4;
    }
    return mdg_fmt(m, "%.*s%s", (int)n, m->spec_base, ending);
}

static bool is_file(const char *path)
{
    return path && strcmp(path, "-") != 0;
}

/* ---- the formats -------------------------------------------------------------- */

static const char *emit_source(struct mdg *m, struct mdg_job *job)
{
    return mdg_emit_c(m, unit(m, job));
}

/* What else is written is planned first: the bytes of the source depend on the order in
 * which nodes were made. */
static const char *emit_check(struct mdg *m, struct mdg_job *job)
{
    struct mdg_buf b = {0};
    if (job->opt->output) {
        unit(m, job);
    }
    job->wrong = mdg_check(m, &job->model, &b);
    return b.data;
}

static enum mdg_explain_level level(const struct mdg_job *job)
{
    return job->opt->explain_full ? MDG_EXPLAIN_FULL : MDG_EXPLAIN_SHORT;
}

static const char *emit_text(struct mdg *m, struct mdg_job *job)
{
    return mdg_explain(m, &job->model, MDG_EXPLAIN_TEXT, level(job));
}

static const char *emit_latex(struct mdg *m, struct mdg_job *job)
{
    return mdg_explain(m, &job->model, MDG_EXPLAIN_LATEX, level(job));
}

static const char *emit_html(struct mdg *m, struct mdg_job *job)
{
    const struct mdg_explain_extra extra = {unit(m, job), mdg_emit_c(m, unit(m, job))};
    return mdg_explain_with(m, &job->model, MDG_EXPLAIN_HTML, level(job), &extra);
}

static const char *emit_plan(struct mdg *m, struct mdg_job *job)
{
    return mdg_emit_plan(m, unit(m, job));
}

static const char *emit_header(struct mdg *m, struct mdg_job *job)
{
    const char *path = job->opt->extra[MDG_FORMAT_HEADER];
    const char *name = is_file(path) ? base_name(path) : spec_with(m, ".h");
    return mdg_emit_header(m, unit(m, job), guard_name(m, name));
}

static const char *emit_manifest(struct mdg *m, struct mdg_job *job)
{
    return mdg_emit_manifest(m, unit(m, job));
}

static const char *emit_test(struct mdg *m, struct mdg_job *job)
{
    const char *path = job->opt->extra[MDG_FORMAT_HEADER];
    return mdg_emit_test(m, unit(m, job), is_file(path) ? base_name(path) : NULL);
}

/* A file name in a make rule (GNU make; others know no quoting at all). */
static void put_name(struct mdg *m, struct mdg_buf *b, const char *name)
{
    for (; *name; name++) {
        if (*name == '\n') {
            mdg_fail(m, MDG_EUSAGE,
                     "--deps: a make rule cannot hold a file name with a line break");
        }
        if (*name == '$') {
            mdg_put(m, b, "$");
        } else if (strchr(" \t#%:\\", *name)) {
            mdg_put(m, b, "\\");
        }
        mdg_putn(m, b, name, 1);
    }
}

/* "targets: files", and an empty rule for each required file, so that make goes on when one
 * of them is gone. Without a file to name, the target is the spec's name ending in .c. */
static const char *emit_deps(struct mdg *m, struct mdg_job *job)
{
    const struct mdg_options *o = job->opt;
    struct mdg_buf b = {0};
    bool any = false;
    for (int f = -1; f < MDG_NFORMATS; f++) {
        const char *path = f < 0 ? o->output : o->extra[f];
        if (is_file(path) && f != MDG_FORMAT_DEPS) {
            mdg_put(m, &b, any ? " " : "");
            put_name(m, &b, path);
            any = true;
        }
    }
    if (!any) {
        put_name(m, &b, spec_with(m, ".c"));
    }
    mdg_put(m, &b, ":");
    for (size_t i = 0; i < job->model.files.count; i++) {
        mdg_put(m, &b, " ");
        put_name(m, &b, job->model.files.data[i]);
    }
    mdg_put(m, &b, "\n");
    for (size_t i = 1; i < job->model.files.count; i++) {
        put_name(m, &b, job->model.files.data[i]);
        mdg_put(m, &b, ":\n");
    }
    return b.data;
}

const char *mdg_format_text(struct mdg *m, struct mdg_job *job, enum mdg_format format)
{
    static const char *(*const emit[])(struct mdg *, struct mdg_job *) = {
#define FORMAT(id, option, place, emit, help) emit,
#include "formats.def"
#undef FORMAT
    };
    return emit[format](m, job);
}
