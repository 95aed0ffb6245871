/* The explanation as a LaTeX document: plain pdflatex with amsmath. */
#include "explain_doc.h"

#include <string.h>

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

static void put_reason(struct explain *e, struct mdg_buf *b, unsigned rules)
{
    bool first = true;
    for (int r = 0; r < NRULES; r++) {
        if (rules & 1u << r) {
            const struct explain_rule_text *t = &mdg_explain_rules[r];
            mdg_put(e->m, b, first ? " && \\text{\\small (" : "; ");
            if (*t->label) {
                mdg_put(e->m, b, t->label);
            } else {
                mdg_putf(e->m, b, "$%s$", t->text[2]);
            }
            first = false;
        }
    }
    mdg_put(e->m, b, first ? "" : ")}");
}

/* Lines k .. that stand under each other; the item behind them. */
static size_t put_lines(struct explain *e, struct mdg_buf *b, size_t k)
{
    mdg_put(e->m, b, "\\begin{align*}\n");
    bool first = true;
    for (; k < e->items.count &&
           (e->items.data[k].kind == I_LINE || e->items.data[k].kind == I_RESULT);
         k++) {
        const struct item *it = &e->items.data[k];
        mdg_put(e->m, b, first ? "" : " \\\\\n");
        if (it->kind == I_RESULT && it[-1].kind != I_RESULT) {
            mdg_putf(e->m, b, "\\intertext{Hence}\n");
        }
        mdg_putf(e->m, b, "%s &%s %s", it->left, it->relation, it->right);
        put_reason(e, b, it->rules);
        first = false;
    }
    mdg_put(e->m, b, "\n\\end{align*}\n");
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
