/* The explanation as a LaTeX document: plain pdflatex with amsmath. */
#include "explain_doc.h"

#include <string.h>

enum {
    LINE = 465
}; /* points that a line has, with some left for what is wider than it seems */

static const struct {
    unsigned code;
    const char *latex;
} greek[] = {
#define GREEK(name, code, latex) {code, latex},
#include "print.def"
#undef GREEK
};

static const char *greek_command(unsigned code)
{
    for (size_t k = 0; k < sizeof greek / sizeof *greek; k++) {
        if (greek[k].code == code) {
            return greek[k].latex;
        }
    }
    return "?";
}

/* Plain text with the characters that TeX takes for commands made harmless, and Greek
 * letters as commands. */
static void put_text(struct explain *e, struct mdg_buf *b, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (strchr("#$%&_{}", c)) {
            mdg_putf(e->m, b, "\\%c", c);
        } else if (c == '\\' || c == '^' || c == '~') {
            mdg_putf(e->m, b, "\\char`\\%c{}", c);
        } else if (c == '<' || c == '>' || c == '|') {
            mdg_putf(e->m, b, "$%c$", c);
        } else if ((c == 0xce || c == 0xcf) && s[1]) { /* a Greek letter */
            mdg_putf(e->m, b, "$%s$",
                     greek_command((unsigned)(c & 31) << 6 | ((unsigned char)s[1] & 63)));
            s++;
        } else if (c >= ' ' && c != 127) {
            mdg_putn(e->m, b, s, 1);
        } else {
            mdg_put(e->m, b, " ");
        }
    }
}

static const char *reason(struct explain *e, unsigned rules)
{
    struct mdg_buf b = {0};
    for (int r = 0; r < NRULES; r++) {
        if (rules & 1u << r) {
            const struct explain_rule_text *t = &mdg_explain_rules[r];
            mdg_put(e->m, &b, b.count ? "; " : "");
            mdg_putf(e->m, &b, *t->label ? "%s" : "$%s$",
                     *t->label ? t->label : t->text[2]);
        }
    }
    return b.count ? b.data : "";
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* An equation, over several lines where it is long. */
static void put_equation(struct explain *e, struct mdg_buf *b, const char *left,
                         const char *relation, const char *right, double left_width)
{
    double rest = LINE - left_width - 20;
    mdg_putf(e->m, b, "%s &%s %s", left, relation,
             mdg_latex_broken(e->m, right, rest, rest - 20, " \\\\\n&\\qquad "));
}

static bool is_line(const struct explain *e, size_t k)
{
    return k < e->items.count &&
           (e->items.data[k].kind == I_LINE || e->items.data[k].kind == I_RESULT);
}

/* Lines k .. that stand under each other; the item behind them. Reasons stand beside the
 * formulas, or all of them below where one has no room beside. */
static size_t put_lines(struct explain *e, struct mdg_buf *b, size_t k)
{
    enum item_kind kind = e->items.data[k].kind;
    double left = 0, right = 0, why = 0;
    size_t end = k;
    for (; is_line(e, end) && e->items.data[end].kind == kind; end++) {
        const struct item *it = &e->items.data[end];
        left = larger(left, mdg_latex_width(e->m, it->left) + (it->from_left ? 26 : 0));
        left = it->from_left ? larger(left, mdg_latex_width(e->m, it->from_left)) : left;
        right = larger(right, mdg_latex_width(e->m, it->right));
        why = larger(why, 0.9 * mdg_latex_width(e->m, reason(e, it->rules)));
    }
    bool beside = left + right + why + 50 < LINE;
    mdg_put(e->m, b, kind == I_RESULT ? "Hence\n\\begin{align*}\n" : "\\begin{align*}\n");
    for (; k < end; k++) {
        const struct item *it = &e->items.data[k];
        const char *because = reason(e, it->rules),
                   *from = it->from_left ? "\\implies " : "";
        if (it->from_left) {
            put_equation(e, b, it->from_left, "=", it->from_right, left);
            mdg_put(e->m, b, " \\\\\n");
        }
        put_equation(e, b, mdg_fmt(e->m, "%s%s", from, it->left), it->relation, it->right,
                     left);
        if (*because && beside) {
            mdg_putf(e->m, b, " && \\text{\\small (%s)}", because);
        } else if (*because) {
            mdg_putf(e->m, b, " \\\\*\n&\\quad\\parbox[t]{%dpt}{\\small\\raggedright (%s)}",
                     (int)larger(LINE - left - 40, 160), because);
        }
        mdg_put(e->m, b, k + 1 < end ? " \\\\\n" : "\n");
    }
    mdg_put(e->m, b, "\\end{align*}\n");
    return k;
}

static void put_rules(struct explain *e, struct mdg_buf *b)
{
    mdg_put(e->m, b, "\\subsection*{Rules}\n\\begin{align*}\n");
    for (int r = 0; r < NRULES && *mdg_explain_rules[r].label; r++) {
        mdg_putf(e->m, b, "%s\\text{%s}\\quad & %s", r ? " \\\\\n" : "",
                 mdg_explain_rules[r].label, mdg_explain_rules[r].text[2]);
    }
    mdg_put(e->m, b, "\n\\end{align*}\n");
}

const char *mdg_explain_as_latex(struct explain *e)
{
    struct mdg *m = e->m;
    struct mdg_buf b = {0};
    mdg_put(m, &b,
            "\\documentclass{article}\n\\usepackage{amsmath}\n\\allowdisplaybreaks\n"
            "\\setlength{\\textwidth}{17cm}\\setlength{\\oddsidemargin}{-0.5cm}\n"
            "\\setlength{\\parindent}{0pt}\n\\begin{document}\n");
    put_rules(e, &b);
    for (size_t k = 0; k < e->items.count;) {
        const struct item *it = &e->items.data[k];
        switch (it->kind) {
        case I_OBJECTIVE:
            mdg_put(m, &b, "\n\\section*{");
            put_text(e, &b, it->left);
            mdg_put(m, &b, "}\n");
            put_text(e, &b, it->right ? it->right : "");
            mdg_put(m, &b, "\n");
            k++;
            break;
        case I_SECTION:
            mdg_put(m, &b, "\n\\subsection*{");
            put_text(e, &b, it->right);
            mdg_put(m, &b, "}\n");
            k++;
            break;
        case I_TEXT:
            put_text(e, &b, it->right);
            mdg_put(m, &b, "\n");
            k++;
            break;
        default:
            k = put_lines(e, &b, k);
            break;
        }
    }
    mdg_put(m, &b, "\n\\medskip\n{\\small ");
    put_text(e, &b, mdg_explain_summary(e));
    mdg_put(m, &b, "}\n\\end{document}\n");
    return b.data;
}
