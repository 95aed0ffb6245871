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
            "       mdgen diff [OPTION]... OLD.lua NEW.lua\n"
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
enum { NGROUPS = sizeof groups / sizeof *groups };

static bool in_group(size_t function, size_t group)
{
    return strcmp(functions[function].group, groups[group][0]) == 0;
}

const char *mdg_help_functions(struct mdg *m)
{
    struct mdg_buf b = {0};
    mdg_put(
        m, &b,
        "Operators: A + B, A - B, A * B (matrix product), A % B (element-wise product),\n"
        "A / B (element-wise), A ^ p (power of a scalar or of a square matrix), A.T\n");
    for (size_t g = 0; g < NGROUPS; g++) {
        mdg_putf(m, &b, "\n%s\n", groups[g][1]);
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
            if (in_group(i, g)) {
                put_row(m, &b, functions[i].signature, functions[i].doc);
            }
        }
    }
    return b.data;
}

/* ---- Markdown ---------------------------------------------------------------------------
 */

/* The first n bytes of a text as a cell of a table. */
static void put_cell(struct mdg *m, struct mdg_buf *b, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strchr("|*_<", text[i])) {
            mdg_put(m, b, "\\");
        }
        mdg_putn(m, b, text + i, 1);
    }
}

/* Signature and description; where a derivative stands behind the semicolon, that too. */
static void put_reference_row(struct mdg *m, struct mdg_buf *b, size_t i, bool derivative)
{
    const char *doc = functions[i].doc, *semicolon = derivative ? strrchr(doc, ';') : NULL;
    mdg_putf(m, b, "| `%s` | ", functions[i].signature);
    put_cell(m, b, doc, semicolon ? (size_t)(semicolon - doc) : strlen(doc));
    if (derivative) {
        mdg_put(m, b, " | ");
        put_cell(m, b, semicolon ? semicolon + 2 : "",
                 semicolon ? strlen(semicolon + 2) : 0);
    }
    mdg_put(m, b, " |\n");
}

static void put_attributes(struct mdg *m, struct mdg_buf *b)
{
    static const char *const attributes[][3] = {
#define ATTR(name, bits, where, doc) {#name, #where, doc},
#include "attrs.def"
#undef ATTR
    };
    mdg_put(m, b, "\n## Attributes\n\n| name | of | promises |\n|---|---|---|\n");
    for (size_t k = 0; k < sizeof attributes / sizeof *attributes; k++) {
        const char *where = attributes[k][1];
        mdg_putf(m, b, "| `%s` | %s | ", attributes[k][0],
                 where[0] == 'S'   ? "square matrices"
                 : where[0] == 'L' ? "vectors; the last axis of others"
                                   : "all");
        put_cell(m, b, attributes[k][2], strlen(attributes[k][2]));
        mdg_put(m, b, " |\n");
    }
}

const char *mdg_help_reference(struct mdg *m)
{
    struct mdg_buf b = {0};
    mdg_put(m, &b,
            "# Functions of the spec language\n"
            "\n"
            "Made by `mdgen --help reference` from the table that the program works with; "
            "`make docs`\n"
            "renews it. What the language is, is told in [language.md](language.md).\n"
            "\n"
            "Shapes are as in the mathematics: a vector is a column. A derivative is with "
            "respect to each\n"
            "argument in turn, written with the argument's letter (`a` for an element of "
            "`A`), with `G` for\n"
            "the gradient that comes from outside, or as the differential. Where nothing "
            "else is said, a\n"
            "function does what NumPy's function of that name does, NaN and infinity "
            "included.\n");
    for (size_t g = 0; g < NGROUPS; g++) {
        bool derivative = strcmp(groups[g][0], "declaration") != 0 &&
                          strcmp(groups[g][0], "part") != 0 &&
                          strcmp(groups[g][0], "alias") != 0;
        mdg_putf(m, &b, "\n## %s\n\n%s", groups[g][1],
                 derivative ? "| | value | derivative |\n|---|---|---|\n"
                            : "| | |\n|---|---|\n");
        for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
            if (in_group(i, g)) {
                put_reference_row(m, &b, i, derivative);
            }
        }
    }
    put_attributes(m, &b);
    return b.data;
}

const char *mdg_version(struct mdg *m)
{
    return mdg_fmt(m, "mdgen %s\n", MDG_VERSION);
}
