/* --help and --version. */
#include "help.h"

#include "options.h"
#include "version.h"

#include <string.h>

const char *mdg_help(struct mdg *m)
{
    struct mdg_buf b = {0};
    mdg_put(m, &b,
            "usage: mdgen [OPTION]... SPEC.lua > grad.c\n"
            "\n"
            "Write C code for the value and the derivatives of the objectives in a spec.\n"
            "\n");
    const char *line;
    for (int row = 0; (line = mdg_option_help(m, row)) != NULL; row++) {
        mdg_put(m, &b, line);
    }
    mdg_put(
        m, &b,
        "\n"
        "FILE may be -, standard output; the C source is then not written unless -o says\n"
        "where. Exit status: 0 done, 1 the spec is at fault, 2 the command line is, 3 an\n"
        "input or output error or no memory.\n"
        "\n"
        "A spec:\n"
        "  local m, n = dims \"m n\"\n"
        "  local A, x, b = matrix(\"A\", m, n), vector(\"x\", n), vector(\"b\", m)\n"
        "  objective { name = \"least_squares\", value = sumsq(A * x - b), wrt = { x } }\n"
        "\n"
        "Full description: man mdgen\n");
    return b.data;
}

/* A line of the table of functions: signature and text, side by side where they fit. */
static void put_row(struct mdg *m, struct mdg_buf *b, const char *signature,
                    const char *doc)
{
    if (strlen(signature) <= 34) {
        mdg_putf(m, b, "  %-34s  %s\n", signature, doc);
    } else {
        mdg_putf(m, b, "  %s\n  %-34s  %s\n", signature, "", doc);
    }
}

static const struct {
    const char *group, *signature, *doc;
} functions[] = {
#define DECLARATION(name, binding, signature, doc) {"declaration", signature, doc},
#define FUNCTION(name, group, args, binding, kind, signature, doc) {#group, signature, doc},
#define METHOD(name, args, binding, kind, signature, doc) {"part", signature, doc},
#define ALIAS(name, of) {"alias", #name, "the same as " #of},
#include "functions.def"
};

const char *mdg_help_functions(struct mdg *m)
{
    static const char *const groups[][2] = {
        {"declaration", "Declarations"},
        {"elementwise", "Element-wise functions, with their derivatives"},
        {"two", "Element-wise functions of two arguments, with broadcasting"},
        {"reduction", "Reductions; axis 1 goes over rows, axis 2 along each row"},
        {"matrix", "Matrices"},
        {"general", "General"},
        {"constant", "Constants"},
        {"part", "Parts"},
        {"alias", "Other names"},
    };
    struct mdg_buf b = {0};
    mdg_put(
        m, &b,
        "Operators: A + B, A - B, A * B (matrix product), A % B (element-wise product),\n"
        "A / B (element-wise), A ^ p (power of a scalar or of a square matrix), A.T\n");
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        mdg_putf(m, &b, "\n%s\n", groups[g][1]);
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
            if (strcmp(functions[i].group, groups[g][0]) == 0) {
                put_row(m, &b, functions[i].signature, functions[i].doc);
            }
        }
    }
    return b.data;
}

const char *mdg_version(struct mdg *m)
{
    return mdg_fmt(m, "mdgen %s\n", MDG_VERSION);
}
