/* --help and --version. */
#include "help.h"

#include "options.h"
#include "version.h"

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

const char *mdg_version(struct mdg *m)
{
    return mdg_fmt(m, "mdgen %s\n", MDG_VERSION);
}
