/* A tree as a spec. */
#include "fuzz.h"

#include <string.h>

static const char *const op_name[NOPS] = {[ONES] = "ones",
                                          [ZEROS] = "zeros",
                                          [EYE] = "eye",
                                          [TRANSPOSE] = "t",
                                          [CLAMP] = "clamp",
                                          [WHERE] = "where",
                                          [SOFTMAX] = "softmax",
                                          [LOG_SOFTMAX] = "log_softmax",
                                          [SUMSQ] = "sumsq",
                                          [NORM] = "norm",
                                          [NORM1] = "norm1",
                                          [NORM_INF] = "norm_inf",
                                          [DOT] = "dot",
                                          [QUADRATIC] = "quad",
                                          [CUMSUM] = "cumsum",
                                          [TRACE] = "tr",
                                          [DET] = "det",
                                          [LOGDET] = "logdet",
                                          [INV] = "inv",
                                          [SOLVE] = "solve",
                                          [CHOL] = "chol",
                                          [ADJ] = "adj",
                                          [DIAG] = "diag",
                                          [TRIL] = "tril",
                                          [TRIU] = "triu",
                                          [VEC] = "vec",
                                          [RESHAPE] = "reshape",
                                          [KRON] = "kron",
                                          [OUTER] = "outer",
                                          [HCAT] = "hcat",
                                          [VCAT] = "vcat",
                                          [REPMAT] = "repmat",
                                          [EXPM] = "expm",
                                          [EIGVALSH] = "eigvalsh",
                                          [EIGMAX] = "eigmax",
                                          [EIGMIN] = "eigmin",
                                          [SVDVALS] = "svdvals",
                                          [NUCLEAR] = "nuclear_norm",
                                          [SPECTRAL] = "spectral_norm",
                                          [EINSUM] = "einsum",
                                          [ASSUME] = "assume",
                                          [AT] = "at",
                                          [ROW] = "row",
                                          [COL] = "col",
                                          [ROWS] = "rows",
                                          [COLS] = "cols",
                                          [SLICE] = "slice"};
static const char *const reduce_name[NREDUCE] = {"sum", "mean", "max",
                                                 "min", "prod", "logsumexp"};
static const char input_name[] = "ABCDEF";

struct writer {
    FILE *out;
    const struct spec *s;
    bool named[MAX_NODES];
};

static void sizes(struct writer *w, int n, const struct size *s, const char *before)
{
    char buf[200];
    for (int i = 0; i < n; i++) {
        fprintf(w->out, "%s%s", i ? ", " : before, size_text(&s[i], buf, sizeof buf));
    }
}

static void constant(struct writer *w, const struct node *n)
{
    int cols = n->nsizes == 2 ? size_value(&n->size[1], w->s->dim) : 1;
    fprintf(w->out, "constant{");
    for (int i = 0; i < n->count; i++) {
        double v = ((int)(hash2((uint64_t)n->number, (uint64_t)i) % 33) - 16) / 8.0;
        bool open = n->nsizes == 2 && i % cols == 0,
             close = n->nsizes == 2 && (i + 1) % cols == 0;
        fprintf(w->out, "%s%s%.17g%s", i ? ", " : "", open ? "{" : "", v, close ? "}" : "");
    }
    fprintf(w->out, "}");
}

static void expression(struct writer *w, int i);

static void operand(struct writer *w, int i)
{
    if (w->named[i]) {
        fprintf(w->out, "t%d", i);
    } else {
        expression(w, i);
    }
}

static void infix(struct writer *w, const struct node *n, const char *op)
{
    fprintf(w->out, "(");
    operand(w, n->kid[0]);
    fprintf(w->out, " %s ", op);
    if (n->nkids > 1) {
        operand(w, n->kid[1]);
    } else {
        fprintf(w->out, "%d", n->par[0]);
    }
    fprintf(w->out, ")");
}

static void call(struct writer *w, const struct node *n, const char *name)
{
    fprintf(w->out, "%s(", name);
    if (n->op == EINSUM) {
        fprintf(w->out, "\"%s\", ", n->text);
    }
    for (int k = 0; k < n->nkids; k++) {
        fprintf(w->out, "%s", k ? ", " : "");
        operand(w, n->kid[k]);
    }
    sizes(w, n->nsizes, n->size, n->nkids ? ", " : "");
    if (n->op == ASSUME) {
        fprintf(w->out, ", \"%s\"", attr_name[n->par[0]]);
    } else if ((n->op == REDUCE || n->op == SOFTMAX || n->op == LOG_SOFTMAX ||
                n->op == CUMSUM) &&
               n->par[1]) {
        fprintf(w->out, ", %d", n->par[1]);
    }
    fprintf(w->out, ")");
}

