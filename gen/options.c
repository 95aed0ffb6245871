/* Reading the command line. */
#include "options.h"

#include "nearest.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum id {
#define OPTION(id, letter, name, arg, help) OPT_##id,
#include "options.def"
#undef OPTION
    OPT_MAIN, /* a MAIN format */
    OPT_REPORT,
    OPT_EXTRA /* an EXTRA format */
};

/* A row of options.def or formats.def. */
struct option {
    enum id id;
    char letter;
    const char *name, *arg, *help;
    enum mdg_format format;
};

#define OPTION(id, letter, name, arg, help) \
    {OPT_##id, letter, name, arg, help, MDG_NFORMATS},
#define FORMAT(id, option, place, emit, help)                                   \
    {OPT_##place,    0, option, OPT_##place == OPT_EXTRA ? "FILE" : NULL, help, \
     MDG_FORMAT_##id},
static const struct option options[] = {
#include "options.def"
#include "formats.def"
};
#undef OPTION
#undef FORMAT
enum { NOPTIONS = sizeof options / sizeof *options };

/* The walk along the command line. */
struct walk {
    int argc, at;
    char **argv;
    const char *option; /* as the user wrote it, for messages */
};

static const struct option *by_letter(char letter)
{
    for (int i = 0; i < NOPTIONS; i++) {
        if (letter && options[i].letter == letter) {
            return &options[i];
        }
    }
    return NULL;
}

/* The option called s, n bytes. */
static const struct option *by_name(const char *s, size_t n)
{
    for (int i = 0; i < NOPTIONS; i++) {
        const char *name = options[i].name;
        if (name && strlen(name) == n && memcmp(name, s, n) == 0) {
            return &options[i];
        }
    }
    return NULL;
}

static MDG_NORETURN void unknown(struct mdg *m, const char *word)
{
    const char *names[NOPTIONS];
    int n = 0;
    for (int i = 0; i < NOPTIONS; i++) {
        if (options[i].name) {
            names[n++] = options[i].name;
        }
    }
    const char *near = word[1] == '-' ? mdg_nearest(word + 2, n, names) : NULL;
    if (near) {
        mdg_fail(m, MDG_EUSAGE, "unknown option '%s'\n  hint: did you mean --%s?", word,
                 near);
    }
    mdg_fail(m, MDG_EUSAGE, "unknown option '%s'\n  hint: mdgen --help lists the options",
             word);
}

/* The argument of an option: what is attached to it, or else the next word. */
static const char *argument(struct mdg *m, struct walk *w, const struct option *opt,
                            const char *attached)
{
    if (!opt->arg) {
        if (attached) {
            mdg_fail(m, MDG_EUSAGE, "option '--%s' takes no argument", opt->name);
        }
        return NULL;
    }
    if (!attached && w->at < w->argc) {
        attached = w->argv[w->at++];
    }
    if (!attached || !*attached) {
        mdg_fail(m, MDG_EUSAGE, "option '%s' needs an argument: %s", w->option, opt->arg);
    }
    return attached;
}

/* The NAME of "NAME=VALUE"; the value goes to *value. */
static const char *split(struct mdg *m, const struct walk *w, const char *arg,
                         const char **value)
{
    const char *eq = strchr(arg, '=');
    if (!eq || eq == arg || !eq[1]) {
        mdg_fail(m, MDG_EUSAGE, "option '%s' needs NAME=VALUE, not '%s'", w->option, arg);
    }
    *value = eq + 1;
    return mdg_intern(m, mdg_fmt(m, "%.*s", (int)(eq - arg), arg));
}

static void fix_dim(struct mdg *m, const struct walk *w, const char *arg,
                    struct mdg_options *o)
{
    const char *text;
    struct mdg_fixed fixed = {.name = split(m, w, arg, &text)};
    char *end;
    errno = 0;
    long long v = strtoll(text, &end, 10);
    if (errno || *end || v < 0 || strspn(text, "0123456789") != strlen(text)) {
        mdg_fail(m, MDG_EUSAGE, "-D %s: the size of a dim is an integer >= 0", arg);
    }
    for (size_t i = 0; i < o->fixed.count; i++) {
        if (o->fixed.data[i].name == fixed.name) {
            mdg_fail(m, MDG_EUSAGE, "-D %s: the dim %s is fixed twice", arg, fixed.name);
        }
    }
    fixed.value = v;
    MDG_PUSH(m, &o->fixed, fixed);
}

/* A positive number such as 1000, 1e9, 0.5, and 512M where bytes are counted. */
static double limit_value(struct mdg *m, const char *arg, const char *text, bool bytes)
{
    char *end;
    double v = strtod(text, &end);
    if (bytes && *end && strchr("KMG", *end)) {
        v *= *end == 'K' ? 0x1p10 : *end == 'M' ? 0x1p20 : 0x1p30;
        end++;
    }
    if (end == text || *end || !(v > 0) || v > 0x1p52 || !strchr("0123456789.", *text)) {
        mdg_fail(m, MDG_EUSAGE, "--limit %s: the value is a number > 0%s", arg,
                 bytes ? ", of bytes or with K, M, G" : "");
    }
    return v;
}

static void set_limit(struct mdg *m, const struct walk *w, const char *arg,
                      struct mdg_limits *l)
{
    static const char *const names[] = {"memory", "steps", "seconds", "output"};
    const char *text;
    const char *name = split(m, w, arg, &text);
    if (strcmp(name, "memory") == 0) {
        l->memory = (size_t)ceil(limit_value(m, arg, text, true));
    } else if (strcmp(name, "steps") == 0) {
        l->steps = (uint64_t)ceil(limit_value(m, arg, text, false));
    } else if (strcmp(name, "seconds") == 0) {
        l->seconds = limit_value(m, arg, text, false);
    } else if (strcmp(name, "output") == 0) {
        l->output = (size_t)ceil(limit_value(m, arg, text, true));
    } else {
        const char *near = mdg_nearest(name, 4, names);
        mdg_fail(m, MDG_EUSAGE,
                 "--limit: there is no limit '%s'%s%s%s\n"
                 "  hint: the limits are memory, steps, seconds and output",
                 name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    }
}

/* Is arg the second of two words? It must be one of them. */
static bool second_of(struct mdg *m, const struct walk *w, const char *arg,
                      const char *first, const char *second)
{
    bool is = strcmp(arg, second) == 0;
    if (!is && strcmp(arg, first) != 0) {
        mdg_fail(m, MDG_EUSAGE, "%s is %s or %s, not '%s'", w->option, first, second, arg);
    }
    return is;
}

/* Store a file name, once. */
static void set_file(struct mdg *m, const struct walk *w, const char *arg, const char **to)
{
    if (*to) {
        mdg_fail(m, MDG_EUSAGE, "option '%s' is given twice", w->option);
    }
    *to = arg;
}

static void apply(struct mdg *m, struct walk *w, const struct option *opt, const char *arg,
                  struct mdg_options *o)
{
    switch (opt->id) {
    case OPT_OUTPUT:
        set_file(m, w, arg, &o->output);
        break;
    case OPT_FIX:
        fix_dim(m, w, arg, o);
        break;
    case OPT_REAL:
        o->real_float = second_of(m, w, arg, "double", "float");
        break;
    case OPT_LEVEL:
        o->explain_full = second_of(m, w, arg, "short", "full");
        break;
    case OPT_LIMIT:
        set_limit(m, w, arg, &o->limits);
        break;
    case OPT_HELP:
        o->action = MDG_HELP;
        if (w->at < w->argc && strcmp(w->argv[w->at], "functions") == 0) {
            o->action = MDG_HELP_FUNCTIONS;
            w->at++;
        } else if (w->at < w->argc && strcmp(w->argv[w->at], "reference") == 0) {
            o->action = MDG_HELP_REFERENCE;
            w->at++;
        }
        break;
    case OPT_STUB:
        o->action = MDG_STUB;
        break;
    case OPT_VERSION:
        o->action = MDG_SHOW_VERSION;
        break;
    case OPT_MAIN:
        if (o->main != MDG_FORMAT_SOURCE && o->main != opt->format) {
            mdg_fail(m, MDG_EUSAGE, "option '%s' and another one both replace the C source",
                     w->option);
        }
        o->main = opt->format;
        break;
    case OPT_REPORT:
        o->extra[opt->format] = "-";
        break;
    case OPT_EXTRA:
        set_file(m, w, arg, &o->extra[opt->format]);
        break;
    }
}

/* Is there another option that begins with the name of this one and '='? */
static bool has_variants(const struct option *opt)
{
    size_t n = strlen(opt->name);
    for (int i = 0; i < NOPTIONS; i++) {
        const char *name = options[i].name;
        if (name && strncmp(name, opt->name, n) == 0 && name[n] == '=') {
            return true;
        }
    }
    return false;
}

/* One word that begins with '-'. */
static void option(struct mdg *m, struct walk *w, const char *word, struct mdg_options *o)
{
    const struct option *opt;
    const char *attached = NULL;
    if (word[1] == '-') {
        size_t n = strcspn(word + 2, "=");
        opt = by_name(word + 2, strlen(word + 2)); /* some names have a '=' of their own */
        if (!opt) {
            opt = by_name(word + 2, n);
            attached = word[2 + n] ? word + 3 + n : NULL;
        }
        w->option = mdg_fmt(m, "%.*s", (int)(n + 2), word);
    } else {
        opt = by_letter(word[1]);
        attached = word[2] ? word + 2 : NULL;
        w->option = mdg_fmt(m, "%.2s", word);
    }
    if (!opt || (attached && !opt->arg && (word[1] != '-' || has_variants(opt)))) {
        unknown(m, word);
    }
    if (attached && !*attached) {
        mdg_fail(m, MDG_EUSAGE, "option '%s' has an empty argument", w->option);
    }
    apply(m, w, opt, argument(m, w, opt, attached), o);
}

/* mdgen diff OLD NEW: nothing but the comparison is written. */
static void check_diff(struct mdg *m, const struct mdg_options *o)
{
    if (!o->old || !o->spec) {
        mdg_fail(m, MDG_EUSAGE,
                 "diff needs two specs\n  hint: mdgen diff OLD.lua NEW.lua; a spec called "
                 "diff is ./diff");
    }
    bool other = o->main != MDG_FORMAT_SOURCE;
    for (int f = 0; f < MDG_NFORMATS; f++) {
        other = other || o->extra[f];
    }
    if (other) {
        mdg_fail(
            m, MDG_EUSAGE,
            "diff writes the differences only; leave out the options for other outputs");
    }
}

/* At most one text can go to standard output. */
static void one_standard_output(struct mdg *m, const struct mdg_options *o)
{
    int n = o->output && strcmp(o->output, "-") == 0;
    for (int f = 0; f < MDG_NFORMATS; f++) {
        n += o->extra[f] && strcmp(o->extra[f], "-") == 0;
    }
    if (n > 1) {
        mdg_fail(m, MDG_EUSAGE, "two outputs for standard output ('-')");
    }
}

void mdg_options_parse(struct mdg *m, int argc, char **argv, struct mdg_options *o)
{
    struct walk w = {.argc = argc, .at = 1, .argv = argv};
    bool only_files = false; /* after "--" */
    *o = (struct mdg_options){.action = MDG_GENERATE,
                              .main = MDG_FORMAT_SOURCE,
                              .limits = {.memory = (size_t)256 << 20,
                                         .steps = 100000000,
                                         .seconds = 30,
                                         .output = (size_t)64 << 20}};
    if (argc > 1 && strcmp(argv[1], "diff") == 0) {
        o->action = MDG_COMPARE;
        w.at = 2;
    }
    while (w.at < argc) {
        const char *word = argv[w.at++];
        if (!only_files && strcmp(word, "--") == 0) {
            only_files = true;
        } else if (!only_files && word[0] == '-' && word[1]) {
            option(m, &w, word, o);
        } else if (o->action == MDG_COMPARE && !o->old) {
            o->old = word;
        } else if (o->spec) {
            mdg_fail(m, MDG_EUSAGE, "one spec at a time, not both '%s' and '%s'", o->spec,
                     word);
        } else {
            o->spec = word;
        }
    }
    if (o->action == MDG_COMPARE) {
        check_diff(m, o);
    }
    if (o->action != MDG_GENERATE) {
        return;
    }
    if (!o->spec || !*o->spec) {
        mdg_fail(
            m, MDG_EUSAGE,
            "no spec is given\n  hint: mdgen SPEC.lua > grad.c; mdgen --help says more");
    }
    one_standard_output(m, o);
}

const char *mdg_option_help(struct mdg *m, int row)
{
    if (row >= NOPTIONS) {
        return NULL;
    }
    const struct option *opt = &options[row];
    if (!*opt->help) {
        return "";
    }
    const char *name =
        opt->name ? mdg_fmt(m, "--%s", opt->name) : mdg_fmt(m, "-%c", opt->letter);
    if (opt->letter && opt->name) {
        name = mdg_fmt(m, "-%c, %s", opt->letter, name);
    }
    name = mdg_fmt(m, "%s%s%s", name, opt->arg ? " " : "", opt->arg ? opt->arg : "");
    return mdg_fmt(m, "  %-26s  %s\n", name, opt->help);
}