static void expression(struct writer *w, int i)
{
    const struct node *n = &w->s->node[i];
    char buf[200];
    switch (n->op) {
    case INPUT:
        fprintf(w->out, "%c", input_name[n->par[0]]);
        break;
    case NUMBER:
        fprintf(w->out, n->number < 0 ? "(%.17g)" : "%.17g", n->number);
        break;
    case DIM:
        fprintf(w->out, "(%s)", size_text(&n->size[0], buf, sizeof buf));
        break;
    case CONSTANT:
        constant(w, n);
        break;
    case ADD:
        infix(w, n, "+");
        break;
    case SUB:
        infix(w, n, "-");
        break;
    case MUL:
        infix(w, n, "*");
        break;
    case HADAMARD:
        infix(w, n, "%");
        break;
    case DIV:
        infix(w, n, "/");
        break;
    case POWER:
        infix(w, n, "^");
        break;
    case NEGATE:
        fprintf(w->out, "(-");
        operand(w, n->kid[0]);
        fprintf(w->out, ")");
        break;
    case MAP1:
        call(w, n, map1s[n->par[0]].name);
        break;
    case MAP2:
        call(w, n, map2_name[n->par[0]]);
        break;
    case REDUCE:
        call(w, n, reduce_name[n->par[0]]);
        break;
    case AT:
    case ROW:
    case COL:
    case ROWS:
    case COLS:
    case SLICE:
        fprintf(w->out, "(");
        operand(w, n->kid[0]);
        fprintf(w->out, "):%s(", op_name[n->op]);
        sizes(w, n->nsizes, n->size, "");
        fprintf(w->out, ")");
        break;
    default:
        call(w, n, op_name[n->op]);
    }
}

static void declare(struct writer *w, int i)
{
    static const char *const form[] = {"scalar", "vector", "matrix", "tensor", "labels"};
    const struct input *in = &w->s->input[i];
    fprintf(w->out, "local %c = %s(\"%c\"", input_name[i], form[in->form], input_name[i]);
    sizes(w, in->rank, in->shape, in->form == TENSOR ? ", {" : ", ");
    fprintf(w->out, "%s", in->form == TENSOR ? "}" : "");
    if (in->attr != PLAIN) {
        fprintf(w->out, ", { %s = true%s }", attr_name[in->attr],
                in->positive ? ", positive = true" : "");
    }
    fprintf(w->out, ")\n");
}

static void list(struct writer *w, const char *field, int n, const int *input)
{
    fprintf(w->out, "%s = {", field);
    for (int i = 0; i < n; i++) {
        fprintf(w->out, "%s%c", i ? ", " : " ", input_name[input[i]]);
    }
    fprintf(w->out, " }, ");
}

void lua_spec(FILE *out, const struct spec *s, const char *name)
{
    struct writer w = {out, s, {false}};
    bool live[MAX_NODES];
    int uses[MAX_NODES] = {0};
    tree_live(s, live);
    if (!s->typical[0] && !s->typical[1] && !s->typical[2]) {
        fprintf(out, "local n, m, k = dims \"n m k\"\n");
    }
    for (int k = 0; k < NDIMS && (s->typical[0] || s->typical[1] || s->typical[2]); k++) {
        fprintf(out, "local %s = dim(\"%s\"%s)\n", dim_name[k], dim_name[k],
                s->typical[k] ? ", { typical = 1000 }" : "");
    }
    for (int i = 0; i < s->ninputs; i++) {
        declare(&w, i);
    }
    for (int i = 0; i <= s->root; i++) {
        for (int k = 0; live[i] && k < s->node[i].nkids; k++) {
            uses[s->node[i].kid[k]]++;
        }
    }
    for (int i = 0; i < s->root; i++) {
        const struct node *n = &s->node[i];
        bool leaf = n->nkids == 0;
        if (live[i] && !leaf && (uses[i] > 1 || i % 5 == 4)) {
            fprintf(out, "local t%d = ", i);
            expression(&w, i);
            fprintf(out, "\n");
            w.named[i] = true;
        }
    }
    fprintf(out,
            "%s {\n    name = \"%s\",\n    value = ", s->mapping ? "mapping" : "objective",
            name);
    expression(&w, s->root);
    fprintf(out, ",\n    ");
    list(&w, "wrt", s->nwrt, s->wrt);
    int prepared[MAX_INPUTS], np = 0;
    for (int i = 0; i < s->ninputs; i++) {
        if (s->prepare & 1u << i) {
            prepared[np++] = i;
        }
    }
    if (np) {
        list(&w, "prepare", np, prepared);
    }
    fprintf(out, "emit = {");
    for (int k = 0, first = 1; k < NKINDS; k++) {
        if (s->kinds & 1u << k) {
            fprintf(out, "%s\"%s\"", first ? " " : ", ", kind_name[k]);
            first = 0;
        }
    }
    fprintf(out, " },\n}\n");
}
